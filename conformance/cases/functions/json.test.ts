import {
  bytes,
  coalesce,
  compile,
  json,
  jsonArray,
  jsonArrayAgg,
  jsonArrayLength,
  jsonContains,
  jsonHasKey,
  jsonInsert,
  jsonNull,
  jsonObject,
  jsonObjectAgg,
  jsonRemove,
  jsonReplace,
  jsonSet,
  jsonTypeof,
  literal,
  select,
  text,
  toJson,
  update,
} from '@espalier/core'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../../conforms.ts'
import { eachDriver } from '../../databases.ts'
import { artists, tracks } from '../../music.ts'
import { open } from '../../open.ts'

interface Doc {
  device: { type: 'phone' | 'tablet'; os?: string; cores: number | null }
  tags: string[]
  ok: boolean
  ratio: number
  at?: { x: number }
}

const doc = literal({ device: { type: 'phone', cores: null }, tags: ['a', 'b'], ok: true, ratio: 1.5 }, json<Doc>())
const odd = literal({ 'a"b\\': 1, "a'.[0]": 2, '😀': 3 }, json<{ [key: string]: number }>())
const one = select({ id: tracks.id }).from(tracks).where(tracks.id.eq(1))

conforms('JSON', {
  'a path into a column': {
    statement: select({
      bpm: tracks.extra.at('bpm').asInteger(),
      tag: tracks.extra.at('tags').at(0).asText(),
      tags: tracks.extra.at('tags'),
    })
      .from(tracks)
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select cast("tracks"."extra" #>> $1 as integer) as "bpm", "tracks"."extra" #>> $2 as "tag", "tracks"."extra" #> $3 as "tags" from "tracks" order by "tracks"."id"',
      sqlite:
        'select cast("tracks"."extra" ->> ? as integer) as "bpm", "tracks"."extra" ->> ? as "tag", "tracks"."extra" -> ? as "tags" from "tracks" order by "tracks"."id"',
      mysql:
        "select cast(json_unquote(nullif(json_extract(`tracks`.`extra`, ?), cast('null' as json))) as signed) as `bpm`, json_unquote(nullif(json_extract(`tracks`.`extra`, ?), cast('null' as json))) as `tag`, json_extract(`tracks`.`extra`, ?) as `tags` from `tracks` order by `tracks`.`id`",
      mariadb:
        'select cast(json_value(`tracks`.`extra`, ?) as signed) as `bpm`, json_value(`tracks`.`extra`, ?) as `tag`, json_extract(`tracks`.`extra`, ?) as `tags` from `tracks` order by `tracks`.`id`',
    },
    params: ['{"bpm"}', '{"tags","0"}', '{"tags"}'],
    paramsOn: {
      sqlite: ['$."bpm"', '$."tags"[0]', '$."tags"'],
      mysql: ['$."bpm"', '$."tags"[0]', '$."tags"'],
      mariadb: ['$."bpm"', '$."tags"[0]', '$."tags"'],
    },
    rows: [
      { bpm: 120, tag: 'pop', tags: ['pop', '50%'] },
      { bpm: null, tag: null, tags: null },
      { bpm: null, tag: null, tags: [] },
      { bpm: null, tag: null, tags: null },
      { bpm: null, tag: 'ö', tags: ['ö', '😀'] },
      { bpm: null, tag: null, tags: null },
    ],
  },
  'a path in a condition, and beside other operators': {
    statement: select({
      id: tracks.id,
      name: tracks.extra.at('tags').at(1).asText().concat('!'),
      more: tracks.extra.at('bpm').asInteger().plus(1),
    })
      .from(tracks)
      .where(tracks.extra.at('tags').at(0).asText().eq('pop'), tracks.extra.at('bpm').asInteger().gt(100))
      .orderBy(tracks.extra.at('bpm').asInteger()),
    sql: {
      postgres:
        'select "tracks"."id", ("tracks"."extra" #>> $1) || $2 as "name", cast("tracks"."extra" #>> $3 as integer) + $4 as "more" from "tracks" where "tracks"."extra" #>> $5 = $6 and cast("tracks"."extra" #>> $7 as integer) > $8 order by cast("tracks"."extra" #>> $9 as integer)',
      sqlite:
        'select "tracks"."id", ("tracks"."extra" ->> ?) || ? as "name", cast("tracks"."extra" ->> ? as integer) + ? as "more" from "tracks" where "tracks"."extra" ->> ? = ? and cast("tracks"."extra" ->> ? as integer) > ? order by cast("tracks"."extra" ->> ? as integer)',
      mysql:
        "select `tracks`.`id`, concat(json_unquote(nullif(json_extract(`tracks`.`extra`, ?), cast('null' as json))), ?) as `name`, cast(json_unquote(nullif(json_extract(`tracks`.`extra`, ?), cast('null' as json))) as signed) + ? as `more` from `tracks` where json_unquote(nullif(json_extract(`tracks`.`extra`, ?), cast('null' as json))) = ? and cast(json_unquote(nullif(json_extract(`tracks`.`extra`, ?), cast('null' as json))) as signed) > ? order by cast(json_unquote(nullif(json_extract(`tracks`.`extra`, ?), cast('null' as json))) as signed)",
      mariadb:
        'select `tracks`.`id`, concat(json_value(`tracks`.`extra`, ?), ?) as `name`, cast(json_value(`tracks`.`extra`, ?) as signed) + ? as `more` from `tracks` where json_value(`tracks`.`extra`, ?) = ? and cast(json_value(`tracks`.`extra`, ?) as signed) > ? order by cast(json_value(`tracks`.`extra`, ?) as signed)',
    },
    params: ['{"tags","1"}', '!', '{"bpm"}', 1, '{"tags","0"}', 'pop', '{"bpm"}', 100, '{"bpm"}'],
    paramsOn: {
      sqlite: ['$."tags"[1]', '!', '$."bpm"', 1, '$."tags"[0]', 'pop', '$."bpm"', 100, '$."bpm"'],
      mysql: ['$."tags"[1]', '!', '$."bpm"', 1, '$."tags"[0]', 'pop', '$."bpm"', 100, '$."bpm"'],
      mariadb: ['$."tags"[1]', '!', '$."bpm"', 1, '$."tags"[0]', 'pop', '$."bpm"', 100, '$."bpm"'],
    },
    rows: [{ id: 1, name: '50%!', more: 121 }],
  },
  'values of every type': {
    statement: select({
      text: doc.at('device').at('type').asText(),
      no: doc.at('device').at('cores').asInteger(),
      none: doc.at('device').at('os').asText(),
      whole: literal({ n: 9007199254740 }, json<{ n: number }>()).at('n').asBigint(),
      real: doc.at('ratio').asReal(),
      numeric: doc.at('ratio').asNumeric(),
      ok: doc.at('ok').asBoolean(),
      root: literal('a "b"\n😀', json<string>()).asText(),
      rootNumber: literal(7, json<number>()).asInteger(),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres: `select cast($1 as jsonb) #>> $2 as "text", cast(cast($1 as jsonb) #>> $3 as integer) as "no", cast($1 as jsonb) #>> $4 as "none", cast(cast($5 as jsonb) #>> $6 as bigint) as "whole", cast(cast($1 as jsonb) #>> $7 as double precision) as "real", cast(cast($1 as jsonb) #>> $8 as numeric) as "numeric", cast(cast($1 as jsonb) #>> $9 as boolean) as "ok", cast($10 as jsonb) #>> '{}' as "root", cast(cast($11 as jsonb) #>> '{}' as integer) as "rootNumber" from "tracks" where "tracks"."id" = $12`,
      sqlite: `select ? ->> ? as "text", cast(? ->> ? as integer) as "no", ? ->> ? as "none", cast(? ->> ? as integer) as "whole", cast(? ->> ? as real) as "real", cast(? ->> ? as numeric) as "numeric", cast(? ->> ? as integer) as "ok", ? ->> '$' as "root", cast(? ->> '$' as integer) as "rootNumber" from "tracks" where "tracks"."id" = ?`,
      mysql:
        "select json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as `text`, cast(json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as signed) as `no`, json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as `none`, cast(json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as signed) as `whole`, cast(json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as double) as `real`, cast(json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as decimal(65, 30)) as `numeric`, json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) = 'true' as `ok`, json_unquote(nullif(cast(? as json), cast('null' as json))) as `root`, cast(json_unquote(nullif(cast(? as json), cast('null' as json))) as signed) as `rootNumber` from `tracks` where `tracks`.`id` = ?",
      mariadb:
        "select json_value(?, ?) as `text`, cast(json_value(?, ?) as signed) as `no`, json_value(?, ?) as `none`, cast(json_value(?, ?) as signed) as `whole`, cast(json_value(?, ?) as double) as `real`, cast(json_value(?, ?) as decimal(65, 30)) as `numeric`, json_value(?, ?) = '1' as `ok`, json_value(?, '$') as `root`, cast(json_value(?, '$') as signed) as `rootNumber` from `tracks` where `tracks`.`id` = ?",
    },
    params: [
      '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
      '{"device","type"}',
      '{"device","cores"}',
      '{"device","os"}',
      '{"n":9007199254740}',
      '{"n"}',
      '{"ratio"}',
      '{"ratio"}',
      '{"ok"}',
      '"a \\"b\\"\\n😀"',
      '7',
      1,
    ],
    paramsOn: {
      sqlite: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '{"n":9007199254740}',
        '$."n"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        '"a \\"b\\"\\n😀"',
        '7',
        1,
      ],
      mysql: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '{"n":9007199254740}',
        '$."n"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        '"a \\"b\\"\\n😀"',
        '7',
        1,
      ],
      mariadb: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '{"n":9007199254740}',
        '$."n"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        '"a \\"b\\"\\n😀"',
        '7',
        1,
      ],
    },
    rows: [
      {
        text: 'phone',
        no: null,
        none: null,
        whole: 9007199254740n,
        real: 1.5,
        numeric: '1.5',
        ok: true,
        root: 'a "b"\n😀',
        rootNumber: 7,
      },
    ],
  },
  'a boolean of JSON as a condition': {
    statement: one.where(doc.at('ok').asBoolean()),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where "tracks"."id" = $1 and cast(cast($2 as jsonb) #>> $3 as boolean)',
      sqlite: 'select "tracks"."id" from "tracks" where "tracks"."id" = ? and cast(? ->> ? as integer)',
      mysql:
        "select `tracks`.`id` from `tracks` where `tracks`.`id` = ? and json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) = 'true'",
      mariadb: "select `tracks`.`id` from `tracks` where `tracks`.`id` = ? and json_value(?, ?) = '1'",
    },
    params: [1, '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}', '{"ok"}'],
    paramsOn: {
      sqlite: [1, '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}', '$."ok"'],
      mysql: [1, '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}', '$."ok"'],
      mariadb: [1, '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}', '$."ok"'],
    },
    rows: [{ id: 1 }],
  },
  'keys with quotes, dots, brackets and emoji': {
    statement: select({
      quoted: odd.at('a"b\\').asInteger(),
      dotted: odd.at("a'.[0]").asInteger(),
      emoji: odd.at('😀').asInteger(),
      split: odd.at('a').asInteger(),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select cast(cast($1 as jsonb) #>> $2 as integer) as "quoted", cast(cast($1 as jsonb) #>> $3 as integer) as "dotted", cast(cast($1 as jsonb) #>> $4 as integer) as "emoji", cast(cast($1 as jsonb) #>> $5 as integer) as "split" from "tracks" where "tracks"."id" = $6',
      sqlite:
        'select cast(? ->> ? as integer) as "quoted", cast(? ->> ? as integer) as "dotted", cast(? ->> ? as integer) as "emoji", cast(? ->> ? as integer) as "split" from "tracks" where "tracks"."id" = ?',
      mysql:
        "select cast(json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as signed) as `quoted`, cast(json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as signed) as `dotted`, cast(json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as signed) as `emoji`, cast(json_unquote(nullif(json_extract(cast(? as json), ?), cast('null' as json))) as signed) as `split` from `tracks` where `tracks`.`id` = ?",
      mariadb:
        'select cast(json_value(?, ?) as signed) as `quoted`, cast(json_value(?, ?) as signed) as `dotted`, cast(json_value(?, ?) as signed) as `emoji`, cast(json_value(?, ?) as signed) as `split` from `tracks` where `tracks`.`id` = ?',
    },
    params: ['{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}', '{"a\\"b\\\\"}', `{"a'.[0]"}`, '{"😀"}', '{"a"}', 1],
    paramsOn: {
      sqlite: [
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."a\\"b\\\\"',
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        `$."a'.[0]"`,
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."😀"',
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."a"',
        1,
      ],
      mysql: [
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."a\\"b\\\\"',
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        `$."a'.[0]"`,
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."😀"',
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."a"',
        1,
      ],
      mariadb: [
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."a\\"b\\\\"',
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        `$."a'.[0]"`,
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."😀"',
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."a"',
        1,
      ],
    },
    rows: [{ quoted: 1, dotted: 2, emoji: 3, split: null }],
  },
  'the null of JSON and that of SQL': {
    statement: select({
      is: jsonTypeof(coalesce(tracks.extra, jsonNull() as never)),
      isNull: tracks.extra.isNull(),
      json: jsonTypeof(jsonNull()),
      read: jsonNull(),
    })
      .from(tracks)
      .where(tracks.id.in([1, 2]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select jsonb_typeof(coalesce("tracks"."extra", cast($1 as jsonb))) as "is", "tracks"."extra" is null as "isNull", jsonb_typeof(cast($2 as jsonb)) as "json", cast($3 as jsonb) as "read" from "tracks" where "tracks"."id" in ($4, $5) order by "tracks"."id"',
      sqlite: `select case json_type(coalesce("tracks"."extra", ?)) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(coalesce("tracks"."extra", ?)) end as "is", "tracks"."extra" is null as "isNull", case json_type(?) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(?) end as "json", ? as "read" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"`,
      mysql:
        "select case json_type(coalesce(`tracks`.`extra`, cast(? as json))) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(coalesce(`tracks`.`extra`, cast(? as json)))) end as `is`, `tracks`.`extra` is null as `isNull`, case json_type(cast(? as json)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(cast(? as json))) end as `json`, cast(? as json) as `read` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`",
      mariadb:
        "select case json_type(coalesce(`tracks`.`extra`, ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(coalesce(`tracks`.`extra`, ?))) end as `is`, `tracks`.`extra` is null as `isNull`, case json_type(?) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(?)) end as `json`, ? as `read` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`",
    },
    params: ['null', 'null', 'null', 1, 2],
    paramsOn: {
      sqlite: ['null', 'null', 'null', 'null', 'null', 1, 2],
      mysql: ['null', 'null', 'null', 'null', 'null', 1, 2],
      mariadb: ['null', 'null', 'null', 'null', 'null', 1, 2],
    },
    rows: [
      { is: 'object', isNull: false, json: 'null', read: null },
      { is: 'null', isNull: true, json: 'null', read: null },
    ],
  },
  'the null of JSON in a column': {
    statement: update(tracks)
      .set({ extra: jsonNull() as never })
      .where(tracks.id.eq(1)),
    sql: {
      postgres: 'update "tracks" set "extra" = $1 where "tracks"."id" = $2',
      sqlite: 'update "tracks" set "extra" = ? where "tracks"."id" = ?',
      mysql: 'update `tracks` set `extra` = ? where `tracks`.`id` = ?',
      mariadb: 'update `tracks` set `extra` = ? where `tracks`.`id` = ?',
    },
    params: ['null', 1],
    rowCount: 1,
    after: {
      select: select({ isNull: tracks.extra.isNull(), is: jsonTypeof(tracks.extra), tags: tracks.extra.at('tags') })
        .from(tracks)
        .where(tracks.id.in([1, 2]))
        .orderBy(tracks.id),
      rows: [
        { isNull: false, is: 'null', tags: null },
        { isNull: true, is: null, tags: null },
      ],
    },
  },
  'what a document is, and how long': {
    statement: select({
      object: jsonTypeof(doc),
      array: jsonTypeof(doc.at('tags')),
      string: jsonTypeof(doc.at('device').at('type')),
      number: jsonTypeof(doc.at('ratio')),
      boolean: jsonTypeof(doc.at('ok')),
      null: jsonTypeof(doc.at('device').at('cores')),
      nothing: jsonTypeof(doc.at('at')),
      length: jsonArrayLength(doc.at('tags')),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select jsonb_typeof(cast($1 as jsonb)) as "object", jsonb_typeof(cast($1 as jsonb) #> $2) as "array", jsonb_typeof(cast($1 as jsonb) #> $3) as "string", jsonb_typeof(cast($1 as jsonb) #> $4) as "number", jsonb_typeof(cast($1 as jsonb) #> $5) as "boolean", jsonb_typeof(cast($1 as jsonb) #> $6) as "null", jsonb_typeof(cast($1 as jsonb) #> $7) as "nothing", jsonb_array_length(cast($1 as jsonb) #> $8) as "length" from "tracks" where "tracks"."id" = $9',
      sqlite: `select case json_type(?) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(?) end as "object", case json_type(? -> ?) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(? -> ?) end as "array", case json_type(? -> ?) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(? -> ?) end as "string", case json_type(? -> ?) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(? -> ?) end as "number", case json_type(? -> ?) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(? -> ?) end as "boolean", case json_type(? -> ?) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(? -> ?) end as "null", case json_type(? -> ?) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(? -> ?) end as "nothing", json_array_length(? -> ?) as "length" from "tracks" where "tracks"."id" = ?`,
      mysql:
        "select case json_type(cast(? as json)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(cast(? as json))) end as `object`, case json_type(json_extract(cast(? as json), ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(cast(? as json), ?))) end as `array`, case json_type(json_extract(cast(? as json), ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(cast(? as json), ?))) end as `string`, case json_type(json_extract(cast(? as json), ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(cast(? as json), ?))) end as `number`, case json_type(json_extract(cast(? as json), ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(cast(? as json), ?))) end as `boolean`, case json_type(json_extract(cast(? as json), ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(cast(? as json), ?))) end as `null`, case json_type(json_extract(cast(? as json), ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(cast(? as json), ?))) end as `nothing`, json_length(json_extract(cast(? as json), ?)) as `length` from `tracks` where `tracks`.`id` = ?",
      mariadb:
        "select case json_type(?) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(?)) end as `object`, case json_type(json_extract(?, ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(?, ?))) end as `array`, case json_type(json_extract(?, ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(?, ?))) end as `string`, case json_type(json_extract(?, ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(?, ?))) end as `number`, case json_type(json_extract(?, ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(?, ?))) end as `boolean`, case json_type(json_extract(?, ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(?, ?))) end as `null`, case json_type(json_extract(?, ?)) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(json_extract(?, ?))) end as `nothing`, json_length(json_extract(?, ?)) as `length` from `tracks` where `tracks`.`id` = ?",
    },
    params: [
      '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
      '{"tags"}',
      '{"device","type"}',
      '{"ratio"}',
      '{"ok"}',
      '{"device","cores"}',
      '{"at"}',
      '{"tags"}',
      1,
    ],
    paramsOn: {
      sqlite: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        1,
      ],
      mysql: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        1,
      ],
      mariadb: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ratio"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        1,
      ],
    },
    rows: [
      {
        object: 'object',
        array: 'array',
        string: 'string',
        number: 'number',
        boolean: 'boolean',
        null: 'null',
        nothing: null,
        length: 2,
      },
    ],
  },
  'whether a key is there': {
    statement: select({
      cores: jsonHasKey(doc.at('device'), 'cores'),
      os: jsonHasKey(doc.at('device'), 'os'),
      odd: jsonHasKey(odd, 'a"b\\'),
    })
      .from(tracks)
      .where(jsonHasKey(tracks.extra, 'bpm')),
    sql: {
      postgres:
        'select (cast($1 as jsonb) #> $2) ? $3 as "cores", (cast($1 as jsonb) #> $4) ? $5 as "os", cast($6 as jsonb) ? $7 as "odd" from "tracks" where "tracks"."extra" ? $8',
      sqlite:
        'select json_type(? -> ?, ?) is not null as "cores", json_type(? -> ?, ?) is not null as "os", json_type(?, ?) is not null as "odd" from "tracks" where json_type("tracks"."extra", ?) is not null',
      mysql:
        "select json_contains_path(json_extract(cast(? as json), ?), 'one', ?) as `cores`, json_contains_path(json_extract(cast(? as json), ?), 'one', ?) as `os`, json_contains_path(cast(? as json), 'one', ?) as `odd` from `tracks` where json_contains_path(`tracks`.`extra`, 'one', ?)",
      mariadb:
        "select json_contains_path(json_extract(?, ?), 'one', ?) as `cores`, json_contains_path(json_extract(?, ?), 'one', ?) as `os`, json_contains_path(?, 'one', ?) as `odd` from `tracks` where json_contains_path(`tracks`.`extra`, 'one', ?)",
    },
    params: [
      '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
      '{"device"}',
      'cores',
      '{"device"}',
      'os',
      '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
      'a"b\\',
      'bpm',
    ],
    paramsOn: {
      sqlite: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '$."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '$."os"',
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."a\\"b\\\\"',
        '$."bpm"',
      ],
      mysql: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '$."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '$."os"',
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."a\\"b\\\\"',
        '$."bpm"',
      ],
      mariadb: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '$."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '$."os"',
        '{"a\\"b\\\\":1,"a\'.[0]":2,"😀":3}',
        '$."a\\"b\\\\"',
        '$."bpm"',
      ],
    },
    rows: [{ cores: true, os: false, odd: true }],
  },
  containment: {
    statement: select({
      id: tracks.id,
      deep: jsonContains(doc, { device: { type: 'phone' }, tags: ['b'] }),
      other: jsonContains(doc, { device: { type: 'tablet' } }),
    })
      .from(tracks)
      .where(jsonContains(tracks.extra, { tags: ['pop'] })),
    sql: {
      postgres:
        'select "tracks"."id", cast($1 as jsonb) @> cast($2 as jsonb) as "deep", cast($1 as jsonb) @> cast($3 as jsonb) as "other" from "tracks" where "tracks"."extra" @> cast($4 as jsonb)',
      sqlite: lacks('sqlite has no search for a part of a JSON document; compare its values with .at(…)'),
      mysql:
        'select `tracks`.`id`, json_contains(cast(? as json), cast(? as json)) as `deep`, json_contains(cast(? as json), cast(? as json)) as `other` from `tracks` where json_contains(`tracks`.`extra`, cast(? as json))',
      mariadb:
        'select `tracks`.`id`, json_contains(?, ?) as `deep`, json_contains(?, ?) as `other` from `tracks` where json_contains(`tracks`.`extra`, ?)',
    },
    params: [
      '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
      '{"device":{"type":"phone"},"tags":["b"]}',
      '{"device":{"type":"tablet"}}',
      '{"tags":["pop"]}',
    ],
    paramsOn: {
      mysql: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone"},"tags":["b"]}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"tablet"}}',
        '{"tags":["pop"]}',
      ],
      mariadb: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone"},"tags":["b"]}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"tablet"}}',
        '{"tags":["pop"]}',
      ],
    },
    rows: [{ id: 1, deep: true, other: false }],
  },
  'a value in a document': {
    statement: select({
      set: jsonSet(doc, ['device', 'type'], 'tablet'),
      made: jsonSet(doc, ['device', 'os'], 'a"b'),
      orphan: jsonSet(doc, ['at', 'x'], 1),
      inList: jsonSet(doc, ['tags', 0], 'z'),
      nulled: jsonSet(doc, ['device', 'cores'], null),
      whole: jsonSet(doc, ['tags'], ['x']),
      from: jsonSet(doc, ['tags', 1], toJson(tracks.title)),
      flag: jsonSet(doc, ['ok'], toJson(tracks.live)),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select jsonb_set(cast($1 as jsonb), $2, cast($3 as jsonb)) as "set", jsonb_set(cast($1 as jsonb), $4, cast($5 as jsonb)) as "made", jsonb_set(cast($1 as jsonb), $6, cast($7 as jsonb)) as "orphan", jsonb_set(cast($1 as jsonb), $8, cast($9 as jsonb)) as "inList", jsonb_set(cast($1 as jsonb), $10, cast($11 as jsonb)) as "nulled", jsonb_set(cast($1 as jsonb), $12, cast($13 as jsonb)) as "whole", jsonb_set(cast($1 as jsonb), $14, to_jsonb("tracks"."title")) as "from", jsonb_set(cast($1 as jsonb), $15, to_jsonb("tracks"."live")) as "flag" from "tracks" where "tracks"."id" = $16',
      sqlite: `select case when json_type(?, ?) is null then ? else json_set(?, ?, json(?)) end as "set", case when json_type(?, ?) is null then ? else json_set(?, ?, json(?)) end as "made", case when json_type(?, ?) is null then ? else json_set(?, ?, json(?)) end as "orphan", case when json_type(?, ?) is null then ? else json_set(?, ?, json(?)) end as "inList", case when json_type(?, ?) is null then ? else json_set(?, ?, json(?)) end as "nulled", json_set(?, ?, json(?)) as "whole", case when json_type(?, ?) is null then ? else json_set(?, ?, json(case when "tracks"."title" is not null then json_quote("tracks"."title") end)) end as "from", json_set(?, ?, json(case when json(case "tracks"."live" when 1 then 'true' when 0 then 'false' end) is not null then json_quote(json(case "tracks"."live" when 1 then 'true' when 0 then 'false' end)) end)) as "flag" from "tracks" where "tracks"."id" = ?`,
      mysql:
        "select json_set(cast(? as json), ?, cast(? as json)) as `set`, json_set(cast(? as json), ?, cast(? as json)) as `made`, json_set(cast(? as json), ?, cast(? as json)) as `orphan`, json_set(cast(? as json), ?, cast(? as json)) as `inList`, json_set(cast(? as json), ?, cast(? as json)) as `nulled`, json_set(cast(? as json), ?, cast(? as json)) as `whole`, json_set(cast(? as json), ?, case when `tracks`.`title` is not null then json_extract(json_array(`tracks`.`title`), '$[0]') end) as `from`, json_set(cast(? as json), ?, case when cast(case `tracks`.`live` when true then 'true' when false then 'false' end as json) is not null then json_extract(json_array(cast(case `tracks`.`live` when true then 'true' when false then 'false' end as json)), '$[0]') end) as `flag` from `tracks` where `tracks`.`id` = ?",
      mariadb:
        "select json_set(?, ?, json_compact(?)) as `set`, json_set(?, ?, json_compact(?)) as `made`, json_set(?, ?, json_compact(?)) as `orphan`, json_set(?, ?, json_compact(?)) as `inList`, json_set(?, ?, json_compact(?)) as `nulled`, json_set(?, ?, json_compact(?)) as `whole`, json_set(?, ?, json_compact(case when `tracks`.`title` is not null then json_extract(json_array(`tracks`.`title`), '$[0]') end)) as `from`, json_set(?, ?, json_compact(case when json_compact(case `tracks`.`live` when true then 'true' when false then 'false' end) is not null then json_extract(json_array(json_compact(case `tracks`.`live` when true then 'true' when false then 'false' end)), '$[0]') end)) as `flag` from `tracks` where `tracks`.`id` = ?",
    },
    params: [
      '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
      '{"device","type"}',
      '"tablet"',
      '{"device","os"}',
      '"a\\"b"',
      '{"at","x"}',
      '1',
      '{"tags","0"}',
      '"z"',
      '{"device","cores"}',
      'null',
      '{"tags"}',
      '["x"]',
      '{"tags","1"}',
      '{"ok"}',
      1,
    ],
    paramsOn: {
      sqlite: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '"tablet"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '"a\\"b"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"."x"',
        '1',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"[0]',
        '"z"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        'null',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '["x"]',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"[1]',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        1,
      ],
      mysql: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '"tablet"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '"a\\"b"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"."x"',
        '1',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"[0]',
        '"z"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        'null',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '["x"]',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"[1]',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        1,
      ],
      mariadb: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '"tablet"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '"a\\"b"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"."x"',
        '1',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"[0]',
        '"z"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        'null',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '["x"]',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"[1]',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."ok"',
        1,
      ],
    },
    rows: [
      {
        set: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { type: 'tablet', cores: null } },
        made: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { os: 'a"b', type: 'phone', cores: null } },
        orphan: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { type: 'phone', cores: null } },
        inList: { ok: true, tags: ['z', 'b'], ratio: 1.5, device: { type: 'phone', cores: null } },
        nulled: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { type: 'phone', cores: null } },
        whole: { ok: true, tags: ['x'], ratio: 1.5, device: { type: 'phone', cores: null } },
        from: { ok: true, tags: ['a', 'SOS'], ratio: 1.5, device: { type: 'phone', cores: null } },
        flag: { ok: false, tags: ['a', 'b'], ratio: 1.5, device: { type: 'phone', cores: null } },
      },
    ],
  },
  'a value only where there is none, or only where there is one': {
    statement: select({
      kept: jsonInsert(doc, ['device', 'type'], 'tablet'),
      made: jsonInsert(doc, ['device', 'os'], 'x'),
      orphan: jsonInsert(doc, ['at', 'x'], 1),
      replaced: jsonReplace(doc, ['device', 'type'], 'tablet'),
      left: jsonReplace(doc, ['device', 'os'], 'x'),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select case when cast($1 as jsonb) #> $2 is null then jsonb_set(cast($1 as jsonb), $2, cast($3 as jsonb)) else cast($1 as jsonb) end as "kept", case when cast($1 as jsonb) #> $4 is null then jsonb_set(cast($1 as jsonb), $4, cast($5 as jsonb)) else cast($1 as jsonb) end as "made", case when cast($1 as jsonb) #> $6 is null then jsonb_set(cast($1 as jsonb), $6, cast($7 as jsonb)) else cast($1 as jsonb) end as "orphan", jsonb_set(cast($1 as jsonb), $8, cast($9 as jsonb), false) as "replaced", jsonb_set(cast($1 as jsonb), $10, cast($11 as jsonb), false) as "left" from "tracks" where "tracks"."id" = $12',
      sqlite:
        'select case when json_type(?, ?) is null then ? else json_insert(?, ?, json(?)) end as "kept", case when json_type(?, ?) is null then ? else json_insert(?, ?, json(?)) end as "made", case when json_type(?, ?) is null then ? else json_insert(?, ?, json(?)) end as "orphan", json_replace(?, ?, json(?)) as "replaced", json_replace(?, ?, json(?)) as "left" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select json_insert(cast(? as json), ?, cast(? as json)) as `kept`, json_insert(cast(? as json), ?, cast(? as json)) as `made`, json_insert(cast(? as json), ?, cast(? as json)) as `orphan`, json_replace(cast(? as json), ?, cast(? as json)) as `replaced`, json_replace(cast(? as json), ?, cast(? as json)) as `left` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select json_insert(?, ?, json_compact(?)) as `kept`, json_insert(?, ?, json_compact(?)) as `made`, json_insert(?, ?, json_compact(?)) as `orphan`, json_replace(?, ?, json_compact(?)) as `replaced`, json_replace(?, ?, json_compact(?)) as `left` from `tracks` where `tracks`.`id` = ?',
    },
    params: [
      '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
      '{"device","type"}',
      '"tablet"',
      '{"device","os"}',
      '"x"',
      '{"at","x"}',
      '1',
      '{"device","type"}',
      '"tablet"',
      '{"device","os"}',
      '"x"',
      1,
    ],
    paramsOn: {
      sqlite: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '"tablet"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '"x"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"."x"',
        '1',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '"tablet"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '"x"',
        1,
      ],
      mysql: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '"tablet"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '"x"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"."x"',
        '1',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '"tablet"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '"x"',
        1,
      ],
      mariadb: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '"tablet"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '"x"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"."x"',
        '1',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."type"',
        '"tablet"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."os"',
        '"x"',
        1,
      ],
    },
    rows: [
      {
        kept: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { type: 'phone', cores: null } },
        made: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { os: 'x', type: 'phone', cores: null } },
        orphan: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { type: 'phone', cores: null } },
        replaced: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { type: 'tablet', cores: null } },
        left: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { type: 'phone', cores: null } },
      },
    ],
  },
  'a document without a part': {
    statement: select({
      key: jsonRemove(doc, ['device', 'cores']),
      place: jsonRemove(doc.at('tags'), [0]),
      nothing: jsonRemove(doc, ['at', 'x']),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select cast($1 as jsonb) #- $2 as "key", (cast($1 as jsonb) #> $3) #- $4 as "place", cast($1 as jsonb) #- $5 as "nothing" from "tracks" where "tracks"."id" = $6',
      sqlite:
        'select json_remove(?, ?) as "key", json_remove(? -> ?, ?) as "place", json_remove(?, ?) as "nothing" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select json_remove(cast(? as json), ?) as `key`, json_remove(json_extract(cast(? as json), ?), ?) as `place`, json_remove(cast(? as json), ?) as `nothing` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select json_remove(?, ?) as `key`, json_remove(json_extract(?, ?), ?) as `place`, json_remove(?, ?) as `nothing` from `tracks` where `tracks`.`id` = ?',
    },
    params: [
      '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
      '{"device","cores"}',
      '{"tags"}',
      '{"0"}',
      '{"at","x"}',
      1,
    ],
    paramsOn: {
      sqlite: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '$[0]',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"."x"',
        1,
      ],
      mysql: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '$[0]',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"."x"',
        1,
      ],
      mariadb: [
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."device"."cores"',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."tags"',
        '$[0]',
        '{"device":{"type":"phone","cores":null},"tags":["a","b"],"ok":true,"ratio":1.5}',
        '$."at"."x"',
        1,
      ],
    },
    rows: [
      {
        key: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { type: 'phone' } },
        place: ['b'],
        nothing: { ok: true, tags: ['a', 'b'], ratio: 1.5, device: { type: 'phone', cores: null } },
      },
    ],
  },
  'a document that changes in place': {
    statement: update(tracks)
      .set({ extra: jsonSet(tracks.extra, ['bpm'], 90) })
      .where(tracks.id.eq(3)),
    sql: {
      postgres:
        'update "tracks" set "extra" = jsonb_set("tracks"."extra", $1, cast($2 as jsonb)) where "tracks"."id" = $3',
      sqlite: 'update "tracks" set "extra" = json_set("tracks"."extra", ?, json(?)) where "tracks"."id" = ?',
      mysql: 'update `tracks` set `extra` = json_set(`tracks`.`extra`, ?, cast(? as json)) where `tracks`.`id` = ?',
      mariadb: 'update `tracks` set `extra` = json_set(`tracks`.`extra`, ?, json_compact(?)) where `tracks`.`id` = ?',
    },
    params: ['{"bpm"}', '90', 3],
    paramsOn: { sqlite: ['$."bpm"', '90', 3], mysql: ['$."bpm"', '90', 3], mariadb: ['$."bpm"', '90', 3] },
    rowCount: 1,
    after: {
      select: select({ extra: tracks.extra }).from(tracks).where(tracks.id.eq(3)),
      rows: [{ extra: { bpm: 90, tags: [] } }],
    },
  },
  'an object and a list of values of every type': {
    statement: select({
      row: jsonObject({
        id: tracks.id,
        title: tracks.title,
        plays: tracks.plays,
        price: tracks.price,
        rating: tracks.rating,
        live: tracks.live,
        released: tracks.released,
        extra: tracks.extra,
        addedAt: tracks.addedAt,
        "a'b": literal(new Uint8Array([0, 255]), bytes()),
        list: jsonArray(tracks.id, tracks.mood, literal('x', text())),
      }),
    })
      .from(tracks)
      .where(tracks.id.in([1, 6]))
      .orderBy(tracks.id),
    sql: {
      postgres: `select jsonb_build_object(cast($1 as text), "tracks"."id", cast($2 as text), "tracks"."title", cast($3 as text), cast("tracks"."plays" as text), cast($4 as text), cast("tracks"."price" as text), cast($5 as text), "tracks"."rating", cast($6 as text), "tracks"."live", cast($7 as text), "tracks"."released", cast($8 as text), "tracks"."extra", cast($9 as text), to_char("tracks"."added_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), cast($10 as text), encode(cast($11 as bytea), 'hex'), cast($12 as text), jsonb_build_array("tracks"."id", "tracks"."mood", cast($13 as text))) as "row" from "tracks" where "tracks"."id" in ($14, $15) order by "tracks"."id"`,
      sqlite: `select json_object(?, "tracks"."id", ?, "tracks"."title", ?, cast("tracks"."plays" as text), ?, case when "tracks"."price" is not null then printf('%.2f', "tracks"."price") end, ?, "tracks"."rating", ?, json(case "tracks"."live" when 1 then 'true' when 0 then 'false' end), ?, "tracks"."released", ?, json("tracks"."extra"), ?, "tracks"."added_at", ?, lower(hex(?)), ?, json(json_array("tracks"."id", "tracks"."mood", ?))) as "row" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"`,
      mysql:
        "select json_object(?, `tracks`.`id`, ?, `tracks`.`title`, ?, cast(`tracks`.`plays` as char), ?, cast(`tracks`.`price` as char), ?, `tracks`.`rating`, ?, cast(case `tracks`.`live` when true then 'true' when false then 'false' end as json), ?, cast(`tracks`.`released` as char), ?, `tracks`.`extra`, ?, concat(left(date_format(`tracks`.`added_at`, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'), ?, lower(hex(cast(? as binary))), ?, json_array(`tracks`.`id`, `tracks`.`mood`, ?)) as `row` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`",
      mariadb:
        "select json_object(?, `tracks`.`id`, ?, `tracks`.`title`, ?, cast(`tracks`.`plays` as char), ?, cast(`tracks`.`price` as char), ?, json_compact(rpad(`tracks`.`rating`, 40, ' ')), ?, json_compact(case `tracks`.`live` when true then 'true' when false then 'false' end), ?, cast(`tracks`.`released` as char), ?, json_compact(`tracks`.`extra`), ?, concat(left(date_format(`tracks`.`added_at`, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'), ?, lower(hex(cast(? as binary))), ?, json_compact(json_array(`tracks`.`id`, `tracks`.`mood`, ?))) as `row` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`",
    },
    params: [
      'id',
      'title',
      'plays',
      'price',
      'rating',
      'live',
      'released',
      'extra',
      'addedAt',
      "a'b",
      new Uint8Array([0, 255]),
      'list',
      'x',
      1,
      6,
    ],
    rows: [
      {
        row: {
          id: 1,
          "a'b": '00ff',
          list: [1, 'calm', 'x'],
          live: false,
          extra: { bpm: 120, tags: ['pop', '50%'] },
          plays: '9007199254740993',
          price: '1.29',
          title: 'SOS',
          rating: 4.5,
          addedAt: '2024-01-01T12:30:15.250Z',
          released: '1975-06-20',
        },
      },
      {
        row: {
          id: 6,
          "a'b": '00ff',
          list: [6, null, 'x'],
          live: false,
          extra: null,
          plays: '1',
          price: '0.99',
          title: '100%_!',
          rating: null,
          addedAt: '2024-01-06T12:30:15.250Z',
          released: null,
        },
      },
    ],
  },
  'a value as JSON': {
    statement: select({
      text: toJson(artists.country),
      number: toJson(artists.id),
      is: jsonTypeof(toJson(artists.country)),
    })
      .from(artists)
      .where(artists.id.in([1, 3]))
      .orderBy(artists.id),
    sql: {
      postgres:
        'select to_jsonb("artists"."country") as "text", to_jsonb("artists"."id") as "number", jsonb_typeof(to_jsonb("artists"."country")) as "is" from "artists" where "artists"."id" in ($1, $2) order by "artists"."id"',
      sqlite: `select case when "artists"."country" is not null then json_quote("artists"."country") end as "text", case when "artists"."id" is not null then json_quote("artists"."id") end as "number", case json_type(case when "artists"."country" is not null then json_quote("artists"."country") end) when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(case when "artists"."country" is not null then json_quote("artists"."country") end) end as "is" from "artists" where "artists"."id" in (?, ?) order by "artists"."id"`,
      mysql:
        "select case when `artists`.`country` is not null then json_extract(json_array(`artists`.`country`), '$[0]') end as `text`, case when `artists`.`id` is not null then json_extract(json_array(`artists`.`id`), '$[0]') end as `number`, case json_type(case when `artists`.`country` is not null then json_extract(json_array(`artists`.`country`), '$[0]') end) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(case when `artists`.`country` is not null then json_extract(json_array(`artists`.`country`), '$[0]') end)) end as `is` from `artists` where `artists`.`id` in (?, ?) order by `artists`.`id`",
      mariadb:
        "select case when `artists`.`country` is not null then json_extract(json_array(`artists`.`country`), '$[0]') end as `text`, case when `artists`.`id` is not null then json_extract(json_array(`artists`.`id`), '$[0]') end as `number`, case json_type(case when `artists`.`country` is not null then json_extract(json_array(`artists`.`country`), '$[0]') end) when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(case when `artists`.`country` is not null then json_extract(json_array(`artists`.`country`), '$[0]') end)) end as `is` from `artists` where `artists`.`id` in (?, ?) order by `artists`.`id`",
    },
    params: [1, 3],
    rows: [
      { text: 'SE', number: 1, is: 'string' },
      { text: null, number: 3, is: null },
    ],
  },
  'a list of a group': {
    statement: select({
      artist: tracks.artistId,
      all: jsonArrayAgg(jsonObject({ title: tracks.title, live: tracks.live })),
    })
      .from(tracks)
      .where(tracks.id.in([3, 6]))
      .groupBy(tracks.artistId)
      .orderBy(tracks.artistId.isNull()),
    sql: {
      postgres:
        'select "tracks"."artist_id" as "artist", jsonb_agg(jsonb_build_object(cast($1 as text), "tracks"."title", cast($2 as text), "tracks"."live")) as "all" from "tracks" where "tracks"."id" in ($3, $4) group by "tracks"."artist_id" order by "tracks"."artist_id" is null',
      sqlite: `select "tracks"."artist_id" as "artist", nullif(json_group_array(json(json_object(?, "tracks"."title", ?, json(case "tracks"."live" when 1 then 'true' when 0 then 'false' end)))), '[]') as "all" from "tracks" where "tracks"."id" in (?, ?) group by "tracks"."artist_id" order by "tracks"."artist_id" is null`,
      mysql:
        "select `tracks`.`artist_id` as `artist`, json_arrayagg(json_object(?, `tracks`.`title`, ?, cast(case `tracks`.`live` when true then 'true' when false then 'false' end as json))) as `all` from `tracks` where `tracks`.`id` in (?, ?) group by `tracks`.`artist_id` order by `tracks`.`artist_id` is null",
      mariadb:
        "select `tracks`.`artist_id` as `artist`, json_arrayagg(json_compact(json_object(?, `tracks`.`title`, ?, json_compact(case `tracks`.`live` when true then 'true' when false then 'false' end)))) as `all` from `tracks` where `tracks`.`id` in (?, ?) group by `tracks`.`artist_id` order by `tracks`.`artist_id` is null",
    },
    params: ['title', 'live', 3, 6],
    rows: [
      { artist: 2, all: [{ live: false, title: 'Save Me' }] },
      { artist: null, all: [{ live: false, title: '100%_!' }] },
    ],
  },
  'a list of a group in an order': {
    statement: select({ all: jsonArrayAgg(tracks.mood, { orderBy: tracks.id.desc() }) }).from(tracks),
    sql: {
      postgres: 'select jsonb_agg("tracks"."mood" order by "tracks"."id" desc) as "all" from "tracks"',
      sqlite: `select nullif(json_group_array("tracks"."mood" order by "tracks"."id" desc), '[]') as "all" from "tracks"`,
      mysql: lacks('mysql has no ORDER BY in JSON_ARRAYAGG; order the list in the program'),
      mariadb: 'select json_arrayagg(`tracks`.`mood` order by `tracks`.`id` desc) as `all` from `tracks`',
    },
    rows: [{ all: [null, 'calm', 'loud', null, 'loud', 'calm'] }],
  },
  'a list of some rows': {
    statement: select({
      all: jsonArrayAgg(tracks.id).filter(tracks.id.eq(2)),
      none: jsonArrayAgg(tracks.id).filter(tracks.id.lt(0)),
    }).from(tracks),
    sql: {
      postgres:
        'select jsonb_agg("tracks"."id") filter (where "tracks"."id" = $1) as "all", jsonb_agg("tracks"."id") filter (where "tracks"."id" < $2) as "none" from "tracks"',
      sqlite: `select nullif(json_group_array("tracks"."id") filter (where "tracks"."id" = ?), '[]') as "all", nullif(json_group_array("tracks"."id") filter (where "tracks"."id" < ?), '[]') as "none" from "tracks"`,
      mysql: lacks('mysql and mariadb have no FILTER; aggregate JSON of a subquery that has the WHERE'),
      mariadb: lacks('mysql and mariadb have no FILTER; aggregate JSON of a subquery that has the WHERE'),
    },
    params: [2, 0],
    rows: [{ all: [2], none: null }],
  },
  'an object of all rows': {
    statement: select({ ids: jsonObjectAgg(artists.name, artists.id) }).from(artists),
    sql: {
      postgres: 'select jsonb_object_agg("artists"."name", "artists"."id") as "ids" from "artists"',
      sqlite: `select nullif(json_group_object("artists"."name", "artists"."id"), '{}') as "ids" from "artists"`,
      mysql: 'select json_objectagg(`artists`.`name`, `artists`.`id`) as `ids` from `artists`',
      mariadb: 'select json_objectagg(`artists`.`name`, `artists`.`id`) as `ids` from `artists`',
    },
    rows: [{ ids: { Abba: 1, Queen: 2, Björk: 3, Silence: 4 } }],
  },
  'aggregates of no rows': {
    statement: select({ list: jsonArrayAgg(artists.id), object: jsonObjectAgg(artists.name, artists.id) })
      .from(artists)
      .where(artists.id.lt(0)),
    sql: {
      postgres:
        'select jsonb_agg("artists"."id") as "list", jsonb_object_agg("artists"."name", "artists"."id") as "object" from "artists" where "artists"."id" < $1',
      sqlite: `select nullif(json_group_array("artists"."id"), '[]') as "list", nullif(json_group_object("artists"."name", "artists"."id"), '{}') as "object" from "artists" where "artists"."id" < ?`,
      mysql:
        'select json_arrayagg(`artists`.`id`) as `list`, json_objectagg(`artists`.`name`, `artists`.`id`) as `object` from `artists` where `artists`.`id` < ?',
      mariadb:
        'select json_arrayagg(`artists`.`id`) as `list`, json_objectagg(`artists`.`name`, `artists`.`id`) as `object` from `artists` where `artists`.`id` < ?',
    },
    params: [0],
    rows: [{ list: null, object: null }],
  },
})

