// PostgreSQL's arrays, one line each. Places count from 1, as SQL's do.
import { arrayType } from '../../types/array.ts'
import type { SqlType } from '../../types/sql-type.ts'
import { booleanType, integerType, textType } from '../../types/standard.ts'
import type { Elements } from '../document.ts'
import { type AnyExpr, aggregate, call, Expr, nodeOf, type Ordering, operand, ordersOf } from '../expr.ts'
import type { Aggregated, Need, Reason } from '../scope.ts'
import { type CountOr, counted, given, type TextOr } from './argument.ts'

type ArrayOf<Item, R extends string, N extends Reason, F extends Need> = Expr<readonly Item[], 'array', R, N, F>
type Item<V> = V extends readonly (infer I)[] ? I : never

/** A function of an array and another, or a list of values. */
export type ArrayComparison = <
  V extends readonly unknown[],
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  array: Expr<V, 'array', R, N, F>,
  other: V | Expr<V, 'array', R2, N2, F2>,
) => Expr<boolean, 'boolean', R | R2, N | N2, F | F2 | 'arrays'>

/** A function that gives an array with an item more, or without; an item that is null is none to read, unless it may be. */
export type ArrayChange = <
  V extends readonly unknown[],
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  F2 extends Need = never,
>(
  array: Expr<V, 'array', R, N, F>,
  item: Item<V> | Expr<Item<V>, any, R2, any, F2>,
) => Expr<V, 'array', R | R2, N, F | F2 | 'arrays'>

/** `array[n]`: the n-th item, from 1; null where there is none. */
export const arrayItem = <V extends readonly unknown[], R extends string, F extends Need>(
  array: Expr<V, 'array', R, any, F>,
  n: CountOr<R, any, F>,
): Expr<NonNullable<Item<V>>, KindOfItem<Item<V>>, R, null, F | 'arrays'> =>
  call('array_item', [array, counted('arrayItem', n, 1)], itemsOf(array), needs)

/** The kinds that an item may have, as far as its TypeScript type tells. */
export type KindOfItem<V> =
  NonNullable<V> extends number
    ? 'integer' | 'real'
    : NonNullable<V> extends bigint
      ? 'bigint'
      : NonNullable<V> extends boolean
        ? 'boolean'
        : NonNullable<V> extends Date
          ? 'timestamp'
          : NonNullable<V> extends Uint8Array
            ? 'bytes'
            : 'text' | 'uuid' | 'date' | 'time' | 'localTimestamp' | 'numeric'

/** `array[from:to]`: the items from one place to another, both included; empty where there are none. */
export const arraySlice = <V, R extends string, N extends Reason, F extends Need>(
  array: Expr<V, 'array', R, N, F>,
  from: CountOr<R, N, F>,
  to: CountOr<R, N, F>,
): Expr<V, 'array', R, N, F | 'arrays'> =>
  call('array_slice', [array, counted('arraySlice', from, 1), counted('arraySlice', to, 0)], array.node.type, needs)
/** `cardinality(array)`: how many items it has; of an array of arrays, all of them. */
export const cardinality = <R extends string, N extends Reason, F extends Need>(
  array: ArrayOf<unknown, R, N, F>,
): Expr<number, 'integer', R, N, F | 'arrays'> => call('cardinality', [array], integerType, needs)
/** `array @> other`: it has all items of the other. */
export const arrayContains: ArrayComparison = (array, other) => compared('array_contains', array, other)
/** `array <@ other`: the other has all of its items. */
export const arrayContainedBy: ArrayComparison = (array, other) => compared('array_contained', array, other)
/** `array && other`: they have an item in common. */
export const arrayOverlaps: ArrayComparison = (array, other) => compared('array_overlaps', array, other)
/** `array || other`: the items of both. */
export const arrayConcat = <
  V extends readonly unknown[],
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  array: Expr<V, 'array', R, N, F>,
  other: V | Expr<V, 'array', R2, N2, F2>,
): Expr<V, 'array', R | R2, N | N2, F | F2 | 'arrays'> =>
  call('array_cat', [array, like(other, array)], array.node.type, needs)
/** `array_append(array, item)`: with the item at the end. */
export const arrayAppend: ArrayChange = (array, item) => changed('array_append', array, item)
/** `array_prepend(item, array)`: with the item at the start. */
export const arrayPrepend: ArrayChange = (array, item) =>
  call('array_prepend', [given(item, itemsOf(array)), array], array.node.type, needs)
/** `array_remove(array, item)`: without all items that are equal to it. */
export const arrayRemove: ArrayChange = (array, item) => changed('array_remove', array, item)
/** `array_position(array, item)`: the place of the first item that is equal to it, from 1; null where there is none. */
export const arrayPosition = <V extends readonly unknown[], R extends string, F extends Need>(
  array: Expr<V, 'array', R, any, F>,
  item: Item<V> | Expr<Item<V>, any, R, any, F>,
): Expr<number, 'integer', R, null, F | 'arrays'> =>
  call('array_position', [array, given(item, itemsOf(array))], integerType, needs)
/** `array_to_string(array, separator)`: the items with the separator between, without those that are null. */
export const arrayToString = <R extends string, N extends Reason, F extends Need>(
  array: ArrayOf<unknown, R, N, F>,
  separator: TextOr<R, N, F>,
): Expr<string, 'text', R, N, F | 'arrays'> =>
  call('array_to_string', [array, given(separator, textType)], textType, needs)
/** `string_to_array(text, separator)`: the parts between the separators. */
export const stringToArray = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  separator: TextOr<R, N, F>,
): Expr<string[], 'array', R, N, F | 'arrays'> =>
  call('string_to_array', [text, given(separator, textType)], arrayType(textType, false), needs)
/** `array_agg(value ORDER BY …)`: the values of all rows, nulls too; null over no rows. Without `orderBy` in any order. */
export const arrayAgg = <E extends AnyExpr, R2 extends string = never, F2 extends Need = never>(
  of: E,
  options: { readonly orderBy?: Ordering<R2, F2> | readonly Ordering<R2, F2>[] } = {},
): Expr<
  (E['~types']['value'] | null)[],
  'array',
  Aggregated<E['~types']['refs'] | R2>,
  'empty:' | '!json',
  E['~types']['needs'] | F2 | 'arrays'
> & { readonly '~json': Elements<E> } =>
  aggregate('array_agg', [of], arrayType(nodeOf(of).type, true), { ...needs, orderBy: ordersOf(options.orderBy) })

const needs = { needs: 'arrays' } as const

const itemsOf = (array: unknown): SqlType => (nodeOf(array).type as unknown as { readonly items: SqlType }).items

const like = (value: unknown, array: AnyExpr): AnyExpr => new Expr(operand(value, array))

const compared = (name: string, array: AnyExpr, other: unknown): any =>
  call(name, [array, like(other, array)], booleanType, needs)

const changed = (name: string, array: AnyExpr, item: unknown): any =>
  call(name, [array, given(item, itemsOf(array))], array.node.type, needs)
