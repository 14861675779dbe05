import {
  caseWhen,
  coalesce,
  compile,
  date,
  greatest,
  insert,
  integer,
  literal,
  localTimestamp,
  nullIf,
  numeric,
  schema,
  select,
  table,
  unionAll,
} from '@espalier/core'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import { expect, test } from 'vitest'
import { conforms } from '../conforms.ts'
import { eachDriver } from '../databases.ts'
import { tracks } from '../music.ts'
import { open } from '../open.ts'

const fine = literal('1.2345', numeric(10, 4))
const nothing = nullIf(tracks.price, tracks.price)

conforms('numerics', {
  'the first of several scales has the digits of all': {
    statement: select({
      first: coalesce(tracks.price, fine),
      second: coalesce(nothing, fine),
      value: coalesce(nothing, '1.999'),
      most: greatest(tracks.price, fine, '0.5'),
    })
      .from(tracks)
      .where(tracks.id.in([1, 2]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select coalesce("tracks"."price", cast($1 as numeric)) as "first", coalesce(nullif("tracks"."price", "tracks"."price"), cast($1 as numeric)) as "second", coalesce(nullif("tracks"."price", "tracks"."price"), cast($2 as numeric)) as "value", case when "tracks"."price" is not null then greatest("tracks"."price", cast($1 as numeric), cast($3 as numeric)) end as "most" from "tracks" where "tracks"."id" in ($4, $5) order by "tracks"."id"',
      sqlite:
        'select coalesce("tracks"."price", ?) as "first", coalesce(nullif("tracks"."price", "tracks"."price"), ?) as "second", coalesce(nullif("tracks"."price", "tracks"."price"), ?) as "value", max("tracks"."price", ?, ?) as "most" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"',
      mysql:
        'select coalesce(`tracks`.`price`, cast(? as decimal(65, 4))) as `first`, coalesce(nullif(`tracks`.`price`, `tracks`.`price`), cast(? as decimal(65, 4))) as `second`, coalesce(nullif(`tracks`.`price`, `tracks`.`price`), cast(? as decimal(65, 3))) as `value`, greatest(`tracks`.`price`, cast(? as decimal(65, 4)), cast(? as decimal(65, 2))) as `most` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
      mariadb:
        'select coalesce(`tracks`.`price`, cast(? as decimal(65, 4))) as `first`, coalesce(nullif(`tracks`.`price`, `tracks`.`price`), cast(? as decimal(65, 4))) as `second`, coalesce(nullif(`tracks`.`price`, `tracks`.`price`), cast(? as decimal(65, 3))) as `value`, greatest(`tracks`.`price`, cast(? as decimal(65, 4)), cast(? as decimal(65, 2))) as `most` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
    },
    params: ['1.2345', '1.999', '0.5', 1, 2],
    paramsOn: {
      sqlite: [1.2345, 1.2345, 1.999, 1.2345, 0.5, 1, 2],
      mysql: ['1.2345', '1.2345', '1.999', '1.2345', '0.5', 1, 2],
      mariadb: ['1.2345', '1.2345', '1.999', '1.2345', '0.5', 1, 2],
    },
    rows: [
      { first: '1.2900', second: '1.2345', value: '1.999', most: '1.2900' },
      { first: '0.9900', second: '1.2345', value: '1.999', most: '1.2345' },
    ],
  },
  'a CASE of several scales has the digits of all': {
    statement: select({
      price: caseWhen(tracks.id.eq(1), tracks.price).when(tracks.id.eq(2), fine).else('0.125'),
    })
      .from(tracks)
      .where(tracks.id.lt(4))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select case when "tracks"."id" = $1 then "tracks"."price" when "tracks"."id" = $2 then cast($3 as numeric) else cast($4 as numeric) end as "price" from "tracks" where "tracks"."id" < $5 order by "tracks"."id"',
      sqlite:
        'select case when "tracks"."id" = ? then "tracks"."price" when "tracks"."id" = ? then ? else ? end as "price" from "tracks" where "tracks"."id" < ? order by "tracks"."id"',
      mysql:
        'select case when `tracks`.`id` = ? then `tracks`.`price` when `tracks`.`id` = ? then cast(? as decimal(65, 4)) else cast(? as decimal(65, 4)) end as `price` from `tracks` where `tracks`.`id` < ? order by `tracks`.`id`',
      mariadb:
        'select case when `tracks`.`id` = ? then `tracks`.`price` when `tracks`.`id` = ? then cast(? as decimal(65, 4)) else cast(? as decimal(65, 4)) end as `price` from `tracks` where `tracks`.`id` < ? order by `tracks`.`id`',
    },
    params: [1, 2, '1.2345', '0.125', 4],
    paramsOn: { sqlite: [1, 2, 1.2345, 0.125, 4] },
    rows: [{ price: '1.2900' }, { price: '1.2345' }, { price: '0.1250' }],
  },
  'a union of several scales has the digits of all': {
    statement: unionAll(
      select({ price: tracks.price }).from(tracks).where(tracks.id.eq(1)),
      select({ price: fine }).from(tracks).where(tracks.id.eq(1)),
    ).orderBy((c) => c.price),
    sql: {
      postgres:
        'select "tracks"."price" from "tracks" where "tracks"."id" = $1 union all select cast($2 as numeric) as "price" from "tracks" where "tracks"."id" = $3 order by "price"',
      sqlite:
        'select "tracks"."price" from "tracks" where "tracks"."id" = ? union all select ? as "price" from "tracks" where "tracks"."id" = ? order by "price"',
      mysql:
        'select `tracks`.`price` from `tracks` where `tracks`.`id` = ? union all select cast(? as decimal(65, 4)) as `price` from `tracks` where `tracks`.`id` = ? order by `price`',
      mariadb:
        'select `tracks`.`price` from `tracks` where `tracks`.`id` = ? union all select cast(? as decimal(65, 4)) as `price` from `tracks` where `tracks`.`id` = ? order by `price`',
    },
    params: [1, '1.2345', 1],
    paramsOn: { sqlite: [1, 1.2345, 1] },
    rows: [{ price: '1.2345' }, { price: '1.2900' }],
  },
  'what is compared may have more digits than the column': {
    statement: select({ id: tracks.id })
      .from(tracks)
      .where(tracks.price.gt('1.285'), tracks.price.lt('1.295'))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where "tracks"."price" > $1 and "tracks"."price" < $2 order by "tracks"."id"',
      sqlite:
        'select "tracks"."id" from "tracks" where "tracks"."price" > ? and "tracks"."price" < ? order by "tracks"."id"',
      mysql:
        'select `tracks`.`id` from `tracks` where `tracks`.`price` > ? and `tracks`.`price` < ? order by `tracks`.`id`',
      mariadb:
        'select `tracks`.`id` from `tracks` where `tracks`.`price` > ? and `tracks`.`price` < ? order by `tracks`.`id`',
    },
    params: ['1.285', '1.295'],
    paramsOn: { sqlite: [1.285, 1.295] },
    rows: [{ id: 1 }, { id: 3 }],
  },
})

