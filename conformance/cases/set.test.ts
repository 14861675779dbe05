import { count, except, exceptAll, intersect, literal, select, union, unionAll } from '@espalier/core'
import { conforms, lacks } from '../conforms.ts'
import { artists, tracks } from '../music.ts'

const names = select({ id: artists.id, name: artists.name }).from(artists).where(artists.id.lte(2))
const titles = select({ name: tracks.title, id: tracks.id }).from(tracks).where(tracks.id.lte(2))
const moods = select({ mood: tracks.mood }).from(tracks)

conforms('set operations', {
  'members are matched by key, whatever their order': {
    statement: union(names, titles).orderBy((row) => [row.id, row.name]),
    sql: {
      postgres:
        'select "artists"."id", "artists"."name" from "artists" where "artists"."id" <= $1 union select "tracks"."id", "tracks"."title" as "name" from "tracks" where "tracks"."id" <= $2 order by "id", "name"',
      sqlite:
        'select "artists"."id", "artists"."name" from "artists" where "artists"."id" <= ? union select "tracks"."id", "tracks"."title" as "name" from "tracks" where "tracks"."id" <= ? order by "id", "name"',
      mysql:
        'select `artists`.`id`, `artists`.`name` from `artists` where `artists`.`id` <= ? union select `tracks`.`id`, `tracks`.`title` as `name` from `tracks` where `tracks`.`id` <= ? order by `id`, `name`',
      mariadb:
        'select `artists`.`id`, `artists`.`name` from `artists` where `artists`.`id` <= ? union select `tracks`.`id`, `tracks`.`title` as `name` from `tracks` where `tracks`.`id` <= ? order by `id`, `name`',
    },
    params: [2, 2],
    rows: [
      { id: 1, name: 'Abba' },
      { id: 1, name: 'SOS' },
      { id: 2, name: 'Queen' },
      { id: 2, name: 'Waterloo' },
    ],
  },
  'UNION ALL keeps equal rows, in one chain': {
    statement: unionAll(
      unionAll(select({ n: literal(1) }), select({ n: literal(1) })),
      select({ n: literal(2) }),
    ).orderBy((row) => row.n.desc()),
    sql: {
      postgres:
        'select cast($1 as integer) as "n" union all select cast($2 as integer) as "n" union all select cast($3 as integer) as "n" order by "n" desc',
      sqlite: 'select ? as "n" union all select ? as "n" union all select ? as "n" order by "n" desc',
      mysql:
        'select cast(? as signed) as `n` union all select cast(? as signed) as `n` union all select cast(? as signed) as `n` order by `n` desc',
      mariadb:
        'select cast(? as signed) as `n` union all select cast(? as signed) as `n` union all select cast(? as signed) as `n` order by `n` desc',
    },
    params: [1, 1, 2],
    rows: [{ n: 2 }, { n: 1 }, { n: 1 }],
  },
  INTERSECT: {
    statement: intersect(moods.where(tracks.live.eq(true)), moods.where(tracks.mood.isNotNull())),
    sql: {
      postgres:
        'select "tracks"."mood" from "tracks" where "tracks"."live" = $1 intersect select "tracks"."mood" from "tracks" where "tracks"."mood" is not null',
      sqlite:
        'select "tracks"."mood" from "tracks" where "tracks"."live" = ? intersect select "tracks"."mood" from "tracks" where "tracks"."mood" is not null',
      mysql:
        'select `tracks`.`mood` from `tracks` where `tracks`.`live` = ? intersect select `tracks`.`mood` from `tracks` where `tracks`.`mood` is not null',
      mariadb:
        'select `tracks`.`mood` from `tracks` where `tracks`.`live` = ? intersect select `tracks`.`mood` from `tracks` where `tracks`.`mood` is not null',
    },
    params: [true],
    paramsOn: { sqlite: [1] },
    rows: [{ mood: 'loud' }],
  },
  'EXCEPT inside of UNION keeps its place': {
    statement: union(select({ n: literal(1) }), except(select({ n: literal(2) }), select({ n: literal(2) }))),
    sql: {
      postgres:
        'select cast($1 as integer) as "n" union select * from (select cast($2 as integer) as "n" except select cast($3 as integer) as "n") as "member"',
      sqlite: 'select ? as "n" union select * from (select ? as "n" except select ? as "n") as "member"',
      mysql:
        'select cast(? as signed) as `n` union select * from (select cast(? as signed) as `n` except select cast(? as signed) as `n`) as `member`',
      mariadb:
        'select cast(? as signed) as `n` union select * from (select cast(? as signed) as `n` except select cast(? as signed) as `n`) as `member`',
    },
    params: [1, 2, 2],
    rows: [{ n: 1 }],
  },
  'EXCEPT ALL takes one for one': {
    statement: exceptAll(moods.where(tracks.mood.isNotNull()), moods.where(tracks.id.eq(1))).orderBy((row) => row.mood),
    sql: {
      postgres:
        'select "tracks"."mood" from "tracks" where "tracks"."mood" is not null except all select "tracks"."mood" from "tracks" where "tracks"."id" = $1 order by "mood"',
      sqlite: lacks('sqlite has no INTERSECT ALL and EXCEPT ALL; leave ALL out'),
      mysql:
        'select `tracks`.`mood` from `tracks` where `tracks`.`mood` is not null except all select `tracks`.`mood` from `tracks` where `tracks`.`id` = ? order by `mood`',
      mariadb:
        'select `tracks`.`mood` from `tracks` where `tracks`.`mood` is not null except all select `tracks`.`mood` from `tracks` where `tracks`.`id` = ? order by `mood`',
    },
    params: [1],
    rows: [{ mood: 'calm' }, { mood: 'loud' }, { mood: 'loud' }],
  },
  'a member with an order and a limit of its own': {
    statement: unionAll(
      select({ id: tracks.id }).from(tracks).orderBy(tracks.id.desc()).limit(1),
      select({ id: artists.id }).from(artists).orderBy(artists.id).limit(1),
    ).orderBy((row) => row.id),
    sql: {
      postgres:
        'select * from (select "tracks"."id" from "tracks" order by "tracks"."id" desc limit $1) as "member" union all select * from (select "artists"."id" from "artists" order by "artists"."id" limit $2) as "member" order by "id"',
      sqlite:
        'select * from (select "tracks"."id" from "tracks" order by "tracks"."id" desc limit ?) as "member" union all select * from (select "artists"."id" from "artists" order by "artists"."id" limit ?) as "member" order by "id"',
      mysql:
        'select * from (select `tracks`.`id` from `tracks` order by `tracks`.`id` desc limit ?) as `member` union all select * from (select `artists`.`id` from `artists` order by `artists`.`id` limit ?) as `member` order by `id`',
      mariadb:
        'select * from (select `tracks`.`id` from `tracks` order by `tracks`.`id` desc limit ?) as `member` union all select * from (select `artists`.`id` from `artists` order by `artists`.`id` limit ?) as `member` order by `id`',
    },
    params: [1, 1],
    rows: [{ id: 1 }, { id: 6 }],
  },
  'the whole is limited': {
    statement: unionAll(names, titles)
      .orderBy((row) => row.name)
      .limit(2)
      .offset(1),
    sql: {
      postgres:
        'select "artists"."id", "artists"."name" from "artists" where "artists"."id" <= $1 union all select "tracks"."id", "tracks"."title" as "name" from "tracks" where "tracks"."id" <= $2 order by "name" limit $3 offset $4',
      sqlite:
        'select "artists"."id", "artists"."name" from "artists" where "artists"."id" <= ? union all select "tracks"."id", "tracks"."title" as "name" from "tracks" where "tracks"."id" <= ? order by "name" limit ? offset ?',
      mysql:
        'select `artists`.`id`, `artists`.`name` from `artists` where `artists`.`id` <= ? union all select `tracks`.`id`, `tracks`.`title` as `name` from `tracks` where `tracks`.`id` <= ? order by `name` limit ? offset ?',
      mariadb:
        'select `artists`.`id`, `artists`.`name` from `artists` where `artists`.`id` <= ? union all select `tracks`.`id`, `tracks`.`title` as `name` from `tracks` where `tracks`.`id` <= ? order by `name` limit ? offset ?',
    },
    params: [2, 2, 2, 1],
    rows: [
      { id: 2, name: 'Queen' },
      { id: 1, name: 'SOS' },
    ],
  },
  'a set operation in FROM': {
    statement: (() => {
      const both = unionAll(names, titles).as('both')
      return select({ n: count() }).from(both)
    })(),
    sql: {
      postgres:
        'select count(*) as "n" from (select "artists"."id", "artists"."name" from "artists" where "artists"."id" <= $1 union all select "tracks"."id", "tracks"."title" as "name" from "tracks" where "tracks"."id" <= $2) as "both"',
      sqlite:
        'select count(*) as "n" from (select "artists"."id", "artists"."name" from "artists" where "artists"."id" <= ? union all select "tracks"."id", "tracks"."title" as "name" from "tracks" where "tracks"."id" <= ?) as "both"',
      mysql:
        'select count(*) as `n` from (select `artists`.`id`, `artists`.`name` from `artists` where `artists`.`id` <= ? union all select `tracks`.`id`, `tracks`.`title` as `name` from `tracks` where `tracks`.`id` <= ?) as `both`',
      mariadb:
        'select count(*) as `n` from (select `artists`.`id`, `artists`.`name` from `artists` where `artists`.`id` <= ? union all select `tracks`.`id`, `tracks`.`title` as `name` from `tracks` where `tracks`.`id` <= ?) as `both`',
    },
    params: [2, 2],
    rows: [{ n: 4 }],
  },
  'on the right of IN': {
    statement: select({ id: tracks.id })
      .from(tracks)
      .where(
        tracks.id.in(
          union(select({ id: artists.id }).from(artists).where(artists.id.eq(1)), select({ id: literal(5) })),
        ),
      )
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where "tracks"."id" in (select "artists"."id" from "artists" where "artists"."id" = $1 union select cast($2 as integer) as "id") order by "tracks"."id"',
      sqlite:
        'select "tracks"."id" from "tracks" where "tracks"."id" in (select "artists"."id" from "artists" where "artists"."id" = ? union select ? as "id") order by "tracks"."id"',
      mysql:
        'select `tracks`.`id` from `tracks` where `tracks`.`id` in (select `artists`.`id` from `artists` where `artists`.`id` = ? union select cast(? as signed) as `id`) order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id` from `tracks` where `tracks`.`id` in (select `artists`.`id` from `artists` where `artists`.`id` = ? union select cast(? as signed) as `id`) order by `tracks`.`id`',
    },
    params: [1, 5],
    rows: [{ id: 1 }, { id: 5 }],
  },
})
