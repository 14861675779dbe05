import { alias, and, caseWhen, or, scalar, select } from '@espalier/core'
import { exercise } from '../exercise.ts'
import { bookings, facilities, members } from '../tables.ts'

const recommender = alias(members, 'recs')

const cost = caseWhen(members.memId.eq(0), bookings.slots.times(facilities.guestCost)).else(
  bookings.slots.times(facilities.memberCost),
)

const fullName = members.firstName.concat(' ').concat(members.surname)

const costsOfTheDay = select({ member: fullName, facility: facilities.name, cost })
  .from(members)
  .join(bookings, bookings.memId.eq(members.memId))
  .join(facilities, facilities.facId.eq(bookings.facId))
  .where(bookings.startTime.gte('2012-09-14T00:00:00'), bookings.startTime.lt('2012-09-15T00:00:00'))
  .as('costs')

export const joins = [
  exercise(
    "the start times of a member's bookings",
    (db) =>
      db.all(
        select({ startTime: bookings.startTime })
          .from(bookings)
          .join(members, members.memId.eq(bookings.memId))
          .where(members.firstName.eq('David'), members.surname.eq('Farrell')),
      ),
    `
    select bks.starttime
    from bookings bks inner join members mems on mems.memid = bks.memid
    where mems.firstname = 'David' and mems.surname = 'Farrell'`,
  ),
  exercise(
    'the start times of bookings for tennis courts',
    (db) =>
      db.all(
        select({ start: bookings.startTime, name: facilities.name })
          .from(facilities)
          .join(bookings, bookings.facId.eq(facilities.facId))
          .where(
            facilities.name.in(['Tennis Court 2', 'Tennis Court 1']),
            bookings.startTime.gte('2012-09-21T00:00:00'),
            bookings.startTime.lt('2012-09-22T00:00:00'),
          )
          .orderBy(bookings.startTime, facilities.name),
      ),
    `
    select bks.starttime as start, facs.name as name
    from facilities facs inner join bookings bks on facs.facid = bks.facid
    where facs.name in ('Tennis Court 2', 'Tennis Court 1')
      and bks.starttime >= '2012-09-21' and bks.starttime < '2012-09-22'
    order by bks.starttime, facs.name`,
  ),
  exercise(
    'all members who have recommended another member',
    (db) =>
      db.all(
        select({ firstName: recommender.firstName, surname: recommender.surname })
          .from(members)
          .join(recommender, recommender.memId.eq(members.recommendedBy))
          .distinct()
          .orderBy(recommender.surname, recommender.firstName),
      ),
    `
    select distinct recs.firstname as firstname, recs.surname as surname
    from members mems inner join members recs on recs.memid = mems.recommendedby
    order by surname, firstname`,
  ),
  exercise(
    'all members, along with their recommender',
    (db) =>
      db.all(
        select({
          firstName: members.firstName,
          surname: members.surname,
          recommenderFirstName: recommender.firstName,
          recommenderSurname: recommender.surname,
        })
          .from(members)
          .leftJoin(recommender, recommender.memId.eq(members.recommendedBy))
          .orderBy(members.surname, members.firstName, members.memId),
      ),
    `
    select mems.firstname as memfname, mems.surname as memsname, recs.firstname as recfname, recs.surname as recsname
    from members mems left outer join members recs on recs.memid = mems.recommendedby
    order by memsname, memfname, mems.memid`,
  ),
  exercise(
    'all members who have used a tennis court',
    (db) =>
      db.all(
        select({ member: fullName, facility: facilities.name })
          .from(members)
          .join(bookings, bookings.memId.eq(members.memId))
          .join(facilities, facilities.facId.eq(bookings.facId))
          .where(facilities.name.in(['Tennis Court 2', 'Tennis Court 1']))
          .distinct()
          .orderBy(fullName, facilities.name),
      ),
    {
      postgres: `
      select distinct mems.firstname || ' ' || mems.surname as member, facs.name as facility
      from members mems
        inner join bookings bks on mems.memid = bks.memid
        inner join facilities facs on bks.facid = facs.facid
      where facs.name in ('Tennis Court 2', 'Tennis Court 1')
      order by member, facility`,
      mysql: `
      select distinct concat(mems.firstname, ' ', mems.surname) as member, facs.name as facility
      from members mems
        inner join bookings bks on mems.memid = bks.memid
        inner join facilities facs on bks.facid = facs.facid
      where facs.name in ('Tennis Court 2', 'Tennis Court 1')
      order by member, facility`,
    },
  ),
  exercise(
    'costly bookings',
    (db) =>
      db.all(
        select({ member: fullName, facility: facilities.name, cost })
          .from(members)
          .join(bookings, bookings.memId.eq(members.memId))
          .join(facilities, facilities.facId.eq(bookings.facId))
          .where(
            bookings.startTime.gte('2012-09-14T00:00:00'),
            bookings.startTime.lt('2012-09-15T00:00:00'),
            or(
              and(members.memId.eq(0), bookings.slots.times(facilities.guestCost).gt('30')),
              and(members.memId.ne(0), bookings.slots.times(facilities.memberCost).gt('30')),
            ),
          )
          .orderBy(cost.desc(), facilities.name, fullName),
      ),
    {
      postgres: `
      select mems.firstname || ' ' || mems.surname as member, facs.name as facility,
        case when mems.memid = 0 then bks.slots * facs.guestcost else bks.slots * facs.membercost end as cost
      from members mems
        inner join bookings bks on mems.memid = bks.memid
        inner join facilities facs on bks.facid = facs.facid
      where bks.starttime >= '2012-09-14' and bks.starttime < '2012-09-15'
        and ((mems.memid = 0 and bks.slots * facs.guestcost > 30)
          or (mems.memid != 0 and bks.slots * facs.membercost > 30))
      order by cost desc, facility, member`,
      mysql: `
      select concat(mems.firstname, ' ', mems.surname) as member, facs.name as facility,
        case when mems.memid = 0 then bks.slots * facs.guestcost else bks.slots * facs.membercost end as cost
      from members mems
        inner join bookings bks on mems.memid = bks.memid
        inner join facilities facs on bks.facid = facs.facid
      where bks.starttime >= '2012-09-14' and bks.starttime < '2012-09-15'
        and ((mems.memid = 0 and bks.slots * facs.guestcost > 30)
          or (mems.memid != 0 and bks.slots * facs.membercost > 30))
      order by cost desc, facility, member`,
    },
  ),
  exercise(
    'all members, along with their recommender, using no joins',
    (db) =>
      db.all(
        select({
          member: fullName,
          recommender: scalar(
            select({ name: recommender.firstName.concat(' ').concat(recommender.surname) })
              .from(recommender)
              .correlate(members)
              .where(recommender.memId.eq(members.recommendedBy)),
          ),
        })
          .from(members)
          .distinct()
          .orderBy(fullName),
      ),
    {
      postgres: `
      select distinct mems.firstname || ' ' || mems.surname as member,
        (select recs.firstname || ' ' || recs.surname from members recs where recs.memid = mems.recommendedby)
      from members mems`,
      mysql: `
      select distinct concat(mems.firstname, ' ', mems.surname) as member,
        (select concat(recs.firstname, ' ', recs.surname) from members recs where recs.memid = mems.recommendedby)
      from members mems`,
    },
  ),
  exercise(
    'costly bookings, using a subquery',
    (db) =>
      db.all(
        select(costsOfTheDay)
          .where(costsOfTheDay.cost.gt('30'))
          .orderBy(costsOfTheDay.cost.desc(), costsOfTheDay.facility, costsOfTheDay.member),
      ),
    {
      postgres: `
      select member, facility, cost
      from (
        select mems.firstname || ' ' || mems.surname as member, facs.name as facility,
          case when mems.memid = 0 then bks.slots * facs.guestcost else bks.slots * facs.membercost end as cost
        from members mems
          inner join bookings bks on mems.memid = bks.memid
          inner join facilities facs on bks.facid = facs.facid
        where bks.starttime >= '2012-09-14' and bks.starttime < '2012-09-15'
      ) as bookings
      where cost > 30
      order by cost desc, facility, member`,
      mysql: `
      select member, facility, cost
      from (
        select concat(mems.firstname, ' ', mems.surname) as member, facs.name as facility,
          case when mems.memid = 0 then bks.slots * facs.guestcost else bks.slots * facs.membercost end as cost
        from members mems
          inner join bookings bks on mems.memid = bks.memid
          inner join facilities facs on bks.facid = facs.facid
        where bks.starttime >= '2012-09-14' and bks.starttime < '2012-09-15'
      ) as bookings
      where cost > 30
      order by cost desc, facility, member`,
    },
  ),
]
