import { inspect } from 'node:util'
import {
  type AnyLack,
  alias,
  and,
  bigint,
  boolean,
  bytes,
  caseWhen,
  check,
  coalesce,
  compile,
  constant,
  count,
  cte,
  type Database,
  DatabaseError,
  date,
  deleteFrom,
  Expr,
  enumOf,
  foreignKey,
  index,
  insert,
  integer,
  json,
  length,
  literal,
  localTimestamp,
  max,
  not,
  now,
  nullIf,
  nullOf,
  numeric,
  primaryKey,
  real,
  recursive,
  schema,
  select,
  sql,
  sum,
  table,
  text,
  time,
  timestamp,
  update,
  uuid,
  varchar,
} from '@espalier/core'
import mysql2 from 'mysql2'
import mysql2Promise from 'mysql2/promise'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { available, type FreshDatabase, freshDatabase } from '../../../conformance/databases.ts'
import { addressOf } from './address.ts'
import { mariadb, mariadbDialect, mysql, mysql2Options, mysqlDialect } from './index.ts'

const things = table(
  'things',
  {
    id: integer().identity(),
    int: integer().nullable(),
    big: bigint().nullable(),
    real: real().nullable(),
    exact: numeric(38, 18).nullable(),
    free: numeric().nullable(),
    text: text().nullable(),
    key: text().nullable().unique(),
    short: varchar(10).nullable(),
    mood: enumOf(['calm', "it's", 'back\\slash']).nullable(),
    flag: boolean().nullable(),
    instant: timestamp().nullable(),
    local: localTimestamp().nullable(),
    date: date().nullable(),
    time: time().nullable(),
    uuid: uuid().nullable(),
    bytes: bytes().nullable(),
    byteKey: bytes().nullable().unique(),
    json: json<unknown>().nullable(),
  },
  (t) => [index('things_by_text').on(t.key, t.int.desc()), check('things_short', t.short.ne('no\\'))],
)

/** The columns by their names, of any type. */
const columns = things as unknown as Record<string, any>

const defaults = table('defaults', {
  id: integer().identity(),
  int: integer().default(-7),
  big: bigint().default(9_007_199_254_740_993n),
  real: real().default(0.1),
  exact: numeric(38, 18).default('0.123456789012345678'),
  text: text().default("it's a \\' 😀"),
  key: text().default("it's a \\' 😀").unique(),
  flag: boolean().default(true),
  instant: timestamp().default(new Date('2024-02-29T23:59:59.999Z')),
  made: timestamp().defaultNow(),
  local: localTimestamp().default('2024-02-29T23:59:59.999999'),
  date: date().default('2024-02-29'),
  time: time().default('23:59:59.000001'),
  uuid: uuid().default('ABCDEF00-1111-2222-3333-444444444444'),
  bytes: bytes().default(new Uint8Array([0, 39, 92, 255])),
  json: json<unknown>().default({ a: [1, "it's", '\\'] }),
})

const parents = table('parents', { id: integer().primaryKey(), childId: integer().nullable() }, (t) => [
  foreignKey(t.childId).references(() => childId()),
])
const children = table(
  'children',
  { a: integer(), b: text(), parentId: integer().references(() => parents.id, { onDelete: 'cascade' }) },
  (t) => [primaryKey(t.a, t.b)],
)
const childId = (): any => children.a

const plain = schema({ things, defaults })

/** A text as the template that `sql` takes. */
const template = (text: string): TemplateStringsArray => Object.freeze(Object.assign([text], { raw: [text] }))

const open = { mysql, mariadb } as unknown as Record<
  'mysql' | 'mariadb',
  (...target: Parameters<typeof mysql>) => Database<AnyLack>
>

