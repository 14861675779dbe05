import type { ParamNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import type { SqlType } from '../types/sql-type.ts'
import { roomFor, textType } from '../types/standard.ts'

/** What a value is checked as beside an expression: it may be longer, or have more digits, than what its column holds. */
export function comparable(type: SqlType, value: unknown): SqlType {
  if (type.map) return type
  if (type.kind === 'numeric') return roomFor(type, value)
  if (type.kind !== 'text') return type
  return type.sensitive ? sensitiveText : textType
}

const sensitiveText: SqlType = { ...textType, sensitive: true }

/** A bound value; `undefined` and `null` are refused here, where the mistake is. */
export function param(value: unknown, type: SqlType, label: string | undefined): ParamNode {
  if (value === undefined) {
    throw new StatementError(
      `${label ?? 'a value'} is compared with undefined; leave the condition out or give a value`,
    )
  }
  if (value === null) {
    throw new StatementError(`${label ?? 'a value'} is compared with null; use isNull() or isNotNull()`)
  }
  return { kind: 'param', value, type, label }
}
