// What a function takes besides expressions: plain values, counts, words.
import { StatementError } from '../../errors.ts'
import type { SqlType } from '../../types/sql-type.ts'
import { integerType } from '../../types/standard.ts'
import { type AnyExpr, Expr } from '../expr.ts'
import { param } from '../param.ts'
import type { Need, Reason } from '../scope.ts'

/** A text or an expression of one. */
export type TextOr<R extends string, N extends Reason, F extends Need> = string | Expr<any, 'text', R, N, F>

/** A whole number or an expression of one. */
export type CountOr<R extends string, N extends Reason, F extends Need> = number | Expr<any, 'integer', R, N, F>

/** A plain value as a parameter of a type; an expression stays what it is. */
export function given(value: unknown, type: SqlType): AnyExpr {
  if (value instanceof Expr) return value
  if (value === null || value === undefined)
    throw new StatementError(`an argument of a function is ${value}; say nullOf(type) for NULL`)
  return new Expr(param(value, type, undefined))
}

/** A count as a parameter. A plain one is checked: below `least` the databases give different answers. */
export const counted = (of: string, value: unknown, least: number): AnyExpr =>
  value instanceof Expr ? value : given(whole(of, value, least), integerType)

/** A whole number that is checked and stands in the text: a part of what is asked for, as the scale of a type is. */
export const written = (of: string, value: unknown, least: number): AnyExpr =>
  word(String(whole(of, value, least)), integerType)

/** A word from a closed list, as the text has it. */
export function keyword<W extends string>(of: string, value: unknown, words: readonly W[], type: SqlType): AnyExpr {
  if (words.includes(value as W)) return word(value as W, type)
  throw new StatementError(`${of} takes one of ${words.join(', ')}`)
}

const word = (text: string, type: SqlType): AnyExpr => new Expr({ kind: 'fragment', texts: [text], nodes: [], type })

/** The number itself, once it is known to be whole and in range. */
export function whole(of: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value < 2 ** 31) return value
  throw new StatementError(`${of} takes a whole number, ${least} or more`)
}
