import { first, one, oneOrNull, promised, same, scalar, scalars } from './answers.ts'
import { rowsIn } from './decode.ts'
import type { ChangeResult, DriverResult } from './driver.ts'
import type { Filled } from './filled.ts'
import type { Ready } from './ready.ts'
import type { RunOptions, Sent } from './send.ts'

/** Sends a compiled statement with its parameters. */
export type Send = (sent: Sent) => DriverResult | Promise<DriverResult>

/**
 * A statement that was compiled once and runs many times, each time with values for its parameters:
 * `const byName = db.prepare(select(artists).where(artists.name.eq(param('name', text()))))`, then
 * `await byName.all({ name: 'Queen' })`.
 */
export class Prepared<in out Row, in Values> {
  readonly #query: Ready
  readonly #send: Send

  constructor(query: Ready, send: Send) {
    this.#query = query
    this.#send = send
  }

  /** Every row of the statement. */
  all<const V>(values: Filled<V, Values>, options?: RunOptions): Promise<Row[]> {
    return promised(() => this.#rows(values, options), same)
  }

  /** The first row, or undefined where there is none. */
  first<const V>(values: Filled<V, Values>, options?: RunOptions): Promise<Row | undefined> {
    return promised(() => this.#rows(values, options, true), first)
  }

  /** The only row; none or a second one is a `RowCountError`. */
  one<const V>(values: Filled<V, Values>, options?: RunOptions): Promise<Row> {
    return promised(() => this.#rows(values, options), one)
  }

  /** The only row, or null where there is none; a second one is a `RowCountError`. */
  oneOrNull<const V>(values: Filled<V, Values>, options?: RunOptions): Promise<Row | null> {
    return promised(() => this.#rows(values, options), oneOrNull)
  }

  /** The only value of the only row. */
  scalar<const V>(values: Filled<V, Values>, options?: RunOptions): Promise<Row[keyof Row]> {
    return promised(() => this.#rows(values, options), scalar)
  }

  /** The only value of every row. */
  scalars<const V>(values: Filled<V, Values>, options?: RunOptions): Promise<Row[keyof Row][]> {
    return promised(() => this.#rows(values, options), scalars)
  }

  #rows(values: unknown, options: RunOptions | undefined, first = false): any[] | Promise<any[]> {
    const { reader } = this.#query
    const result = this.#send(this.#query.sent(values, options, first))
    return result instanceof Promise ? result.then((answer) => rowsIn(answer, reader)) : rowsIn(result, reader)
  }
}

/** A change that was compiled once and runs many times. */
export class PreparedChange<in Values> {
  readonly #statement: Ready
  readonly #send: Send
  readonly #insertIdOf: (result: DriverResult) => ChangeResult['insertId']

  constructor(statement: Ready, send: Send, insertIdOf: (result: DriverResult) => ChangeResult['insertId']) {
    this.#statement = statement
    this.#send = send
    this.#insertIdOf = insertIdOf
  }

  /** Runs the change, and says what it did. */
  run<const V>(values: Filled<V, Values>, options?: RunOptions): Promise<ChangeResult> {
    return promised(
      () => this.#send(this.#statement.sent(values, options)),
      (result) => ({ rowCount: result.rowCount, insertId: this.#insertIdOf(result) }),
    )
  }
}
