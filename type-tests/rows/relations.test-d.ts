import {
  type AnyExpr,
  alias,
  belongsTo,
  count,
  hasMany,
  hasOne,
  integer,
  many,
  manyToMany,
  nest,
  one,
  type Row,
  select,
  table,
  text,
  unionAll,
} from '@espalier/core'
import { expectType } from 'tsd'
import { artists, db, tracks } from '../music.ts'

const labels = table('labels', { id: integer().identity(), name: text().nullable() })
const albums = table('albums', {
  id: integer().identity(),
  title: text(),
  artistId: integer('artist_id').references(() => artists.id),
  labelId: integer('label_id')
    .nullable()
    .references(() => labels.id),
})
const albumTracks = table('album_tracks', {
  albumId: integer('album_id').references(() => albums.id),
  trackId: integer('track_id').references(() => tracks.id),
  position: integer().nullable(),
})

const artistTracks = hasMany(artists, tracks)
const artistAlbums = hasMany(artists, albums.artistId)
const trackArtist = belongsTo(tracks.artistId, artists)
const albumLabel = belongsTo(albums.labelId, labels)
const trackAlbums = manyToMany(tracks, albumTracks, albums)

// a list of objects, of any depth
expectType<
  {
    name: string
    tracks: { title: string; length: number | null; albums: { title: string; position: number | null }[] }[]
  }[]
>(
  await db.all(
    select({
      name: artists.name,
      tracks: artistTracks.select({
        title: tracks.title,
        length: tracks.lengthMs,
        albums: trackAlbums.select({ title: albums.title, position: albumTracks.position }),
      }),
    }).from(artists),
  ),
)

// whole rows of a table
expectType<{ tracks: Row<typeof tracks>[] }[]>(
  await db.all(select({ tracks: artistTracks.select(tracks).orderBy(tracks.id).limit(3).offset(1) }).from(artists)),
)

// an object is null exactly where its foreign key is
expectType<{ artist: { name: string } }[]>(
  await db.all(select({ artist: trackArtist.select({ name: artists.name }) }).from(tracks)),
)
expectType<{ label: { name: string | null } | null }[]>(
  await db.all(select({ label: albumLabel.select({ name: labels.name }) }).from(albums)),
)
expectType<{ label: { name: string | null } }[]>(
  await db.all(
    select({ label: albumLabel.select({ name: labels.name }) })
      .from(albums)
      .where(albums.labelId.isNotNull()),
  ),
)

// a filter may leave nothing of it
expectType<{ artist: { name: string } | null }[]>(
  await db.all(select({ artist: trackArtist.select({ name: artists.name }).where(artists.id.gt(1)) }).from(tracks)),
)
expectType<{ artist: { name: string } | null }[]>(
  await db.all(select({ artist: trackArtist.where(artists.id.gt(1)).select({ name: artists.name }) }).from(tracks)),
)

// a condition inside proves what it does outside
expectType<{ tracks: { length: number }[] }[]>(
  await db.all(
    select({ tracks: artistTracks.select({ length: tracks.lengthMs }).where(tracks.lengthMs.isNotNull()) }).from(
      artists,
    ),
  ),
)

// the other side may be missing
expectType<{ first: { title: string } | null }[]>(
  await db.all(
    select({ first: hasOne(artists, albums, albums.artistId.eq(artists.id)).select({ title: albums.title }) }).from(
      artists,
    ),
  ),
)

// without the table that it points to, the types take what is read for it
expectType<{ artist: { name: string; country: string | null } }[]>(
  await db.all(
    select({ artist: belongsTo(tracks.artistId).select({ name: artists.name, country: artists.country }) }).from(
      tracks,
    ),
  ),
)

// numbers and conditions
expectType<{ count: number; sum: number | null; max: string | null }[]>(
  await db.all(
    select({ count: artistTracks.count(), sum: artistTracks.sum(tracks.lengthMs), max: artistTracks.max(tracks.price) })
      .from(artists)
      .where(artistTracks.some(tracks.live.eq(true)), artistAlbums.none(), artistTracks.every(tracks.lengthMs.gt(1))),
  ),
)

// an alias is a source of its own
const other = alias(artists, 'other')
expectType<{ name: string; tracks: { title: string }[] }[]>(
  await db.all(
    select({ name: other.name, tracks: hasMany(other, tracks).select({ title: tracks.title }) }).from(other),
  ),
)

// any correlated query
expectType<{ lives: { live: boolean; count: number }[]; first: { title: string } | null }[]>(
  await db.all(
    select({
      lives: many(
        select({ live: tracks.live, count: count() })
          .from(tracks)
          .correlate(artists)
          .where(tracks.artistId.eq(artists.id))
          .groupBy(tracks.live),
      ),
      first: one(
        select({ title: tracks.title })
          .from(tracks)
          .correlate(artists)
          .where(tracks.artistId.eq(artists.id))
          .orderBy(tracks.id),
      ),
    }).from(artists),
  ),
)

