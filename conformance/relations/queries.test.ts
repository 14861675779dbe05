// Relations in the places where a query stands, and queries of all sorts as relations.
import {
  arrayAgg,
  belongsTo,
  cte,
  except,
  hasMany,
  intersect,
  intersectAll,
  many,
  one,
  select,
  union,
  unionAll,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../conforms.ts'
import { eachDatabase } from '../databases.ts'
import { artists, fillMusic, tracks } from '../music.ts'
import { ownDatabase } from '../open.ts'

const artistTracks = hasMany(artists, tracks)
const trackArtist = belongsTo(tracks.artistId, artists)
const found = cte(
  'found',
  select({
    id: artists.id,
    tracks: artistTracks.select({ title: tracks.title, plays: tracks.plays }).orderBy(tracks.id),
  }).from(artists),
)

conforms('relations in queries', {
  'in the members of UNION ALL, whatever the order of their keys': {
    statement: unionAll(
      select({
        name: artists.name,
        tracks: artistTracks.select({ title: tracks.title, plays: tracks.plays }).orderBy(tracks.id),
      })
        .from(artists)
        .where(artists.id.eq(1)),
      select({
        tracks: artistTracks.select({ plays: tracks.plays, title: tracks.title }).where(tracks.live.eq(true)),
        name: artists.name,
      })
        .from(artists)
        .where(artists.id.gte(3)),
    ).orderBy(({ name }) => name),
    sql: {
      postgres: `select "artists"."name", (select coalesce(json_agg(json_build_array("rows"."c0", cast("rows"."c1" as text))), '[]') as "rows" from (select "tracks"."title" as "c0", "tracks"."plays" as "c1" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id") as "rows") as "tracks" from "artists" where "artists"."id" = $1 union all select "artists"."name", (select coalesce(json_agg(json_build_array("tracks"."title", cast("tracks"."plays" as text))), '[]') as "rows" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = $2) as "tracks" from "artists" where "artists"."id" >= $3 order by "name"`,
      sqlite:
        'select "artists"."name", (select json_group_array(json_array("rows"."c0", cast("rows"."c1" as text))) as "rows" from (select "tracks"."title" as "c0", "tracks"."plays" as "c1" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id") as "rows") as "tracks" from "artists" where "artists"."id" = ? union all select "artists"."name", (select json_group_array(json_array("tracks"."title", cast("tracks"."plays" as text))) as "rows" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = ?) as "tracks" from "artists" where "artists"."id" >= ? order by "name"',
      mysql:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, cast(`rows`.`c1` as char), `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, `tracks`.`plays` as `c1`, row_number() over (order by `tracks`.`id`) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `rows`) as `tracks` from `artists` where `artists`.`id` = ? union all select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`, cast(`tracks`.`plays` as char))), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) as `tracks` from `artists` where `artists`.`id` >= ? order by `name`',
      mariadb:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`, cast(`tracks`.`plays` as char)) order by `tracks`.`id`), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `tracks` from `artists` where `artists`.`id` = ? union all select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`, cast(`tracks`.`plays` as char))), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) as `tracks` from `artists` where `artists`.`id` >= ? order by `name`',
    },
    params: [1, true, 3],
    paramsOn: { sqlite: [1, 1, 3] },
    rows: [
      {
        name: 'Abba',
        tracks: [
          { title: 'SOS', plays: 9_007_199_254_740_993n },
          { title: 'Waterloo', plays: 12n },
        ],
      },
      { name: 'Björk', tracks: [] },
      { name: 'Silence', tracks: [] },
    ],
  },
  'in the members of UNION ALL: objects, and what is null': {
    statement: unionAll(
      select({ title: tracks.title, artist: trackArtist.select(artists) })
        .from(tracks)
        .where(tracks.id.eq(1)),
      select({ title: tracks.title, artist: trackArtist.select(artists) })
        .from(tracks)
        .where(tracks.id.eq(6)),
    ).orderBy(({ title }) => title),
    sql: {
      postgres:
        'select "tracks"."title", (select json_build_array("artists"."id", "artists"."name", "artists"."country") as "rows" from "artists" where "tracks"."artist_id" = "artists"."id") as "artist" from "tracks" where "tracks"."id" = $1 union all select "tracks"."title", (select json_build_array("artists"."id", "artists"."name", "artists"."country") as "rows" from "artists" where "tracks"."artist_id" = "artists"."id") as "artist" from "tracks" where "tracks"."id" = $2 order by "title"',
      sqlite:
        'select "tracks"."title", (select json_array("artists"."id", "artists"."name", "artists"."country") as "rows" from "artists" where "tracks"."artist_id" = "artists"."id") as "artist" from "tracks" where "tracks"."id" = ? union all select "tracks"."title", (select json_array("artists"."id", "artists"."name", "artists"."country") as "rows" from "artists" where "tracks"."artist_id" = "artists"."id") as "artist" from "tracks" where "tracks"."id" = ? order by "title"',
      mysql:
        'select `tracks`.`title`, (select json_array(`artists`.`id`, `artists`.`name`, `artists`.`country`) as `rows` from `artists` where `tracks`.`artist_id` = `artists`.`id`) as `artist` from `tracks` where `tracks`.`id` = ? union all select `tracks`.`title`, (select json_array(`artists`.`id`, `artists`.`name`, `artists`.`country`) as `rows` from `artists` where `tracks`.`artist_id` = `artists`.`id`) as `artist` from `tracks` where `tracks`.`id` = ? order by `title`',
      mariadb:
        'select `tracks`.`title`, (select json_array(`artists`.`id`, `artists`.`name`, `artists`.`country`) as `rows` from `artists` where `tracks`.`artist_id` = `artists`.`id`) as `artist` from `tracks` where `tracks`.`id` = ? union all select `tracks`.`title`, (select json_array(`artists`.`id`, `artists`.`name`, `artists`.`country`) as `rows` from `artists` where `tracks`.`artist_id` = `artists`.`id`) as `artist` from `tracks` where `tracks`.`id` = ? order by `title`',
    },
    params: [1, 6],
    rows: [
      { title: '100%_!', artist: null },
      { title: 'SOS', artist: { id: 1, name: 'Abba', country: 'SE' } },
    ],
  },
  'in a WITH query, whose column it is': {
    statement: select({ title: tracks.title, of: found.tracks })
      .from(tracks)
      .join(found, found.id.eq(tracks.artistId))
      .where(tracks.id.eq(5)),
    sql: {
      postgres: `with "found" ("id", "tracks") as (select "artists"."id", (select coalesce(json_agg(json_build_array("rows"."c0", cast("rows"."c1" as text))), '[]') as "rows" from (select "tracks"."title" as "c0", "tracks"."plays" as "c1" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id") as "rows") as "tracks" from "artists") select "tracks"."title", "found"."tracks" as "of" from "tracks" join "found" on "found"."id" = "tracks"."artist_id" where "tracks"."id" = $1`,
      sqlite:
        'with "found" ("id", "tracks") as (select "artists"."id", (select json_group_array(json_array("rows"."c0", cast("rows"."c1" as text))) as "rows" from (select "tracks"."title" as "c0", "tracks"."plays" as "c1" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id") as "rows") as "tracks" from "artists") select "tracks"."title", "found"."tracks" as "of" from "tracks" join "found" on "found"."id" = "tracks"."artist_id" where "tracks"."id" = ?',
      mysql:
        'with `found` (`id`, `tracks`) as (select `artists`.`id`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, cast(`rows`.`c1` as char), `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, `tracks`.`plays` as `c1`, row_number() over (order by `tracks`.`id`) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `rows`) as `tracks` from `artists`) select `tracks`.`title`, `found`.`tracks` as `of` from `tracks` join `found` on `found`.`id` = `tracks`.`artist_id` where `tracks`.`id` = ?',
      mariadb:
        'with `found` (`id`, `tracks`) as (select `artists`.`id`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`, cast(`tracks`.`plays` as char)) order by `tracks`.`id`), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `tracks` from `artists`) select `tracks`.`title`, `found`.`tracks` as `of` from `tracks` join `found` on `found`.`id` = `tracks`.`artist_id` where `tracks`.`id` = ?',
    },
    params: [5],
    rows: [{ title: 'Jóga', of: [{ title: 'Jóga', plays: 7n }] }],
  },
  'many: an aggregate is over all rows that belong to the row': {
    statement: select({
      name: artists.name,
      titles: many(
        select({ all: arrayAgg(tracks.title, { orderBy: tracks.title }) })
          .from(tracks)
          .correlate(artists)
          .where(tracks.artistId.eq(artists.id)),
      ),
    })
      .from(artists)
      .orderBy(artists.id.desc())
      .limit(2),
    sql: {
      postgres: `select "artists"."name", (select coalesce(json_agg(json_build_array(cast("rows"."c0" as text))), '[]') as "rows" from (select array_agg("tracks"."title" order by "tracks"."title") as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id") as "rows") as "titles" from "artists" order by "artists"."id" desc limit $1`,
      sqlite: lacks('sqlite has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mysql: lacks('mysql has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mariadb: lacks(
        "mariadb cannot gather rows of a query with GROUP BY, DISTINCT, a window or an aggregate in one statement; say .strategy('split')",
      ),
    },
    params: [2],
    rows: [
      { name: 'Silence', titles: [{ all: null }] },
      { name: 'Björk', titles: [{ all: ['Jóga'] }] },
    ],
  },
})

