// The tables of the type tests.
import { boolean, type Database, integer, json, numeric, table, text, timestamp } from '@espalier/core'
import type { SqliteLacks } from '@espalier/dialect-sqlite'

export const artists = table('artists', {
  id: integer().identity(),
  name: text().unique(),
  country: text().nullable(),
})

export const tracks = table('tracks', {
  id: integer().identity(),
  title: text(),
  artistId: integer('artist_id').references(() => artists.id),
  lengthMs: integer('length_ms').nullable(),
  price: numeric(10, 2).default('0.99'),
  live: boolean().default(false),
  extra: json<{ tags: string[] }>().nullable(),
  addedAt: timestamp('added_at').defaultNow(),
})

/** A database that has every feature. */
export declare const db: Database<never>
/** A SQLite database. */
export declare const sqlite: Database<SqliteLacks>
