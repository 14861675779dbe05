// The words of a transaction. All come from closed lists, also for programs that are not type-checked.
import { StatementError, Unsupported } from '../../errors.ts'
import type { Isolation, TransactionMode } from '../dialect.ts'

const levels: readonly Isolation[] = ['read uncommitted', 'read committed', 'repeatable read', 'serializable']

/** The level as it was asked for, checked. */
export function isolationOf({ isolation }: TransactionMode): Isolation | undefined {
  if (isolation === undefined) return undefined
  const level = levels.find((level) => level === isolation)
  if (level) return level
  throw new StatementError(`there is no such isolation level; it is one of ${levels.join(', ')}`)
}

/** Refuses DEFERRABLE, for databases without it. */
export function notDeferrable({ deferrable }: TransactionMode, name: string): void {
  if (deferrable) throw new Unsupported('deferrable', `${name} has no DEFERRABLE; leave deferrable out`)
}

/** `BEGIN`, with the modes behind it. */
export function begin(mode: TransactionMode): readonly string[] {
  const isolation = isolationOf(mode)
  const words = [
    'begin',
    ...(isolation ? [`isolation level ${isolation}`] : []),
    ...(mode.readOnly ? ['read only'] : []),
    ...(mode.deferrable ? ['deferrable'] : []),
  ]
  return [words.join(' ')]
}
