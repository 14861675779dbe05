// The demo's tables.
import {
  foreignKey,
  index,
  integer,
  localTimestamp,
  primaryKey,
  real,
  schema,
  table,
  text,
  varchar,
} from '@espalier/core'

/** Its being there says that the other tables are the demo's, and that the demo may drop them. */
export const mark = table('demo_made_by_espalier', {
  id: integer().primaryKey(),
  note: text(),
})

/** Airports by their IATA code, most of them in the United States. */
export const airports = table(
  'demo_airports',
  {
    code: varchar(4).primaryKey(),
    name: text(),
    city: text().nullable(),
    state: varchar(2).nullable(),
    country: text(),
    latitude: real(),
    longitude: real(),
  },
  (t) => [index('demo_airports_by_state').on(t.state)],
)

/** Which airports were joined by direct flights in 2008, and by how many. */
export const routes = table(
  'demo_routes',
  {
    origin: varchar(4).references(() => airports.code),
    destination: varchar(4).references(() => airports.code),
    flights: integer(),
  },
  (t) => [primaryKey(t.origin, t.destination)],
)

/** A sample of single flights from the first months of 2001; `delay` is in minutes, `distance` in miles. */
export const flights = table(
  'demo_flights',
  {
    id: integer().identity(),
    departs: localTimestamp(),
    delay: integer(),
    distance: integer(),
    origin: varchar(4),
    destination: varchar(4),
  },
  (t) => [
    index('demo_flights_by_origin').on(t.origin),
    foreignKey(t.origin).references(() => airports.code),
    foreignKey(t.destination).references(() => airports.code),
  ],
)

/** All of them; the mark is created first and dropped last. */
export const demo = schema({ mark, airports, routes, flights })