const keys = ['a"b', "a'b", 'a.b', 'a[0]', '$', '$.a', '', '😀', 'é', 'a\\b', '\n', '0', '"', '{', '#', '*', "'; --"]

eachDriver('keys of JSON', (database) => {
  test('each is found under its own name, written and taken away', async () => {
    const fresh = await database.fresh()
    const db = open(database.name, fresh.url)
    try {
      const all = literal(Object.fromEntries(keys.map((key, i) => [key, i])), json<Record<string, number>>())
      const none = literal({}, json<Record<string, number>>())
      for (const [i, key] of keys.entries()) {
        const row = await db.one(
          select({
            at: all.at(key).asInteger(),
            has: jsonHasKey(all, key),
            hasNot: jsonHasKey(none, key),
            set: jsonSet(none, [key], 1),
            without: jsonRemove(jsonSet(none, [key], 1), [key]),
            made: jsonObject({ [key]: literal(1) }),
          }),
        )
        expect(row).toEqual({ at: i, has: true, hasNot: false, set: { [key]: 1 }, without: {}, made: { [key]: 1 } })
      }
    } finally {
      await db.close()
      await fresh.drop()
    }
  })
})

test('JSON takes plain values only: what it would change in silence is refused', () => {
  class Money {
    amount = 1
  }
  const stored = (value: unknown) => () => compile(select({ x: literal(value, json<unknown>()) }), sqliteDialect)
  expect(stored(new Map([[1, 2]]))).toThrow('JSON takes plain objects and lists, not a Map')
  expect(stored({ at: new Date(0) })).toThrow('not a Date; turn it into one of them, or into text')
  expect(stored([new Money()])).toThrow('not a Money')
  expect(stored(new Uint8Array(1))).toThrow('not a Uint8Array')
  expect(stored({ toJSON: () => 1 })).toThrow('JSON takes plain objects and lists')
  expect(stored([undefined])).toThrow('a value that JSON can hold, not undefined')
  expect(stored({ f: () => 1 })).toThrow('a value that JSON can hold')
  expect(stored({ n: 1n })).toThrow('a value that JSON can hold')
  expect(stored({ '\ud800': 1 })).toThrow('well-formed')
  const circle: unknown[] = []
  circle.push(circle)
  expect(stored(circle)).toThrow('nested at most')
  expect(stored({ left: undefined, made: Object.create(null) })).not.toThrow()
})

test('a path is keys and places, and stands on JSON', () => {
  expect(() => doc.at(-1 as never)).toThrow('keys and of places counted from 0')
  expect(() => (jsonSet as any)(doc, [], 1)).toThrow('a path of at least one key')
  expect(() => (tracks.title as any).at('x')).toThrow('at reads JSON, not text')
  expect(() => (tracks.id as any).asText()).toThrow('asText reads JSON, not integer')
})
