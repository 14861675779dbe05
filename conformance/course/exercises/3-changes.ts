import { alias, deleteFrom, insert, max, notExists, scalar, select, update } from '@espalier/core'
import { change } from '../exercise.ts'
import { bookings, facilities, members } from '../tables.ts'

// MySQL does not read a table that it is changing, unless the rows are a table of their own.
const highest = select({ id: max(facilities.facId) })
  .from(facilities)
  .as('highest')
const first = alias(facilities, 'first_court')
const firstCourt = select({ memberCost: first.memberCost, guestCost: first.guestCost })
  .from(first)
  .where(first.facId.eq(0))
  .as('base')
const dearer = {
  memberCost: scalar(select({ cost: firstCourt.memberCost.times('1.1') }).from(firstCourt)),
  guestCost: scalar(select({ cost: firstCourt.guestCost.times('1.1') }).from(firstCourt)),
}

const spa = { name: 'Spa', memberCost: '20', guestCost: '30', initialOutlay: '100000', monthlyMaintenance: '800' }

export const changes = [
  change(
    'insert some data into a table',
    (db) => db.run(insert(facilities).values({ facId: 9, ...spa })),
    `insert into facilities (facid, name, membercost, guestcost, initialoutlay, monthlymaintenance)
    values (9, 'Spa', 20, 30, 100000, 800)`,
  ),
  change(
    'insert multiple rows of data into a table',
    (db) =>
      db.run(
        insert(facilities).values([
          { facId: 9, ...spa },
          {
            facId: 10,
            name: 'Squash Court 2',
            memberCost: '3.5',
            guestCost: '17.5',
            initialOutlay: '5000',
            monthlyMaintenance: '80',
          },
        ]),
      ),
    `insert into facilities (facid, name, membercost, guestcost, initialoutlay, monthlymaintenance)
    values (9, 'Spa', 20, 30, 100000, 800), (10, 'Squash Court 2', 3.5, 17.5, 5000, 80)`,
  ),
  change(
    'insert calculated data into a table',
    (db) =>
      db.run(insert(facilities).values({ facId: scalar(select({ id: highest.id.plus(1) }).from(highest)), ...spa })),
    `insert into facilities (facid, name, membercost, guestcost, initialoutlay, monthlymaintenance)
    select (select max(facid) from facilities) + 1, 'Spa', 20, 30, 100000, 800`,
  ),
  change(
    'update some existing data',
    (db) => db.run(update(facilities).set({ initialOutlay: '10000' }).where(facilities.facId.eq(1))),
    'update facilities set initialoutlay = 10000 where facid = 1',
  ),
  change(
    'update multiple rows and columns at the same time',
    (db) =>
      db.run(
        update(facilities)
          .set({ memberCost: '6', guestCost: '30' })
          .where(facilities.facId.in([0, 1])),
      ),
    'update facilities set membercost = 6, guestcost = 30 where facid in (0, 1)',
  ),
  change(
    'update a row based on the contents of another row',
    (db) => db.run(update(facilities).set(dearer).where(facilities.facId.eq(1))),
    {
      postgres: `
      update facilities set
        membercost = (select membercost * 1.1 from facilities where facid = 0),
        guestcost = (select guestcost * 1.1 from facilities where facid = 0)
      where facid = 1`,
      mysql: `
      update facilities facs, (select * from facilities where facid = 0) base
      set facs.membercost = base.membercost * 1.1, facs.guestcost = base.guestcost * 1.1
      where facs.facid = 1`,
    },
  ),
  change('delete all bookings', (db) => db.run(deleteFrom(bookings).allRows()), 'delete from bookings'),
  change(
    'delete a member from the members table',
    (db) => db.run(deleteFrom(members).where(members.memId.eq(37))),
    'delete from members where memid = 37',
  ),
  change(
    'delete based on a subquery',
    (db) => db.run(deleteFrom(members).where(members.memId.notIn(select({ memId: bookings.memId }).from(bookings)))),
    'delete from members where memid not in (select memid from bookings)',
  ),
  change(
    'delete based on a correlated subquery',
    (db) =>
      db.run(
        deleteFrom(members).where(
          notExists(
            select({ bookId: bookings.bookId })
              .from(bookings)
              .correlate(members)
              .where(bookings.memId.eq(members.memId)),
          ),
        ),
      ),
    'delete from members where not exists (select 1 from bookings where bookings.memid = members.memid)',
  ),
]
