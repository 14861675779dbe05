import type { OutputNode, QueryNode, SetNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Built, queryNodeOf } from '../expr/built.ts'
import { Expr, type Ordering, orderOf } from '../expr/expr.ts'
import type { Nested } from '../expr/nested.ts'
import type { AnyRows, Inner, InnerProblem, NeedsIn, OuterIn, OwnProblem } from '../expr/row.ts'
import type { Need, NullIn, StatementTypes } from '../expr/scope.ts'
import type { Derived } from '../expr/source.ts'
import { outputsOf } from '../tree/united.ts'
import { derived, type RowCount, rowCount } from './select.ts'
import { checkCompared, withRowsAs } from './united-rows.ts'

/** A set operation: its rows are of its members' keys. Ordered and limited as a whole. */
export class SetOperation<in out S, in out Refs extends string, out Needs extends Need> extends Built<SetNode> {
  declare readonly '~types': StatementTypes<S, Refs, never, '', never, Needs>
  /** `ORDER BY …`: by columns of the result, as the callback gets them. */
  orderBy<F extends Need>(
    by: (columns: S) => Ordering<never, F> | readonly Ordering<never, F>[],
  ): SetOperation<S, Refs, Needs | F> {
    const columns = Object.fromEntries(
      outputsOf(this.node).map((output) => [
        output.key,
        new Expr<any, any, any, any, any>(named(output as OutputNode)),
      ]),
    )
    const orderings = [by(columns as S)].flat() as readonly unknown[]
    return new SetOperation({ ...this.node, orderBy: [...this.node.orderBy, ...orderings.map(orderOf)] })
  }

  /** `LIMIT rows`. */
  limit<F extends Need = never>(rows: RowCount<F>): SetOperation<S, Refs, Needs | F> {
    return new SetOperation({ ...this.node, limit: rowCount('limit', rows) })
  }

  /** `OFFSET rows`. */
  offset<F extends Need = never>(rows: RowCount<F>): SetOperation<S, Refs, Needs | F> {
    return new SetOperation({ ...this.node, offset: rowCount('offset', rows) })
  }

  /** The result as a source for FROM, under a name. */
  as<const Alias extends string>(
    alias: [OwnProblem<this>] extends [never] ? Alias : OwnProblem<this>,
  ): Derived<S, Alias, '', Needs> {
    return derived({ kind: 'query', query: this.node, alias }, outputsOf(this.node), alias)
  }
}

type Types<Q> = Q extends AnyRows ? Q['~types'] : never
type Selected<Q> = Types<Q>['selection']
type ProvenIn<Q> = Types<Q> extends StatementTypes<any, any, any, infer Proven, any, any> ? Proven : never

type Merged<A, B> = {
  readonly [Key in keyof Selected<A>]: Key extends keyof Selected<B>
    ? Column<Selected<A>[Key], ProvenIn<A>, Selected<B>[Key], ProvenIn<B>>
    : never
}

type Column<A, ProvenA, B, ProvenB> =
  A extends Expr<infer ValueA, infer K, any, infer NullsA, any>
    ? B extends Expr<infer ValueB, any, any, infer NullsB, any>
      ? Expr<ValueA | ValueB, K, never, NullIn<NullsA, ProvenA> | NullIn<NullsB, ProvenB>>
      : never
    : A extends Nested<infer ValueA, any, infer NullsA, any>
      ? B extends Nested<infer ValueB, any, infer NullsB, any>
        ? Nested<ValueA | ValueB, never, NullIn<NullsA, ProvenA> | NullIn<NullsB, ProvenB>, never>
        : never
      : never

type KindOf<E> = E extends { readonly '~types': { readonly kind: infer K extends string } } ? K : 'object'

/** The keys whose values are of different kinds in both members. */
type Unlike<A, B> = {
  [Key in keyof A & keyof B & string]: KindOf<A[Key]> extends KindOf<B[Key]>
    ? KindOf<A[Key]> extends 'nested'
      ? UnlikeRows<A[Key], B[Key], Key>
      : never
    : `column ${Key} is ${KindOf<A[Key]>} in one member and ${KindOf<B[Key]>} in the other; cast one of both`
}[keyof A & keyof B & string]

/** The sentence for rows inside of rows that differ. */
type UnlikeRows<A, B, Key extends string> =
  A extends Nested<infer ValueA, any, any, any>
    ? B extends Nested<infer ValueB, any, any, any>
      ? [RowKeys<ValueA>, RowKeys<ValueB>] extends [RowKeys<ValueB>, RowKeys<ValueA>]
        ? never
        : `column ${Key} holds rows of other keys or types in one member than in the other; select the same in both`
      : never
    : never

type RowKeys<Value> = Value extends readonly (infer Row)[] ? ['many', keyof Row] : ['one', keyof Value]

/** The keys of entries of a kind. */
type KeysOfKind<S, K> = { [Key in keyof S & string]: KindOf<S[Key]> extends K ? Key : never }[keyof S & string]

type KeysProblem<A, B, Compared> = [KeysOfKind<A, 'object'> | KeysOfKind<B, 'object'>] extends [never]
  ? [KeysOfKind<A, Compared> | KeysOfKind<B, Compared>] extends [never]
    ? PlainKeysProblem<A, B>
    : `${KeysOfKind<A, Compared> | KeysOfKind<B, Compared>} holds rows, and no database compares those; say unionAll`
  : `${KeysOfKind<A, 'object'> | KeysOfKind<B, 'object'>} is a nested object; the members of a set operation select single values`

