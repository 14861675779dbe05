import {
  alias,
  and,
  avg,
  caseWhen,
  coalesce,
  count,
  countDistinct,
  cte,
  exists,
  length,
  literal,
  lower,
  max,
  min,
  not,
  notExists,
  nullIf,
  or,
  rank,
  recursive,
  round,
  rowNumber,
  scalar,
  select,
  sum,
  upper,
} from '@espalier/core'
import { conforms, lacks } from '../conforms.ts'
import { artists, playlists, tracks } from '../music.ts'

const titles = select({ title: tracks.title }).from(tracks)
const others = alias(tracks, 'others')

conforms('WHERE', {
  'several conditions are ANDed': {
    statement: titles.where(tracks.artistId.eq(1), tracks.live.eq(true)),
    sql: {
      postgres: 'select "tracks"."title" from "tracks" where "tracks"."artist_id" = $1 and "tracks"."live" = $2',
      sqlite: 'select "tracks"."title" from "tracks" where "tracks"."artist_id" = ? and "tracks"."live" = ?',
      mysql: 'select `tracks`.`title` from `tracks` where `tracks`.`artist_id` = ? and `tracks`.`live` = ?',
      mariadb: 'select `tracks`.`title` from `tracks` where `tracks`.`artist_id` = ? and `tracks`.`live` = ?',
    },
    params: [1, true],
    paramsOn: { sqlite: [1, 1] },
    rows: [{ title: 'Waterloo' }],
  },
  'a condition that is false is left out': {
    statement: titles.where(tracks.artistId.eq(1), false),
    sql: {
      postgres: 'select "tracks"."title" from "tracks" where "tracks"."artist_id" = $1',
      sqlite: 'select "tracks"."title" from "tracks" where "tracks"."artist_id" = ?',
      mysql: 'select `tracks`.`title` from `tracks` where `tracks`.`artist_id` = ?',
      mariadb: 'select `tracks`.`title` from `tracks` where `tracks`.`artist_id` = ?',
    },
    params: [1],
    rows: [{ title: 'SOS' }, { title: 'Waterloo' }],
    unordered: true,
  },
  'OR inside of AND stands in parentheses': {
    statement: titles.where(or(tracks.artistId.eq(1), tracks.artistId.eq(3)), tracks.lengthMs.isNotNull()),
    sql: {
      postgres:
        'select "tracks"."title" from "tracks" where ("tracks"."artist_id" = $1 or "tracks"."artist_id" = $2) and "tracks"."length_ms" is not null',
      sqlite:
        'select "tracks"."title" from "tracks" where ("tracks"."artist_id" = ? or "tracks"."artist_id" = ?) and "tracks"."length_ms" is not null',
      mysql:
        'select `tracks`.`title` from `tracks` where (`tracks`.`artist_id` = ? or `tracks`.`artist_id` = ?) and `tracks`.`length_ms` is not null',
      mariadb:
        'select `tracks`.`title` from `tracks` where (`tracks`.`artist_id` = ? or `tracks`.`artist_id` = ?) and `tracks`.`length_ms` is not null',
    },
    params: [1, 3],
    rows: [{ title: 'SOS' }, { title: 'Waterloo' }],
    unordered: true,
  },
  'AND inside of OR stands without': {
    statement: titles.where(or(and(tracks.artistId.eq(1), tracks.live.eq(true)), tracks.artistId.isNull())),
    sql: {
      postgres:
        'select "tracks"."title" from "tracks" where "tracks"."artist_id" = $1 and "tracks"."live" = $2 or "tracks"."artist_id" is null',
      sqlite:
        'select "tracks"."title" from "tracks" where "tracks"."artist_id" = ? and "tracks"."live" = ? or "tracks"."artist_id" is null',
      mysql:
        'select `tracks`.`title` from `tracks` where `tracks`.`artist_id` = ? and `tracks`.`live` = ? or `tracks`.`artist_id` is null',
      mariadb:
        'select `tracks`.`title` from `tracks` where `tracks`.`artist_id` = ? and `tracks`.`live` = ? or `tracks`.`artist_id` is null',
    },
    params: [1, true],
    paramsOn: { sqlite: [1, 1] },
    rows: [{ title: '100%_!' }, { title: 'Waterloo' }],
    unordered: true,
  },
  'a chain of AND is flat': {
    statement: titles.where(tracks.id.gt(1).and(tracks.id.lt(5)).and(tracks.id.ne(3))),
    sql: {
      postgres:
        'select "tracks"."title" from "tracks" where "tracks"."id" > $1 and "tracks"."id" < $2 and "tracks"."id" <> $3',
      sqlite:
        'select "tracks"."title" from "tracks" where "tracks"."id" > ? and "tracks"."id" < ? and "tracks"."id" <> ?',
      mysql:
        'select `tracks`.`title` from `tracks` where `tracks`.`id` > ? and `tracks`.`id` < ? and `tracks`.`id` <> ?',
      mariadb:
        'select `tracks`.`title` from `tracks` where `tracks`.`id` > ? and `tracks`.`id` < ? and `tracks`.`id` <> ?',
    },
    params: [1, 5, 3],
    rows: [{ title: 'Under Pressure' }, { title: 'Waterloo' }],
    unordered: true,
  },
  'NOT is about the whole condition': {
    statement: titles.where(not(or(tracks.id.lt(4), tracks.id.eq(6)))),
    sql: {
      postgres: 'select "tracks"."title" from "tracks" where not ("tracks"."id" < $1 or "tracks"."id" = $2)',
      sqlite: 'select "tracks"."title" from "tracks" where not ("tracks"."id" < ? or "tracks"."id" = ?)',
      mysql: 'select `tracks`.`title` from `tracks` where not (`tracks`.`id` < ? or `tracks`.`id` = ?)',
      mariadb: 'select `tracks`.`title` from `tracks` where not (`tracks`.`id` < ? or `tracks`.`id` = ?)',
    },
    params: [4, 6],
    rows: [{ title: 'Jóga' }, { title: 'Under Pressure' }],
    unordered: true,
  },
  'a comparison of comparisons stands in parentheses': {
    statement: titles.where(tracks.id.gt(3).eq(tracks.live)),
    sql: {
      postgres: 'select "tracks"."title" from "tracks" where ("tracks"."id" > $1) = "tracks"."live"',
      sqlite: 'select "tracks"."title" from "tracks" where ("tracks"."id" > ?) = "tracks"."live"',
      mysql: 'select `tracks`.`title` from `tracks` where (`tracks`.`id` > ?) = `tracks`.`live`',
      mariadb: 'select `tracks`.`title` from `tracks` where (`tracks`.`id` > ?) = `tracks`.`live`',
    },
    params: [3],
    rows: [{ title: 'SOS' }, { title: 'Save Me' }, { title: 'Under Pressure' }],
    unordered: true,
  },
  'an IN list': {
    statement: titles.where(tracks.id.in([1, 3, 5])).orderBy(tracks.id),
    sql: {
      postgres: 'select "tracks"."title" from "tracks" where "tracks"."id" in ($1, $2, $3) order by "tracks"."id"',
      sqlite: 'select "tracks"."title" from "tracks" where "tracks"."id" in (?, ?, ?) order by "tracks"."id"',
      mysql: 'select `tracks`.`title` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
      mariadb: 'select `tracks`.`title` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
    },
    params: [1, 3, 5],
    rows: [{ title: 'SOS' }, { title: 'Save Me' }, { title: 'Jóga' }],
  },
  'an empty IN list is false, also for null': {
    statement: titles.where(tracks.artistId.in([])),
    sql: {
      postgres: 'select "tracks"."title" from "tracks" where false',
      sqlite: 'select "tracks"."title" from "tracks" where false',
      mysql: 'select `tracks`.`title` from `tracks` where false',
      mariadb: 'select `tracks`.`title` from `tracks` where false',
    },
    rows: [],
  },
  'an empty NOT IN list is true, also for null': {
    statement: titles.where(tracks.artistId.notIn([]), tracks.id.gt(5)),
    sql: {
      postgres: 'select "tracks"."title" from "tracks" where true and "tracks"."id" > $1',
      sqlite: 'select "tracks"."title" from "tracks" where true and "tracks"."id" > ?',
      mysql: 'select `tracks`.`title` from `tracks` where true and `tracks`.`id` > ?',
      mariadb: 'select `tracks`.`title` from `tracks` where true and `tracks`.`id` > ?',
    },
    params: [5],
    rows: [{ title: '100%_!' }],
  },
  'IN a query': {
    statement: titles.where(
      tracks.artistId.in(select({ id: artists.id }).from(artists).where(artists.country.isNull())),
    ),
    sql: {
      postgres:
        'select "tracks"."title" from "tracks" where "tracks"."artist_id" in (select "artists"."id" from "artists" where "artists"."country" is null)',
      sqlite:
        'select "tracks"."title" from "tracks" where "tracks"."artist_id" in (select "artists"."id" from "artists" where "artists"."country" is null)',
      mysql:
        'select `tracks`.`title` from `tracks` where `tracks`.`artist_id` in (select `artists`.`id` from `artists` where `artists`.`country` is null)',
      mariadb:
        'select `tracks`.`title` from `tracks` where `tracks`.`artist_id` in (select `artists`.`id` from `artists` where `artists`.`country` is null)',
    },
    rows: [{ title: 'Jóga' }],
  },
  'BETWEEN, and its opposite': {
    statement: titles.where(tracks.id.between(2, 4), tracks.lengthMs.notBetween(220_000, 230_000)).orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."title" from "tracks" where "tracks"."id" between $1 and $2 and "tracks"."length_ms" not between $3 and $4 order by "tracks"."id"',
      sqlite:
        'select "tracks"."title" from "tracks" where "tracks"."id" between ? and ? and "tracks"."length_ms" not between ? and ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`title` from `tracks` where `tracks`.`id` between ? and ? and `tracks`.`length_ms` not between ? and ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title` from `tracks` where `tracks`.`id` between ? and ? and `tracks`.`length_ms` not between ? and ? order by `tracks`.`id`',
    },
    params: [2, 4, 220_000, 230_000],
    rows: [{ title: 'Waterloo' }, { title: 'Under Pressure' }],
  },
  'a comparison with null is null, a distinction is not': {
    statement: select({ eq: tracks.lengthMs.eq(1), same: tracks.lengthMs.isNotDistinctFrom(null) })
      .from(tracks)
      .where(tracks.id.eq(5)),
    sql: {
      postgres:
        'select "tracks"."length_ms" = $1 as "eq", "tracks"."length_ms" is not distinct from null as "same" from "tracks" where "tracks"."id" = $2',
      sqlite:
        'select "tracks"."length_ms" = ? as "eq", "tracks"."length_ms" is not distinct from null as "same" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select `tracks`.`length_ms` = ? as `eq`, `tracks`.`length_ms` <=> null as `same` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select `tracks`.`length_ms` = ? as `eq`, `tracks`.`length_ms` <=> null as `same` from `tracks` where `tracks`.`id` = ?',
    },
    params: [1, 5],
    rows: [{ eq: null, same: true }],
  },
  'IS DISTINCT FROM counts null as a value': {
    statement: titles.where(tracks.rating.isDistinctFrom(4.5), tracks.id.lte(3)).orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."title" from "tracks" where "tracks"."rating" is distinct from $1 and "tracks"."id" <= $2 order by "tracks"."id"',
      sqlite:
        'select "tracks"."title" from "tracks" where "tracks"."rating" is distinct from ? and "tracks"."id" <= ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`title` from `tracks` where (not (`tracks`.`rating` <=> ?)) and `tracks`.`id` <= ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title` from `tracks` where (not (`tracks`.`rating` <=> ?)) and `tracks`.`id` <= ? order by `tracks`.`id`',
    },
    params: [4.5, 3],
    rows: [{ title: 'Waterloo' }, { title: 'Save Me' }],
  },
  LIKE: {
    statement: titles.where(tracks.title.like('S%')).orderBy(tracks.id),
    sql: {
      postgres: 'select "tracks"."title" from "tracks" where "tracks"."title" like $1 order by "tracks"."id"',
      sqlite: 'select "tracks"."title" from "tracks" where "tracks"."title" like ? order by "tracks"."id"',
      mysql: 'select `tracks`.`title` from `tracks` where `tracks`.`title` like ? order by `tracks`.`id`',
      mariadb: 'select `tracks`.`title` from `tracks` where `tracks`.`title` like ? order by `tracks`.`id`',
    },
    params: ['S%'],
    rows: [{ title: 'SOS' }, { title: 'Save Me' }],
  },
  'startsWith means these very characters': {
    statement: titles.where(tracks.title.startsWith('100%_!')),
    sql: {
      postgres: `select "tracks"."title" from "tracks" where "tracks"."title" like $1 escape '!'`,
      sqlite: 'select "tracks"."title" from "tracks" where "tracks"."title" glob ?',
      mysql: "select `tracks`.`title` from `tracks` where `tracks`.`title` like ? collate utf8mb4_bin escape '!'",
      mariadb: "select `tracks`.`title` from `tracks` where `tracks`.`title` like ? collate utf8mb4_bin escape '!'",
    },
    params: ['100!%!_!!%'],
    paramsOn: { sqlite: ['100%_!*'] },
    rows: [{ title: '100%_!' }],
  },
  'startsWith tells capitals from small letters': {
    statement: titles.where(tracks.title.startsWith('s')),
    sql: {
      postgres: `select "tracks"."title" from "tracks" where "tracks"."title" like $1 escape '!'`,
      sqlite: 'select "tracks"."title" from "tracks" where "tracks"."title" glob ?',
      mysql: "select `tracks`.`title` from `tracks` where `tracks`.`title` like ? collate utf8mb4_bin escape '!'",
      mariadb: "select `tracks`.`title` from `tracks` where `tracks`.`title` like ? collate utf8mb4_bin escape '!'",
    },
    params: ['s%'],
    paramsOn: { sqlite: ['s*'] },
    rows: [],
  },
  'contains and endsWith': {
    statement: titles.where(or(tracks.title.contains('%'), tracks.title.endsWith('oo'))).orderBy(tracks.id),
    sql: {
      postgres: `select "tracks"."title" from "tracks" where "tracks"."title" like $1 escape '!' or "tracks"."title" like $2 escape '!' order by "tracks"."id"`,
      sqlite:
        'select "tracks"."title" from "tracks" where "tracks"."title" glob ? or "tracks"."title" glob ? order by "tracks"."id"',
      mysql:
        "select `tracks`.`title` from `tracks` where `tracks`.`title` like ? collate utf8mb4_bin escape '!' or `tracks`.`title` like ? collate utf8mb4_bin escape '!' order by `tracks`.`id`",
      mariadb:
        "select `tracks`.`title` from `tracks` where `tracks`.`title` like ? collate utf8mb4_bin escape '!' or `tracks`.`title` like ? collate utf8mb4_bin escape '!' order by `tracks`.`id`",
    },
    params: ['%!%%', '%oo'],
    paramsOn: { sqlite: ['*%*', '*oo'] },
    rows: [{ title: 'Waterloo' }, { title: '100%_!' }],
  },
  'ILIKE is PostgreSQL’s': {
    statement: titles.where(tracks.title.ilike('sos')),
    sql: {
      postgres: 'select "tracks"."title" from "tracks" where "tracks"."title" ilike $1',
      sqlite: lacks(
        'sqlite has no ILIKE; its LIKE does not tell ASCII capitals from small letters, or compare lower(…) of both sides',
      ),
      mysql: lacks('mysql has no ILIKE; compare lower(…) of both sides, or rely on the collation of the column'),
      mariadb: lacks('mariadb has no ILIKE; compare lower(…) of both sides, or rely on the collation of the column'),
    },
    params: ['sos'],
    rows: [{ title: 'SOS' }],
  },
  'EXISTS with a correlated query': {
    statement: select({ name: artists.name })
      .from(artists)
      .where(
        exists(
          select({ id: tracks.id })
            .from(tracks)
            .correlate(artists)
            .where(tracks.artistId.eq(artists.id), tracks.live.eq(true)),
        ),
      )
      .orderBy(artists.id),
    sql: {
      postgres:
        'select "artists"."name" from "artists" where exists (select "tracks"."id" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = $1) order by "artists"."id"',
      sqlite:
        'select "artists"."name" from "artists" where exists (select "tracks"."id" from "tracks" where "tracks"."artist_id" = "artists"."id" and "tracks"."live" = ?) order by "artists"."id"',
      mysql:
        'select `artists`.`name` from `artists` where exists (select `tracks`.`id` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) order by `artists`.`id`',
      mariadb:
        'select `artists`.`name` from `artists` where exists (select `tracks`.`id` from `tracks` where `tracks`.`artist_id` = `artists`.`id` and `tracks`.`live` = ?) order by `artists`.`id`',
    },
    params: [true],
    paramsOn: { sqlite: [1] },
    rows: [{ name: 'Abba' }, { name: 'Queen' }],
  },
  'NOT EXISTS': {
    statement: select({ name: artists.name })
      .from(artists)
      .where(
        notExists(select({ id: tracks.id }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id))),
      ),
    sql: {
      postgres:
        'select "artists"."name" from "artists" where not exists (select "tracks"."id" from "tracks" where "tracks"."artist_id" = "artists"."id")',
      sqlite:
        'select "artists"."name" from "artists" where not exists (select "tracks"."id" from "tracks" where "tracks"."artist_id" = "artists"."id")',
      mysql:
        'select `artists`.`name` from `artists` where not exists (select `tracks`.`id` from `tracks` where `tracks`.`artist_id` = `artists`.`id`)',
      mariadb:
        'select `artists`.`name` from `artists` where not exists (select `tracks`.`id` from `tracks` where `tracks`.`artist_id` = `artists`.`id`)',
    },
    rows: [{ name: 'Silence' }],
  },
})

