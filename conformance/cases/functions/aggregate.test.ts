import {
  avgDistinct,
  boolAnd,
  boolOr,
  compile,
  count,
  round,
  select,
  stddevPop,
  stddevSamp,
  stringAgg,
  stringAggDistinct,
  sumDistinct,
  varPop,
  varSamp,
} from '@espalier/core'
import { mariadbDialect } from '@espalier/dialect-mysql'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../../conforms.ts'
import { tracks } from '../../music.ts'

conforms('aggregates', {
  'texts with a separator, in an order': {
    statement: select({
      artist: tracks.artistId,
      titles: stringAgg(tracks.title, '; ', { orderBy: tracks.title.desc() }),
      moods: stringAgg(tracks.mood, "'\\", { orderBy: [tracks.live.desc(), tracks.id] }),
    })
      .from(tracks)
      .where(tracks.artistId.isNotNull())
      .groupBy(tracks.artistId)
      .orderBy(tracks.artistId),
    sql: {
      postgres:
        'select "tracks"."artist_id" as "artist", string_agg("tracks"."title", cast($1 as text) order by "tracks"."title" desc) as "titles", string_agg("tracks"."mood", cast($2 as text) order by "tracks"."live" desc, "tracks"."id") as "moods" from "tracks" where "tracks"."artist_id" is not null group by "tracks"."artist_id" order by "tracks"."artist_id"',
      sqlite:
        'select "tracks"."artist_id" as "artist", string_agg("tracks"."title", ? order by "tracks"."title" desc) as "titles", string_agg("tracks"."mood", ? order by "tracks"."live" desc, "tracks"."id") as "moods" from "tracks" where "tracks"."artist_id" is not null group by "tracks"."artist_id" order by "tracks"."artist_id"',
      mysql:
        "select `tracks`.`artist_id` as `artist`, substring(group_concat(concat(?, `tracks`.`title`) order by `tracks`.`title` desc separator ''), char_length(?) + 1) as `titles`, substring(group_concat(concat(?, `tracks`.`mood`) order by `tracks`.`live` desc, `tracks`.`id` separator ''), char_length(?) + 1) as `moods` from `tracks` where `tracks`.`artist_id` is not null group by `tracks`.`artist_id` order by `tracks`.`artist_id`",
      mariadb:
        "select `tracks`.`artist_id` as `artist`, substring(group_concat(concat(?, `tracks`.`title`) order by `tracks`.`title` desc separator ''), char_length(?) + 1) as `titles`, substring(group_concat(concat(?, `tracks`.`mood`) order by `tracks`.`live` desc, `tracks`.`id` separator ''), char_length(?) + 1) as `moods` from `tracks` where `tracks`.`artist_id` is not null group by `tracks`.`artist_id` order by `tracks`.`artist_id`",
    },
    params: ['; ', "'\\"],
    paramsOn: { mysql: ['; ', '; ', "'\\", "'\\"], mariadb: ['; ', '; ', "'\\", "'\\"] },
    rows: [
      { artist: 1, titles: 'Waterloo; SOS', moods: "loud'\\calm" },
      { artist: 2, titles: 'Under Pressure; Save Me', moods: 'loud' },
      { artist: 3, titles: 'Jóga', moods: 'calm' },
    ],
  },
  'texts of the rows that match, and of none': {
    statement: select({
      live: stringAgg(tracks.title, ', ', { orderBy: tracks.id }).filter(tracks.live.eq(true)),
      none: stringAgg(tracks.title, ', ').filter(tracks.id.gt(99)),
    }).from(tracks),
    sql: {
      postgres:
        'select string_agg("tracks"."title", cast($1 as text) order by "tracks"."id") filter (where "tracks"."live" = $2) as "live", string_agg("tracks"."title", cast($3 as text)) filter (where "tracks"."id" > $4) as "none" from "tracks"',
      sqlite:
        'select string_agg("tracks"."title", ? order by "tracks"."id") filter (where "tracks"."live" = ?) as "live", string_agg("tracks"."title", ?) filter (where "tracks"."id" > ?) as "none" from "tracks"',
      mysql:
        "select substring(group_concat(concat(?, case when `tracks`.`live` = ? then `tracks`.`title` end) order by `tracks`.`id` separator ''), char_length(?) + 1) as `live`, substring(group_concat(concat(?, case when `tracks`.`id` > ? then `tracks`.`title` end) separator ''), char_length(?) + 1) as `none` from `tracks`",
      mariadb:
        "select substring(group_concat(concat(?, case when `tracks`.`live` = ? then `tracks`.`title` end) order by `tracks`.`id` separator ''), char_length(?) + 1) as `live`, substring(group_concat(concat(?, case when `tracks`.`id` > ? then `tracks`.`title` end) separator ''), char_length(?) + 1) as `none` from `tracks`",
    },
    params: [', ', true, ', ', 99],
    paramsOn: {
      sqlite: [', ', 1, ', ', 99],
      mysql: [', ', true, ', ', ', ', 99, ', '],
      mariadb: [', ', true, ', ', ', ', 99, ', '],
    },
    rows: [{ live: 'Waterloo, Under Pressure', none: null }],
  },
  'equal texts once, in their order': {
    statement: select({ moods: stringAggDistinct(tracks.mood, '-') }).from(tracks),
    sql: {
      postgres:
        'select string_agg(distinct "tracks"."mood", cast($1 as text) order by "tracks"."mood") as "moods" from "tracks"',
      sqlite: lacks(
        'sqlite has no string_agg(distinct …) with a separator; aggregate a subquery that selects distinct',
      ),
      mysql:
        "select substring(group_concat(distinct concat(?, `tracks`.`mood`) order by `tracks`.`mood` separator ''), char_length(?) + 1) as `moods` from `tracks`",
      mariadb:
        "select substring(group_concat(distinct concat(?, `tracks`.`mood`) order by `tracks`.`mood` separator ''), char_length(?) + 1) as `moods` from `tracks`",
    },
    params: ['-'],
    paramsOn: { mysql: ['-', '-'], mariadb: ['-', '-'] },
    rows: [{ moods: 'calm-loud' }],
  },
  'equal numbers once': {
    statement: select({ sum: sumDistinct(tracks.price), mean: avgDistinct(tracks.rating) }).from(tracks),
    sql: {
      postgres:
        'select sum(distinct "tracks"."price") as "sum", avg(distinct "tracks"."rating") as "mean" from "tracks"',
      sqlite: 'select sum(distinct "tracks"."price") as "sum", avg(distinct "tracks"."rating") as "mean" from "tracks"',
      mysql: 'select sum(distinct `tracks`.`price`) as `sum`, avg(distinct `tracks`.`rating`) as `mean` from `tracks`',
      mariadb:
        'select sum(distinct `tracks`.`price`) as `sum`, avg(distinct `tracks`.`rating`) as `mean` from `tracks`',
    },
    rows: [{ sum: '4.78', mean: 4 }],
  },
  'conditions on all rows and on any': {
    statement: select({
      all: boolAnd(tracks.id.gt(0)),
      every: boolAnd(tracks.live),
      any: boolOr(tracks.live),
      long: boolOr(tracks.lengthMs.gt(900_000)),
      nulls: boolAnd(tracks.lengthMs.gt(1)),
      filtered: boolAnd(tracks.live).filter(tracks.mood.eq('loud')),
      none: boolOr(tracks.live).filter(tracks.id.gt(99)),
    }).from(tracks),
    sql: {
      postgres:
        'select bool_and("tracks"."id" > $1) as "all", bool_and("tracks"."live") as "every", bool_or("tracks"."live") as "any", bool_or("tracks"."length_ms" > $2) as "long", bool_and("tracks"."length_ms" > $3) as "nulls", bool_and("tracks"."live") filter (where "tracks"."mood" = $4) as "filtered", bool_or("tracks"."live") filter (where "tracks"."id" > $5) as "none" from "tracks"',
      sqlite:
        'select min("tracks"."id" > ?) as "all", min("tracks"."live") as "every", max("tracks"."live") as "any", max("tracks"."length_ms" > ?) as "long", min("tracks"."length_ms" > ?) as "nulls", min("tracks"."live") filter (where "tracks"."mood" = ?) as "filtered", max("tracks"."live") filter (where "tracks"."id" > ?) as "none" from "tracks"',
      mysql:
        'select min(`tracks`.`id` > ?) as `all`, min(`tracks`.`live`) as `every`, max(`tracks`.`live`) as `any`, max(`tracks`.`length_ms` > ?) as `long`, min(`tracks`.`length_ms` > ?) as `nulls`, min(case when `tracks`.`mood` = ? then `tracks`.`live` end) as `filtered`, max(case when `tracks`.`id` > ? then `tracks`.`live` end) as `none` from `tracks`',
      mariadb:
        'select min(`tracks`.`id` > ?) as `all`, min(`tracks`.`live`) as `every`, max(`tracks`.`live`) as `any`, max(`tracks`.`length_ms` > ?) as `long`, min(`tracks`.`length_ms` > ?) as `nulls`, min(case when `tracks`.`mood` = ? then `tracks`.`live` end) as `filtered`, max(case when `tracks`.`id` > ? then `tracks`.`live` end) as `none` from `tracks`',
    },
    params: [0, 900000, 1, 'loud', 99],
    rows: [{ all: true, every: false, any: true, long: false, nulls: true, filtered: true, none: null }],
  },
  'groups by a condition on all rows': {
    statement: select({ artist: tracks.artistId, n: count() })
      .from(tracks)
      .groupBy(tracks.artistId)
      .having(boolOr(tracks.live))
      .orderBy(tracks.artistId),
    sql: {
      postgres:
        'select "tracks"."artist_id" as "artist", count(*) as "n" from "tracks" group by "tracks"."artist_id" having bool_or("tracks"."live") order by "tracks"."artist_id"',
      sqlite:
        'select "tracks"."artist_id" as "artist", count(*) as "n" from "tracks" group by "tracks"."artist_id" having max("tracks"."live") order by "tracks"."artist_id"',
      mysql:
        'select `tracks`.`artist_id` as `artist`, count(*) as `n` from `tracks` group by `tracks`.`artist_id` having max(`tracks`.`live`) order by `tracks`.`artist_id`',
      mariadb:
        'select `tracks`.`artist_id` as `artist`, count(*) as `n` from `tracks` group by `tracks`.`artist_id` having max(`tracks`.`live`) order by `tracks`.`artist_id`',
    },
    rows: [
      { artist: 1, n: 2 },
      { artist: 2, n: 2 },
    ],
  },
  'standard deviation and variance': {
    statement: select({
      pop: stddevPop(tracks.id),
      varPop: varPop(tracks.rating),
      samp: round(stddevSamp(tracks.id), 4),
      varSamp: varSamp(tracks.id),
      one: varSamp(tracks.id).filter(tracks.id.eq(1)),
    })
      .from(tracks)
      .where(tracks.id.in([1, 5])),
    sql: {
      postgres:
        'select stddev_pop("tracks"."id") as "pop", var_pop("tracks"."rating") as "varPop", cast(round(cast(stddev_samp("tracks"."id") as numeric), 4) as double precision) as "samp", var_samp("tracks"."id") as "varSamp", var_samp("tracks"."id") filter (where "tracks"."id" = $1) as "one" from "tracks" where "tracks"."id" in ($2, $3)',
      sqlite: lacks('sqlite has no standard deviation and variance; compute them from sum(x) and sum(x * x)'),
      mysql:
        'select stddev_pop(`tracks`.`id`) as `pop`, var_pop(`tracks`.`rating`) as `varPop`, round(stddev_samp(`tracks`.`id`), 4) as `samp`, var_samp(`tracks`.`id`) as `varSamp`, var_samp(case when `tracks`.`id` = ? then `tracks`.`id` end) as `one` from `tracks` where `tracks`.`id` in (?, ?)',
      mariadb:
        'select stddev_pop(`tracks`.`id`) as `pop`, var_pop(`tracks`.`rating`) as `varPop`, round(stddev_samp(`tracks`.`id`), 4) as `samp`, var_samp(`tracks`.`id`) as `varSamp`, var_samp(case when `tracks`.`id` = ? then `tracks`.`id` end) as `one` from `tracks` where `tracks`.`id` in (?, ?)',
    },
    params: [1, 1, 5],
    rows: [{ pop: 2, varPop: 0.25, samp: 2.8284, varSamp: 8, one: null }],
  },
})

test('mysql and mariadb have no texts over a window', () => {
  const statement = select({ t: stringAgg(tracks.title, ',').over() }).from(tracks)
  expect(() => compile(statement, mariadbDialect)).toThrow(
    'mariadb has no string_agg over a window; group a subquery instead',
  )
})
