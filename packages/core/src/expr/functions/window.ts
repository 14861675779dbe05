// Window functions, one line each: they are nothing without OVER.
import type { ExprNode } from '../../ast.ts'
import type { Kind } from '../../types/kinds.ts'
import type { SqlType } from '../../types/sql-type.ts'
import { integerType, realType } from '../../types/standard.ts'
import { type Alternative, type AnyExpr, call, Expr, operand, type Window, windowOf } from '../expr.ts'
import type { Filled, Frame, FrameNeeds } from '../frame.ts'
import type { In } from '../operand.ts'
import type { Need, Reason } from '../scope.ts'
import { written } from './argument.ts'

/** A function that needs OVER; `over` makes it an expression. */
export class WindowFunction<
  out Value,
  out K extends Kind,
  out Refs extends string,
  out Nulls extends Reason,
  out Needs extends Need,
> {
  readonly #call: Expr<any, any, any, any, any>

  constructor(name: string, args: readonly Expr<any, any, any, any, any>[], type: SqlType, needs?: string) {
    this.#call = call(name, args, type, needs === undefined ? {} : { needs })
  }

  /** `OVER (PARTITION BY … ORDER BY …)`. */
  over<R extends string = never, F extends Need = never, const Fr extends Frame = never>(
    window?: Window<R, F, Fr>,
  ): Expr<Value, K, 'over:' | Refs | R, Exclude<Nulls, Filled<Fr>>, Needs | F | FrameNeeds<Fr>> {
    return new Expr({ ...(this.#call.node as Extract<ExprNode, { kind: 'call' }>), over: windowOf(window) })
  }
}

/** `row_number()`: 1, 2, 3 … in the window's order. */
export const rowNumber = (): WindowFunction<number, 'integer', never, never, never> =>
  new WindowFunction('row_number', [], integerType)
/** `rank()`: peers get the same number, and numbers are left out behind them. */
export const rank = (): WindowFunction<number, 'integer', never, never, never> =>
  new WindowFunction('rank', [], integerType)
/** `dense_rank()`: peers get the same number, and none is left out. */
export const denseRank = (): WindowFunction<number, 'integer', never, never, never> =>
  new WindowFunction('dense_rank', [], integerType)
/** `percent_rank()`: how many of the other rows come before, from 0 to 1. */
export const percentRank = (): WindowFunction<number, 'real', never, never, never> =>
  new WindowFunction('percent_rank', [], realType)
/** `cume_dist()`: how many of all rows come before or are peers, above 0 up to 1. */
export const cumeDist = (): WindowFunction<number, 'real', never, never, never> =>
  new WindowFunction('cume_dist', [], realType)
/** `ntile(parts)`: the rows in so many parts of about one size, numbered from 1. */
export const ntile = (parts: number): WindowFunction<number, 'integer', never, never, never> =>
  new WindowFunction('ntile', [written('ntile', parts, 1)], integerType)
/** `first_value(…)`: the value in the first row of the frame. */
export const firstValue = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): WindowFunction<V, K, R, N | 'empty:', F> => new WindowFunction('first_value', [of], of.node.type)
/**
 * `last_value(…)`: the value in the last row of the frame. Without a frame that is the current row or its last peer:
 * give `frame: { rows: ['unboundedPreceding', 'unboundedFollowing'] }` for the partition's last.
 */
export const lastValue = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): WindowFunction<V, K, R, N | 'empty:', F> => new WindowFunction('last_value', [of], of.node.type)
/** `nth_value(…, n)`: the value in the n-th row of the frame, from 1; null where it has fewer. */
export const nthValue = <V, K extends Kind, R extends string, F extends Need>(
  of: Expr<V, K, R, any, F>,
  n: number,
): WindowFunction<V, K, R, null, F> => new WindowFunction('nth_value', [of, written('nthValue', n, 1)], of.node.type)
/** `lag(…, offset, otherwise)`: the value so many rows before, 1 unless told; `otherwise`, or null, where there is none. */
export const lag = <V, K extends Kind, R extends string, N extends Reason, F extends Need, const D = never>(
  of: Expr<V, K, R, N, F>,
  offset?: number,
  otherwise?: Alternative<D, V, K, 'lag', any, any, any>,
): Shifted<V, K, R, N, F, D> => shifted('lag', of, offset, otherwise)
/** `lead(…, offset, otherwise)`: the value so many rows behind, 1 unless told; `otherwise`, or null, where there is none. */
export const lead = <V, K extends Kind, R extends string, N extends Reason, F extends Need, const D = never>(
  of: Expr<V, K, R, N, F>,
  offset?: number,
  otherwise?: Alternative<D, V, K, 'lead', any, any, any>,
): Shifted<V, K, R, N, F, D> => shifted('lead', of, offset, otherwise)

type Shifted<V, K extends Kind, R extends string, N extends Reason, F extends Need, D> = WindowFunction<
  V,
  K,
  R | (In<D, 'refs'> & string),
  [D] extends [never] ? null : N | (In<D, 'nulls'> & Reason),
  F | (In<D, 'needs'> & Need) | ([D] extends [never] ? never : 'lagDefault')
>

function shifted(name: 'lag' | 'lead', of: AnyExpr, offset: number | undefined, otherwise: unknown): any {
  const { type } = of.node
  if (otherwise !== undefined)
    return new WindowFunction(
      name,
      [of, written(name, offset ?? 1, 0), new Expr(operand(otherwise, of))],
      type,
      'lagDefault',
    )
  return new WindowFunction(name, offset === undefined ? [of] : [of, written(name, offset, 0)], type)
}
