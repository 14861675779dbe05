// The ten busiest routes, with the airports at both ends as objects of their own.
import { alias, select } from '@espalier/core'
import { airports, routes } from '../tables.ts'

const from = alias(airports, 'from')
const to = alias(airports, 'to')

export const query = select({
  flights: routes.flights,
  from: { code: from.code, city: from.city },
  to: { code: to.code, city: to.city },
})
  .from(routes)
  .join(from, from.code.eq(routes.origin))
  .join(to, to.code.eq(routes.destination))
  .orderBy(routes.flights.desc(), routes.origin)
  .limit(10)
