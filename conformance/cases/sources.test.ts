import {
  count,
  generateSeries,
  integer,
  json,
  jsonElements,
  jsonTable,
  literal,
  numeric,
  select,
  tableFunction,
  text,
  update,
  values,
} from '@espalier/core'
import { conforms, lacks } from '../conforms.ts'
import { artists, tracks } from '../music.ts'

const prices = values('v', { id: integer(), price: numeric(10, 2), note: text().nullable() }, [
  { id: 1, price: '1.50', note: null },
  { id: 5, price: '0.75', note: "it's" },
])

const top = select({ title: tracks.title, lengthMs: tracks.lengthMs })
  .from(tracks)
  .correlate(artists)
  .where(tracks.artistId.eq(artists.id))
  .orderBy(tracks.price.desc(), tracks.id)
  .limit(1)
  .lateral('top')

const twice = select({ plus: tracks.id.plus(artists.id) })
  .correlate(tracks, artists)
  .lateral('twice')
const series = generateSeries('n', 1, 4)
const down = generateSeries('n', 10, 1, -3)
const tags = jsonElements('tag', literal(['a', 'b"', 'ö'], json<string[]>()))
const people = jsonTable(
  'p',
  literal(
    [
      { id: 1, name: 'Ann', extra: { a: [1] } },
      { id: 2, "na'me": 'x' },
    ],
    json<unknown>(),
  ),
  { id: integer(), name: text(), "na'me": text(), extra: json<{ a: number[] }>() },
)
const trackTags = jsonTable('doc', tracks.extra, { none: text() })
const parts = tableFunction(
  'part',
  'regexp_split_to_table',
  [literal('a-b-c'), literal('-')],
  { part: text() },
  {
    ordinality: 'at',
  },
)
const letters = tableFunction('letter', 'regexp_split_to_table', [artists.name, literal('')], { letter: text() })