// the condition of a relation joins
expectType<{ title: string; artist: string | null }[]>(
  await db.all(select({ title: tracks.title, artist: artists.name }).from(tracks).leftJoin(artists, trackArtist.on)),
)

// in a subquery it is a column
const found = select({ id: artists.id, tracks: artistTracks.select({ title: tracks.title }) })
  .from(artists)
  .as('found')
expectType<{ title: string; tracks: { title: string }[] | null }[]>(
  await db.all(
    select({ title: tracks.title, tracks: found.tracks }).from(tracks).leftJoin(found, found.id.eq(tracks.artistId)),
  ),
)

// the same type with more conditions
let some = artistTracks.select({ title: tracks.title })
if (Math.random() > 2) some = some.where(tracks.live.eq(true)).orderBy(tracks.id).limit(3)
expectType<{ some: { title: string }[] }[]>(await db.all(select({ some }).from(artists)))

// rows that are there already
const artistRows = await db.all(select({ id: artists.id, name: artists.name }).from(artists))
expectType<{ id: number; name: string; tracks: { title: string }[] }[]>(
  await db.load(artistRows, { tracks: artistTracks.select({ title: tracks.title }) }),
)
const albumRows = await db.all(select(albums))
expectType<{ name: string | null } | null | undefined>(
  (await db.load(albumRows, { label: albumLabel.select({ name: labels.name }) }))[0]?.label,
)
expectType<{ id: number; labelId: number; label: { name: string | null } }[]>(
  await db.load([{ id: 1, labelId: 2 }], { label: albumLabel.select({ name: labels.name }) }),
)

// the rows are the same whatever the strategy
expectType<{ tracks: { title: string }[] }[]>(
  await db.all(
    select({ tracks: artistTracks.select({ title: tracks.title }).strategy('json') })
      .from(artists)
      .strategy('join'),
  ),
)

// a table that points to itself, so many levels deep; the last level does not have the key
const folders = table('folders', {
  id: integer().primaryKey(),
  name: text(),
  parentId: integer('parent_id')
    .nullable()
    .references((): AnyExpr => folders.id),
})
const inner = alias(folders, 'inner')
const children = hasMany(folders, inner)
expectType<{ below: { name: string; below: { name: string; below: { name: string }[] }[] }[] }[]>(
  await db.all(
    select({ below: children.select({ name: inner.name }).orderBy(inner.name).depth('below', 3) }).from(folders),
  ),
)
const above = belongsTo(folders.parentId, inner)
expectType<{ above: { name: string; above: { name: string } | null } | null }[]>(
  await db.all(select({ above: above.select({ name: inner.name }).depth('above', 2) }).from(folders)),
)
const levels: number = 4
const [folder] = await db.all(
  select({ below: children.select({ name: inner.name }).depth('below', levels) }).from(folders),
)
expectType<string | undefined>(folder?.below[0]?.below?.[0]?.below?.[0]?.name)

// of an alias of its parent
const others = alias(artists, 'others')
expectType<{ tracks: { title: string }[]; count: number }[]>(
  await db.all(
    select({ tracks: artistTracks.of(others).select({ title: tracks.title }), count: artistTracks.of(others).count() })
      .from(others)
      .where(artistTracks.of(others).some(tracks.title.eq('SOS'))),
  ),
)
const more = alias(albums, 'more')
expectType<{ label: { name: string | null } | null }[]>(
  await db.all(select({ label: albumLabel.of(more).select({ name: labels.name }) }).from(more)),
)

// flat rows of joins, nested
const joined = await db.all(
  select({ id: artists.id, name: artists.name, tracks, albums: { id: albums.id, title: albums.title } })
    .from(artists)
    .leftJoin(tracks, artistTracks.on)
    .leftJoin(albums, artistAlbums.on),
)
expectType<
  { id: number; name: string; tracks: Row<typeof tracks>[]; albums: { id: number; title: string | null }[] }[]
>(nest(joined, { by: 'id', lists: { tracks: 'id', albums: 'id' } }))
expectType<
  { id: number; name: string; albums: { id: number; title: string | null; tracks: Row<typeof tracks>[] }[] }[]
>(nest(joined, { by: ['id', 'name'], lists: { albums: { by: 'id', lists: { tracks: ['id'] } } } }))

// in the members of UNION ALL
const titles = artistTracks.select({ title: tracks.title, length: tracks.lengthMs })
expectType<{ name: string; tracks: { title: string; length: number | null }[] }[]>(
  await db.all(
    unionAll(
      select({ name: artists.name, tracks: titles }).from(artists),
      select({ tracks: titles, name: artists.name }).from(artists),
    ),
  ),
)
