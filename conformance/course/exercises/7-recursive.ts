import { recursive, select } from '@espalier/core'
import { exercise } from '../exercise.ts'
import { members } from '../tables.ts'

const upward = recursive(
  'recommenders',
  select({ recommender: members.recommendedBy }).from(members).where(members.memId.eq(27)),
  (recommenders) =>
    select({ recommender: members.recommendedBy })
      .from(recommenders)
      .join(members, members.memId.eq(recommenders.recommender)),
)

const downward = recursive(
  'recommendeds',
  select({ memId: members.memId }).from(members).where(members.recommendedBy.eq(1)),
  (recommendeds) =>
    select({ memId: members.memId }).from(recommendeds).join(members, members.recommendedBy.eq(recommendeds.memId)),
)

const chains = recursive(
  'recommenders',
  select({ recommender: members.recommendedBy, member: members.memId }).from(members),
  (recommenders) =>
    select({ recommender: members.recommendedBy, member: recommenders.member })
      .from(recommenders)
      .join(members, members.memId.eq(recommenders.recommender)),
)

export const recursion = [
  exercise(
    'find the upward recommendation chain for member 27',
    (db) =>
      db.all(
        select({ recommender: upward.recommender, firstName: members.firstName, surname: members.surname })
          .from(upward)
          .join(members, members.memId.eq(upward.recommender))
          .orderBy(members.memId.desc()),
      ),
    `
    with recursive recommenders(recommender) as (
      select recommendedby from members where memid = 27
      union all
      select mems.recommendedby from recommenders recs inner join members mems on mems.memid = recs.recommender)
    select recs.recommender, mems.firstname, mems.surname
    from recommenders recs inner join members mems on recs.recommender = mems.memid
    order by mems.memid desc`,
  ),
  exercise(
    'find the downward recommendation chain for member 1',
    (db) =>
      db.all(
        select({ memId: downward.memId, firstName: members.firstName, surname: members.surname })
          .from(downward)
          .join(members, members.memId.eq(downward.memId))
          .orderBy(members.memId),
      ),
    `
    with recursive recommendeds(memid) as (
      select memid from members where recommendedby = 1
      union all
      select mems.memid from recommendeds recs inner join members mems on mems.recommendedby = recs.memid)
    select recs.memid, mems.firstname, mems.surname
    from recommendeds recs inner join members mems on recs.memid = mems.memid
    order by recs.memid`,
  ),
  exercise(
    'a CTE that can return the upward recommendation chain for any member',
    (db) =>
      db.all(
        select({
          member: chains.member,
          recommender: chains.recommender,
          firstName: members.firstName,
          surname: members.surname,
        })
          .from(chains)
          .join(members, members.memId.eq(chains.recommender))
          .where(chains.member.in([22, 12]))
          .orderBy(chains.member, chains.recommender.desc()),
      ),
    `
    with recursive recommenders(recommender, member) as (
      select recommendedby, memid from members
      union all
      select mems.recommendedby, recs.member
      from recommenders recs inner join members mems on mems.memid = recs.recommender)
    select recs.member, recs.recommender, mems.firstname, mems.surname
    from recommenders recs inner join members mems on recs.recommender = mems.memid
    where recs.member = 22 or recs.member = 12
    order by recs.member asc, recs.recommender desc`,
  ),
]
