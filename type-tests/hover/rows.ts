// What an editor shows of each of these names is in rows.txt; review it as what a user reads.
import {
  alias,
  coalesce,
  count,
  cte,
  hasMany,
  type Insertable,
  insert,
  integer,
  max,
  type ParamsOf,
  param,
  type Row,
  type RowOf,
  select,
  sql,
  sum,
  text,
  type Updatable,
  union,
  update,
} from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const artistTracks = hasMany(artists, tracks.artistId)

export const table = await db.all(select(artists))
export const columns = await db.all(
  select({ id: tracks.id, length: tracks.lengthMs, extra: tracks.extra }).from(tracks),
)
export const [first] = columns
export const one = await db.one(select({ id: tracks.id, at: tracks.addedAt }).from(tracks).where(tracks.id.eq(1)))
export const leftJoined = await db.all(
  select({ title: tracks.title, artist: artists.name, whole: artists })
    .from(tracks)
    .leftJoin(artists, artists.id.eq(tracks.artistId)),
)
export const narrowed = await db.all(
  select({ length: tracks.lengthMs }).from(tracks).where(tracks.lengthMs.isNotNull()),
)
export const nested = await db.all(
  select({ id: tracks.id, names: { track: tracks.title, artist: artists.name } })
    .from(tracks)
    .join(artists, artists.id.eq(tracks.artistId)),
)
export const grouped = await db.all(
  select({ artist: artists.name, n: count(), longest: max(tracks.lengthMs), total: sum(tracks.price) })
    .from(tracks)
    .join(artists, artists.id.eq(tracks.artistId))
    .groupBy(artists.name),
)
const counted = cte('counted', select({ id: tracks.artistId, n: count() }).from(tracks).groupBy(tracks.artistId))
export const fromWith = await db.all(
  select({ name: artists.name, n: coalesce(counted.n, 0) })
    .from(artists)
    .leftJoin(counted, counted.id.eq(artists.id)),
)
const inner = select({ id: tracks.id, length: tracks.lengthMs }).from(tracks).as('inner')
export const derived = await db.all(select(inner))
export const united = await db.all(
  union(select({ name: artists.name }).from(artists), select({ name: artists.country }).from(artists)),
)
const other = alias(tracks, 'other')
export const selfJoined = await db.all(
  select({ one: tracks.title, other: other.title }).from(tracks).leftJoin(other, other.artistId.eq(tracks.artistId)),
)
export const related = await db.all(
  select({
    name: artists.name,
    tracks: artistTracks.select({ title: tracks.title, length: tracks.lengthMs }),
  }).from(artists),
)
export const inserted = await db.all(insert(artists).values({ name: 'Nina' }).returning(artists))
export const scalars = await db.scalars(select({ length: tracks.lengthMs }).from(tracks))
export const template = await db.all(sql.rows({ n: integer(), name: text().nullable() })`select 1, null`)

const byTitle = select({ id: tracks.id })
  .from(tracks)
  .where(tracks.title.eq(param('title', text())), tracks.lengthMs.gt(param('least', integer())))
export const prepared = db.prepare(byTitle)
export const found = await prepared.first({ title: 'SOS', least: 1 })
export const changed = await db.run(update(tracks).set({ title: 'x' }).where(tracks.id.eq(1)))

export type ArtistRow = Row<typeof artists>
export type NewTrack = Insertable<typeof tracks>
export type TrackChange = Updatable<typeof tracks>
export type ByTitle = RowOf<typeof byTitle>
export type Values = ParamsOf<typeof byTitle>

/** Completions of a user's own function show its rows, too. */
export const titles = async (least: number) =>
  db.all(select({ title: tracks.title }).from(tracks).where(tracks.lengthMs.gt(least)))
