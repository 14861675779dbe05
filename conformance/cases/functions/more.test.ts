import {
  acos,
  addInterval,
  addTime,
  age,
  ascii,
  asin,
  atan,
  atan2,
  atTimeZone,
  chr,
  cos,
  currentTime,
  date,
  daysBetween,
  degrees,
  elapsed,
  exp,
  formatTime,
  fromTimeZone,
  initcap,
  interval,
  literal,
  ln,
  localTimestamp,
  log10,
  numeric,
  octetLength,
  overlay,
  pi,
  radians,
  real,
  regexpLike,
  regexpReplace,
  regexpSubstr,
  round,
  secondsBetween,
  select,
  sha256,
  sin,
  splitPart,
  tan,
  translate,
  trunc,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../../conforms.ts'
import { artists, tracks } from '../../music.ts'

const first = tracks.id.eq(1)
const noon = literal(new Date(Date.UTC(2024, 0, 31, 12, 0, 0)))

conforms('more functions of numbers', {
  'logarithms and powers of e': {
    statement: select({
      exp: exp(tracks.id),
      ln: ln(literal(1.5, real())),
      log: log10(literal('1000', numeric())),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select exp("tracks"."id") as "exp", ln(cast($1 as double precision)) as "ln", log10(cast($2 as numeric)) as "log" from "tracks" where "tracks"."id" = $3',
      sqlite:
        'select exp("tracks"."id") as "exp", ln(?) as "ln", log10(?) as "log" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select exp(`tracks`.`id`) as `exp`, ln(cast(? as double)) as `ln`, log10(cast(? as decimal(65, 30))) as `log` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select exp(`tracks`.`id`) as `exp`, ln(cast(? as double)) as `ln`, log10(cast(? as decimal(65, 30))) as `log` from `tracks` where `tracks`.`id` = ?',
    },
    params: [1.5, '1000', 1],
    paramsOn: { sqlite: [1.5, 1000, 1] },
    rows: [{ exp: Math.E, ln: 0.4054651081081644, log: 3 }],
  },
  'what is behind the point is cut off': {
    statement: select({ price: trunc(tracks.price.negate()), real: trunc(literal(-1.5, real())) })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select trunc(-"tracks"."price") as "price", trunc(cast($1 as double precision)) as "real" from "tracks" where "tracks"."id" = $2',
      sqlite: 'select trunc(-"tracks"."price") as "price", trunc(?) as "real" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select truncate(-`tracks`.`price`, 0) as `price`, truncate(cast(? as double), 0) as `real` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select truncate(-`tracks`.`price`, 0) as `price`, truncate(cast(? as double), 0) as `real` from `tracks` where `tracks`.`id` = ?',
    },
    params: [-1.5, 1],
    rows: [{ price: '-1', real: -1 }],
  },
  angles: {
    statement: select({
      sin: round(sin(tracks.id), 6),
      cos: round(cos(tracks.id), 6),
      tan: round(tan(tracks.id), 6),
      asin: asin(tracks.id),
      acos: acos(tracks.id),
      atan: atan(tracks.id),
      atan2: atan2(tracks.id, 1),
      degrees: degrees(pi()),
      radians: round(radians(literal(90)), 6),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select cast(round(cast(sin("tracks"."id") as numeric), 6) as double precision) as "sin", cast(round(cast(cos("tracks"."id") as numeric), 6) as double precision) as "cos", cast(round(cast(tan("tracks"."id") as numeric), 6) as double precision) as "tan", asin("tracks"."id") as "asin", acos("tracks"."id") as "acos", atan("tracks"."id") as "atan", atan2("tracks"."id", cast($1 as double precision)) as "atan2", degrees(pi()) as "degrees", cast(round(cast(radians(cast($2 as integer)) as numeric), 6) as double precision) as "radians" from "tracks" where "tracks"."id" = $3',
      sqlite:
        'select round(sin("tracks"."id"), 6) as "sin", round(cos("tracks"."id"), 6) as "cos", round(tan("tracks"."id"), 6) as "tan", asin("tracks"."id") as "asin", acos("tracks"."id") as "acos", atan("tracks"."id") as "atan", atan2("tracks"."id", ?) as "atan2", degrees(pi()) as "degrees", round(radians(?), 6) as "radians" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select round(sin(`tracks`.`id`), 6) as `sin`, round(cos(`tracks`.`id`), 6) as `cos`, round(tan(`tracks`.`id`), 6) as `tan`, asin(`tracks`.`id`) as `asin`, acos(`tracks`.`id`) as `acos`, atan(`tracks`.`id`) as `atan`, atan2(`tracks`.`id`, cast(? as double)) as `atan2`, degrees(pi()) as `degrees`, round(radians(cast(? as signed)), 6) as `radians` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select round(sin(`tracks`.`id`), 6) as `sin`, round(cos(`tracks`.`id`), 6) as `cos`, round(tan(`tracks`.`id`), 6) as `tan`, asin(`tracks`.`id`) as `asin`, acos(`tracks`.`id`) as `acos`, atan(`tracks`.`id`) as `atan`, atan2(`tracks`.`id`, cast(? as double)) as `atan2`, degrees(pi()) as `degrees`, round(radians(cast(? as signed)), 6) as `radians` from `tracks` where `tracks`.`id` = ?',
    },
    params: [1, 90, 1],
    rows: [
      {
        sin: 0.841471,
        cos: 0.540302,
        tan: 1.557408,
        asin: 1.5707963267948966,
        acos: 0,
        atan: 0.7853981633974483,
        atan2: 0.7853981633974483,
        degrees: 180,
        radians: 1.570796,
      },
    ],
  },
})

conforms('more functions of text', {
  'bytes and code points': {
    statement: select({
      bytes: octetLength(artists.name),
      code: ascii(artists.name),
      empty: ascii(literal('')),
      emoji: ascii(literal('😀x')),
      of: chr(literal(128512)),
      letter: chr(artists.id.plus(62)),
    })
      .from(artists)
      .where(artists.id.eq(3)),
    sql: {
      postgres:
        'select octet_length("artists"."name") as "bytes", ascii("artists"."name") as "code", ascii(cast($1 as text)) as "empty", ascii(cast($2 as text)) as "emoji", chr(cast($3 as integer)) as "of", chr("artists"."id" + $4) as "letter" from "artists" where "artists"."id" = $5',
      sqlite: `select length(cast("artists"."name" as blob)) as "bytes", case "artists"."name" when '' then 0 else unicode("artists"."name") end as "code", case ? when '' then 0 else unicode(?) end as "empty", case ? when '' then 0 else unicode(?) end as "emoji", char(?) as "of", char("artists"."id" + ?) as "letter" from "artists" where "artists"."id" = ?`,
      mysql:
        'select length(`artists`.`name`) as `bytes`, ord(convert(left(`artists`.`name`, 1) using utf32)) as `code`, ord(convert(left(?, 1) using utf32)) as `empty`, ord(convert(left(?, 1) using utf32)) as `emoji`, convert(char(cast(? as signed) using utf32) using utf8mb4) as `of`, convert(char(`artists`.`id` + ? using utf32) using utf8mb4) as `letter` from `artists` where `artists`.`id` = ?',
      mariadb:
        'select length(`artists`.`name`) as `bytes`, ord(convert(left(`artists`.`name`, 1) using utf32)) as `code`, ord(convert(left(?, 1) using utf32)) as `empty`, ord(convert(left(?, 1) using utf32)) as `emoji`, convert(char(cast(? as signed) using utf32) using utf8mb4) as `of`, convert(char(`artists`.`id` + ? using utf32) using utf8mb4) as `letter` from `artists` where `artists`.`id` = ?',
    },
    params: ['', '😀x', 128512, 62, 3],
    paramsOn: { sqlite: ['', '', '😀x', '😀x', 128512, 62, 3] },
    rows: [{ bytes: 6, code: 66, empty: 0, emoji: 128512, of: '😀', letter: 'A' }],
  },
  'a part replaced by its place': {
    statement: select({
      part: overlay(artists.name, '😀', 2, 3),
      behind: overlay(artists.name, '!', 6, 0),
      all: overlay(artists.name, '', 1, 9),
    })
      .from(artists)
      .where(artists.id.eq(3)),
    sql: {
      postgres:
        'select overlay("artists"."name" placing cast($1 as text) from cast($2 as integer) for cast($3 as integer)) as "part", overlay("artists"."name" placing cast($4 as text) from cast($5 as integer) for cast($6 as integer)) as "behind", overlay("artists"."name" placing cast($7 as text) from cast($8 as integer) for cast($9 as integer)) as "all" from "artists" where "artists"."id" = $10',
      sqlite:
        'select substr("artists"."name", 1, ? - 1) || ? || substr("artists"."name", ? + ?) as "part", substr("artists"."name", 1, ? - 1) || ? || substr("artists"."name", ? + ?) as "behind", substr("artists"."name", 1, ? - 1) || ? || substr("artists"."name", ? + ?) as "all" from "artists" where "artists"."id" = ?',
      mysql:
        'select concat(left(`artists`.`name`, cast(? as signed) - 1), ?, substring(`artists`.`name`, cast(? as signed) + cast(? as signed))) as `part`, concat(left(`artists`.`name`, cast(? as signed) - 1), ?, substring(`artists`.`name`, cast(? as signed) + cast(? as signed))) as `behind`, concat(left(`artists`.`name`, cast(? as signed) - 1), ?, substring(`artists`.`name`, cast(? as signed) + cast(? as signed))) as `all` from `artists` where `artists`.`id` = ?',
      mariadb:
        'select concat(left(`artists`.`name`, cast(? as signed) - 1), ?, substring(`artists`.`name`, cast(? as signed) + cast(? as signed))) as `part`, concat(left(`artists`.`name`, cast(? as signed) - 1), ?, substring(`artists`.`name`, cast(? as signed) + cast(? as signed))) as `behind`, concat(left(`artists`.`name`, cast(? as signed) - 1), ?, substring(`artists`.`name`, cast(? as signed) + cast(? as signed))) as `all` from `artists` where `artists`.`id` = ?',
    },
    params: ['😀', 2, 3, '!', 6, 0, '', 1, 9, 3],
    paramsOn: {
      sqlite: [2, '😀', 2, 3, 6, '!', 6, 0, 1, '', 1, 9, 3],
      mysql: [2, '😀', 2, 3, 6, '!', 6, 0, 1, '', 1, 9, 3],
      mariadb: [2, '😀', 2, 3, 6, '!', 6, 0, 1, '', 1, 9, 3],
    },
    rows: [{ part: 'B😀k', behind: 'Björk!', all: '' }],
  },
  'a part between separators': {
    statement: select({
      one: splitPart(literal('a--b--c'), '--', 1),
      two: splitPart(literal('a--b--c'), '--', artists.id.minus(1)),
      last: splitPart(literal('a--b--c'), '--', 3),
      none: splitPart(literal('a--b--c'), '--', 4),
      whole: splitPart(artists.name, '--', 1),
    })
      .from(artists)
      .where(artists.id.eq(3)),
    sql: {
      postgres:
        'select split_part(cast($1 as text), cast($2 as text), cast($3 as integer)) as "one", split_part(cast($4 as text), cast($5 as text), "artists"."id" - $6) as "two", split_part(cast($7 as text), cast($8 as text), cast($9 as integer)) as "last", split_part(cast($10 as text), cast($11 as text), cast($12 as integer)) as "none", split_part("artists"."name", cast($13 as text), cast($14 as integer)) as "whole" from "artists" where "artists"."id" = $15',
      sqlite: lacks('sqlite has no split_part; split the text in the program'),
      mysql:
        "select case when char_length(?) - char_length(replace(?, ?, '')) < (cast(? as signed) - 1) * char_length(?) then '' else substring_index(substring_index(?, ?, cast(? as signed)), ?, -1) end as `one`, case when char_length(?) - char_length(replace(?, ?, '')) < (`artists`.`id` - ? - 1) * char_length(?) then '' else substring_index(substring_index(?, ?, `artists`.`id` - ?), ?, -1) end as `two`, case when char_length(?) - char_length(replace(?, ?, '')) < (cast(? as signed) - 1) * char_length(?) then '' else substring_index(substring_index(?, ?, cast(? as signed)), ?, -1) end as `last`, case when char_length(?) - char_length(replace(?, ?, '')) < (cast(? as signed) - 1) * char_length(?) then '' else substring_index(substring_index(?, ?, cast(? as signed)), ?, -1) end as `none`, case when char_length(`artists`.`name`) - char_length(replace(`artists`.`name`, ?, '')) < (cast(? as signed) - 1) * char_length(?) then '' else substring_index(substring_index(`artists`.`name`, ?, cast(? as signed)), ?, -1) end as `whole` from `artists` where `artists`.`id` = ?",
      mariadb:
        "select case when char_length(?) - char_length(replace(?, ?, '')) < (cast(? as signed) - 1) * char_length(?) then '' else substring_index(substring_index(?, ?, cast(? as signed)), ?, -1) end as `one`, case when char_length(?) - char_length(replace(?, ?, '')) < (`artists`.`id` - ? - 1) * char_length(?) then '' else substring_index(substring_index(?, ?, `artists`.`id` - ?), ?, -1) end as `two`, case when char_length(?) - char_length(replace(?, ?, '')) < (cast(? as signed) - 1) * char_length(?) then '' else substring_index(substring_index(?, ?, cast(? as signed)), ?, -1) end as `last`, case when char_length(?) - char_length(replace(?, ?, '')) < (cast(? as signed) - 1) * char_length(?) then '' else substring_index(substring_index(?, ?, cast(? as signed)), ?, -1) end as `none`, case when char_length(`artists`.`name`) - char_length(replace(`artists`.`name`, ?, '')) < (cast(? as signed) - 1) * char_length(?) then '' else substring_index(substring_index(`artists`.`name`, ?, cast(? as signed)), ?, -1) end as `whole` from `artists` where `artists`.`id` = ?",
    },
    params: ['a--b--c', '--', 1, 'a--b--c', '--', 1, 'a--b--c', '--', 3, 'a--b--c', '--', 4, '--', 1, 3],
    paramsOn: {
      mysql: [
        'a--b--c',
        'a--b--c',
        '--',
        1,
        '--',
        'a--b--c',
        '--',
        1,
        '--',
        'a--b--c',
        'a--b--c',
        '--',
        1,
        '--',
        'a--b--c',
        '--',
        1,
        '--',
        'a--b--c',
        'a--b--c',
        '--',
        3,
        '--',
        'a--b--c',
        '--',
        3,
        '--',
        'a--b--c',
        'a--b--c',
        '--',
        4,
        '--',
        'a--b--c',
        '--',
        4,
        '--',
        '--',
        1,
        '--',
        '--',
        1,
        '--',
        3,
      ],
      mariadb: [
        'a--b--c',
        'a--b--c',
        '--',
        1,
        '--',
        'a--b--c',
        '--',
        1,
        '--',
        'a--b--c',
        'a--b--c',
        '--',
        1,
        '--',
        'a--b--c',
        '--',
        1,
        '--',
        'a--b--c',
        'a--b--c',
        '--',
        3,
        '--',
        'a--b--c',
        '--',
        3,
        '--',
        'a--b--c',
        'a--b--c',
        '--',
        4,
        '--',
        'a--b--c',
        '--',
        4,
        '--',
        '--',
        1,
        '--',
        '--',
        1,
        '--',
        3,
      ],
    },
    rows: [{ one: 'a', two: 'b', last: 'c', none: '', whole: 'Björk' }],
  },
  'capitals at the start of words': {
    statement: select({ title: initcap(literal('hello wORLD')) }),
    sql: {
      postgres: 'select initcap(cast($1 as text)) as "title"',
      sqlite: lacks('sqlite has no initcap; write the text so in the program'),
      mysql: lacks('mysql has no initcap; write the text so in the program'),
      mariadb: lacks('mariadb has no initcap; write the text so in the program'),
    },
    params: ['hello wORLD'],
    rows: [{ title: 'Hello World' }],
  },
  'characters for characters': {
    statement: select({ text: translate(literal('a-b-c'), 'abc-', 'xyz') }),
    sql: {
      postgres: 'select translate(cast($1 as text), cast($2 as text), cast($3 as text)) as "text"',
      sqlite: lacks('sqlite has no translate; call replace(…) for each character'),
      mysql: lacks('mysql has no translate; call replace(…) for each character'),
      mariadb: lacks('mariadb has no translate; call replace(…) for each character'),
    },
    params: ['a-b-c', 'abc-', 'xyz'],
    rows: [{ text: 'xyz' }],
  },
  'a hash': {
    statement: select({ hash: sha256(literal('é')) }),
    sql: {
      postgres: `select encode(sha256(convert_to(cast($1 as text), 'UTF8')), 'hex') as "hash"`,
      sqlite: lacks('sqlite has no SHA-256; compute it in the program'),
      mysql: 'select sha2(?, 256) as `hash`',
      mariadb: 'select sha2(?, 256) as `hash`',
    },
    params: ['é'],
    rows: [{ hash: '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c' }],
  },
})

conforms('regular expressions', {
  'a match, with capitals and without': {
    statement: select({
      id: tracks.id,
      exact: regexpLike(tracks.title, '^s'),
      loose: regexpLike(tracks.title, '^s', { ignoreCase: true }),
    })
      .from(tracks)
      .where(regexpLike(tracks.title, '[0-9]%|^S', {}))
      .orderBy(tracks.id),
    sql: {
      postgres: `select "tracks"."id", regexp_like("tracks"."title", cast($1 as text), 'c') as "exact", regexp_like("tracks"."title", cast($2 as text), 'i') as "loose" from "tracks" where regexp_like("tracks"."title", cast($3 as text), 'c') order by "tracks"."id"`,
      sqlite: lacks('sqlite has no regular expressions; search with like(…), or filter in the program'),
      mysql:
        "select `tracks`.`id`, regexp_like(`tracks`.`title`, ?, 'c') as `exact`, regexp_like(`tracks`.`title`, ?, 'i') as `loose` from `tracks` where regexp_like(`tracks`.`title`, ?, 'c') order by `tracks`.`id`",
      mariadb:
        "select `tracks`.`id`, `tracks`.`title` regexp concat('(?-i)', ?) as `exact`, `tracks`.`title` regexp concat('(?i)', ?) as `loose` from `tracks` where `tracks`.`title` regexp concat('(?-i)', ?) order by `tracks`.`id`",
    },
    params: ['^s', '^s', '[0-9]%|^S'],
    rows: [
      { id: 1, exact: false, loose: true },
      { id: 3, exact: false, loose: true },
      { id: 6, exact: false, loose: false },
    ],
  },
  'what matches first': {
    statement: select({
      word: regexpSubstr(tracks.title, '[a-z]+'),
      none: regexpSubstr(tracks.title, 'zzz'),
      any: regexpSubstr(tracks.title, 'WATER', { ignoreCase: true }),
    })
      .from(tracks)
      .where(tracks.id.eq(2)),
    sql: {
      postgres: `select regexp_substr("tracks"."title", cast($1 as text), 1, 1, 'c') as "word", regexp_substr("tracks"."title", cast($2 as text), 1, 1, 'c') as "none", regexp_substr("tracks"."title", cast($3 as text), 1, 1, 'i') as "any" from "tracks" where "tracks"."id" = $4`,
      sqlite: lacks('sqlite has no regular expressions; search with like(…), or filter in the program'),
      mysql:
        "select regexp_substr(`tracks`.`title`, ?, 1, 1, 'c') as `word`, regexp_substr(`tracks`.`title`, ?, 1, 1, 'c') as `none`, regexp_substr(`tracks`.`title`, ?, 1, 1, 'i') as `any` from `tracks` where `tracks`.`id` = ?",
      mariadb:
        "select case when `tracks`.`title` regexp concat('(?-i)', ?) then regexp_substr(`tracks`.`title`, concat('(?-i)', ?)) end as `word`, case when `tracks`.`title` regexp concat('(?-i)', ?) then regexp_substr(`tracks`.`title`, concat('(?-i)', ?)) end as `none`, case when `tracks`.`title` regexp concat('(?i)', ?) then regexp_substr(`tracks`.`title`, concat('(?i)', ?)) end as `any` from `tracks` where `tracks`.`id` = ?",
    },
    params: ['[a-z]+', 'zzz', 'WATER', 2],
    paramsOn: { mariadb: ['[a-z]+', '[a-z]+', 'zzz', 'zzz', 'WATER', 'WATER', 2] },
    rows: [{ word: 'aterloo', none: null, any: 'Water' }],
  },
  'a replacement is a text, and numbers stand for groups': {
    statement: select({
      plain: regexpReplace(literal('a-b-c'), '-(.)', '\\1$1\\&$0'),
      groups: regexpReplace(literal('a-b-c'), '(-)(.)', ['<', 2, '0', 1, 0, '\\>']),
      loose: regexpReplace(literal('AbaB'), 'ab', 'x', { ignoreCase: true }),
    }),
    sql: {
      postgres: `select regexp_replace(cast($1 as text), cast($2 as text), $3, 'gc') as "plain", regexp_replace(cast($4 as text), cast($5 as text), $6, 'gc') as "groups", regexp_replace(cast($7 as text), cast($8 as text), $9, 'gi') as "loose"`,
      sqlite: lacks('sqlite has no regular expressions; search with like(…), or filter in the program'),
      mysql:
        "select regexp_replace(?, ?, ?, 1, 0, 'c') as `plain`, regexp_replace(?, ?, ?, 1, 0, 'c') as `groups`, regexp_replace(?, ?, ?, 1, 0, 'i') as `loose`",
      mariadb:
        "select regexp_replace(?, concat('(?-i)', ?), ?) as `plain`, regexp_replace(?, concat('(?-i)', ?), ?) as `groups`, regexp_replace(?, concat('(?i)', ?), ?) as `loose`",
    },
    params: ['a-b-c', '-(.)', '\\\\1$1\\\\&$0', 'a-b-c', '(-)(.)', '<\\20\\1\\&\\\\>', 'AbaB', 'ab', 'x'],
    paramsOn: {
      mysql: ['a-b-c', '-(.)', '\\\\1\\$1\\\\&\\$0', 'a-b-c', '(-)(.)', '<$2\\0$1$0\\\\>', 'AbaB', 'ab', 'x'],
      mariadb: ['a-b-c', '-(.)', '\\\\1$1\\\\&$0', 'a-b-c', '(-)(.)', '<\\20\\1\\0\\\\>', 'AbaB', 'ab', 'x'],
    },
    rows: [{ plain: 'a\\1$1\\&$0\\1$1\\&$0', groups: 'a<b0--b\\><c0--c\\>', loose: 'xx' }],
  },
})

conforms('more functions of time', {
  'months and years later: the last day where there is no such day': {
    statement: select({
      month: addTime(noon, 1, 'month'),
      year: addTime(literal('2024-02-29T10:00:00', localTimestamp()), -1, 'year'),
      date: addTime(literal('2024-03-31', date()), tracks.id.negate(), 'month'),
      day: addTime(literal('2024-02-28', date()), 2, 'day'),
      released: addTime(tracks.released, 1, 'month'),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres: `select cast($1 as timestamptz) + cast($2 as integer) * interval '1 month' as "month", cast($3 as timestamp) + cast($4 as integer) * interval '1 year' as "year", cast(cast($5 as date) + -"tracks"."id" * interval '1 month' as date) as "date", cast(cast($6 as date) + cast($7 as integer) * interval '1 day' as date) as "day", cast("tracks"."released" + cast($8 as integer) * interval '1 month' as date) as "released" from "tracks" where "tracks"."id" = $9`,
      sqlite: `select strftime('%Y-%m-%dT%H:%M:%fZ', ?, ? || ' months', 'floor') as "month", rtrim(rtrim(strftime('%Y-%m-%dT%H:%M:%f', ?, ? || ' years', 'floor'), '0'), '.') as "year", strftime('%Y-%m-%d', ?, (-"tracks"."id") || ' months', 'floor') as "date", strftime('%Y-%m-%d', ?, ? || ' days') as "day", strftime('%Y-%m-%d', "tracks"."released", ? || ' months', 'floor') as "released" from "tracks" where "tracks"."id" = ?`,
      mysql:
        'select date_add(cast(? as datetime(3)), interval cast(? as signed) month) as `month`, date_add(cast(? as datetime(6)), interval cast(? as signed) year) as `year`, date_add(cast(? as date), interval -`tracks`.`id` month) as `date`, date_add(cast(? as date), interval cast(? as signed) day) as `day`, date_add(`tracks`.`released`, interval cast(? as signed) month) as `released` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select date_add(cast(? as datetime(3)), interval cast(? as signed) month) as `month`, date_add(cast(? as datetime(6)), interval cast(? as signed) year) as `year`, date_add(cast(? as date), interval -`tracks`.`id` month) as `date`, date_add(cast(? as date), interval cast(? as signed) day) as `day`, date_add(`tracks`.`released`, interval cast(? as signed) month) as `released` from `tracks` where `tracks`.`id` = ?',
    },
    params: ['2024-01-31T12:00:00.000Z', 1, '2024-02-29T10:00:00', -1, '2024-03-31', '2024-02-28', 2, 1, 1],
    paramsOn: {
      mysql: ['2024-01-31 12:00:00.000', 1, '2024-02-29 10:00:00', -1, '2024-03-31', '2024-02-28', 2, 1, 1],
      mariadb: ['2024-01-31 12:00:00.000', 1, '2024-02-29 10:00:00', -1, '2024-03-31', '2024-02-28', 2, 1, 1],
    },
    rows: [
      {
        month: new Date('2024-02-29T12:00:00.000Z'),
        year: '2023-02-28T10:00:00',
        date: '2024-02-29',
        day: '2024-03-01',
        released: '1975-07-20',
      },
    ],
  },
  'days and seconds between': {
    statement: select({
      days: daysBetween(tracks.released, '1975-07-01'),
      back: daysBetween(literal('2024-03-01', date()), literal('2024-02-28', date())),
      seconds: secondsBetween(tracks.addedAt, new Date(Date.UTC(2024, 0, 1, 12, 30, 16))),
      local: secondsBetween(literal('2024-01-01T00:00:00', localTimestamp()), '2023-12-31T23:59:58.5'),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select cast($1 as date) - "tracks"."released" as "days", cast($2 as date) - cast($3 as date) as "back", cast(extract(epoch from cast($4 as timestamptz) - "tracks"."added_at") as double precision) as "seconds", cast(extract(epoch from cast($5 as timestamp) - cast($6 as timestamp)) as double precision) as "local" from "tracks" where "tracks"."id" = $7',
      sqlite: `select cast(julianday(?) - julianday("tracks"."released") as integer) as "days", cast(julianday(?) - julianday(?) as integer) as "back", unixepoch(?, 'subsec') - unixepoch("tracks"."added_at", 'subsec') as "seconds", unixepoch(?, 'subsec') - unixepoch(?, 'subsec') as "local" from "tracks" where "tracks"."id" = ?`,
      mysql:
        'select datediff(cast(? as date), `tracks`.`released`) as `days`, datediff(cast(? as date), cast(? as date)) as `back`, timestampdiff(microsecond, `tracks`.`added_at`, cast(? as datetime(3))) / 1e6 as `seconds`, timestampdiff(microsecond, cast(? as datetime(6)), cast(? as datetime(6))) / 1e6 as `local` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select datediff(cast(? as date), `tracks`.`released`) as `days`, datediff(cast(? as date), cast(? as date)) as `back`, timestampdiff(microsecond, `tracks`.`added_at`, cast(? as datetime(3))) / 1e6 as `seconds`, timestampdiff(microsecond, cast(? as datetime(6)), cast(? as datetime(6))) / 1e6 as `local` from `tracks` where `tracks`.`id` = ?',
    },
    params: [
      '1975-07-01',
      '2024-02-28',
      '2024-03-01',
      '2024-01-01T12:30:16.000Z',
      '2023-12-31T23:59:58.5',
      '2024-01-01T00:00:00',
      1,
    ],
    paramsOn: {
      mysql: [
        '1975-07-01',
        '2024-02-28',
        '2024-03-01',
        '2024-01-01 12:30:16.000',
        '2024-01-01 00:00:00',
        '2023-12-31 23:59:58.5',
        1,
      ],
      mariadb: [
        '1975-07-01',
        '2024-02-28',
        '2024-03-01',
        '2024-01-01 12:30:16.000',
        '2024-01-01 00:00:00',
        '2023-12-31 23:59:58.5',
        1,
      ],
    },
    rows: [{ days: 11, back: -2, seconds: 0.75, local: -1.5 }],
  },
  'the clock of a zone': {
    statement: select({
      there: atTimeZone(noon, '+02:00'),
      here: fromTimeZone(literal('2024-01-31T12:00:00', localTimestamp()), '-05:30'),
      column: atTimeZone(tracks.addedAt, '+00:00'),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select cast($1 as timestamptz) at time zone cast($2 as interval) as "there", cast($3 as timestamp) at time zone cast($4 as interval) as "here", "tracks"."added_at" at time zone cast($5 as interval) as "column" from "tracks" where "tracks"."id" = $6',
      sqlite: lacks('sqlite has no time zones but UTC; convert the time in the program'),
      mysql:
        "select convert_tz(cast(? as datetime(3)), '+00:00', ?) as `there`, convert_tz(cast(? as datetime(6)), ?, '+00:00') as `here`, convert_tz(`tracks`.`added_at`, '+00:00', ?) as `column` from `tracks` where `tracks`.`id` = ?",
      mariadb:
        "select convert_tz(cast(? as datetime(3)), '+00:00', ?) as `there`, convert_tz(cast(? as datetime(6)), ?, '+00:00') as `here`, convert_tz(`tracks`.`added_at`, '+00:00', ?) as `column` from `tracks` where `tracks`.`id` = ?",
    },
    params: ['2024-01-31T12:00:00.000Z', '+02:00', '2024-01-31T12:00:00', '-05:30', '+00:00', 1],
    paramsOn: {
      mysql: ['2024-01-31 12:00:00.000', '+02:00', '2024-01-31 12:00:00', '-05:30', '+00:00', 1],
      mariadb: ['2024-01-31 12:00:00.000', '+02:00', '2024-01-31 12:00:00', '-05:30', '+00:00', 1],
    },
    rows: [
      { there: '2024-01-31T14:00:00', here: new Date('2024-01-31T17:30:00.000Z'), column: '2024-01-01T12:30:15.25' },
    ],
  },
  'a time as text': {
    statement: select({
      day: formatTime(tracks.addedAt)`${'day'}.${'month'}.${'year'}`,
      clock: formatTime(tracks.addedAt)`at ${'hour'}:${'minute'}:${'second'} "100%" \\`,
      date: formatTime(tracks.released)`${'year'}/${'month'}YYYY%Y`,
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select to_char("tracks"."added_at", $1) as "day", to_char("tracks"."added_at", $2) as "clock", to_char("tracks"."released", $3) as "date" from "tracks" where "tracks"."id" = $4',
      sqlite:
        'select strftime(?, "tracks"."added_at") as "day", strftime(?, "tracks"."added_at") as "clock", strftime(?, "tracks"."released") as "date" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select date_format(`tracks`.`added_at`, ?) as `day`, date_format(`tracks`.`added_at`, ?) as `clock`, date_format(`tracks`.`released`, ?) as `date` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select date_format(`tracks`.`added_at`, ?) as `day`, date_format(`tracks`.`added_at`, ?) as `clock`, date_format(`tracks`.`released`, ?) as `date` from `tracks` where `tracks`.`id` = ?',
    },
    params: ['DD"."MM"."YYYY', '"at "HH24":"MI":"SS" \\"100%\\" \\\\"', 'YYYY"/"MM"YYYY%Y"', 1],
    paramsOn: {
      sqlite: ['%d.%m.%Y', 'at %H:%M:%S "100%%" \\', '%Y/%mYYYY%%Y', 1],
      mysql: ['%d.%m.%Y', 'at %H:%i:%s "100%%" \\', '%Y/%mYYYY%%Y', 1],
      mariadb: ['%d.%m.%Y', 'at %H:%i:%s "100%%" \\', '%Y/%mYYYY%%Y', 1],
    },
    rows: [{ day: '01.01.2024', clock: 'at 12:30:15 "100%" \\', date: '1975/06YYYY%Y' }],
  },
  intervals: {
    statement: select({
      age: age(literal('2024-03-01T00:00:00', localTimestamp()), '2024-01-15T12:00:00'),
      later: addInterval(literal('2024-01-31T00:00:00', localTimestamp()), 'P1M'),
      same: addInterval(tracks.addedAt, age(tracks.addedAt, tracks.addedAt)).eq(tracks.addedAt),
      span: literal('P1Y2M3DT4H', interval()),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select age(cast($1 as timestamp), cast($2 as timestamp)) as "age", cast($3 as timestamp) + cast($4 as interval) as "later", "tracks"."added_at" + age("tracks"."added_at", "tracks"."added_at") = "tracks"."added_at" as "same", cast($5 as interval) as "span" from "tracks" where "tracks"."id" = $6',
      sqlite: lacks('sqlite has no intervals; count days or seconds with daysBetween(…) and addTime(…)'),
      mysql: lacks('mysql has no intervals; count days or seconds with daysBetween(…) and addTime(…)'),
      mariadb: lacks('mariadb has no intervals; count days or seconds with daysBetween(…) and addTime(…)'),
    },
    params: ['2024-03-01T00:00:00', '2024-01-15T12:00:00', '2024-01-31T00:00:00', 'P1M', 'P1Y2M3DT4H', 1],
    rows: [{ age: 'P1M16DT12H', later: '2024-02-29T00:00:00', same: true, span: 'P1Y2M3DT4H' }],
  },
  'the time between two, in days': {
    statement: select({
      span: elapsed(literal('2012-08-31T01:00:00', localTimestamp()), '2012-07-30T00:30:00'),
      later: addInterval(tracks.addedAt, elapsed(tracks.addedAt, tracks.addedAt)).eq(tracks.addedAt),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select cast($1 as timestamp) - cast($2 as timestamp) as "span", "tracks"."added_at" + ("tracks"."added_at" - "tracks"."added_at") = "tracks"."added_at" as "later" from "tracks" where "tracks"."id" = $3',
      sqlite: lacks(
        'sqlite has no intervals; count days or seconds with daysBetween(…) and addTime(…)',
        'it takes the texts for numbers, and subtracts the years',
      ),
      mysql: lacks('mysql has no intervals; count days or seconds with daysBetween(…) and addTime(…)'),
      mariadb: lacks('mariadb has no intervals; count days or seconds with daysBetween(…) and addTime(…)'),
    },
    params: ['2012-08-31T01:00:00', '2012-07-30T00:30:00', 1],
    rows: [{ span: 'P32DT30M', later: true }],
  },
  'the time of day': {
    statement: select({ is: currentTime().eq(currentTime()) }),
    sql: {
      postgres: `select cast(now() at time zone 'UTC' as time) = cast(now() at time zone 'UTC' as time) as "is"`,
      sqlite: `select strftime('%H:%M:%f', 'now') = strftime('%H:%M:%f', 'now') as "is"`,
      mysql: 'select utc_time(6) = utc_time(6) as `is`',
      mariadb: 'select utc_time(6) = utc_time(6) as `is`',
    },
    rows: [{ is: true }],
  },
})

test('a format of a time is made of its fields', () => {
  expect(() => (formatTime(tracks.released) as any)`${'hour'}`).toThrow('formatTime takes one of year, month, day')
  expect(() => (regexpReplace as any)(tracks.title, 'x', [10])).toThrow('numbers of groups from 0 to 9')
  expect(() => (addTime as any)(tracks.released, 1, 'hour')).toThrow('addTime takes one of year, month, day')
})
