// Every operator inside of every other: what is written without parentheses means the tree that the program made. The
// databases are asked for both, the statement as it is written and one with parentheses around every operand.
import {
  type AnyLack,
  abs,
  boolean,
  caseWhen,
  coalesce,
  type Database,
  Expr,
  type ExprNode,
  insert,
  integer,
  length,
  lower,
  not,
  schema,
  select,
  table,
  text,
} from '@espalier/core'
import { beforeAll, expect, test } from 'vitest'
import { emptyDatabase } from './catalogue.ts'
import { eachDatabase } from './databases.ts'

const facts = table('facts', {
  id: integer().primaryKey(),
  a: integer(),
  b: integer().nullable(),
  c: integer(),
  p: text(),
  q: text().nullable(),
  r: text(),
  t: boolean(),
  u: boolean().nullable(),
  v: boolean(),
})

const rows = [
  { id: 1, a: 1, b: 2, c: 3, p: 'a', q: 'b', r: 'ab', t: true, u: false, v: true },
  { id: 2, a: -3, b: 1, c: 2, p: 'A%', q: '', r: '1', t: false, u: true, v: true },
  { id: 3, a: 2, b: null, c: -1, p: '_', q: null, r: 'a_', t: true, u: null, v: false },
  { id: 4, a: 0, b: 3, c: 0, p: '', q: 'ba', r: 'b', t: false, u: false, v: false },
]

type Kind = 'integer' | 'real' | 'text' | 'boolean'
interface Operator {
  readonly takes: readonly (readonly Kind[])[]
  readonly gives: Kind
  readonly make: (...operands: any[]) => any
}

const [whole, number, words, truth] = [
  ['integer'],
  ['integer', 'real'],
  ['text'],
  ['boolean'],
] as const satisfies readonly (readonly Kind[])[]
const method = (name: string, operand: readonly Kind[], gives: Kind): Operator => ({
  takes: [operand, operand],
  gives,
  make: (left, right) => left[name](right),
})
const compared = ['eq', 'ne', 'lt', 'gte', 'isDistinctFrom', 'isNotDistinctFrom'] as const

const operators: Readonly<Record<string, Operator>> = {
  plus: method('plus', whole, 'integer'),
  minus: method('minus', whole, 'integer'),
  times: method('times', whole, 'integer'),
  intDiv: method('intDiv', whole, 'integer'),
  mod: method('mod', whole, 'integer'),
  div: method('div', number, 'real'),
  'real minus': method('minus', ['real'], 'real'),
  negate: { takes: [whole], gives: 'integer', make: (of) => of.negate() },
  abs: { takes: [whole], gives: 'integer', make: (of) => abs(of) },
  cast: { takes: [whole], gives: 'integer', make: (of) => of.cast(integer()) },
  case: { takes: [truth, whole, whole], gives: 'integer', make: (when, then, or) => caseWhen(when, then).else(or) },
  coalesce: { takes: [whole, whole], gives: 'integer', make: (first, second) => coalesce(first, second) },
  ...Object.fromEntries(compared.map((name) => [name, method(name, number, 'boolean')])),
  ...Object.fromEntries(compared.map((name) => [`${name} of text`, method(name, words, 'boolean')])),
  ...Object.fromEntries(compared.map((name) => [`${name} of conditions`, method(name, truth, 'boolean')])),
  in: { takes: [whole, whole, whole], gives: 'boolean', make: (of, one, two) => of.in([one, two]) },
  notIn: { takes: [whole, whole], gives: 'boolean', make: (of, one) => of.notIn([one]) },
  between: { takes: [whole, whole, whole], gives: 'boolean', make: (of, low, high) => of.between(low, high) },
  notBetween: { takes: [whole, whole, whole], gives: 'boolean', make: (of, low, high) => of.notBetween(low, high) },
  'between of conditions': {
    takes: [truth, truth, truth],
    gives: 'boolean',
    make: (of, low, high) => of.between(low, high),
  },
  isNull: { takes: [whole], gives: 'boolean', make: (of) => of.isNull() },
  isNotNull: { takes: [words], gives: 'boolean', make: (of) => of.isNotNull() },
  'isNull of conditions': { takes: [truth], gives: 'boolean', make: (of) => of.isNull() },
  and: method('and', truth, 'boolean'),
  or: method('or', truth, 'boolean'),
  not: { takes: [truth], gives: 'boolean', make: (of) => not(of) },
  concat: method('concat', words, 'text'),
  lower: { takes: [words], gives: 'text', make: (of) => lower(of) },
  like: method('like', words, 'boolean'),
  notLike: method('notLike', words, 'boolean'),
  startsWith: { takes: [words], gives: 'boolean', make: (of) => of.startsWith('a') },
  contains: { takes: [words], gives: 'boolean', make: (of) => of.contains('_') },
  length: { takes: [words], gives: 'integer', make: (of) => length(of) },
}