conforms('Sources', {
  VALUES: {
    statement: select(prices).orderBy(prices.id),
    sql: {
      postgres:
        'select "v"."id", "v"."price", "v"."note" from (values (cast($1 as integer), cast($2 as numeric), cast(null as text)), (cast($3 as integer), cast($4 as numeric), cast($5 as text))) as "v" ("id", "price", "note") order by "v"."id"',
      sqlite:
        'select "v"."id", "v"."price", "v"."note" from (select column1 as "id", column2 as "price", column3 as "note" from (values (?, ?, cast(null as text)), (?, ?, ?))) as "v" order by "v"."id"',
      mysql:
        'select `v`.`id`, `v`.`price`, `v`.`note` from (values row(cast(? as signed), cast(? as decimal(65, 2)), cast(null as char)), row(cast(? as signed), cast(? as decimal(65, 2)), ?)) as `v` (`id`, `price`, `note`) order by `v`.`id`',
      mariadb:
        'select `v`.`id`, `v`.`price`, `v`.`note` from (select cast(? as signed) as `id`, cast(? as decimal(65, 2)) as `price`, cast(null as char) as `note` union all select cast(? as signed), cast(? as decimal(65, 2)), ?) as `v` order by `v`.`id`',
    },
    params: [1, '1.50', 5, '0.75', "it's"],
    paramsOn: { sqlite: [1, 1.5, 5, 0.75, "it's"] },
    rows: [
      { id: 1, price: '1.50', note: null },
      { id: 5, price: '0.75', note: "it's" },
    ],
  },
  'VALUES joined with a table': {
    statement: select({ title: tracks.title, price: prices.price })
      .from(tracks)
      .join(prices, prices.id.eq(tracks.id))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."title", "v"."price" from "tracks" join (values (cast($1 as integer), cast($2 as numeric), cast(null as text)), (cast($3 as integer), cast($4 as numeric), cast($5 as text))) as "v" ("id", "price", "note") on "v"."id" = "tracks"."id" order by "tracks"."id"',
      sqlite:
        'select "tracks"."title", "v"."price" from "tracks" join (select column1 as "id", column2 as "price", column3 as "note" from (values (?, ?, cast(null as text)), (?, ?, ?))) as "v" on "v"."id" = "tracks"."id" order by "tracks"."id"',
      mysql:
        'select `tracks`.`title`, `v`.`price` from `tracks` join (values row(cast(? as signed), cast(? as decimal(65, 2)), cast(null as char)), row(cast(? as signed), cast(? as decimal(65, 2)), ?)) as `v` (`id`, `price`, `note`) on `v`.`id` = `tracks`.`id` order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`title`, `v`.`price` from `tracks` join (select cast(? as signed) as `id`, cast(? as decimal(65, 2)) as `price`, cast(null as char) as `note` union all select cast(? as signed), cast(? as decimal(65, 2)), ?) as `v` on `v`.`id` = `tracks`.`id` order by `tracks`.`id`',
    },
    params: [1, '1.50', 5, '0.75', "it's"],
    paramsOn: { sqlite: [1, 1.5, 5, 0.75, "it's"] },
    rows: [
      { title: 'SOS', price: '1.50' },
      { title: 'Jóga', price: '0.75' },
    ],
  },
  'UPDATE from VALUES changes each row in its own way': {
    statement: update(tracks).from(prices).set({ price: prices.price }).where(tracks.id.eq(prices.id)),
    sql: {
      postgres:
        'update "tracks" set "price" = "v"."price" from (values (cast($1 as integer), cast($2 as numeric), cast(null as text)), (cast($3 as integer), cast($4 as numeric), cast($5 as text))) as "v" ("id", "price", "note") where "tracks"."id" = "v"."id"',
      sqlite:
        'update "tracks" set "price" = "v"."price" from (select column1 as "id", column2 as "price", column3 as "note" from (values (?, ?, cast(null as text)), (?, ?, ?))) as "v" where "tracks"."id" = "v"."id"',
      mysql:
        'update `tracks`, (values row(cast(? as signed), cast(? as decimal(65, 2)), cast(null as char)), row(cast(? as signed), cast(? as decimal(65, 2)), ?)) as `v` (`id`, `price`, `note`) set `tracks`.`price` = `v`.`price` where `tracks`.`id` = `v`.`id`',
      mariadb:
        'update `tracks`, (select cast(? as signed) as `id`, cast(? as decimal(65, 2)) as `price`, cast(null as char) as `note` union all select cast(? as signed), cast(? as decimal(65, 2)), ?) as `v` set `tracks`.`price` = `v`.`price` where `tracks`.`id` = `v`.`id`',
    },
    params: [1, '1.50', 5, '0.75', "it's"],
    paramsOn: { sqlite: [1, 1.5, 5, 0.75, "it's"] },
    rowCount: 2,
    after: {
      select: select({ id: tracks.id, price: tracks.price })
        .from(tracks)
        .where(tracks.id.in([1, 2, 5]))
        .orderBy(tracks.id),
      rows: [
        { id: 1, price: '1.50' },
        { id: 2, price: '0.99' },
        { id: 5, price: '0.75' },
      ],
    },
  },
  'a lateral join reads the sources before it': {
    statement: select({ name: artists.name, title: top.title })
      .from(artists)
      .joinLateral(top, literal(1).eq(1))
      .orderBy(artists.id),
    sql: {
      postgres:
        'select "artists"."name", "top"."title" from "artists" join lateral (select "tracks"."title", "tracks"."length_ms" as "lengthMs" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."price" desc, "tracks"."id" limit $1) as "top" on cast($2 as integer) = cast($3 as integer) order by "artists"."id"',
      sqlite: lacks('sqlite has no LATERAL; number the rows with rowNumber() in a subquery, or use a scalar subquery'),
      mysql:
        'select `artists`.`name`, `top`.`title` from `artists` join lateral (select `tracks`.`title`, `tracks`.`length_ms` as `lengthMs` from `tracks` where `tracks`.`artist_id` = `artists`.`id` order by `tracks`.`price` desc, `tracks`.`id` limit ?) as `top` on cast(? as signed) = cast(? as signed) order by `artists`.`id`',
      mariadb: lacks(
        'mariadb has no LATERAL; number the rows with rowNumber() in a subquery, or use a scalar subquery',
      ),
    },
    params: [1, 1, 1],
    rows: [
      { name: 'Abba', title: 'SOS' },
      { name: 'Queen', title: 'Under Pressure' },
      { name: 'Björk', title: 'Jóga' },
    ],
  },
  'a lateral left join gives nulls where there is no row': {
    statement: select({ name: artists.name, title: top.title, lengthMs: top.lengthMs })
      .from(artists)
      .leftJoinLateral(top)
      .orderBy(artists.id),
    sql: {
      postgres:
        'select "artists"."name", "top"."title", "top"."lengthMs" from "artists" left join lateral (select "tracks"."title", "tracks"."length_ms" as "lengthMs" from "tracks" where "tracks"."artist_id" = "artists"."id" order by "tracks"."price" desc, "tracks"."id" limit $1) as "top" on true order by "artists"."id"',
      sqlite: lacks('sqlite has no LATERAL; number the rows with rowNumber() in a subquery, or use a scalar subquery'),
      mysql:
        'select `artists`.`name`, `top`.`title`, `top`.`lengthMs` from `artists` left join lateral (select `tracks`.`title`, `tracks`.`length_ms` as `lengthMs` from `tracks` where `tracks`.`artist_id` = `artists`.`id` order by `tracks`.`price` desc, `tracks`.`id` limit ?) as `top` on true order by `artists`.`id`',
      mariadb: lacks(
        'mariadb has no LATERAL; number the rows with rowNumber() in a subquery, or use a scalar subquery',
      ),
    },
    params: [1],
    rows: [
      { name: 'Abba', title: 'SOS', lengthMs: 200000 },
      { name: 'Queen', title: 'Under Pressure', lengthMs: 248000 },
      { name: 'Björk', title: 'Jóga', lengthMs: null },
      { name: 'Silence', title: null, lengthMs: null },
    ],
  },
  'a lateral query of the two sources before it': {
    statement: select({ id: tracks.id, plus: twice.plus })
      .from(tracks)
      .join(artists, artists.id.eq(tracks.artistId))
      .crossJoinLateral(twice)
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", "twice"."plus" from "tracks" join "artists" on "artists"."id" = "tracks"."artist_id" cross join lateral (select "tracks"."id" + "artists"."id" as "plus") as "twice" order by "tracks"."id"',
      sqlite: lacks('sqlite has no LATERAL; number the rows with rowNumber() in a subquery, or use a scalar subquery'),
      mysql:
        'select `tracks`.`id`, `twice`.`plus` from `tracks` join `artists` on `artists`.`id` = `tracks`.`artist_id` cross join lateral (select `tracks`.`id` + `artists`.`id` as `plus`) as `twice` order by `tracks`.`id`',
      mariadb: lacks(
        'mariadb has no LATERAL; number the rows with rowNumber() in a subquery, or use a scalar subquery',
      ),
    },
    rows: [
      { id: 1, plus: 2 },
      { id: 2, plus: 3 },
      { id: 3, plus: 5 },
      { id: 4, plus: 6 },
      { id: 5, plus: 8 },
    ],
  },
  'a series of numbers': {
    statement: select(series).orderBy(series.value),
    sql: {
      postgres:
        'select "n"."value" from generate_series(cast($1 as integer), cast($2 as integer), cast($3 as integer)) as "n" ("value") order by "n"."value"',
      sqlite:
        'select "n"."value" from (with recursive series ("value") as (select ? where ? <= ? union all select "value" + ? from series where "value" + ? <= ?) select "value" from series) as "n" order by "n"."value"',
      mysql:
        'select `n`.`value` from (with recursive series (`value`) as (select cast(? as signed) where cast(? as signed) <= cast(? as signed) union all select `value` + cast(? as signed) from series where `value` + cast(? as signed) <= cast(? as signed)) select `value` from series) as `n` order by `n`.`value`',
      mariadb:
        'select `n`.`value` from (with recursive series (`value`) as (select cast(? as signed) where cast(? as signed) <= cast(? as signed) union all select `value` + cast(? as signed) from series where `value` + cast(? as signed) <= cast(? as signed)) select `value` from series) as `n` order by `n`.`value`',
    },
    params: [1, 4, 1],
    paramsOn: { sqlite: [1, 1, 4, 1, 1, 4], mysql: [1, 1, 4, 1, 1, 4], mariadb: [1, 1, 4, 1, 1, 4] },
    rows: [{ value: 1 }, { value: 2 }, { value: 3 }, { value: 4 }],
  },
  'a series that counts down': {
    statement: select(down).orderBy(down.value.desc()),
    sql: {
      postgres:
        'select "n"."value" from generate_series(cast($1 as integer), cast($2 as integer), cast($3 as integer)) as "n" ("value") order by "n"."value" desc',
      sqlite:
        'select "n"."value" from (with recursive series ("value") as (select ? where ? >= ? union all select "value" + ? from series where "value" + ? >= ?) select "value" from series) as "n" order by "n"."value" desc',
      mysql:
        'select `n`.`value` from (with recursive series (`value`) as (select cast(? as signed) where cast(? as signed) >= cast(? as signed) union all select `value` + cast(? as signed) from series where `value` + cast(? as signed) >= cast(? as signed)) select `value` from series) as `n` order by `n`.`value` desc',
      mariadb:
        'select `n`.`value` from (with recursive series (`value`) as (select cast(? as signed) where cast(? as signed) >= cast(? as signed) union all select `value` + cast(? as signed) from series where `value` + cast(? as signed) >= cast(? as signed)) select `value` from series) as `n` order by `n`.`value` desc',
    },
    params: [10, 1, -3],
    paramsOn: { sqlite: [10, 10, 1, -3, -3, 1], mysql: [10, 10, 1, -3, -3, 1], mariadb: [10, 10, 1, -3, -3, 1] },
    rows: [{ value: 10 }, { value: 7 }, { value: 4 }, { value: 1 }],
  },
  'a series of no numbers': {
    statement: select(generateSeries('n', 3, 1)),
    sql: {
      postgres:
        'select "n"."value" from generate_series(cast($1 as integer), cast($2 as integer), cast($3 as integer)) as "n" ("value")',
      sqlite:
        'select "n"."value" from (with recursive series ("value") as (select ? where ? <= ? union all select "value" + ? from series where "value" + ? <= ?) select "value" from series) as "n"',
      mysql:
        'select `n`.`value` from (with recursive series (`value`) as (select cast(? as signed) where cast(? as signed) <= cast(? as signed) union all select `value` + cast(? as signed) from series where `value` + cast(? as signed) <= cast(? as signed)) select `value` from series) as `n`',
      mariadb:
        'select `n`.`value` from (with recursive series (`value`) as (select cast(? as signed) where cast(? as signed) <= cast(? as signed) union all select `value` + cast(? as signed) from series where `value` + cast(? as signed) <= cast(? as signed)) select `value` from series) as `n`',
    },
    params: [3, 1, 1],
    paramsOn: { sqlite: [3, 3, 1, 1, 1, 1], mysql: [3, 3, 1, 1, 1, 1], mariadb: [3, 3, 1, 1, 1, 1] },
    rows: [],
  },
  'the elements of a JSON array': {
    statement: select({ value: tags.value }).from(tags),
    sql: {
      postgres: 'select "tag"."value" from jsonb_array_elements(cast($1 as jsonb)) as "tag" ("value")',
      sqlite: 'select ("tag".json -> "tag".fullkey) as "value" from json_each(?) as "tag"',
      mysql: "select `tag`.`value` from json_table(cast(? as json), '$[*]' columns (`value` json path '$')) as `tag`",
      mariadb: "select `tag`.`value` from json_table(?, '$[*]' columns (`value` json path '$')) as `tag`",
    },
    params: ['["a","b\\"","ö"]'],
    rows: [{ value: 'a' }, { value: 'b"' }, { value: 'ö' }],
    unordered: true,
  },
  'the objects of a JSON array, with columns of their own': {
    statement: select(people).orderBy(people.id),
    sql: {
      postgres: `select "p"."id", "p"."name", "p"."na'me", "p"."extra" from jsonb_to_recordset(cast($1 as jsonb)) as "p" ("id" integer, "name" text, "na'me" text, "extra" jsonb) order by "p"."id"`,
      sqlite: `select json_extract("p".value, '$."id"') as "id", json_extract("p".value, '$."name"') as "name", json_extract("p".value, '$."na''me"') as "na'me", ("p".value -> '$."extra"') as "extra" from json_each(?) as "p" order by json_extract("p".value, '$."id"')`,
      mysql:
        "select `p`.`id`, `p`.`name`, `p`.`na'me`, `p`.`extra` from json_table(cast(? as json), '$[*]' columns (`id` int path '$.\"id\"', `name` longtext path '$.\"name\"', `na'me` longtext path '$.\"na''me\"', `extra` json path '$.\"extra\"')) as `p` order by `p`.`id`",
      mariadb:
        "select `p`.`id`, `p`.`name`, `p`.`na'me`, `p`.`extra` from json_table(?, '$[*]' columns (`id` int path '$.\"id\"', `name` longtext path '$.\"name\"', `na'me` longtext path '$.\"na''me\"', `extra` json path '$.\"extra\"')) as `p` order by `p`.`id`",
    },
    params: ['[{"id":1,"name":"Ann","extra":{"a":[1]}},{"id":2,"na\'me":"x"}]'],
    rows: [
      { id: 1, name: 'Ann', "na'me": null, extra: { a: [1] } },
      { id: 2, name: null, "na'me": 'x', extra: null },
    ],
  },
  'the elements of a JSON column': {
    statement: select({ id: tracks.id, none: trackTags.none })
      .from(tracks)
      .leftJoinLateral(trackTags, literal(1).eq(1))
      .where(tracks.extra.isNull())
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", "doc"."none" from "tracks" left join jsonb_to_recordset("tracks"."extra") as "doc" ("none" text) on cast($1 as integer) = cast($2 as integer) where "tracks"."extra" is null order by "tracks"."id"',
      sqlite: `select "tracks"."id", json_extract("doc".value, '$."none"') as "none" from "tracks" left join json_each("tracks"."extra") as "doc" on ? = ? where "tracks"."extra" is null order by "tracks"."id"`,
      mysql:
        "select `tracks`.`id`, `doc`.`none` from `tracks` left join json_table(`tracks`.`extra`, '$[*]' columns (`none` longtext path '$.\"none\"')) as `doc` on cast(? as signed) = cast(? as signed) where `tracks`.`extra` is null order by `tracks`.`id`",
      mariadb:
        "select `tracks`.`id`, `doc`.`none` from `tracks` left join json_table(`tracks`.`extra`, '$[*]' columns (`none` longtext path '$.\"none\"')) as `doc` on cast(? as signed) = cast(? as signed) where `tracks`.`extra` is null order by `tracks`.`id`",
    },
    params: [1, 1],
    rows: [
      { id: 2, none: null },
      { id: 4, none: null },
      { id: 6, none: null },
    ],
  },
})

