import {
  comment,
  constant,
  count,
  cte,
  deleteFrom,
  grouping,
  rank,
  rowNumber,
  select,
  sum,
  update,
  window,
} from '@espalier/core'
import { conforms, lacks } from '../conforms.ts'
import { artists, playlistTracks, tracks } from '../music.ts'

const byArtist = window('by_artist', { partitionBy: tracks.artistId, orderBy: tracks.id })

conforms('DISTINCT ON, groupings and windows', {
  'DISTINCT ON keeps the first row of each group': {
    statement: select({ artistId: tracks.artistId, title: tracks.title })
      .from(tracks)
      .distinctOn(tracks.artistId)
      .orderBy(tracks.artistId, tracks.lengthMs.desc()),
    sql: {
      postgres:
        'select distinct on ("tracks"."artist_id") "tracks"."artist_id" as "artistId", "tracks"."title" from "tracks" order by "tracks"."artist_id", "tracks"."length_ms" desc',
      sqlite: lacks('sqlite has no DISTINCT ON; number the rows with rowNumber() in a subquery and keep the first'),
      mysql: lacks('mysql has no DISTINCT ON; number the rows with rowNumber() in a subquery and keep the first'),
      mariadb: lacks('mariadb has no DISTINCT ON; number the rows with rowNumber() in a subquery and keep the first'),
    },
    rows: [
      { artistId: 1, title: 'SOS' },
      { artistId: 2, title: 'Under Pressure' },
      { artistId: 3, title: 'Jóga' },
      { artistId: null, title: '100%_!' },
    ],
  },
  'ROLLUP adds a row for all groups': {
    statement: select({ live: tracks.live, n: count() }).from(tracks).groupByRollup(tracks.live),
    sql: {
      postgres: 'select "tracks"."live", count(*) as "n" from "tracks" group by rollup ("tracks"."live")',
      sqlite: lacks('sqlite has no ROLLUP; unite one query for each grouping'),
      mysql: 'select `tracks`.`live`, count(*) as `n` from `tracks` group by `tracks`.`live` with rollup',
      mariadb: 'select `tracks`.`live`, count(*) as `n` from `tracks` group by `tracks`.`live` with rollup',
    },
    rows: [
      { live: false, n: 4 },
      { live: true, n: 2 },
      { live: null, n: 6 },
    ],
    unordered: true,
  },
  'ROLLUP of two, behind another group': {
    statement: select({ mood: tracks.mood, live: tracks.live, n: count() })
      .from(tracks)
      .where(tracks.mood.isNotNull())
      .groupBy(tracks.mood)
      .groupByRollup(tracks.live),
    sql: {
      postgres:
        'select "tracks"."mood", "tracks"."live", count(*) as "n" from "tracks" where "tracks"."mood" is not null group by "tracks"."mood", rollup ("tracks"."live")',
      sqlite: lacks('sqlite has no ROLLUP; unite one query for each grouping'),
      mysql: lacks('mysql has ROLLUP of a whole GROUP BY only; leave the other groups out'),
      mariadb: lacks('mariadb has ROLLUP of a whole GROUP BY only; leave the other groups out'),
    },
    rows: [
      { mood: 'calm', live: false, n: 2 },
      { mood: 'calm', live: null, n: 2 },
      { mood: 'loud', live: true, n: 2 },
      { mood: 'loud', live: null, n: 2 },
    ],
    unordered: true,
  },
  CUBE: {
    statement: select({ mood: tracks.mood, live: tracks.live, n: count() })
      .from(tracks)
      .where(tracks.mood.isNotNull())
      .groupByCube(tracks.mood, tracks.live),
    sql: {
      postgres:
        'select "tracks"."mood", "tracks"."live", count(*) as "n" from "tracks" where "tracks"."mood" is not null group by cube ("tracks"."mood", "tracks"."live")',
      sqlite: lacks('sqlite has no CUBE and GROUPING SETS; unite one query for each grouping'),
      mysql: lacks('mysql has no CUBE and GROUPING SETS; unite one query for each grouping'),
      mariadb: lacks('mariadb has no CUBE and GROUPING SETS; unite one query for each grouping'),
    },
    rows: [
      { mood: 'calm', live: false, n: 2 },
      { mood: 'loud', live: true, n: 2 },
      { mood: 'calm', live: null, n: 2 },
      { mood: 'loud', live: null, n: 2 },
      { mood: null, live: false, n: 2 },
      { mood: null, live: true, n: 2 },
      { mood: null, live: null, n: 4 },
    ],
    unordered: true,
  },
  'GROUPING SETS': {
    statement: select({ mood: tracks.mood, live: tracks.live, n: count() })
      .from(tracks)
      .where(tracks.mood.isNotNull())
      .groupingSets([tracks.mood, tracks.live], [tracks.live], []),
    sql: {
      postgres:
        'select "tracks"."mood", "tracks"."live", count(*) as "n" from "tracks" where "tracks"."mood" is not null group by grouping sets (("tracks"."mood", "tracks"."live"), ("tracks"."live"), ())',
      sqlite: lacks('sqlite has no CUBE and GROUPING SETS; unite one query for each grouping'),
      mysql: lacks('mysql has no CUBE and GROUPING SETS; unite one query for each grouping'),
      mariadb: lacks('mariadb has no CUBE and GROUPING SETS; unite one query for each grouping'),
    },
    rows: [
      { mood: 'calm', live: false, n: 2 },
      { mood: 'loud', live: true, n: 2 },
      { mood: null, live: false, n: 2 },
      { mood: null, live: true, n: 2 },
      { mood: null, live: null, n: 4 },
    ],
    unordered: true,
  },
  'grouping() tells which rows are not grouped': {
    statement: select({ live: tracks.live, all: grouping(tracks.live), n: count() })
      .from(tracks)
      .groupByRollup(tracks.live),
    sql: {
      postgres:
        'select "tracks"."live", grouping("tracks"."live") as "all", count(*) as "n" from "tracks" group by rollup ("tracks"."live")',
      sqlite: lacks('sqlite has no grouping(…); unite one query for each grouping'),
      mysql:
        'select `tracks`.`live`, grouping(`tracks`.`live`) as `all`, count(*) as `n` from `tracks` group by `tracks`.`live` with rollup',
      mariadb: lacks('mariadb has no grouping(…); unite one query for each grouping'),
    },
    rows: [
      { live: false, all: 0, n: 4 },
      { live: true, all: 0, n: 2 },
      { live: null, all: 1, n: 6 },
    ],
    unordered: true,
  },
  'a named window is written once': {
    statement: select({
      id: tracks.id,
      n: rowNumber().over(byArtist),
      plays: sum(tracks.plays).over(byArtist),
    })
      .from(tracks)
      .where(tracks.artistId.in([1, 2]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", row_number() over "by_artist" as "n", sum("tracks"."plays") over "by_artist" as "plays" from "tracks" where "tracks"."artist_id" in ($1, $2) window "by_artist" as (partition by "tracks"."artist_id" order by "tracks"."id") order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", row_number() over "by_artist" as "n", sum("tracks"."plays") over "by_artist" as "plays" from "tracks" where "tracks"."artist_id" in (?, ?) window "by_artist" as (partition by "tracks"."artist_id" order by "tracks"."id") order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, row_number() over `by_artist` as `n`, sum(`tracks`.`plays`) over `by_artist` as `plays` from `tracks` where `tracks`.`artist_id` in (?, ?) window `by_artist` as (partition by `tracks`.`artist_id` order by `tracks`.`id`) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, row_number() over `by_artist` as `n`, sum(`tracks`.`plays`) over `by_artist` as `plays` from `tracks` where `tracks`.`artist_id` in (?, ?) window `by_artist` as (partition by `tracks`.`artist_id` order by `tracks`.`id`) order by `tracks`.`id`',
    },
    params: [1, 2],
    rows: [
      { id: 1, n: 1, plays: 9007199254740993n },
      { id: 2, n: 2, plays: 9007199254741005n },
      { id: 3, n: 1, plays: 0n },
      { id: 4, n: 2, plays: 5n },
    ],
  },
  'a named window that only ORDER BY uses stands there': {
    statement: select({ id: tracks.id })
      .from(tracks)
      .orderBy(rank().over(window('w', { orderBy: [tracks.price.desc(), tracks.id] }))),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" order by rank() over (order by "tracks"."price" desc, "tracks"."id")',
      sqlite: 'select "tracks"."id" from "tracks" order by rank() over (order by "tracks"."price" desc, "tracks"."id")',
      mysql: 'select `tracks`.`id` from `tracks` order by rank() over (order by `tracks`.`price` desc, `tracks`.`id`)',
      mariadb:
        'select `tracks`.`id` from `tracks` order by rank() over (order by `tracks`.`price` desc, `tracks`.`id`)',
    },
    rows: [{ id: 4 }, { id: 1 }, { id: 3 }, { id: 2 }, { id: 6 }, { id: 5 }],
  },
  'NULLS FIRST, ascending': {
    statement: select({ id: tracks.id }).from(tracks).orderBy(tracks.rating.asc().nullsFirst(), tracks.id),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" order by "tracks"."rating" nulls first, "tracks"."id"',
      sqlite: 'select "tracks"."id" from "tracks" order by "tracks"."rating" nulls first, "tracks"."id"',
      mysql: 'select `tracks`.`id` from `tracks` order by `tracks`.`rating`, `tracks`.`id`',
      mariadb: 'select `tracks`.`id` from `tracks` order by `tracks`.`rating`, `tracks`.`id`',
    },
    rows: [{ id: 3 }, { id: 6 }, { id: 5 }, { id: 2 }, { id: 1 }, { id: 4 }],
  },
  'NULLS LAST, ascending': {
    statement: select({ id: tracks.id }).from(tracks).orderBy(tracks.rating.asc().nullsLast(), tracks.id),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" order by "tracks"."rating" nulls last, "tracks"."id"',
      sqlite: 'select "tracks"."id" from "tracks" order by "tracks"."rating" nulls last, "tracks"."id"',
      mysql: 'select `tracks`.`id` from `tracks` order by `tracks`.`rating` is null, `tracks`.`rating`, `tracks`.`id`',
      mariadb:
        'select `tracks`.`id` from `tracks` order by `tracks`.`rating` is null, `tracks`.`rating`, `tracks`.`id`',
    },
    rows: [{ id: 5 }, { id: 2 }, { id: 1 }, { id: 4 }, { id: 3 }, { id: 6 }],
  },
  'NULLS FIRST, descending': {
    statement: select({ id: tracks.id }).from(tracks).orderBy(tracks.rating.desc().nullsFirst(), tracks.id),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" order by "tracks"."rating" desc nulls first, "tracks"."id"',
      sqlite: 'select "tracks"."id" from "tracks" order by "tracks"."rating" desc nulls first, "tracks"."id"',
      mysql:
        'select `tracks`.`id` from `tracks` order by `tracks`.`rating` is not null, `tracks`.`rating` desc, `tracks`.`id`',
      mariadb:
        'select `tracks`.`id` from `tracks` order by `tracks`.`rating` is not null, `tracks`.`rating` desc, `tracks`.`id`',
    },
    rows: [{ id: 3 }, { id: 6 }, { id: 1 }, { id: 4 }, { id: 2 }, { id: 5 }],
  },
  'NULLS LAST in a window': {
    statement: select({
      id: tracks.id,
      n: rowNumber().over({ orderBy: [tracks.rating.asc().nullsLast(), tracks.id] }),
    })
      .from(tracks)
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", row_number() over (order by "tracks"."rating" nulls last, "tracks"."id") as "n" from "tracks" order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", row_number() over (order by "tracks"."rating" nulls last, "tracks"."id") as "n" from "tracks" order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, row_number() over (order by `tracks`.`rating` is null, `tracks`.`rating`, `tracks`.`id`) as `n` from `tracks` order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, row_number() over (order by `tracks`.`rating` is null, `tracks`.`rating`, `tracks`.`id`) as `n` from `tracks` order by `tracks`.`id`',
    },
    rows: [
      { id: 1, n: 3 },
      { id: 2, n: 2 },
      { id: 3, n: 5 },
      { id: 4, n: 4 },
      { id: 5, n: 1 },
      { id: 6, n: 6 },
    ],
  },
  'WITH TIES': {
    statement: select({ id: tracks.id, rating: tracks.rating })
      .from(tracks)
      .where(tracks.rating.isNotNull())
      .orderBy(tracks.rating.desc())
      .limitWithTies(1),
    sql: {
      postgres:
        'select "tracks"."id", "tracks"."rating" from "tracks" where "tracks"."rating" is not null order by "tracks"."rating" desc fetch first $1 rows with ties',
      sqlite: lacks('sqlite has no WITH TIES; rank the rows with rank() in a subquery and filter that'),
      mysql: lacks('mysql has no WITH TIES; rank the rows with rank() in a subquery and filter that'),
      mariadb:
        'select `tracks`.`id`, `tracks`.`rating` from `tracks` where `tracks`.`rating` is not null order by `tracks`.`rating` desc fetch first ? rows with ties',
    },
    params: [1],
    paramsOn: { sqlite: [] },
    rows: [
      { id: 1, rating: 4.5 },
      { id: 4, rating: 4.5 },
    ],
    unordered: true,
  },
  'WITH TIES behind OFFSET': {
    statement: select({ price: tracks.price }).from(tracks).orderBy(tracks.price).limitWithTies(1).offset(1),
    sql: {
      postgres:
        'select "tracks"."price" from "tracks" order by "tracks"."price" offset $1 rows fetch first $2 rows with ties',
      sqlite: lacks('sqlite has no WITH TIES; rank the rows with rank() in a subquery and filter that'),
      mysql: lacks('mysql has no WITH TIES; rank the rows with rank() in a subquery and filter that'),
      mariadb:
        'select `tracks`.`price` from `tracks` order by `tracks`.`price` offset ? rows fetch first ? rows with ties',
    },
    params: [1, 1],
    paramsOn: { sqlite: [1] },
    rows: [{ price: '0.99' }, { price: '0.99' }],
  },
})

