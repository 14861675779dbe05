// Relations that are joined: the statement that each database is sent, and where a join is no way.
import { alias, belongsTo, hasMany, manyToMany, select } from '@espalier/core'
import { sqlite } from '@espalier/dialect-sqlite'
import { expect, test } from 'vitest'
import { type DatabaseName, eachDatabase } from '../databases.ts'
import { artists, fillMusic, music, playlists, playlistTracks, rows, tracks } from '../music.ts'
import { ownDatabase } from '../open.ts'
import { statementsOf } from './statements.ts'

const artistTracks = hasMany(artists, tracks)
const trackArtist = belongsTo(tracks.artistId, artists)
const trackPlaylists = manyToMany(tracks, playlistTracks, playlists)
const inner = alias(playlists, 'inner')

interface Sent {
  readonly query: any
  /** With double quotes and `?` on every database; one text for all that are sent the same. */
  readonly sql: string | Readonly<Record<DatabaseName, string>>
  readonly rows: readonly unknown[]
}

const lateral =
  'select "artists"."name", "joined"."c0" as "first.title", "artists"."id" as "row 0", "joined"."c1" as "present 3" from "artists" left join lateral (select "tracks"."title" as "c0", "tracks"."artist_id" as "c1", row_number() over (order by "tracks"."title" desc) as "n" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."title" desc limit ?) as "joined" on true where "artists"."id" <= ? order by "artists"."id", "joined"."n"'
const numbered =
  'select "artists"."name", "joined"."c0" as "first.title", "artists"."id" as "row 0", "joined"."c1" as "present 3" from "artists" left join (select "tracks"."title" as "c0", "tracks"."artist_id" as "c1", row_number() over (partition by "tracks"."artist_id" order by "tracks"."title" desc) as "n" from "tracks") as "joined" on "joined"."c1" = "artists"."id" and "joined"."n" <= ? where "artists"."id" <= ? order by "artists"."id", "joined"."n"'

const cases: Readonly<Record<string, Sent>> = {
  'one object: columns beside the row': {
    query: select({ title: tracks.title, artist: trackArtist.select({ country: artists.country, name: artists.name }) })
      .from(tracks)
      .where(tracks.id.gte(5))
      .orderBy(tracks.id),
    sql: 'select "tracks"."title", "artists"."country" as "artist.country", "artists"."name" as "artist.name", "artists"."id" as "present 3" from "tracks" left join "artists" on "artists"."id" = "tracks"."artist_id" where "tracks"."id" >= ? order by "tracks"."id"',
    rows: [
      { title: 'Jóga', artist: { country: null, name: 'Björk' } },
      { title: '100%_!', artist: null },
    ],
  },
  'a list: rows that are told apart by the primary key': {
    query: select({ name: artists.name, tracks: artistTracks.select({ title: tracks.title }).orderBy(tracks.title) })
      .from(artists)
      .where(artists.id.gte(2))
      .orderBy(artists.name),
    sql: 'select "artists"."name", "tracks"."title" as "tracks.title", "artists"."id" as "row 0", "tracks"."artist_id" as "present 3" from "artists" left join "tracks" on "tracks"."artist_id" = "artists"."id" where "artists"."id" >= ? order by "artists"."name", "artists"."id", "tracks"."title"',
    rows: [
      { name: 'Björk', tracks: [{ title: 'Jóga' }] },
      { name: 'Queen', tracks: [{ title: 'Save Me' }, { title: 'Under Pressure' }] },
      { name: 'Silence', tracks: [] },
    ],
  },
  'a page with lists stays a page, and a list has lists': {
    query: select({
      name: artists.name,
      tracks: artistTracks.select({
        title: tracks.title,
        artist: trackArtist.select({ name: artists.name }),
        playlists: trackPlaylists.select({ name: playlists.name }).orderBy(playlists.name),
      }),
    })
      .from(artists)
      .orderBy(artists.name)
      .limit(2),
    sql: 'select "around"."c0" as "name", "tracks"."title" as "tracks.title", "artists"."name" as "tracks.artist.name", "joined"."c0" as "tracks.playlists.name", "around"."n" as "row 0", "tracks"."id" as "row 1", "artists"."id" as "present 6", "joined"."c1" as "present 7", "tracks"."artist_id" as "present 8" from (select "artists"."name" as "c0", "artists"."id" as "c1", row_number() over (order by "artists"."name") as "n" from "artists" order by "artists"."name" limit ?) as "around" left join "tracks" on "tracks"."artist_id" = "around"."c1" left join "artists" on "artists"."id" = "tracks"."artist_id" left join (select "playlists"."name" as "c0", "playlist_tracks"."track_id" as "c1", row_number() over (partition by "playlist_tracks"."track_id" order by "playlists"."name") as "n" from "playlists" join "playlist_tracks" on "playlist_tracks"."playlist_id" = "playlists"."id") as "joined" on "joined"."c1" = "tracks"."id" order by "around"."n", "tracks"."id", "joined"."n"',
    rows: [
      {
        name: 'Abba',
        tracks: [
          { title: 'SOS', artist: { name: 'Abba' }, playlists: [{ name: 'all' }] },
          { title: 'Waterloo', artist: { name: 'Abba' }, playlists: [{ name: 'all' }] },
        ],
      },
      {
        name: 'Björk',
        tracks: [{ title: 'Jóga', artist: { name: 'Björk' }, playlists: [{ name: 'night' }, { name: 'quiet' }] }],
      },
    ],
  },
  'a list with a limit: LATERAL, or rows numbered for each key': {
    query: select({
      name: artists.name,
      first: artistTracks.select({ title: tracks.title }).orderBy(tracks.title.desc()).limit(1),
    })
      .from(artists)
      .where(artists.id.lte(2))
      .orderBy(artists.id),
    sql: { postgres: lateral, mysql: lateral, sqlite: numbered, mariadb: numbered },
    rows: [
      { name: 'Abba', first: [{ title: 'Waterloo' }] },
      { name: 'Queen', first: [{ title: 'Under Pressure' }] },
    ],
  },
}

