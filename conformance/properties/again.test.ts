// Queries that are compiled by what is known of others, on random statements.
import { type Compiled, compile, integer, param, select, table, text, transform } from '@espalier/core'
import { mariadbDialect, mysqlDialect } from '@espalier/dialect-mysql'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compiledAgain } from '../../packages/core/src/compile/again.ts'
import { patience, runs, seed } from './runs.ts'
import { statementOf, statements } from './statements.ts'

const dialects = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]

const others: Readonly<Record<string, unknown>> = { integer: 7, text: 'other%', boolean: false, real: 0.5 }

/** What is compiled, without whether it was known. */
const again = (...args: Parameters<typeof compiledAgain>): Compiled => {
  const { isKnown: _isKnown, ...compiled } = compiledAgain(...args)
  return compiled
}

const answer = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return (error as Error).message
  }
}

test(
  `a query is compiled as if none were known, with values of its own, for ${runs(4_000)} of seed ${seed}`,
  () => {
    let known = 0
    fc.assert(
      fc.property(statements, (plan) => {
        const built: any = statementOf(plan)
        if (built.node.kind !== 'select') return
        const changed: any = transform(built, {
          param: (node) => (node.value === null ? node : { ...node, value: others[node.type.kind] ?? node.value }),
        })
        for (const { node } of [built, changed, built]) {
          for (const dialect of dialects) {
            const fresh = answer(() => compile({ node }, dialect))
            expect(answer(() => again(node, dialect))).toEqual(fresh)
          }
        }
        const [one, two] = [built, changed].map(({ node }) => answer(() => compiledAgain(node, sqliteDialect)) as any)
        if (one.params?.length > 0 && one.types === two.types && two.isKnown) known++
      }),
      { numRuns: runs(4_000), seed },
    )
    // Otherwise nothing was known; most of these have functions or subqueries in them, which are not compared.
    expect(known).toBeGreaterThan(runs(4_000) / 200)
  },
  patience,
)

const notes = table('notes', { id: integer().primaryKey(), of: integer(), body: text() })
const types = (query: { readonly node: any }) => compiledAgain(query.node, postgresDialect).types

test('a query that differs in more than values is another', () => {
  const by = (id: number) => select(notes).where(notes.id.eq(id))
  expect(types(by(1))).toBe(types(by(2)))
  expect(compiledAgain(by(3).node, postgresDialect).isKnown).toBe(true)
  const all = [
    by(1),
    by(1).orderBy(notes.id),
    by(1).orderBy(notes.id.desc()),
    by(1).limit(1),
    by(1).limit(1).offset(1),
    by(1).distinct(),
    select(notes).where(notes.of.eq(1)),
    select(notes).where(notes.id.ne(1)),
    select(notes).where(notes.id.in([1, 2])),
    select(notes).where(notes.id.in([1, 2, 3])),
    select(notes).where(notes.id.between(1, 2)),
    select(notes).where(notes.body.eq('a')),
    select(notes).where(notes.body.contains('a')),
    select(notes).where(notes.body.contains('b')),
    select(notes).where(notes.id.eq(param('id', integer()))),
    select({ id: notes.id }).from(notes).where(notes.id.eq(1)),
    select({ key: notes.id }).from(notes).where(notes.id.eq(1)),
  ]
  for (let i = 0; i < 2; i++)
    for (const query of all) expect(again(query.node, postgresDialect)).toEqual(compile(query, postgresDialect))
})

test('one parameter in two places and two in them have texts of their own', () => {
  const one = select(notes).where(notes.id.eq(1)).node.where as any
  const value = one.operands[1]
  const query = (right: unknown): any => {
    const other = { ...one, operands: [one.operands[0], right] }
    const { node } = select(notes).where(notes.id.eq(1))
    return { node: { ...node, where: { ...one, operator: 'or', operands: [one, other] } } }
  }
  for (const right of [value, { ...value }, value, { ...value }])
    expect(again(query(right).node, postgresDialect)).toEqual(compile(query(right), postgresDialect))
})

test('each query has its values, and one that does not fit names its column', () => {
  const by = (body: unknown) => compiledAgain(select(notes).where(notes.body.eq(body as string)).node, sqliteDialect)
  expect(by('mine').params).toEqual(['mine'])
  expect(by('yours').params).toEqual(['yours'])
  expect(() => by(7)).toThrow('value for notes.body: it takes a string, not a number')
})
