// S13: a value is the same whichever way it comes back, in whatever time zone the process is.
import {
  type AnyLack,
  alias,
  coalesce,
  cte,
  type Database,
  insert,
  integer,
  many,
  one,
  param,
  scalar,
  schema,
  select,
  table,
  unionAll,
  update,
} from '@espalier/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eachDriver } from './databases.ts'
import { ownDatabase } from './open.ts'
import { patience, runs, seed } from './properties/runs.ts'
import { types } from './roundtrip.ts'

const zones = ['UTC', 'America/New_York', 'Asia/Tokyo', 'Asia/Kathmandu', 'Pacific/Apia']
const count = runs(30)

/** A row of the table that a test fills. */
interface Stored {
  readonly id: number
  readonly value: unknown
}
type Way = (db: Database<AnyLack>, stored: any, rows: readonly Stored[]) => Promise<readonly Stored[]>

const unordered = (stored: any): any => select({ id: stored.id, value: stored.value }).from(stored)
const all = (stored: any): any => unordered(stored).orderBy(stored.id)

/** The ways of a column's values to the program: each gives all rows. */
const ways: Readonly<Record<string, Way>> = {
  'select list': (db, stored) => db.all(all(stored)) as never,
  stream: async (db, stored) => {
    const found: Stored[] = []
    for await (const row of db.stream(all(stored), { batch: 7 })) found.push(row as never)
    return found
  },
  'prepared statement': async (db, stored, rows) => {
    const byId = db.prepare(all(stored).where(stored.id.eq(param('id', integer())))) as any
    const found: Stored[] = []
    for (const { id } of rows) found.push(await byId.one({ id }))
    return found
  },
  'subquery in FROM': (db, stored) => {
    const inner = unordered(stored).as('inside')
    return db.all(select({ id: inner.id, value: inner.value }).from(inner).orderBy(inner.id) as never) as never
  },
  WITH: (db, stored) => {
    const inner = cte('inside', unordered(stored)) as any
    return db.all(select({ id: inner.id, value: inner.value }).from(inner).orderBy(inner.id) as never) as never
  },
  'scalar subquery': (db, stored) => {
    const other = alias(stored, 'other') as any
    const value = scalar(
      select({ value: other.value }).from(other).correlate(stored).where(other.id.eq(stored.id)) as never,
    )
    return db.all(select({ id: stored.id, value }).from(stored).orderBy(stored.id) as never) as never
  },
  UNION: async (db, stored, rows) => {
    const part = (from: number, to: number): any =>
      select({ id: stored.id, value: stored.value }).from(stored).where(stored.id.between(from, to))
    const half = rows.length >> 1
    const found = (await db.all(unionAll(part(1, half), part(half + 1, rows.length)) as never)) as Stored[]
    return [...found].sort((one, other) => one.id - other.id)
  },
  expression: (db, stored) =>
    db.all(
      select({ id: stored.id, value: coalesce(stored.value, stored.value) })
        .from(stored)
        .orderBy(stored.id) as never,
    ) as never,
  'JSON of a row': async (db, stored) => {
    const other = alias(stored, 'other') as any
    const inner: any = select({ id: other.id, value: other.value }).from(other).correlate(stored)
    const nested = (one as any)(inner.where(other.id.eq(stored.id))).strategy('json')
    const found: any = await db.all(select({ nested }).from(stored).orderBy(stored.id) as never)
    return found.map(({ nested: row }: { nested: Stored }) => row)
  },
  'JSON of many rows': async (db, stored) => {
    const other = alias(stored, 'other') as any
    const inner: any = select({ id: other.id, value: other.value }).from(other).correlate(stored)
    const nested = (many as any)(inner.where(other.id.eq(stored.id))).strategy('json')
    const found: any = await db.all(select({ nested }).from(stored).orderBy(stored.id) as never)
    return found.flatMap(({ nested: list }: { nested: Stored[] }) => list)
  },
}

eachDriver('a value of any type, by every way', (database) => {
  const { db } = ownDatabase(database)
  const { name } = database

  for (const [title, { column, values }] of Object.entries(types)) {
    const isTime = /timestamp|date|time/i.test(title)
    test(
      `${title} is the same, of ${count} values of seed ${seed}`,
      async () => {
        const stored = table(`by ${title}`, { id: integer().primaryKey(), value: column as any }) as any
        await db().createAll(schema({ stored }))
        const samples = fc.sample(values as fc.Arbitrary<unknown>, { numRuns: count, seed })
        const rows: Stored[] = samples.map((value, i) => ({ id: i + 1, value }))
        await db().run(insert(stored).values(rows as never))
        await inZones(isTime ? zones : ['UTC'], async () => {
          for (const [way, found] of Object.entries(ways)) expect(await found(db(), stored, rows), way).toEqual(rows)
        })
        if (name === 'mysql' || name === 'mariadb') return
        const returned = update(stored)
          .set({ value: stored.value } as never)
          .allRows() as any
        const changed = (await db().all(returned.returning({ id: stored.id, value: stored.value }))) as Stored[]
        expect([...changed].sort((one, other) => one.id - other.id)).toEqual(rows)
      },
      patience,
    )
  }
})

/** Does some work once in each time zone of the process. */
async function inZones(list: readonly string[], work: () => Promise<void>): Promise<void> {
  const before = process.env.TZ
  try {
    for (const zone of list) {
      process.env.TZ = zone
      await work()
    }
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
}
