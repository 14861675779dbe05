import {
  any,
  array,
  arrayAgg,
  arrayAppend,
  arrayConcat,
  arrayContainedBy,
  arrayContains,
  arrayItem,
  arrayOverlaps,
  arrayPosition,
  arrayPrepend,
  arrayRemove,
  arraySlice,
  arrayToString,
  bigint,
  boolean,
  bytes,
  cardinality,
  date,
  insert,
  integer,
  isEmpty,
  literal,
  localTimestamp,
  numeric,
  operator,
  range,
  rangeAdjacent,
  rangeContains,
  rangeHas,
  rangeIntersection,
  rangeLower,
  rangeOverlaps,
  rangeUnion,
  rangeUpper,
  real,
  schema,
  select,
  sql,
  stringToArray,
  table,
  tableFunction,
  text,
  timestamp,
  uuid,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../../conforms.ts'
import { eachDriver } from '../../databases.ts'
import { artists, tracks } from '../../music.ts'
import { open } from '../../open.ts'

const words = literal(['a', 'b"c\\', ''], array(text()))
const numbers = literal([10, 20, 30], array(integer()))
const span = literal({ lower: 1, upper: 5 }, range(integer()))
const first = tracks.id.eq(1)

conforms('arrays', {
  'an item and a slice': {
    statement: select({
      item: arrayItem(words, 2),
      none: arrayItem(words, tracks.id.plus(8)),
      slice: arraySlice(numbers, 2, 3),
      empty: arraySlice(numbers, 4, 9),
      size: cardinality(words),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select (cast($1 as text[]))[cast($2 as integer)] as "item", (cast($1 as text[]))["tracks"."id" + $3] as "none", (cast($4 as integer[]))[cast($5 as integer):cast($6 as integer)] as "slice", (cast($4 as integer[]))[cast($7 as integer):cast($8 as integer)] as "empty", cardinality(cast($1 as text[])) as "size" from "tracks" where "tracks"."id" = $9',
      sqlite: lacks('sqlite has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mysql: lacks('mysql has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mariadb: lacks('mariadb has no arrays; keep the values in rows of a table of their own, or in JSON'),
    },
    params: ['{"a","b\\"c\\\\",""}', 2, 8, '{"10","20","30"}', 2, 3, 4, 9, 1],
    rows: [{ item: 'b"c\\', none: null, slice: [20, 30], empty: [], size: 3 }],
  },
  'a value that is any of an array, in one parameter': {
    statement: select({ id: tracks.id })
      .from(tracks)
      .where(tracks.id.eq(any(literal([1, 3, 99], array(integer())))))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where "tracks"."id" = any(cast($1 as integer[])) order by "tracks"."id"',
      sqlite: lacks('sqlite has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mysql: lacks('mysql has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mariadb: lacks('mariadb has no arrays; keep the values in rows of a table of their own, or in JSON'),
    },
    params: ['{"1","3","99"}'],
    rows: [{ id: 1 }, { id: 3 }],
  },
  'a value that is greater than any of an array': {
    statement: select({ id: tracks.id })
      .from(tracks)
      .where(tracks.price.gt(any(literal(['1.00', '5'], array(numeric())))))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where "tracks"."price" > any(cast($1 as numeric[])) order by "tracks"."id"',
      sqlite: lacks('sqlite has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mysql: lacks('mysql has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mariadb: lacks('mariadb has no arrays; keep the values in rows of a table of their own, or in JSON'),
    },
    params: ['{"1.00","5"}'],
    rows: [{ id: 1 }, { id: 3 }, { id: 4 }],
  },
  'arrays that contain and overlap each other': {
    statement: select({
      contains: arrayContains(words, ['a']),
      contained: arrayContainedBy(numbers, [10, 20, 30, 40]),
      overlaps: arrayOverlaps(numbers, [1, 2]),
      place: arrayPosition(words, ''),
    }),
    sql: {
      postgres:
        'select cast($1 as text[]) @> cast($2 as text[]) as "contains", cast($3 as integer[]) <@ cast($4 as integer[]) as "contained", cast($3 as integer[]) && cast($5 as integer[]) as "overlaps", array_position(cast($1 as text[]), cast($6 as text)) as "place"',
      sqlite: lacks('sqlite has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mysql: lacks('mysql has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mariadb: lacks('mariadb has no arrays; keep the values in rows of a table of their own, or in JSON'),
    },
    params: ['{"a","b\\"c\\\\",""}', '{"a"}', '{"10","20","30"}', '{"10","20","30","40"}', '{"1","2"}', ''],
    rows: [{ contains: true, contained: true, overlaps: false, place: 3 }],
  },
  'items added and taken away': {
    statement: select({
      append: arrayAppend(numbers, 40),
      prepend: arrayPrepend(numbers, tracks.id),
      without: arrayRemove(numbers, 20),
      both: arrayConcat(numbers, [1]),
      joined: arrayToString(words, ', '),
      split: stringToArray(tracks.title, 'S'),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select array_append(cast($1 as integer[]), cast($2 as integer)) as "append", array_prepend("tracks"."id", cast($1 as integer[])) as "prepend", array_remove(cast($1 as integer[]), cast($3 as integer)) as "without", array_cat(cast($1 as integer[]), cast($4 as integer[])) as "both", array_to_string(cast($5 as text[]), cast($6 as text)) as "joined", string_to_array("tracks"."title", cast($7 as text)) as "split" from "tracks" where "tracks"."id" = $8',
      sqlite: lacks('sqlite has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mysql: lacks('mysql has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mariadb: lacks('mariadb has no arrays; keep the values in rows of a table of their own, or in JSON'),
    },
    params: ['{"10","20","30"}', 40, 20, '{"1"}', '{"a","b\\"c\\\\",""}', ', ', 'S', 1],
    rows: [
      {
        append: [10, 20, 30, 40],
        prepend: [1, 10, 20, 30],
        without: [10, 30],
        both: [10, 20, 30, 1],
        joined: 'a, b"c\\, ',
        split: ['', 'O', ''],
      },
    ],
  },
  'the values of all rows': {
    statement: select({
      moods: arrayAgg(tracks.mood, { orderBy: tracks.id }),
      plays: arrayAgg(tracks.plays, { orderBy: tracks.id.desc() }),
    })
      .from(tracks)
      .where(tracks.id.lt(4)),
    sql: {
      postgres:
        'select array_agg("tracks"."mood" order by "tracks"."id") as "moods", array_agg("tracks"."plays" order by "tracks"."id" desc) as "plays" from "tracks" where "tracks"."id" < $1',
      sqlite: lacks('sqlite has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mysql: lacks('mysql has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mariadb: lacks('mariadb has no arrays; keep the values in rows of a table of their own, or in JSON'),
    },
    params: [4],
    rows: [{ moods: ['calm', 'loud', null], plays: [0n, 12n, 9007199254740993n] }],
  },
  'the items of an array as rows': {
    statement: (() => {
      const items = tableFunction('items', 'unnest', [words], { word: text() }, { ordinality: 'n' })
      return select({ word: items.word, n: items.n }).from(items).orderBy(items.n)
    })(),
    sql: {
      postgres:
        'select "items"."word", "items"."n" from unnest(cast($1 as text[])) with ordinality as "items" ("word", "n") order by "items"."n"',
      sqlite: lacks('sqlite has no WITH ORDINALITY; number the rows with rowNumber()'),
      mysql: lacks('mysql has no WITH ORDINALITY; number the rows with rowNumber()'),
      mariadb: lacks('mariadb has no WITH ORDINALITY; number the rows with rowNumber()'),
    },
    params: ['{"a","b\\"c\\\\",""}'],
    rows: [
      { word: 'a', n: 1n },
      { word: 'b"c\\', n: 2n },
      { word: '', n: 3n },
    ],
  },
})

conforms('ranges', {
  'what is in a range': {
    statement: select({
      has: rangeHas(span, tracks.id),
      hasNot: rangeHas(span, 5),
      contains: rangeContains(span, { lower: 2, upper: 4, upperInclusive: true }),
      overlaps: rangeOverlaps(span, { lower: 5, upper: null }),
      adjacent: rangeAdjacent(span, { lower: 5, upper: null }),
    })
      .from(tracks)
      .where(first),
    sql: {
      postgres:
        'select cast($1 as int4range) @> "tracks"."id" as "has", cast($1 as int4range) @> cast($2 as integer) as "hasNot", cast($1 as int4range) @> cast($3 as int4range) as "contains", cast($1 as int4range) && cast($4 as int4range) as "overlaps", cast($1 as int4range) -|- cast($5 as int4range) as "adjacent" from "tracks" where "tracks"."id" = $6',
      sqlite: lacks('sqlite has no ranges; keep both ends in columns'),
      mysql: lacks('mysql has no ranges; keep both ends in columns'),
      mariadb: lacks('mariadb has no ranges; keep both ends in columns'),
    },
    params: ['["1","5")', 5, '["2","4"]', '["5",)', '["5",)', 1],
    rows: [{ has: true, hasNot: false, contains: true, overlaps: false, adjacent: true }],
  },
  'ranges of ranges, and their ends': {
    statement: select({
      common: rangeIntersection(span, { lower: 3, upper: null }),
      both: rangeUnion(span, { lower: 3, upper: 9 }),
      nothing: rangeIntersection(span, { lower: 7, upper: 9 }),
      isEmpty: isEmpty(rangeIntersection(span, { lower: 7, upper: 9 })),
      lower: rangeLower(span),
      upper: rangeUpper(span),
      days: literal({ lower: '2024-02-28', upper: null }, range(date())),
      price: literal({ lower: '1.50', upper: '2.50', upperInclusive: true }, range(numeric())),
      at: literal({ lower: new Date(0), upper: null }, range(timestamp())),
    }),
    sql: {
      postgres:
        'select cast($1 as int4range) * cast($2 as int4range) as "common", cast($1 as int4range) + cast($3 as int4range) as "both", cast($1 as int4range) * cast($4 as int4range) as "nothing", isempty(cast($1 as int4range) * cast($5 as int4range)) as "isEmpty", lower(cast($1 as int4range)) as "lower", upper(cast($1 as int4range)) as "upper", cast($6 as daterange) as "days", cast($7 as numrange) as "price", cast($8 as tstzrange) as "at"',
      sqlite: lacks('sqlite has no ranges; keep both ends in columns'),
      mysql: lacks('mysql has no ranges; keep both ends in columns'),
      mariadb: lacks('mariadb has no ranges; keep both ends in columns'),
    },
    params: [
      '["1","5")',
      '["3",)',
      '["3","9")',
      '["7","9")',
      '["7","9")',
      '["2024-02-28",)',
      '["1.50","2.50"]',
      '["1970-01-01T00:00:00.000Z",)',
    ],
    rows: [
      {
        common: { lower: 3, upper: 5, lowerInclusive: true, upperInclusive: false },
        both: { lower: 1, upper: 9, lowerInclusive: true, upperInclusive: false },
        nothing: { lower: null, upper: null, lowerInclusive: false, upperInclusive: false, empty: true },
        isEmpty: true,
        lower: 1,
        upper: 5,
        days: { lower: '2024-02-28', upper: null, lowerInclusive: true, upperInclusive: false },
        price: { lower: '1.50', upper: '2.50', lowerInclusive: true, upperInclusive: true },
        at: { lower: new Date('1970-01-01T00:00:00.000Z'), upper: null, lowerInclusive: true, upperInclusive: false },
      },
    ],
  },
})

const startsWith = operator('^@', [text(), text()], boolean())

conforms('declared operators', {
  'an operator of the program itself': {
    statement: select({ id: tracks.id, is: startsWith('Save Me', tracks.title) })
      .from(tracks)
      .where(startsWith(tracks.title, 'S'))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", cast($1 as text) ^@ "tracks"."title" as "is" from "tracks" where "tracks"."title" ^@ cast($2 as text) order by "tracks"."id"',
      sqlite: lacks('sqlite has no operators of extensions; call a function declared with fn(…)'),
      mysql: lacks('mysql has no operators of extensions; call a function declared with fn(…)'),
      mariadb: lacks('mariadb has no operators of extensions; call a function declared with fn(…)'),
    },
    params: ['Save Me', 'S'],
    rows: [
      { id: 1, is: false },
      { id: 3, is: true },
    ],
  },
})

const things = table('things', {
  id: integer().primaryKey(),
  words: array(text()),
  perhaps: array(text().nullable()).nullable(),
  grid: array(array(integer())),
  big: array(bigint()),
  prices: array(numeric(10, 2)),
  flags: array(boolean()),
  times: array(timestamp()),
  locals: array(localTimestamp()),
  blobs: array(bytes()),
  ids: array(uuid()),
  span: range(timestamp()),
})

const odd = ['', ' ', 'NULL', 'null', '"', '\\', '\\"', '{', '}', '{}', ',', 'a,b', "'", '😀', '\n', 'é', '--']

eachDriver('array columns', (database) => {
  if (database.name !== 'postgres')
    return test('are refused where there are none', async () => {
      const fresh = await database.fresh()
      const db = open(database.name, fresh.url)
      await expect(db.createAll(schema({ things }))).rejects.toThrow(`${database.name} has no`)
      await db.close()
      await fresh.drop()
    })

  test('hold every value exactly', async () => {
    const fresh = await database.fresh()
    const db: any = open(database.name, fresh.url)
    try {
      await db.createAll(schema({ things }))
      const row = {
        id: 1,
        words: odd,
        perhaps: [null, ...odd, null],
        grid: [
          [1, 2],
          [3, -4],
        ],
        big: [9007199254740993n, -1n],
        prices: ['1.50', '-0.25'],
        flags: [true, false],
        times: [new Date(0), new Date(Date.UTC(2024, 1, 29, 1, 2, 3, 456))],
        locals: ['2024-02-29T01:02:03.456'],
        blobs: [new Uint8Array([0, 255, 92]), new Uint8Array()],
        ids: ['0b6a1b5e-1f4a-4f8e-9d5e-3c2b1a0f9e8d'],
        span: { lower: new Date(0), upper: null, lowerInclusive: true, upperInclusive: false },
      }
      await db.run(insert(things).values(row))
      expect(await db.one(select(things))).toEqual(row)
      const empty = { ...row, id: 2, words: [], perhaps: null, grid: [], big: [] }
      await db.run(insert(things).values(empty))
      expect(await db.one(select(things).where(things.id.eq(2)))).toEqual(empty)
      for (const word of odd)
        expect(
          await db.one(
            select({ n: arrayPosition(things.words, word) })
              .from(things)
              .where(things.id.eq(1)),
          ),
        ).toEqual({
          n: odd.indexOf(word) + 1,
        })
    } finally {
      await db.close()
      await fresh.drop()
    }
  })

  test('are found by operators of an extension', async () => {
    const fresh = await database.fresh()
    const db: any = open(database.name, fresh.url)
    const similar = operator('%', [text(), text()], boolean())
    const distance = operator('<->', [text(), text()], real())
    try {
      await db.run(sql.statement`create extension pg_trgm`)
      const found = await db.one(
        select({ is: similar(literal('Waterloo'), 'waterlo'), near: distance(literal('abc'), 'abc') }),
      )
      expect(found).toEqual({ is: true, near: 0 })
    } finally {
      await db.close()
      await fresh.drop()
    }
  })
})

test('an operator is made of signs', () => {
  for (const sign of ['', '--', '/*', '<-> --', '=; drop table tracks', 'or', ' ', '<=>$', '\0'])
    expect(() => operator(sign, [text(), text()], boolean())).toThrow('an operator is made of the signs')
  expect(() => (any as any)(artists.name)).toThrow('any takes a query or an array, not text')
})
