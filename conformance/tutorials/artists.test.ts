// Artists, albums and tracks: from empty tables to whole discographies, on all databases.
import {
  type AnyLack,
  avg,
  belongsTo,
  count,
  type Database,
  deleteFrom,
  hasMany,
  type Insertable,
  insert,
  integer,
  numeric,
  scalar,
  schema,
  select,
  sum,
  table,
  update,
  varchar,
} from '@espalier/core'
import { beforeAll, expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { ownDatabase } from '../open.ts'

const artists = table('artists', { id: integer().identity(), name: varchar(100).unique() })
const albums = table('albums', {
  id: integer().identity(),
  artistId: integer('artist_id').references(() => artists.id, { onDelete: 'cascade' }),
  title: varchar(200),
  year: integer(),
})
const tracks = table('tracks', {
  id: integer().identity(),
  albumId: integer('album_id').references(() => albums.id, { onDelete: 'cascade' }),
  title: varchar(200),
  seconds: integer(),
  price: numeric(6, 2).default('0.99'),
})

const artistAlbums = hasMany(artists, albums)
const albumTracks = hasMany(albums, tracks)
const albumArtist = belongsTo(albums.artistId, artists)
const trackAlbum = belongsTo(tracks.albumId, albums)

type NewTrack = Omit<Insertable<typeof tracks>, 'albumId'>

/** Adds an album with its tracks, all or nothing, and the artist where there is none of this name yet. */
function addAlbum(db: Database<AnyLack>, name: string, title: string, year: number, list: readonly NewTrack[]) {
  return db.transaction(async (tx) => {
    const named = select({ id: artists.id }).from(artists).where(artists.name.eq(name))
    const known = await tx.oneOrNull(named)
    const artistId = known?.id ?? Number((await tx.run(insert(artists).values({ name }))).insertId)
    const { insertId } = await tx.run(insert(albums).values({ artistId, title, year }))
    await tx.run(insert(tracks).values(list.map((track) => ({ ...track, albumId: Number(insertId) }))))
  })
}

eachDatabase('artists and tracks', (database) => {
  const { db } = ownDatabase(database)
  beforeAll(async () => {
    await db().createAll(schema({ artists, albums, tracks }))
    await addAlbum(db(), 'Nina', 'Little Girl Blue', 1959, [
      { title: 'Mood Indigo', seconds: 244 },
      { title: 'Good Bait', seconds: 327, price: '1.29' },
    ])
    await addAlbum(db(), 'Kraftwerk', 'Autobahn', 1974, [{ title: 'Autobahn', seconds: 1363, price: '2.50' }])
    await addAlbum(db(), 'Nina', 'Pastel Blues', 1965, [{ title: 'Sinnerman', seconds: 622 }])
    await db().run(insert(artists).values({ name: 'Nobody' }))
  })

  test('each artist with all albums and their tracks', async () => {
    const rows = await db().all(
      select({
        name: artists.name,
        albums: artistAlbums
          .select({
            title: albums.title,
            tracks: albumTracks.select({ title: tracks.title, seconds: tracks.seconds }).orderBy(tracks.id),
          })
          .orderBy(albums.year),
      })
        .from(artists)
        .orderBy(artists.name),
    )
    expect(rows).toEqual([
      {
        name: 'Kraftwerk',
        albums: [{ title: 'Autobahn', tracks: [{ title: 'Autobahn', seconds: 1363 }] }],
      },
      {
        name: 'Nina',
        albums: [
          {
            title: 'Little Girl Blue',
            tracks: [
              { title: 'Mood Indigo', seconds: 244 },
              { title: 'Good Bait', seconds: 327 },
            ],
          },
          { title: 'Pastel Blues', tracks: [{ title: 'Sinnerman', seconds: 622 }] },
        ],
      },
      { name: 'Nobody', albums: [] },
    ])
  })

  test('each track with its album and that with its artist', async () => {
    const long = await db().all(
      select({
        title: tracks.title,
        album: trackAlbum.select({ title: albums.title, artist: albumArtist.select({ name: artists.name }) }),
      })
        .from(tracks)
        .where(tracks.seconds.gt(600))
        .orderBy(tracks.seconds),
    )
    expect(long).toEqual([
      { title: 'Sinnerman', album: { title: 'Pastel Blues', artist: { name: 'Nina' } } },
      { title: 'Autobahn', album: { title: 'Autobahn', artist: { name: 'Kraftwerk' } } },
    ])
  })

  test('the artists with a track whose title has a word', async () => {
    const withWord = (word: string) =>
      db().scalars(
        select({ name: artists.name })
          .from(artists)
          .where(artistAlbums.some(albumTracks.some(tracks.title.contains(word)))),
      )
    expect(await withWord('man')).toEqual(['Nina'])
    expect(await withWord('bahn')).toEqual(['Kraftwerk'])
  })

  test('albums by their length and price, with joins by the same relations', async () => {
    const rows = await db().all(
      select({
        artist: artists.name,
        album: albums.title,
        tracks: count(),
        seconds: sum(tracks.seconds),
        price: sum(tracks.price),
      })
        .from(albums)
        .join(artists, albumArtist.on)
        .join(tracks, albumTracks.on)
        .groupBy(albums.id, artists.name, albums.title)
        .orderBy(sum(tracks.seconds).desc()),
    )
    expect(rows).toEqual([
      { artist: 'Kraftwerk', album: 'Autobahn', tracks: 1, seconds: 1363, price: '2.50' },
      { artist: 'Nina', album: 'Pastel Blues', tracks: 1, seconds: 622, price: '0.99' },
      { artist: 'Nina', album: 'Little Girl Blue', tracks: 2, seconds: 571, price: '2.28' },
    ])
  })

  test('the tracks that are longer than the average', async () => {
    const average = select({ seconds: avg(tracks.seconds) }).from(tracks)
    const titles = select({ title: tracks.title })
      .from(tracks)
      .where(tracks.seconds.gt(scalar(average)))
    expect(await db().scalars(titles)).toEqual(['Autobahn'])
  })

  test('a dearer album, and an artist who goes with everything', async () => {
    await db()
      .transaction(async (tx) => {
        const album = select({ id: albums.id }).from(albums).where(albums.title.eq('Little Girl Blue'))
        await tx.run(
          update(tracks)
            .set({ price: tracks.price.plus('0.50') })
            .where(tracks.albumId.in(album)),
        )
        const prices = select({ price: tracks.price }).from(tracks).orderBy(tracks.id)
        expect(await tx.scalars(prices)).toEqual(['1.49', '1.79', '2.50', '0.99'])
        await tx.run(deleteFrom(artists).where(artists.name.eq('Nina')))
        expect(await tx.scalars(select({ title: albums.title }).from(albums))).toEqual(['Autobahn'])
        throw new Error('taken back')
      })
      .catch((error: Error) => expect(error.message).toBe('taken back'))
    expect(await db().scalar(select({ n: count() }).from(tracks))).toBe(4)
  })
})
