// What the queries must give, computed from the data files in plain JavaScript.
import type { Data } from './data.ts'

/** The rows of each query, by its file. */
export function expectedRows({ airports, routes, flights }: Data): Record<string, readonly unknown[]> {
  const airportOf = new Map(airports.map((airport) => [airport.code, airport]))
  const airport = (code: string) => airportOf.get(code) as Data['airports'][number]
  const byCode = <R extends { code: string }>(a: R, b: R): number => (a.code < b.code ? -1 : 1)
  const routesFrom = byOrigin(routes)
  const flightsFrom = byOrigin(flights)

  const filter = airports
    .filter(({ state, name }) => state === 'TX' && name.includes('International'))
    .map(({ code, name, city }) => ({ code, name, city: city ?? null }))

  const expressions = airports
    .filter(({ city, state }) => city !== null && state !== null)
    .sort((a, b) => b.latitude - a.latitude || byCode(a, b))
    .slice(0, 12)
    .map(({ name, city, state, latitude }) => ({
      name,
      place: `${city}, ${state}`,
      kilometres: Math.round(latitude * 111.2),
      zone: latitude > 66.56 ? 'arctic' : 'temperate',
    }))

  const end = (code: string) => ({ code, city: airport(code).city })
  const join = [...routes]
    .sort((a, b) => b.flights - a.flights || (a.origin < b.origin ? -1 : 1))
    .slice(0, 10)
    .map((route) => ({ flights: route.flights, from: end(route.origin), to: end(route.destination) }))

  const leftJoin = airports
    .filter(({ state }) => state === 'HI')
    .sort(byCode)
    .map(({ code, name }) => {
      const route = routes.find(({ origin, destination }) => origin === code && destination === 'LAX')
      return { code, name, route: route ?? null }
    })

  const aggregate = [...flightsFrom]
    .filter(([, list]) => list.length >= 400)
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .map(([code, list]) => ({
      airport: airport(code).name,
      state: airport(code).state,
      flights: list.length,
      hourLate: list.filter(({ delay }) => delay > 60).length,
      average: Math.round(list.reduce((total, { delay }) => total + delay, 0) / list.length),
      worst: Math.max(...list.map(({ delay }) => delay)),
    }))

  const subquery = airports
    .filter(({ code }) => routesFrom.has(code) && !flightsFrom.has(code))
    .map(({ code, name }) => ({ code, name, places: routesFrom.get(code)?.length ?? 0 }))
    .sort((a, b) => b.places - a.places || byCode(a, b))

  const window = airports
    .filter(({ state, code }) => state === 'CA' && routesFrom.has(code))
    .sort(byCode)
    .flatMap(({ code, name }) => {
      const list = routesFrom.get(code) ?? []
      const of = list.reduce((total, route) => total + route.flights, 0)
      const rank = (route: (typeof list)[number]) => 1 + list.filter((other) => other.flights > route.flights).length
      return list
        .map((route) => ({ airport: name, rank: rank(route), to: route.destination, flights: route.flights, of }))
        .filter((row) => row.rank <= 3)
        .sort((a, b) => a.rank - b.rank || (a.to < b.to ? -1 : 1))
    })

  const hopsTo = new Map<string, number>()
  let edge = ['ADK']
  for (let hops = 1; hops <= 4; hops++) {
    edge = edge.flatMap((code) => (routesFrom.get(code) ?? []).map(({ destination }) => destination))
    edge = [...new Set(edge)].filter((code) => code !== 'ADK' && !hopsTo.has(code))
    for (const code of edge) hopsTo.set(code, hops)
  }
  const recursive = [...hopsTo]
    .map(([code, hops]) => ({ code, airport: airport(code).name, state: airport(code).state, hops }))
    .sort((a, b) => b.hops - a.hops || byCode(a, b))

  return {
    '1-filter.ts': filter,
    '2-expressions.ts': expressions,
    '3-join.ts': join,
    '4-left-join.ts': leftJoin,
    '5-aggregate.ts': aggregate,
    '6-subquery.ts': subquery,
    '7-window.ts': window,
    '8-recursive.ts': recursive,
  }
}

function byOrigin<Row extends { readonly origin: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.origin)
    if (group) group.push(row)
    else groups.set(row.origin, [row])
  }
  return groups
}
