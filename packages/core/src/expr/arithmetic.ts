// Arithmetic as data: which kind comes of two, and what a division is on every database.
import type { CastNode, ExprNode, InfixNode, PrefixNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import type { Kind } from '../types/kinds.ts'
import type { SqlType } from '../types/sql-type.ts'
import { bigintType, integerType, numericType, realType } from '../types/standard.ts'

const byWidth: readonly (readonly [Kind, SqlType])[] = [
  ['real', realType],
  ['numeric', numericType()],
  ['bigint', bigintType],
  ['integer', integerType],
]

/** True for a type of numbers. */
export const isNumber = ({ kind }: SqlType): boolean => byWidth.some(([number]) => number === kind)

/** Two numbers and an operator between them; the result is the wider of both kinds. */
export function arithmetic(operator: '+' | '-' | '*' | '/' | 'div' | '%', left: ExprNode, right: ExprNode): InfixNode {
  const wider = byWidth.find(([kind]) => left.type.kind === kind || right.type.kind === kind)
  if (!wider) throw new StatementError(`${operator} needs numbers, not ${left.type.kind}`)
  return { kind: 'infix', operator, operands: [left, right], type: wider[1] }
}

/** `-` before a number. */
export function negated(operand: ExprNode): PrefixNode {
  if (!isNumber(operand.type)) throw new StatementError(`negate needs a number, not ${operand.type.kind}`)
  return { kind: 'prefix', operator: '-', operand, type: operand.type }
}

/**
 * A division. PostgreSQL refuses one by zero, and MySQL does where rows are written; an expression is put behind NULLIF,
 * so that it is null everywhere, and a plain value that is zero is refused.
 */
export function division(
  operator: '/' | 'div' | '%',
  left: ExprNode,
  divisor: ExprNode,
  isExpression: boolean,
): InfixNode {
  const wholes = isWhole(left) && isWhole(divisor)
  if (operator === 'div' && !wholes) throw new StatementError('intDiv needs integers; use div')
  if (operator === '%' && [left, divisor].some((node) => node.type.kind === 'real'))
    throw new StatementError('mod needs integers or numeric, not real; cast it first')
  if (!isExpression && divisor.kind === 'param' && isZero(divisor.value))
    throw new StatementError('a number is divided by zero; divide by an expression to get null there')
  const by: ExprNode = isExpression
    ? { kind: 'call', name: 'nullif', args: [divisor, zero], type: divisor.type }
    : divisor
  if (operator !== '/' || !wholes) return arithmetic(operator, left, by)
  const real: CastNode = { kind: 'cast', operand: left, type: realType }
  return { kind: 'infix', operator: '/', operands: [real, by], type: realType }
}

const isWhole = ({ type: { kind } }: ExprNode): boolean => kind === 'integer' || kind === 'bigint'

const zero: ExprNode = { kind: 'fragment', texts: ['0'], nodes: [], type: integerType }

const isZero = (value: unknown): boolean =>
  value === 0 || value === 0n || (typeof value === 'string' && /^[+-]?(0+\.?0*|\.0+)$/.test(value))
