// PostgreSQL's ranges, one line each.
import type { Range } from '../../types/array.ts'
import type { SqlType } from '../../types/sql-type.ts'
import { booleanType } from '../../types/standard.ts'
import { type AnyExpr, call, Expr, nodeOf, operand } from '../expr.ts'
import type { Need, Reason } from '../scope.ts'
import { given } from './argument.ts'
import type { KindOfItem } from './array.ts'

type End<V> = V extends Range<infer T> ? NonNullable<T> : never

/** A function of two ranges that says yes or no. */
export type RangeComparison = <
  V extends Range<any>,
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  range: Expr<V, 'range', R, N, F>,
  other: V | Expr<V, 'range', R2, N2, F2>,
) => Expr<boolean, 'boolean', R | R2, N | N2, F | F2 | 'ranges'>

/** A function of two ranges that gives a range. */
export type RangeOperator = <
  V extends Range<any>,
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  range: Expr<V, 'range', R, N, F>,
  other: V | Expr<V, 'range', R2, N2, F2>,
) => Expr<V, 'range', R | R2, N | N2, F | F2 | 'ranges'>

/** `range @> value`: the value is in it. */
export const rangeHas = <
  V extends Range<any>,
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  range: Expr<V, 'range', R, N, F>,
  value: End<V> | Expr<End<V>, any, R2, N2, F2>,
): Expr<boolean, 'boolean', R | R2, N | N2, F | F2 | 'ranges'> =>
  call('range_contains', [range, given(value, itemsOf(range))], booleanType, needs)
/** `range @> other`: the other is in it as a whole. */
export const rangeContains: RangeComparison = (range, other) => compared('range_contains', range, other)
/** `range && other`: they have a point in common. */
export const rangeOverlaps: RangeComparison = (range, other) => compared('range_overlaps', range, other)
/** `range -|- other`: one begins where the other ends. */
export const rangeAdjacent: RangeComparison = (range, other) => compared('range_adjacent', range, other)
/** `range * other`: what they have in common; empty where that is nothing. */
export const rangeIntersection: RangeOperator = (range, other) => combined('range_intersection', range, other)
/** `range + other`: both as one; an error where there is a gap between them. */
export const rangeUnion: RangeOperator = (range, other) => combined('range_union', range, other)
/** `lower(range)`: null where it has no end there, or is empty. */
export const rangeLower = <V extends Range<any>, R extends string, F extends Need>(
  range: Expr<V, 'range', R, any, F>,
): Expr<End<V>, KindOfItem<End<V>>, R, null, F | 'ranges'> => call('range_lower', [range], itemsOf(range), needs)
/** `upper(range)`: null where it has no end there, or is empty. */
export const rangeUpper = <V extends Range<any>, R extends string, F extends Need>(
  range: Expr<V, 'range', R, any, F>,
): Expr<End<V>, KindOfItem<End<V>>, R, null, F | 'ranges'> => call('range_upper', [range], itemsOf(range), needs)
/** `isempty(range)`: no point is in it. */
export const isEmpty = <R extends string, N extends Reason, F extends Need>(
  range: Expr<Range<any>, 'range', R, N, F>,
): Expr<boolean, 'boolean', R, N, F | 'ranges'> => call('isempty', [range], booleanType, needs)

const needs = { needs: 'ranges' } as const

const itemsOf = (range: unknown): SqlType => (nodeOf(range).type as unknown as { readonly items: SqlType }).items

const like = (value: unknown, range: AnyExpr): AnyExpr => new Expr(operand(value, range))

const compared = (name: string, range: AnyExpr, other: unknown): any =>
  call(name, [range, like(other, range)], booleanType, needs)

const combined = (name: string, range: AnyExpr, other: unknown): any =>
  call(name, [range, like(other, range)], range.node.type, needs)
