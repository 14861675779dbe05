// Plans of expressions: what to build, and what it must be for a row by SQL's rules. From a plan come the expression,
// through the methods that a program calls, and its value, computed here in three-valued logic.
import {
  abs,
  alias,
  and,
  boolean,
  caseOf,
  caseWhen,
  coalesce,
  constant,
  exists,
  integer,
  length,
  literal,
  lower,
  max,
  not,
  nullIf,
  or,
  real,
  scalar,
  select,
  table,
  text,
  varchar,
} from '@espalier/core'
import fc from 'fast-check'

export const facts = table('facts', {
  id: integer().primaryKey(),
  a: integer(),
  b: integer().nullable(),
  c: integer(),
  w: real(),
  x: real().nullable(),
  p: text(),
  q: text().nullable(),
  r: varchar(20),
  t: boolean(),
  u: boolean().nullable(),
  v: boolean(),
})

export const rows = [
  { id: 1, a: 1, b: 2, c: 3, w: 0.5, x: 2, p: 'a', q: 'b', r: 'ab', t: true, u: false, v: true },
  { id: 2, a: -3, b: 1, c: 2, w: -1.25, x: 0, p: 'a%', q: '', r: '1', t: false, u: true, v: true },
  { id: 3, a: 2, b: null, c: -1, w: 2, x: null, p: '_', q: null, r: 'a_', t: true, u: null, v: false },
  { id: 4, a: 0, b: 3, c: 0, w: 0.1, x: -0.7, p: '', q: 'ba', r: 'b', t: false, u: false, v: false },
]

export type Kind = 'integer' | 'real' | 'text' | 'boolean'
export type Value = number | string | boolean | null
export type Plan = { readonly column: string } | { readonly value: Value } | Operation

export interface Operation {
  readonly operator: string
  readonly operands: readonly Plan[]
}

export interface Operator {
  readonly takes: readonly (readonly Kind[])[]
  readonly gives: Kind
  /** True where the operands behind the first may be plain values. */
  readonly plain?: boolean
  readonly make: (...operands: any[]) => any
  readonly value: (...values: any[]) => Value
}

/** A tree that no reference can tell the value of: a sum that a database would refuse, texts whose order it chooses. */
export class Unknown extends Error {}

const strict =
  (compute: (...values: any[]) => Value) =>
  (...values: Value[]): Value =>
    values.includes(null) ? null : compute(...values)

function whole(value: number): number {
  if (Math.abs(value) > 2 ** 31 - 1) throw new Unknown('an integer of more than 32 bits')
  return value + 0
}

function double(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) > 1e100 || (value !== 0 && Math.abs(value) < 1e-100))
    throw new Unknown('a real that is very large or very small')
  return value + 0
}

function compared(left: any, right: any): number {
  if (typeof left === 'string' && /[^a-z\d]/.test(left + right) && left !== right)
    throw new Unknown('a text that collations order differently')
  return left < right ? -1 : left > right ? 1 : 0
}

function like(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '[^]*')
    .replaceAll('_', '[^]')
  return new RegExp(`^${source}$`).test(text)
}

const isDistinct = (left: Value, right: Value): boolean => left !== right
const all = (...values: Value[]): Value => (values.includes(false) ? false : values.includes(null) ? null : true)
const some = (...values: Value[]): Value => (values.includes(true) ? true : values.includes(null) ? null : false)
const negated = (value: Value): Value => (value === null ? null : !value)
const equals = strict((left, right) => left === right)
const within = (of: Value, ...list: Value[]): Value => some(...list.map((item) => equals(of, item)))
const between = (of: Value, low: Value, high: Value): Value =>
  all(strict((a, b) => compared(a, b) >= 0)(of, low), strict((a, b) => compared(a, b) <= 0)(of, high))

const [int, double64, number, words, truth] = [
  ['integer'],
  ['real'],
  ['integer', 'real'],
  ['text'],
  ['boolean'],
] as const satisfies readonly (readonly Kind[])[]

