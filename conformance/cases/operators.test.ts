import {
  any,
  bigint,
  bitAnd,
  bitNot,
  bitOr,
  bitXor,
  eqAll,
  gtAll,
  json,
  literal,
  neAll,
  row,
  select,
  shiftLeft,
  shiftRight,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../conforms.ts'
import { eachDriver } from '../databases.ts'
import { artists, playlistTracks, tracks } from '../music.ts'
import { open } from '../open.ts'

const ids = select({ id: tracks.id }).from(tracks)

conforms('operators', {
  'BETWEEN SYMMETRIC takes its ends in any order': {
    statement: ids.where(tracks.id.betweenSymmetric(4, 2)).orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where "tracks"."id" between symmetric cast($1 as integer) and cast($2 as integer) order by "tracks"."id"',
      sqlite:
        'select "tracks"."id" from "tracks" where "tracks"."id" between min(?, ?) and max(?, ?) order by "tracks"."id"',
      mysql:
        'select `tracks`.`id` from `tracks` where `tracks`.`id` between least(cast(? as signed), cast(? as signed)) and greatest(cast(? as signed), cast(? as signed)) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id` from `tracks` where `tracks`.`id` between least(cast(? as signed), cast(? as signed)) and greatest(cast(? as signed), cast(? as signed)) order by `tracks`.`id`',
    },
    params: [4, 2],
    paramsOn: { sqlite: [4, 2, 4, 2], mysql: [4, 2, 4, 2], mariadb: [4, 2, 4, 2] },
    rows: [{ id: 2 }, { id: 3 }, { id: 4 }],
  },
  'BETWEEN SYMMETRIC of columns; a null end makes it null': {
    statement: select({ id: tracks.id, is: literal(200_000).betweenSymmetric(tracks.lengthMs, tracks.id) })
      .from(tracks)
      .where(tracks.id.gt(3))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", cast($1 as integer) between symmetric "tracks"."length_ms" and "tracks"."id" as "is" from "tracks" where "tracks"."id" > $2 order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", ? between min("tracks"."length_ms", "tracks"."id") and max("tracks"."length_ms", "tracks"."id") as "is" from "tracks" where "tracks"."id" > ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, cast(? as signed) between least(`tracks`.`length_ms`, `tracks`.`id`) and greatest(`tracks`.`length_ms`, `tracks`.`id`) as `is` from `tracks` where `tracks`.`id` > ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, cast(? as signed) between least(`tracks`.`length_ms`, `tracks`.`id`) and greatest(`tracks`.`length_ms`, `tracks`.`id`) as `is` from `tracks` where `tracks`.`id` > ? order by `tracks`.`id`',
    },
    params: [200000, 3],
    rows: [
      { id: 4, is: true },
      { id: 5, is: null },
      { id: 6, is: false },
    ],
  },
  'a condition that is true, or not, also where it is null': {
    statement: select({
      id: tracks.id,
      long: tracks.lengthMs.gt(200_000).isTrue(),
      notLong: tracks.lengthMs.gt(200_000).isNotTrue(),
      short: tracks.lengthMs.gt(200_000).isFalse(),
      notShort: tracks.lengthMs.gt(200_000).isNotFalse(),
    })
      .from(tracks)
      .where(tracks.live.isFalse(), tracks.id.gt(2))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", ("tracks"."length_ms" > $1) is true as "long", ("tracks"."length_ms" > $2) is not true as "notLong", ("tracks"."length_ms" > $3) is false as "short", ("tracks"."length_ms" > $4) is not false as "notShort" from "tracks" where "tracks"."live" is false and "tracks"."id" > $5 order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", ("tracks"."length_ms" > ?) is true as "long", ("tracks"."length_ms" > ?) is not true as "notLong", ("tracks"."length_ms" > ?) is false as "short", ("tracks"."length_ms" > ?) is not false as "notShort" from "tracks" where "tracks"."live" is false and "tracks"."id" > ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, (`tracks`.`length_ms` > ?) is true as `long`, (`tracks`.`length_ms` > ?) is not true as `notLong`, (`tracks`.`length_ms` > ?) is false as `short`, (`tracks`.`length_ms` > ?) is not false as `notShort` from `tracks` where `tracks`.`live` is false and `tracks`.`id` > ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, (`tracks`.`length_ms` > ?) is true as `long`, (`tracks`.`length_ms` > ?) is not true as `notLong`, (`tracks`.`length_ms` > ?) is false as `short`, (`tracks`.`length_ms` > ?) is not false as `notShort` from `tracks` where `tracks`.`live` is false and `tracks`.`id` > ? order by `tracks`.`id`',
    },
    params: [200000, 200000, 200000, 200000, 2],
    rows: [
      { id: 3, long: true, notLong: false, short: false, notShort: true },
      { id: 5, long: false, notLong: true, short: false, notShort: true },
      { id: 6, long: false, notLong: true, short: true, notShort: false },
    ],
  },
  'LIKE with a character that escapes': {
    statement: ids.where(tracks.title.like('100!%!_!!', { escape: '!' }), tracks.title.notLike('a#%', { escape: '#' })),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where "tracks"."title" like $1 escape $2 and "tracks"."title" not like $3 escape $4',
      sqlite:
        'select "tracks"."id" from "tracks" where "tracks"."title" like ? escape ? and "tracks"."title" not like ? escape ?',
      mysql:
        'select `tracks`.`id` from `tracks` where `tracks`.`title` like ? escape ? and `tracks`.`title` not like ? escape ?',
      mariadb:
        'select `tracks`.`id` from `tracks` where `tracks`.`title` like ? escape ? and `tracks`.`title` not like ? escape ?',
    },
    params: ['100!%!_!!', '!', 'a#%', '#'],
    rows: [{ id: 6 }],
  },
  'row values': {
    statement: select({ id: tracks.id, after: row(tracks.artistId, tracks.id).gt([1, 2]) })
      .from(tracks)
      .where(
        row(tracks.artistId, tracks.mood).ne([1, 'calm']),
        row(tracks.id, tracks.live).lte(row(tracks.id, literal(true))),
      )
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", ("tracks"."artist_id", "tracks"."id") > (cast($1 as integer), cast($2 as integer)) as "after" from "tracks" where ("tracks"."artist_id", "tracks"."mood") <> (cast($3 as integer), cast($4 as text)) and ("tracks"."id", "tracks"."live") <= ("tracks"."id", $5) order by "tracks"."id"',
      sqlite:
        'select "tracks"."id", ("tracks"."artist_id", "tracks"."id") > (?, ?) as "after" from "tracks" where ("tracks"."artist_id", "tracks"."mood") <> (?, ?) and ("tracks"."id", "tracks"."live") <= ("tracks"."id", ?) order by "tracks"."id"',
      mysql:
        'select `tracks`.`id`, (`tracks`.`artist_id`, `tracks`.`id`) > (cast(? as signed), cast(? as signed)) as `after` from `tracks` where (`tracks`.`artist_id`, `tracks`.`mood`) <> (cast(? as signed), ?) and (`tracks`.`id`, `tracks`.`live`) <= (`tracks`.`id`, ?) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id`, (`tracks`.`artist_id`, `tracks`.`id`) > (cast(? as signed), cast(? as signed)) as `after` from `tracks` where (`tracks`.`artist_id`, `tracks`.`mood`) <> (cast(? as signed), ?) and (`tracks`.`id`, `tracks`.`live`) <= (`tracks`.`id`, ?) order by `tracks`.`id`',
    },
    params: [1, 2, 1, 'calm', true],
    paramsOn: { sqlite: [1, 2, 1, 'calm', 1] },
    rows: [
      { id: 2, after: false },
      { id: 3, after: true },
      { id: 4, after: true },
      { id: 5, after: true },
    ],
  },
  'row values in a list': {
    statement: ids
      .where(
        row(tracks.artistId, tracks.mood).in([
          [1, 'loud'],
          [3, 'calm'],
          [tracks.id, 'calm'],
        ]),
      )
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where ("tracks"."artist_id", "tracks"."mood") in ((cast($1 as integer), cast($2 as text)), (cast($3 as integer), cast($4 as text)), ("tracks"."id", cast($5 as text))) order by "tracks"."id"',
      sqlite:
        'select "tracks"."id" from "tracks" where ("tracks"."artist_id", "tracks"."mood") in (values (?, ?), (?, ?), ("tracks"."id", ?)) order by "tracks"."id"',
      mysql:
        'select `tracks`.`id` from `tracks` where (`tracks`.`artist_id`, `tracks`.`mood`) in ((cast(? as signed), ?), (cast(? as signed), ?), (`tracks`.`id`, ?)) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id` from `tracks` where (`tracks`.`artist_id`, `tracks`.`mood`) in ((cast(? as signed), ?), (cast(? as signed), ?), (`tracks`.`id`, ?)) order by `tracks`.`id`',
    },
    params: [1, 'loud', 3, 'calm', 'calm'],
    rows: [{ id: 1 }, { id: 2 }, { id: 5 }],
  },
  'row values in no list': {
    statement: ids
      .where(row(tracks.artistId, tracks.mood).notIn([[1, 'loud']]), row(tracks.id, tracks.mood).notIn([]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where ("tracks"."artist_id", "tracks"."mood") not in ((cast($1 as integer), cast($2 as text))) and true order by "tracks"."id"',
      sqlite:
        'select "tracks"."id" from "tracks" where ("tracks"."artist_id", "tracks"."mood") not in (values (?, ?)) and true order by "tracks"."id"',
      mysql:
        'select `tracks`.`id` from `tracks` where (`tracks`.`artist_id`, `tracks`.`mood`) not in ((cast(? as signed), ?)) and true order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id` from `tracks` where (`tracks`.`artist_id`, `tracks`.`mood`) not in ((cast(? as signed), ?)) and true order by `tracks`.`id`',
    },
    params: [1, 'loud'],
    rows: [{ id: 1 }, { id: 3 }, { id: 4 }, { id: 5 }],
  },
  'row values in a query': {
    statement: ids
      .where(
        row(tracks.id, literal(1)).inQuery(
          select({ track: playlistTracks.trackId, at: playlistTracks.position }).from(playlistTracks),
        ),
      )
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where ("tracks"."id", cast($1 as integer)) in (select "playlist_tracks"."track_id" as "track", "playlist_tracks"."position" as "at" from "playlist_tracks") order by "tracks"."id"',
      sqlite:
        'select "tracks"."id" from "tracks" where ("tracks"."id", ?) in (select "playlist_tracks"."track_id" as "track", "playlist_tracks"."position" as "at" from "playlist_tracks") order by "tracks"."id"',
      mysql:
        'select `tracks`.`id` from `tracks` where (`tracks`.`id`, cast(? as signed)) in (select `playlist_tracks`.`track_id` as `track`, `playlist_tracks`.`position` as `at` from `playlist_tracks`) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id` from `tracks` where (`tracks`.`id`, cast(? as signed)) in (select `playlist_tracks`.`track_id` as `track`, `playlist_tracks`.`position` as `at` from `playlist_tracks`) order by `tracks`.`id`',
    },
    params: [1],
    rows: [{ id: 1 }, { id: 5 }],
  },
  'a comparison with any value of a query, and with all': {
    statement: ids
      .where(
        tracks.artistId.eq(any(select({ id: artists.id }).from(artists).where(artists.country.isNotNull()))),
        gtAll(tracks.id, select({ position: playlistTracks.position }).from(playlistTracks)),
        neAll(tracks.id, select({ position: playlistTracks.position }).from(playlistTracks)),
        eqAll(
          tracks.id,
          select({ position: playlistTracks.position }).from(playlistTracks).where(playlistTracks.position.gt(9)),
        ),
      )
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where "tracks"."artist_id" = any (select "artists"."id" from "artists" where "artists"."country" is not null) and "tracks"."id" > all (select "playlist_tracks"."position" from "playlist_tracks") and "tracks"."id" <> all (select "playlist_tracks"."position" from "playlist_tracks") and "tracks"."id" = all (select "playlist_tracks"."position" from "playlist_tracks" where "playlist_tracks"."position" > $1) order by "tracks"."id"',
      sqlite: lacks('sqlite has no ANY and ALL; use in(…), or exists(…) of a query with the condition'),
      mysql:
        'select `tracks`.`id` from `tracks` where `tracks`.`artist_id` = any (select `artists`.`id` from `artists` where `artists`.`country` is not null) and `tracks`.`id` > all (select `playlist_tracks`.`position` from `playlist_tracks`) and `tracks`.`id` <> all (select `playlist_tracks`.`position` from `playlist_tracks`) and `tracks`.`id` = all (select `playlist_tracks`.`position` from `playlist_tracks` where `playlist_tracks`.`position` > ?) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id` from `tracks` where `tracks`.`artist_id` = any (select `artists`.`id` from `artists` where `artists`.`country` is not null) and `tracks`.`id` > all (select `playlist_tracks`.`position` from `playlist_tracks`) and `tracks`.`id` <> all (select `playlist_tracks`.`position` from `playlist_tracks`) and `tracks`.`id` = all (select `playlist_tracks`.`position` from `playlist_tracks` where `playlist_tracks`.`position` > ?) order by `tracks`.`id`',
    },
    params: [9],
    rows: [{ id: 3 }, { id: 4 }],
  },
  'operators on bits': {
    statement: select({
      and: bitAnd(tracks.id, 6),
      or: bitOr(tracks.id, 8),
      xor: bitXor(tracks.id, 1),
      not: bitNot(tracks.id),
      below: bitAnd(tracks.id.negate(), -1),
      big: bitOr(tracks.plays, 1n),
      left: shiftLeft(tracks.id, 40),
      right: shiftRight(tracks.id.negate(), 1),
      sum: bitAnd(tracks.id.plus(1), bitOr(tracks.id, 4)).plus(1),
    })
      .from(tracks)
      .where(tracks.id.in([1, 6]), bitAnd(tracks.id, 3).ne(0))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" & cast($1 as integer) as "and", "tracks"."id" | cast($2 as integer) as "or", "tracks"."id" # cast($3 as integer) as "xor", ~"tracks"."id" as "not", (-"tracks"."id") & cast($4 as integer) as "below", "tracks"."plays" | cast($5 as bigint) as "big", cast("tracks"."id" as bigint) << cast($6 as integer) as "left", (-"tracks"."id") >> cast($7 as integer) as "right", (("tracks"."id" + $8) & ("tracks"."id" | cast($9 as integer))) + $10 as "sum" from "tracks" where "tracks"."id" in ($11, $12) and "tracks"."id" & cast($13 as integer) <> $14 order by "tracks"."id"',
      sqlite:
        'select "tracks"."id" & ? as "and", "tracks"."id" | ? as "or", ("tracks"."id" | ?) & ~("tracks"."id" & ?) as "xor", ~"tracks"."id" as "not", (-"tracks"."id") & ? as "below", "tracks"."plays" | ? as "big", "tracks"."id" << ? as "left", (-"tracks"."id") >> ? as "right", (("tracks"."id" + ?) & ("tracks"."id" | ?)) + ? as "sum" from "tracks" where "tracks"."id" in (?, ?) and "tracks"."id" & ? <> ? order by "tracks"."id"',
      mysql:
        'select cast(`tracks`.`id` & cast(? as signed) as signed) as `and`, cast(`tracks`.`id` | cast(? as signed) as signed) as `or`, cast(`tracks`.`id` ^ cast(? as signed) as signed) as `xor`, cast(~`tracks`.`id` as signed) as `not`, cast((-`tracks`.`id`) & cast(? as signed) as signed) as `below`, cast(`tracks`.`plays` | cast(? as signed) as signed) as `big`, cast(`tracks`.`id` << cast(? as signed) as signed) as `left`, cast(case when -`tracks`.`id` < 0 then ~(~(-`tracks`.`id`) >> cast(? as signed)) else (-`tracks`.`id`) >> cast(? as signed) end as signed) as `right`, cast((`tracks`.`id` + ?) & cast(`tracks`.`id` | cast(? as signed) as signed) as signed) + ? as `sum` from `tracks` where `tracks`.`id` in (?, ?) and cast(`tracks`.`id` & cast(? as signed) as signed) <> ? order by `tracks`.`id`',
      mariadb:
        'select cast(`tracks`.`id` & cast(? as signed) as signed) as `and`, cast(`tracks`.`id` | cast(? as signed) as signed) as `or`, cast(`tracks`.`id` ^ cast(? as signed) as signed) as `xor`, cast(~`tracks`.`id` as signed) as `not`, cast((-`tracks`.`id`) & cast(? as signed) as signed) as `below`, cast(`tracks`.`plays` | cast(? as signed) as signed) as `big`, cast(`tracks`.`id` << cast(? as signed) as signed) as `left`, cast(case when -`tracks`.`id` < 0 then ~(~(-`tracks`.`id`) >> cast(? as signed)) else (-`tracks`.`id`) >> cast(? as signed) end as signed) as `right`, cast((`tracks`.`id` + ?) & cast(`tracks`.`id` | cast(? as signed) as signed) as signed) + ? as `sum` from `tracks` where `tracks`.`id` in (?, ?) and cast(`tracks`.`id` & cast(? as signed) as signed) <> ? order by `tracks`.`id`',
    },
    params: [6, 8, 1, -1, 1n, 40, 1, 1, 4, 1, 1, 6, 3, 0],
    paramsOn: {
      sqlite: [6, 8, 1, 1, -1, 1n, 40, 1, 1, 4, 1, 1, 6, 3, 0],
      mysql: [6, 8, 1, -1, 1n, 40, 1, 1, 1, 4, 1, 1, 6, 3, 0],
      mariadb: [6, 8, 1, -1, 1n, 40, 1, 1, 1, 4, 1, 1, 6, 3, 0],
    },
    rows: [
      { and: 0, or: 9, xor: 0, not: -2, below: -1, big: 9007199254740993n, left: 1099511627776n, right: -1, sum: 1 },
      { and: 6, or: 14, xor: 7, not: -7, below: -6, big: 1n, left: 6597069766656n, right: -3, sum: 7 },
    ],
  },
  'a value out of JSON equals a value of JSON': {
    statement: ids
      .where(literal({ a: 'x' }, json<{ a: string }>()).at('a').eq('x'))
      .orderBy(tracks.id)
      .limit(1),
    sql: {
      postgres: 'select "tracks"."id" from "tracks" where cast($1 as jsonb) #> $2 = $3 order by "tracks"."id" limit $4',
      sqlite: 'select "tracks"."id" from "tracks" where ? -> ? = ? order by "tracks"."id" limit ?',
      mysql:
        'select `tracks`.`id` from `tracks` where json_extract(cast(? as json), ?) = cast(? as json) order by `tracks`.`id` limit ?',
      mariadb:
        'select `tracks`.`id` from `tracks` where json_equals(json_extract(?, ?), ?) order by `tracks`.`id` limit ?',
    },
    params: ['{"a":"x"}', '{"a"}', '"x"', 1],
    paramsOn: {
      sqlite: ['{"a":"x"}', '$."a"', '"x"', 1],
      mysql: ['{"a":"x"}', '$."a"', '"x"', 1],
      mariadb: ['{"a":"x"}', '$."a"', '"x"', 1],
    },
    rows: [{ id: 1 }],
  },
})

