// What is executed means the tree that was built, on every database: the rows are those of the form with every
// parenthesis, and those of SQL's rules as plans.ts has them.
import { type AnyLack, compile, count, type Database, insert, not, schema, select } from '@espalier/core'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { eachDatabase, eachDriver } from '../databases.ts'
import { ownDatabase } from '../open.ts'
import { explicit } from './explicit.ts'
import { built, evaluated, facts, type Plan, pairs, plans, rows, told, Unknown, type Value } from './plans.ts'
import { isLong, patience, runs, seed } from './runs.ts'

const each = isLong ? eachDriver : eachDatabase
each('expressions as they were built', (database) => {
  const { db } = ownDatabase(database)
  beforeAll(async () => {
    await db().createAll(schema({ facts }))
    await db().run(insert(facts).values(rows))
  })

  test(`of ${pairs.length} pairs of operators`, async () => expect(await wrong(db(), pairs)).toEqual([]), patience)

  test(
    `of ${runs(1_000)} trees of seed ${seed}`,
    async () => expect(await wrong(db(), sample(1_000))).toEqual([]),
    patience,
  )

  test(
    `rows where p, where not p and where p is null are all rows, for ${runs(300)} conditions of seed ${seed}`,
    async () => {
      for (const plan of fc.sample(plans('boolean', 4), { numRuns: runs(300), seed })) {
        if (!isTold(plan)) continue
        const p = built(plan)
        const where = (condition: any): Promise<unknown> => {
          const query = select({ n: count() }).from(facts).where(condition)
          return db()
            .scalar(query)
            .catch((error) => `${error.message} in ${compile(query, db().dialect).sql}`)
        }
        const parts = [await where(p), await where(not(p)), await where(p.isNull())]
        const wanted = [true, false, null].map((is) => rows.filter((row) => evaluated(plan, row) === is).length)
        expect(parts, told(plan)).toEqual(wanted)
      }
    },
    patience,
  )

  test(
    `an expression of SELECT groups and orders, for ${runs(300)} of seed ${seed}`,
    async () => {
      const found: string[] = []
      for (const plan of fc.sample(fc.oneof(plans('integer', 2), plans('boolean', 3)), { numRuns: runs(300), seed })) {
        if (!isTold(plan) || !('operator' in plan)) continue
        const x = built(plan)
        const query = select({ x, n: count() }).from(facts).groupBy(x).orderBy(x.desc())
        const wanted = new Map<Value, number>()
        for (const row of rows) wanted.set(evaluated(plan, row), (wanted.get(evaluated(plan, row)) ?? 0) + 1)
        const groups = (all: Iterable<unknown>): string =>
          JSON.stringify([...all].map((one) => JSON.stringify(one)).sort())
        const result = (await db()
          .all(query as never)
          .catch((error) => error)) as any
        const given =
          result instanceof Error ? result.message : groups(result.map((row: any) => [rounded(row.x), row.n]))
        if (given !== groups(wanted))
          found.push(`${told(plan)}: ${given} in ${compile(query as never, db().dialect).sql}`)
      }
      expect(found.sort((one, other) => one.length - other.length).slice(0, 5)).toEqual([])
    },
    patience,
  )
})

const sample = (number: number): Plan[] =>
  fc.sample(fc.oneof(plans('boolean', 4), plans('integer', 3), plans('real', 3), plans('text', 3)), {
    numRuns: runs(number),
    seed,
  })

/** True where SQL's rules alone tell the values. */
function isTold(plan: Plan): boolean {
  try {
    for (const row of rows) evaluated(plan, row)
    return true
  } catch (error) {
    if (error instanceof Unknown) return false
    throw error
  }
}

/** The plans whose rows are not those that they must be; many are asked for at once. */
async function wrong(db: Database<AnyLack>, all: readonly Plan[]): Promise<string[]> {
  const told = all.filter(isTold)
  expect(told.length).toBeGreaterThan(all.length / 2)
  const found: string[] = []
  for (let at = 0; at < told.length; at += 25) found.push(...(await wrongOf(db, told.slice(at, at + 25))))
  return found.sort((one, other) => one.length - other.length).slice(0, 5)
}

async function wrongOf(db: Database<AnyLack>, some: readonly Plan[]): Promise<string[]> {
  const entries = some.flatMap((plan, i): [string, any][] => {
    const expr = built(plan)
    return [
      [`written${i}`, expr],
      [`explicit${i}`, explicit(expr)],
    ]
  })
  const query: any = select(Object.fromEntries(entries)).from(facts).orderBy(facts.id)
  const result = (await db.all(query).catch((error) => error)) as Record<string, Value>[] | Error
  if (result instanceof Error) {
    if (some.length > 1) return (await Promise.all(some.map((plan) => wrongOf(db, [plan])))).flat()
    return [`${told(some[0] as Plan)}: ${result.message} in ${compile(query, db.dialect).sql}`]
  }
  return some.flatMap((plan, i) => {
    const values = (name: string): string => JSON.stringify(result.map((row) => rounded(row[name] as Value)))
    const wanted = JSON.stringify(rows.map((row) => rounded(evaluated(plan, row))))
    if (values(`written${i}`) === wanted && values(`explicit${i}`) === wanted) return []
    const { sql } = compile(select({ x: built(plan) }).from(facts) as never, db.dialect)
    return [
      `${told(plan)}: ${values(`written${i}`)}, with parentheses ${values(`explicit${i}`)}, not ${wanted}: ${sql}`,
    ]
  })
}

const rounded = (value: Value): Value => (typeof value === 'number' ? value + 0 : value)