for (const name of ['mysql', 'mariadb'] as const) {
  const isMysql = name === 'mysql'

  describe(name, { skip: !available().includes(name), meta: { database: name } }, () => {
    let fresh: FreshDatabase
    let db: Database<AnyLack>
    beforeAll(async () => {
      fresh = await freshDatabase(name)
      db = open[name](fresh.url)
      await db.createAll(plain)
    })
    afterAll(async () => {
      await db?.close()
      await fresh?.drop()
    })
    beforeEach(async () => {
      await db.run(deleteFrom(things).allRows())
    })

    const raw = (text: string): Promise<unknown> => db.run(sql.statement(template(text)))
    const rawRows = (text: string, outputs: Record<string, any>): Promise<any[]> =>
      db.all(sql.rows(outputs)(template(text)))

    describe('values', () => {
      const values: readonly (readonly [string, readonly unknown[]])[] = [
        ['int', [0, -1, -(2 ** 31), 2 ** 31 - 1]],
        ['big', [0n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, -(2n ** 63n), 2n ** 63n - 1n]],
        ['real', [0, 3, 0.1, -0.1 - 0.2, 1e-300, 1.7976931348623157e308, 2 ** 53 + 2]],
        ['exact', ['0.000000000000000001', '-12345678901234567890.123456789012345678', '1.000000000000000000']],
        ['free', ['0', '-1.5', '0.000000000000000000000000000001', '99999999999999999999999999999999999']],
        ['text', ['', ' ', "it's", '\\', "\\' or 1=1 -- ", '😀 é ß \n\t\u2028', '?', 'x'.repeat(100_000)]],
        ['key', ['', 'x'.repeat(255), '😀']],
        ['short', ['😀'.repeat(10)]],
        ['mood', ['calm', "it's", 'back\\slash']],
        ['flag', [true, false]],
        [
          'instant',
          [
            '1970-01-01T00:00:00.000Z',
            '2024-03-10T02:30:00.123Z',
            '2024-11-03T05:30:00.001Z',
            '9999-12-31T23:59:59.999Z',
            '1000-01-01T00:00:00.000Z',
          ].map((at) => new Date(at)),
        ],
        [
          'local',
          ['2024-03-10T02:30:00', '2024-03-31T23:59:59.123456', '9999-12-31T23:59:59.999999', '1000-01-01T00:00:00'],
        ],
        ['date', ['2024-02-29', '1000-01-01', '9999-12-31']],
        ['time', ['00:00:00', '23:59:59.999999', '12:30:00.5', '12:00:00', '12:00:00.5', '01:02:03']],
        ['uuid', ['abcdef00-1111-2222-3333-444444444444']],
        [
          'bytes',
          [new Uint8Array(), Uint8Array.from({ length: 256 }, (_byte, i) => i), new Uint8Array(100_000).fill(39)],
        ],
        ['byteKey', [new Uint8Array([0]), new Uint8Array([255, 0, 32])]],
        ['json', [{ a: [1, 1.5, true, null, '😀 \\ \' "'], b: { c: {} } }, [], 'text', 0, false, '']],
      ]

      for (const zone of ['UTC', 'America/New_York', 'Asia/Kathmandu']) {
        describe(`in the zone ${zone}`, () => {
          const before = process.env.TZ
          beforeAll(() => {
            process.env.TZ = zone
          })
          afterAll(() => {
            if (before === undefined) delete process.env.TZ
            else process.env.TZ = before
          })

          test.each(values)('%s comes back as it was written, and is found by its value', async (column, list) => {
            for (const value of list) {
              await db.run(deleteFrom(things).allRows())
              await db.run(insert(things).values({ [column]: value }))
              const [stored] = await db.scalars(select({ value: columns[column] }).from(things))
              expect(stored).toEqual(value)
              const found = columns[column].eq(value as never)
              // JSON documents are compared as text on MariaDB, which keeps the text.
              expect(await db.scalar(select({ n: count() }).from(things).where(found)), String(value)).toBe(1)
              const inList = columns[column].in([value as never])
              if (column !== 'json')
                expect(await db.all(select({ id: things.id }).from(things).where(inList))).toHaveLength(1)
              const through = coalesce(nullOf(typeOf(column)), value as never)
              expect(await db.scalar(select({ value: through })), String(value)).toEqual(value)
              const cased = caseWhen(things.id.gt(0), literal(value, typeOf(column) as never)).end()
              expect(await db.scalar(select({ value: cased }).from(things)), String(value)).toEqual(value)
            }
          })
        })
      }

      test('every column takes null', async () => {
        const nulls = Object.fromEntries(values.map(([column]) => [column, null]))
        await db.run(insert(things).values(nulls))
        expect(await db.one(select(things))).toEqual({ id: expect.any(Number), ...nulls })
      })

      test('a JSON null inside of a document is not a SQL NULL', async () => {
        await db.run(insert(things).values([{ json: { a: null } }, { json: null }]))
        await raw(`insert into things (json) values ('null')`)
        const rows = await db.all(
          select({ json: things.json, missing: things.json.isNull() }).from(things).orderBy(things.id),
        )
        expect(rows).toEqual([
          { json: { a: null }, missing: false },
          { json: null, missing: true },
          { json: null, missing: false },
        ])
      })

      test('a number that differs in the last digit is not found', async () => {
        await db.run(insert(things).values({ big: 2n ** 53n + 1n, exact: '0.123456789012345678', free: '0.1' }))
        const found = (condition: any): Promise<unknown[]> =>
          db.all(select({ id: things.id }).from(things).where(condition))
        expect(await found(things.big.eq(2n ** 53n))).toEqual([])
        expect(await found(things.big.in([2n ** 53n, 1n]))).toEqual([])
        expect(await found(things.big.between(2n ** 53n, 2n ** 53n))).toEqual([])
        expect(await found(things.exact.eq('0.123456789012345679'))).toEqual([])
        expect(await found(things.exact.in(['0.123456789012345679', '1']))).toEqual([])
        expect(await found(things.exact.gt('0.123456789012345677'))).toHaveLength(1)
        expect(await found(coalesce(things.exact, '0').eq('0.123456789012345679'))).toEqual([])
      })

      test('arithmetic with a parameter is exact, whatever was sent there before', async () => {
        await db.run(insert(things).values({ big: 2n ** 53n + 1n, exact: '0.123456789012345678', int: 1, real: 0.5 }))
        const value = (expr: any): Promise<unknown> => db.scalar(select({ value: expr }).from(things))
        for (let i = 0; i < 2; i++) {
          expect(await value(things.big.plus(1n))).toBe(2n ** 53n + 2n)
          expect(await value(things.big.plus(literal(0.5, real())))).toBe(2 ** 53)
          expect(await value(things.big.plus(literal('0.5', numeric())))).toBe('9007199254740993.5')
          expect(await value(things.big.minus(2n ** 53n))).toBe(1n)
          expect(await value(things.exact.plus('0.000000000000000001'))).toBe('0.123456789012345679')
          expect(await value(things.int.plus(2))).toBe(3)
          expect(await value(things.real.times(3))).toBe(1.5)
        }
      })

      test('a value that does not fit is an error, and nothing is cut', async () => {
        await expect(db.run(insert(things).values({ short: 'x'.repeat(11) }))).rejects.toThrow('at most 10 characters')
        await expect(db.run(insert(things).values({ key: 'x'.repeat(256) }))).rejects.toThrow(
          "Data too long for column 'key'",
        )
        await expect(db.run(insert(things).values({ exact: `1${'0'.repeat(20)}` }))).rejects.toThrow(
          'digits before the point',
        )
        await expect(db.run(insert(things).values({ free: `1${'0'.repeat(35)}` }))).rejects.toThrow('at most 35 digits')
        await expect(db.run(insert(things).values({ date: '2024-02-30' }))).rejects.toThrow('a day that its month has')
      })

      test('a numeric without precision has no zeros behind its last digit', async () => {
        await db.run(insert(things).values({ free: '1.50' }))
        expect(await db.scalar(select({ free: things.free }).from(things))).toBe('1.5')
        expect(await db.scalar(select({ sum: sum(things.free) }).from(things))).toBe('1.5')
      })

      test('0 is a key like any other', async () => {
        await db.run(insert(things).values({ id: 0, int: 1 }))
        expect(await db.scalar(select({ id: things.id }).from(things))).toBe(0)
      })
    })

    describe('defaults', () => {
      test('a row of nothing but defaults has them exactly', async () => {
        const start = Date.now()
        await db.run(insert(defaults).defaultValues())
        const { made, ...row } = await db.one(select(defaults))
        expect(row).toEqual({
          id: 1,
          int: -7,
          big: 9_007_199_254_740_993n,
          real: 0.1,
          exact: '0.123456789012345678',
          text: "it's a \\' 😀",
          key: "it's a \\' 😀",
          flag: true,
          instant: new Date('2024-02-29T23:59:59.999Z'),
          local: '2024-02-29T23:59:59.999999',
          date: '2024-02-29',
          time: '23:59:59.000001',
          uuid: 'abcdef00-1111-2222-3333-444444444444',
          bytes: new Uint8Array([0, 39, 92, 255]),
          json: { a: [1, "it's", '\\'] },
        })
        expect(Math.abs(made.getTime() - start)).toBeLessThan(60_000)
      })

      test('now is the same instant in a default, in a select and here', async () => {
        const at = await db.scalar(select({ at: now() }))
        expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000)
        const made = await db.scalar(select({ made: max(defaults.made) }).from(defaults))
        expect(Math.abs((made as Date).getTime() - Date.now())).toBeLessThan(60_000)
      })

      test('rows that leave out different columns go in one insert', async () => {
        const { rowCount } = await db.run(
          insert(defaults).values([{ key: 'a' }, { key: 'b', int: 3 }, { key: 'c', text: 'x' }]),
        )
        expect(rowCount).toBe(3)
        const rows = await db.all(
          select({ key: defaults.key, int: defaults.int })
            .from(defaults)
            .where(defaults.key.in(['a', 'b', 'c']))
            .orderBy(defaults.key),
        )
        expect(rows).toEqual([
          { key: 'a', int: -7 },
          { key: 'b', int: 3 },
          { key: 'c', int: -7 },
        ])
      })
    })

    describe('parameters whose type nothing tells', () => {
      const one = (expr: any): Promise<unknown> => db.scalar(select({ value: expr }))

      test('a literal keeps its type, also where another type stood before', async () => {
        for (let i = 0; i < 2; i++) {
          expect(await one(literal(1))).toBe(1)
          expect(await one(literal('x'))).toBe('x')
          expect(await one(literal(2n ** 53n + 1n))).toBe(2n ** 53n + 1n)
          expect(await one(literal(true))).toBe(true)
          expect(await one(literal(1.5, real()))).toBe(1.5)
          expect(await one(literal('1.5', numeric()))).toBe('1.5')
          expect(await one(literal('1.50', numeric(10, 2)))).toBe('1.50')
          expect(await one(literal(new Date(1)))).toEqual(new Date(1))
          expect(await one(literal({ a: '\\' }, json()))).toEqual({ a: '\\' })
          expect(await one(literal(new Uint8Array([0, 255]), bytes()))).toEqual(new Uint8Array([0, 255]))
          expect(await one(literal('12:00:00', time()))).toBe('12:00:00')
        }
      })

      test('computing with nothing but literals', async () => {
        expect(await one(literal(1).plus(2))).toBe(3)
        expect(await one(literal(2n ** 53n + 1n).plus(1n))).toBe(2n ** 53n + 2n)
        expect(await one(literal('a').concat('b'))).toBe('ab')
        expect(await one(literal(1).in([1, 2]))).toBe(true)
        expect(await one(literal(5).between(1, 4))).toBe(false)
        expect(await one(literal('a').eq('b'))).toBe(false)
        expect(await one(literal(true).and(constant(true)))).toBe(true)
        expect(await one(nullIf(literal(1), 1))).toBe(null)
      })

      test('coalesce and CASE', async () => {
        await db.run(
          insert(things).values([
            { int: null, text: null },
            { int: 5, text: 'é' },
          ]),
        )
        const rows = await db.all(
          select({
            int: coalesce(things.int, -1),
            text: coalesce(things.text, '😀'),
            word: caseWhen(things.int.gt(3), literal('large')).else('small'),
            big: caseWhen(things.int.gt(3), literal(2n ** 53n + 1n)).else(0n),
          })
            .from(things)
            .orderBy(things.id),
        )
        expect(rows).toEqual([
          { int: -1, text: '😀', word: 'small', big: 0n },
          { int: 5, text: 'é', word: 'large', big: 2n ** 53n + 1n },
        ])
      })

      test('a recursive query counts up from a literal', async () => {
        const numbers = recursive('numbers', select({ n: literal(1) }), (self) =>
          select({ n: self.n.plus(1) })
            .from(self)
            .where(self.n.lt(12)),
        )
        expect(await db.scalars(select(numbers).orderBy(numbers.n))).toEqual(
          Array.from({ length: 12 }, (_n, i) => i + 1),
        )
      })

      test('a recursive query grows a text that was cast to a length', async () => {
        const paths = recursive('paths', select({ n: literal(1), path: literal('a').cast(varchar(1000)) }), (self) =>
          select({ n: self.n.plus(1), path: self.path.concat('-bcd') })
            .from(self)
            .where(self.n.lt(3)),
        )
        expect(await db.scalars(select({ path: paths.path }).from(paths).orderBy(paths.n))).toEqual([
          'a',
          'a-bcd',
          'a-bcd-bcd',
        ])
      })

      test('limit and offset', async () => {
        await db.run(insert(things).values([{ int: 1 }, { int: 2 }, { int: 3 }]))
        const ints = select({ int: things.int }).from(things).orderBy(things.int)
        expect(await db.scalars(ints.limit(2))).toEqual([1, 2])
        expect(await db.scalars(ints.limit(1).offset(1))).toEqual([2])
        expect(await db.scalars(ints.offset(1))).toEqual([2, 3])
        expect(await db.scalars(ints.limit(2n ** 40n))).toEqual([1, 2, 3])
        expect(await db.scalars(ints.limit(0))).toEqual([])
      })

      test('grouping and ordering by an expression with parameters', async () => {
        await db.run(insert(things).values([{ int: 1 }, { int: 2 }, { int: 30 }]))
        const size = caseWhen(things.int.gt(10), literal('large')).else('small')
        const rows = await db.all(select({ at: { size }, n: count() }).from(things).groupBy(size).orderBy(size.desc()))
        expect(rows).toEqual([
          { at: { size: 'small' }, n: 2 },
          { at: { size: 'large' }, n: 1 },
        ])
        const large = caseWhen(things.int.gt(10), literal('large')).end()
        const open = select({ large, n: count() }).from(things).groupBy(large).orderBy(large)
        expect(await db.all(open)).toEqual([
          { large: null, n: 2 },
          { large: 'large', n: 1 },
        ])
        const distinct = select({ size }).from(things).distinct().orderBy(size)
        expect(await db.scalars(distinct)).toEqual(['large', 'small'])
      })

      test('grouping by a primary key frees its columns', async () => {
        await db.run(insert(things).values({ text: 'x' }))
        const other = alias(things, 'other')
        const grouped = select({ text: things.text, n: count(other.id) })
          .from(things)
          .leftJoin(other, other.id.gt(things.id))
          .groupBy(things.id)
        expect(await db.all(grouped)).toEqual([{ text: 'x', n: 0 }])
      })
    })

    describe('words', () => {
      const rows = (condition: any): Promise<unknown[]> =>
        db.scalars(select({ text: things.text }).from(things).where(condition).orderBy(things.id))

      test('startsWith, endsWith and contains mean these very characters', async () => {
        await db.run(
          insert(things).values(['Abc', 'abc', 'äbc', '100%_!', 'a\\%b', 'x ', 'Straße'].map((text) => ({ text }))),
        )
        expect(await rows(things.text.startsWith('A'))).toEqual(['Abc'])
        expect(await rows(things.text.startsWith('a'))).toEqual(['abc', 'a\\%b'])
        expect(await rows(things.text.contains('bc'))).toEqual(['Abc', 'abc', 'äbc'])
        expect(await rows(things.text.contains('BC'))).toEqual([])
        expect(await rows(things.text.contains('%_'))).toEqual(['100%_!'])
        expect(await rows(things.text.endsWith('!'))).toEqual(['100%_!'])
        expect(await rows(things.text.contains('\\%'))).toEqual(['a\\%b'])
        expect(await rows(things.text.endsWith(' '))).toEqual(['x '])
        expect(await rows(things.text.contains('strasse'))).toEqual([])
      })

      test('texts are joined, and null makes null', async () => {
        await db.run(
          insert(things).values([
            { text: 'a', short: 'b' },
            { text: 'a', short: null },
          ]),
        )
        const joined = things.text.concat('-').concat(things.short)
        expect(await db.scalars(select({ joined }).from(things).orderBy(things.id))).toEqual(['a-b', null])
        expect(compile(select({ joined }).from(things), mysqlDialect).sql).toBe(
          'select concat(`things`.`text`, ?, `things`.`short`) as `joined` from `things`',
        )
      })

      test('distinct from', async () => {
        await db.run(
          insert(things).values([
            { text: 'a', int: 1 },
            { text: 'b', int: null },
          ]),
        )
        expect(await rows(things.int.isDistinctFrom(1))).toEqual(['b'])
        expect(await rows(things.int.isNotDistinctFrom(null))).toEqual(['b'])
        expect(await rows(not(things.int.isDistinctFrom(null)))).toEqual(['b'])
        expect(await rows(and(things.int.isDistinctFrom(null), things.text.eq('a')))).toEqual(['a'])
        expect(await rows(things.int.isDistinctFrom(null).eq(true))).toEqual(['a'])
      })

      test('an aggregate with a filter', async () => {
        await db.run(
          insert(things).values([
            { int: 1, text: 'a' },
            { int: 2, text: 'a' },
            { int: 30, text: null },
          ]),
        )
        const small = things.int.lt(10)
        const counted = select({
          all: count(),
          small: count().filter(small),
          texts: count(things.text).filter(things.int.gt(1)),
          sum: sum(things.int).filter(small),
          none: sum(things.int).filter(things.int.gt(99)),
        }).from(things)
        expect(await db.one(counted)).toEqual({ all: 3, small: 2, texts: 1, sum: 3, none: null })
      })

      test('length counts characters', async () => {
        expect(await db.scalar(select({ n: length(literal('😀é')) }))).toBe(2)
      })

      test('an update reads the row as it was', async () => {
        await db.run(insert(things).values({ int: 1, big: 10n }))
        await db.run(
          update(things)
            .set({ int: things.int.plus(1), real: things.int.cast(real()) })
            .allRows(),
        )
        expect(await db.one(select({ int: things.int, real: things.real }).from(things))).toEqual({ int: 2, real: 1 })
        await db.run(insert(defaults).values({ key: 'swap', text: 'text' }))
        const swap = db.run(
          update(defaults).set({ key: defaults.text, text: defaults.key }).where(defaults.key.eq('swap')),
        )
        if (isMysql) {
          await expect(swap).rejects.toThrow(
            "mysql sets one column behind the other, so defaults.key, defaults.text cannot take each other's values; read the row first",
          )
        } else {
          await swap
          expect(await db.scalar(select({ key: defaults.key }).from(defaults).where(defaults.text.eq('swap')))).toBe(
            'text',
          )
        }
      })

      test('rows are locked for sharing', async () => {
        await db.transaction(async (tx) => {
          await tx.all(select({ id: things.id }).from(things).forShare({ skipLocked: true }) as never)
          await tx.all(select({ id: things.id }).from(things).forUpdate({ noWait: true }) as never)
        })
      })

      test('WITH names its columns', async () => {
        const few = cte('few', select({ 'a b': literal(1), c: literal('x') }))
        expect(await db.all(select(few))).toEqual([{ 'a b': 1, c: 'x' }])
      })

      test("a cast text compares with the database's own collation", async () => {
        const own = await freshDatabase(name)
        const other = open[name](own.url)
        try {
          await raw(`alter database \`${new URL(own.url).pathname.slice(1)}\` collate utf8mb4_unicode_520_ci`)
          await other.createAll(plain)
          await other.run(insert(things).values({ text: '7', int: 7 }))
          const same = select({ n: count() }).from(things).where(things.int.cast(text()).eq(things.text))
          expect(await other.scalar(same)).toBe(1)
        } finally {
          await other.close()
          await own.drop()
        }
      })

      test('names hold any character', async () => {
        const odd = table('odd `"? name', { 'a`b': integer('a`b'), select: text('select') })
        const oddSchema = schema({ odd })
        await db.createAll(oddSchema)
        await db.run(insert(odd).values({ 'a`b': 1, select: 'x' }))
        expect(await db.all(select(odd))).toEqual([{ 'a`b': 1, select: 'x' }])
        await db.dropAll(oddSchema)
      })

      test('a circle of foreign keys is created and dropped', async () => {
        const circle = schema({
          parents,
          children: table('children', { a: integer().primaryKey(), parentId: integer().references(() => parents.id) }),
        })
        await db.createAll(circle)
        await db.run(insert(parents).values({ id: 1 }))
        await expect(db.run(update(parents).set({ childId: 5 }).allRows())).rejects.toThrow(
          'foreign key constraint fails',
        )
        await db.dropAll(circle)
      })
    })

    describe('changes', () => {
      test('rows that are set to what they were count as matched', async () => {
        await db.run(insert(things).values([{ int: 1 }, { int: 1 }]))
        const same = update(things).set({ int: 1 }).where(things.int.eq(1))
        expect((await db.run(same)).rowCount).toBe(2)
        expect((await db.run(deleteFrom(things).where(things.int.eq(2)))).rowCount).toBe(0)
      })

      test('an insert tells the key of its row', async () => {
        const { insertId } = await db.run(insert(things).values({ int: 1 }))
        expect(
          await db.scalar(
            select({ int: things.int })
              .from(things)
              .where(things.id.eq(Number(insertId))),
          ),
        ).toBe(1)
      })

      test('30,000 rows go in parts, all or none', async () => {
        const list = Array.from({ length: 30_000 }, (_row, i) => ({
          int: i,
          big: BigInt(i),
          text: `row ${i}`,
          flag: i % 2 === 0,
        }))
        expect((await db.run(insert(things).values(list))).rowCount).toBe(30_000)
        const totals = select({ n: count(), sum: sum(things.big), even: count().filter(things.flag) }).from(things)
        expect(await db.one(totals)).toEqual({ n: 30_000, sum: 449_985_000n, even: 15_000 })
        const keys = [
          ...list.map((row) => ({ ...row, key: null as string | null })),
          { int: 0, big: 0n, text: '', flag: true, key: 'k' },
        ]
        await expect(db.run(insert(things).values([...keys, { key: 'k' }]))).rejects.toThrow('duplicate entry')
        expect(await db.scalar(select({ n: count() }).from(things))).toBe(30_000)
      })

      test('a transaction is taken back as a whole', async () => {
        const failed = db.transaction(async (tx) => {
          await tx.run(insert(things).values({ int: 1 }))
          throw new Error('no')
        })
        await expect(failed).rejects.toThrow('no')
        expect(await db.scalar(select({ n: count() }).from(things))).toBe(0)
      })

      if (!isMysql)
        test('MariaDB returns inserted and deleted rows', async () => {
          const made = await returned(
            db,
            insert(things)
              .values([{ int: 1 }, { int: 2 }])
              .returning({ int: things.int, next: things.int.plus(1) }),
          )
          expect(made).toEqual([
            { int: 1, next: 2 },
            { int: 2, next: 3 },
          ])
          const gone = await returned(db, deleteFrom(things).where(things.int.eq(2)).returning({ int: things.int }))
          expect(gone).toEqual([{ int: 2 }])
        })
    })

    describe('the wire', () => {
      test('a value is never read as SQL, also under NO_BACKSLASH_ESCAPES', async () => {
        await db.run(insert(things).values([{ text: 'a' }, { text: 'b' }]))
        for (const attack of ["' or 1=1 -- ", "\\' or 1=1 -- ", '\\" or 1=1 -- ']) {
          await db.transaction(async (tx) => {
            await tx.run(sql.statement(template("set sql_mode = 'NO_BACKSLASH_ESCAPES'")))
            expect(await tx.all(select({ id: things.id }).from(things).where(things.text.eq(attack)))).toEqual([])
            await tx.run(insert(things).values({ text: attack }))
            expect(await tx.scalars(select({ text: things.text }).from(things).where(things.text.eq(attack)))).toEqual([
              attack,
            ])
          })
        }
        await db.close()
        db = open[name](fresh.url)
      })

      test('two statements at once are refused, also where they cannot be prepared', async () => {
        await expect(raw('select 1; select 2')).rejects.toThrow('syntax')
        await expect(raw('rollback; delete from things')).rejects.toThrow('syntax')
        await expect(raw('lock tables things read; select 1')).rejects.toThrow('syntax')
      })

      test('a statement that cannot be prepared is sent without parameters', async () => {
        await raw('create procedure two() begin select 1 as a; select 2 as b; end')
        expect(await rawRows('call two()', { a: integer() })).toEqual([{ a: 1 }])
      })

      test('no file of this machine is sent', async () => {
        await raw('set global local_infile = 1')
        await expect(raw("load data local infile '/etc/passwd' into table things (text)")).rejects.toThrow(
          DatabaseError,
        )
        expect(await db.scalar(select({ n: count() }).from(things))).toBe(0)
      })

      test('a session is what the words expect, whatever the server is set to', async () => {
        const before = await rawRows('select @@global.sql_mode, @@global.time_zone', { mode: text(), zone: text() })
        await raw(
          "set global sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES', global time_zone = '+05:45'",
        )
        const other = open[name](fresh.url)
        try {
          await other.run(insert(things).values({ instant: new Date(0), text: '\\' }))
          expect(await other.scalar(select({ at: things.instant }).from(things))).toEqual(new Date(0))
          await expect(other.run(insert(things).values({ key: 'x'.repeat(256) }))).rejects.toThrow('Data too long')
        } finally {
          await other.close()
          await raw(`set global sql_mode = '${before[0].mode}', global time_zone = '${before[0].zone}'`)
        }
      })

      test('a connection that the server ends neither ends the process nor stays in the pool', async () => {
        const single = open[name]({ ...addressOf(name, fresh.url), pool: { size: 1 } })
        const id = (): Promise<any> => single.scalar(select({ id: call('connection_id') }))
        try {
          // While it rests in the pool.
          const first = await id()
          await raw(`kill ${first}`)
          await new Promise((resolve) => setTimeout(resolve, 100))
          const second = await id()
          expect(second).not.toBe(first)
          // Inside of a transaction.
          const lost = single.transaction(async (tx) => {
            await tx.run(insert(things).values({ int: 1 }))
            await raw(`kill ${second}`)
            await tx.run(insert(things).values({ int: 2 }))
          })
          await expect(lost).rejects.toThrow(`the connection to ${name} at 127.0.0.1:`)
          const third = await id()
          expect(third).not.toBe(second)
          // In the middle of a statement.
          const sleeping = single.scalar(select({ slept: call('sleep', literal(20)) }))
          const failure = expect(sleeping).rejects.toThrow(DatabaseError)
          await new Promise((resolve) => setTimeout(resolve, 100))
          await raw(`kill ${third}`)
          await failure
          expect(await id()).not.toBe(third)
          expect(await db.scalar(select({ n: count() }).from(things))).toBe(0)
        } finally {
          await single.close()
        }
      })

      test('close waits for what is under way, and nothing is sent afterwards', async () => {
        const other = open[name](fresh.url)
        const slow = other.scalar(select({ slept: call('sleep', literal(1)) }))
        await new Promise((resolve) => setTimeout(resolve, 200))
        await other.close()
        expect(await slow).toBe(0)
        await expect(other.scalar(select({ one: literal(1) }))).rejects.toThrow('the database is closed')
      })

      test('the version is a number', async () => {
        expect(await db.version()).toMatch(/^\d+\.\d+\.\d+$/)
      })

      test('a pool of your own is taken when its values are exact', async () => {
        const { host, port, user, password, database } = addressOf(name, fresh.url)
        const address = { host, port, user, password, database } as mysql2.PoolOptions
        const pool = mysql2.createPool({ ...mysql2Options, flags: [...mysql2Options.flags], ...address })
        const own = open[name](pool)
        expect(await own.scalar(select({ one: literal(2n ** 53n + 1n) }))).toBe(2n ** 53n + 1n)
        await own.close()
        const promised = mysql2Promise.createPool({ ...mysql2Options, flags: [...mysql2Options.flags], ...address })
        const second = open[name](promised)
        expect(await second.scalar(select({ one: literal(1) }))).toBe(1)
        await second.close()
        const loose = mysql2.createPool(address)
        expect(() => open[name](loose)).toThrow("the pool's option rowsAsArray is not as Espalier needs it")
        loose.end()
      })
    })

    describe('failures', () => {
      const secret = "hidden' for key 'x"

      test.each([
        [
          'a duplicate',
          () => insert(things).values([{ key: secret }, { key: secret }]),
          'ER_DUP_ENTRY',
          "duplicate entry for key '",
        ],
        [
          'a wrong date',
          () => insert(things).values({ date: literal(secret).cast(date()) as never }),
          'ER_TRUNCATED_WRONG_VALUE',
          "'…'",
        ],
        [
          'a sum that does not fit',
          () => insert(things).values({ big: literal(2n ** 63n - 1n).plus(1n) }),
          'ER_DATA_OUT_OF_RANGE',
          "'…'",
        ],
        [
          'a check',
          () => insert(things).values({ short: 'no\\' }),
          isMysql ? 'ER_CHECK_CONSTRAINT_VIOLATED' : 'ER_CONSTRAINT_FAILED',
          'things_short',
        ],
      ] as const)('%s has a code, the statement and no values', async (_title, statement, code, words) => {
        const error = await db.run(statement() as never).catch((error: unknown) => error)
        expect(error).toBeInstanceOf(DatabaseError)
        const { message, code: found, sql } = error as DatabaseError
        expect(found).toBe(code)
        expect(message).toContain(`${name} refused the statement: `)
        expect(message).toContain(words)
        expect(sql).toContain('insert into `things`')
        const printed = `${message} ${inspect(error, { depth: 9, showHidden: true })}`
        expect(printed).not.toContain('hidden')
        expect(printed).not.toContain('9223372036854775807')
      })

      test('the wrong family is told', async () => {
        const wrong = open[isMysql ? 'mariadb' : 'mysql'](fresh.url)
        await expect(wrong.version()).rejects.toThrow(`this is a ${name} server; open it with ${name}(…)`)
        await wrong.close()
      })

      test.each([
        [
          'a wrong password',
          { password: 'wrong-secret' },
          'refuses the login of user espalier; check the user and its password',
        ],
        ['a closed port', { port: 1 }, `nothing answers for ${name} at 127.0.0.1:1; check host and port`],
        ['an unknown database', { database: 'nowhere' }, 'has no database nowhere; create it, or correct the name'],
        ['an unknown host', { host: 'nowhere.invalid' }, 'the host nowhere.invalid of '],
        ['a missing socket', { socketPath: '/nowhere/x.sock' }, `${name} at /nowhere/x.sock has no socket`],
      ])('%s is one sentence', async (_title, change, sentence) => {
        const address = addressOf(name, fresh.url)
        const other = open[name]({ ...address, ...change })
        const error = await other.version().catch((error: unknown) => error)
        expect(error).toMatchObject({ name: 'ConnectionFailed', message: expect.stringContaining(sentence) })
        const printed = inspect(error, { depth: 9, showHidden: true })
        expect(printed).not.toContain(address.password)
        expect(printed).not.toContain('wrong-secret')
        await other.close()
      })
    })
  })
}

describe('words', () => {
  test('what MySQL lacks is said', () => {
    const both = select({ id: things.id }).from(things).fullJoin(defaults, defaults.id.eq(things.id))
    expect(() => compile(both, mysqlDialect)).toThrow('mysql has no FULL JOIN; ')
    expect(() => compile(insert(things).defaultValues().returning(things), mysqlDialect)).toThrow(
      'mysql has no RETURNING clause; ',
    )
    expect(() => compile(update(things).set({ int: 1 }).allRows().returning(things), mariadbDialect)).toThrow(
      'mariadb has no UPDATE … RETURNING; ',
    )
  })
})

/** A column's type, as one writes it down. */
const typeOf = (column: string): any => ({ type: columns[column].node.type })

/** A function that Espalier does not know. */
const call = (name: string, ...args: any[]): any =>
  new Expr({ kind: 'call', name, args: args.map((arg) => arg.node), type: integer().type })

const returned = (db: Database<AnyLack>, statement: unknown): Promise<unknown> => db.all(statement as never)