eachDatabase('streams of relations', (database) => {
  const { db } = ownDatabase(database, fillMusic)

  test('each row of a stream has what belongs to it', async () => {
    const query = select({
      name: artists.name,
      tracks: artistTracks.select({ title: tracks.title }).orderBy(tracks.id),
    })
      .from(artists)
      .orderBy(artists.id)
    const found: unknown[] = []
    for await (const row of db().stream(query, { batch: 2 })) found.push(row)
    expect(found).toEqual(await db().all(query))
    expect(found).toHaveLength(4)
  })
})

test('rows inside of rows are not compared, and have one form', () => {
  const of = (operation: any, one: any, other: any) => (): unknown =>
    operation(select({ tracks: one }).from(artists), select({ tracks: other }).from(artists))
  const titles = artistTracks.select({ title: tracks.title })
  const compared = 'tracks holds rows, and no database compares those; say unionAll'
  for (const operation of [union, intersect, except, intersectAll])
    expect(of(operation, titles, titles)).toThrow(compared)
  const unlike =
    'column tracks holds rows of other keys or types in one member than in the other; select the same in both'
  for (const other of [
    artistTracks.select({ id: tracks.id }),
    artistTracks.select({ title: tracks.id }),
    artistTracks.select({ title: { title: tracks.title } }),
    artistTracks.select({ title: tracks.title, id: tracks.id }),
    one(select({ title: tracks.title }).from(tracks)),
    artists.name,
  ])
    expect(of(unionAll, titles, other)).toThrow(unlike)
})
