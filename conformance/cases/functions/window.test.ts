import {
  avg,
  count,
  cumeDist,
  firstValue,
  lag,
  lastValue,
  lead,
  nthValue,
  ntile,
  percentRank,
  select,
  sum,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../../conforms.ts'
import { tracks } from '../../music.ts'

const byId = { orderBy: tracks.id } as const
const whole = { rows: ['unboundedPreceding', 'unboundedFollowing'] } as const

conforms('window functions', {
  'ranks from 0 to 1, and parts of one size': {
    statement: select({
      id: tracks.id,
      rank: percentRank().over({ orderBy: tracks.price }),
      dist: cumeDist().over({ orderBy: tracks.price }),
      part: ntile(2).over(byId),
    })
      .from(tracks)
      .where(tracks.id.lte(5))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", percent_rank() over (order by "tracks"."price") as "rank", cume_dist() over (order by "tracks"."price") as "dist", ntile(2) over (order by "tracks"."id") as "part" from "tracks" where "tracks"."id" <= $1 order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", percent_rank() over (order by "tracks"."price") as "rank", cume_dist() over (order by "tracks"."price") as "dist", ntile(2) over (order by "tracks"."id") as "part" from "tracks" where "tracks"."id" <= ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, percent_rank() over (order by `tracks`.`price`) as `rank`, cume_dist() over (order by `tracks`.`price`) as `dist`, ntile(2) over (order by `tracks`.`id`) as `part` from `tracks` where `tracks`.`id` <= ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, percent_rank() over (order by `tracks`.`price`) as `rank`, cume_dist() over (order by `tracks`.`price`) as `dist`, ntile(2) over (order by `tracks`.`id`) as `part` from `tracks` where `tracks`.`id` <= ? order by `tracks`.`id`',
    },
    params: [5],
    rows: [
      { id: 1, rank: 0.5, dist: 0.8, part: 1 },
      { id: 2, rank: 0.25, dist: 0.4, part: 1 },
      { id: 3, rank: 0.5, dist: 0.8, part: 1 },
      { id: 4, rank: 1, dist: 1, part: 2 },
      { id: 5, rank: 0, dist: 0.2, part: 2 },
    ],
  },
  'the first, last and n-th value of a frame; without a frame it ends at the current row': {
    statement: select({
      id: tracks.id,
      first: firstValue(tracks.title).over({ partitionBy: tracks.artistId, orderBy: tracks.id }),
      last: lastValue(tracks.id).over(byId),
      end: lastValue(tracks.id).over({ ...byId, frame: whole }),
      second: nthValue(tracks.id, 2).over(byId),
    })
      .from(tracks)
      .where(tracks.id.in([1, 2, 4]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", first_value("tracks"."title") over (partition by "tracks"."artist_id" order by "tracks"."id") as "first", last_value("tracks"."id") over (order by "tracks"."id") as "last", last_value("tracks"."id") over (order by "tracks"."id" rows between unbounded preceding and unbounded following) as "end", nth_value("tracks"."id", 2) over (order by "tracks"."id") as "second" from "tracks" where "tracks"."id" in ($1, $2, $3) order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", first_value("tracks"."title") over (partition by "tracks"."artist_id" order by "tracks"."id") as "first", last_value("tracks"."id") over (order by "tracks"."id") as "last", last_value("tracks"."id") over (order by "tracks"."id" rows between unbounded preceding and unbounded following) as "end", nth_value("tracks"."id", 2) over (order by "tracks"."id") as "second" from "tracks" where "tracks"."id" in (?, ?, ?) order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, first_value(`tracks`.`title`) over (partition by `tracks`.`artist_id` order by `tracks`.`id`) as `first`, last_value(`tracks`.`id`) over (order by `tracks`.`id`) as `last`, last_value(`tracks`.`id`) over (order by `tracks`.`id` rows between unbounded preceding and unbounded following) as `end`, nth_value(`tracks`.`id`, 2) over (order by `tracks`.`id`) as `second` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, first_value(`tracks`.`title`) over (partition by `tracks`.`artist_id` order by `tracks`.`id`) as `first`, last_value(`tracks`.`id`) over (order by `tracks`.`id`) as `last`, last_value(`tracks`.`id`) over (order by `tracks`.`id` rows between unbounded preceding and unbounded following) as `end`, nth_value(`tracks`.`id`, 2) over (order by `tracks`.`id`) as `second` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
    },
    params: [1, 2, 4],
    rows: [
      { id: 1, first: 'SOS', last: 1, end: 4, second: null },
      { id: 2, first: 'SOS', last: 2, end: 4, second: 2 },
      { id: 4, first: 'Under Pressure', last: 4, end: 4, second: 2 },
    ],
  },
  'the value of the row before and of that two rows behind': {
    statement: select({
      id: tracks.id,
      before: lag(tracks.id).over(byId),
      behind: lead(tracks.title, 2).over(byId),
    })
      .from(tracks)
      .where(tracks.id.lte(3))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", lag("tracks"."id") over (order by "tracks"."id") as "before", lead("tracks"."title", 2) over (order by "tracks"."id") as "behind" from "tracks" where "tracks"."id" <= $1 order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", lag("tracks"."id") over (order by "tracks"."id") as "before", lead("tracks"."title", 2) over (order by "tracks"."id") as "behind" from "tracks" where "tracks"."id" <= ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, lag(`tracks`.`id`) over (order by `tracks`.`id`) as `before`, lead(`tracks`.`title`, 2) over (order by `tracks`.`id`) as `behind` from `tracks` where `tracks`.`id` <= ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, lag(`tracks`.`id`) over (order by `tracks`.`id`) as `before`, lead(`tracks`.`title`, 2) over (order by `tracks`.`id`) as `behind` from `tracks` where `tracks`.`id` <= ? order by `tracks`.`id`',
    },
    params: [3],
    rows: [
      { id: 1, before: null, behind: 'Save Me' },
      { id: 2, before: 1, behind: null },
      { id: 3, before: 2, behind: null },
    ],
  },
  'a value where there is no such row': {
    statement: select({
      id: tracks.id,
      before: lag(tracks.lengthMs, 1, 0).over(byId),
      behind: lead(tracks.title, 1, tracks.title).over(byId),
    })
      .from(tracks)
      .where(tracks.id.gte(4))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", lag("tracks"."length_ms", 1, cast($1 as integer)) over (order by "tracks"."id") as "before", lead("tracks"."title", 1, "tracks"."title") over (order by "tracks"."id") as "behind" from "tracks" where "tracks"."id" >= $2 order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", lag("tracks"."length_ms", 1, ?) over (order by "tracks"."id") as "before", lead("tracks"."title", 1, "tracks"."title") over (order by "tracks"."id") as "behind" from "tracks" where "tracks"."id" >= ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, lag(`tracks`.`length_ms`, 1, cast(? as signed)) over (order by `tracks`.`id`) as `before`, lead(`tracks`.`title`, 1, `tracks`.`title`) over (order by `tracks`.`id`) as `behind` from `tracks` where `tracks`.`id` >= ? order by `tracks`.`id`',
      mariadb: lacks('mariadb has no default in lag and lead; wrap it with coalesce(…)'),
    },
    params: [0, 4],
    rows: [
      { id: 4, before: 0, behind: 'Jóga' },
      { id: 5, before: 248_000, behind: '100%_!' },
      { id: 6, before: null, behind: '100%_!' },
    ],
  },
  'frames of rows and of values': {
    statement: select({
      id: tracks.id,
      pair: sum(tracks.id).over({ ...byId, frame: { rows: [{ preceding: 1 }, 'currentRow'] } }),
      before: sum(tracks.id).over({ ...byId, frame: { rows: ['unboundedPreceding', { preceding: 1 }] } }),
      near: count().over({ ...byId, frame: { range: [{ preceding: 1 }, { following: 1 }] } }),
      mean: avg(tracks.lengthMs).over({ partitionBy: tracks.artistId, frame: whole }),
    })
      .from(tracks)
      .where(tracks.id.in([1, 2, 4]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", sum("tracks"."id") over (order by "tracks"."id" rows between 1 preceding and current row) as "pair", sum("tracks"."id") over (order by "tracks"."id" rows between unbounded preceding and 1 preceding) as "before", count(*) over (order by "tracks"."id" range between 1 preceding and 1 following) as "near", avg("tracks"."length_ms") over (partition by "tracks"."artist_id" rows between unbounded preceding and unbounded following) as "mean" from "tracks" where "tracks"."id" in ($1, $2, $3) order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", sum("tracks"."id") over (order by "tracks"."id" rows between 1 preceding and current row) as "pair", sum("tracks"."id") over (order by "tracks"."id" rows between unbounded preceding and 1 preceding) as "before", count(*) over (order by "tracks"."id" range between 1 preceding and 1 following) as "near", avg("tracks"."length_ms") over (partition by "tracks"."artist_id" rows between unbounded preceding and unbounded following) as "mean" from "tracks" where "tracks"."id" in (?, ?, ?) order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, sum(`tracks`.`id`) over (order by `tracks`.`id` rows between 1 preceding and current row) as `pair`, sum(`tracks`.`id`) over (order by `tracks`.`id` rows between unbounded preceding and 1 preceding) as `before`, count(*) over (order by `tracks`.`id` range between 1 preceding and 1 following) as `near`, avg(`tracks`.`length_ms`) over (partition by `tracks`.`artist_id` rows between unbounded preceding and unbounded following) as `mean` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, sum(`tracks`.`id`) over (order by `tracks`.`id` rows between 1 preceding and current row) as `pair`, sum(`tracks`.`id`) over (order by `tracks`.`id` rows between unbounded preceding and 1 preceding) as `before`, count(*) over (order by `tracks`.`id` range between 1 preceding and 1 following) as `near`, avg(`tracks`.`length_ms`) over (partition by `tracks`.`artist_id` rows between unbounded preceding and unbounded following) as `mean` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
    },
    params: [1, 2, 4],
    rows: [
      { id: 1, pair: 1, before: null, near: 2, mean: 184_000 },
      { id: 2, pair: 3, before: 1, near: 2, mean: 184_000 },
      { id: 4, pair: 6, before: 3, near: 1, mean: 248_000 },
    ],
  },
  'frames of groups': {
    statement: select({
      id: tracks.id,
      n: count().over({ orderBy: tracks.price, frame: { groups: [{ preceding: 1 }, 'currentRow'] } }),
    })
      .from(tracks)
      .orderBy(tracks.id)
      .limit(3),
    sql: {
      postgres:
        'select "tracks"."id", count(*) over (order by "tracks"."price" groups between 1 preceding and current row) as "n" from "tracks" order by "tracks"."id" limit $1',
      sqlite:
        'select "tracks"."id", count(*) over (order by "tracks"."price" groups between 1 preceding and current row) as "n" from "tracks" order by "tracks"."id" limit ?',
      mysql: lacks('mysql has no GROUPS in a frame; use rows or range'),
      mariadb: lacks('mariadb has no GROUPS in a frame; use rows or range'),
    },
    params: [3],
    rows: [
      { id: 1, n: 4 },
      { id: 2, n: 3 },
      { id: 3, n: 4 },
    ],
  },
  'frames without the current row': {
    statement: select({
      id: tracks.id,
      others: sum(tracks.id).over({ frame: { ...whole, exclude: 'currentRow' } }),
      first: firstValue(tracks.id).over({ ...byId, frame: { rows: ['currentRow', 'currentRow'], exclude: 'group' } }),
    })
      .from(tracks)
      .orderBy(tracks.id)
      .limit(2),
    sql: {
      postgres:
        'select "tracks"."id", sum("tracks"."id") over (rows between unbounded preceding and unbounded following exclude current row) as "others", first_value("tracks"."id") over (order by "tracks"."id" rows between current row and current row exclude group) as "first" from "tracks" order by "tracks"."id" limit $1',
      sqlite:
        'select "tracks"."id", sum("tracks"."id") over (rows between unbounded preceding and unbounded following exclude current row) as "others", first_value("tracks"."id") over (order by "tracks"."id" rows between current row and current row exclude group) as "first" from "tracks" order by "tracks"."id" limit ?',
      mysql: lacks('mysql has no EXCLUDE in a frame; leave exclude out'),
      mariadb: lacks('mariadb has no EXCLUDE in a frame; leave exclude out'),
    },
    params: [2],
    rows: [
      { id: 1, others: 20, first: null },
      { id: 2, others: 19, first: null },
    ],
  },
})

test('what is no frame and no count is refused', () => {
  const framed = (frame: unknown) => () => count().over({ frame: frame as never })
  expect(framed({})).toThrow('a frame has rows, range or groups')
  expect(framed({ rows: [{ preceding: -1 }, 'currentRow'] })).toThrow('a whole number of rows')
  expect(framed({ rows: [{ preceding: '1) --' }, 'currentRow'] })).toThrow('a whole number of rows')
  expect(framed({ rows: ['constructor', 'currentRow'] })).toThrow('a whole number of rows')
  expect(framed({ ...whole, exclude: 'no others' })).toThrow('a frame excludes currentRow, group or ties')
  expect(() => ntile(0)).toThrow('ntile takes a whole number, 1 or more')
  expect(() => lag(tracks.id, '1' as unknown as number)).toThrow('lag takes a whole number, 0 or more')
})
