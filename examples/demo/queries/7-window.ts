// The three places to which each airport of California flies most, out of all its flights.
import { cte, rank, select, sum } from '@espalier/core'
import { airports, routes } from '../tables.ts'

const ranked = cte(
  'ranked',
  select({
    origin: routes.origin,
    destination: routes.destination,
    flights: routes.flights,
    of: sum(routes.flights).over({ partitionBy: routes.origin }),
    rank: rank().over({ partitionBy: routes.origin, orderBy: routes.flights.desc() }),
  }).from(routes),
)

export const query = select({
  airport: airports.name,
  rank: ranked.rank,
  to: ranked.destination,
  flights: ranked.flights,
  of: ranked.of,
})
  .from(ranked)
  .join(airports, airports.code.eq(ranked.origin))
  .where(airports.state.eq('CA'), ranked.rank.lte(3))
  .orderBy(airports.code, ranked.rank, ranked.destination)
