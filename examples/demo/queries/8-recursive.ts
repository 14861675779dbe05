// Every airport that at most four flights reach from Adak in the Aleutians, the farthest first.
import { literal, min, recursive, select } from '@espalier/core'
import { airports, routes } from '../tables.ts'

const reach = recursive(
  'reach',
  select({ code: routes.destination, hops: literal(1) })
    .from(routes)
    .where(routes.origin.eq('ADK')),
  (reach) =>
    select({ code: routes.destination, hops: reach.hops.plus(1) })
      .from(reach)
      .join(routes, routes.origin.eq(reach.code))
      .where(reach.hops.lt(4)),
)

export const query = select({
  code: airports.code,
  airport: airports.name,
  state: airports.state,
  hops: min(reach.hops),
})
  .from(reach)
  .join(airports, airports.code.eq(reach.code))
  .where(reach.code.ne('ADK'))
  .groupBy(airports.code)
  .orderBy(min(reach.hops).desc(), airports.code)