conforms('expressions', {
  'arithmetic keeps its tree': {
    statement: select({ a: tracks.id.minus(tracks.id.minus(1)), b: tracks.id.plus(1).times(2) })
      .from(tracks)
      .where(tracks.id.eq(3)),
    sql: {
      postgres:
        'select "tracks"."id" - ("tracks"."id" - $1) as "a", ("tracks"."id" + $2) * $3 as "b" from "tracks" where "tracks"."id" = $4',
      sqlite:
        'select "tracks"."id" - ("tracks"."id" - ?) as "a", ("tracks"."id" + ?) * ? as "b" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select `tracks`.`id` - (`tracks`.`id` - ?) as `a`, (`tracks`.`id` + ?) * ? as `b` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select `tracks`.`id` - (`tracks`.`id` - ?) as `a`, (`tracks`.`id` + ?) * ? as `b` from `tracks` where `tracks`.`id` = ?',
    },
    params: [1, 1, 2, 3],
    rows: [{ a: 1, b: 8 }],
  },
  'a sum of a bigint is exact': {
    statement: select({ n: tracks.plays.plus(1n) })
      .from(tracks)
      .where(tracks.plays.eq(9_007_199_254_740_993n)),
    sql: {
      postgres: 'select "tracks"."plays" + $1 as "n" from "tracks" where "tracks"."plays" = $2',
      sqlite: 'select "tracks"."plays" + ? as "n" from "tracks" where "tracks"."plays" = ?',
      mysql: 'select `tracks`.`plays` + ? as `n` from `tracks` where `tracks`.`plays` = ?',
      mariadb: 'select `tracks`.`plays` + ? as `n` from `tracks` where `tracks`.`plays` = ?',
    },
    params: [1n, 9_007_199_254_740_993n],
    rows: [{ n: 9_007_199_254_740_994n }],
  },
  'text is joined with ||': {
    statement: select({ label: artists.name.concat(' (').concat(artists.country).concat(')') })
      .from(artists)
      .orderBy(artists.id),
    sql: {
      postgres:
        'select "artists"."name" || $1 || "artists"."country" || $2 as "label" from "artists" order by "artists"."id"',
      sqlite:
        'select "artists"."name" || ? || "artists"."country" || ? as "label" from "artists" order by "artists"."id"',
      mysql:
        'select concat(`artists`.`name`, ?, `artists`.`country`, ?) as `label` from `artists` order by `artists`.`id`',
      mariadb:
        'select concat(`artists`.`name`, ?, `artists`.`country`, ?) as `label` from `artists` order by `artists`.`id`',
    },
    params: [' (', ')'],
    rows: [{ label: 'Abba (SE)' }, { label: 'Queen (GB)' }, { label: null }, { label: null }],
  },
  'functions of text': {
    statement: select({ low: lower(tracks.title), up: upper(tracks.title), n: length(tracks.title) })
      .from(tracks)
      .where(tracks.id.eq(2)),
    sql: {
      postgres:
        'select lower("tracks"."title") as "low", upper("tracks"."title") as "up", length("tracks"."title") as "n" from "tracks" where "tracks"."id" = $1',
      sqlite:
        'select lower("tracks"."title") as "low", upper("tracks"."title") as "up", length("tracks"."title") as "n" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select lower(`tracks`.`title`) as `low`, upper(`tracks`.`title`) as `up`, char_length(`tracks`.`title`) as `n` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select lower(`tracks`.`title`) as `low`, upper(`tracks`.`title`) as `up`, char_length(`tracks`.`title`) as `n` from `tracks` where `tracks`.`id` = ?',
    },
    params: [2],
    rows: [{ low: 'waterloo', up: 'WATERLOO', n: 8 }],
  },
  'coalesce and nullif': {
    statement: select({ a: coalesce(tracks.lengthMs, 0), b: nullIf(tracks.id, 5) })
      .from(tracks)
      .where(tracks.id.gte(5))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select coalesce("tracks"."length_ms", cast($1 as integer)) as "a", nullif("tracks"."id", cast($2 as integer)) as "b" from "tracks" where "tracks"."id" >= $3 order by "tracks"."id"',
      sqlite:
        'select coalesce("tracks"."length_ms", ?) as "a", nullif("tracks"."id", ?) as "b" from "tracks" where "tracks"."id" >= ? order by "tracks"."id"',
      mysql:
        'select coalesce(`tracks`.`length_ms`, cast(? as signed)) as `a`, nullif(`tracks`.`id`, cast(? as signed)) as `b` from `tracks` where `tracks`.`id` >= ? order by `tracks`.`id`',
      mariadb:
        'select coalesce(`tracks`.`length_ms`, cast(? as signed)) as `a`, nullif(`tracks`.`id`, cast(? as signed)) as `b` from `tracks` where `tracks`.`id` >= ? order by `tracks`.`id`',
    },
    params: [0, 5, 5],
    rows: [
      { a: 0, b: null },
      { a: 60_000, b: 6 },
    ],
  },
  CASE: {
    statement: select({
      id: tracks.id,
      kind: caseWhen(tracks.lengthMs.gt(220_000), 'long').when(tracks.lengthMs.isNull(), 'unknown').else('short'),
    })
      .from(tracks)
      .where(tracks.id.in([1, 3, 5]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", case when "tracks"."length_ms" > $1 then cast($2 as text) when "tracks"."length_ms" is null then cast($3 as text) else cast($4 as text) end as "kind" from "tracks" where "tracks"."id" in ($5, $6, $7) order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", case when "tracks"."length_ms" > ? then ? when "tracks"."length_ms" is null then ? else ? end as "kind" from "tracks" where "tracks"."id" in (?, ?, ?) order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, case when `tracks`.`length_ms` > ? then ? when `tracks`.`length_ms` is null then ? else ? end as `kind` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, case when `tracks`.`length_ms` > ? then ? when `tracks`.`length_ms` is null then ? else ? end as `kind` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
    },
    params: [220_000, 'long', 'unknown', 'short', 1, 3, 5],
    rows: [
      { id: 1, kind: 'short' },
      { id: 3, kind: 'long' },
      { id: 5, kind: 'unknown' },
    ],
  },
  'a scalar subquery': {
    statement: select({
      name: artists.name,
      last: scalar(
        select({ at: max(tracks.addedAt) })
          .from(tracks)
          .correlate(artists)
          .where(tracks.artistId.eq(artists.id)),
      ),
    })
      .from(artists)
      .where(artists.id.gte(3))
      .orderBy(artists.id),
    sql: {
      postgres:
        'select "artists"."name", (select max("tracks"."added_at") as "at" from "tracks" where "tracks"."artist_id" = "artists"."id") as "last" from "artists" where "artists"."id" >= $1 order by "artists"."id"',
      sqlite:
        'select "artists"."name", (select max("tracks"."added_at") as "at" from "tracks" where "tracks"."artist_id" = "artists"."id") as "last" from "artists" where "artists"."id" >= ? order by "artists"."id"',
      mysql:
        'select `artists`.`name`, (select max(`tracks`.`added_at`) as `at` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `last` from `artists` where `artists`.`id` >= ? order by `artists`.`id`',
      mariadb:
        'select `artists`.`name`, (select max(`tracks`.`added_at`) as `at` from `tracks` where `tracks`.`artist_id` = `artists`.`id`) as `last` from `artists` where `artists`.`id` >= ? order by `artists`.`id`',
    },
    params: [3],
    rows: [
      { name: 'Björk', last: new Date('2024-01-05T12:30:15.250Z') },
      { name: 'Silence', last: null },
    ],
  },
  'literals without any table': {
    statement: select({ n: literal(1), s: literal('x'), b: literal(true), big: literal(9_007_199_254_740_993n) }),
    sql: {
      postgres:
        'select cast($1 as integer) as "n", cast($2 as text) as "s", cast($3 as boolean) as "b", cast($4 as bigint) as "big"',
      sqlite: 'select ? as "n", ? as "s", ? as "b", ? as "big"',
      mysql: 'select cast(? as signed) as `n`, ? as `s`, cast(? as unsigned) as `b`, cast(? as signed) as `big`',
      mariadb: 'select cast(? as signed) as `n`, ? as `s`, cast(? as unsigned) as `b`, cast(? as signed) as `big`',
    },
    params: [1, 'x', true, 9_007_199_254_740_993n],
    paramsOn: { sqlite: [1, 'x', 1, 9_007_199_254_740_993n] },
    rows: [{ n: 1, s: 'x', b: true, big: 9_007_199_254_740_993n }],
  },
  'every type of value comes back as it is': {
    statement: select(tracks).where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select "tracks"."id", "tracks"."title", "tracks"."artist_id" as "artistId", "tracks"."length_ms" as "lengthMs", "tracks"."price", "tracks"."plays", "tracks"."rating", "tracks"."live", "tracks"."mood", "tracks"."released", "tracks"."extra", "tracks"."added_at" as "addedAt" from "tracks" where "tracks"."id" = $1',
      sqlite:
        'select "tracks"."id", "tracks"."title", "tracks"."artist_id" as "artistId", "tracks"."length_ms" as "lengthMs", "tracks"."price", "tracks"."plays", "tracks"."rating", "tracks"."live", "tracks"."mood", "tracks"."released", "tracks"."extra", "tracks"."added_at" as "addedAt" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select `tracks`.`id`, `tracks`.`title`, `tracks`.`artist_id` as `artistId`, `tracks`.`length_ms` as `lengthMs`, `tracks`.`price`, `tracks`.`plays`, `tracks`.`rating`, `tracks`.`live`, `tracks`.`mood`, `tracks`.`released`, `tracks`.`extra`, `tracks`.`added_at` as `addedAt` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select `tracks`.`id`, `tracks`.`title`, `tracks`.`artist_id` as `artistId`, `tracks`.`length_ms` as `lengthMs`, `tracks`.`price`, `tracks`.`plays`, `tracks`.`rating`, `tracks`.`live`, `tracks`.`mood`, `tracks`.`released`, `tracks`.`extra`, `tracks`.`added_at` as `addedAt` from `tracks` where `tracks`.`id` = ?',
    },
    params: [1],
    rows: [
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
})

conforms('FROM', {
  'an inner join': {
    statement: select({ title: tracks.title, artist: artists.name })
      .from(tracks)
      .join(artists, artists.id.eq(tracks.artistId))
      .where(artists.country.eq('GB'))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."title", "artists"."name" as "artist" from "tracks" join "artists" on "artists"."id" = "tracks"."artist_id" where "artists"."country" = $1 order by "tracks"."id"',
      sqlite:
        'select "tracks"."title", "artists"."name" as "artist" from "tracks" join "artists" on "artists"."id" = "tracks"."artist_id" where "artists"."country" = ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`title`, `artists`.`name` as `artist` from `tracks` join `artists` on `artists`.`id` = `tracks`.`artist_id` where `artists`.`country` = ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title`, `artists`.`name` as `artist` from `tracks` join `artists` on `artists`.`id` = `tracks`.`artist_id` where `artists`.`country` = ? order by `tracks`.`id`',
    },
    params: ['GB'],
    rows: [
      { title: 'Save Me', artist: 'Queen' },
      { title: 'Under Pressure', artist: 'Queen' },
    ],
  },
  'a left join makes columns nullable': {
    statement: select({ title: tracks.title, artist: artists.name })
      .from(tracks)
      .leftJoin(artists, artists.id.eq(tracks.artistId))
      .where(tracks.id.gte(5))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."title", "artists"."name" as "artist" from "tracks" left join "artists" on "artists"."id" = "tracks"."artist_id" where "tracks"."id" >= $1 order by "tracks"."id"',
      sqlite:
        'select "tracks"."title", "artists"."name" as "artist" from "tracks" left join "artists" on "artists"."id" = "tracks"."artist_id" where "tracks"."id" >= ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`title`, `artists`.`name` as `artist` from `tracks` left join `artists` on `artists`.`id` = `tracks`.`artist_id` where `tracks`.`id` >= ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title`, `artists`.`name` as `artist` from `tracks` left join `artists` on `artists`.`id` = `tracks`.`artist_id` where `tracks`.`id` >= ? order by `tracks`.`id`',
    },
    params: [5],
    rows: [
      { title: 'Jóga', artist: 'Björk' },
      { title: '100%_!', artist: null },
    ],
  },
  'a joined table is an object, and null where nothing was found': {
    statement: select({ id: tracks.id, artist: artists })
      .from(tracks)
      .leftJoin(artists, artists.id.eq(tracks.artistId))
      .where(tracks.id.gte(5))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", "artists"."id" as "artist.id", "artists"."name" as "artist.name", "artists"."country" as "artist.country" from "tracks" left join "artists" on "artists"."id" = "tracks"."artist_id" where "tracks"."id" >= $1 order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", "artists"."id" as "artist.id", "artists"."name" as "artist.name", "artists"."country" as "artist.country" from "tracks" left join "artists" on "artists"."id" = "tracks"."artist_id" where "tracks"."id" >= ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, `artists`.`id` as `artist.id`, `artists`.`name` as `artist.name`, `artists`.`country` as `artist.country` from `tracks` left join `artists` on `artists`.`id` = `tracks`.`artist_id` where `tracks`.`id` >= ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, `artists`.`id` as `artist.id`, `artists`.`name` as `artist.name`, `artists`.`country` as `artist.country` from `tracks` left join `artists` on `artists`.`id` = `tracks`.`artist_id` where `tracks`.`id` >= ? order by `tracks`.`id`',
    },
    params: [5],
    rows: [
      { id: 5, artist: { id: 3, name: 'Björk', country: null } },
      { id: 6, artist: null },
    ],
  },
  'a right join': {
    statement: select({ title: tracks.title, artist: artists.name })
      .from(tracks)
      .rightJoin(artists, artists.id.eq(tracks.artistId))
      .where(artists.id.gte(3))
      .orderBy(artists.id),
    sql: {
      postgres:
        'select "tracks"."title", "artists"."name" as "artist" from "tracks" right join "artists" on "artists"."id" = "tracks"."artist_id" where "artists"."id" >= $1 order by "artists"."id"',
      sqlite:
        'select "tracks"."title", "artists"."name" as "artist" from "tracks" right join "artists" on "artists"."id" = "tracks"."artist_id" where "artists"."id" >= ? order by "artists"."id"',
      mysql:
        'select `tracks`.`title`, `artists`.`name` as `artist` from `tracks` right join `artists` on `artists`.`id` = `tracks`.`artist_id` where `artists`.`id` >= ? order by `artists`.`id`',
      mariadb:
        'select `tracks`.`title`, `artists`.`name` as `artist` from `tracks` right join `artists` on `artists`.`id` = `tracks`.`artist_id` where `artists`.`id` >= ? order by `artists`.`id`',
    },
    params: [3],
    rows: [
      { title: 'Jóga', artist: 'Björk' },
      { title: null, artist: 'Silence' },
    ],
  },
  'a full join': {
    statement: select({ title: tracks.title, artist: artists.name })
      .from(tracks)
      .fullJoin(artists, artists.id.eq(tracks.artistId))
      .where(or(tracks.id.isNull(), artists.id.isNull())),
    sql: {
      postgres:
        'select "tracks"."title", "artists"."name" as "artist" from "tracks" full join "artists" on "artists"."id" = "tracks"."artist_id" where "tracks"."id" is null or "artists"."id" is null',
      sqlite:
        'select "tracks"."title", "artists"."name" as "artist" from "tracks" full join "artists" on "artists"."id" = "tracks"."artist_id" where "tracks"."id" is null or "artists"."id" is null',
      mysql: lacks('mysql has no FULL JOIN; unite a LEFT JOIN with the rows that only the other side has'),
      mariadb: lacks('mariadb has no FULL JOIN; unite a LEFT JOIN with the rows that only the other side has'),
    },
    rows: [
      { title: '100%_!', artist: null },
      { title: null, artist: 'Silence' },
    ],
    unordered: true,
  },
  'a cross join': {
    statement: select({ n: count() }).from(artists).crossJoin(playlists),
    sql: {
      postgres: 'select count(*) as "n" from "artists" cross join "playlists"',
      sqlite: 'select count(*) as "n" from "artists" cross join "playlists"',
      mysql: 'select count(*) as `n` from `artists` cross join `playlists`',
      mariadb: 'select count(*) as `n` from `artists` cross join `playlists`',
    },
    rows: [{ n: 12 }],
  },
  'a table joined to itself': {
    statement: select({ a: tracks.title, b: others.title })
      .from(tracks)
      .join(others, and(others.artistId.eq(tracks.artistId), others.id.gt(tracks.id)))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."title" as "a", "others"."title" as "b" from "tracks" join "tracks" as "others" on "others"."artist_id" = "tracks"."artist_id" and "others"."id" > "tracks"."id" order by "tracks"."id"',
      sqlite:
        'select "tracks"."title" as "a", "others"."title" as "b" from "tracks" join "tracks" as "others" on "others"."artist_id" = "tracks"."artist_id" and "others"."id" > "tracks"."id" order by "tracks"."id"',
      mysql:
        'select `tracks`.`title` as `a`, `others`.`title` as `b` from `tracks` join `tracks` as `others` on `others`.`artist_id` = `tracks`.`artist_id` and `others`.`id` > `tracks`.`id` order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title` as `a`, `others`.`title` as `b` from `tracks` join `tracks` as `others` on `others`.`artist_id` = `tracks`.`artist_id` and `others`.`id` > `tracks`.`id` order by `tracks`.`id`',
    },
    rows: [
      { a: 'SOS', b: 'Waterloo' },
      { a: 'Save Me', b: 'Under Pressure' },
    ],
  },
  'a subquery': {
    statement: (() => {
      const longest = select({ artist: tracks.artistId, most: max(tracks.lengthMs) })
        .from(tracks)
        .groupBy(tracks.artistId)
        .as('longest')
      return select({ name: artists.name, most: longest.most })
        .from(artists)
        .join(longest, longest.artist.eq(artists.id))
        .orderBy(artists.id)
    })(),
    sql: {
      postgres:
        'select "artists"."name", "longest"."most" from "artists" join (select "tracks"."artist_id" as "artist", max("tracks"."length_ms") as "most" from "tracks" group by "tracks"."artist_id") as "longest" on "longest"."artist" = "artists"."id" order by "artists"."id"',
      sqlite:
        'select "artists"."name", "longest"."most" from "artists" join (select "tracks"."artist_id" as "artist", max("tracks"."length_ms") as "most" from "tracks" group by "tracks"."artist_id") as "longest" on "longest"."artist" = "artists"."id" order by "artists"."id"',
      mysql:
        'select `artists`.`name`, `longest`.`most` from `artists` join (select `tracks`.`artist_id` as `artist`, max(`tracks`.`length_ms`) as `most` from `tracks` group by `tracks`.`artist_id`) as `longest` on `longest`.`artist` = `artists`.`id` order by `artists`.`id`',
      mariadb:
        'select `artists`.`name`, `longest`.`most` from `artists` join (select `tracks`.`artist_id` as `artist`, max(`tracks`.`length_ms`) as `most` from `tracks` group by `tracks`.`artist_id`) as `longest` on `longest`.`artist` = `artists`.`id` order by `artists`.`id`',
    },
    rows: [
      { name: 'Abba', most: 200_000 },
      { name: 'Queen', most: 248_000 },
      { name: 'Björk', most: null },
    ],
  },
})