test('what a row value is compared with has as many parts', () => {
  expect(() => (row(tracks.id, tracks.title) as any).eq([1])).toThrow(
    'a row value of 2 is compared with one of as many parts',
  )
  expect(() => row(tracks.id, tracks.title).inQuery(ids)).toThrow(
    'a row value of 2 is in a query of as many columns, not of 1',
  )
  expect(() => tracks.title.like('x', { escape: '!!' })).toThrow('the escape of LIKE is one character')
  expect(() => (tracks.id as any).in(any(ids))).toThrow('a query or a list of values is needed here')
  expect(() => (literal(1n, bigint()) as any).plus(any(ids))).toThrow('on the right of a comparison only')
})

const caseless = { postgres: 'und-x-icu', sqlite: 'nocase', mysql: 'utf8mb4_0900_ai_ci', mariadb: 'utf8mb4_general_ci' }
const exact = { postgres: 'C', sqlite: 'binary', mysql: 'utf8mb4_bin', mariadb: 'utf8mb4_bin' }

eachDriver('collations', (database) => {
  test('are named as the database names them, and nothing else is SQL', async () => {
    const fresh = await database.fresh()
    const db = open(database.name, fresh.url)
    try {
      const less = literal('a').collate(exact[database.name]).lt('B')
      const alike = literal('a').concat('').collate(caseless[database.name]).lt('B')
      expect(await db.one(select({ less, alike }))).toEqual({ less: false, alike: true })
      await expect(db.one(select({ x: literal('a').collate('x" or 1=1 --').eq('b') }))).rejects.toThrow('refused')
    } finally {
      await db.close()
      await fresh.drop()
    }
  })
})
