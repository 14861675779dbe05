import { caseWhen, max, scalar, select, union } from '@espalier/core'
import { exercise } from '../exercise.ts'
import { facilities, members } from '../tables.ts'

export const basic = [
  exercise('retrieve everything from a table', (db) => db.all(select(facilities)), 'select * from facilities'),
  exercise(
    'retrieve specific columns from a table',
    (db) => db.all(select({ name: facilities.name, memberCost: facilities.memberCost }).from(facilities)),
    'select name, membercost from facilities',
  ),
  exercise(
    'control which rows are retrieved',
    (db) => db.all(select(facilities).where(facilities.memberCost.gt('0'))),
    'select * from facilities where membercost > 0',
  ),
  exercise(
    'control which rows are retrieved, part 2',
    (db) =>
      db.all(
        select({
          facId: facilities.facId,
          name: facilities.name,
          memberCost: facilities.memberCost,
          monthlyMaintenance: facilities.monthlyMaintenance,
        })
          .from(facilities)
          .where(facilities.memberCost.gt('0'), facilities.memberCost.lt(facilities.monthlyMaintenance.div('50.0'))),
      ),
    `
    select facid, name, membercost, monthlymaintenance
    from facilities
    where membercost > 0 and membercost < monthlymaintenance / 50.0`,
  ),
  exercise(
    'basic string searches',
    (db) => db.all(select(facilities).where(facilities.name.contains('Tennis'))),
    `select * from facilities where name like '%Tennis%'`,
  ),
  exercise(
    'matching against multiple possible values',
    (db) => db.all(select(facilities).where(facilities.facId.in([1, 5]))),
    'select * from facilities where facid in (1, 5)',
  ),
  exercise(
    'classify results into buckets',
    (db) =>
      db.all(
        select({
          name: facilities.name,
          cost: caseWhen(facilities.monthlyMaintenance.gt('100'), 'expensive').else('cheap'),
        }).from(facilities),
      ),
    `select name, case when monthlymaintenance > 100 then 'expensive' else 'cheap' end as cost from facilities`,
  ),
  exercise(
    'working with dates',
    (db) =>
      db.all(
        select({
          memId: members.memId,
          surname: members.surname,
          firstName: members.firstName,
          joinDate: members.joinDate,
        })
          .from(members)
          .where(members.joinDate.gte('2012-09-01T00:00:00')),
      ),
    `select memid, surname, firstname, joindate from members where joindate >= '2012-09-01'`,
  ),
  exercise(
    'removing duplicates, and ordering results',
    (db) => db.all(select({ surname: members.surname }).from(members).distinct().orderBy(members.surname).limit(10)),
    `
    select distinct surname from members
    order by surname limit 10`,
  ),
  exercise(
    'combining results from multiple queries',
    (db) =>
      db.all(
        union(
          select({ surname: members.surname }).from(members),
          select({ surname: facilities.name }).from(facilities),
        ),
      ),
    'select surname from members union select name from facilities',
  ),
  exercise(
    'simple aggregation',
    (db) => db.all(select({ latest: max(members.joinDate) }).from(members)),
    'select max(joindate) as latest from members',
  ),
  exercise(
    'more aggregation',
    (db) =>
      db.all(
        select({ firstName: members.firstName, surname: members.surname, joinDate: members.joinDate })
          .from(members)
          .where(members.joinDate.eq(scalar(select({ latest: max(members.joinDate) }).from(members)))),
      ),
    `
    select firstname, surname, joindate
    from members
    where joindate = (select max(joindate) from members)`,
  ),
]
