import type { Compiled } from '../compile/compile.ts'
import { StatementError } from '../errors.ts'
import type { Wire } from '../types/sql-type.ts'
import type { DriverConnection, RowReader, RowSource } from './driver.ts'
import type { Engine } from './engine.ts'
import { limited, type RunOptions, throwIfAborted, wordsOf } from './send.ts'

/** How the rows of a query are read. */
export interface StreamOptions extends Pick<RunOptions, 'signal'> {
  /** How many rows are asked for at a time; 100 unless told. */
  readonly batch?: number
}

/** Refuses a batch that is no number of rows: it may stand in the text of a statement. */
export function checkBatch({ batch = 1 }: StreamOptions): void {
  if (Number.isSafeInteger(batch) && batch > 0 && batch < 2 ** 31) return
  throw new StatementError('batch is how many rows are read at a time: a whole number from 1 on')
}

/** Opens a query whose rows are read some at a time, and tells of it when the reading has ended. */
export function readOn(
  engine: Engine,
  connection: DriverConnection,
  compiled: Compiled,
  params: readonly Wire[],
  batch: number,
): RowSource {
  const { driver, watch, timeout } = engine
  const [sql, told] = wordsOf(engine, compiled)
  const reading = watch.reading(compiled, params)
  let source: RowSource
  try {
    source = connection.read(sql, params, told, batch)
  } catch (error) {
    const failure = driver.failure(error, compiled.sql)
    reading?.failed(failure)
    reading?.ended()
    throw failure
  }
  const guarded = async <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      throw driver.failure(error, compiled.sql)
    }
  }
  return {
    next: async () => {
      try {
        // The database's timeout is that of each batch.
        const found = await limited(connection, compiled.sql, { timeout }, () => guarded(() => source.next()))
        reading?.found(found.length)
        return found
      } catch (error) {
        reading?.failed(error)
        throw error
      }
    },
    close: () => guarded(() => source.close()).finally(() => reading?.ended()),
  }
}

/** Rows one by one. However the reader leaves, and also where a signal says so while it is busy, the source is closed. */
export async function* rowsOf(
  open: () => Promise<RowSource>,
  build: RowReader['ofCells'],
  { signal }: StreamOptions,
): AsyncGenerator<Record<string, unknown>, void, undefined> {
  throwIfAborted(signal)
  const source = await open()
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    closed ??= Promise.resolve(source.close())
    return closed
  }
  const onAbort = (): void => void close().catch(() => {})
  signal?.addEventListener('abort', onAbort)
  let failed = false
  try {
    for (;;) {
      const found = await source.next()
      if (found.length === 0) return
      for (const cells of found) {
        throwIfAborted(signal)
        yield build(cells)
      }
    }
  } catch (error) {
    failed = true
    throwIfAborted(signal)
    throw error
  } finally {
    signal?.removeEventListener('abort', onAbort)
    // What the reader is told is the first error; that the way out failed as well adds nothing.
    await (failed ? close().catch(() => {}) : close())
  }
}
