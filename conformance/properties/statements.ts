// Random statements, as what is to be built, so that each can be built again.
import { alias, cte, deleteFrom, insert, integer, param, select, unionAll, update } from '@espalier/core'
import fc from 'fast-check'
import { built, facts, type Plan, plans } from './plans.ts'

export interface StatementPlan {
  readonly kind: 'select' | 'joined' | 'union' | 'with' | 'subquery' | 'insert' | 'update' | 'delete'
  readonly outputs: readonly Plan[]
  readonly where: Plan | undefined
  /** Whether GROUP BY holds the very object of the select list, or one that is built again. */
  readonly groups: 'none' | 'same' | 'again'
  readonly orders: 'none' | 'same' | 'again'
  readonly descending: boolean
  readonly limit: number | 'placeholder' | undefined
  readonly distinct: boolean
  readonly nested: boolean
  readonly rows: readonly (number | undefined | 'expression')[]
}

export const statements: fc.Arbitrary<StatementPlan> = fc.record({
  kind: fc.constantFrom('select', 'select', 'joined', 'union', 'with', 'subquery', 'insert', 'update', 'delete'),
  outputs: fc.array(fc.oneof(plans('integer', 1), plans('integer', 2)), { minLength: 1, maxLength: 2 }),
  where: fc.option(fc.oneof(plans('boolean', 1), plans('boolean', 2)), { nil: undefined }),
  groups: fc.constantFrom('none', 'none', 'same', 'again'),
  orders: fc.constantFrom('none', 'none', 'same', 'again'),
  descending: fc.boolean(),
  limit: fc.constantFrom<StatementPlan['limit'][]>(undefined, undefined, 1, 2, 'placeholder'),
  distinct: fc.constantFrom(false, false, true),
  nested: fc.constantFrom(false, false, true),
  rows: fc.array(fc.constantFrom<StatementPlan['rows'][number][]>(1, 2, undefined, 'expression'), {
    minLength: 1,
    maxLength: 3,
  }),
})

const others = alias(facts, 'joined')

/** The statement of a plan, of objects that are new each time. */
export function statementOf(plan: StatementPlan): any {
  const { kind } = plan
  // A change whose only condition is TRUE is refused.
  const where = plan.where && 'column' in plan.where && plan.where.column === 'true' ? undefined : plan.where
  if (kind === 'insert') return insert(facts).values(plan.rows.map((row) => insertRow(row)) as never)
  if (kind === 'update') {
    const changed = update(facts).set({ a: built(plan.outputs[0] as Plan) })
    return where ? changed.where(built(where)) : changed.allRows()
  }
  if (kind === 'delete') return where ? deleteFrom(facts).where(built(where)) : deleteFrom(facts).allRows()
  const query = queryOf(plan)
  if (kind === 'union') return unionAll(query, select(keyed(plan.outputs)).from(facts) as never)
  if (kind === 'with') return select(cte('some', query))
  return kind === 'subquery' ? select(query.as('some')) : query
}

const insertRow = (b: StatementPlan['rows'][number]) => ({
  a: 1,
  b: b === 'expression' ? built({ operator: 'plus', operands: [{ value: 1 }, { value: 2 }] }) : b,
})

const keyed = (outputs: readonly Plan[]): any => Object.fromEntries(outputs.map((plan, i) => [`x${i}`, built(plan)]))

function queryOf({ outputs, where, groups, orders, descending, limit, distinct, nested, kind }: StatementPlan): any {
  const list = keyed(outputs)
  const isPlain = kind === 'select' || kind === 'joined'
  const sorted = (how: 'same' | 'again', i: number): any => (how === 'same' ? list[`x${i}`] : built(outputs[i] as Plan))
  let query: any = select(nested && isPlain ? { ...list, nested: others, inner: { id: others.id } } : list).from(facts)
  if (kind === 'joined' || (nested && isPlain)) query = query.leftJoin(others, others.id.eq(facts.id))
  if (where) query = query.where(built(where))
  if (groups !== 'none') query = query.groupBy(...outputs.map((_plan, i) => sorted(groups, i)))
  if (orders !== 'none') query = query.orderBy(descending ? sorted(orders, 0).desc() : sorted(orders, 0))
  if (distinct) query = query.distinct()
  return limit === undefined ? query : query.limit(limit === 'placeholder' ? param('rows', integer()) : limit)
}
