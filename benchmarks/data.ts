/** A row as a program wants it: ten columns, among them a boolean, a date and two that may be null. */
export interface Track {
  id: number
  title: string
  artist: string
  composer: string | null
  genre: string
  length: number
  bytes: number | null
  price: number
  explicit: boolean
  added: Date
}

/** The same row as SQLite stores it, which has neither booleans nor dates. */
export type StoredTrack = Omit<Track, 'explicit' | 'added'> & { explicit: number; added: string }

/** How many rows are read and written at once. */
export const rowCount = 1000

/** The columns in the order in which every contender reads them. */
export const columns: readonly (keyof Track)[] = [
  'id',
  'title',
  'artist',
  'composer',
  'genre',
  'length',
  'bytes',
  'price',
  'explicit',
  'added',
]

/** The rows that every contender reads and writes; the same on every run. */
export const tracks: readonly Track[] = Array.from({ length: rowCount }, (_none, i) => ({
  id: i + 1,
  title: `Track ${i + 1} of the long way home`,
  artist: `Artist ${i % 70}`,
  composer: i % 3 === 0 ? null : `Composer ${i % 40}`,
  genre: ['rock', 'jazz', 'folk', 'opera'][i % 4] as string,
  length: 120_000 + ((i * 7919) % 300_000),
  bytes: i % 5 === 0 ? null : 4_000_000 + i * 1024,
  price: (i % 200) / 4,
  explicit: i % 7 === 0,
  added: new Date(Date.UTC(2024, 0, 1) + i * 3_600_000 + (i % 1000)),
}))

/** A row as SQLite stores it. */
export const stored = (track: Track): StoredTrack => ({
  ...track,
  explicit: track.explicit ? 1 : 0,
  added: track.added.toISOString(),
})

/** A row as a program wants it, made of a stored one by hand. */
export const read = (row: StoredTrack): Track => ({
  id: row.id,
  title: row.title,
  artist: row.artist,
  composer: row.composer,
  genre: row.genre,
  length: row.length,
  bytes: row.bytes,
  price: row.price,
  explicit: row.explicit === 1,
  added: new Date(row.added),
})
