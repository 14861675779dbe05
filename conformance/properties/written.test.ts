// What is written means the tree that was built: asked from PostgreSQL's own parser, and from SQLite's own compiler.
import { compile, select } from '@espalier/core'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { loadModule, parseSync } from 'libpg-query'
import { beforeAll, describe, expect, test } from 'vitest'
import { explicit } from './explicit.ts'
import { built, facts, type Plan, pairs, plans, told } from './plans.ts'
import { ofPostgres, ofTree } from './postgres-tree.ts'
import { patience, runs, seed } from './runs.ts'

const selected = (expr: any): any => select({ x: expr }).from(facts)

/** The plans for which the property does not hold, the smallest first. */
function wrong(holds: (plan: Plan) => string | undefined, of: readonly Plan[]): string[] {
  return of
    .flatMap((plan) => {
      const what = holds(plan)
      return what === undefined ? [] : [`${told(plan)}: ${what}`]
    })
    .sort((one, other) => one.length - other.length)
    .slice(0, 5)
}

/** Random trees of both kinds, shrunk to the smallest for which the property does not hold. */
function always(holds: (plan: Plan) => string | undefined, count: number): void {
  const some = fc.oneof(plans('boolean', 4), plans('integer', 3), plans('text', 3), plans('boolean', 6))
  const property = fc.property(some, (plan) => {
    const what = holds(plan)
    if (what !== undefined) throw new Error(`${told(plan)}: ${what}`)
  })
  fc.assert(property, { numRuns: runs(count), seed })
}

describe("PostgreSQL's parser gives back the tree that was built", () => {
  beforeAll(() => loadModule())

  const difference = (plan: Plan): string | undefined => {
    const expr = built(plan)
    const { sql } = compile(selected(expr), postgresDialect)
    const [statement] = parseSync(sql).stmts as any[]
    const found = ofPostgres(statement.stmt.SelectStmt.targetList[0].ResTarget.val)
    const wanted = ofTree(expr.node)
    return found === wanted ? undefined : `${sql} is ${found}, not ${wanted}`
  }

  test(`of ${pairs.length} pairs of operators`, () => expect(wrong(difference, pairs)).toEqual([]))
  test(`of ${runs(20_000)} trees of seed ${seed}`, () => always(difference, 20_000), patience)
})

describe('SQLite compiles it as it compiles the form with every parenthesis', () => {
  const db = new Sqlite(':memory:')
  db.exec(
    'create table facts (id integer, a integer, b integer, c integer, w real, x real, p text, q text, r text, t integer, u integer, v integer)',
  )

  const program = (expr: any): string => {
    const { sql, params } = compile(selected(expr), sqliteDialect)
    return JSON.stringify(
      db
        .prepare(`explain ${sql}`)
        .raw()
        .all(...params),
    )
  }
  const difference = (plan: Plan): string | undefined => {
    const expr = built(plan)
    if (program(expr) === program(explicit(expr))) return undefined
    return `${compile(selected(expr), sqliteDialect).sql} is not ${compile(selected(explicit(expr)), sqliteDialect).sql}`
  }

  test(`of ${pairs.length} pairs of operators`, () => expect(wrong(difference, pairs)).toEqual([]), patience)
  test(`of ${runs(5_000)} trees of seed ${seed}`, () => always(difference, 5_000), patience)
})
