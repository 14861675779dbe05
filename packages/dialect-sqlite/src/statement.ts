// Prepared statements, and how they are run.
import type { Cells, DriverResult, NamedRow, NamedRows, SendOptions, Wire } from '@espalier/core'
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

/** A prepared statement that is kept. */
class Statement {
  readonly #inner: SqliteStatement
  readonly #inserts: boolean
  #isRaw: boolean | undefined
  /** The names under which its columns come, where its rows can be objects. */
  readonly #names: readonly string[] | undefined

  constructor(sql: string, inner: SqliteStatement, makesObjects: boolean) {
    this.#inner = inner
    this.#inserts = sql.startsWith('insert')
    this.#names = makesObjects && inner.reader ? inner.columns?.().map(({ name }) => name) : undefined
  }

  run(params: readonly Wire[], { types, bigints, reader, first = false }: SendOptions): DriverResult {
    const bound = boundAs(params, types)
    if (!this.#inner.reader) return this.#changed(bound)
    if (bigints) this.#inner.safeIntegers(true)
    const named = reader?.named
    return named && this.#names && areSame(named.keys, this.#names)
      ? this.#objects(bound, named, this.#names, first)
      : this.#arrays(bound)
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
  #objects(bound: readonly unknown[], named: NamedRows, names: readonly string[], first: boolean): DriverResult {
    this.#setRaw(false)
    const rows =
      first && this.#inner.readonly ? this.#first(bound) : (this.#inner.all(...bound) as object[] as NamedRow[])
    const [row] = rows
    // SQLite prepares a statement again by itself when a table has changed, and a column may be spelled otherwise then.
    if (row !== undefined && !hasKeys(row, names))
      return { rows: rows.map((one) => Object.values(one) as unknown as Cells), rowCount: rows.length }
    return { rows: [], rowCount: rows.length, read: () => named.read(rows) }
  }

  #first(bound: readonly unknown[]): NamedRow[] {
    const row = this.#inner.get?.(...bound)
    return row === undefined ? [] : [row]
  }

  #setRaw(isRaw: boolean): void {
    if (this.#isRaw === isRaw) return
    this.#inner.raw(isRaw)
    this.#isRaw = isRaw
  }
}

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

function hasKeys(row: NamedRow, names: readonly string[]): boolean {
  let i = 0
  for (const key in row) if (key !== names[i++]) return false
  return i === names.length
}

/**
 * Parameters so that they are bound as what they are: a number is bound as a floating-point one, and 7 / 2.0 is 3.5; a
 * bigint as an integer. Many of them are one argument, a list; few are an argument each, which saves 40 ns.
 */
export function boundAs(params: readonly Wire[], types: SendOptions['types']): readonly unknown[] {
  const bound: unknown[] = []
  for (let i = 0; i < params.length; i++) {
    const value = params[i]
    bound.push(typeof value === 'number' && types?.[i]?.kind === 'integer' ? BigInt(value) : value)
  }
  return bound.length > 20 ? [bound] : bound
}
