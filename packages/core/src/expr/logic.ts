import type { ExprNode, InfixNode, InfixOperator } from '../ast.ts'
import { StatementError } from '../errors.ts'
import type { Comparable, Kind } from '../types/kinds.ts'
import { booleanType } from '../types/standard.ts'
import { queryNodeOf } from './built.ts'
import { type AnyExpr, type Condition, Expr, infix, nodeOf, nodesOf, subqueryOf } from './expr.ts'
import type { KindOfItem } from './functions/array.ts'
import type { In } from './operand.ts'
import { Quantified } from './quantified.ts'
import type { Inner, NeedsIn, NullMember, OuterIn, Scalar } from './row.ts'
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

/**
 * `ANY (…)`: on the right of a comparison, which is true where it is for one of the values that a query gives, or that are
 * in an array: `tracks.price.gt(any(select({ price: offers.price }).from(offers)))`. Not on SQLite; of an array only on
 * PostgreSQL, where `tracks.id.eq(any(literal(ids, array(integer()))))` is a list of any length in one parameter.
 */
export function any<Q>(
  values: Q extends AnyExpr ? Q : Scalar<Q>,
): Q extends AnyExpr
  ? Quantified<AnyKind<In<Q, 'value'>[number]>, In<Q, 'refs'>, null, In<Q, 'needs'> | 'arrays'>
  : Quantified<OnlyKind<Q>, OuterIn<Q>, NullMember<Q>, NeedsIn<Q> | 'quantified'> {
  const isArray = values instanceof Expr
  const args = [isArray ? values.node : subqueryOf(values)]
  if (isArray && values.node.type.kind !== 'array')
    throw new StatementError(`any takes a query or an array, not ${values.node.type.kind}`)
  return new Quantified({
    kind: 'call',
    name: 'any',
    args,
    type: booleanType,
    needs: isArray ? 'arrays' : 'quantified',
  }) as any
}

/** What an item may be compared with: text may be of any type that is written so. */
type AnyKind<V> = NonNullable<V> extends string ? any : KindOfItem<V>

/** The kind of a query's only column. */
type OnlyKind<Q> = Q extends { readonly '~types': { readonly selection: { readonly [key: string]: infer E } } }
  ? In<E, 'kind'> & Kind
  : never

/** A comparison with all values of a query: true where there are none. Not on SQLite. */
export type ComparisonWithAll = <K extends Kind, R extends string, N extends Reason, F extends Need, Q>(
  left: Expr<any, K, R, N, F>,
  query: Scalar<Q> & { readonly '~types': { readonly selection: { readonly [key: string]: KindIs<Comparable[K]> } } },
) => Condition<R | OuterIn<Q>, Perhaps<N> | NullMember<Q>, F | NeedsIn<Q> | 'quantified'>

interface KindIs<K extends Kind> {
  readonly '~types': { readonly kind: K }
}

/** `= ALL (SELECT …)`. */
export const eqAll: ComparisonWithAll = (left, query) => withAll('=', left, query)
/** `<> ALL (SELECT …)`. */
export const neAll: ComparisonWithAll = (left, query) => withAll('<>', left, query)
/** `> ALL (SELECT …)`. */
export const gtAll: ComparisonWithAll = (left, query) => withAll('>', left, query)
/** `>= ALL (SELECT …)`. */
export const gteAll: ComparisonWithAll = (left, query) => withAll('>=', left, query)
/** `< ALL (SELECT …)`. */
export const ltAll: ComparisonWithAll = (left, query) => withAll('<', left, query)
/** `<= ALL (SELECT …)`. */
export const lteAll: ComparisonWithAll = (left, query) => withAll('<=', left, query)

function withAll(operator: InfixOperator, left: unknown, query: unknown): any {
  const args = [subqueryOf(query)]
  return infix(
    operator,
    [nodeOf(left), { kind: 'call', name: 'all', args, type: booleanType, needs: 'quantified' }],
    booleanType,
  )
}
