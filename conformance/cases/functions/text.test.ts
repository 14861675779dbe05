import {
  concat,
  concatWs,
  left,
  length,
  lower,
  lpad,
  ltrim,
  position,
  repeat,
  replace,
  reverse,
  right,
  rpad,
  rtrim,
  select,
  substring,
  trim,
  upper,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../../conforms.ts'
import { artists, tracks } from '../../music.ts'

conforms('functions of text', {
  'capitals, small letters and length in characters': {
    statement: select({ lower: lower(tracks.title), upper: upper(tracks.title), length: length(artists.name) })
      .from(tracks)
      .join(artists, artists.id.eq(tracks.artistId.plus(2)))
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select lower("tracks"."title") as "lower", upper("tracks"."title") as "upper", length("artists"."name") as "length" from "tracks" join "artists" on "artists"."id" = "tracks"."artist_id" + $1 where "tracks"."id" = $2',
      sqlite:
        'select lower("tracks"."title") as "lower", upper("tracks"."title") as "upper", length("artists"."name") as "length" from "tracks" join "artists" on "artists"."id" = "tracks"."artist_id" + ? where "tracks"."id" = ?',
      mysql:
        'select lower(`tracks`.`title`) as `lower`, upper(`tracks`.`title`) as `upper`, char_length(`artists`.`name`) as `length` from `tracks` join `artists` on `artists`.`id` = `tracks`.`artist_id` + ? where `tracks`.`id` = ?',
      mariadb:
        'select lower(`tracks`.`title`) as `lower`, upper(`tracks`.`title`) as `upper`, char_length(`artists`.`name`) as `length` from `tracks` join `artists` on `artists`.`id` = `tracks`.`artist_id` + ? where `tracks`.`id` = ?',
    },
    params: [2, 1],
    rows: [{ lower: 'sos', upper: 'SOS', length: 5 }],
  },
  'spaces are cut at one end or both': {
    statement: select({
      both: concat('[', trim(concat('  ', tracks.title, ' ')), ']'),
      start: concat('[', ltrim(concat('  ', tracks.title, ' ')), ']'),
      end: concat('[', rtrim(concat('  ', tracks.title, ' ')), ']'),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select $1 || trim($2 || "tracks"."title" || $3) || $4 as "both", $5 || ltrim($6 || "tracks"."title" || $7) || $8 as "start", $9 || rtrim($10 || "tracks"."title" || $11) || $12 as "end" from "tracks" where "tracks"."id" = $13',
      sqlite:
        'select ? || trim(? || "tracks"."title" || ?) || ? as "both", ? || ltrim(? || "tracks"."title" || ?) || ? as "start", ? || rtrim(? || "tracks"."title" || ?) || ? as "end" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select concat(?, trim(concat(?, `tracks`.`title`, ?)), ?) as `both`, concat(?, ltrim(concat(?, `tracks`.`title`, ?)), ?) as `start`, concat(?, rtrim(concat(?, `tracks`.`title`, ?)), ?) as `end` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select concat(?, trim(concat(?, `tracks`.`title`, ?)), ?) as `both`, concat(?, ltrim(concat(?, `tracks`.`title`, ?)), ?) as `start`, concat(?, rtrim(concat(?, `tracks`.`title`, ?)), ?) as `end` from `tracks` where `tracks`.`id` = ?',
    },
    params: ['[', '  ', ' ', ']', '[', '  ', ' ', ']', '[', '  ', ' ', ']', 1],
    rows: [{ both: '[SOS]', start: '[SOS ]', end: '[  SOS]' }],
  },
  'a part of a text, counted in characters from 1': {
    statement: select({
      from: substring(tracks.title, 7),
      part: substring(tracks.title, 7, 4),
      none: substring(tracks.title, 2, 0),
      beyond: substring(tracks.title, 99, 2),
      computed: substring(tracks.title, tracks.id, tracks.id),
      left: left(tracks.title, 5),
      right: right(tracks.title, 8),
      all: right(tracks.title, 99),
      nothing: right(tracks.title, 0),
    })
      .from(tracks)
      .where(tracks.id.eq(4)),
    sql: {
      postgres:
        'select substring("tracks"."title", cast($1 as integer)) as "from", substring("tracks"."title", cast($2 as integer), cast($3 as integer)) as "part", substring("tracks"."title", cast($4 as integer), cast($5 as integer)) as "none", substring("tracks"."title", cast($6 as integer), cast($7 as integer)) as "beyond", substring("tracks"."title", "tracks"."id", "tracks"."id") as "computed", left("tracks"."title", cast($8 as integer)) as "left", right("tracks"."title", cast($9 as integer)) as "right", right("tracks"."title", cast($10 as integer)) as "all", right("tracks"."title", cast($11 as integer)) as "nothing" from "tracks" where "tracks"."id" = $12',
      sqlite:
        'select substring("tracks"."title", ?) as "from", substring("tracks"."title", ?, ?) as "part", substring("tracks"."title", ?, ?) as "none", substring("tracks"."title", ?, ?) as "beyond", substring("tracks"."title", "tracks"."id", "tracks"."id") as "computed", substr("tracks"."title", 1, ?) as "left", substr("tracks"."title", -?, ?) as "right", substr("tracks"."title", -?, ?) as "all", substr("tracks"."title", -?, ?) as "nothing" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select substring(`tracks`.`title`, cast(? as signed)) as `from`, substring(`tracks`.`title`, cast(? as signed), cast(? as signed)) as `part`, substring(`tracks`.`title`, cast(? as signed), cast(? as signed)) as `none`, substring(`tracks`.`title`, cast(? as signed), cast(? as signed)) as `beyond`, substring(`tracks`.`title`, `tracks`.`id`, `tracks`.`id`) as `computed`, left(`tracks`.`title`, cast(? as signed)) as `left`, right(`tracks`.`title`, cast(? as signed)) as `right`, right(`tracks`.`title`, cast(? as signed)) as `all`, right(`tracks`.`title`, cast(? as signed)) as `nothing` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select substring(`tracks`.`title`, cast(? as signed)) as `from`, substring(`tracks`.`title`, cast(? as signed), cast(? as signed)) as `part`, substring(`tracks`.`title`, cast(? as signed), cast(? as signed)) as `none`, substring(`tracks`.`title`, cast(? as signed), cast(? as signed)) as `beyond`, substring(`tracks`.`title`, `tracks`.`id`, `tracks`.`id`) as `computed`, left(`tracks`.`title`, cast(? as signed)) as `left`, right(`tracks`.`title`, cast(? as signed)) as `right`, right(`tracks`.`title`, cast(? as signed)) as `all`, right(`tracks`.`title`, cast(? as signed)) as `nothing` from `tracks` where `tracks`.`id` = ?',
    },
    params: [7, 7, 4, 2, 0, 99, 2, 5, 8, 99, 0, 4],
    paramsOn: { sqlite: [7, 7, 4, 2, 0, 99, 2, 5, 8, 8, 99, 99, 0, 0, 4] },
    rows: [
      {
        from: 'Pressure',
        part: 'Pres',
        none: '',
        beyond: '',
        computed: 'er P',
        left: 'Under',
        right: 'Pressure',
        all: 'Under Pressure',
        nothing: '',
      },
    ],
  },
  'replace and position tell capitals from small letters': {
    statement: select({
      replaced: replace(tracks.title, 's', '$'),
      empty: replace(tracks.title, '', 'x'),
      first: position('s', tracks.title),
      none: position('under', tracks.title),
      special: position('%', tracks.title),
    })
      .from(tracks)
      .where(tracks.id.eq(4)),
    sql: {
      postgres:
        'select replace("tracks"."title", cast($1 as text), cast($2 as text)) as "replaced", replace("tracks"."title", cast($3 as text), cast($4 as text)) as "empty", position(cast($5 as text) in "tracks"."title") as "first", position(cast($6 as text) in "tracks"."title") as "none", position(cast($7 as text) in "tracks"."title") as "special" from "tracks" where "tracks"."id" = $8',
      sqlite:
        'select replace("tracks"."title", ?, ?) as "replaced", replace("tracks"."title", ?, ?) as "empty", instr("tracks"."title", ?) as "first", instr("tracks"."title", ?) as "none", instr("tracks"."title", ?) as "special" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select replace(`tracks`.`title`, ?, ?) as `replaced`, replace(`tracks`.`title`, ?, ?) as `empty`, locate(?, `tracks`.`title` collate utf8mb4_bin) as `first`, locate(?, `tracks`.`title` collate utf8mb4_bin) as `none`, locate(?, `tracks`.`title` collate utf8mb4_bin) as `special` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select replace(`tracks`.`title`, ?, ?) as `replaced`, replace(`tracks`.`title`, ?, ?) as `empty`, locate(?, `tracks`.`title` collate utf8mb4_bin) as `first`, locate(?, `tracks`.`title` collate utf8mb4_bin) as `none`, locate(?, `tracks`.`title` collate utf8mb4_bin) as `special` from `tracks` where `tracks`.`id` = ?',
    },
    params: ['s', '$', '', 'x', 's', 'under', '%', 4],
    rows: [{ replaced: 'Under Pre$$ure', empty: 'Under Pressure', first: 10, none: 0, special: 0 }],
  },
  'what is null makes a text null, but concatWs leaves it out': {
    statement: select({
      joined: concatWs('-', artists.name, artists.country, 'x'),
      concat: concat(artists.name, '-', artists.country),
      part: left(artists.country, 1),
    })
      .from(artists)
      .orderBy(artists.id)
      .limit(3),
    sql: {
      postgres:
        'select concat_ws(cast($1 as text), "artists"."name", "artists"."country", cast($2 as text)) as "joined", "artists"."name" || $3 || "artists"."country" as "concat", left("artists"."country", cast($4 as integer)) as "part" from "artists" order by "artists"."id" limit $5',
      sqlite:
        'select concat_ws(?, "artists"."name", "artists"."country", ?) as "joined", "artists"."name" || ? || "artists"."country" as "concat", substr("artists"."country", 1, ?) as "part" from "artists" order by "artists"."id" limit ?',
      mysql:
        'select concat_ws(?, `artists`.`name`, `artists`.`country`, ?) as `joined`, concat(`artists`.`name`, ?, `artists`.`country`) as `concat`, left(`artists`.`country`, cast(? as signed)) as `part` from `artists` order by `artists`.`id` limit ?',
      mariadb:
        'select concat_ws(?, `artists`.`name`, `artists`.`country`, ?) as `joined`, concat(`artists`.`name`, ?, `artists`.`country`) as `concat`, left(`artists`.`country`, cast(? as signed)) as `part` from `artists` order by `artists`.`id` limit ?',
    },
    params: ['-', 'x', '-', 1, 3],
    rows: [
      { joined: 'Abba-SE-x', concat: 'Abba-SE', part: 'S' },
      { joined: 'Queen-GB-x', concat: 'Queen-GB', part: 'G' },
      { joined: 'Björk-x', concat: null, part: null },
    ],
  },
  'a text repeated': {
    statement: select({
      twice: repeat(tracks.title, 2),
      never: repeat(tracks.title, 0),
      often: repeat(artists.name, artists.id),
    })
      .from(tracks)
      .join(artists, artists.id.eq(3))
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select repeat("tracks"."title", cast($1 as integer)) as "twice", repeat("tracks"."title", cast($2 as integer)) as "never", repeat("artists"."name", "artists"."id") as "often" from "tracks" join "artists" on "artists"."id" = $3 where "tracks"."id" = $4',
      sqlite: `select replace(hex(zeroblob(?)), '00', "tracks"."title") as "twice", replace(hex(zeroblob(?)), '00', "tracks"."title") as "never", replace(hex(zeroblob("artists"."id")), '00', "artists"."name") as "often" from "tracks" join "artists" on "artists"."id" = ? where "tracks"."id" = ?`,
      mysql:
        'select repeat(`tracks`.`title`, cast(? as signed)) as `twice`, repeat(`tracks`.`title`, cast(? as signed)) as `never`, repeat(`artists`.`name`, `artists`.`id`) as `often` from `tracks` join `artists` on `artists`.`id` = ? where `tracks`.`id` = ?',
      mariadb:
        'select repeat(`tracks`.`title`, cast(? as signed)) as `twice`, repeat(`tracks`.`title`, cast(? as signed)) as `never`, repeat(`artists`.`name`, `artists`.`id`) as `often` from `tracks` join `artists` on `artists`.`id` = ? where `tracks`.`id` = ?',
    },
    params: [2, 0, 3, 1],
    rows: [{ twice: 'SOSSOS', never: '', often: 'BjörkBjörkBjörk' }],
  },
  'a text padded': {
    statement: select({
      start: lpad(tracks.title, 6, '.-'),
      end: rpad(tracks.title, 5),
      cut: lpad(tracks.title, 2),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select lpad("tracks"."title", cast($1 as integer), cast($2 as text)) as "start", rpad("tracks"."title", cast($3 as integer), cast($4 as text)) as "end", lpad("tracks"."title", cast($5 as integer), cast($6 as text)) as "cut" from "tracks" where "tracks"."id" = $7',
      sqlite: lacks('sqlite has no lpad and rpad; pad the text in the program'),
      mysql:
        'select lpad(`tracks`.`title`, cast(? as signed), ?) as `start`, rpad(`tracks`.`title`, cast(? as signed), ?) as `end`, lpad(`tracks`.`title`, cast(? as signed), ?) as `cut` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select lpad(`tracks`.`title`, cast(? as signed), ?) as `start`, rpad(`tracks`.`title`, cast(? as signed), ?) as `end`, lpad(`tracks`.`title`, cast(? as signed), ?) as `cut` from `tracks` where `tracks`.`id` = ?',
    },
    params: [6, '.-', 5, ' ', 2, ' ', 1],
    rows: [{ start: '.-.SOS', end: 'SOS  ', cut: 'SO' }],
  },
  'a text reversed': {
    statement: select({ back: reverse(artists.name) })
      .from(artists)
      .where(artists.id.eq(3)),
    sql: {
      postgres: 'select reverse("artists"."name") as "back" from "artists" where "artists"."id" = $1',
      sqlite: lacks('sqlite has no reverse; reverse the text in the program'),
      mysql: 'select reverse(`artists`.`name`) as `back` from `artists` where `artists`.`id` = ?',
      mariadb: 'select reverse(`artists`.`name`) as `back` from `artists` where `artists`.`id` = ?',
    },
    params: [3],
    rows: [{ back: 'kröjB' }],
  },
})

test('a plain count below what all databases read alike is refused', () => {
  expect(() => substring(tracks.title, 0)).toThrow('substring takes a whole number, 1 or more')
  expect(() => substring(tracks.title, 1, -1)).toThrow('substring takes a whole number, 0 or more')
  expect(() => left(tracks.title, -1)).toThrow('left takes a whole number, 0 or more')
  expect(() => repeat(tracks.title, 1.5)).toThrow('repeat takes a whole number, 0 or more')
})
