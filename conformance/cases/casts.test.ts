import {
  abs,
  boolean,
  date,
  integer,
  literal,
  localTimestamp,
  numeric,
  real,
  select,
  text,
  time,
  timestamp,
} from '@espalier/core'
import { conforms } from '../conforms.ts'
import { tracks } from '../music.ts'

const local = literal('2012-08-01T23:45:00.5', localTimestamp())
const day = literal('2024-02-29', date())

conforms('casts', {
  'a cast to another type': {
    statement: select({
      text: tracks.lengthMs.cast(text()),
      whole: literal('42').cast(integer()),
      exact: tracks.id.cast(numeric(10, 2)),
      real: tracks.price.cast(real()),
      day: literal('2024-02-29').cast(date()),
    })
      .from(tracks)
      .where(tracks.id.in([1, 5]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select cast("tracks"."length_ms" as text) as "text", cast(cast($1 as text) as integer) as "whole", cast("tracks"."id" as numeric(10, 2)) as "exact", cast("tracks"."price" as double precision) as "real", cast(cast($2 as text) as date) as "day" from "tracks" where "tracks"."id" in ($3, $4) order by "tracks"."id"',
      sqlite:
        'select cast("tracks"."length_ms" as text) as "text", cast(? as integer) as "whole", cast("tracks"."id" as numeric) as "exact", cast("tracks"."price" as real) as "real", cast(? as text) as "day" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"',
      mysql:
        'select cast(`tracks`.`length_ms` as char) as `text`, cast(? as signed) as `whole`, cast(`tracks`.`id` as decimal(10, 2)) as `exact`, cast(`tracks`.`price` as double) as `real`, cast(? as date) as `day` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
      mariadb:
        'select cast(`tracks`.`length_ms` as char) as `text`, cast(? as signed) as `whole`, cast(`tracks`.`id` as decimal(10, 2)) as `exact`, cast(`tracks`.`price` as double) as `real`, cast(? as date) as `day` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
    },
    params: ['42', '2024-02-29', 1, 5],
    rows: [
      { text: '200000', whole: 42, exact: '1.00', real: 1.29, day: '2024-02-29' },
      { text: null, whole: 42, exact: '5.00', real: 0.5, day: '2024-02-29' },
    ],
  },
  'a cast to integer rounds': {
    statement: select({
      up: literal(3.6, real()).cast(integer()),
      down: literal(-3.6, real()).cast(integer()),
      exact: literal('2.5', numeric(3, 1)).cast(integer()),
    }),
    sql: {
      postgres:
        'select cast(cast($1 as double precision) as integer) as "up", cast(cast($2 as double precision) as integer) as "down", cast(cast($3 as numeric) as integer) as "exact"',
      sqlite:
        'select cast(round(?) as integer) as "up", cast(round(?) as integer) as "down", cast(round(?) as integer) as "exact"',
      mysql:
        'select cast(cast(? as double) as signed) as `up`, cast(cast(? as double) as signed) as `down`, cast(cast(? as decimal(65, 1)) as signed) as `exact`',
      mariadb:
        'select cast(cast(? as double) as signed) as `up`, cast(cast(? as double) as signed) as `down`, cast(cast(? as decimal(65, 1)) as signed) as `exact`',
    },
    params: [3.6, -3.6, '2.5'],
    paramsOn: { sqlite: [3.6, -3.6, 2.5] },
    rows: [{ up: 4, down: -4, exact: 3 }],
  },
  'casts between times': {
    statement: select({
      day: tracks.addedAt.cast(date()),
      clock: tracks.addedAt.cast(time()),
      local: tracks.addedAt.cast(localTimestamp()),
      localDay: local.cast(date()),
      localClock: local.cast(time()),
      instant: local.cast(timestamp()),
      midnight: day.cast(localTimestamp()),
      start: day.cast(timestamp()),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select cast("tracks"."added_at" as date) as "day", cast("tracks"."added_at" as time) as "clock", cast("tracks"."added_at" as timestamp) as "local", cast(cast($1 as timestamp) as date) as "localDay", cast(cast($1 as timestamp) as time) as "localClock", cast(cast($1 as timestamp) as timestamptz(3)) as "instant", cast(cast($2 as date) as timestamp) as "midnight", cast(cast($2 as date) as timestamptz(3)) as "start" from "tracks" where "tracks"."id" = $3',
      sqlite: `select date("tracks"."added_at") as "day", rtrim(rtrim(strftime('%H:%M:%f', "tracks"."added_at"), '0'), '.') as "clock", rtrim(rtrim(rtrim("tracks"."added_at", 'Z'), '0'), '.') as "local", date(?) as "localDay", rtrim(rtrim(strftime('%H:%M:%f', ?), '0'), '.') as "localClock", strftime('%Y-%m-%dT%H:%M:%fZ', ?) as "instant", strftime('%Y-%m-%dT%H:%M:%S', ?) as "midnight", strftime('%Y-%m-%dT%H:%M:%fZ', ?) as "start" from "tracks" where "tracks"."id" = ?`,
      mysql:
        'select cast(`tracks`.`added_at` as date) as `day`, cast(`tracks`.`added_at` as time(6)) as `clock`, cast(`tracks`.`added_at` as datetime(6)) as `local`, cast(cast(? as datetime(6)) as date) as `localDay`, cast(cast(? as datetime(6)) as time(6)) as `localClock`, cast(cast(? as datetime(6)) as datetime(3)) as `instant`, cast(cast(? as date) as datetime(6)) as `midnight`, cast(cast(? as date) as datetime(3)) as `start` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select cast(`tracks`.`added_at` as date) as `day`, cast(`tracks`.`added_at` as time(6)) as `clock`, cast(`tracks`.`added_at` as datetime(6)) as `local`, cast(cast(? as datetime(6)) as date) as `localDay`, cast(cast(? as datetime(6)) as time(6)) as `localClock`, cast(cast(? as datetime(6)) as datetime(3)) as `instant`, cast(cast(? as date) as datetime(6)) as `midnight`, cast(cast(? as date) as datetime(3)) as `start` from `tracks` where `tracks`.`id` = ?',
    },
    params: ['2012-08-01T23:45:00.5', '2024-02-29', 1],
    paramsOn: {
      sqlite: [
        '2012-08-01T23:45:00.5',
        '2012-08-01T23:45:00.5',
        '2012-08-01T23:45:00.5',
        '2024-02-29',
        '2024-02-29',
        1,
      ],
      mysql: ['2012-08-01 23:45:00.5', '2012-08-01 23:45:00.5', '2012-08-01 23:45:00.5', '2024-02-29', '2024-02-29', 1],
      mariadb: [
        '2012-08-01 23:45:00.5',
        '2012-08-01 23:45:00.5',
        '2012-08-01 23:45:00.5',
        '2024-02-29',
        '2024-02-29',
        1,
      ],
    },
    rows: [
      {
        day: '2024-01-01',
        clock: '12:30:15.25',
        local: '2024-01-01T12:30:15.25',
        localDay: '2012-08-01',
        localClock: '23:45:00.5',
        instant: new Date('2012-08-01T23:45:00.500Z'),
        midnight: '2024-02-29T00:00:00',
        start: new Date('2024-02-29T00:00:00.000Z'),
      },
    ],
  },
  'casts of booleans read and write words': {
    statement: select({
      word: tracks.live.cast(text()),
      read: literal('true').cast(boolean()),
      not: literal('f').cast(boolean()),
      any: tracks.id.minus(2).cast(boolean()),
      number: tracks.live.cast(integer()),
    })
      .from(tracks)
      .where(tracks.id.in([1, 2]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select cast("tracks"."live" as text) as "word", cast(cast($1 as text) as boolean) as "read", cast(cast($2 as text) as boolean) as "not", cast("tracks"."id" - $3 as boolean) as "any", cast("tracks"."live" as integer) as "number" from "tracks" where "tracks"."id" in ($4, $5) order by "tracks"."id"',
      sqlite: `select case "tracks"."live" when 1 then 'true' when 0 then 'false' end as "word", case lower(?) when 'true' then true when 't' then true when 'false' then false when 'f' then false end as "read", case lower(?) when 'true' then true when 't' then true when 'false' then false when 'f' then false end as "not", ("tracks"."id" - ? <> 0) as "any", cast("tracks"."live" as integer) as "number" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"`,
      mysql:
        "select case `tracks`.`live` when 1 then 'true' when 0 then 'false' end as `word`, case lower(?) when 'true' then true when 't' then true when 'false' then false when 'f' then false end as `read`, case lower(?) when 'true' then true when 't' then true when 'false' then false when 'f' then false end as `not`, (`tracks`.`id` - ? <> 0) as `any`, cast(`tracks`.`live` as signed) as `number` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`",
      mariadb:
        "select case `tracks`.`live` when 1 then 'true' when 0 then 'false' end as `word`, case lower(?) when 'true' then true when 't' then true when 'false' then false when 'f' then false end as `read`, case lower(?) when 'true' then true when 't' then true when 'false' then false when 'f' then false end as `not`, (`tracks`.`id` - ? <> 0) as `any`, cast(`tracks`.`live` as signed) as `number` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`",
    },
    params: ['true', 'f', 2, 1, 2],
    rows: [
      { word: 'false', read: true, not: false, any: true, number: 0 },
      { word: 'true', read: true, not: false, any: false, number: 1 },
    ],
  },
})

conforms('functions of numbers', {
  abs: {
    statement: select({ whole: abs(tracks.id.minus(5)), exact: abs(tracks.price.negate()), none: abs(tracks.rating) })
      .from(tracks)
      .where(tracks.id.in([1, 3]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select abs("tracks"."id" - $1) as "whole", abs(-"tracks"."price") as "exact", abs("tracks"."rating") as "none" from "tracks" where "tracks"."id" in ($2, $3) order by "tracks"."id"',
      sqlite:
        'select abs("tracks"."id" - ?) as "whole", abs(-"tracks"."price") as "exact", abs("tracks"."rating") as "none" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"',
      mysql:
        'select abs(`tracks`.`id` - ?) as `whole`, abs(-`tracks`.`price`) as `exact`, abs(`tracks`.`rating`) as `none` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
      mariadb:
        'select abs(`tracks`.`id` - ?) as `whole`, abs(-`tracks`.`price`) as `exact`, abs(`tracks`.`rating`) as `none` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
    },
    params: [5, 1, 3],
    rows: [
      { whole: 4, exact: '1.29', none: 4.5 },
      { whole: 2, exact: '1.29', none: null },
    ],
  },
})
