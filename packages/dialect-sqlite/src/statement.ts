// Prepared statements, and how they are run.
import type { Cells, DriverResult, NamedRow, NamedRows, SendOptions, SqlType, Wire } from '@espalier/core'
import type { SqliteHandle, SqliteStatement } from './handle.ts'

/** How many prepared statements are kept. */
const kept = 500

/** The statements that a connection keeps prepared, by their texts. */
export class Statements {
  readonly #database: SqliteHandle
  readonly #makesObjects: boolean
  readonly #kept: Map<string, Statement> = new Map()

  constructor(database: SqliteHandle) {
    this.#database = database
    this.#makesObjects = makesObjects(database)
  }

  /** The statement of a text; one that comes `once` is not kept. */
  of(sql: string, once = false): Statement {
    const known = this.#kept.get(sql)
    if (known) return known
    const statement = new Statement(sql, this.#database.prepare(sql), this.#makesObjects)
    if (once) return statement
    if (this.#kept.size >= kept) this.#kept.clear()
    this.#kept.set(sql, statement)
    return statement
  }
}

type Types = SendOptions['types']

/** A prepared statement that is kept. */
class Statement {
  readonly #inner: SqliteStatement
  readonly #inserts: boolean
  #isRaw: boolean | undefined
  /** The names under which its columns come, where its rows can be objects. */
  readonly #names: readonly string[] | undefined
  #named: NamedRows | undefined
  #isNamed = false

  constructor(sql: string, inner: SqliteStatement, makesObjects: boolean) {
    this.#inner = inner
    this.#inserts = sql.startsWith('insert')
    this.#names = makesObjects && inner.reader ? inner.columns?.().map(({ name }) => name) : undefined
  }

  run(params: readonly Wire[], { types, bigints, reader, first = false }: SendOptions): DriverResult {
    if (!this.#inner.reader) return this.#changed(boundAs(params, types))
    if (bigints) this.#inner.safeIntegers(true)
    const named = reader?.named
    if (!named || !this.#hasNames(named)) return this.#arrays(boundAs(params, types))
    this.#setRaw(false)
    return new ObjectRows(first && this.#inner.readonly ? this.#first(params, types) : this.#all(params, types), named)
  }

  #changed(bound: readonly unknown[]): DriverResult {
    const { changes, lastInsertRowid } = this.#inner.run(...bound)
    // Of a statement that inserted nothing it is the key of an earlier one.
    return { rows: [], rowCount: changes, insertId: changes > 0 && this.#inserts ? lastInsertRowid : undefined }
  }

  #arrays(bound: readonly unknown[]): DriverResult {
    this.#setRaw(true)
    const rows = this.#inner.all(...bound)
    return { rows, rowCount: rows.length }
  }

  /** better-sqlite3 makes an object for the price of an array: of 1,000 rows of 10 columns that saves 150 µs of 750. */
  #all(params: readonly Wire[], types: Types): NamedRow[] {
    return this.#inner.all(...boundAs(params, types)) as object[] as NamedRow[]
  }

  /** Most often by a key: one parameter needs no list. */
  #first(params: readonly Wire[], types: Types): NamedRow[] {
    const row =
      params.length === 1
        ? this.#inner.get?.(bound(params[0] as Wire, types?.[0]))
        : this.#inner.get?.(...boundAs(params, types))
    return row === undefined ? [] : [row]
  }

  /** True where the library's objects have the keys that are wanted: looked at once for each reader. */
  #hasNames(named: NamedRows): boolean {
    if (this.#named !== named) {
      this.#named = named
      this.#isNamed = this.#names !== undefined && areSame(named.keys, this.#names)
    }
    return this.#isNamed
  }

  #setRaw(isRaw: boolean): void {
    if (this.#isRaw === isRaw) return
    this.#inner.raw(isRaw)
    this.#isRaw = isRaw
  }
}

/** Rows that the library has made objects. */
class ObjectRows implements DriverResult {
  readonly rows: readonly Cells[] = none
  readonly rowCount: number
  readonly #found: NamedRow[]
  readonly #named: NamedRows

  constructor(found: NamedRow[], named: NamedRows) {
    this.rowCount = found.length
    this.#found = found
    this.#named = named
  }

  read(): NamedRow[] {
    return this.#named.read(this.#found)
  }
}

const none: readonly Cells[] = []

/**
 * Whether the library makes plain objects. better-sqlite3 makes code of their keys, which a runtime may forbid (Node by
 * `--disallow-code-generation-from-strings`): then rows are arrays, of which Espalier makes the objects.
 */
function makesObjects(database: SqliteHandle): boolean {
  try {
    return database.prepare('select 1 as one').get?.() !== undefined
  } catch {
    return false
  }
}

function areSame(keys: readonly string[], names: readonly string[]): boolean {
  if (keys.length !== names.length) return false
  for (let i = 0; i < keys.length; i++) if (keys[i] !== names[i]) return false
  return true
}

/**
 * Parameters so that they are bound as what they are: a number is bound as a floating-point one, and 7 / 2.0 is 3.5; a
 * bigint as an integer. Many of them are one argument, a list; few are an argument each, which saves 40 ns.
 */
export function boundAs(params: readonly Wire[], types: Types): readonly unknown[] {
  const all = params.map((value, i) => bound(value, types?.[i]))
  return all.length > 20 ? [all] : all
}

const bound = (value: Wire, type: SqlType | undefined): unknown =>
  typeof value === 'number' && type?.kind === 'integer' ? BigInt(value) : value
