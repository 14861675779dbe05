// Types of the program's own and other forms of values, written and read on every database.
import {
  bigint,
  coalesce,
  count,
  customType,
  date,
  insert,
  integer,
  json,
  max,
  numeric,
  schema,
  select,
  snakeCase,
  table,
  tables,
  text,
  timestamp,
  union,
  update,
} from '@espalier/core'
import { expect, expectTypeOf, test } from 'vitest'
import { eachDriver } from './databases.ts'
import { ownDatabase } from './open.ts'

interface Point {
  readonly x: number
  readonly y: number
}

const point = customType({
  of: text(),
  toDriver: ({ x, y }: Point) => `(${x},${y})`,
  fromDriver: (value): Point => {
    const [x = 0, y = 0] = value.slice(1, -1).split(',').map(Number)
    return { x, y }
  },
})

const money = customType({
  of: bigint(),
  toDriver: (value: string) => BigInt(value.replace('.', '')),
  fromDriver: (value) => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`,
})

const code = customType({
  of: text(),
  sqlType: { postgres: 'character varying(8)', mysql: 'varchar(8)', mariadb: 'varchar(8)', sqlite: 'text' },
  toDriver: (value: string) => value.toUpperCase(),
  fromDriver: (value) => value.toLowerCase(),
})

const own = tables({ naming: snakeCase })
const shops = own('shopFronts', {
  shopId: integer().identity(),
  placeOfShop: point(),
  dailyTotal: money().nullable(),
  code: code('the_code').unique(),
  visitorsHTTP: bigint().mode('number').default(7),
  exactText: bigint().mode('string').nullable(),
  share: numeric(10, 4).mode('number').nullable(),
  openedAt: timestamp().mode('string').nullable(),
  doc: json<{ a: number }>().nullable(),
})

const all = schema({ shops })

eachDriver('Custom types', (database) => {
  const { db } = ownDatabase(database, async (db) => {
    await db.createAll(all)
    await db.run(
      insert(shops).values([
        { placeOfShop: { x: 1, y: 2.5 }, dailyTotal: '12.05', code: 'ab', openedAt: '2024-05-01T10:00:00.500Z' },
        {
          placeOfShop: { x: -1, y: 0 },
          dailyTotal: null,
          code: 'cd',
          visitorsHTTP: 9_007_199_254_740_991,
          exactText: '-9223372036854775808',
          share: 0.25,
        },
      ]),
    )
  })

  test('a row comes back in the form of the program', async () => {
    const rows = await db().all(select(shops).orderBy(shops.shopId))
    expectTypeOf(rows[0]?.placeOfShop).toEqualTypeOf<Point | undefined>()
    expectTypeOf(rows[0]?.visitorsHTTP).toEqualTypeOf<number | undefined>()
    expect(rows).toEqual([
      {
        shopId: 1,
        placeOfShop: { x: 1, y: 2.5 },
        dailyTotal: '12.05',
        code: 'ab',
        visitorsHTTP: 7,
        exactText: null,
        share: null,
        openedAt: '2024-05-01T10:00:00.500Z',
        doc: null,
      },
      {
        shopId: 2,
        placeOfShop: { x: -1, y: 0 },
        dailyTotal: null,
        code: 'cd',
        visitorsHTTP: 9_007_199_254_740_991,
        exactText: '-9223372036854775808',
        share: 0.25,
        openedAt: null,
        doc: null,
      },
    ])
  })

  test('a condition takes the form of the program, and an index serves it', async () => {
    expect(await db().scalars(select({ id: shops.shopId }).from(shops).where(shops.code.eq('ab')))).toEqual([1])
    expect(
      await db().scalars(
        select({ id: shops.shopId })
          .from(shops)
          .where(shops.placeOfShop.in([{ x: -1, y: 0 }])),
      ),
    ).toEqual([2])
    expect(await db().scalars(select({ id: shops.shopId }).from(shops).where(shops.dailyTotal.gt('12.04')))).toEqual([
      1,
    ])
  })

  test('aggregates, subqueries, unions and functions keep the form', async () => {
    expect(await db().scalar(select({ most: max(shops.dailyTotal) }).from(shops))).toBe('12.05')
    const inner = select({ place: shops.placeOfShop, id: shops.shopId }).from(shops).as('inner')
    expect(await db().all(select({ place: inner.place }).from(inner).orderBy(inner.id))).toEqual([
      { place: { x: 1, y: 2.5 } },
      { place: { x: -1, y: 0 } },
    ])
    const codes = select({ code: shops.code }).from(shops)
    expect(await db().scalars(union(codes, codes).orderBy((row) => row.code))).toEqual(['ab', 'cd'])
    const total = coalesce(shops.dailyTotal, '0.00')
    expect(await db().scalars(select({ total }).from(shops).orderBy(shops.shopId))).toEqual(['12.05', '0.00'])
  })

  test('SET and prepared parameters take it', async () => {
    await db().run(
      update(shops)
        .set({ placeOfShop: { x: 3, y: 3 } })
        .where(shops.shopId.eq(2)),
    )
    expect(
      await db().scalar(
        select({ n: count() })
          .from(shops)
          .where(shops.placeOfShop.eq({ x: 3, y: 3 })),
      ),
    ).toBe(1)
  })
})

test('names are snake case, unless a column has its own', () => {
  expect(String((shops.placeOfShop.node as { name: string }).name)).toBe('place_of_shop')
  expect((shops.visitorsHTTP.node as { name: string }).name).toBe('visitors_http')
  expect((shops.code.node as { name: string }).name).toBe('the_code')
})

test('a value that the mode does not take is refused', () => {
  const wrong = (cells: any) => () => {
    const t = table('t', { a: bigint().mode('number'), b: date().nullable() })
    return insert(t).values(cells)
  }
  expect(wrong({ a: 1 })).not.toThrow()
  expect(() =>
    customType({ of: text(), sqlType: 'text); drop table x', toDriver: String, fromDriver: String }),
  ).toThrow('the name of a type is words, and numbers in parentheses behind them, like vector(3)')
})
