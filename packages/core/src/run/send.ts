// The way of one statement to a connection, and what stops it.
import type { Compiled } from '../compile/compile.ts'
import { ConnectionLost, QueryCancelled, StatementTimeout } from '../errors.ts'
import type { Wire } from '../types/sql-type.ts'
import { after, type Duration, milliseconds, type Signal } from './clock.ts'
import type { Driver, DriverConnection, DriverResult, RowReader, SendOptions } from './driver.ts'
import type { Engine } from './engine.ts'
import { placed } from './place.ts'
import type { QueryEvent } from './watch.ts'

/** What may stop a statement. */
export interface RunOptions {
  /** Stops the statement on the server: `QueryCancelled`. SQLite answers at once: there it is looked at before. */
  readonly signal?: Signal | undefined
  /** Stops a statement that takes longer, on the server: `StatementTimeout`. On SQLite it has no effect. */
  readonly timeout?: Duration | undefined
}

/** A statement as it is sent. */
export interface Sent {
  readonly compiled: Compiled
  readonly params: readonly Wire[]
  readonly options: RunOptions | undefined
  /** What the driver is told of it. */
  readonly told: SendOptions
  /** How its text was come by, for who looks on. */
  readonly cache: QueryEvent['cache']
}

/** Sends a compiled statement. A driver that answers at once is not made to wait for a promise. */
export function sendOn(engine: Engine, connection: DriverConnection, sent: Sent): DriverResult | Promise<DriverResult> {
  const { watch } = engine
  if (watch.isOn) return watch.around(sent, () => unwatched(engine, connection, sent))
  return sent.options === undefined && engine.timeout === undefined
    ? plain(engine, connection, sent)
    : unwatched(engine, connection, sent)
}

function unwatched(engine: Engine, connection: DriverConnection, sent: Sent): DriverResult | Promise<DriverResult> {
  const { signal, timeout = engine.timeout } = sent.options ?? {}
  return limited(connection, sent.compiled.sql, { signal, timeout }, () => plain(engine, connection, sent))
}

/** What a driver is told of a statement; without a reader its rows stay as the driver has them. */
export function toldOf({ shape, types, foreign }: Compiled, reader?: RowReader, first = false): SendOptions {
  return { rows: shape !== undefined, bigints: shape?.bigints === true, reader, first, types, foreign }
}

/** The words of a statement, with the comment of this time where there is one, and what the driver is told of it. */
export function wordsOf(
  { comment }: Engine,
  compiled: Compiled,
  told: SendOptions = toldOf(compiled),
): readonly [sql: string, told: SendOptions] {
  const { sql } = compiled
  const tags = comment === undefined || sql.endsWith('*/') ? '' : comment()
  return tags === '' ? [sql, told] : [`${sql} ${tags}`, { ...told, once: true }]
}

function plain(
  engine: Engine,
  connection: DriverConnection,
  { compiled, params, told }: Sent,
): DriverResult | Promise<DriverResult> {
  const { driver, comment } = engine
  const { sql } = compiled
  try {
    const words = comment === undefined ? undefined : wordsOf(engine, compiled, told)
    const result = words ? connection.send(words[0], params, words[1]) : connection.send(sql, params, told)
    return result instanceof Promise ? result.catch((error: unknown) => refused(driver, error, sql)) : result
  } catch (error) {
    return refused(driver, error, sql)
  }
}

/** Sends the words of a transaction itself, as they are: BEGIN, SAVEPOINT, COMMIT, ROLLBACK. */
export function sayOn(
  { driver, watch }: Engine,
  connection: DriverConnection,
  words: string,
  limits: RunOptions = {},
): DriverResult | Promise<DriverResult> {
  const said = (): DriverResult | Promise<DriverResult> =>
    limited(connection, words, limits, () => {
      try {
        const result = connection.send(words, [], { rows: false, bigints: false })
        return result instanceof Promise ? result.catch((error: unknown) => refused(driver, error, words)) : result
      } catch (error) {
        return refused(driver, error, words)
      }
    })
  return watch.isOn ? watch.around({ compiled: { sql: words, types: [] }, params: [], cache: undefined }, said) : said()
}

const refused = (driver: Driver, error: unknown, sql: string): never => {
  throw placed(() => driver.failure(error, sql))
}

/** Throws where a program has given up already. */
export function throwIfAborted(signal: Signal | undefined, sql?: string): void {
  if (signal?.aborted) throw aborted(signal, sql)
}

const aborted = ({ reason }: Signal, sql: string | undefined): QueryCancelled =>
  new QueryCancelled('the signal stopped the statement', { sql, cause: reason })

/**
 * Work on a connection that a signal or the time can stop on the server, where there is one. It settles only when what stops it has arrived,
 * so that the next statement of the connection is never the one that is stopped.
 */
export function limited<Result>(
  connection: DriverConnection,
  sql: string,
  { signal, timeout }: RunOptions,
  work: () => Result | Promise<Result>,
): Result | Promise<Result> {
  if (!signal && timeout === undefined) return work()
  throwIfAborted(signal, sql)
  const time = timeout === undefined ? undefined : milliseconds(timeout, 'timeout')
  const result = work()
  if (!(result instanceof Promise)) return result
  let stopped: { readonly by: 'signal' | 'timeout'; readonly arrived: Promise<void> } | undefined
  const stop = (by: 'signal' | 'timeout') => (): void => {
    stopped ??= { by, arrived: connection.cancel?.() ?? Promise.resolve() }
  }
  const onAbort = stop('signal')
  const inTime = time === undefined ? undefined : after(time, stop('timeout'))
  signal?.addEventListener('abort', onAbort)
  const done = async (): Promise<void> => {
    inTime?.()
    signal?.removeEventListener('abort', onAbort)
    await stopped?.arrived
  }
  const failed = async (error: unknown): Promise<never> => {
    await done()
    const isStop = error instanceof QueryCancelled || error instanceof ConnectionLost
    if (!stopped || !isStop) throw error
    if (stopped.by === 'signal') throw aborted(signal as Signal, sql)
    throw new StatementTimeout(`the statement took longer than ${time} ms and was stopped`, { sql, cause: error })
  }
  return result.then(async (value) => {
    await done()
    return value
  }, failed)
}
