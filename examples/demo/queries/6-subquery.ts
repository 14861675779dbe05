// Airports that have routes of which the sample holds no flight, and to how many places these lead.
import { count, exists, notExists, scalar, select } from '@espalier/core'
import { airports, flights, routes } from '../tables.ts'

const here = routes.origin.eq(airports.code)
const served = select(routes).correlate(airports).where(here)
const places = scalar(select({ n: count() }).from(routes).correlate(airports).where(here))
const flown = select(flights).correlate(airports).where(flights.origin.eq(airports.code))

export const query = select({ code: airports.code, name: airports.name, places })
  .from(airports)
  .where(exists(served), notExists(flown))
  .orderBy(places.desc(), airports.code)
