// Aggregates, one line each: over the rows of a group, of a whole result, or of a window.
import { StatementError } from '../../errors.ts'
import type { Kind, NumberKind } from '../../types/kinds.ts'
import type { SqlType } from '../../types/sql-type.ts'
import { booleanType, integerType, numericType, realType, textType } from '../../types/standard.ts'
import { isNumber } from '../arithmetic.ts'
import { type AnyExpr, aggregate, type Condition, call, type Expr, nodeOf, type Ordering, ordersOf } from '../expr.ts'
import type { Aggregated, Need, Perhaps, Reason } from '../scope.ts'
import { given } from './argument.ts'

/** An expression of numbers, or the sentence. */
export type Numbers<K, Name extends string, Of> = K extends NumberKind
  ? Of
  : `${Name} needs numbers, not ${K & string}; cast it first`

/** An expression whose values have an order on every database, or the sentence. */
export type Ordered<K, Name extends string, Of> = K extends OrderedKind
  ? Of
  : `not every database has ${Name} of ${K & string}; ${K extends 'boolean' ? 'say boolAnd or boolOr' : 'cast it first'}`

/** `count(*)`, or with an argument the number of rows in which it is not null. Never null. */
export const count = <E extends AnyExpr = never>(
  of?: E,
): Expr<number, 'integer', Aggregated<E['~types']['refs']>, never, E['~types']['needs']> =>
  aggregate('count', of ? [of] : [], integerType, { star: of === undefined })
/** `count(distinct …)`. */
export const countDistinct = <R extends string, F extends Need>(
  of: Expr<any, any, R, any, F>,
): Expr<number, 'integer', Aggregated<R>, never, F> => aggregate('count', [of], integerType, { distinct: true })
/** `sum(number)`: null over no rows. A sum of `integer` that a number cannot hold exactly is an error; cast to `bigint()` then. */
export const sum = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Numbers<K, 'sum', Expr<V, K, R, N, F>>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F> => sums(of)
/** `avg(number)`: `numeric` of `numeric`, else `real`; null over no rows. */
export const avg = <K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Numbers<K, 'avg', Expr<any, K, R, N, F>>,
): K extends 'numeric'
  ? Expr<string, 'numeric', Aggregated<R>, 'empty:' | Perhaps<N>, F>
  : Expr<number, 'real', Aggregated<R>, 'empty:' | Perhaps<N>, F> => averages(of)
/** The kinds of values of which every database tells the least. */
export type OrderedKind = Exclude<Kind, 'boolean' | 'json' | 'uuid' | 'bytes' | 'range' | 'tsvector' | 'tsquery'>

/** `min(…)`: null over no rows. Of conditions say `boolAnd`. */
export const min = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Ordered<K, 'min', Expr<V, K, R, N, F>>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F> => extreme('min', of)
/** `max(…)`: null over no rows. Of conditions say `boolOr`. */
export const max = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Ordered<K, 'max', Expr<V, K, R, N, F>>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F> => extreme('max', of)

/** `sum(distinct number)`: equal numbers count once. Null over no rows. */
export const sumDistinct = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Numbers<K, 'sumDistinct', Expr<V, K, R, N, F>>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F> => sums(of, { distinct: true })
/** `avg(distinct number)`: equal numbers count once. Null over no rows. */
export const avgDistinct = <K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Numbers<K, 'avgDistinct', Expr<any, K, R, N, F>>,
): K extends 'numeric'
  ? Expr<string, 'numeric', Aggregated<R>, 'empty:' | Perhaps<N>, F>
  : Expr<number, 'real', Aggregated<R>, 'empty:' | Perhaps<N>, F> => averages(of, { distinct: true })
/**
 * `string_agg(text, separator ORDER BY …)`: the texts that are not null, with the separator between; null over no
 * rows. Without `orderBy` in any order. SQLite has it from 3.44. MySQL and MariaDB cut it, with a warning only, at
 * `max_allowed_packet`. No window there.
 */
export const stringAgg = <
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  F2 extends Need = never,
  O extends { readonly orderBy?: unknown } = {},
>(
  of: Expr<any, 'text', R, N, F>,
  separator: string,
  options?: O & { readonly orderBy?: Ordering<R2, F2> | readonly Ordering<R2, F2>[] },
): Expr<
  string,
  'text',
  Aggregated<R | R2>,
  'empty:' | Perhaps<N>,
  F | F2 | (O extends { readonly orderBy: unknown } ? 'stringAggOrder' : never)
> =>
  aggregate('string_agg', [of, given(separator, textType)], textType, {
    orderBy: ordersOf(options?.orderBy),
    ...(options?.orderBy === undefined ? {} : { needs: 'stringAggOrder' }),
  })