eachDatabase('joined relations', (database) => {
  const { db } = ownDatabase(database, fillMusic)

  for (const [behaviour, { query, sql, rows: expected }] of Object.entries(cases)) {
    test(behaviour, async () => {
      const sent = statementsOf(db())
      expect(await db().all(query.strategy('join'))).toEqual(expected)
      const plain = sent.map((text) => text.replaceAll('`', '"').replace(/\$\d+/g, '?'))
      expect(plain).toEqual([typeof sql === 'string' ? sql : sql[database.name]])
    })
  }

  test('of two lists the second comes as without a strategy', async () => {
    const query = select({
      name: artists.name,
      tracks: artistTracks.select({ title: tracks.title }).orderBy(tracks.id),
      again: artistTracks.select({ id: tracks.id }).orderBy(tracks.id),
    })
      .from(artists)
      .orderBy(artists.id)
    const sent = statementsOf(db())
    const found = await db().all(query.strategy('join'))
    expect(sent).toHaveLength(2)
    expect(found).toEqual(await db().all(query.strategy('json')))
  })

  test('by itself it joins single objects, where there may be many rows or the way is short', async () => {
    const query = select({ title: tracks.title, artist: trackArtist.select(artists) })
      .from(tracks)
      .orderBy(tracks.id)
    const sent = statementsOf(db())
    expect(await db().all(query)).toEqual(await db().all(query.limit(20)))
    expect(sent).toHaveLength(2)
    expect(sent.map((sql) => sql.includes('left join'))).toEqual([true, database.name === 'sqlite'])
  })

  test('what is read from several tables, or has no key, is numbered', async () => {
    const query = select({
      title: tracks.title,
      all: hasMany(artists, alias(tracks, 'all'))
        .select({ id: alias(tracks, 'all').id })
        .orderBy(alias(tracks, 'all').id),
    })
      .from(artists)
      .join(tracks, artistTracks.on)
      .where(artists.id.eq(1))
      .orderBy(tracks.id.desc())
    expect(await db().all(query.strategy('join'))).toEqual([
      { title: 'Waterloo', all: [{ id: 1 }, { id: 2 }] },
      { title: 'SOS', all: [{ id: 1 }, { id: 2 }] },
    ])
  })

  test('a table joined to itself', async () => {
    const query = select({
      name: playlists.name,
      inner: hasMany(playlists, inner).select({ name: inner.name }),
      tracks: { of: hasMany(playlists, inner).count() },
    })
      .from(playlists)
      .orderBy(playlists.id)
    expect(await db().all(query.strategy('join'))).toEqual([
      { name: 'all', inner: [{ name: 'quiet' }], tracks: { of: 1 } },
      { name: 'quiet', inner: [{ name: 'night' }], tracks: { of: 1 } },
      { name: 'night', inner: [], tracks: { of: 0 } },
    ])
  })

  test('where no join is possible it says why', async () => {
    const titles = artistTracks.select({ title: tracks.title })
    const of = (query: any): Promise<unknown> => db().all(query.strategy('join'))
    const groups =
      "a relation cannot be joined to a query with DISTINCT, GROUP BY, an aggregate, WITH TIES or a lock; say .strategy('json')"
    await expect(of(select({ name: artists.name, titles }).from(artists).distinct())).rejects.toThrow(groups)
    await expect(of(select({ id: artists.id, titles }).from(artists).groupBy(artists.id))).rejects.toThrow(groups)
    const by = artistTracks.select({ title: tracks.title, by: artists.name })
    await expect(of(select({ by }).from(artists))).rejects.toThrow(
      "a relation that reads more of the row around it than its key, or computes over its rows, cannot be joined; say .strategy('json')",
    )
  })
})

test('without promises, joined relations are one statement too', () => {
  using db = sqlite.sync(':memory:')
  db.createAll(music)
  for (const statement of rows) db.run(statement as any)
  for (const { query, rows: expected } of Object.values(cases)) expect(db.all(query.strategy('join'))).toEqual(expected)
})
