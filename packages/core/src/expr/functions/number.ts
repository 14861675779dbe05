// Functions of numbers, one line each. Arithmetic is methods: plus, minus, times, div, intDiv, mod, negate.
import type { NumberKind } from '../../types/kinds.ts'
import type { SqlType } from '../../types/sql-type.ts'
import { integerType, numericType, realType } from '../../types/standard.ts'
import { type AnyExpr, call, type Expr } from '../expr.ts'
import type { Need, Reason } from '../scope.ts'
import { given, whole, written } from './argument.ts'

/** `abs(number)`. */
export const abs = <V, K extends NumberKind, R extends string, N extends Reason, F extends Need>(
  number: Expr<V, K, R, N, F>,
): Expr<V, K, R, N, F> => call('abs', [number], number.node.type)
/** `sign(number)`: -1, 0 or 1. */
export const sign = <R extends string, N extends Reason, F extends Need>(
  number: Expr<any, NumberKind, R, N, F>,
): Expr<number, 'integer', R, N, F> => call('sign', [number], integerType)
/** `ceil(number)`: the next whole number upwards. */
export const ceil = <V, K extends 'numeric' | 'real', R extends string, N extends Reason, F extends Need>(
  number: Expr<V, K, R, N, F>,
): Expr<V, K, R, N, F> => call('ceil', [number], scaled(number, 0))
/** `floor(number)`: the next whole number downwards, also below zero. */
export const floor = <V, K extends 'numeric' | 'real', R extends string, N extends Reason, F extends Need>(
  number: Expr<V, K, R, N, F>,
): Expr<V, K, R, N, F> => call('floor', [number], scaled(number, 0))
/**
 * `round(number, digits)`, to a whole number unless told. Halves go away from zero for `numeric`; SQLite and `real`
 * round the binary number, of which many a half is not one. PostgreSQL and MySQL round a `real` half to the even one.
 */
export const round = <V, K extends 'numeric' | 'real', R extends string, N extends Reason, F extends Need>(
  number: Expr<V, K, R, N, F>,
  digits?: number,
): Expr<V, K, R, N, F> =>
  digits === undefined
    ? call('round', [number], scaled(number, 0))
    : call('round', [number, written('round', digits, 0)], scaled(number, whole('round', digits, 0)))
/** `power(base, exponent)`, as `real`. Outside of its domain PostgreSQL refuses and the others give null. */
export const power = <R extends string, N extends Reason, F extends Need>(
  base: Expr<any, NumberKind, R, N, F>,
  exponent: number | Expr<any, NumberKind, R, N, F>,
): Expr<number, 'real', R, N | null, F> => call('power', [base, given(exponent, realType)], realType)
/** `sqrt(number)`, as `real`. Of a number below zero PostgreSQL refuses it and the others give null. */
export const sqrt = <R extends string, N extends Reason, F extends Need>(
  number: Expr<any, NumberKind, R, N, F>,
): Expr<number, 'real', R, N | null, F> => call('sqrt', [number], realType)
/** `random()`: a `real` from 0 up to but without 1, another one in each row. */
export const random = (): Expr<number, 'real', never, never> => call('random', [], realType)

/** A type of the same kind with this many digits behind the point. */
const scaled = ({ node: { type } }: AnyExpr, digits: number): SqlType =>
  type.kind === 'numeric' ? numericType(15, digits) : type

/** A function of any number, as `real`. */
export type RealFunction<Null extends null = never> = <R extends string, N extends Reason, F extends Need>(
  number: Expr<any, NumberKind, R, N, F>,
) => Expr<number, 'real', R, N | Null, F>

/** `exp(number)`: e to its power, as `real`. */
export const exp: RealFunction = (number) => call('exp', [number], realType)
/** `ln(number)`: the natural logarithm, as `real`. Of 0 and less PostgreSQL refuses it and the others give null. */
export const ln: RealFunction<null> = (number) => call('ln', [number], realType)
/** `log10(number)`: the logarithm to base 10, as `real`. Of 0 and less PostgreSQL refuses it and the others give null. */
export const log10: RealFunction<null> = (number) => call('log10', [number], realType)
/** `trunc(number)`: without what is behind the point, towards zero. */
export const trunc = <V, K extends 'numeric' | 'real', R extends string, N extends Reason, F extends Need>(
  number: Expr<V, K, R, N, F>,
): Expr<V, K, R, N, F> => call('trunc', [number], scaled(number, 0))
/** `pi()`. */
export const pi = (): Expr<number, 'real', never, never> => call('pi', [], realType)
/** `sin(angle)`, in radians. */
export const sin: RealFunction = (angle) => call('sin', [angle], realType)
/** `cos(angle)`, in radians. */
export const cos: RealFunction = (angle) => call('cos', [angle], realType)
/** `tan(angle)`, in radians. */
export const tan: RealFunction = (angle) => call('tan', [angle], realType)
/** `asin(number)`, in radians. Outside of -1 to 1 PostgreSQL refuses it and the others give null. */
export const asin: RealFunction<null> = (number) => call('asin', [number], realType)
/** `acos(number)`, in radians. Outside of -1 to 1 PostgreSQL refuses it and the others give null. */
export const acos: RealFunction<null> = (number) => call('acos', [number], realType)
/** `atan(number)`, in radians. */
export const atan: RealFunction = (number) => call('atan', [number], realType)
/** `atan2(y, x)`: the angle of a point from the x axis, in radians. */
export const atan2 = <R extends string, N extends Reason, F extends Need>(
  y: Expr<any, NumberKind, R, N, F>,
  x: number | Expr<any, NumberKind, R, N, F>,
): Expr<number, 'real', R, N, F> => call('atan2', [y, given(x, realType)], realType)
/** `degrees(radians)`. */
export const degrees: RealFunction = (radians) => call('degrees', [radians], realType)
/** `radians(degrees)`. */
export const radians: RealFunction = (angle) => call('radians', [angle], realType)
