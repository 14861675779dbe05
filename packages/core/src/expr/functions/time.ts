// Functions of dates and times, one line each. Sessions are in UTC, and so are the parts of an instant.
import { StatementError } from '../../errors.ts'
import type { Kind } from '../../types/kinds.ts'
import {
  dateType,
  encodeText,
  integerType,
  intervalType,
  localTimestampType,
  realType,
  textType,
  timeFormatType,
  timestampType,
  timeType,
} from '../../types/standard.ts'
import { type AnyExpr, call, Expr } from '../expr.ts'
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
): Expr<number, Field extends 'epoch' ? 'real' : 'integer', R, N, F | (Field extends 'epoch' ? 'epoch' : never)> =>
  call(
    'extract',
    [keyword('extract', field, of.node.type.kind === 'date' ? dateFields : timeFields, textType), of],
    field === 'epoch' ? realType : integerType,
    field === 'epoch' ? { needs: 'epoch' } : {},
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
 * A time so many years, months, days, hours, minutes or seconds later; earlier where the number is below zero. A month
 * after the 31st of January is the last day of February, on every database.
 */
export const addTime = <
  V,
  K extends 'timestamp' | 'localTimestamp' | 'date',
  R extends string,
  N extends Reason,
  F extends Need,
  const Unit extends K extends 'date' ? DateUnit : TimeUnit,
>(
  to: Expr<V, K, R, N, F>,
  count: CountOr<R, N, F>,
  unit: Unit,
): Expr<V, K, R, N, F | (Unit extends 'month' | 'year' ? 'addMonths' : never)> =>
  call(
    'add_time',
    [
      to,
      typeof count === 'number' ? given(whole('addTime', count, -(2 ** 31)), integerType) : count,
      keyword('addTime', unit, to.node.type.kind === 'date' ? dateUnits : timeUnits, textType),
    ],
    to.node.type,
    unit === 'month' || unit === 'year' ? { needs: 'addMonths' } : {},
  )
/** The days from one date to another; below zero where the other is earlier. */
export const daysBetween = <
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  from: Expr<any, 'date', R, N, F>,
  to: string | Expr<any, 'date', R2, N2, F2>,
): Expr<number, 'integer', R | R2, N | N2, F | F2> => call('days_between', [from, given(to, dateType)], integerType)
/** The seconds from one time to another, with a fraction, as `real`; below zero where the other is earlier. */
export const secondsBetween = <
  V,
  K extends 'timestamp' | 'localTimestamp',
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  from: Expr<V, K, R, N, F>,
  to: V | Expr<any, K, R2, N2, F2>,
): Expr<number, 'real', R | R2, N | N2, F | F2 | 'epoch'> =>
  call('seconds_between', [from, given(to, from.node.type)], realType, { needs: 'epoch' })
/** `age(later, earlier)`: the time between as years, months, days and what is left, an `interval`. PostgreSQL only. */
export const age = <
  V,
  K extends 'timestamp' | 'localTimestamp',
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  later: Expr<V, K, R, N, F>,
  earlier: V | Expr<any, K, R2, N2, F2>,
): Expr<string, 'interval', R | R2, N | N2, F | F2 | 'intervals'> =>
  call('age', [later, given(earlier, later.node.type)], intervalType, { needs: 'intervals' })
/** `later - earlier`: the time between as days and what is left, an `interval`; `age` counts months too. PostgreSQL only. */
export const elapsed = <
  V,
  K extends 'timestamp' | 'localTimestamp',
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  later: Expr<V, K, R, N, F>,
  earlier: V | Expr<any, K, R2, N2, F2>,
): Expr<string, 'interval', R | R2, N | N2, F | F2 | 'intervals'> =>
  call('elapsed', [later, given(earlier, later.node.type)], intervalType, { needs: 'intervals' })
/** `time + interval`: `addInterval(tracks.addedAt, 'P1Y2M')`; `-P1M` is written `P-1M`. PostgreSQL only. */
export const addInterval = <
  V,
  K extends 'timestamp' | 'localTimestamp',
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  to: Expr<V, K, R, N, F>,
  interval: string | Expr<any, 'interval', R2, N2, F2>,
): Expr<V, K, R | R2, N | N2, F | F2 | 'intervals'> =>
  call('add_interval', [to, given(interval, intervalType)], to.node.type, { needs: 'intervals' })
