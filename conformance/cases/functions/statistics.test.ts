import {
  bitAndAgg,
  bitOrAgg,
  corr,
  covarPop,
  covarSamp,
  format,
  integer,
  max,
  min,
  mode,
  percentileCont,
  percentileDisc,
  regrCount,
  regrIntercept,
  regrR2,
  regrSlope,
  round,
  select,
  tryCast,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../../conforms.ts'
import { artists, tracks } from '../../music.ts'

conforms('statistics', {
  'the value in the middle, and the most frequent one': {
    statement: select({
      median: round(percentileCont(tracks.price, 0.5), 4),
      quarter: percentileDisc(tracks.price, 0.25),
      mood: mode(tracks.mood).filter(tracks.id.lt(3)),
      none: mode(tracks.mood).filter(tracks.id.lt(0)),
    }).from(tracks),
    sql: {
      postgres:
        'select cast(round(cast(percentile_cont(cast($1 as double precision)) within group (order by "tracks"."price") as numeric), 4) as double precision) as "median", percentile_disc(cast($2 as double precision)) within group (order by "tracks"."price") as "quarter", mode() within group (order by "tracks"."mood") filter (where "tracks"."id" < $3) as "mood", mode() within group (order by "tracks"."mood") filter (where "tracks"."id" < $4) as "none" from "tracks"',
      sqlite: lacks('sqlite has no WITHIN GROUP; number the rows with rowNumber() and take the one in the middle'),
      mysql: lacks('mysql has no WITHIN GROUP; number the rows with rowNumber() and take the one in the middle'),
      mariadb: lacks('mariadb has no WITHIN GROUP; number the rows with rowNumber() and take the one in the middle'),
    },
    params: [0.5, 0.25, 3, 0],
    rows: [{ median: 1.14, quarter: '0.99', mood: 'calm', none: null }],
  },
  'how two numbers go together': {
    statement: select({
      corr: round(corr(tracks.rating, tracks.id), 4),
      pop: round(covarPop(tracks.rating, tracks.id), 4),
      samp: round(covarSamp(tracks.rating, tracks.id), 4),
      slope: round(regrSlope(tracks.rating, tracks.id), 4),
      intercept: round(regrIntercept(tracks.rating, tracks.id), 4),
      r2: round(regrR2(tracks.rating, tracks.id), 4),
      count: regrCount(tracks.rating, tracks.id),
    }).from(tracks),
    sql: {
      postgres:
        'select cast(round(cast(corr("tracks"."rating", "tracks"."id") as numeric), 4) as double precision) as "corr", cast(round(cast(covar_pop("tracks"."rating", "tracks"."id") as numeric), 4) as double precision) as "pop", cast(round(cast(covar_samp("tracks"."rating", "tracks"."id") as numeric), 4) as double precision) as "samp", cast(round(cast(regr_slope("tracks"."rating", "tracks"."id") as numeric), 4) as double precision) as "slope", cast(round(cast(regr_intercept("tracks"."rating", "tracks"."id") as numeric), 4) as double precision) as "intercept", cast(round(cast(regr_r2("tracks"."rating", "tracks"."id") as numeric), 4) as double precision) as "r2", regr_count("tracks"."rating", "tracks"."id") as "count" from "tracks"',
      sqlite: lacks('sqlite has no correlation and regression; compute them from sums of products'),
      mysql: lacks('mysql has no correlation and regression; compute them from sums of products'),
      mariadb: lacks('mariadb has no correlation and regression; compute them from sums of products'),
    },
    rows: [{ corr: -0.5721, pop: -0.375, samp: -0.5, slope: -0.15, intercept: 4.575, r2: 0.3273, count: 4 }],
  },
  'bits of all rows': {
    statement: select({
      and: bitAndAgg(tracks.id).filter(tracks.id.in([3, 7, 5])),
      or: bitOrAgg(tracks.id.negate()),
      none: bitAndAgg(tracks.id).filter(tracks.id.lt(0)),
    }).from(tracks),
    sql: {
      postgres:
        'select bit_and("tracks"."id") filter (where "tracks"."id" in ($1, $2, $3)) as "and", bit_or(-"tracks"."id") as "or", bit_and("tracks"."id") filter (where "tracks"."id" < $4) as "none" from "tracks"',
      sqlite: lacks('sqlite has no bit_and and bit_or over rows; combine them in the program'),
      mysql:
        'select case when count(case when `tracks`.`id` in (?, ?, ?) then `tracks`.`id` end) > 0 then cast(bit_and(case when `tracks`.`id` in (?, ?, ?) then `tracks`.`id` end) as signed) end as `and`, case when count(-`tracks`.`id`) > 0 then cast(bit_or(-`tracks`.`id`) as signed) end as `or`, case when count(case when `tracks`.`id` < ? then `tracks`.`id` end) > 0 then cast(bit_and(case when `tracks`.`id` < ? then `tracks`.`id` end) as signed) end as `none` from `tracks`',
      mariadb:
        'select case when count(case when `tracks`.`id` in (?, ?, ?) then `tracks`.`id` end) > 0 then cast(bit_and(case when `tracks`.`id` in (?, ?, ?) then `tracks`.`id` end) as signed) end as `and`, case when count(-`tracks`.`id`) > 0 then cast(bit_or(-`tracks`.`id`) as signed) end as `or`, case when count(case when `tracks`.`id` < ? then `tracks`.`id` end) > 0 then cast(bit_and(case when `tracks`.`id` < ? then `tracks`.`id` end) as signed) end as `none` from `tracks`',
    },
    params: [3, 7, 5, 0],
    paramsOn: { mysql: [3, 7, 5, 3, 7, 5, 0, 0], mariadb: [3, 7, 5, 3, 7, 5, 0, 0] },
    rows: [{ and: 1, or: -1, none: null }],
  },
  'a cast that gives null where it fails': {
    statement: select({ title: tryCast(tracks.title, integer()) })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres: `select case when pg_input_is_valid("tracks"."title", 'integer') then cast("tracks"."title" as integer) end as "title" from "tracks" where "tracks"."id" = $1`,
      sqlite: lacks('sqlite has no cast that gives null where it fails; check the text first'),
      mysql: lacks('mysql has no cast that gives null where it fails; check the text first'),
      mariadb: lacks('mariadb has no cast that gives null where it fails; check the text first'),
    },
    params: [1],
    rows: [{ title: null }],
  },
  'a text of a template': {
    statement: select({ text: format('%s is 100%% %s%s', artists.name, 'ok', '!') })
      .from(artists)
      .where(artists.id.eq(3)),
    sql: {
      postgres:
        'select format(cast($1 as text), "artists"."name", cast($2 as text), cast($3 as text)) as "text" from "artists" where "artists"."id" = $4',
      sqlite: 'select format(?, "artists"."name", ?, ?) as "text" from "artists" where "artists"."id" = ?',
      mysql: lacks('mysql has no format of texts; join them with concat(…)'),
      mariadb: lacks('mariadb has no format of texts; join them with concat(…)'),
    },
    params: ['%s is 100%% %s%s', 'ok', '!', 3],
    rows: [{ text: 'Björk is 100% ok!' }],
  },
})

test('the least of what has no order is refused', () => {
  expect(() => min(tracks.live as never)).toThrow('not every database has min of boolean; say boolAnd or boolOr')
  expect(() => max(tracks.extra as never)).toThrow('not every database has max of json; cast it first')
  expect(() => percentileCont(tracks.price, 2)).toThrow('a percentile takes a number from 0 to 1')
})