conforms('GROUP BY and ORDER BY', {
  'aggregates over all rows': {
    statement: select({
      n: count(),
      known: count(tracks.lengthMs),
      artists: countDistinct(tracks.artistId),
      total: sum(tracks.price),
      longest: max(tracks.lengthMs),
      first: min(tracks.title),
      mean: avg(tracks.rating),
    }).from(tracks),
    sql: {
      postgres:
        'select count(*) as "n", count("tracks"."length_ms") as "known", count(distinct "tracks"."artist_id") as "artists", sum("tracks"."price") as "total", max("tracks"."length_ms") as "longest", min("tracks"."title") as "first", avg("tracks"."rating") as "mean" from "tracks"',
      sqlite:
        'select count(*) as "n", count("tracks"."length_ms") as "known", count(distinct "tracks"."artist_id") as "artists", sum("tracks"."price") as "total", max("tracks"."length_ms") as "longest", min("tracks"."title") as "first", avg("tracks"."rating") as "mean" from "tracks"',
      mysql:
        'select count(*) as `n`, count(`tracks`.`length_ms`) as `known`, count(distinct `tracks`.`artist_id`) as `artists`, sum(`tracks`.`price`) as `total`, max(`tracks`.`length_ms`) as `longest`, min(`tracks`.`title`) as `first`, avg(`tracks`.`rating`) as `mean` from `tracks`',
      mariadb:
        'select count(*) as `n`, count(`tracks`.`length_ms`) as `known`, count(distinct `tracks`.`artist_id`) as `artists`, sum(`tracks`.`price`) as `total`, max(`tracks`.`length_ms`) as `longest`, min(`tracks`.`title`) as `first`, avg(`tracks`.`rating`) as `mean` from `tracks`',
    },
    rows: [{ n: 6, known: 5, artists: 3, total: '7.06', longest: 248_000, first: '100%_!', mean: 4.125 }],
  },
  'aggregates over no rows are null, but for count': {
    statement: select({ n: count(), total: sum(tracks.lengthMs) })
      .from(tracks)
      .where(tracks.id.gt(99)),
    sql: {
      postgres: 'select count(*) as "n", sum("tracks"."length_ms") as "total" from "tracks" where "tracks"."id" > $1',
      sqlite: 'select count(*) as "n", sum("tracks"."length_ms") as "total" from "tracks" where "tracks"."id" > ?',
      mysql: 'select count(*) as `n`, sum(`tracks`.`length_ms`) as `total` from `tracks` where `tracks`.`id` > ?',
      mariadb: 'select count(*) as `n`, sum(`tracks`.`length_ms`) as `total` from `tracks` where `tracks`.`id` > ?',
    },
    params: [99],
    rows: [{ n: 0, total: null }],
  },
  'groups, and conditions on groups': {
    statement: select({ name: artists.name, n: count(), total: sum(tracks.plays) })
      .from(artists)
      .join(tracks, tracks.artistId.eq(artists.id))
      .groupBy(artists.id)
      .having(count().gt(1))
      .orderBy(count().desc(), artists.name),
    sql: {
      postgres:
        'select "artists"."name", count(*) as "n", sum("tracks"."plays") as "total" from "artists" join "tracks" on "tracks"."artist_id" = "artists"."id" group by "artists"."id" having count(*) > $1 order by count(*) desc, "artists"."name"',
      sqlite:
        'select "artists"."name", count(*) as "n", sum("tracks"."plays") as "total" from "artists" join "tracks" on "tracks"."artist_id" = "artists"."id" group by "artists"."id" having count(*) > ? order by count(*) desc, "artists"."name"',
      mysql:
        'select `artists`.`name`, count(*) as `n`, sum(`tracks`.`plays`) as `total` from `artists` join `tracks` on `tracks`.`artist_id` = `artists`.`id` group by `artists`.`id` having count(*) > ? order by count(*) desc, `artists`.`name`',
      mariadb:
        'select `artists`.`name`, count(*) as `n`, sum(`tracks`.`plays`) as `total` from `artists` join `tracks` on `tracks`.`artist_id` = `artists`.`id` group by `artists`.`id` having count(*) > ? order by count(*) desc, `artists`.`name`',
    },
    params: [1],
    rows: [
      { name: 'Abba', n: 2, total: 9_007_199_254_741_005n },
      { name: 'Queen', n: 2, total: 5n },
    ],
  },
  'an aggregate over the rows that match': {
    statement: select({
      live: count().filter(tracks.live.eq(true)),
      price: sum(tracks.price).filter(tracks.live.eq(true)),
    }).from(tracks),
    sql: {
      postgres:
        'select count(*) filter (where "tracks"."live" = $1) as "live", sum("tracks"."price") filter (where "tracks"."live" = $2) as "price" from "tracks"',
      sqlite:
        'select count(*) filter (where "tracks"."live" = ?) as "live", sum("tracks"."price") filter (where "tracks"."live" = ?) as "price" from "tracks"',
      mysql:
        'select count(case when `tracks`.`live` = ? then 1 end) as `live`, sum(case when `tracks`.`live` = ? then `tracks`.`price` end) as `price` from `tracks`',
      mariadb:
        'select count(case when `tracks`.`live` = ? then 1 end) as `live`, sum(case when `tracks`.`live` = ? then `tracks`.`price` end) as `price` from `tracks`',
    },
    params: [true, true],
    paramsOn: { sqlite: [1, 1] },
    rows: [{ live: 2, price: '2.99' }],
  },
  DISTINCT: {
    statement: select({ mood: tracks.mood })
      .from(tracks)
      .where(tracks.mood.isNotNull())
      .distinct()
      .orderBy(tracks.mood),
    sql: {
      postgres:
        'select distinct "tracks"."mood" from "tracks" where "tracks"."mood" is not null order by "tracks"."mood"',
      sqlite:
        'select distinct "tracks"."mood" from "tracks" where "tracks"."mood" is not null order by "tracks"."mood"',
      mysql: 'select distinct `tracks`.`mood` from `tracks` where `tracks`.`mood` is not null order by `tracks`.`mood`',
      mariadb:
        'select distinct `tracks`.`mood` from `tracks` where `tracks`.`mood` is not null order by `tracks`.`mood`',
    },
    rows: [{ mood: 'calm' }, { mood: 'loud' }],
  },
  'NULLS LAST': {
    statement: select({ id: tracks.id }).from(tracks).orderBy(tracks.rating.desc().nullsLast(), tracks.id).limit(3),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" order by "tracks"."rating" desc nulls last, "tracks"."id" limit $1',
      sqlite: 'select "tracks"."id" from "tracks" order by "tracks"."rating" desc nulls last, "tracks"."id" limit ?',
      mysql: 'select `tracks`.`id` from `tracks` order by `tracks`.`rating` desc, `tracks`.`id` limit ?',
      mariadb: 'select `tracks`.`id` from `tracks` order by `tracks`.`rating` desc, `tracks`.`id` limit ?',
    },
    params: [3],
    rows: [{ id: 1 }, { id: 4 }, { id: 2 }],
  },
  'LIMIT and OFFSET': {
    statement: select({ id: tracks.id }).from(tracks).orderBy(tracks.id.desc()).limit(2).offset(1),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" order by "tracks"."id" desc limit $1 offset $2',
      sqlite: 'select "tracks"."id" from "tracks" order by "tracks"."id" desc limit ? offset ?',
      mysql: 'select `tracks`.`id` from `tracks` order by `tracks`.`id` desc limit ? offset ?',
      mariadb: 'select `tracks`.`id` from `tracks` order by `tracks`.`id` desc limit ? offset ?',
    },
    params: [2, 1],
    rows: [{ id: 5 }, { id: 4 }],
  },
  'OFFSET without LIMIT': {
    statement: select({ id: tracks.id }).from(tracks).orderBy(tracks.id).offset(4),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" order by "tracks"."id" offset $1',
      sqlite: 'select "tracks"."id" from "tracks" order by "tracks"."id" limit -1 offset ?',
      mysql: 'select `tracks`.`id` from `tracks` order by `tracks`.`id` limit 18446744073709551615 offset ?',
      mariadb: 'select `tracks`.`id` from `tracks` order by `tracks`.`id` limit 18446744073709551615 offset ?',
    },
    params: [4],
    rows: [{ id: 5 }, { id: 6 }],
  },
  'a window': {
    statement: select({
      id: tracks.id,
      n: rowNumber().over({ partitionBy: tracks.artistId, orderBy: tracks.title.desc() }),
      price: rank().over({ orderBy: tracks.price }),
      all: count().over(),
    })
      .from(tracks)
      .where(tracks.artistId.isNotNull())
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", row_number() over (partition by "tracks"."artist_id" order by "tracks"."title" desc) as "n", rank() over (order by "tracks"."price") as "price", count(*) over () as "all" from "tracks" where "tracks"."artist_id" is not null order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", row_number() over (partition by "tracks"."artist_id" order by "tracks"."title" desc) as "n", rank() over (order by "tracks"."price") as "price", count(*) over () as "all" from "tracks" where "tracks"."artist_id" is not null order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, row_number() over (partition by `tracks`.`artist_id` order by `tracks`.`title` desc) as `n`, rank() over (order by `tracks`.`price`) as `price`, count(*) over () as `all` from `tracks` where `tracks`.`artist_id` is not null order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, row_number() over (partition by `tracks`.`artist_id` order by `tracks`.`title` desc) as `n`, rank() over (order by `tracks`.`price`) as `price`, count(*) over () as `all` from `tracks` where `tracks`.`artist_id` is not null order by `tracks`.`id`',
    },
    rows: [
      { id: 1, n: 2, price: 3, all: 5 },
      { id: 2, n: 1, price: 2, all: 5 },
      { id: 3, n: 2, price: 3, all: 5 },
      { id: 4, n: 1, price: 5, all: 5 },
      { id: 5, n: 1, price: 1, all: 5 },
    ],
  },
  'FOR UPDATE': {
    statement: select({ id: tracks.id }).from(tracks).where(tracks.id.eq(1)).forUpdate({ skipLocked: true }),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" where "tracks"."id" = $1 for update skip locked',
      sqlite: lacks('sqlite has no FOR UPDATE; a transaction that writes locks the whole database'),
      mysql: 'select `tracks`.`id` from `tracks` where `tracks`.`id` = ? for update skip locked',
      mariadb: 'select `tracks`.`id` from `tracks` where `tracks`.`id` = ? for update skip locked',
    },
    params: [1],
    rows: [{ id: 1 }],
  },
  rounding: {
    statement: select({ r: round(tracks.rating) })
      .from(tracks)
      .where(tracks.id.eq(2)),
    sql: {
      postgres: 'select round("tracks"."rating") as "r" from "tracks" where "tracks"."id" = $1',
      sqlite: 'select round("tracks"."rating") as "r" from "tracks" where "tracks"."id" = ?',
      mysql: 'select round(`tracks`.`rating`) as `r` from `tracks` where `tracks`.`id` = ?',
      mariadb: 'select round(`tracks`.`rating`) as `r` from `tracks` where `tracks`.`id` = ?',
    },
    params: [2],
    rows: [{ r: 4 }],
  },
})

