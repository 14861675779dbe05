import { integer, select, sql, text } from '@espalier/core'
import { conforms } from '../conforms.ts'
import { artists, tracks } from '../music.ts'

const odd = sql.id('x"y`z')
const shout = sql(text())`upper(${artists.name})`

conforms('sql', {
  'an expression in the user’s own SQL, with a type': {
    statement: select({ name: shout }).from(artists).where(sql(integer())`length(${artists.name})`.eq(4)),
    sql: {
      postgres: 'select upper("artists"."name") as "name" from "artists" where (length("artists"."name")) = $1',
      sqlite: 'select upper("artists"."name") as "name" from "artists" where (length("artists"."name")) = ?',
      mysql: 'select upper(`artists`.`name`) as `name` from `artists` where (length(`artists`.`name`)) = ?',
      mariadb: 'select upper(`artists`.`name`) as `name` from `artists` where (length(`artists`.`name`)) = ?',
    },
    params: [4],
    rows: [{ name: 'ABBA' }],
  },
  'a value in a gap is bound': {
    statement: select({ id: artists.id })
      .from(artists)
      .where(sql(text())`lower(${artists.name})`.eq(sql(text())`lower(${"QUEEN' or 1=1 -- "})`)),
    sql: {
      postgres: 'select "artists"."id" from "artists" where (lower("artists"."name")) = (lower(cast($1 as text)))',
      sqlite: 'select "artists"."id" from "artists" where (lower("artists"."name")) = (lower(?))',
      mysql: 'select `artists`.`id` from `artists` where (lower(`artists`.`name`)) = (lower(?))',
      mariadb: 'select `artists`.`id` from `artists` where (lower(`artists`.`name`)) = (lower(?))',
    },
    params: ["QUEEN' or 1=1 -- "],
    rows: [],
  },
  'templates hold templates': {
    statement: select({ s: sql(text())`lower(${shout})` })
      .from(artists)
      .where(artists.id.eq(1)),
    sql: {
      postgres: 'select lower(upper("artists"."name")) as "s" from "artists" where "artists"."id" = $1',
      sqlite: 'select lower(upper("artists"."name")) as "s" from "artists" where "artists"."id" = ?',
      mysql: 'select lower(upper(`artists`.`name`)) as `s` from `artists` where `artists`.`id` = ?',
      mariadb: 'select lower(upper(`artists`.`name`)) as `s` from `artists` where `artists`.`id` = ?',
    },
    params: [1],
    rows: [{ s: 'abba' }],
  },
  'a template inside of an operator stands in parentheses': {
    statement: select({ n: sql(integer())`${tracks.id} + 1`.times(2) })
      .from(tracks)
      .where(tracks.id.eq(2)),
    sql: {
      postgres: 'select ("tracks"."id" + 1) * $1 as "n" from "tracks" where "tracks"."id" = $2',
      sqlite: 'select ("tracks"."id" + 1) * ? as "n" from "tracks" where "tracks"."id" = ?',
      mysql: 'select (`tracks`.`id` + 1) * ? as `n` from `tracks` where `tracks`.`id` = ?',
      mariadb: 'select (`tracks`.`id` + 1) * ? as `n` from `tracks` where `tracks`.`id` = ?',
    },
    params: [2, 2],
    rows: [{ n: 6 }],
  },
  'an identifier is quoted, whatever it holds': {
    statement: select({
      length: sql(integer())`length(${sql.id('tracks', 'title')})`,
      odd: sql(integer())`(select ${odd} from (select 1 as ${odd}) as t)`,
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select length("tracks"."title") as "length", (select "x""y`z" from (select 1 as "x""y`z") as t) as "odd" from "tracks" where "tracks"."id" = $1',
      sqlite:
        'select length("tracks"."title") as "length", (select "x""y`z" from (select 1 as "x""y`z") as t) as "odd" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select length(`tracks`.`title`) as `length`, (select `x"y``z` from (select 1 as `x"y``z`) as t) as `odd` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select length(`tracks`.`title`) as `length`, (select `x"y``z` from (select 1 as `x"y``z`) as t) as `odd` from `tracks` where `tracks`.`id` = ?',
    },
    params: [1],
    rows: [{ length: 3, odd: 1 }],
  },
  'a whole statement with typed rows': {
    statement: sql.rows({ id: integer(), name: text() })`select id, name from ${artists} where id > ${3} order by id`,
    sql: {
      postgres: 'select id, name from "artists" where id > cast($1 as integer) order by id',
      sqlite: 'select id, name from "artists" where id > ? order by id',
      mysql: 'select id, name from `artists` where id > cast(? as signed) order by id',
      mariadb: 'select id, name from `artists` where id > cast(? as signed) order by id',
    },
    params: [3],
    rows: [{ id: 4, name: 'Silence' }],
  },
  'a statement without rows': {
    statement: sql.statement`update ${artists} set country = ${'XX'} where ${sql.id('id')} = ${4}`,
    sql: {
      postgres: 'update "artists" set country = cast($1 as text) where "id" = cast($2 as integer)',
      sqlite: 'update "artists" set country = ? where "id" = ?',
      mysql: 'update `artists` set country = ? where `id` = cast(? as signed)',
      mariadb: 'update `artists` set country = ? where `id` = cast(? as signed)',
    },
    params: ['XX', 4],
    rowCount: 1,
    after: { select: select({ c: artists.country }).from(artists).where(artists.id.eq(4)), rows: [{ c: 'XX' }] },
  },
})