const leaves: Readonly<Record<Kind, readonly any[]>> = {
  integer: [facts.a, facts.b, facts.c],
  real: [facts.a, facts.b, facts.c].map((column) => column.div(2)),
  text: [facts.p, facts.q, facts.r],
  boolean: [facts.t, facts.u, facts.v],
}
const leaf = (kinds: readonly Kind[], i: number): any => leaves[kinds[0] as Kind][i % 3]

/** An operator over columns, but for the places that are given. */
const over = ({ takes, make }: Operator, given: Readonly<Record<number, any>> = {}, from = 0): any =>
  make(...takes.map((kinds, i) => given[i] ?? leaf(kinds, i + from)))

/** Each operator in each place of each other. */
const pairs = Object.entries(operators).flatMap(([outer, around]) =>
  Object.entries(operators).flatMap(([inner, within]) =>
    around.takes.flatMap((kinds, place) =>
      kinds.includes(within.gives)
        ? [{ title: `${inner} as operand ${place} of ${outer}`, expr: over(around, { [place]: over(within, {}, 1) }) }]
        : [],
    ),
  ),
)

const seed = 20_260_728
/** Trees of four levels, the same in every run. */
function trees(count: number): { title: string; expr: any }[] {
  let state = seed
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const grown = (kinds: readonly Kind[], depth: number): any => {
    const fitting = Object.values(operators).filter(({ gives }) => kinds.includes(gives))
    if (depth === 0) return leaf(kinds, random(3))
    const chosen = fitting[random(fitting.length)] as Operator
    return chosen.make(...chosen.takes.map((inner) => grown(inner, random(4) === 0 ? 0 : depth - 1)))
  }
  return Array.from({ length: count }, (_tree, i) => ({ title: `tree ${i} of seed ${seed}`, expr: grown(truth, 4) }))
}

const simple: ReadonlySet<ExprNode['kind']> = new Set(['column', 'param', 'constant', 'list', 'subquery', 'fragment'])

/** The same tree with parentheses around every operand, however it is written. */
function explicit(node: ExprNode): ExprNode {
  const operand = (inner: ExprNode): ExprNode =>
    simple.has(inner.kind)
      ? explicit(inner)
      : { kind: 'fragment', texts: ['(', ')'], nodes: [explicit(inner)], type: inner.type }
  const copy: Record<string, unknown> = { ...node }
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type' || key === 'value') continue
    if (key === 'operands' || key === 'args' || key === 'items') copy[key] = (value as ExprNode[]).map(operand)
    else if (key === 'branches')
      copy[key] = (value as any[]).map(({ when, then }) => ({ when: operand(when), then: operand(then) }))
    else if (typeof value === 'object' && value !== null && 'kind' in value) copy[key] = operand(value as ExprNode)
  }
  return copy as unknown as ExprNode
}

eachDatabase('precedence', (database) => {
  const db = emptyDatabase(database)
  beforeAll(async () => {
    await db().createAll(schema({ facts }))
    await db().run(insert(facts).values(rows))
  })

  test(`${pairs.length} pairs of operators mean what they say`, () => agree(db(), pairs), 60_000)
  test(`400 trees of seed ${seed} mean what they say`, () => agree(db(), trees(400)), 60_000)
})

async function agree(db: Database<AnyLack>, cases: readonly { title: string; expr: any }[]): Promise<void> {
  const wrong: string[] = []
  for (let at = 0; at < cases.length; at += 25) {
    const some = cases.slice(at, at + 25)
    const entries = some.flatMap(({ expr }, i): [string, any][] => [
      [`written${i}`, expr],
      [`explicit${i}`, new Expr<any, any, any, any>(explicit(expr.node))],
    ])
    const found = await db.all(select(Object.fromEntries(entries)).from(facts).orderBy(facts.id) as never)
    some.forEach(({ title }, i) => {
      const values = (name: string): string => JSON.stringify(found.map((row: any) => row[`${name}${i}`]))
      if (values('written') !== values('explicit'))
        wrong.push(`${title}: ${values('written')}, not ${values('explicit')}`)
    })
  }
  expect(wrong).toEqual([])
}
