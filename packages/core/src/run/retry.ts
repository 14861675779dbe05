import {
  DeadlockDetected,
  LockTimeout,
  SerializationFailure,
  StatementError,
  TransactionRolledBack,
} from '../errors.ts'
import { pause, type Signal } from './clock.ts'
import { throwIfAborted } from './send.ts'

/** How a transaction is tried again. */
export interface RetryOptions {
  /**
   * How often the whole callback runs again where the database gave up the transaction because of others: for
   * `SerializationFailure`, `DeadlockDetected` and SQLite's SQLITE_BUSY, with a pause that grows. Never unless told, and
   * never where the outcome is unknown. What the callback does outside of the database happens again.
   */
  readonly retry?: number | undefined
  readonly signal?: Signal | undefined
}

/** Runs an attempt until it succeeds, fails for good, or was tried often enough. */
export async function retried<Result>(
  { retry = 0, signal }: RetryOptions,
  attempt: () => Promise<Result>,
): Promise<Result> {
  if (!Number.isSafeInteger(retry) || retry < 0)
    throw new StatementError('retry is how often a transaction is tried again: a whole number')
  for (let failures = 0; ; failures++) {
    throwIfAborted(signal)
    try {
      return await attempt()
    } catch (error) {
      if (failures >= retry || !isPassing(error)) throw error
    }
    // Those that collided must not meet again.
    await pause(Math.min(1_000, 5 * 2 ** failures) * (0.5 + Math.random()))
  }
}

/** True where the same transaction may succeed when it is tried again. */
function isPassing(error: unknown): boolean {
  if (error instanceof TransactionRolledBack) return isPassing(error.cause)
  if (error instanceof LockTimeout) return error.code?.startsWith('SQLITE_BUSY') === true
  return error instanceof SerializationFailure || error instanceof DeadlockDetected
}
