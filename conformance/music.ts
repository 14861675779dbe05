// The tables and rows on which the conformance cases run: small, with a null and a tie in every place that matters.
import {
  type AnyLack,
  bigint,
  boolean,
  check,
  type Database,
  date,
  enumOf,
  foreignKey,
  index,
  insert,
  integer,
  json,
  numeric,
  primaryKey,
  real,
  schema,
  table,
  text,
  timestamp,
} from '@espalier/core'

export const artists = table('artists', {
  id: integer().identity(),
  name: text().unique(),
  country: text().nullable(),
})

export const tracks = table(
  'tracks',
  {
    id: integer().identity(),
    title: text(),
    artistId: integer('artist_id')
      .nullable()
      .references(() => artists.id, { onDelete: 'cascade' }),
    lengthMs: integer('length_ms').nullable(),
    price: numeric(10, 2).default('0.99'),
    plays: bigint().default(0n),
    rating: real().nullable(),
    live: boolean().default(false),
    mood: enumOf('mood', ['calm', 'loud']).nullable(),
    released: date().nullable(),
    extra: json<{ bpm?: number; tags: string[] }>().nullable(),
    addedAt: timestamp('added_at'),
  },
  (t) => [index('tracks_by_title').on(t.title), check('tracks_price', t.price.gte('0'))],
)

export const playlists = table(
  'playlists',
  { id: integer().primaryKey(), name: text(), parentId: integer('parent_id').nullable() },
  (t) => [foreignKey(t.parentId).references(() => t.id)],
)

export const playlistTracks = table(
  'playlist_tracks',
  {
    playlistId: integer('playlist_id').references(() => playlists.id),
    trackId: integer('track_id').references(() => tracks.id, { onDelete: 'cascade' }),
    position: integer(),
  },
  (t) => [primaryKey(t.playlistId, t.trackId)],
)

export const music = schema({ artists, tracks, playlists, playlistTracks })

const at = (day: number): Date => new Date(Date.UTC(2024, 0, day, 12, 30, 15, 250))

/** The rows, as the statements that insert them, in the order of the foreign keys; identities count from 1. */
export const rows = [
  insert(artists).values([
    { name: 'Abba', country: 'SE' },
    { name: 'Queen', country: 'GB' },
    { name: 'Björk', country: null },
    { name: 'Silence', country: null },
  ]),
  insert(tracks).values([
    track(1, 'SOS', 1, 200_000, '1.29', 9_007_199_254_740_993n, 4.5, false, 'calm', '1975-06-20', {
      bpm: 120,
      tags: ['pop', '50%'],
    }),
    track(2, 'Waterloo', 1, 168_000, '0.99', 12n, 4, true, 'loud', '1974-03-04', null),
    track(3, 'Save Me', 2, 229_000, '1.29', 0n, null, false, null, '1980-01-25', { tags: [] }),
    track(4, 'Under Pressure', 2, 248_000, '2.00', 5n, 4.5, true, 'loud', null, null),
    track(5, 'Jóga', 3, null, '0.50', 7n, 3.5, false, 'calm', '1997-09-15', { tags: ['ö', '😀'] }),
    track(6, '100%_!', null, 60_000, '0.99', 1n, null, false, null, null, null),
  ]),
  insert(playlists).values([
    { id: 1, name: 'all', parentId: null },
    { id: 2, name: 'quiet', parentId: 1 },
    { id: 3, name: 'night', parentId: 2 },
  ]),
  insert(playlistTracks).values([
    { playlistId: 1, trackId: 1, position: 1 },
    { playlistId: 1, trackId: 2, position: 2 },
    { playlistId: 2, trackId: 5, position: 1 },
    { playlistId: 3, trackId: 5, position: 1 },
  ]),
]

/** Makes the tables and puts the rows into them. */
export async function fillMusic(db: Database<AnyLack>): Promise<void> {
  await db.createAll(music)
  for (const statement of rows) await db.run(statement)
}

function track(
  id: number,
  title: string,
  artistId: number | null,
  lengthMs: number | null,
  price: string,
  plays: bigint,
  rating: number | null,
  live: boolean,
  mood: 'calm' | 'loud' | null,
  released: string | null,
  extra: { bpm?: number; tags: string[] } | null,
) {
  return { title, artistId, lengthMs, price, plays, rating, live, mood, released, extra, addedAt: at(id) }
}