const ranked = cte(
  'ranked',
  select({ id: tracks.id, n: rowNumber().over({ partitionBy: tracks.artistId, orderBy: tracks.addedAt.desc() }) }).from(
    tracks,
  ),
)
const best = cte('best', select({ id: ranked.id }).from(ranked).where(ranked.n.eq(1)))

conforms('WITH', {
  'the WITH clause is collected, each query behind those that it reads': {
    statement: select({ title: tracks.title })
      .from(tracks)
      .join(best, best.id.eq(tracks.id))
      .where(tracks.artistId.isNotNull())
      .orderBy(tracks.id),
    sql: {
      postgres:
        'with "ranked" ("id", "n") as (select "tracks"."id", row_number() over (partition by "tracks"."artist_id" order by "tracks"."added_at" desc) as "n" from "tracks"), "best" ("id") as (select "ranked"."id" from "ranked" where "ranked"."n" = $1) select "tracks"."title" from "tracks" join "best" on "best"."id" = "tracks"."id" where "tracks"."artist_id" is not null order by "tracks"."id"',
      sqlite:
        'with "ranked" ("id", "n") as (select "tracks"."id", row_number() over (partition by "tracks"."artist_id" order by "tracks"."added_at" desc) as "n" from "tracks"), "best" ("id") as (select "ranked"."id" from "ranked" where "ranked"."n" = ?) select "tracks"."title" from "tracks" join "best" on "best"."id" = "tracks"."id" where "tracks"."artist_id" is not null order by "tracks"."id"',
      mysql:
        'with `ranked` (`id`, `n`) as (select `tracks`.`id`, row_number() over (partition by `tracks`.`artist_id` order by `tracks`.`added_at` desc) as `n` from `tracks`), `best` (`id`) as (select `ranked`.`id` from `ranked` where `ranked`.`n` = ?) select `tracks`.`title` from `tracks` join `best` on `best`.`id` = `tracks`.`id` where `tracks`.`artist_id` is not null order by `tracks`.`id`',
      mariadb:
        'with `ranked` (`id`, `n`) as (select `tracks`.`id`, row_number() over (partition by `tracks`.`artist_id` order by `tracks`.`added_at` desc) as `n` from `tracks`), `best` (`id`) as (select `ranked`.`id` from `ranked` where `ranked`.`n` = ?) select `tracks`.`title` from `tracks` join `best` on `best`.`id` = `tracks`.`id` where `tracks`.`artist_id` is not null order by `tracks`.`id`',
    },
    params: [1],
    rows: [{ title: 'Waterloo' }, { title: 'Under Pressure' }, { title: 'Jóga' }],
  },
  'a recursive query': {
    statement: (() => {
      const below = recursive(
        'below',
        select({ id: playlists.id, depth: literal(0) })
          .from(playlists)
          .where(playlists.id.eq(1)),
        (self) =>
          select({ id: playlists.id, depth: self.depth.plus(1) })
            .from(playlists)
            .join(self, self.id.eq(playlists.parentId)),
      )
      return select(below).orderBy(below.depth)
    })(),
    sql: {
      postgres:
        'with recursive "below" ("id", "depth") as (select "playlists"."id", cast($1 as integer) as "depth" from "playlists" where "playlists"."id" = $2 union select "playlists"."id", "below"."depth" + $3 as "depth" from "playlists" join "below" on "below"."id" = "playlists"."parent_id") select "below"."id", "below"."depth" from "below" order by "below"."depth"',
      sqlite:
        'with recursive "below" ("id", "depth") as (select "playlists"."id", ? as "depth" from "playlists" where "playlists"."id" = ? union select "playlists"."id", "below"."depth" + ? as "depth" from "playlists" join "below" on "below"."id" = "playlists"."parent_id") select "below"."id", "below"."depth" from "below" order by "below"."depth"',
      mysql:
        'with recursive `below` (`id`, `depth`) as (select `playlists`.`id`, cast(? as signed) as `depth` from `playlists` where `playlists`.`id` = ? union select `playlists`.`id`, `below`.`depth` + ? as `depth` from `playlists` join `below` on `below`.`id` = `playlists`.`parent_id`) select `below`.`id`, `below`.`depth` from `below` order by `below`.`depth`',
      mariadb:
        'with recursive `below` (`id`, `depth`) as (select `playlists`.`id`, cast(? as signed) as `depth` from `playlists` where `playlists`.`id` = ? union select `playlists`.`id`, `below`.`depth` + ? as `depth` from `playlists` join `below` on `below`.`id` = `playlists`.`parent_id`) select `below`.`id`, `below`.`depth` from `below` order by `below`.`depth`',
    },
    params: [0, 1, 1],
    rows: [
      { id: 1, depth: 0 },
      { id: 2, depth: 1 },
      { id: 3, depth: 2 },
    ],
  },
})
