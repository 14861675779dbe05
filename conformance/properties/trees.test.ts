// Walking, replacing, comparing and fingerprints, on random statements.
import { createHash } from 'node:crypto'
import { compile, equal, fingerprint, type SqlType, transform, walk } from '@espalier/core'
import { mariadbDialect, mysqlDialect } from '@espalier/dialect-mysql'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patience, runs, seed } from './runs.ts'
import { type StatementPlan, statementOf, statements } from './statements.ts'

const dialects = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]

const digest = (text: string): string => createHash('sha1').update(text).digest('base64')

const typeOf = ({ name, args }: SqlType): string => `${name}(${args})`

/** What is done to the values on their way: `contains` and its kin have one text. */
function matches(statement: any): string[] {
  const found: string[] = []
  walk(statement, (node) => {
    if (node.kind === 'infix' && / with$|^contains$/.test(node.operator)) found.push(node.operator)
  })
  return found
}

/** What the databases get of a statement, and how its rows are built: everything but the values. */
function written(statement: any): string {
  return JSON.stringify([
    matches(statement),
    ...dialects.map((dialect) => {
      try {
        const { sql, types, slots, shape } = compile(statement, dialect)
        const columns = JSON.stringify(shape, (key, value) => (key === 'type' ? typeOf(value) : value))
        return [sql, types.map(typeOf), [...slots].map(([at, slot]) => [at, slot.name]), columns]
      } catch (error) {
        return (error as Error).message
      }
    }),
  ])
}

const each = (count: number, holds: (plan: StatementPlan) => void): void =>
  fc.assert(fc.property(statements, holds), { numRuns: runs(count), seed })

test(
  `two of ${runs(4_000)} statements of seed ${seed} have one fingerprint where they have one text, and only there`,
  () => {
    const texts = new Map<string, string>()
    const prints = new Map<string, string>()
    let again = 0
    each(4_000, (plan) => {
      const statement = statementOf(plan)
      // A million of them whole would fill the memory.
      const [print, text] = [digest(fingerprint(statement)), digest(written(statement))]
      if (texts.has(print)) again++
      expect(texts.get(print) ?? text).toBe(text)
      expect(prints.get(text) ?? print).toBe(print)
      texts.set(print, text)
      prints.set(text, print)
    })
    // Otherwise nothing was compared.
    expect(again).toBeGreaterThan(runs(4_000) / 20)
  },
  patience,
)

test(
  `a statement that is built again is equal, for ${runs(2_000)} of seed ${seed}`,
  () =>
    each(2_000, (plan) => {
      expect(equal(statementOf(plan), statementOf(plan))).toBe(true)
      expect(fingerprint(statementOf(plan))).toBe(fingerprint(statementOf(plan)))
    }),
  patience,
)

test(
  `equal statements have one text and one fingerprint, for ${runs(2_000)} pairs of seed ${seed}`,
  () =>
    fc.assert(
      fc.property(statements, statements, (first, second) => {
        const [one, other] = [statementOf(first), statementOf({ ...second, ...first, where: second.where })]
        if (!equal(one, other)) return
        expect(written(one)).toBe(written(other))
        expect(fingerprint(one)).toBe(fingerprint(other))
      }),
      { numRuns: runs(2_000), seed },
    ),
  patience,
)

test(
  `replacing nothing gives the same object, and there and back again the same text, for ${runs(2_000)} of seed ${seed}`,
  () =>
    each(2_000, (plan) => {
      const statement = statementOf(plan)
      expect(transform(statement, {}) === statement).toBe(true)
      expect(transform(statement, { column: (node) => node, param: (node) => node }) === statement).toBe(true)
      const copied = transform(statement, {
        param: (node) => ({ ...node }),
        column: (node) => ({ ...node, name: `${node.name}_` }),
      })
      const back = transform(copied, { column: (node) => ({ ...node, name: node.name.slice(0, -1) }) })
      expect(equal(back, statement)).toBe(true)
      expect(written(back)).toBe(written(statement))
      expect(fingerprint(back)).toBe(fingerprint(statement))
    }),
  patience,
)

test(
  `every parameter of the text is met by a walk, for ${runs(2_000)} statements of seed ${seed}`,
  () =>
    each(2_000, (plan) => {
      if (plan.kind === 'insert') return
      const statement = statementOf(plan)
      const met = new Set<unknown>()
      walk(statement, (node) => void ((node.kind === 'param' || node.kind === 'placeholder') && met.add(node)))
      expect(met.size).toBe(compile(statement, postgresDialect).params.length)
    }),
  patience,
)