/** A method of two operands. */
const method = (
  name: string,
  takes: readonly [readonly Kind[], readonly Kind[]],
  gives: Kind,
  value: (left: any, right: any) => Value,
): Operator => ({ takes, gives, plain: true, make: (left, right) => left[name](right), value: strict(value) })

const comparisons: Readonly<Record<string, (left: any, right: any) => Value>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  lt: (left, right) => compared(left, right) < 0,
  gte: (left, right) => compared(left, right) >= 0,
}

const compare = (title: string, kinds: readonly Kind[]): [string, Operator][] => [
  ...Object.entries(comparisons).map(([name, value]): [string, Operator] => [
    `${name}${title}`,
    method(name, [kinds, kinds], 'boolean', value),
  ]),
  [`isDistinctFrom${title}`, { ...method('isDistinctFrom', [kinds, kinds], 'boolean', isDistinct), value: isDistinct }],
  [
    `isNotDistinctFrom${title}`,
    {
      ...method('isNotDistinctFrom', [kinds, kinds], 'boolean', isDistinct),
      value: (left, right) => !isDistinct(left, right),
    },
  ],
  [
    `between${title}`,
    {
      takes: [kinds, kinds, kinds],
      gives: 'boolean',
      plain: true,
      make: (of, low, high) => of.between(low, high),
      value: between,
    },
  ],
  [
    `notBetween${title}`,
    {
      takes: [kinds, kinds, kinds],
      gives: 'boolean',
      plain: true,
      make: (of, low, high) => of.notBetween(low, high),
      value: (of, low, high) => negated(between(of, low, high)),
    },
  ],
  [
    `in${title}`,
    {
      takes: [kinds, kinds, kinds],
      gives: 'boolean',
      plain: true,
      make: (of, one, two) => of.in([one, two]),
      value: within,
    },
  ],
  [
    `notIn${title}`,
    {
      takes: [kinds, kinds],
      gives: 'boolean',
      plain: true,
      make: (of, one) => of.notIn([one]),
      value: (of, one) => negated(within(of, one)),
    },
  ],
  [`isNull${title}`, { takes: [kinds], gives: 'boolean', make: (of) => of.isNull(), value: (of) => of === null }],
  [`isNotNull${title}`, { takes: [kinds], gives: 'boolean', make: (of) => of.isNotNull(), value: (of) => of !== null }],
]

const others = alias(facts, 'others')
const column = (name: 'b' | 'c') => select({ value: others[name] as any }).from(others)
const inB = rows.map((row) => row.b)
const inC = rows.map((row) => row.c)
const byZero = (compute: (left: number, right: number) => number) =>
  strict((left, right) => (right === 0 ? null : compute(left, right)))
const matched = (name: string, found: (of: string) => boolean, searched: string): Operator => ({
  takes: [words],
  gives: 'boolean',
  make: (of) => of[name](searched),
  value: strict(found),
})

