import {
  addTime,
  caseWhen,
  count,
  countDistinct,
  cte,
  extract,
  generateSeries,
  literal,
  localTimestamp,
  max,
  min,
  ntile,
  numeric,
  rank,
  round,
  rowNumber,
  scalar,
  select,
  sum,
} from '@espalier/core'
import { lacks } from '../../conforms.ts'
import { exercise } from '../exercise.ts'
import { bookings, facilities, members } from '../tables.ts'

const slots = sum(bookings.slots)
const inSeptember = bookings.startTime.gte('2012-09-01T00:00:00').and(bookings.startTime.lt('2012-10-01T00:00:00'))

const price = caseWhen(bookings.memId.eq(0), facilities.guestCost).else(facilities.memberCost)
const revenue = sum(bookings.slots.times(price))

const revenues = select({ name: facilities.name, revenue })
  .from(bookings)
  .join(facilities, facilities.facId.eq(bookings.facId))
  .groupBy(facilities.name)

const perFacility = cte('per_facility', select({ facId: bookings.facId, slots }).from(bookings).groupBy(bookings.facId))
const ranked = select({
  facId: bookings.facId,
  total: slots,
  rank: rank().over({ orderBy: slots.desc() }),
})
  .from(bookings)
  .groupBy(bookings.facId)
  .as('ranked')

const revenueRanks = select({ name: facilities.name, rank: rank().over({ orderBy: revenue.desc() }) })
  .from(bookings)
  .join(facilities, facilities.facId.eq(bookings.facId))
  .groupBy(facilities.name)
  .as('subq')

const revenueClasses = select({ name: facilities.name, class: ntile(3).over({ orderBy: revenue.desc() }) })
  .from(bookings)
  .join(facilities, facilities.facId.eq(bookings.facId))
  .groupBy(facilities.name)
  .as('subq')

const revenueText = `
      select facs.name, sum(slots * case when memid = 0 then facs.guestcost else facs.membercost end) as revenue
      from bookings bks inner join facilities facs on bks.facid = facs.facid
      group by facs.name`