type PlainKeysProblem<A, B> = [Exclude<keyof A, keyof B>] extends [never]
  ? [Exclude<keyof B, keyof A>] extends [never]
    ? Unlike<A, B>
    : `both members select the same keys; the second has ${Exclude<keyof B, keyof A> & string} besides`
  : `both members select the same keys; the second lacks ${Exclude<keyof A, keyof B> & string}`

/**
 * A second member that goes with the first, or the sentence that says why it does not. `Compared` are the kinds of entries
 * that the operation would have to compare and cannot.
 */
export type Member<A, B, Compared = 'nested'> = [InnerProblem<B>] extends [never]
  ? [KeysProblem<Selected<A>, Selected<B>, Compared>] extends [never]
    ? B
    : KeysProblem<Selected<A>, Selected<B>, Compared>
  : InnerProblem<B>

/** A second part of a recursive query; what the first says is never null must not be null there. */
export type NextMember<A, B> = [Nulled<A, B>] extends [never] ? Member<A, B> : Nulled<A, B>

type Nulled<A, B> = {
  [Key in keyof Selected<A> & keyof Selected<B> & string]: [NullOf<Selected<B>[Key], ProvenIn<B>>] extends [
    NullOf<Selected<A>[Key], ProvenIn<A>>,
  ]
    ? never
    : `column ${Key} may be null in the second part of the recursive query, and is not in the first; use coalesce(…)`
}[keyof Selected<A> & keyof Selected<B> & string]

type NullOf<E, Proven> = E extends { readonly '~types': { readonly nulls: infer Nulls } }
  ? NullIn<Nulls, Proven>
  : never

type Result<A, B, Feature extends Need = never> = SetOperation<
  Merged<A, B>,
  `outer:${OuterIn<A> | OuterIn<B>}`,
  NeedsIn<A> | NeedsIn<B> | Feature
>

/** `UNION`: the rows of both queries, equal rows once. Members are matched by key, whatever their order. */
export const union = <A, B>(first: Inner<A>, second: Member<A, B>): Result<A, B> =>
  combined('union', false, first, second)

/** `UNION ALL`: the rows of both queries. A relation may be among their columns, of the same keys in both. */
export const unionAll = <A, B>(first: Inner<A>, second: Member<A, B, never>): Result<A, B> =>
  combined('union', true, first, second)

/** `INTERSECT`: the rows that both queries have. */
export const intersect = <A, B>(first: Inner<A>, second: Member<A, B>): Result<A, B> =>
  combined('intersect', false, first, second)

/** `INTERSECT ALL`: as often as the query has them that has them less often. Not on SQLite. */
export const intersectAll = <A, B>(first: Inner<A>, second: Member<A, B>): Result<A, B, 'setAll'> =>
  combined('intersect', true, first, second)

/** `EXCEPT`: the rows of the first query that the second does not have. */
export const except = <A, B>(first: Inner<A>, second: Member<A, B>): Result<A, B> =>
  combined('except', false, first, second)

/** `EXCEPT ALL`: each row of the second takes away one of the first. Not on SQLite. */
export const exceptAll = <A, B>(first: Inner<A>, second: Member<A, B>): Result<A, B, 'setAll'> =>
  combined('except', true, first, second)

function combined(operator: SetNode['operator'], all: boolean, first: unknown, second: unknown): any {
  const [left, right] = [queryOf(first), queryOf(second)]
  const keys = outputsOf(left).map((output) => output.key)
  const [former, latter] = [aligned(left, keys), aligned(right, keys)]
  if (operator !== 'union' || !all) checkCompared([...outputsOf(former), ...outputsOf(latter)])
  const members = [...flat(former, operator, all), withRowsAs(latter, outputsOf(former))]
  return new SetOperation({ kind: 'set', members, operator, all, orderBy: [], limit: undefined, offset: undefined })
}

const queryOf = (query: unknown): QueryNode =>
  queryNodeOf(query, 'a member of a set operation is a query, like select(…).from(…)')

/** The members of a chain of one operation; EXCEPT of more than two is read from the left by every database. */
function flat(node: QueryNode, operator: SetNode['operator'], all: boolean): readonly QueryNode[] {
  const same = node.kind === 'set' && node.operator === operator && node.all === all
  return same && node.orderBy.length === 0 && !node.limit && !node.offset ? node.members : [node]
}

/** A member with its columns in the order of these keys. */
function aligned(query: QueryNode, keys: readonly string[]): QueryNode {
  const [nested] = outputsOf(query).filter((output) => !('expr' in output))
  if (nested)
    throw new StatementError(`${nested.key} is a nested object; the members of a set operation select single values`)
  const own = outputsOf(query).map((output) => output.key)
  const [lacking] = keys.filter((key) => !own.includes(key))
  const [besides] = own.filter((key) => !keys.includes(key))
  if (lacking !== undefined) throw new StatementError(`both members select the same keys; the second lacks ${lacking}`)
  if (besides !== undefined)
    throw new StatementError(`both members select the same keys; the second has ${besides} besides`)
  return own.join('\0') === keys.join('\0') ? query : reordered(query, keys)
}

function reordered(query: QueryNode, keys: readonly string[]): QueryNode {
  if (query.kind === 'set') return { ...query, members: query.members.map((member) => reordered(member, keys)) }
  const outputs = keys.map((key) => query.outputs.find((output) => output.key === key) as OutputNode)
  return { ...query, outputs }
}

/** A column of the result, which has no source. */
const named = (output: OutputNode): OutputNode['expr'] => ({
  kind: 'column',
  source: '',
  name: output.key,
  type: output.expr.type,
  label: output.key,
})