export const operators: Readonly<Record<string, Operator>> = {
  plus: method('plus', [int, int], 'integer', (left, right) => whole(left + right)),
  minus: method('minus', [int, int], 'integer', (left, right) => whole(left - right)),
  times: method('times', [int, int], 'integer', (left, right) => whole(left * right)),
  intDiv: { ...method('intDiv', [int, int], 'integer', () => null), value: byZero((l, r) => Math.trunc(l / r) + 0) },
  mod: { ...method('mod', [int, int], 'integer', () => null), value: byZero((l, r) => (l % r) + 0) },
  div: { ...method('div', [number, int], 'real', () => null), value: byZero((l, r) => double(l / r)) },
  'plus of real': method('plus', [double64, number], 'real', (left, right) => double(left + right)),
  'minus of real': method('minus', [number, double64], 'real', (left, right) => double(left - right)),
  'times of real': method('times', [double64, double64], 'real', (left, right) => double(left * right)),
  'div of real': { ...method('div', [double64, double64], 'real', () => null), value: byZero((l, r) => double(l / r)) },
  negate: { takes: [int], gives: 'integer', make: (of) => of.negate(), value: strict((of) => -of + 0) },
  'negate of real': { takes: [double64], gives: 'real', make: (of) => of.negate(), value: strict((of) => -of + 0) },
  abs: { takes: [int], gives: 'integer', make: (of) => abs(of), value: strict(Math.abs) },
  cast: { takes: [int], gives: 'integer', make: (of) => of.cast(integer()), value: (of) => of },
  'cast to real': { takes: [int], gives: 'real', make: (of) => of.cast(real()), value: (of) => of },
  'cast to text': { takes: [int], gives: 'text', make: (of) => of.cast(text()), value: strict(String) },
  case: {
    takes: [truth, int, int],
    gives: 'integer',
    make: (when, then, or) => caseWhen(when, then).else(or),
    value: (when, then, or) => (when === true ? then : or),
  },
  'case of': {
    takes: [int, int, truth],
    gives: 'boolean',
    make: (of, when, then) => caseOf(of).when(when, then).end(),
    value: (of, when, then) => (of !== null && of === when ? then : null),
  },
  coalesce: {
    takes: [int, int],
    gives: 'integer',
    make: (first, second) => coalesce(first, second),
    value: (first, second) => first ?? second,
  },
  'coalesce of text': {
    takes: [words, words],
    gives: 'text',
    make: (first, second) => coalesce(first, second),
    value: (first, second) => first ?? second,
  },
  nullIf: {
    takes: [int, int],
    gives: 'integer',
    make: (of, is) => nullIf(of, is),
    value: (of, is) => (of === is ? null : of),
  },
  ...Object.fromEntries([...compare('', number), ...compare(' of text', words), ...compare(' of conditions', truth)]),
  and: { takes: [truth, truth], gives: 'boolean', make: (left, right) => left.and(right), value: all },
  'and of three': { takes: [truth, truth, truth], gives: 'boolean', make: (...of) => and(...of), value: all },
  or: { takes: [truth, truth], gives: 'boolean', make: (left, right) => or(left, right), value: some },
  not: { takes: [truth], gives: 'boolean', make: (of) => not(of), value: negated },
  'in a query': { takes: [int], gives: 'boolean', make: (of) => of.in(column('b')), value: (of) => within(of, ...inB) },
  'not in a query': {
    takes: [int],
    gives: 'boolean',
    make: (of) => of.notIn(column('c')),
    value: (of) => negated(within(of, ...inC)),
  },
  exists: {
    takes: [int],
    gives: 'boolean',
    make: (of) => exists((column('c') as any).correlate(facts).where(others.c.eq(of))),
    value: (of) => inC.includes(of),
  },
  concat: method('concat', [words, words], 'text', (left, right) => left + right),
  lower: { takes: [words], gives: 'text', make: (of) => lower(of), value: (of) => of },
  like: method('like', [words, words], 'boolean', like),
  notLike: method('notLike', [words, words], 'boolean', (text, pattern) => !like(text, pattern)),
  startsWith: matched('startsWith', (of) => of.startsWith('a'), 'a'),
  endsWith: matched('endsWith', (of) => of.endsWith('%'), '%'),
  contains: matched('contains', (of) => of.includes('_'), '_'),
  length: { takes: [words], gives: 'integer', make: (of) => length(of), value: strict((of) => of.length) },
}

const highest = Math.max(...inC)
const leaves: Readonly<Record<Kind, readonly string[]>> = {
  integer: ['a', 'b', 'c', 'the highest', 'a shared 2'],
  real: ['w', 'x', 'a shared 0.5'],
  text: ['p', 'q', 'r', 'a shared a'],
  boolean: ['t', 'u', 'v', 'true', 'false', 'a shared true'],
}
const special: Readonly<Record<string, { readonly make: () => any; readonly value: Value }>> = {
  'the highest': { make: () => scalar(select({ most: max(others.c) }).from(others)), value: highest },
  // One object in several places is one parameter to PostgreSQL, which then must have one type.
  'a shared 2': shared(literal(2), 2),
  'a shared 0.5': shared(literal(0.5, real()), 0.5),
  'a shared a': shared(literal('a'), 'a'),
  'a shared true': shared(literal(true), true),
  true: { make: () => constant(true), value: true },
  false: { make: () => constant(false), value: false },
}
const values: Readonly<Record<Kind, readonly Value[]>> = {
  integer: [0, 1, 2, 3, -1],
  real: [0.5, -2.25, 3.75],
  text: ['', 'a', 'b%', '1'],
  boolean: [true, false],
}

