import type { AnyRows, ParamsIn, RowIn } from '../expr/row.ts'
import { first, one, oneOrNull, scalar, scalars } from './answers.ts'
import { rowsIn } from './decode.ts'
import type { ChangeResult, DriverResult } from './driver.ts'
import type { Filled } from './filled.ts'
import type { Ready } from './ready.ts'
import type { Sent } from './send.ts'

type Send = (sent: Sent) => DriverResult

/** What `prepare` makes of a statement, where the verbs answer at once. */
export type SyncPreparedOf<Q> = Q extends AnyRows
  ? SyncPrepared<RowIn<Q>, ParamsIn<Q>>
  : SyncPreparedChange<ParamsIn<Q>>

/** A statement that was compiled once and runs many times, each time with values for its parameters: without promises. */
export class SyncPrepared<in out Row, in Values> {
  readonly #query: Ready
  readonly #send: Send

  constructor(query: Ready, send: Send) {
    this.#query = query
    this.#send = send
  }

  /** Every row of the statement. */
  all<const V>(values: Filled<V, Values>): Row[] {
    return this.#rows(values)
  }

  /** The first row, or undefined where there is none. */
  first<const V>(values: Filled<V, Values>): Row | undefined {
    return first(this.#rows(values, true))
  }

  /** The only row; none or a second one is a `RowCountError`. */
  one<const V>(values: Filled<V, Values>): Row {
    return one(this.#rows(values))
  }

  /** The only row, or null where there is none; a second one is a `RowCountError`. */
  oneOrNull<const V>(values: Filled<V, Values>): Row | null {
    return oneOrNull(this.#rows(values))
  }

  /** The only value of the only row. */
  scalar<const V>(values: Filled<V, Values>): Row[keyof Row] {
    return scalar(this.#rows(values))
  }

  /** The only value of every row. */
  scalars<const V>(values: Filled<V, Values>): Row[keyof Row][] {
    return scalars(this.#rows(values))
  }

  #rows(values: unknown, first = false): any[] {
    return rowsIn(this.#send(this.#query.sent(values, undefined, first)), this.#query.reader)
  }
}

/** A change that was compiled once and runs many times: without promises. */
export class SyncPreparedChange<in Values> {
  readonly #statement: Ready
  readonly #send: Send
  readonly #insertIdOf: (result: DriverResult) => ChangeResult['insertId']

  constructor(statement: Ready, send: Send, insertIdOf: (result: DriverResult) => ChangeResult['insertId']) {
    this.#statement = statement
    this.#send = send
    this.#insertIdOf = insertIdOf
  }

  /** Runs the change, and says what it did. */
  run<const V>(values: Filled<V, Values>): ChangeResult {
    const result = this.#send(this.#statement.sent(values, undefined))
    return { rowCount: result.rowCount, insertId: this.#insertIdOf(result) }
  }
}