conforms('Locks', {
  'FOR UPDATE OF one source': {
    statement: select({ id: tracks.id })
      .from(tracks)
      .join(artists, artists.id.eq(tracks.artistId))
      .where(artists.name.eq('Abba'))
      .orderBy(tracks.id)
      .forUpdate({ of: tracks, skipLocked: true }),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" join "artists" on "artists"."id" = "tracks"."artist_id" where "artists"."name" = $1 order by "tracks"."id" for update of "tracks" skip locked',
      sqlite: lacks('sqlite has no FOR UPDATE; a transaction that writes locks the whole database'),
      mysql:
        'select `tracks`.`id` from `tracks` join `artists` on `artists`.`id` = `tracks`.`artist_id` where `artists`.`name` = ? order by `tracks`.`id` for update of `tracks` skip locked',
      mariadb: lacks('mariadb has no FOR UPDATE OF; leave of out to lock the rows of all sources'),
    },
    params: ['Abba'],
    rows: [{ id: 1 }, { id: 2 }],
  },
  'FOR NO KEY UPDATE': {
    statement: select({ id: tracks.id }).from(tracks).where(tracks.id.eq(1)).forNoKeyUpdate({ noWait: true }),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" where "tracks"."id" = $1 for no key update nowait',
      sqlite: lacks('sqlite has no FOR UPDATE; a transaction that writes locks the whole database'),
      mysql: lacks('mysql has no FOR NO KEY UPDATE and FOR KEY SHARE; use forUpdate() or forShare()'),
      mariadb: lacks('mariadb has no FOR NO KEY UPDATE and FOR KEY SHARE; use forUpdate() or forShare()'),
    },
    params: [1],
    rows: [{ id: 1 }],
  },
  'FOR KEY SHARE': {
    statement: select({ id: tracks.id }).from(tracks).where(tracks.id.eq(1)).forKeyShare(),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" where "tracks"."id" = $1 for key share',
      sqlite: lacks('sqlite has no FOR UPDATE; a transaction that writes locks the whole database'),
      mysql: lacks('mysql has no FOR NO KEY UPDATE and FOR KEY SHARE; use forUpdate() or forShare()'),
      mariadb: lacks('mariadb has no FOR NO KEY UPDATE and FOR KEY SHARE; use forUpdate() or forShare()'),
    },
    params: [1],
    rows: [{ id: 1 }],
  },
})

