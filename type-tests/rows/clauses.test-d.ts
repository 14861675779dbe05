import {
  alias,
  count,
  cte,
  deleteFrom,
  generated,
  generateSeries,
  grouping,
  type Insertable,
  insert,
  integer,
  jsonElements,
  jsonTable,
  keyset,
  literal,
  merge,
  min,
  numeric,
  rowNumber,
  select,
  sum,
  table,
  text,
  type Updatable,
  update,
  values,
  window,
} from '@espalier/core'
import { expectAssignable, expectType } from 'tsd'
import { artists, db, tracks } from '../music.ts'

// what a grouping leaves out is null, so are the columns that were never null
expectType<{ live: boolean | null; n: number; least: string | null }[]>(
  await db.all(
    select({ live: tracks.live, n: count(), least: min(tracks.title) })
      .from(tracks)
      .groupByRollup(tracks.live),
  ),
)
expectType<{ name: string | null; all: number }[]>(
  await db.all(
    select({ name: artists.name, all: grouping(artists.name) })
      .from(artists)
      .groupingSets([artists.name], []),
  ),
)

// rows of values have the types of their columns
const prices = values('v', { id: integer(), price: numeric(10, 2), note: text().nullable() }, [
  { id: 1, price: '1.00', note: null },
])
expectType<{ id: number; price: string; note: string | null }[]>(await db.all(select(prices)))
expectType<{ title: string; price: string | null }[]>(
  await db.all(
    select({ title: tracks.title, price: prices.price }).from(tracks).leftJoin(prices, prices.id.eq(tracks.id)),
  ),
)

// a lateral source reads those before it
const top = select({ title: tracks.title, lengthMs: tracks.lengthMs })
  .from(tracks)
  .correlate(artists)
  .where(tracks.artistId.eq(artists.id))
  .limit(1)
  .lateral('top')
expectType<{ name: string; title: string; lengthMs: number | null }[]>(
  await db.all(
    select({ name: artists.name, title: top.title, lengthMs: top.lengthMs }).from(artists).crossJoinLateral(top),
  ),
)
expectType<{ name: string; title: string | null }[]>(
  await db.all(select({ name: artists.name, title: top.title }).from(artists).leftJoinLateral(top)),
)

// functions that give rows
expectType<{ value: number }[]>(await db.all(select(generateSeries('n', 1, 3))))
const tags = jsonElements('tag', tracks.extra)
expectAssignable<{ id: number; tag: unknown }[]>(
  await db.all(select({ id: tracks.id, tag: tags.value }).from(tracks).crossJoinLateral(tags)),
)
const doc = jsonTable('doc', tracks.extra, { bpm: integer() })
expectType<{ id: number; bpm: number | null }[]>(
  await db.all(select({ id: tracks.id, bpm: doc.bpm }).from(tracks).crossJoinLateral(doc)),
)

// named windows, pages, DISTINCT ON, locks
const byArtist = window('by_artist', { partitionBy: tracks.artistId, orderBy: tracks.id })
expectType<{ n: number; total: number | null }[]>(
  await db.all(select({ n: rowNumber().over(byArtist), total: sum(tracks.lengthMs).over(byArtist) }).from(tracks)),
)
const newest = keyset({ addedAt: tracks.addedAt.desc(), id: tracks.id })
expectType<{ title: string }[]>(
  await db.all(select({ title: tracks.title }).from(tracks).after(newest, { addedAt: new Date(), id: 1 }).limit(2)),
)
expectType<{ readonly addedAt: Date; readonly id: number }>(newest.cursor({ addedAt: new Date(), id: 1 }))
const long = keyset({ lengthMs: tracks.lengthMs, id: tracks.id })
expectType<{ title: string }[]>(
  await db.all(select({ title: tracks.title }).from(tracks).where(tracks.lengthMs.isNotNull()).after(long)),
)
expectType<{ title: string }[]>(
  await db.all(
    select({ title: tracks.title })
      .from(tracks)
      .join(artists, artists.id.eq(tracks.artistId))
      .distinctOn(tracks.artistId)
      .orderBy(tracks.artistId)
      .forUpdate({ of: [tracks, artists] }),
  ),
)

// changes that read other tables
const removed = cte('removed', deleteFrom(tracks).where(tracks.live.eq(true)).returning({ id: tracks.id }))
expectType<{ id: number }[]>(await db.all(select(removed)))
await db.run(update(tracks).from(prices).set({ price: prices.price }).where(tracks.id.eq(prices.id)))
await db.run(deleteFrom(tracks).using(artists).where(tracks.artistId.eq(artists.id), artists.name.eq('Abba')))
await db.run(insert(artists).select(select({ name: tracks.title }).from(tracks)))
await db.run(
  insert(tracks)
    .select(select({ artistId: artists.id, title: artists.name, lengthMs: literal(1) }).from(artists))
    .onConflictDoNothing(),
)
const parent = alias(artists, 'parent')
await db.run(
  merge(artists)
    .using(parent, parent.id.eq(artists.id))
    .whenMatched(parent.name.eq('x'))
    .update({ name: parent.name })
    .whenNotMatched()
    .insert({ name: parent.name, country: 'SE' }),
)

// a generated column is read, and left out of INSERT and SET
const boxes = table(
  'boxes',
  { width: integer(), note: text().nullable(), area: integer().generated(), label: text().nullable().generated() },
  (t) => [generated(t.area).as(t.width.times(2)), generated(t.label).as(t.note.concat('!'))],
)
expectType<{ width: number; note: string | null; area: number; label: string | null }[]>(await db.all(select(boxes)))
expectType<Insertable<typeof boxes>>({} as { width: number; note?: string | null })
expectType<Updatable<typeof boxes>>({} as { width?: number; note?: string | null })
