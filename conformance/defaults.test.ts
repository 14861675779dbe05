// Defaults of every type: what the database stores for a column that is left out is what the table declares.
import {
  bigint,
  boolean,
  bytes,
  date,
  enumOf,
  insert,
  integer,
  json,
  localTimestamp,
  numeric,
  real,
  schema,
  select,
  table,
  text,
  time,
  timestamp,
  uuid,
  varchar,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDriver } from './databases.ts'
import { ownDatabase } from './open.ts'

const texts = [
  '',
  ' ',
  "it's",
  "''",
  '"quoted"',
  '`',
  '\\',
  "\\'",
  'a\\',
  'a\\nb',
  'line\nfeed\r\ttab',
  '\x1a\x01',
  '100%_!',
  '😀 ö \u02bc\u2019\uff07 \ufeff\ufffe',
  '$1 ? :a $$x$$',
  '-- no comment',
  '/* nor this */',
  "'); drop table defaults; --",
  'null',
  '(select 1)',
  "\\'; --\\",
  '_utf8mb4 x\\',
  'x'.repeat(300),
]

const defaults = {
  zero: integer().default(0),
  negative: integer().default(-2_147_483_648),
  most: integer().default(2_147_483_647),
  low: bigint().default(-9_223_372_036_854_775_808n),
  high: bigint().default(9_223_372_036_854_775_807n),
  half: real().default(-0.5),
  tiny: real().default(1e-300),
  huge: real().default(1.7e308),
  price: numeric(10, 2).default('-12.50'),
  exact: numeric(30, 10).default('12345678901234567890.0123456789'),
  yes: boolean().default(true),
  no: boolean().default(false),
  instant: timestamp().default(new Date('2024-02-29T23:59:59.999Z')),
  early: timestamp().default(new Date('1970-01-01T00:00:00.000Z')),
  local: localTimestamp().default('2024-03-31T02:30:00.5'),
  day: date().default('2024-02-29'),
  clock: time().default('23:59:59.25'),
  id: uuid().default('0198c5c2-6cf7-7b3c-9f2d-3c1e5a7b9d00'),
  short: varchar(20).default("o'clock\\"),
  mood: enumOf(['calm', "it's", 'back\\slash']).default('back\\slash'),
  nothing: text().nullable(),
  document: json<unknown>().default({ a: ["it's", '"\\', '😀'], b: -1.5, c: null }),
}

const expected = Object.fromEntries(
  Object.entries(defaults).map(([key, { options }]) => [key, (options.default as { value: unknown })?.value ?? null]),
)

eachDriver('defaults', (database) => {
  const { db } = ownDatabase(database)

  test('a default of every type is read as it was declared', async () => {
    const all = table('all_defaults', { key: integer().primaryKey(), ...defaults })
    await db().createAll(schema({ all }))
    await db().run(insert(all).values({ key: 1 }))
    expect(await db().one(select(all))).toEqual({ key: 1, ...expected })
  })

  test('a default text means itself, whatever it holds', async () => {
    const columns = Object.fromEntries(texts.map((value, i) => [`t${i}`, text().default(value)]))
    const all = table('defaults', { key: integer().primaryKey(), ...columns })
    await db().createAll(schema({ all }))
    await db().run(insert(all).values({ key: 1 } as never))
    const row = await db().one(select(all))
    expect(Object.values(row).slice(1)).toEqual(texts)
  })

  test('a default of bytes is read as it was declared', async () => {
    const value = new Uint8Array([0, 39, 92, 255])
    const blobs = table('blobs', { key: integer().primaryKey(), raw: bytes().default(value) })
    await db().createAll(schema({ blobs }))
    await db().run(insert(blobs).values({ key: 1 }))
    expect((await db().one(select(blobs))).raw).toEqual(value)
  })

  test('a default of now() is the instant of the insert', async () => {
    const events = table('events', { key: integer().primaryKey(), at: timestamp().defaultNow() })
    await db().createAll(schema({ events }))
    const before = Date.now()
    await db().run(insert(events).values({ key: 1 }))
    const { at } = await db().one(select(events))
    expect(at.getTime()).toBeGreaterThanOrEqual(before - 1000)
    expect(at.getTime()).toBeLessThanOrEqual(Date.now() + 1000)
  })

  test('a table of defaults only takes a row', async () => {
    const only = table('only', { id: integer().identity(), n: integer().default(7) })
    await db().createAll(schema({ only }))
    await db().run(insert(only).defaultValues())
    await db().run(insert(only).values([{ n: 8 }, {}, { n: 9 }]))
    expect(await db().scalars(select({ n: only.n }).from(only).orderBy(only.id))).toEqual([7, 8, 7, 9])
  })

  test('a default that does not fit its column is an error that names it', async () => {
    const wrong = table('wrong', { n: integer().default('secret' as never) })
    const refused = await db()
      .createAll(schema({ wrong }))
      .catch((error) => error)
    expect(refused.message).toBe('value for wrong.n: it takes a whole number, not a string')
  })
})