function shared(expr: unknown, value: Value): { make: () => unknown; value: Value } {
  return { make: () => expr, value }
}

/** The expression of a plan, as a program would build it. */
export function built(plan: Plan): any {
  if ('value' in plan)
    return Number.isInteger(plan.value) || typeof plan.value !== 'number'
      ? literal(plan.value as string)
      : literal(plan.value, real())
  if ('column' in plan) return special[plan.column]?.make() ?? facts[plan.column as 'a']
  const { make, plain, takes } = operators[plan.operator] as Operator
  const isPlain = (operand: Plan, i: number): operand is { readonly value: Value } =>
    plain === true &&
    i > 0 &&
    'value' in operand &&
    operand.value !== 0 &&
    takes[0]?.length === 1 &&
    takes[i]?.length === 1
  return make(...plan.operands.map((operand, i) => (isPlain(operand, i) ? operand.value : built(operand))))
}

/** The value of a plan for a row. Every part is computed, also one that is not needed. */
export function evaluated(plan: Plan, row: (typeof rows)[number]): Value {
  if ('value' in plan) return plan.value
  if ('column' in plan) return special[plan.column]?.value ?? row[plan.column as 'a']
  const { value } = operators[plan.operator] as Operator
  return value(...plan.operands.map((operand) => evaluated(operand, row)))
}

/** A plan on one line. */
export function told(plan: Plan): string {
  if ('value' in plan) return JSON.stringify(plan.value)
  return 'column' in plan ? plan.column : `${plan.operator}(${plan.operands.map(told).join(', ')})`
}

const leaf = (kinds: readonly Kind[], i: number): Plan => {
  const names = leaves[kinds[0] as Kind]
  return { column: names[i % Math.min(3, names.length)] as string }
}

/** Each operator in each place of each other, over columns. */
export const pairs: readonly Plan[] = Object.entries(operators).flatMap(([operator, around]) =>
  Object.entries(operators).flatMap(([inside, { takes, gives }]) =>
    around.takes.flatMap((kinds, place) =>
      kinds.includes(gives)
        ? [
            {
              operator,
              operands: around.takes.map((own, i) =>
                i === place ? { operator: inside, operands: takes.map((of, at) => leaf(of, at + 1)) } : leaf(own, i),
              ),
            },
          ]
        : [],
    ),
  ),
)

/** Random plans of a kind, so many operators deep. */
export function plans(kind: Kind, depth: number): fc.Arbitrary<Plan> {
  return grown([kind], depth)
}

const known = new Map<string, fc.Arbitrary<Plan>>()

function grown(kinds: readonly Kind[], depth: number): fc.Arbitrary<Plan> {
  const key = `${kinds} ${depth}`
  const before = known.get(key)
  if (before) return before
  const leafs: fc.Arbitrary<Plan> = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(...kinds.flatMap((kind) => leaves[kind])).map((name) => ({ column: name })),
    },
    { weight: 1, arbitrary: fc.constantFrom(...kinds.flatMap((kind) => values[kind])).map((value) => ({ value })) },
  )
  const fitting = Object.entries(operators).filter(([, { gives }]) => kinds.includes(gives))
  const made: fc.Arbitrary<Plan> =
    depth === 0
      ? leafs
      : fc.oneof(
          { withCrossShrink: true },
          { weight: 1, arbitrary: leafs },
          {
            weight: 4,
            arbitrary: fc
              .constantFrom(...fitting)
              .chain(([operator, { takes }]) =>
                fc
                  .tuple(...takes.map((own) => grown(own, depth - 1)))
                  .map((operands): Plan => ({ operator, operands })),
              ),
          },
        )
  known.set(key, made)
  return made
}
