// Airports that have routes of which the sample holds no flight, those with the most destinations first.
import { count, exists, notExists, scalar, select } from '@espalier/core'
import { airports, flights, routes } from '../tables.ts'

const routesFrom = select({ to: routes.destination })
  .from(routes)
  .correlate(airports)
  .where(routes.origin.eq(airports.code))

const flightsFrom = select({ id: flights.id }).from(flights).correlate(airports).where(flights.origin.eq(airports.code))

const destinations = scalar(
  select({ n: count() }).from(routes).correlate(airports).where(routes.origin.eq(airports.code)),
)

export const query = select({ code: airports.code, name: airports.name, destinations })
  .from(airports)
  .where(exists(routesFrom), notExists(flightsFrom))
  .orderBy(destinations.desc(), airports.code)
