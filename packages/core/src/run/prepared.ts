import type { Compiled } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import { encode } from '../compile/writer.ts'
import { StatementError } from '../errors.ts'
import type { Wire } from '../types/sql-type.ts'
import { rowBuilder } from './decode.ts'
import type { ChangeResult, DriverResult } from './driver.ts'
import { only, onlyValue } from './row-count.ts'
import type { RunOptions } from './send.ts'

/** Sends a compiled statement with its parameters. */
export type Send = (
  compiled: Compiled,
  params: readonly Wire[],
  options: RunOptions | undefined,
) => DriverResult | Promise<DriverResult>

/**
 * A statement that was compiled once and runs many times, each time with values for its parameters:
 * `const byName = db.prepare(select(artists).where(artists.name.eq(param('name', text()))))`, then
 * `await byName.all({ name: 'Queen' })`.
 */
export class Prepared<in out Row, in Values> {
  readonly #compiled: Compiled
  readonly #dialect: Dialect
  readonly #send: Send

  constructor(compiled: Compiled, dialect: Dialect, send: Send) {
    this.#compiled = compiled
    this.#dialect = dialect
    this.#send = send
  }

  /** Every row of the statement. */
  async all(values: Values, options?: RunOptions): Promise<Row[]> {
    return this.#rows(values, options)
  }

  /** The first row, or undefined where there is none. */
  async first(values: Values, options?: RunOptions): Promise<Row | undefined> {
    return (await this.#rows(values, options))[0]
  }

  /** The only row; none or a second one is a `RowCountError`. */
  async one(values: Values, options?: RunOptions): Promise<Row> {
    return only(await this.#rows(values, options), 'one')
  }

  /** The only row, or null where there is none; a second one is a `RowCountError`. */
  async oneOrNull(values: Values, options?: RunOptions): Promise<Row | null> {
    const rows = await this.#rows(values, options)
    return rows.length === 0 ? null : only(rows, 'oneOrNull')
  }

  /** The only value of the only row. */
  async scalar(values: Values, options?: RunOptions): Promise<Row[keyof Row]> {
    return onlyValue(only(await this.#rows(values, options), 'scalar'))
  }

  /** The only value of every row. */
  async scalars(values: Values, options?: RunOptions): Promise<Row[keyof Row][]> {
    return (await this.#rows(values, options)).map(onlyValue)
  }

  #rows(values: Values, options: RunOptions | undefined): any[] | Promise<any[]> {
    const { shape } = this.#compiled
    if (!shape) throw new StatementError('this statement gives no rows; run it with run(…)')
    const build = rowBuilder(shape, this.#dialect)
    const result = this.#send(this.#compiled, filled(this.#compiled, this.#dialect, values), options)
    return result instanceof Promise ? result.then(({ rows }) => rows.map(build)) : result.rows.map(build)
  }
}

/** A change that was compiled once and runs many times. */
export class PreparedChange<in Values> {
  readonly #compiled: Compiled
  readonly #dialect: Dialect
  readonly #send: Send
  readonly #insertIdOf: (result: DriverResult) => ChangeResult['insertId']

  constructor(
    compiled: Compiled,
    dialect: Dialect,
    send: Send,
    insertIdOf: (result: DriverResult) => ChangeResult['insertId'],
  ) {
    this.#compiled = compiled
    this.#dialect = dialect
    this.#send = send
    this.#insertIdOf = insertIdOf
  }

  /** Runs the change, and says what it did. */
  async run(values: Values, options?: RunOptions): Promise<ChangeResult> {
    const result = await this.#send(this.#compiled, filled(this.#compiled, this.#dialect, values), options)
    return { rowCount: result.rowCount, insertId: this.#insertIdOf(result) }
  }
}

/** The parameters with the values of this run in their places. */
function filled({ params, slots }: Compiled, dialect: Dialect, values: unknown): readonly Wire[] {
  const given = (values ?? {}) as Readonly<Record<string, unknown>>
  const names = new Set([...slots.values()].map((slot) => slot.name))
  for (const name of Object.keys(given)) {
    if (!names.has(name))
      throw new StatementError(`the statement has no parameter ${name}; it has ${[...names].join(', ') || 'none'}`)
  }
  const all = [...params]
  for (const [index, { name, type }] of slots) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined) throw new StatementError(`parameter ${name} has no value; give it one, or null`)
    all[index] = value === null ? null : encode(dialect, value, type, `parameter ${name}`)
  }
  return all as readonly Wire[]
}
