import {
  addTime,
  count,
  dateTrunc,
  type Expr,
  elapsed,
  extract,
  generateSeries,
  literal,
  localTimestamp,
  numeric,
  round,
  select,
  sum,
} from '@espalier/core'
import { lacks } from '../../conforms.ts'
import { exercise } from '../exercise.ts'
import { bookings, facilities } from '../tables.ts'

/** The start of the month behind that of a time. */
const nextMonth = <R extends string, N extends string | null, F extends string>(
  of: Expr<string, 'localTimestamp', R, N, F>,
) => addTime(dateTrunc('month', of), 1, 'month')

/** How many days there are from a time to another. */
const daysBetween = <R extends string, N extends string | null, F extends string>(
  from: Expr<string, 'localTimestamp', R, N, F>,
  to: Expr<string, 'localTimestamp', R, N, F>,
) => extract('epoch', to).minus(extract('epoch', from)).div(86_400)

const moment = (text: string) => literal(text, localTimestamp())

export const dates = [
  exercise(
    'produce a timestamp for 1 a.m. on the 31st of August 2012',
    (db) => db.all(select({ at: moment('2012-08-31T01:00:00') })),
    { postgres: `select timestamp '2012-08-31 01:00:00'`, sqlite: `select '2012-08-31 01:00:00'` },
  ),
  exercise(
    'get the day of the month from a timestamp',
    (db) => db.all(select({ day: extract('day', moment('2012-08-31T00:00:00')) })),
    {
      postgres: `select extract(day from timestamp '2012-08-31')`,
      mysql: `select extract(day from timestamp '2012-08-31 00:00:00')`,
      sqlite: `select cast(strftime('%d', '2012-08-31') as integer)`,
    },
  ),
  exercise(
    'work out the number of seconds between timestamps',
    (db) =>
      db.all(
        select({
          seconds: extract('epoch', moment('2012-09-02T00:00:00')).minus(
            extract('epoch', moment('2012-08-31T01:00:00')),
          ),
        }),
      ),
    {
      postgres: `select extract(epoch from (timestamp '2012-09-02 00:00:00' - '2012-08-31 01:00:00'))`,
      mysql: `select timestampdiff(second, timestamp '2012-08-31 01:00:00', timestamp '2012-09-02 00:00:00')`,
      sqlite: `select unixepoch('2012-09-02 00:00:00') - unixepoch('2012-08-31 01:00:00')`,
    },
  ),
  exercise(
    'work out the end time of bookings',
    (db) => {
      const end = addTime(bookings.startTime, bookings.slots.times(30), 'minute')
      return db.all(
        select({ start: bookings.startTime, end })
          .from(bookings)
          .orderBy(end.desc(), bookings.startTime.desc())
          .limit(10),
      )
    },
    {
      postgres: `
      select starttime, starttime + slots * (interval '30 minutes') as endtime from bookings
      order by endtime desc, starttime desc limit 10`,
      mysql: `
      select starttime, date_add(starttime, interval slots * 30 minute) as endtime from bookings
      order by endtime desc, starttime desc limit 10`,
      sqlite: `
      select starttime, datetime(starttime, (slots * 30) || ' minutes') as endtime from bookings
      order by endtime desc, starttime desc limit 10`,
    },
  ),
  exercise(
    'a count of bookings for each month',
    (db) => {
      const month = dateTrunc('month', bookings.startTime)
      return db.all(select({ month, count: count() }).from(bookings).groupBy(month).orderBy(month))
    },
    {
      postgres: `
      select date_trunc('month', starttime) as month, count(*) from bookings
      group by month
      order by month`,
      mysql: `
      select cast(date_format(starttime, '%Y-%m-01') as datetime) as month, count(*) from bookings
      group by month
      order by month`,
      sqlite: `
      select strftime('%Y-%m-01 00:00:00', starttime) as month, count(*) from bookings
      group by month
      order by month`,
    },
  ),
  exercise(
    'generate a list of all the dates in October 2012',
    (db) => {
      const days = generateSeries('days', 0, 30)
      const day = addTime(moment('2012-10-01T00:00:00'), days.value, 'day')
      return db.all(select({ day }).from(days).orderBy(day))
    },
    {
      postgres: `
      select ts from generate_series(timestamp '2012-10-01', timestamp '2012-10-31', interval '1 day') as days(ts)
      order by ts`,
      mysql: `
      with recursive days(ts) as (
        select timestamp '2012-10-01 00:00:00' union all select ts + interval 1 day from days where ts < '2012-10-31')
      select ts from days
      order by ts`,
      sqlite: `
      with recursive days(ts) as (
        select datetime('2012-10-01') union all select datetime(ts, '1 day') from days where ts < '2012-10-31')
      select ts from days
      order by ts`,
    },
  ),
  exercise(
    'work out the number of days in each month of 2012',
    (db) => {
      const months = generateSeries('months', 0, 11)
      const first = addTime(moment('2012-01-01T00:00:00'), months.value, 'month')
      return db.all(
        select({ month: extract('month', first), days: daysBetween(first, nextMonth(first)) })
          .from(months)
          .orderBy(months.value),
      )
    },
    {
      postgres: `
      select extract(month from month) as month, extract(day from month + interval '1 month' - month) as days
      from generate_series(timestamp '2012-01-01', timestamp '2012-12-01', interval '1 month') as months(month)
      order by month`,
      mysql: `
      with recursive months(month) as (
        select date '2012-01-01' union all select month + interval 1 month from months where month < '2012-12-01')
      select extract(month from month), day(last_day(month)) from months
      order by month`,
      sqlite: `
      with recursive months(month) as (
        select date('2012-01-01') union all select date(month, '1 month') from months where month < '2012-12-01')
      select cast(strftime('%m', month) as integer), cast(strftime('%d', month, '1 month', '-1 day') as integer)
      from months
      order by month`,
    },
  ),
  exercise(
    'work out the number of days remaining in the month',
    (db) => {
      const at = moment('2012-02-11T01:00:00')
      return db.all(select({ remaining: daysBetween(dateTrunc('day', at), nextMonth(at)) }))
    },
    {
      postgres: `
      select extract(day from (date_trunc('month', ts) + interval '1 month') - date_trunc('day', ts)) as remaining
      from (select timestamp '2012-02-11 01:00:00' as ts) as test`,
      mysql: `select datediff(last_day('2012-02-11 01:00:00') + interval 1 day, '2012-02-11 01:00:00') as remaining`,
      sqlite: `select julianday('2012-02-01', '1 month') - julianday('2012-02-11') as remaining`,
    },
  ),
  exercise(
    'work out the utilisation percentage for each facility by month',
    (db) => {
      const month = dateTrunc('month', bookings.startTime)
      const used = select({ name: facilities.name, month, slots: sum(bookings.slots) })
        .from(bookings)
        .join(facilities, facilities.facId.eq(bookings.facId))
        .groupBy(facilities.facId, facilities.name, month)
        .as('used')
      const open = daysBetween(used.month, nextMonth(used.month)).times(25).cast(numeric(10, 2))
      return db.all(
        select({
          name: used.name,
          month: used.month,
          utilisation: round(used.slots.times(100).cast(numeric(10, 2)).div(open), 1),
        })
          .from(used)
          .orderBy(used.name, used.month),
      )
    },
    {
      postgres: `
      select name, month,
        round(100 * slots / cast(25 * (cast(month + interval '1 month' as date) - cast(month as date)) as numeric), 1)
          as utilisation
      from (
        select facs.name as name, date_trunc('month', starttime) as month, sum(slots) as slots
        from bookings bks inner join facilities facs on bks.facid = facs.facid
        group by facs.facid, facs.name, month) as inn
      order by name, month`,
      mysql: `
      select name, month, round(100 * slots / (25 * day(last_day(month))), 1) as utilisation
      from (
        select facs.name as name, cast(date_format(starttime, '%Y-%m-01') as datetime) as month, sum(slots) as slots
        from bookings bks inner join facilities facs on bks.facid = facs.facid
        group by facs.facid, facs.name, month) as inn
      order by name, month`,
      sqlite: `
      select name, month,
        round(100.0 * slots / (25 * cast(strftime('%d', month, '1 month', '-1 day') as integer)), 1) as utilisation
      from (
        select facs.name as name, strftime('%Y-%m-01 00:00:00', starttime) as month, sum(slots) as slots
        from bookings bks inner join facilities facs on bks.facid = facs.facid
        group by facs.facid, facs.name, month) as inn
      order by name, month`,
    },
  ),
]

const noIntervals = 'has no intervals; count days or seconds with daysBetween(…) and addTime(…)'

export const intervals = [
  exercise(
    'subtract timestamps from each other',
    (db) => db.all(select({ interval: elapsed(moment('2012-08-31T01:00:00'), '2012-07-30T01:00:00') })),
    {
      postgres: `select to_char(timestamp '2012-08-31 01:00:00' - timestamp '2012-07-30 01:00:00', '"P"FMDD"D"') as interval`,
      sqlite: lacks(`sqlite ${noIntervals}`),
      mysql: lacks(`mysql ${noIntervals}`),
      mariadb: lacks(`mariadb ${noIntervals}`),
    },
  ),
]