const loud = select({ id: tracks.id, title: tracks.title }).from(tracks).where(tracks.mood.eq('loud'))
const kept = cte('kept', loud, { materialized: true })
const merged = cte('merged', loud, { materialized: false })
const removed = cte(
  'removed',
  deleteFrom(playlistTracks).where(playlistTracks.playlistId.eq(1)).returning(playlistTracks),
)
const cheap = cte('cheap', select({ id: tracks.id }).from(tracks).where(tracks.price.lt('0.6')))

conforms('WITH', {
  MATERIALIZED: {
    statement: select(kept).orderBy(kept.id),
    sql: {
      postgres:
        'with "kept" ("id", "title") as materialized (select "tracks"."id", "tracks"."title" from "tracks" where "tracks"."mood" = $1) select "kept"."id", "kept"."title" from "kept" order by "kept"."id"',
      sqlite:
        'with "kept" ("id", "title") as materialized (select "tracks"."id", "tracks"."title" from "tracks" where "tracks"."mood" = ?) select "kept"."id", "kept"."title" from "kept" order by "kept"."id"',
      mysql: lacks('mysql has no MATERIALIZED; leave it out'),
      mariadb: lacks('mariadb has no MATERIALIZED; leave it out'),
    },
    params: ['loud'],
    rows: [
      { id: 2, title: 'Waterloo' },
      { id: 4, title: 'Under Pressure' },
    ],
  },
  'NOT MATERIALIZED': {
    statement: select(merged).orderBy(merged.id),
    sql: {
      postgres:
        'with "merged" ("id", "title") as not materialized (select "tracks"."id", "tracks"."title" from "tracks" where "tracks"."mood" = $1) select "merged"."id", "merged"."title" from "merged" order by "merged"."id"',
      sqlite:
        'with "merged" ("id", "title") as not materialized (select "tracks"."id", "tracks"."title" from "tracks" where "tracks"."mood" = ?) select "merged"."id", "merged"."title" from "merged" order by "merged"."id"',
      mysql: lacks('mysql has no MATERIALIZED; leave it out'),
      mariadb: lacks('mariadb has no MATERIALIZED; leave it out'),
    },
    params: ['loud'],
    rows: [
      { id: 2, title: 'Waterloo' },
      { id: 4, title: 'Under Pressure' },
    ],
  },
  'a change in a WITH query': {
    statement: select({ n: count(), last: sum(removed.position) }).from(removed),
    sql: {
      postgres:
        'with "removed" ("playlistId", "trackId", "position") as (delete from "playlist_tracks" where "playlist_tracks"."playlist_id" = $1 returning "playlist_tracks"."playlist_id" as "playlistId", "playlist_tracks"."track_id" as "trackId", "playlist_tracks"."position") select count(*) as "n", sum("removed"."position") as "last" from "removed"',
      sqlite: lacks('sqlite has no changes in a WITH query; run them one behind the other in a transaction'),
      mysql: lacks('mysql has no RETURNING clause; read the rows first with a select'),
      mariadb: lacks('mariadb has no changes in a WITH query; run them one behind the other in a transaction'),
    },
    params: [1],
    rows: [{ n: 2, last: 3 }],
    after: { select: select({ n: count() }).from(playlistTracks), rows: [{ n: 2 }] },
  },
  'a WITH query that a change reads': {
    statement: update(tracks).from(cheap).set({ live: true }).where(tracks.id.eq(cheap.id)),
    sql: {
      postgres:
        'with "cheap" ("id") as (select "tracks"."id" from "tracks" where "tracks"."price" < $1) update "tracks" set "live" = $2 from "cheap" where "tracks"."id" = "cheap"."id"',
      sqlite:
        'with "cheap" ("id") as (select "tracks"."id" from "tracks" where "tracks"."price" < ?) update "tracks" set "live" = ? from "cheap" where "tracks"."id" = "cheap"."id"',
      mysql:
        'with `cheap` (`id`) as (select `tracks`.`id` from `tracks` where `tracks`.`price` < ?) update `tracks`, `cheap` set `tracks`.`live` = ? where `tracks`.`id` = `cheap`.`id`',
      mariadb: lacks('mariadb has no WITH before a change; put a subquery in its place'),
    },
    params: ['0.6', true],
    paramsOn: { sqlite: [0.6, 1] },
    rowCount: 1,
    after: {
      select: select({ id: tracks.id }).from(tracks).where(tracks.live.eq(true)).orderBy(tracks.id),
      rows: [{ id: 2 }, { id: 4 }, { id: 5 }],
    },
  },
})

