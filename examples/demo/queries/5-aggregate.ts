// How late flights leave the airports from which at least 400 of the sample left.
import { avg, count, max, round, select } from '@espalier/core'
import { airports, flights } from '../tables.ts'

export const query = select({
  airport: airports.name,
  state: airports.state,
  flights: count(),
  hourLate: count().filter(flights.delay.gt(60)),
  average: round(avg(flights.delay)),
  worst: max(flights.delay),
})
  .from(flights)
  .join(airports, airports.code.eq(flights.origin))
  .groupBy(airports.code)
  .having(count().gte(400))
  .orderBy(count().desc(), airports.code)