conforms('Functions of PostgreSQL as sources', {
  'WITH ORDINALITY numbers the rows': {
    statement: select(parts).orderBy(parts.at),
    sql: {
      postgres:
        'select "part"."part", "part"."at" from regexp_split_to_table(cast($1 as text), cast($2 as text)) with ordinality as "part" ("part", "at") order by "part"."at"',
      sqlite: lacks('sqlite has no WITH ORDINALITY; number the rows with rowNumber()'),
      mysql: lacks('mysql has no WITH ORDINALITY; number the rows with rowNumber()'),
      mariadb: lacks('mariadb has no WITH ORDINALITY; number the rows with rowNumber()'),
    },
    params: ['a-b-c', '-'],
    rows: [
      { part: 'a', at: 1n },
      { part: 'b', at: 2n },
      { part: 'c', at: 3n },
    ],
  },
  'a function of a column stands in a lateral join': {
    statement: select({ letter: letters.letter, n: count() })
      .from(artists)
      .crossJoinLateral(letters)
      .where(artists.id.lte(2))
      .groupBy(letters.letter)
      .orderBy(count().desc(), letters.letter)
      .limit(2),
    sql: {
      postgres:
        'select "letter"."letter", count(*) as "n" from "artists" cross join regexp_split_to_table("artists"."name", cast($1 as text)) as "letter" ("letter") where "artists"."id" <= $2 group by "letter"."letter" order by count(*) desc, "letter"."letter" limit $3',
      sqlite: lacks('sqlite has no functions in FROM whose columns have names; use jsonTable(…) or a recursive query'),
      mysql: lacks('mysql has no functions in FROM but JSON_TABLE; use jsonTable(…) or a recursive query'),
      mariadb: lacks('mariadb has no functions in FROM but JSON_TABLE; use jsonTable(…) or a recursive query'),
    },
    params: ['', 2, 2],
    rows: [
      { letter: 'b', n: 2 },
      { letter: 'e', n: 2 },
    ],
  },
})