/** `string_agg(distinct text, separator)`: equal texts once, in the order of the texts. Not on SQLite. */
export const stringAggDistinct = <R extends string, N extends Reason, F extends Need>(
  of: Expr<any, 'text', R, N, F>,
  separator: string,
): Expr<string, 'text', Aggregated<R>, 'empty:' | Perhaps<N>, F | 'stringAggDistinct'> =>
  aggregate('string_agg', [of, given(separator, textType)], textType, {
    distinct: true,
    orderBy: ordersOf(of),
    needs: 'stringAggDistinct',
  })
/** `bool_and(condition)`: true where it is true, or null, in every row; null over no rows. `min` of 0 and 1 elsewhere. */
export const boolAnd = <R extends string, N extends Reason, F extends Need>(
  of: Condition<R, N, F>,
): Condition<Aggregated<R>, 'empty:' | Perhaps<N>, F> => aggregate('bool_and', [of], booleanType)
/** `bool_or(condition)`: true where it is true in a row; null over no rows. `max` of 0 and 1 elsewhere. */
export const boolOr = <R extends string, N extends Reason, F extends Need>(
  of: Condition<R, N, F>,
): Condition<Aggregated<R>, 'empty:' | Perhaps<N>, F> => aggregate('bool_or', [of], booleanType)
/** `stddev_samp(number)`: the standard deviation of a sample; null over fewer than two rows. Not on SQLite. */
export const stddevSamp = <R extends string, F extends Need>(
  of: Expr<any, NumberKind, R, any, F>,
): Expr<number, 'real', Aggregated<R>, null, F | 'deviation'> =>
  aggregate('stddev_samp', [of], realType, { needs: 'deviation' })
/** `stddev_pop(number)`: the standard deviation of all there is; null over no rows. Not on SQLite. */
export const stddevPop = <R extends string, N extends Reason, F extends Need>(
  of: Expr<any, NumberKind, R, N, F>,
): Expr<number, 'real', Aggregated<R>, 'empty:' | Perhaps<N>, F | 'deviation'> =>
  aggregate('stddev_pop', [of], realType, { needs: 'deviation' })
/** `var_samp(number)`: the variance of a sample; null over fewer than two rows. Not on SQLite. */
export const varSamp = <R extends string, F extends Need>(
  of: Expr<any, NumberKind, R, any, F>,
): Expr<number, 'real', Aggregated<R>, null, F | 'deviation'> =>
  aggregate('var_samp', [of], realType, { needs: 'deviation' })
/** `var_pop(number)`: the variance of all there is; null over no rows. Not on SQLite. */
export const varPop = <R extends string, N extends Reason, F extends Need>(
  of: Expr<any, NumberKind, R, N, F>,
): Expr<number, 'real', Aggregated<R>, 'empty:' | Perhaps<N>, F | 'deviation'> =>
  aggregate('var_pop', [of], realType, { needs: 'deviation' })

/** `grouping(…)`: 1 in rows of a ROLLUP, CUBE or GROUPING SETS that are not grouped by the expression, else 0. PostgreSQL and MySQL. */
export const grouping = <R extends string, F extends Need>(
  of: Expr<any, any, R, any, F>,
): Expr<number, 'integer', R, never, F | 'grouping'> => call('grouping', [of], integerType, { needs: 'grouping' })

/** A sum may have more digits than the column allows. */
const summed = (type: SqlType): SqlType =>
  type.kind === 'numeric' && type.args.length > 0 ? { ...type, args: [] } : type

function extreme(name: 'min' | 'max', of: unknown): any {
  const { type } = nodeOf(of)
  if (!unordered.has(type.kind)) return aggregate(name, [of as AnyExpr], type)
  throw new StatementError(
    `not every database has ${name} of ${type.kind}; ${type.kind === 'boolean' ? 'say boolAnd or boolOr' : 'cast it first'}`,
  )
}

const sums = (of: unknown, more?: { readonly distinct: true }): any =>
  aggregate('sum', [of as AnyExpr], summed(numbers('sum', of)), more)

const averages = (of: unknown, more?: { readonly distinct: true }): any =>
  aggregate('avg', [of as AnyExpr], numbers('avg', of).kind === 'numeric' ? numericType() : realType, more)

/** The type of an expression of numbers. */
function numbers(name: string, of: unknown): SqlType {
  const { type } = nodeOf(of)
  if (isNumber(type)) return type
  throw new StatementError(`${name} needs numbers, not ${type.kind}; cast it first`)
}

const unordered: ReadonlySet<Kind> = new Set(['boolean', 'json', 'uuid', 'bytes', 'range', 'tsvector', 'tsquery'])
