// Operators on the bits of whole numbers, one line each.

import type { SqlType } from '../../types/sql-type.ts'
import { bigintType } from '../../types/standard.ts'
import { type AnyExpr, call, Expr, operand } from '../expr.ts'
import type { Need, Reason } from '../scope.ts'
import { type CountOr, counted } from './argument.ts'

type WholeKind = 'integer' | 'bigint'

/** An operator on two whole numbers: of the wider of both kinds. */
export type BitOperator = <
  V,
  K extends WholeKind,
  R extends string,
  N extends Reason,
  F extends Need,
  K2 extends WholeKind = K,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  left: Expr<V, K, R, N, F>,
  right: V | Expr<any, K2, R2, N2, F2>,
) => Expr<
  'bigint' extends K | K2 ? bigint : number,
  'bigint' extends K | K2 ? 'bigint' : 'integer',
  R | R2,
  N | N2,
  F | F2
>

/** `a & b`: the bits that are in both. */
export const bitAnd: BitOperator = (left, right) => bits('bit_and_of', left, right)
/** `a | b`: the bits that are in one of them, or in both. */
export const bitOr: BitOperator = (left, right) => bits('bit_or_of', left, right)
/** `a # b` on PostgreSQL, `a ^ b` on MySQL: the bits that are in one of them and not in the other. */
export const bitXor: BitOperator = (left, right) => bits('bit_xor_of', left, right)
/** `~a`: the bits that are not in it, which is -a - 1. */
export const bitNot = <V, K extends WholeKind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): Expr<V, K, R, N, F> => call('bit_not_of', [of], of.node.type)
/** `a << n`: times 2 to the power of n, as `bigint`; what leaves its 64 bits is lost. n is from 0 to 63. */
export const shiftLeft = <R extends string, N extends Reason, F extends Need>(
  of: Expr<any, WholeKind, R, N, F>,
  by: CountOr<R, N, F>,
): Expr<bigint, 'bigint', R, N, F> => call('shift_left', [of, counted('shiftLeft', by, 0)], bigintType)
/** `a >> n`: divided by 2 to the power of n, downwards. n is from 0 to 63, and of `integer` to 31. */
export const shiftRight = <V, K extends WholeKind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
  by: CountOr<R, N, F>,
): Expr<V, K, R, N, F> => call('shift_right', [of, counted('shiftRight', by, 0)], of.node.type)

function bits(name: string, left: AnyExpr, right: unknown): any {
  const other = new Expr<any, any, any, any, any>(operand(right, left))
  return call(name, [left, other], wider(left.node.type, other.node.type))
}

const wider = (one: SqlType, other: SqlType): SqlType => (other.kind === 'bigint' ? other : one)
