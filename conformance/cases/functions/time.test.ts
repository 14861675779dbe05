import {
  addTime,
  count,
  currentDate,
  dateTrunc,
  extract,
  literal,
  localTimestamp,
  now,
  select,
  type TimeField,
  type TruncField,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { conforms } from '../../conforms.ts'
import { tracks } from '../../music.ts'

const local = literal('2024-12-30T23:59:58.75', localTimestamp())
const early = literal(new Date('1960-02-29T01:02:03.250Z'))

conforms('functions of time', {
  'the parts of an instant, in UTC': {
    statement: select({
      year: extract('year', tracks.addedAt),
      month: extract('month', tracks.addedAt),
      day: extract('day', tracks.addedAt),
      hour: extract('hour', tracks.addedAt),
      minute: extract('minute', tracks.addedAt),
      second: extract('second', tracks.addedAt),
      dow: extract('dow', tracks.addedAt),
      doy: extract('doy', tracks.addedAt),
      week: extract('week', tracks.addedAt),
      epoch: extract('epoch', tracks.addedAt),
    })
      .from(tracks)
      .where(tracks.id.eq(6)),
    sql: {
      postgres:
        'select cast(extract(year from "tracks"."added_at") as integer) as "year", cast(extract(month from "tracks"."added_at") as integer) as "month", cast(extract(day from "tracks"."added_at") as integer) as "day", cast(extract(hour from "tracks"."added_at") as integer) as "hour", cast(extract(minute from "tracks"."added_at") as integer) as "minute", cast(floor(extract(second from "tracks"."added_at")) as integer) as "second", cast(extract(dow from "tracks"."added_at") as integer) as "dow", cast(extract(doy from "tracks"."added_at") as integer) as "doy", cast(extract(week from "tracks"."added_at") as integer) as "week", cast(extract(epoch from "tracks"."added_at") as double precision) as "epoch" from "tracks" where "tracks"."id" = $1',
      sqlite: `select cast(strftime('%Y', "tracks"."added_at") as integer) as "year", cast(strftime('%m', "tracks"."added_at") as integer) as "month", cast(strftime('%d', "tracks"."added_at") as integer) as "day", cast(strftime('%H', "tracks"."added_at") as integer) as "hour", cast(strftime('%M', "tracks"."added_at") as integer) as "minute", cast(strftime('%S', "tracks"."added_at") as integer) as "second", cast(strftime('%w', "tracks"."added_at") as integer) as "dow", cast(strftime('%j', "tracks"."added_at") as integer) as "doy", ((strftime('%j', "tracks"."added_at", '-3 days', 'weekday 4') - 1) / 7 + 1) as "week", cast(unixepoch("tracks"."added_at", 'subsec') as real) as "epoch" from "tracks" where "tracks"."id" = ?`,
      mysql:
        "select extract(year from `tracks`.`added_at`) as `year`, extract(month from `tracks`.`added_at`) as `month`, extract(day from `tracks`.`added_at`) as `day`, extract(hour from `tracks`.`added_at`) as `hour`, extract(minute from `tracks`.`added_at`) as `minute`, extract(second from `tracks`.`added_at`) as `second`, (dayofweek(`tracks`.`added_at`) - 1) as `dow`, dayofyear(`tracks`.`added_at`) as `doy`, week(`tracks`.`added_at`, 3) as `week`, (timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', `tracks`.`added_at`) / 1e6) as `epoch` from `tracks` where `tracks`.`id` = ?",
      mariadb:
        "select extract(year from `tracks`.`added_at`) as `year`, extract(month from `tracks`.`added_at`) as `month`, extract(day from `tracks`.`added_at`) as `day`, extract(hour from `tracks`.`added_at`) as `hour`, extract(minute from `tracks`.`added_at`) as `minute`, extract(second from `tracks`.`added_at`) as `second`, (dayofweek(`tracks`.`added_at`) - 1) as `dow`, dayofyear(`tracks`.`added_at`) as `doy`, week(`tracks`.`added_at`, 3) as `week`, (timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', `tracks`.`added_at`) / 1e6) as `epoch` from `tracks` where `tracks`.`id` = ?",
    },
    params: [6],
    rows: [
      {
        year: 2024,
        month: 1,
        day: 6,
        hour: 12,
        minute: 30,
        second: 15,
        dow: 6,
        doy: 6,
        week: 1,
        epoch: 1_704_544_215.25,
      },
    ],
  },
  'the parts of a date': {
    statement: select({
      year: extract('year', tracks.released),
      dow: extract('dow', tracks.released),
      doy: extract('doy', tracks.released),
      week: extract('week', tracks.released),
      epoch: extract('epoch', tracks.released),
      decade: extract('year', tracks.released).intDiv(10),
    })
      .from(tracks)
      .where(tracks.id.in([2, 4]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select cast(extract(year from "tracks"."released") as integer) as "year", cast(extract(dow from "tracks"."released") as integer) as "dow", cast(extract(doy from "tracks"."released") as integer) as "doy", cast(extract(week from "tracks"."released") as integer) as "week", cast(extract(epoch from "tracks"."released") as double precision) as "epoch", cast(extract(year from "tracks"."released") as integer) / $1 as "decade" from "tracks" where "tracks"."id" in ($2, $3) order by "tracks"."id"',
      sqlite: `select cast(strftime('%Y', "tracks"."released") as integer) as "year", cast(strftime('%w', "tracks"."released") as integer) as "dow", cast(strftime('%j', "tracks"."released") as integer) as "doy", ((strftime('%j', "tracks"."released", '-3 days', 'weekday 4') - 1) / 7 + 1) as "week", cast(unixepoch("tracks"."released", 'subsec') as real) as "epoch", cast(strftime('%Y', "tracks"."released") as integer) / ? as "decade" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"`,
      mysql:
        "select extract(year from `tracks`.`released`) as `year`, (dayofweek(`tracks`.`released`) - 1) as `dow`, dayofyear(`tracks`.`released`) as `doy`, week(`tracks`.`released`, 3) as `week`, (timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', `tracks`.`released`) / 1e6) as `epoch`, extract(year from `tracks`.`released`) div ? as `decade` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`",
      mariadb:
        "select extract(year from `tracks`.`released`) as `year`, (dayofweek(`tracks`.`released`) - 1) as `dow`, dayofyear(`tracks`.`released`) as `doy`, week(`tracks`.`released`, 3) as `week`, (timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', `tracks`.`released`) / 1e6) as `epoch`, extract(year from `tracks`.`released`) div ? as `decade` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`",
    },
    params: [10, 2, 4],
    rows: [
      { year: 1974, dow: 1, doy: 63, week: 10, epoch: 131_587_200, decade: 197 },
      { year: null, dow: null, doy: null, week: null, epoch: null, decade: null },
    ],
  },
  'the last days of a year may be in the first week of the next': {
    statement: select({
      week: extract('week', local),
      second: extract('second', local),
      epoch: extract('epoch', early),
      sunday: extract('dow', early).minus(1),
    }),
    sql: {
      postgres:
        'select cast(extract(week from cast($1 as timestamp)) as integer) as "week", cast(floor(extract(second from cast($1 as timestamp))) as integer) as "second", cast(extract(epoch from cast($2 as timestamptz)) as double precision) as "epoch", cast(extract(dow from cast($2 as timestamptz)) as integer) - $3 as "sunday"',
      sqlite: `select ((strftime('%j', ?, '-3 days', 'weekday 4') - 1) / 7 + 1) as "week", cast(strftime('%S', ?) as integer) as "second", cast(unixepoch(?, 'subsec') as real) as "epoch", cast(strftime('%w', ?) as integer) - ? as "sunday"`,
      mysql:
        "select week(cast(? as datetime(6)), 3) as `week`, extract(second from cast(? as datetime(6))) as `second`, (timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', cast(? as datetime(3))) / 1e6) as `epoch`, (dayofweek(cast(? as datetime(3))) - 1) - ? as `sunday`",
      mariadb:
        "select week(cast(? as datetime(6)), 3) as `week`, extract(second from cast(? as datetime(6))) as `second`, (timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', cast(? as datetime(3))) / 1e6) as `epoch`, (dayofweek(cast(? as datetime(3))) - 1) - ? as `sunday`",
    },
    params: ['2024-12-30T23:59:58.75', '1960-02-29T01:02:03.250Z', 1],
    paramsOn: {
      sqlite: [
        '2024-12-30T23:59:58.75',
        '2024-12-30T23:59:58.75',
        '1960-02-29T01:02:03.250Z',
        '1960-02-29T01:02:03.250Z',
        1,
      ],
      mysql: [
        '2024-12-30 23:59:58.75',
        '2024-12-30 23:59:58.75',
        '1960-02-29 01:02:03.250',
        '1960-02-29 01:02:03.250',
        1,
      ],
      mariadb: [
        '2024-12-30 23:59:58.75',
        '2024-12-30 23:59:58.75',
        '1960-02-29 01:02:03.250',
        '1960-02-29 01:02:03.250',
        1,
      ],
    },
    rows: [{ week: 1, second: 58, epoch: -310_517_876.75, sunday: 0 }],
  },
  'the start of a field': {
    statement: select({
      year: dateTrunc('year', tracks.addedAt),
      month: dateTrunc('month', local),
      week: dateTrunc('week', tracks.addedAt),
      day: dateTrunc('day', local),
      hour: dateTrunc('hour', tracks.addedAt),
      minute: dateTrunc('minute', tracks.addedAt),
      second: dateTrunc('second', local),
    })
      .from(tracks)
      .where(tracks.id.in([6])),
    sql: {
      postgres: `select date_trunc('year', "tracks"."added_at") as "year", date_trunc('month', cast($1 as timestamp)) as "month", date_trunc('week', "tracks"."added_at") as "week", date_trunc('day', cast($1 as timestamp)) as "day", date_trunc('hour', "tracks"."added_at") as "hour", date_trunc('minute', "tracks"."added_at") as "minute", date_trunc('second', cast($1 as timestamp)) as "second" from "tracks" where "tracks"."id" in ($2)`,
      sqlite: `select strftime('%Y-01-01T00:00:00.000Z', "tracks"."added_at") as "year", strftime('%Y-%m-01T00:00:00', ?) as "month", strftime('%Y-%m-%dT00:00:00.000Z', "tracks"."added_at", '-6 days', 'weekday 1') as "week", strftime('%Y-%m-%dT00:00:00', ?) as "day", strftime('%Y-%m-%dT%H:00:00.000Z', "tracks"."added_at") as "hour", strftime('%Y-%m-%dT%H:%M:00.000Z', "tracks"."added_at") as "minute", strftime('%Y-%m-%dT%H:%M:%S', ?) as "second" from "tracks" where "tracks"."id" in (?)`,
      mysql:
        "select cast(date_format(`tracks`.`added_at`, '%Y-01-01') as datetime(3)) as `year`, cast(date_format(cast(? as datetime(6)), '%Y-%m-01') as datetime(6)) as `month`, cast(str_to_date(date_format(`tracks`.`added_at`, '%x-%v-1'), '%x-%v-%w') as datetime(3)) as `week`, cast(date(cast(? as datetime(6))) as datetime(6)) as `day`, cast(date_format(`tracks`.`added_at`, '%Y-%m-%d %H:00:00') as datetime(3)) as `hour`, cast(date_format(`tracks`.`added_at`, '%Y-%m-%d %H:%i:00') as datetime(3)) as `minute`, cast(date_format(cast(? as datetime(6)), '%Y-%m-%d %H:%i:%s') as datetime(6)) as `second` from `tracks` where `tracks`.`id` in (?)",
      mariadb:
        "select cast(date_format(`tracks`.`added_at`, '%Y-01-01') as datetime(3)) as `year`, cast(date_format(cast(? as datetime(6)), '%Y-%m-01') as datetime(6)) as `month`, cast(str_to_date(date_format(`tracks`.`added_at`, '%x-%v-1'), '%x-%v-%w') as datetime(3)) as `week`, cast(date(cast(? as datetime(6))) as datetime(6)) as `day`, cast(date_format(`tracks`.`added_at`, '%Y-%m-%d %H:00:00') as datetime(3)) as `hour`, cast(date_format(`tracks`.`added_at`, '%Y-%m-%d %H:%i:00') as datetime(3)) as `minute`, cast(date_format(cast(? as datetime(6)), '%Y-%m-%d %H:%i:%s') as datetime(6)) as `second` from `tracks` where `tracks`.`id` in (?)",
    },
    params: ['2024-12-30T23:59:58.75', 6],
    paramsOn: {
      sqlite: ['2024-12-30T23:59:58.75', '2024-12-30T23:59:58.75', '2024-12-30T23:59:58.75', 6],
      mysql: ['2024-12-30 23:59:58.75', '2024-12-30 23:59:58.75', '2024-12-30 23:59:58.75', 6],
      mariadb: ['2024-12-30 23:59:58.75', '2024-12-30 23:59:58.75', '2024-12-30 23:59:58.75', 6],
    },
    rows: [
      {
        year: new Date('2024-01-01T00:00:00Z'),
        month: '2024-12-01T00:00:00',
        week: new Date('2024-01-01T00:00:00Z'),
        day: '2024-12-30T00:00:00',
        hour: new Date('2024-01-06T12:00:00Z'),
        minute: new Date('2024-01-06T12:30:00Z'),
        second: '2024-12-30T23:59:58',
      },
    ],
  },
  'weeks begin on Monday, also at the turn of a year': {
    statement: select({ monday: dateTrunc('week', local), before: dateTrunc('week', early) }),
    sql: {
      postgres: `select date_trunc('week', cast($1 as timestamp)) as "monday", date_trunc('week', cast($2 as timestamptz)) as "before"`,
      sqlite: `select strftime('%Y-%m-%dT00:00:00', ?, '-6 days', 'weekday 1') as "monday", strftime('%Y-%m-%dT00:00:00.000Z', ?, '-6 days', 'weekday 1') as "before"`,
      mysql:
        "select cast(str_to_date(date_format(cast(? as datetime(6)), '%x-%v-1'), '%x-%v-%w') as datetime(6)) as `monday`, cast(str_to_date(date_format(cast(? as datetime(3)), '%x-%v-1'), '%x-%v-%w') as datetime(3)) as `before`",
      mariadb:
        "select cast(str_to_date(date_format(cast(? as datetime(6)), '%x-%v-1'), '%x-%v-%w') as datetime(6)) as `monday`, cast(str_to_date(date_format(cast(? as datetime(3)), '%x-%v-1'), '%x-%v-%w') as datetime(3)) as `before`",
    },
    params: ['2024-12-30T23:59:58.75', '1960-02-29T01:02:03.250Z'],
    paramsOn: {
      mysql: ['2024-12-30 23:59:58.75', '1960-02-29 01:02:03.250'],
      mariadb: ['2024-12-30 23:59:58.75', '1960-02-29 01:02:03.250'],
    },
    rows: [{ monday: '2024-12-30T00:00:00', before: new Date('1960-02-29T00:00:00Z') }],
  },
  'groups by month': {
    statement: select({ month: dateTrunc('month', tracks.addedAt), n: count() })
      .from(tracks)
      .groupBy(dateTrunc('month', tracks.addedAt)),
    sql: {
      postgres: `select date_trunc('month', "tracks"."added_at") as "month", count(*) as "n" from "tracks" group by date_trunc('month', "tracks"."added_at")`,
      sqlite: `select strftime('%Y-%m-01T00:00:00.000Z', "tracks"."added_at") as "month", count(*) as "n" from "tracks" group by strftime('%Y-%m-01T00:00:00.000Z', "tracks"."added_at")`,
      mysql:
        "select cast(date_format(`tracks`.`added_at`, '%Y-%m-01') as datetime(3)) as `month`, count(*) as `n` from `tracks` group by cast(date_format(`tracks`.`added_at`, '%Y-%m-01') as datetime(3))",
      mariadb:
        "select cast(date_format(`tracks`.`added_at`, '%Y-%m-01') as datetime(3)) as `month`, count(*) as `n` from `tracks` group by cast(date_format(`tracks`.`added_at`, '%Y-%m-01') as datetime(3))",
    },
    rows: [{ month: new Date('2024-01-01T00:00:00Z'), n: 6 }],
  },
  'a time later, or earlier': {
    statement: select({
      days: addTime(tracks.addedAt, 30, 'day'),
      hours: addTime(tracks.addedAt, -13, 'hour'),
      minutes: addTime(tracks.addedAt, tracks.id, 'minute'),
      seconds: addTime(local, 2, 'second'),
      compared: addTime(tracks.addedAt, 1, 'day').gt(tracks.addedAt),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres: `select "tracks"."added_at" + cast($1 as integer) * interval '1 day' as "days", "tracks"."added_at" + cast($2 as integer) * interval '1 hour' as "hours", "tracks"."added_at" + "tracks"."id" * interval '1 minute' as "minutes", cast($3 as timestamp) + cast($4 as integer) * interval '1 second' as "seconds", "tracks"."added_at" + cast($5 as integer) * interval '1 day' > "tracks"."added_at" as "compared" from "tracks" where "tracks"."id" = $6`,
      sqlite: `select strftime('%Y-%m-%dT%H:%M:%fZ', "tracks"."added_at", ? || ' days') as "days", strftime('%Y-%m-%dT%H:%M:%fZ', "tracks"."added_at", ? || ' hours') as "hours", strftime('%Y-%m-%dT%H:%M:%fZ', "tracks"."added_at", "tracks"."id" || ' minutes') as "minutes", rtrim(rtrim(strftime('%Y-%m-%dT%H:%M:%f', ?, ? || ' seconds'), '0'), '.') as "seconds", strftime('%Y-%m-%dT%H:%M:%fZ', "tracks"."added_at", ? || ' days') > "tracks"."added_at" as "compared" from "tracks" where "tracks"."id" = ?`,
      mysql:
        'select date_add(`tracks`.`added_at`, interval cast(? as signed) day) as `days`, date_add(`tracks`.`added_at`, interval cast(? as signed) hour) as `hours`, date_add(`tracks`.`added_at`, interval `tracks`.`id` minute) as `minutes`, date_add(cast(? as datetime(6)), interval cast(? as signed) second) as `seconds`, date_add(`tracks`.`added_at`, interval cast(? as signed) day) > `tracks`.`added_at` as `compared` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select date_add(`tracks`.`added_at`, interval cast(? as signed) day) as `days`, date_add(`tracks`.`added_at`, interval cast(? as signed) hour) as `hours`, date_add(`tracks`.`added_at`, interval `tracks`.`id` minute) as `minutes`, date_add(cast(? as datetime(6)), interval cast(? as signed) second) as `seconds`, date_add(`tracks`.`added_at`, interval cast(? as signed) day) > `tracks`.`added_at` as `compared` from `tracks` where `tracks`.`id` = ?',
    },
    params: [30, -13, '2024-12-30T23:59:58.75', 2, 1, 1],
    paramsOn: {
      mysql: [30, -13, '2024-12-30 23:59:58.75', 2, 1, 1],
      mariadb: [30, -13, '2024-12-30 23:59:58.75', 2, 1, 1],
    },
    rows: [
      {
        days: new Date('2024-01-31T12:30:15.250Z'),
        hours: new Date('2023-12-31T23:30:15.250Z'),
        minutes: new Date('2024-01-01T12:31:15.250Z'),
        seconds: '2024-12-31T00:00:00.75',
        compared: true,
      },
    ],
  },
  'the day of today': {
    statement: select({ n: count() })
      .from(tracks)
      .where(tracks.released.lt(currentDate()), extract('year', now()).gt(2000)),
    sql: {
      postgres:
        'select count(*) as "n" from "tracks" where "tracks"."released" < current_date and cast(extract(year from now()) as integer) > $1',
      sqlite: `select count(*) as "n" from "tracks" where "tracks"."released" < current_date and cast(strftime('%Y', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) as integer) > ?`,
      mysql:
        'select count(*) as `n` from `tracks` where `tracks`.`released` < utc_date() and extract(year from utc_timestamp(3)) > ?',
      mariadb:
        'select count(*) as `n` from `tracks` where `tracks`.`released` < utc_date() and extract(year from utc_timestamp(3)) > ?',
    },
    params: [2000],
    rows: [{ n: 4 }],
  },
})

test('a field that is not one is refused', () => {
  expect(() => extract('century' as TimeField, tracks.addedAt)).toThrow('extract takes one of year, month')
  expect(() => extract('hour' as 'day', tracks.released)).toThrow('extract takes one of year, month')
  expect(() => dateTrunc("day', x) --" as TruncField, tracks.addedAt)).toThrow('dateTrunc takes one of year')
})