const prices = table('prices', { id: integer().primaryKey(), price: numeric(6, 2), exact: numeric(20, 3) })

eachDriver('numeric columns', (database) => {
  test('hold what was written, in one form', async () => {
    const fresh = await database.fresh()
    const db = open(database.name, fresh.url)
    try {
      await db.createAll(schema({ prices }))
      const written = [
        ['007', '007', '7.00', '7.000'],
        ['+1.5', '.5', '1.50', '0.500'],
        ['-0', '-0.000', '0.00', '0.000'],
        ['1.990', '12345678901234567.891', '1.99', '12345678901234567.891'],
        ['-9999.99', '-12345678901234567', '-9999.99', '-12345678901234567.000'],
      ] as const
      for (const [id, [price, exact]] of written.entries()) await db.run(insert(prices).values({ id, price, exact }))
      const rows = await db.all(select({ price: prices.price, exact: prices.exact }).from(prices).orderBy(prices.id))
      expect(rows).toEqual(written.map(([, , price, exact]) => ({ price, exact })))
      for (const [id, [price, exact]] of written.entries())
        expect(
          await db.all(select({ id: prices.id }).from(prices).where(prices.price.eq(price), prices.exact.eq(exact))),
        ).toEqual([{ id }])
    } finally {
      await db.close()
      await fresh.drop()
    }
  })
})

test('a value with more digits than its column is refused, not rounded', () => {
  const stored = (price: string) => () => compile(insert(prices).values({ id: 1, price, exact: '1' }), postgresDialect)
  expect(stored('1.999')).toThrow(
    'value for prices.price: it takes a decimal number of at most 2 digits behind the point',
  )
  expect(stored('10000')).toThrow(
    'value for prices.price: it takes a decimal number of at most 4 digits before the point',
  )
  expect(stored('0.10')).not.toThrow()
  expect(stored('1.5000')).not.toThrow()
  expect(stored('1e5')).toThrow("it takes a decimal number as a string, like '0.99'")
})

test('a day that no month has is refused', () => {
  const shown = (value: string, type: any) => () => compile(select({ x: literal(value, type) }), sqliteDialect)
  for (const day of ['2024-02-31', '2023-02-29', '1900-02-29', '2024-04-31', '2024-06-31'])
    expect(shown(day, date())).toThrow('it takes a day that its month has')
  expect(shown('2024-11-31T00:00:00', localTimestamp())).toThrow('it takes a day that its month has')
  expect(shown('0000-01-01', date())).toThrow('it takes a year from 1 to 9999')
  for (const day of ['2024-02-29', '2000-02-29', '2024-12-31', '2024-04-30', '0001-01-01'])
    expect(shown(day, date())).not.toThrow()
})