conforms('Comments', {
  'a comment behind a select': {
    statement: comment(select({ id: tracks.id }).from(tracks).where(tracks.id.eq(1)), {
      route: "/tracks/*/ or '?",
      action: 'list',
    }),
    sql: {
      postgres: `select "tracks"."id" from "tracks" where "tracks"."id" = $1 /*action='list',route='%2Ftracks%2F%2A%2F%20or%20%27%3F'*/`,
      sqlite: `select "tracks"."id" from "tracks" where "tracks"."id" = ? /*action='list',route='%2Ftracks%2F%2A%2F%20or%20%27%3F'*/`,
      mysql:
        "select `tracks`.`id` from `tracks` where `tracks`.`id` = ? /*action='list',route='%2Ftracks%2F%2A%2F%20or%20%27%3F'*/",
      mariadb:
        "select `tracks`.`id` from `tracks` where `tracks`.`id` = ? /*action='list',route='%2Ftracks%2F%2A%2F%20or%20%27%3F'*/",
    },
    params: [1],
    rows: [{ id: 1 }],
  },
  'a comment behind a change': {
    statement: comment(update(tracks).set({ live: true }).where(tracks.id.eq(1)), { traceparent: '00-ab-01' }),
    sql: {
      postgres: `update "tracks" set "live" = $1 where "tracks"."id" = $2 /*traceparent='00-ab-01'*/`,
      sqlite: `update "tracks" set "live" = ? where "tracks"."id" = ? /*traceparent='00-ab-01'*/`,
      mysql: "update `tracks` set `live` = ? where `tracks`.`id` = ? /*traceparent='00-ab-01'*/",
      mariadb: "update `tracks` set `live` = ? where `tracks`.`id` = ? /*traceparent='00-ab-01'*/",
    },
    params: [true, 1],
    paramsOn: { sqlite: [1, 1] },
    rowCount: 1,
  },
})

