import type { ExprNode, InfixNode } from '../ast.ts'
import { booleanType } from '../types/standard.ts'
import { queryNodeOf } from './built.ts'
import { type Condition, Expr, infix, nodesOf } from './expr.ts'
import type { Inner, NeedsIn, OuterIn } from './row.ts'
import type { Need, Perhaps, Reason } from './scope.ts'

/**
 * True where every condition is true. `false` leaves a condition out, so `cond && x.eq(1)` may stand here;
 * without any condition it is TRUE.
 */
export function and<R extends string = never, N extends Reason = never, F extends Need = never>(
  ...conditions: (Condition<R, N, F> | false)[]
): Condition<R, N, F> {
  return combine('and', conditions)
}

/** True where at least one condition is true; without any it is FALSE. */
export function or<R extends string = never, N extends Reason = never, F extends Need = never>(
  ...conditions: (Condition<R, N, F> | false)[]
): Condition<R, Perhaps<N>, F> {
  return combine('or', conditions)
}

/** True where the condition is false, null where it is null. */
export function not<R extends string, N extends Reason, F extends Need>(
  condition: Condition<R, N, F>,
): Condition<R, Perhaps<N>, F> {
  const [operand] = nodesOf([condition]) as [ExprNode]
  return new Expr({ kind: 'prefix', operator: 'not', operand, type: booleanType })
}

/** `EXISTS (…)`: true where the query has a row. Never null. */
export function exists<Q>(query: Inner<Q>): Condition<OuterIn<Q>, never, NeedsIn<Q>> {
  return existence('exists', query)
}

/** `NOT EXISTS (…)`: true where the query has no row; unlike NOT IN, nulls do not disturb it. */
export function notExists<Q>(query: Inner<Q>): Condition<OuterIn<Q>, never, NeedsIn<Q>> {
  return existence('not exists', query)
}

function existence(operator: 'exists' | 'not exists', query: unknown): any {
  const operand: ExprNode = { kind: 'subquery', query: queryNodeOf(query), type: booleanType }
  return new Expr({ kind: 'prefix', operator, operand, type: booleanType })
}

/** One condition from many; a single one stays as it is. */
export function conditionOf(conditions: readonly unknown[]): ExprNode | undefined {
  const nodes = nodesOf(conditions.filter((condition) => condition !== false))
  return nodes.length > 1
    ? ({ kind: 'infix', operator: 'and', operands: nodes, type: booleanType } satisfies InfixNode)
    : nodes[0]
}

function combine(operator: 'and' | 'or', conditions: readonly unknown[]): any {
  const nodes = nodesOf(conditions.filter((condition) => condition !== false))
  const [only] = nodes
  if (only === undefined) return new Expr({ kind: 'constant', value: operator === 'and', type: booleanType })
  return nodes.length === 1 ? new Expr(only) : infix(operator, nodes, booleanType)
}
