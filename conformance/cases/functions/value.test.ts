import {
  caseOf,
  coalesce,
  compile,
  fn,
  greatest,
  integer,
  least,
  literal,
  nullIf,
  real,
  select,
  text,
} from '@espalier/core'
import { mysqlDialect } from '@espalier/dialect-mysql'
import { expect, test } from 'vitest'
import { conforms } from '../../conforms.ts'
import { artists, tracks } from '../../music.ts'

const absolute = fn('abs', [integer()], integer())
const atan2 = fn('atan2', [real(), real()], real())

conforms('functions of values', {
  'greatest and least are null when one value is': {
    statement: select({
      most: greatest(tracks.id, 3, literal(2)),
      few: least(tracks.lengthMs, tracks.id, 200_000),
      price: greatest(tracks.price, '1.00'),
      all: least(literal(2), 1),
    })
      .from(tracks)
      .where(tracks.id.in([1, 5]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select case when "tracks"."id" is not null then greatest("tracks"."id", cast($1 as integer), cast($2 as integer)) end as "most", case when "tracks"."length_ms" is not null and "tracks"."id" is not null then least("tracks"."length_ms", "tracks"."id", cast($3 as integer)) end as "few", case when "tracks"."price" is not null then greatest("tracks"."price", cast($4 as numeric)) end as "price", least(cast($5 as integer), cast($6 as integer)) as "all" from "tracks" where "tracks"."id" in ($7, $8) order by "tracks"."id"',
      sqlite:
        'select max("tracks"."id", ?, ?) as "most", min("tracks"."length_ms", "tracks"."id", ?) as "few", max("tracks"."price", ?) as "price", min(?, ?) as "all" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"',
      mysql:
        'select greatest(`tracks`.`id`, cast(? as signed), cast(? as signed)) as `most`, least(`tracks`.`length_ms`, `tracks`.`id`, cast(? as signed)) as `few`, greatest(`tracks`.`price`, cast(? as decimal(65, 2))) as `price`, least(cast(? as signed), cast(? as signed)) as `all` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
      mariadb:
        'select greatest(`tracks`.`id`, cast(? as signed), cast(? as signed)) as `most`, least(`tracks`.`length_ms`, `tracks`.`id`, cast(? as signed)) as `few`, greatest(`tracks`.`price`, cast(? as decimal(65, 2))) as `price`, least(cast(? as signed), cast(? as signed)) as `all` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
    },
    params: [3, 2, 200000, '1.00', 2, 1, 1, 5],
    paramsOn: { sqlite: [3, 2, 200000, 1, 2, 1, 1, 5] },
    rows: [
      { most: 3, few: 1, price: '1.29', all: 1 },
      { most: 5, few: null, price: '1.00', all: 1 },
    ],
  },
  'the first of several that is not null': {
    statement: select({ first: coalesce(artists.country, tracks.mood, 'none') })
      .from(tracks)
      .leftJoin(artists, artists.id.eq(tracks.artistId))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select coalesce("artists"."country", "tracks"."mood", cast($1 as text)) as "first" from "tracks" left join "artists" on "artists"."id" = "tracks"."artist_id" order by "tracks"."id"',
      sqlite:
        'select coalesce("artists"."country", "tracks"."mood", ?) as "first" from "tracks" left join "artists" on "artists"."id" = "tracks"."artist_id" order by "tracks"."id"',
      mysql:
        'select coalesce(`artists`.`country`, `tracks`.`mood`, ?) as `first` from `tracks` left join `artists` on `artists`.`id` = `tracks`.`artist_id` order by `tracks`.`id`',
      mariadb:
        'select coalesce(`artists`.`country`, `tracks`.`mood`, ?) as `first` from `tracks` left join `artists` on `artists`.`id` = `tracks`.`artist_id` order by `tracks`.`id`',
    },
    params: ['none'],
    rows: [{ first: 'SE' }, { first: 'SE' }, { first: 'GB' }, { first: 'GB' }, { first: 'calm' }, { first: 'none' }],
  },
  NULLIF: {
    statement: select({ country: nullIf(artists.country, 'SE') })
      .from(artists)
      .orderBy(artists.id)
      .limit(2),
    sql: {
      postgres:
        'select nullif("artists"."country", cast($1 as text)) as "country" from "artists" order by "artists"."id" limit $2',
      sqlite: 'select nullif("artists"."country", ?) as "country" from "artists" order by "artists"."id" limit ?',
      mysql: 'select nullif(`artists`.`country`, ?) as `country` from `artists` order by `artists`.`id` limit ?',
      mariadb: 'select nullif(`artists`.`country`, ?) as `country` from `artists` order by `artists`.`id` limit ?',
    },
    params: ['SE', 2],
    rows: [{ country: null }, { country: 'GB' }],
  },
  'a CASE of one value; null equals no value': {
    statement: select({
      land: caseOf(artists.country).when('SE', 'Sweden').when('GB', 'Britain').else('unknown'),
      id: caseOf(artists.id).when(1, artists.name).when(literal(2), 'two').end(),
    })
      .from(artists)
      .orderBy(artists.id)
      .limit(3),
    sql: {
      postgres:
        'select case "artists"."country" when cast($1 as text) then cast($2 as text) when cast($3 as text) then cast($4 as text) else cast($5 as text) end as "land", case "artists"."id" when cast($6 as integer) then "artists"."name" when cast($7 as integer) then cast($8 as text) end as "id" from "artists" order by "artists"."id" limit $9',
      sqlite:
        'select case "artists"."country" when ? then ? when ? then ? else ? end as "land", case "artists"."id" when ? then "artists"."name" when ? then ? end as "id" from "artists" order by "artists"."id" limit ?',
      mysql:
        'select case `artists`.`country` when ? then ? when ? then ? else ? end as `land`, case `artists`.`id` when cast(? as signed) then `artists`.`name` when cast(? as signed) then ? end as `id` from `artists` order by `artists`.`id` limit ?',
      mariadb:
        'select case `artists`.`country` when ? then ? when ? then ? else ? end as `land`, case `artists`.`id` when cast(? as signed) then `artists`.`name` when cast(? as signed) then ? end as `id` from `artists` order by `artists`.`id` limit ?',
    },
    params: ['SE', 'Sweden', 'GB', 'Britain', 'unknown', 1, 2, 'two', 3],
    rows: [
      { land: 'Sweden', id: 'Abba' },
      { land: 'Britain', id: 'two' },
      { land: 'unknown', id: null },
    ],
  },
  'a function that the program declares': {
    statement: select({ abs: absolute(tracks.id.minus(9)), angle: atan2(tracks.rating, 4.5) })
      .from(tracks)
      .where(tracks.id.in([1, 3]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select abs("tracks"."id" - $1) as "abs", atan2("tracks"."rating", cast($2 as double precision)) as "angle" from "tracks" where "tracks"."id" in ($3, $4) order by "tracks"."id"',
      sqlite:
        'select abs("tracks"."id" - ?) as "abs", atan2("tracks"."rating", ?) as "angle" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"',
      mysql:
        'select abs(`tracks`.`id` - ?) as `abs`, atan2(`tracks`.`rating`, cast(? as double)) as `angle` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
      mariadb:
        'select abs(`tracks`.`id` - ?) as `abs`, atan2(`tracks`.`rating`, cast(? as double)) as `angle` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
    },
    params: [9, 4.5, 1, 3],
    rows: [
      { abs: 8, angle: Math.PI / 4 },
      { abs: 6, angle: null },
    ],
  },
})

test('a declared function is called by its own name, whatever a dialect calls a function of that name', () => {
  const own = fn('length', [text()], integer())
  expect(compile(select({ n: own('x') }), mysqlDialect).sql).toBe('select length(?) as `n`')
})

test('a declared function has a name and all of its arguments', () => {
  expect(() => fn('f(x) --', [], integer())).toThrow("is not a function's name")
  expect(() => fn('', [], integer())).toThrow("is not a function's name")
  expect(() => (atan2 as any)(1)).toThrow('atan2 takes 2 arguments, not 1')
  expect(() => (atan2 as any)(1, null)).toThrow('an argument of a function is null; say nullOf(type)')
  expect(compile(select({ n: fn('constructor', [], integer())() }), mysqlDialect).sql).toBe(
    'select constructor() as `n`',
  )
})

test('greatest of one value is refused', () => {
  expect(() => (greatest as any)(tracks.id)).toThrow(
    'greatest takes two values or more; max and min are the aggregates',
  )
})