/** The time of day in UTC at which the statement began. */
export const currentTime = (): Expr<string, 'time', never, never> => call('current_time', [], timeType)
/**
 * `instant AT TIME ZONE zone`: the date and time of day that clocks showed there then. The zone is a name like
 * `Europe/Berlin` or a distance like `+02:00`; MySQL and MariaDB know names once their tables of zones are filled, and
 * give null for others. Not on SQLite.
 */
export const atTimeZone = <R extends string, N extends Reason, F extends Need>(
  instant: Expr<any, 'timestamp', R, N, F>,
  zone: string,
): Expr<string, 'localTimestamp', R, N | null, F | 'timeZone'> =>
  call('at_time_zone', [instant, zoneOf(zone), direction('to', zone)], localTimestampType, { needs: 'timeZone' })
/** `local AT TIME ZONE zone`: the instant at which clocks showed a date and time of day there. Not on SQLite. */
export const fromTimeZone = <R extends string, N extends Reason, F extends Need>(
  local: Expr<any, 'localTimestamp', R, N, F>,
  zone: string,
): Expr<Date, 'timestamp', R, N | null, F | 'timeZone'> =>
  call('at_time_zone', [local, zoneOf(zone), direction('from', zone)], timestampType, { needs: 'timeZone' })
/**
 * A time as text, by a template of its fields: formatTime(tracks.addedAt)`${'day'}.${'month'}.${'year'}`. Each field is
 * padded with zeros; what stands between means itself and travels as a parameter.
 */
export const formatTime =
  <K extends 'timestamp' | 'localTimestamp' | 'date', R extends string, N extends Reason, F extends Need>(
    of: Expr<any, K, R, N, F>,
  ) =>
  (
    texts: TemplateStringsArray,
    ...fields: readonly (K extends 'date' ? DateFormatField : TimeFormatField)[]
  ): Expr<string, 'text', R, N, F> =>
    call('format_time', [of, formatOf(texts, fields, of.node.type.kind)], textType)

/** A zone, which is a name or a distance from UTC. */
const zoneOf = (zone: unknown): AnyExpr => given(zone, textType)

/** Which way, and whether the zone is a distance: PostgreSQL reads the sign of one the other way round, if it is text. */
const direction = (way: 'to' | 'from', zone: unknown): AnyExpr => {
  const word = `${way} ${/^[+-]\d\d:\d\d$/.test(String(zone)) ? 'distance' : 'name'}` as const
  return keyword('atTimeZone', word, [word], textType)
}

function formatOf(texts: readonly string[], fields: readonly unknown[], kind: Kind): AnyExpr {
  const known: readonly unknown[] = kind === 'date' ? dateFormatFields : timeFormatFields
  const parts = texts.flatMap((text, i) => {
    if (i >= fields.length) return [{ text: encodeText(text) }]
    if (!known.includes(fields[i])) throw new StatementError(`formatTime takes one of ${known.join(', ')}`)
    return [{ text: encodeText(text) }, { field: fields[i] }]
  })
  return new Expr({ kind: 'param', value: parts, type: timeFormatType, label: undefined })
}

const dateFormatFields = ['year', 'month', 'day'] as const
const timeFormatFields = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const

/** What `formatTime` takes of a date. */
export type DateFormatField = (typeof dateFormatFields)[number]
/** What `formatTime` takes of a date with a time of day. */
export type TimeFormatField = (typeof timeFormatFields)[number]

const dateFields = ['year', 'month', 'day', 'dow', 'doy', 'week', 'epoch'] as const
const timeFields: readonly TimeField[] = [...dateFields, 'hour', 'minute', 'second']
const truncFields = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const
const dateUnits = ['year', 'month', 'day'] as const
const timeUnits: readonly TimeUnit[] = [...dateUnits, 'hour', 'minute', 'second']

/** What `extract` takes of a date. */
export type DateField = (typeof dateFields)[number]
/** What `extract` takes of a date with a time of day. */
export type TimeField = DateField | 'hour' | 'minute' | 'second'
/** What `dateTrunc` cuts to. */
export type TruncField = (typeof truncFields)[number]
/** What `addTime` counts for a date. */
export type DateUnit = (typeof dateUnits)[number]
/** What `addTime` counts for a date with a time of day. */
export type TimeUnit = DateUnit | 'hour' | 'minute' | 'second'