export const aggregates = [
  exercise(
    'count the number of facilities',
    (db) => db.all(select({ count: count() }).from(facilities)),
    'select count(*) from facilities',
  ),
  exercise(
    'count the number of expensive facilities',
    (db) => db.all(select({ count: count() }).from(facilities).where(facilities.guestCost.gte('10'))),
    'select count(*) from facilities where guestcost >= 10',
  ),
  exercise(
    'count the number of recommendations each member makes',
    (db) =>
      db.all(
        select({ recommendedBy: members.recommendedBy, count: count() })
          .from(members)
          .where(members.recommendedBy.isNotNull())
          .groupBy(members.recommendedBy)
          .orderBy(members.recommendedBy),
      ),
    `
    select recommendedby, count(*) from members
    where recommendedby is not null
    group by recommendedby
    order by recommendedby`,
  ),
  exercise(
    'list the total slots booked per facility',
    (db) =>
      db.all(select({ facId: bookings.facId, slots }).from(bookings).groupBy(bookings.facId).orderBy(bookings.facId)),
    `
    select facid, sum(slots) as "Total Slots" from bookings
    group by facid
    order by facid`,
  ),
  exercise(
    'list the total slots booked per facility in a given month',
    (db) =>
      db.all(
        select({ facId: bookings.facId, slots })
          .from(bookings)
          .where(inSeptember)
          .groupBy(bookings.facId)
          .orderBy(slots, bookings.facId),
      ),
    `
    select facid, sum(slots) from bookings
    where starttime >= '2012-09-01' and starttime < '2012-10-01'
    group by facid
    order by sum(slots), facid`,
  ),
  exercise(
    'list the total slots booked per facility per month',
    (db) => {
      const month = extract('month', bookings.startTime)
      return db.all(
        select({ facId: bookings.facId, month, slots })
          .from(bookings)
          .where(extract('year', bookings.startTime).eq(2012))
          .groupBy(bookings.facId, month)
          .orderBy(bookings.facId, month),
      )
    },
    {
      postgres: `
      select facid, extract(month from starttime) as month, sum(slots) from bookings
      where extract(year from starttime) = 2012
      group by facid, month
      order by facid, month`,
      sqlite: `
      select facid, cast(strftime('%m', starttime) as integer) as month, sum(slots) from bookings
      where strftime('%Y', starttime) = '2012'
      group by facid, month
      order by facid, month`,
    },
  ),
  exercise(
    'find the count of members who have made at least one booking',
    (db) => db.all(select({ members: countDistinct(bookings.memId) }).from(bookings)),
    'select count(distinct memid) from bookings',
  ),
  exercise(
    'list facilities with more than 250 slots booked',
    (db) =>
      db.all(
        select({ facId: bookings.facId, slots })
          .from(bookings)
          .groupBy(bookings.facId)
          .having(slots.gt(250))
          .orderBy(bookings.facId),
      ),
    `
    select facid, sum(slots) from bookings
    group by facid
    having sum(slots) > 250
    order by facid`,
  ),
  exercise(
    'find the total revenue of each facility',
    (db) => db.all(revenues.orderBy(revenue)),
    `${revenueText}
      order by revenue`,
  ),
  exercise(
    'find facilities with a total revenue less than 2000',
    (db) => db.all(revenues.having(revenue.lt('2000')).orderBy(revenue)),
    `
    select name, revenue
    from (${revenueText}) as agg
    where revenue < 2000
    order by revenue`,
  ),
  exercise(
    'output the facility id that has the highest number of slots booked',
    (db) =>
      db.all(
        select({ facId: perFacility.facId, slots: perFacility.slots })
          .from(perFacility)
          .where(perFacility.slots.eq(scalar(select({ most: max(perFacility.slots) }).from(perFacility)))),
      ),
    `
    with sum as (select facid, sum(slots) as totalslots from bookings group by facid)
    select facid, totalslots from sum where totalslots = (select max(totalslots) from sum)`,
  ),
  exercise(
    'list the total hours booked per named facility',
    (db) =>
      db.all(
        select({
          facId: facilities.facId,
          name: facilities.name,
          hours: round(slots.cast(numeric(10, 2)).div('2.0'), 2),
        })
          .from(bookings)
          .join(facilities, facilities.facId.eq(bookings.facId))
          .groupBy(facilities.facId, facilities.name)
          .orderBy(facilities.facId),
      ),
    `
    select facs.facid, facs.name, round(sum(bks.slots) / 2.0, 2) as "Total Hours"
    from bookings bks inner join facilities facs on facs.facid = bks.facid
    group by facs.facid, facs.name
    order by facs.facid`,
  ),
  exercise(
    "list each member's first booking after September 1st 2012",
    (db) =>
      db.all(
        select({
          surname: members.surname,
          firstName: members.firstName,
          memId: members.memId,
          first: min(bookings.startTime),
        })
          .from(bookings)
          .join(members, members.memId.eq(bookings.memId))
          .where(bookings.startTime.gte('2012-09-01T00:00:00'))
          .groupBy(members.memId)
          .orderBy(members.memId),
      ),
    `
    select mems.surname, mems.firstname, mems.memid, min(bks.starttime) as starttime
    from bookings bks inner join members mems on mems.memid = bks.memid
    where starttime >= '2012-09-01'
    group by mems.surname, mems.firstname, mems.memid
    order by mems.memid`,
  ),
  exercise(
    'produce a list of member names, with each row containing the total member count',
    (db) =>
      db.all(
        select({ count: count().over(), firstName: members.firstName, surname: members.surname })
          .from(members)
          .orderBy(members.joinDate),
      ),
    `
    select count(*) over (), firstname, surname from members
    order by joindate`,
  ),
  exercise(
    'produce a numbered list of members',
    (db) =>
      db.all(
        select({
          n: rowNumber().over({ orderBy: members.joinDate }),
          firstName: members.firstName,
          surname: members.surname,
        })
          .from(members)
          .orderBy(members.joinDate),
      ),
    `
    select row_number() over (order by joindate), firstname, surname from members
    order by joindate`,
  ),
  exercise(
    'output the facility id that has the highest number of slots booked, again',
    (db) => db.all(select({ facId: ranked.facId, total: ranked.total }).from(ranked).where(ranked.rank.eq(1))),
    `
    select facid, total
    from (
      select facid, sum(slots) as total, rank() over (order by sum(slots) desc) as ranking
      from bookings
      group by facid) as ranked
    where ranking = 1`,
  ),
  exercise(
    'rank members by (rounded) hours used',
    (db) => {
      const hours = round(slots.plus(10).cast(numeric(10, 2)).div('20'), 0).times('10')
      return db.all(
        select({
          firstName: members.firstName,
          surname: members.surname,
          hours,
          rank: rank().over({ orderBy: hours.desc() }),
        })
          .from(bookings)
          .join(members, members.memId.eq(bookings.memId))
          .groupBy(members.memId)
          .orderBy(rank().over({ orderBy: hours.desc() }), members.surname, members.firstName, members.memId),
      )
    },
    `
    select firstname, surname,
      round((sum(bks.slots) + 10) / 20.0, 0) * 10 as hours,
      rank() over (order by round((sum(bks.slots) + 10) / 20.0, 0) * 10 desc) as ranking
    from bookings bks inner join members mems on bks.memid = mems.memid
    group by mems.memid, mems.firstname, mems.surname
    order by ranking, surname, firstname, mems.memid`,
  ),
  exercise(
    'find the top three revenue generating facilities',
    (db) => db.all(select(revenueRanks).where(revenueRanks.rank.lte(3)).orderBy(revenueRanks.rank)),
    `
    select name, ranking
    from (
      select facs.name as name,
        rank() over (order by sum(case when memid = 0 then slots * facs.guestcost else slots * membercost end) desc)
          as ranking
      from bookings bks inner join facilities facs on bks.facid = facs.facid
      group by facs.name) as subq
    where ranking <= 3
    order by ranking`,
  ),
  exercise(
    'classify facilities by value',
    (db) =>
      db.all(
        select({
          name: revenueClasses.name,
          revenue: caseWhen(revenueClasses.class.eq(1), 'high').when(revenueClasses.class.eq(2), 'average').else('low'),
        })
          .from(revenueClasses)
          .orderBy(revenueClasses.class, revenueClasses.name),
      ),
    `
    select name, case when class = 1 then 'high' when class = 2 then 'average' else 'low' end as revenue
    from (
      select facs.name as name,
        ntile(3) over (order by sum(case when memid = 0 then slots * facs.guestcost else slots * membercost end) desc)
          as class
      from bookings bks inner join facilities facs on bks.facid = facs.facid
      group by facs.name) as subq
    order by class, name`,
  ),
  exercise(
    'calculate the payback time for each facility',
    (db) => {
      const monthly = revenue.div('3').minus(facilities.monthlyMaintenance)
      return db.all(
        select({ name: facilities.name, months: facilities.initialOutlay.div(monthly) })
          .from(bookings)
          .join(facilities, facilities.facId.eq(bookings.facId))
          .groupBy(facilities.facId)
          .orderBy(facilities.name),
      )
    },
    {
      postgres: `
    select facs.name as name,
      facs.initialoutlay
        / (sum(case when memid = 0 then slots * facs.guestcost else slots * membercost end) / 3 - facs.monthlymaintenance)
        as months
    from bookings bks inner join facilities facs on bks.facid = facs.facid
    group by facs.facid, facs.name, facs.initialoutlay, facs.monthlymaintenance
    order by name`,
      // its columns hold whole numbers as such, and a quotient of those would be whole
      sqlite: `
    select facs.name as name,
      1.0 * facs.initialoutlay
        / (sum(case when memid = 0 then slots * facs.guestcost else slots * membercost end) / 3.0 - facs.monthlymaintenance)
        as months
    from bookings bks inner join facilities facs on bks.facid = facs.facid
    group by facs.facid, facs.name, facs.initialoutlay, facs.monthlymaintenance
    order by name`,
    },
  ),
  exercise(
    'calculate a rolling average of total revenue',
    (db) => {
      const days = generateSeries('days', 0, 30)
      const date = addTime(literal('2012-08-01T00:00:00', localTimestamp()), days.value, 'day')
      const takings = select({ revenue })
        .from(bookings)
        .join(facilities, facilities.facId.eq(bookings.facId))
        .correlate(days)
        .where(bookings.startTime.gte(addTime(date, -14, 'day')), bookings.startTime.lt(addTime(date, 1, 'day')))
      return db.all(
        select({ date, revenue: scalar(takings).div('15') })
          .from(days)
          .orderBy(date),
      )
    },
    {
      postgres: `
      select date, (
        select sum(case when memid = 0 then slots * facs.guestcost else slots * membercost end)
        from bookings bks inner join facilities facs on bks.facid = facs.facid
        where bks.starttime >= date - interval '14 days' and bks.starttime < date + interval '1 day') / 15 as revenue
      from generate_series(timestamp '2012-08-01', timestamp '2012-08-31', interval '1 day') as days(date)
      order by date`,
      mysql: `
      with recursive days(date) as (
        select timestamp '2012-08-01 00:00:00'
        union all select date + interval 1 day from days where date < '2012-08-31')
      select date, (
        select sum(case when memid = 0 then slots * facs.guestcost else slots * membercost end)
        from bookings bks inner join facilities facs on bks.facid = facs.facid
        where bks.starttime >= date - interval 14 day and bks.starttime < date + interval 1 day) / 15 as revenue
      from days
      order by date`,
      sqlite: `
      with recursive days(date) as (
        select datetime('2012-08-01')
        union all select datetime(date, '1 day') from days where date < '2012-08-31')
      select date, (
        select sum(case when memid = 0 then slots * facs.guestcost else slots * membercost end)
        from bookings bks inner join facilities facs on bks.facid = facs.facid
        where datetime(bks.starttime) >= datetime(date, '-14 days')
          and datetime(bks.starttime) < datetime(date, '1 day')) / 15.0 as revenue
      from days
      order by date`,
    },
  ),
]

export const rollup = [
  exercise(
    'list the total slots booked per facility per month, part 2',
    (db) => {
      const month = extract('month', bookings.startTime)
      return db.all(
        select({ facId: bookings.facId, month, slots })
          .from(bookings)
          .where(extract('year', bookings.startTime).eq(2012))
          .groupByRollup(bookings.facId, month),
      )
    },
    {
      postgres: `
      select facid, extract(month from starttime) as month, sum(slots) from bookings
      where extract(year from starttime) = 2012
      group by rollup (facid, extract(month from starttime))`,
      mysql: `
      select facid, extract(month from starttime) as month, sum(slots) from bookings
      where extract(year from starttime) = 2012
      group by facid, extract(month from starttime) with rollup`,
      sqlite: lacks('sqlite has no ROLLUP; unite one query for each grouping'),
    },
  ),
]
