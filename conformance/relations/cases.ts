// Relations in the select list and in conditions: rows of one table inside of rows of another.
import {
  alias,
  and,
  belongsTo,
  count,
  countDistinct,
  hasMany,
  hasOne,
  many,
  manyToMany,
  one,
  select,
} from '@espalier/core'
import { type Case, lacks } from '../conforms.ts'
import { artists, playlists, playlistTracks, tracks } from '../music.ts'

const artistTracks = hasMany(artists, tracks)
const trackArtist = belongsTo(tracks.artistId, artists)
const trackPlaylists = manyToMany(tracks, playlistTracks, playlists)
const inner = alias(playlists, 'inner')
const outer = alias(playlists, 'outer')
const others = alias(artists, 'others')
const live = alias(tracks, 'live')

/** Cases whose rows are the same whatever the strategy. */
export const relations: Readonly<Record<string, Case>> = {
  'has many: a list for each row, empty where nothing belongs to it': {
    statement: select({
      name: artists.name,
      tracks: artistTracks.select({ title: tracks.title }).orderBy(tracks.title),
    })
      .from(artists)
      .orderBy(artists.id),
    sql: {
      postgres: `select "artists"."name", (select coalesce(json_agg(json_build_array("rows"."c0")), '[]') as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."title") as "rows") as "tracks" from "artists" order by "artists"."id"`,
      sqlite:
        'select "artists"."name", (select json_group_array(json_array("rows"."c0")) as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."title") as "rows") as "tracks" from "artists" order by "artists"."id"',
      mysql:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, row_number() over (order by `tracks`.`title`) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `rows`) as `tracks` from `artists` order by `artists`.`id`',
      mariadb:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`) order by `tracks`.`title`), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `tracks` from `artists` order by `artists`.`id`',
    },
    rows: [
      { name: 'Abba', tracks: [{ title: 'SOS' }, { title: 'Waterloo' }] },
      { name: 'Queen', tracks: [{ title: 'Save Me' }, { title: 'Under Pressure' }] },
      { name: 'Björk', tracks: [{ title: 'Jóga' }] },
      { name: 'Silence', tracks: [] },
    ],
  },
  'order, limit and offset are those of each list': {
    statement: select({
      name: artists.name,
      first: artistTracks.select({ title: tracks.title }).orderBy(tracks.title.desc()).limit(1),
      rest: artistTracks.select({ title: tracks.title }).orderBy(tracks.title.desc()).offset(1),
    })
      .from(artists)
      .where(artists.id.lte(3))
      .orderBy(artists.id),
    sql: {
      postgres: `select "artists"."name", (select coalesce(json_agg(json_build_array("rows"."c0")), '[]') as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."title" desc limit $1) as "rows") as "first", (select coalesce(json_agg(json_build_array("rows"."c0")), '[]') as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."title" desc offset $2) as "rows") as "rest" from "artists" where "artists"."id" <= $3 order by "artists"."id"`,
      sqlite:
        'select "artists"."name", (select json_group_array(json_array("rows"."c0")) as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."title" desc limit ?) as "rows") as "first", (select json_group_array(json_array("rows"."c0")) as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."title" desc limit -1 offset ?) as "rows") as "rest" from "artists" where "artists"."id" <= ? order by "artists"."id"',
      mysql:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, row_number() over (order by `tracks`.`title` desc) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id` order by `tracks`.`title` desc limit ?) as `rows`) as `first`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, row_number() over (order by `tracks`.`title` desc) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id` order by `tracks`.`title` desc limit 18446744073709551615 offset ?) as `rows`) as `rest` from `artists` where `artists`.`id` <= ? order by `artists`.`id`',
      mariadb:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`) order by `tracks`.`title` desc limit ? offset 0), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `first`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`) order by `tracks`.`title` desc limit 18446744073709551615 offset ?), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `rest` from `artists` where `artists`.`id` <= ? order by `artists`.`id`',
    },
    params: [1, 1, 3],
    rows: [
      { name: 'Abba', first: [{ title: 'Waterloo' }], rest: [{ title: 'SOS' }] },
      { name: 'Queen', first: [{ title: 'Under Pressure' }], rest: [{ title: 'Save Me' }] },
      { name: 'Björk', first: [{ title: 'Jóga' }], rest: [] },
    ],
  },
  'every type of value arrives as from a column': {
    statement: select({ name: artists.name, tracks: artistTracks.select(tracks).where(tracks.id.in([1, 5])) })
      .from(artists)
      .where(artists.id.in([1, 3]))
      .orderBy(artists.id),
    sql: {
      postgres: `select "artists"."name", (select coalesce(json_agg(json_build_array("tracks"."id", "tracks"."title", "tracks"."artist_id", "tracks"."length_ms", cast("tracks"."price" as text), cast("tracks"."plays" as text), "tracks"."rating", "tracks"."live", "tracks"."mood", cast("tracks"."released" as text), cast("tracks"."extra" as text), cast("tracks"."added_at" as text))), '[]') as "rows" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."id" in ($1, $2)) as "tracks" from "artists" where "artists"."id" in ($3, $4) order by "artists"."id"`,
      sqlite: `select "artists"."name", (select json_group_array(json_array("tracks"."id", "tracks"."title", "tracks"."artist_id", "tracks"."length_ms", "tracks"."price", cast("tracks"."plays" as text), case when "tracks"."rating" is not null then quote("tracks"."rating") end, "tracks"."live", "tracks"."mood", "tracks"."released", "tracks"."extra" || (''), "tracks"."added_at")) as "rows" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."id" in (?, ?)) as "tracks" from "artists" where "artists"."id" in (?, ?) order by "artists"."id"`,
      mysql:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`id`, `tracks`.`title`, `tracks`.`artist_id`, `tracks`.`length_ms`, cast(`tracks`.`price` as char), cast(`tracks`.`plays` as char), `tracks`.`rating`, `tracks`.`live`, `tracks`.`mood`, cast(`tracks`.`released` as char), cast(`tracks`.`extra` as char), cast(`tracks`.`added_at` as char))), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`id` in (?, ?)) as `tracks` from `artists` where `artists`.`id` in (?, ?) order by `artists`.`id`',
      mariadb:
        "select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`id`, `tracks`.`title`, `tracks`.`artist_id`, `tracks`.`length_ms`, cast(`tracks`.`price` as char), cast(`tracks`.`plays` as char), rpad(`tracks`.`rating`, 40, ' '), `tracks`.`live`, `tracks`.`mood`, cast(`tracks`.`released` as char), cast(`tracks`.`extra` as char), cast(`tracks`.`added_at` as char))), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`id` in (?, ?)) as `tracks` from `artists` where `artists`.`id` in (?, ?) order by `artists`.`id`",
    },
    params: [1, 5, 1, 3],
    rows: [
      {
        name: 'Abba',
        tracks: [
          {
            id: 1,
            title: 'SOS',
            artistId: 1,
            lengthMs: 200_000,
            price: '1.29',
            plays: 9_007_199_254_740_993n,
            rating: 4.5,
            live: false,
            mood: 'calm',
            released: '1975-06-20',
            extra: { bpm: 120, tags: ['pop', '50%'] },
            addedAt: new Date('2024-01-01T12:30:15.250Z'),
          },
        ],
      },
      {
        name: 'Björk',
        tracks: [
          {
            id: 5,
            title: 'Jóga',
            artistId: 3,
            lengthMs: null,
            price: '0.50',
            plays: 7n,
            rating: 3.5,
            live: false,
            mood: 'calm',
            released: '1997-09-15',
            extra: { tags: ['ö', '😀'] },
            addedAt: new Date('2024-01-05T12:30:15.250Z'),
          },
        ],
      },
    ],
  },
  'belongs to: one object, null where the foreign key is': {
    statement: select({ title: tracks.title, artist: trackArtist.select(artists) })
      .from(tracks)
      .where(tracks.id.gte(5))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."title", (select json_build_array("artists"."id", "artists"."name", "artists"."country") as "rows" from "artists" where "tracks"."artist_id" = "artists"."id") as "artist" from "tracks" where "tracks"."id" >= $1 order by "tracks"."id"',
      sqlite:
        'select "tracks"."title", (select json_array("artists"."id", "artists"."name", "artists"."country") as "rows" from "artists" where "tracks"."artist_id" = "artists"."id") as "artist" from "tracks" where "tracks"."id" >= ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`title`, (select json_array(`artists`.`id`, `artists`.`name`, `artists`.`country`) as `rows` from `artists` where `tracks`.`artist_id` = `artists`.`id`) as `artist` from `tracks` where `tracks`.`id` >= ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title`, (select json_array(`artists`.`id`, `artists`.`name`, `artists`.`country`) as `rows` from `artists` where `tracks`.`artist_id` = `artists`.`id`) as `artist` from `tracks` where `tracks`.`id` >= ? order by `tracks`.`id`',
    },
    params: [5],
    rows: [
      { title: 'Jóga', artist: { id: 3, name: 'Björk', country: null } },
      { title: '100%_!', artist: null },
    ],
  },
  'has one: the first row, null where there is none': {
    statement: select({
      name: artists.name,
      live: hasOne(artists, tracks, and(tracks.artistId.eq(artists.id), tracks.live.eq(true))).select({
        title: tracks.title,
      }),
    })
      .from(artists)
      .orderBy(artists.id),
    sql: {
      postgres:
        'select "artists"."name", (select json_build_array("tracks"."title") as "rows" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = $1 limit $2) as "live" from "artists" order by "artists"."id"',
      sqlite:
        'select "artists"."name", (select json_array("tracks"."title") as "rows" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = ? limit ?) as "live" from "artists" order by "artists"."id"',
      mysql:
        'select `artists`.`name`, (select json_array(`tracks`.`title`) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ? limit ?) as `live` from `artists` order by `artists`.`id`',
      mariadb:
        'select `artists`.`name`, (select json_array(`tracks`.`title`) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ? limit ?) as `live` from `artists` order by `artists`.`id`',
    },
    params: [true, 1],
    paramsOn: { sqlite: [1, 1] },
    rows: [
      { name: 'Abba', live: { title: 'Waterloo' } },
      { name: 'Queen', live: { title: 'Under Pressure' } },
      { name: 'Björk', live: null },
      { name: 'Silence', live: null },
    ],
  },
  'many to many: through a link table, whose columns can be read': {
    statement: select({
      title: tracks.title,
      playlists: trackPlaylists
        .select({ name: playlists.name, position: playlistTracks.position })
        .orderBy(playlists.name.desc()),
    })
      .from(tracks)
      .where(tracks.id.gte(5))
      .orderBy(tracks.id),
    sql: {
      postgres: `select "tracks"."title", (select coalesce(json_agg(json_build_array("rows"."c0", "rows"."c1")), '[]') as "rows" from (select "playlists"."name" as "c0", "playlist_tracks"."position" as "c1" from "playlists" join "playlist_tracks" on "playlist_tracks"."playlist_id" = "playlists"."id" where "playlist_tracks"."track_id" = "tracks"."id" order by "playlists"."name" desc) as "rows") as "playlists" from "tracks" where "tracks"."id" >= $1 order by "tracks"."id"`,
      sqlite:
        'select "tracks"."title", (select json_group_array(json_array("rows"."c0", "rows"."c1")) as "rows" from (select "playlists"."name" as "c0", "playlist_tracks"."position" as "c1" from "playlists" join "playlist_tracks" on "playlist_tracks"."playlist_id" = "playlists"."id" where "playlist_tracks"."track_id" = "tracks"."id" order by "playlists"."name" desc) as "rows") as "playlists" from "tracks" where "tracks"."id" >= ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`title`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`c1`, `rows`.`n`)), json_array()) as `rows` from (select `playlists`.`name` as `c0`, `playlist_tracks`.`position` as `c1`, row_number() over (order by `playlists`.`name` desc) as `n` from `playlists` join `playlist_tracks` on `playlist_tracks`.`playlist_id` = `playlists`.`id` where `playlist_tracks`.`track_id` = `tracks`.`id`) as `rows`) as `playlists` from `tracks` where `tracks`.`id` >= ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title`, (select coalesce(json_arrayagg(json_array(`playlists`.`name`, `playlist_tracks`.`position`) order by `playlists`.`name` desc), json_array()) as `rows` from `playlists` join `playlist_tracks` on `playlist_tracks`.`playlist_id` = `playlists`.`id` where `playlist_tracks`.`track_id` = `tracks`.`id`) as `playlists` from `tracks` where `tracks`.`id` >= ? order by `tracks`.`id`',
    },
    params: [5],
    rows: [
      {
        title: 'Jóga',
        playlists: [
          { name: 'quiet', position: 1 },
          { name: 'night', position: 1 },
        ],
      },
      { title: '100%_!', playlists: [] },
    ],
  },
  'a table that points to itself, through an alias': {
    statement: select({
      name: playlists.name,
      inner: hasMany(playlists, inner).select({ name: inner.name }),
      outer: belongsTo(playlists.parentId, outer).select({ name: outer.name }),
    })
      .from(playlists)
      .orderBy(playlists.id),
    sql: {
      postgres: `select "playlists"."name", (select coalesce(json_agg(json_build_array("inner"."name")), '[]') as "rows" from "playlists" as "inner" where "inner"."parent_id" = "playlists"."id") as "inner", (select json_build_array("outer"."name") as "rows" from "playlists" as "outer" where "playlists"."parent_id" = "outer"."id") as "outer" from "playlists" order by "playlists"."id"`,
      sqlite:
        'select "playlists"."name", (select json_group_array(json_array("inner"."name")) as "rows" from "playlists" as "inner" where "inner"."parent_id" = "playlists"."id") as "inner", (select json_array("outer"."name") as "rows" from "playlists" as "outer" where "playlists"."parent_id" = "outer"."id") as "outer" from "playlists" order by "playlists"."id"',
      mysql:
        'select `playlists`.`name`, (select coalesce(json_arrayagg(json_array(`inner`.`name`)), json_array()) as `rows` from `playlists` as `inner` where `inner`.`parent_id` = `playlists`.`id`) as `inner`, (select json_array(`outer`.`name`) as `rows` from `playlists` as `outer` where `playlists`.`parent_id` = `outer`.`id`) as `outer` from `playlists` order by `playlists`.`id`',
      mariadb:
        'select `playlists`.`name`, (select coalesce(json_arrayagg(json_array(`inner`.`name`)), json_array()) as `rows` from `playlists` as `inner` where `inner`.`parent_id` = `playlists`.`id`) as `inner`, (select json_array(`outer`.`name`) as `rows` from `playlists` as `outer` where `playlists`.`parent_id` = `outer`.`id`) as `outer` from `playlists` order by `playlists`.`id`',
    },
    rows: [
      { name: 'all', inner: [{ name: 'quiet' }], outer: null },
      { name: 'quiet', inner: [{ name: 'night' }], outer: { name: 'all' } },
      { name: 'night', inner: [], outer: { name: 'quiet' } },
    ],
  },
  'a table that points to itself, level by level: down, and up': {
    statement: select({
      name: playlists.name,
      inner: hasMany(playlists, inner).select({ name: inner.name }).orderBy(inner.name).depth('inner', 2),
      outer: belongsTo(playlists.parentId, outer).select({ name: outer.name }).depth('outer', 3),
    })
      .from(playlists)
      .orderBy(playlists.id),
    sql: {
      postgres: `select "playlists"."name", (select coalesce(json_agg(json_build_array("rows"."c0", "rows"."c1")), '[]') as "rows" from (select "inner"."name" as "c0", (select coalesce(json_agg(json_build_array("rows"."c0")), '[]') as "rows" from (select "inner2"."name" as "c0" from "playlists" as "inner2" where "inner2"."parent_id" = "inner"."id" order by "inner2"."name") as "rows") as "c1" from "playlists" as "inner" where "inner"."parent_id" = "playlists"."id" order by "inner"."name") as "rows") as "inner", (select json_build_array("outer"."name", (select json_build_array("outer2"."name", (select json_build_array("outer3"."name") as "rows" from "playlists" as "outer3" where "outer2"."parent_id" = "outer3"."id")) as "rows" from "playlists" as "outer2" where "outer"."parent_id" = "outer2"."id")) as "rows" from "playlists" as "outer" where "playlists"."parent_id" = "outer"."id") as "outer" from "playlists" order by "playlists"."id"`,
      sqlite:
        'select "playlists"."name", (select json_group_array(json_array("rows"."c0", json("rows"."c1"))) as "rows" from (select "inner"."name" as "c0", (select json_group_array(json_array("rows"."c0")) as "rows" from (select "inner2"."name" as "c0" from "playlists" as "inner2" where "inner2"."parent_id" = "inner"."id" order by "inner2"."name") as "rows") as "c1" from "playlists" as "inner" where "inner"."parent_id" = "playlists"."id" order by "inner"."name") as "rows") as "inner", (select json_array("outer"."name", json((select json_array("outer2"."name", json((select json_array("outer3"."name") as "rows" from "playlists" as "outer3" where "outer2"."parent_id" = "outer3"."id"))) as "rows" from "playlists" as "outer2" where "outer"."parent_id" = "outer2"."id"))) as "rows" from "playlists" as "outer" where "playlists"."parent_id" = "outer"."id") as "outer" from "playlists" order by "playlists"."id"',
      mysql:
        'select `playlists`.`name`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`c1`, `rows`.`n`)), json_array()) as `rows` from (select `inner`.`name` as `c0`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`n`)), json_array()) as `rows` from (select `inner2`.`name` as `c0`, row_number() over (order by `inner2`.`name`) as `n` from `playlists` as `inner2` where `inner2`.`parent_id` = `inner`.`id`) as `rows`) as `c1`, row_number() over (order by `inner`.`name`) as `n` from `playlists` as `inner` where `inner`.`parent_id` = `playlists`.`id`) as `rows`) as `inner`, (select json_array(`outer`.`name`, (select json_array(`outer2`.`name`, (select json_array(`outer3`.`name`) as `rows` from `playlists` as `outer3` where `outer2`.`parent_id` = `outer3`.`id`)) as `rows` from `playlists` as `outer2` where `outer`.`parent_id` = `outer2`.`id`)) as `rows` from `playlists` as `outer` where `playlists`.`parent_id` = `outer`.`id`) as `outer` from `playlists` order by `playlists`.`id`',
      mariadb:
        'select `playlists`.`name`, (select coalesce(json_arrayagg(json_array(`inner`.`name`, (select coalesce(json_arrayagg(json_array(`inner2`.`name`) order by `inner2`.`name`), json_array()) as `rows` from `playlists` as `inner2` where `inner2`.`parent_id` = `inner`.`id`)) order by `inner`.`name`), json_array()) as `rows` from `playlists` as `inner` where `inner`.`parent_id` = `playlists`.`id`) as `inner`, (select json_array(`outer`.`name`, (select json_array(`outer2`.`name`, (select json_array(`outer3`.`name`) as `rows` from `playlists` as `outer3` where `outer2`.`parent_id` = `outer3`.`id`)) as `rows` from `playlists` as `outer2` where `outer`.`parent_id` = `outer2`.`id`)) as `rows` from `playlists` as `outer` where `playlists`.`parent_id` = `outer`.`id`) as `outer` from `playlists` order by `playlists`.`id`',
    },
    rows: [
      { name: 'all', inner: [{ name: 'quiet', inner: [{ name: 'night' }] }], outer: null },
      { name: 'quiet', inner: [{ name: 'night', inner: [] }], outer: { name: 'all', outer: null } },
      { name: 'night', inner: [], outer: { name: 'quiet', outer: { name: 'all', outer: null } } },
    ],
  },
  'a relation of an alias of its parent: in the select list, in a condition and in a join': {
    statement: select({
      name: others.name,
      tracks: artistTracks.of(others).select({ title: tracks.title }).orderBy(tracks.title).limit(1),
      live: trackArtist.of(live).select({ name: artists.name }),
    })
      .from(others)
      .join(live, hasMany(artists, live).of(others).on)
      .where(live.live.eq(true), artistTracks.of(others).some(tracks.title.startsWith('W')))
      .orderBy(others.id),
    sql: {
      postgres: `select "others"."name", (select coalesce(json_agg(json_build_array("rows"."c0")), '[]') as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "others"."id" order by "tracks"."title" limit $1) as "rows") as "tracks", (select json_build_array("artists"."name") as "rows" from "artists" where "live"."artist_id" = "artists"."id") as "live" from "artists" as "others" join "tracks" as "live" on "live"."artist_id" = "others"."id" where "live"."live" = $2 and exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "others"."id" and "tracks"."title" like $3 escape '!') order by "others"."id"`,
      sqlite:
        'select "others"."name", (select json_group_array(json_array("rows"."c0")) as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "others"."id" order by "tracks"."title" limit ?) as "rows") as "tracks", (select json_array("artists"."name") as "rows" from "artists" where "live"."artist_id" = "artists"."id") as "live" from "artists" as "others" join "tracks" as "live" on "live"."artist_id" = "others"."id" where "live"."live" = ? and exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "others"."id" and "tracks"."title" glob ?) order by "others"."id"',
      mysql:
        "select `others`.`name`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, row_number() over (order by `tracks`.`title`) as `n` from `tracks` where `tracks`.`artist_id` = `others`.`id` order by `tracks`.`title` limit ?) as `rows`) as `tracks`, (select json_array(`artists`.`name`) as `rows` from `artists` where `live`.`artist_id` = `artists`.`id`) as `live` from `artists` as `others` join `tracks` as `live` on `live`.`artist_id` = `others`.`id` where `live`.`live` = ? and exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `others`.`id` and `tracks`.`title` like ? collate utf8mb4_bin escape '!') order by `others`.`id`",
      mariadb:
        "select `others`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`) order by `tracks`.`title` limit ? offset 0), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `others`.`id`) as `tracks`, (select json_array(`artists`.`name`) as `rows` from `artists` where `live`.`artist_id` = `artists`.`id`) as `live` from `artists` as `others` join `tracks` as `live` on `live`.`artist_id` = `others`.`id` where `live`.`live` = ? and exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `others`.`id` and `tracks`.`title` like ? collate utf8mb4_bin escape '!') order by `others`.`id`",
    },
    params: [1, true, 'W%'],
    paramsOn: { sqlite: [1, 1, 'W*'] },
    rows: [{ name: 'Abba', tracks: [{ title: 'SOS' }], live: { name: 'Abba' } }],
  },
  'relations inside of relations read every row around them': {
    statement: select({
      name: artists.name,
      tracks: artistTracks
        .select({
          title: tracks.title,
          by: artists.name,
          playlists: trackPlaylists.select({ name: playlists.name, of: artists.name }).orderBy(playlists.id).limit(1),
        })
        .orderBy(tracks.id)
        .limit(1),
    })
      .from(artists)
      .where(artists.id.in([1, 3]))
      .orderBy(artists.id),
    sql: {
      postgres: `select "artists"."name", (select coalesce(json_agg(json_build_array("rows"."c0", "rows"."c1", "rows"."c2")), '[]') as "rows" from (select "tracks"."title" as "c0", "artists"."name" as "c1", (select coalesce(json_agg(json_build_array("rows"."c0", "rows"."c1")), '[]') as "rows" from (select "playlists"."name" as "c0", "artists"."name" as "c1" from "playlists" join "playlist_tracks" on "playlist_tracks"."playlist_id" = "playlists"."id" where "playlist_tracks"."track_id" = "tracks"."id" order by "playlists"."id" limit $1) as "rows") as "c2" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id" limit $2) as "rows") as "tracks" from "artists" where "artists"."id" in ($3, $4) order by "artists"."id"`,
      sqlite:
        'select "artists"."name", (select json_group_array(json_array("rows"."c0", "rows"."c1", json("rows"."c2"))) as "rows" from (select "tracks"."title" as "c0", "artists"."name" as "c1", (select json_group_array(json_array("rows"."c0", "rows"."c1")) as "rows" from (select "playlists"."name" as "c0", "artists"."name" as "c1" from "playlists" join "playlist_tracks" on "playlist_tracks"."playlist_id" = "playlists"."id" where "playlist_tracks"."track_id" = "tracks"."id" order by "playlists"."id" limit ?) as "rows") as "c2" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id" limit ?) as "rows") as "tracks" from "artists" where "artists"."id" in (?, ?) order by "artists"."id"',
      mysql:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`c1`, `rows`.`c2`, `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, `artists`.`name` as `c1`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`c1`, `rows`.`n`)), json_array()) as `rows` from (select `playlists`.`name` as `c0`, `artists`.`name` as `c1`, row_number() over (order by `playlists`.`id`) as `n` from `playlists` join `playlist_tracks` on `playlist_tracks`.`playlist_id` = `playlists`.`id` where `playlist_tracks`.`track_id` = `tracks`.`id` order by `playlists`.`id` limit ?) as `rows`) as `c2`, row_number() over (order by `tracks`.`id`) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id` order by `tracks`.`id` limit ?) as `rows`) as `tracks` from `artists` where `artists`.`id` in (?, ?) order by `artists`.`id`',
      mariadb:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`, `artists`.`name`, (select coalesce(json_arrayagg(json_array(`playlists`.`name`, `artists`.`name`) order by `playlists`.`id` limit ? offset 0), json_array()) as `rows` from `playlists` join `playlist_tracks` on `playlist_tracks`.`playlist_id` = `playlists`.`id` where `playlist_tracks`.`track_id` = `tracks`.`id`)) order by `tracks`.`id` limit ? offset 0), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `tracks` from `artists` where `artists`.`id` in (?, ?) order by `artists`.`id`',
    },
    params: [1, 1, 1, 3],
    rows: [
      { name: 'Abba', tracks: [{ title: 'SOS', by: 'Abba', playlists: [{ name: 'all', of: 'Abba' }] }] },
      { name: 'Björk', tracks: [{ title: 'Jóga', by: 'Björk', playlists: [{ name: 'quiet', of: 'Björk' }] }] },
    ],
  },
  'a whole table beside columns, and objects in objects': {
    statement: select({
      track: {
        title: tracks.title,
        artist: trackArtist.select({ artist: artists, label: { country: artists.country } }),
      },
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select "tracks"."title" as "track.title", (select json_build_array("artists"."id", "artists"."name", "artists"."country", "artists"."country") as "rows" from "artists" where "tracks"."artist_id" = "artists"."id") as "track.artist" from "tracks" where "tracks"."id" = $1',
      sqlite:
        'select "tracks"."title" as "track.title", (select json_array("artists"."id", "artists"."name", "artists"."country", "artists"."country") as "rows" from "artists" where "tracks"."artist_id" = "artists"."id") as "track.artist" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select `tracks`.`title` as `track.title`, (select json_array(`artists`.`id`, `artists`.`name`, `artists`.`country`, `artists`.`country`) as `rows` from `artists` where `tracks`.`artist_id` = `artists`.`id`) as `track.artist` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select `tracks`.`title` as `track.title`, (select json_array(`artists`.`id`, `artists`.`name`, `artists`.`country`, `artists`.`country`) as `rows` from `artists` where `tracks`.`artist_id` = `artists`.`id`) as `track.artist` from `tracks` where `tracks`.`id` = ?',
    },
    params: [1],
    rows: [
      { track: { title: 'SOS', artist: { artist: { id: 1, name: 'Abba', country: 'SE' }, label: { country: 'SE' } } } },
    ],
  },
  'count, sum, avg, min and max': {
    statement: select({
      name: artists.name,
      count: artistTracks.count(),
      sum: artistTracks.sum(tracks.lengthMs),
      avg: artistTracks.avg(tracks.rating),
      min: artistTracks.min(tracks.released),
      max: artistTracks.max(tracks.plays),
    })
      .from(artists)
      .orderBy(artists.id),
    sql: {
      postgres:
        'select "artists"."name", (select count(*) as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "count", (select sum("tracks"."length_ms") as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "sum", (select avg("tracks"."rating") as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "avg", (select min("tracks"."released") as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "min", (select max("tracks"."plays") as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "max" from "artists" order by "artists"."id"',
      sqlite:
        'select "artists"."name", (select count(*) as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "count", (select sum("tracks"."length_ms") as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "sum", (select avg("tracks"."rating") as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "avg", (select min("tracks"."released") as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "min", (select max("tracks"."plays") as "value" from "tracks" where "tracks"."artist_id" = "artists"."id") as "max" from "artists" order by "artists"."id"',
      mysql:
        'select `artists`.`name`, (select count(*) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `count`, (select sum(`tracks`.`length_ms`) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `sum`, (select avg(`tracks`.`rating`) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `avg`, (select min(`tracks`.`released`) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `min`, (select max(`tracks`.`plays`) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `max` from `artists` order by `artists`.`id`',
      mariadb:
        'select `artists`.`name`, (select count(*) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `count`, (select sum(`tracks`.`length_ms`) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `sum`, (select avg(`tracks`.`rating`) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `avg`, (select min(`tracks`.`released`) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `min`, (select max(`tracks`.`plays`) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `max` from `artists` order by `artists`.`id`',
    },
    rows: [
      { name: 'Abba', count: 2, sum: 368_000, avg: 4.25, min: '1974-03-04', max: 9_007_199_254_740_993n },
      { name: 'Queen', count: 2, sum: 477_000, avg: 4.5, min: '1980-01-25', max: 5n },
      { name: 'Björk', count: 1, sum: null, avg: 3.5, min: '1997-09-15', max: 7n },
      { name: 'Silence', count: 0, sum: null, avg: null, min: null, max: null },
    ],
  },
  'some, none and every; a condition that is null is not true': {
    statement: select({ name: artists.name })
      .from(artists)
      .where(artistTracks.some(), artistTracks.none(tracks.title.eq('SOS')), artistTracks.every(tracks.rating.gt(1)))
      .orderBy(artists.id),
    sql: {
      postgres:
        'select "artists"."name" from "artists" where exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "artists"."id") and not exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."title" = $1) and not exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "artists"."id" and case when "tracks"."rating" > $2 then false else true end) order by "artists"."id"',
      sqlite:
        'select "artists"."name" from "artists" where exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "artists"."id") and not exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."title" = ?) and not exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "artists"."id" and case when "tracks"."rating" > ? then false else true end) order by "artists"."id"',
      mysql:
        'select `artists`.`name` from `artists` where exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) and not exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`title` = ?) and not exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and case when `tracks`.`rating` > ? then false else true end) order by `artists`.`id`',
      mariadb:
        'select `artists`.`name` from `artists` where exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) and not exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`title` = ?) and not exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and case when `tracks`.`rating` > ? then false else true end) order by `artists`.`id`',
    },
    params: ['SOS', 1],
    rows: [{ name: 'Björk' }],
  },
  'a relation with a filter and an order of its own': {
    statement: (() => {
      const live = artistTracks.where(tracks.live.eq(true)).orderBy(tracks.title)
      return select({ name: artists.name, live: live.select({ title: tracks.title }), count: live.count() })
        .from(artists)
        .where(live.some())
        .orderBy(artists.id)
    })(),
    sql: {
      postgres: `select "artists"."name", (select coalesce(json_agg(json_build_array("rows"."c0")), '[]') as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = $1 order by "tracks"."title") as "rows") as "live", (select count(*) as "value" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = $1) as "count" from "artists" where exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = $1) order by "artists"."id"`,
      sqlite:
        'select "artists"."name", (select json_group_array(json_array("rows"."c0")) as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = ? order by "tracks"."title") as "rows") as "live", (select count(*) as "value" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = ?) as "count" from "artists" where exists (select 1 as "one" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = ?) order by "artists"."id"',
      mysql:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, row_number() over (order by `tracks`.`title`) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) as `rows`) as `live`, (select count(*) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) as `count` from `artists` where exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) order by `artists`.`id`',
      mariadb:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`) order by `tracks`.`title`), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) as `live`, (select count(*) as `value` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) as `count` from `artists` where exists (select 1 as `one` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) order by `artists`.`id`',
    },
    params: [true],
    paramsOn: { sqlite: [1, 1, 1], mysql: [true, true, true], mariadb: [true, true, true] },
    rows: [
      { name: 'Abba', live: [{ title: 'Waterloo' }], count: 1 },
      { name: 'Queen', live: [{ title: 'Under Pressure' }], count: 1 },
    ],
  },
  'JOIN by the condition of a relation': {
    statement: select({ title: tracks.title, artist: artists.name, playlist: playlists.name })
      .from(tracks)
      .join(artists, trackArtist.on)
      .leftJoin(playlistTracks, trackPlaylists.linkOn)
      .leftJoin(playlists, trackPlaylists.on)
      .where(tracks.id.in([1, 3]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."title", "artists"."name" as "artist", "playlists"."name" as "playlist" from "tracks" join "artists" on "tracks"."artist_id" = "artists"."id" left join "playlist_tracks" on "playlist_tracks"."track_id" = "tracks"."id" left join "playlists" on "playlist_tracks"."playlist_id" = "playlists"."id" where "tracks"."id" in ($1, $2) order by "tracks"."id"',
      sqlite:
        'select "tracks"."title", "artists"."name" as "artist", "playlists"."name" as "playlist" from "tracks" join "artists" on "tracks"."artist_id" = "artists"."id" left join "playlist_tracks" on "playlist_tracks"."track_id" = "tracks"."id" left join "playlists" on "playlist_tracks"."playlist_id" = "playlists"."id" where "tracks"."id" in (?, ?) order by "tracks"."id"',
      mysql:
        'select `tracks`.`title`, `artists`.`name` as `artist`, `playlists`.`name` as `playlist` from `tracks` join `artists` on `tracks`.`artist_id` = `artists`.`id` left join `playlist_tracks` on `playlist_tracks`.`track_id` = `tracks`.`id` left join `playlists` on `playlist_tracks`.`playlist_id` = `playlists`.`id` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title`, `artists`.`name` as `artist`, `playlists`.`name` as `playlist` from `tracks` join `artists` on `tracks`.`artist_id` = `artists`.`id` left join `playlist_tracks` on `playlist_tracks`.`track_id` = `tracks`.`id` left join `playlists` on `playlist_tracks`.`playlist_id` = `playlists`.`id` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
    },
    params: [1, 3],
    rows: [
      { title: 'SOS', artist: 'Abba', playlist: 'all' },
      { title: 'Save Me', artist: 'Queen', playlist: null },
    ],
  },
  'many: the rows of any correlated query': {
    statement: select({
      name: artists.name,
      moods: many(
        select({ mood: tracks.mood, count: count() })
          .from(tracks)
          .correlate(artists)
          .where(tracks.artistId.eq(artists.id))
          .groupBy(tracks.mood)
          .orderBy(tracks.mood.isNull(), tracks.mood),
      ).strategy('json'),
    })
      .from(artists)
      .orderBy(artists.id)
      .limit(2),
    sql: {
      postgres: `select "artists"."name", (select coalesce(json_agg(json_build_array("rows"."c0", "rows"."c1")), '[]') as "rows" from (select "tracks"."mood" as "c0", count(*) as "c1" from "tracks" where "tracks"."artist_id" = "artists"."id" group by "tracks"."mood" order by "tracks"."mood" is null, "tracks"."mood") as "rows") as "moods" from "artists" order by "artists"."id" limit $1`,
      sqlite:
        'select "artists"."name", (select json_group_array(json_array("rows"."c0", "rows"."c1")) as "rows" from (select "tracks"."mood" as "c0", count(*) as "c1" from "tracks" where "tracks"."artist_id" = "artists"."id" group by "tracks"."mood" order by "tracks"."mood" is null, "tracks"."mood") as "rows") as "moods" from "artists" order by "artists"."id" limit ?',
      mysql:
        'select `artists`.`name`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`c1`, `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`mood` as `c0`, count(*) as `c1`, row_number() over (order by `tracks`.`mood` is null, `tracks`.`mood`) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id` group by `tracks`.`mood`) as `rows`) as `moods` from `artists` order by `artists`.`id` limit ?',
      mariadb: lacks(
        "mariadb cannot gather rows of a query with GROUP BY, DISTINCT, a window or an aggregate in one statement; say .strategy('split')",
      ),
    },
    params: [2],
    rows: [
      {
        name: 'Abba',
        moods: [
          { mood: 'calm', count: 1 },
          { mood: 'loud', count: 1 },
        ],
      },
      {
        name: 'Queen',
        moods: [
          { mood: 'loud', count: 1 },
          { mood: null, count: 1 },
        ],
      },
    ],
  },
  'one: the first row of any correlated query': {
    statement: select({
      name: artists.name,
      latest: one(
        select({ title: tracks.title, addedAt: tracks.addedAt })
          .from(tracks)
          .correlate(artists)
          .where(tracks.artistId.eq(artists.id))
          .orderBy(tracks.addedAt.desc()),
      ),
    })
      .from(artists)
      .orderBy(artists.id.desc())
      .limit(2),
    sql: {
      postgres:
        'select "artists"."name", (select json_build_array("tracks"."title", cast("tracks"."added_at" as text)) as "rows" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."added_at" desc limit $1) as "latest" from "artists" order by "artists"."id" desc limit $2',
      sqlite:
        'select "artists"."name", (select json_array("tracks"."title", "tracks"."added_at") as "rows" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."added_at" desc limit ?) as "latest" from "artists" order by "artists"."id" desc limit ?',
      mysql:
        'select `artists`.`name`, (select json_array(`tracks`.`title`, cast(`tracks`.`added_at` as char)) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id` order by `tracks`.`added_at` desc limit ?) as `latest` from `artists` order by `artists`.`id` desc limit ?',
      mariadb:
        'select `artists`.`name`, (select json_array(`tracks`.`title`, cast(`tracks`.`added_at` as char)) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id` order by `tracks`.`added_at` desc limit ?) as `latest` from `artists` order by `artists`.`id` desc limit ?',
    },
    params: [1, 2],
    rows: [
      { name: 'Silence', latest: null },
      { name: 'Björk', latest: { title: 'Jóga', addedAt: new Date('2024-01-05T12:30:15.250Z') } },
    ],
  },
  'in groups: a grouped primary key frees what a relation reads': {
    statement: select({
      name: artists.name,
      moods: countDistinct(tracks.mood),
      titles: artistTracks.select({ title: alias(tracks, 'tracks').title }).orderBy(tracks.id),
    })
      .from(artists)
      .join(tracks, tracks.artistId.eq(artists.id))
      .groupBy(artists.id, artists.name)
      .orderBy(artists.id)
      .limit(1),
    sql: {
      postgres: `select "artists"."name", count(distinct "tracks"."mood") as "moods", (select coalesce(json_agg(json_build_array("rows"."c0")), '[]') as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id") as "rows") as "titles" from "artists" join "tracks" on "tracks"."artist_id" = "artists"."id" group by "artists"."id", "artists"."name" order by "artists"."id" limit $1`,
      sqlite:
        'select "artists"."name", count(distinct "tracks"."mood") as "moods", (select json_group_array(json_array("rows"."c0")) as "rows" from (select "tracks"."title" as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id") as "rows") as "titles" from "artists" join "tracks" on "tracks"."artist_id" = "artists"."id" group by "artists"."id", "artists"."name" order by "artists"."id" limit ?',
      mysql:
        'select `artists`.`name`, count(distinct `tracks`.`mood`) as `moods`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, row_number() over (order by `tracks`.`id`) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `rows`) as `titles` from `artists` join `tracks` on `tracks`.`artist_id` = `artists`.`id` group by `artists`.`id`, `artists`.`name` order by `artists`.`id` limit ?',
      mariadb:
        'select `artists`.`name`, count(distinct `tracks`.`mood`) as `moods`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`) order by `tracks`.`id`), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `titles` from `artists` join `tracks` on `tracks`.`artist_id` = `artists`.`id` group by `artists`.`id`, `artists`.`name` order by `artists`.`id` limit ?',
    },
    params: [1],
    rows: [{ name: 'Abba', moods: 2, titles: [{ title: 'SOS' }, { title: 'Waterloo' }] }],
  },
  'in a subquery, whose column it is': {
    statement: (() => {
      const found = select({
        id: artists.id,
        tracks: artistTracks.select({ title: tracks.title, plays: tracks.plays }).orderBy(tracks.id.desc()),
      })
        .from(artists)
        .as('found')
      return select({ title: tracks.title, of: found.tracks })
        .from(tracks)
        .leftJoin(found, found.id.eq(tracks.artistId))
        .where(tracks.id.in([2, 6]))
        .orderBy(tracks.id)
    })(),
    sql: {
      postgres: `select "tracks"."title", "found"."tracks" as "of" from "tracks" left join (select "artists"."id", (select coalesce(json_agg(json_build_array("rows"."c0", cast("rows"."c1" as text))), '[]') as "rows" from (select "tracks"."title" as "c0", "tracks"."plays" as "c1" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id" desc) as "rows") as "tracks" from "artists") as "found" on "found"."id" = "tracks"."artist_id" where "tracks"."id" in ($1, $2) order by "tracks"."id"`,
      sqlite:
        'select "tracks"."title", "found"."tracks" as "of" from "tracks" left join (select "artists"."id", (select json_group_array(json_array("rows"."c0", cast("rows"."c1" as text))) as "rows" from (select "tracks"."title" as "c0", "tracks"."plays" as "c1" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."id" desc) as "rows") as "tracks" from "artists") as "found" on "found"."id" = "tracks"."artist_id" where "tracks"."id" in (?, ?) order by "tracks"."id"',
      mysql:
        'select `tracks`.`title`, `found`.`tracks` as `of` from `tracks` left join (select `artists`.`id`, (select coalesce(json_arrayagg(json_array(`rows`.`c0`, cast(`rows`.`c1` as char), `rows`.`n`)), json_array()) as `rows` from (select `tracks`.`title` as `c0`, `tracks`.`plays` as `c1`, row_number() over (order by `tracks`.`id` desc) as `n` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `rows`) as `tracks` from `artists`) as `found` on `found`.`id` = `tracks`.`artist_id` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title`, `found`.`tracks` as `of` from `tracks` left join (select `artists`.`id`, (select coalesce(json_arrayagg(json_array(`tracks`.`title`, cast(`tracks`.`plays` as char)) order by `tracks`.`id` desc), json_array()) as `rows` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `tracks` from `artists`) as `found` on `found`.`id` = `tracks`.`artist_id` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
    },
    params: [2, 6],
    rows: [
      {
        title: 'Waterloo',
        of: [
          { title: 'Waterloo', plays: 12n },
          { title: 'SOS', plays: 9_007_199_254_740_993n },
        ],
      },
      { title: '100%_!', of: null },
    ],
  },
}
