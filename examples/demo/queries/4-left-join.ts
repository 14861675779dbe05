// Every airport of Hawaii with its route to Los Angeles, which is null as a whole where there is none.
import { select } from '@espalier/core'
import { airports, routes } from '../tables.ts'

export const query = select({ code: airports.code, name: airports.name, route: routes })
  .from(airports)
  .leftJoin(routes, routes.origin.eq(airports.code).and(routes.destination.eq('LAX')))
  .where(airports.state.eq('HI'))
  .orderBy(airports.code)
