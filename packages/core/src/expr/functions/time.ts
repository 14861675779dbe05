// Functions of dates and times, one line each. Sessions are in UTC, and so are the parts of an instant.
import { dateType, integerType, realType, textType, timestampType } from '../../types/standard.ts'
import { call, type Expr } from '../expr.ts'
import type { Need, Reason } from '../scope.ts'
import { type CountOr, given, keyword, whole } from './argument.ts'

/** `now()`: the instant at which the statement (on PostgreSQL: the transaction) began. */
export const now = (): Expr<Date, 'timestamp', never, never> => call('now', [], timestampType)
/** `current_date`: the day in UTC at which the statement began. */
export const currentDate = (): Expr<string, 'date', never, never> => call('current_date', [], dateType)
/**
 * `extract(field FROM time)`: `second` is whole; `dow` is 0 on Sunday, `doy` 1 on the first of January, `week` that of
 * ISO 8601, which in January may be one of the year before; `epoch` the seconds since 1970, with a fraction, as `real`.
 */
export const extract = <
  K extends 'timestamp' | 'localTimestamp' | 'date',
  R extends string,
  N extends Reason,
  F extends Need,
  const Field extends K extends 'date' ? DateField : TimeField,
>(
  field: Field,
  of: Expr<any, K, R, N, F>,
): Expr<number, Field extends 'epoch' ? 'real' : 'integer', R, N, F> =>
  call(
    'extract',
    [keyword('extract', field, of.node.type.kind === 'date' ? dateFields : timeFields, textType), of],
    field === 'epoch' ? realType : integerType,
  )
/** `date_trunc(field, time)`: the start of its year, month, week (on Monday), day, hour, minute or second. */
export const dateTrunc = <
  V,
  K extends 'timestamp' | 'localTimestamp',
  R extends string,
  N extends Reason,
  F extends Need,
>(
  field: TruncField,
  of: Expr<V, K, R, N, F>,
): Expr<V, K, R, N, F> => call('date_trunc', [keyword('dateTrunc', field, truncFields, textType), of], of.node.type)
/**
 * A time so many days, hours, minutes or seconds later; earlier where the number is below zero. Months are not among
 * them: one month after the 31st of January is another day on SQLite than elsewhere.
 */
export const addTime = <
  V,
  K extends 'timestamp' | 'localTimestamp',
  R extends string,
  N extends Reason,
  F extends Need,
>(
  to: Expr<V, K, R, N, F>,
  count: CountOr<R, N, F>,
  unit: TimeUnit,
): Expr<V, K, R, N, F> =>
  call(
    'add_time',
    [
      to,
      typeof count === 'number' ? given(whole('addTime', count, -(2 ** 31)), integerType) : count,
      keyword('addTime', unit, timeUnits, textType),
    ],
    to.node.type,
  )

const dateFields = ['year', 'month', 'day', 'dow', 'doy', 'week', 'epoch'] as const
const timeFields: readonly TimeField[] = [...dateFields, 'hour', 'minute', 'second']
const truncFields = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const
const timeUnits = ['day', 'hour', 'minute', 'second'] as const

/** What `extract` takes of a date. */
export type DateField = (typeof dateFields)[number]
/** What `extract` takes of a date with a time of day. */
export type TimeField = DateField | 'hour' | 'minute' | 'second'
/** What `dateTrunc` cuts to. */
export type TruncField = (typeof truncFields)[number]
/** What `addTime` counts. */
export type TimeUnit = (typeof timeUnits)[number]
