import { addTime, count, dateTrunc, extract, literal, localTimestamp, select } from '@espalier/core'
import { exercise } from '../exercise.ts'
import { bookings } from '../tables.ts'

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
]
