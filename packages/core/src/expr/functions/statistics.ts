// Aggregates of statistics, one line each: where among ordered values one stands, and how two of them go together.

import { StatementError } from '../../errors.ts'
import type { Kind, NumberKind } from '../../types/kinds.ts'
import { integerType, realType } from '../../types/standard.ts'
import { aggregate, type Expr } from '../expr.ts'
import type { Aggregated, Need, Perhaps, Reason } from '../scope.ts'
import { given } from './argument.ts'

/** An aggregate of two numbers, over the rows in which neither is null. */
export type Regression = <R extends string, F extends Need, R2 extends string, F2 extends Need>(
  y: Expr<any, NumberKind, R, any, F>,
  x: Expr<any, NumberKind, R2, any, F2>,
) => Expr<number, 'real', Aggregated<R | R2>, null, F | F2 | 'regression'>

/**
 * `percentile_cont(fraction) WITHIN GROUP (ORDER BY number)`: the value below which so much of the rows is, between two of
 * them if need be; 0.5 is the median. As `real`; null over no rows. PostgreSQL only.
 */
export const percentileCont = <R extends string, N extends Reason, F extends Need>(
  of: Expr<any, NumberKind, R, N, F>,
  fraction: number,
): Expr<number, 'real', Aggregated<R>, 'empty:' | Perhaps<N>, F | 'orderedSet'> =>
  aggregate('percentile_cont', [part(fraction), of], realType, { needs: 'orderedSet' })
/** `percentile_disc(fraction) WITHIN GROUP (ORDER BY value)`: the first value at which so much of the rows is reached. PostgreSQL only. */
export const percentileDisc = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
  fraction: number,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F | 'orderedSet'> =>
  aggregate('percentile_disc', [part(fraction), of], of.node.type, { needs: 'orderedSet' })
/** `mode() WITHIN GROUP (ORDER BY value)`: the value that comes most often, the least of several. PostgreSQL only. */
export const mode = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F | 'orderedSet'> =>
  aggregate('mode', [of], of.node.type, { needs: 'orderedSet' })
/** `corr(y, x)`: from -1 to 1. PostgreSQL only. */
export const corr: Regression = (y, x) => aggregate('corr', [y, x], realType, regression)
/** `covar_samp(y, x)`. PostgreSQL only. */
export const covarSamp: Regression = (y, x) => aggregate('covar_samp', [y, x], realType, regression)
/** `covar_pop(y, x)`. PostgreSQL only. */
export const covarPop: Regression = (y, x) => aggregate('covar_pop', [y, x], realType, regression)
/** `regr_slope(y, x)`: how steep the line through the points is. PostgreSQL only. */
export const regrSlope: Regression = (y, x) => aggregate('regr_slope', [y, x], realType, regression)
/** `regr_intercept(y, x)`: where that line is at 0. PostgreSQL only. */
export const regrIntercept: Regression = (y, x) => aggregate('regr_intercept', [y, x], realType, regression)
/** `regr_r2(y, x)`: how much of it the line explains, from 0 to 1. PostgreSQL only. */
export const regrR2: Regression = (y, x) => aggregate('regr_r2', [y, x], realType, regression)
/** `regr_count(y, x)`: in how many rows neither is null. PostgreSQL only. */
export const regrCount = <R extends string, F extends Need, R2 extends string, F2 extends Need>(
  y: Expr<any, NumberKind, R, any, F>,
  x: Expr<any, NumberKind, R2, any, F2>,
): Expr<number, 'integer', Aggregated<R | R2>, never, F | F2 | 'regression'> =>
  aggregate('regr_count', [y, x], integerType, regression)
/** `bit_and(number)`: the bits that are in all rows; null over no rows. Not on SQLite. */
export const bitAndAgg = <V, K extends 'integer' | 'bigint', R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F | 'bitAggregates'> =>
  aggregate('bit_and', [of], of.node.type, { needs: 'bitAggregates' })
/** `bit_or(number)`: the bits that are in any row; null over no rows. Not on SQLite. */
export const bitOrAgg = <V, K extends 'integer' | 'bigint', R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F | 'bitAggregates'> =>
  aggregate('bit_or', [of], of.node.type, { needs: 'bitAggregates' })

const regression = { needs: 'regression' } as const

function part(fraction: unknown) {
  if (typeof fraction === 'number' && fraction >= 0 && fraction <= 1) return given(fraction, realType)
  throw new StatementError('a percentile takes a number from 0 to 1')
}
