import type { Dialect } from '../compile/dialect.ts'
import { type Duration, milliseconds } from './clock.ts'
import type { Driver } from './driver.ts'
import { commentOf, Watch, type WatchOptions } from './watch.ts'

/** What every handle of one database shares. */
export interface Engine {
  readonly dialect: Dialect
  readonly driver: Driver
  readonly watch: Watch
  /** How long a statement may take that says nothing of it. */
  readonly timeout?: Duration | undefined
  /** The comment behind what is sent now; empty for none. */
  readonly comment?: (() => string) | undefined
}

/** What a database does with every statement unless the statement is sent with something else. */
export interface StatementOptions {
  /**
   * How long a statement may take, BEGIN, COMMIT and ROLLBACK too; then it is stopped on the server: `StatementTimeout`. As
   * long as it takes, unless told. Of a stream it is the time for each batch.
   */
  readonly statementTimeout?: Duration
}

/** The engine of a database that is opened now; the driver tells its connections from here on. */
export function engineOf(
  dialect: Dialect,
  driver: Driver,
  { statementTimeout: timeout, ...options }: WatchOptions & StatementOptions,
): Engine {
  if (timeout !== undefined) milliseconds(timeout, 'statementTimeout')
  const { host } = driver
  const watch = new Watch(options, host?.channel)
  if (host) host.notice = (what) => watch.tell(what, {})
  return { dialect, driver, watch, timeout, comment: commentOf(options.comment) }
}