const never = constant(true).eq(false)

conforms('Constants', {
  'group and order as any expression does': {
    statement: select({ never, n: count() }).from(tracks).groupBy(never).orderBy(never.desc()),
    sql: {
      postgres: 'select true = $1 as "never", count(*) as "n" from "tracks" group by true = $1 order by true = $1 desc',
      sqlite: 'select true = ? as "never", count(*) as "n" from "tracks" group by true = ? order by true = ? desc',
      mysql: 'select true = ? as `never`, count(*) as `n` from `tracks` group by 1 order by 1 desc',
      mariadb: 'select true = ? as `never`, count(*) as `n` from `tracks` group by 1 order by 1 desc',
    },
    params: [false],
    paramsOn: { sqlite: [0, 0, 0] },
    rows: [{ never: false, n: 6 }],
  },
  'group where they are not selected': {
    statement: select({ n: count() }).from(tracks).groupBy(never),
    sql: {
      postgres: 'select count(*) as "n" from "tracks" group by true = $1',
      sqlite: 'select count(*) as "n" from "tracks" group by true = ?',
      mysql: 'select count(*) as `n` from `tracks` group by true = ?',
      mariadb: 'select count(*) as `n` from `tracks` group by true = ?',
    },
    params: [false],
    paramsOn: { sqlite: [0] },
    rows: [{ n: 6 }],
  },
})
