import type { Assignment } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Expr } from '../expr/expr.ts'
import { columnIn } from '../schema/table.ts'
import { type Target, written } from './target.ts'

/** One column of SET with its value or expression. */
export function assignment(table: Target<any, any, any>, key: string, value: unknown): Assignment {
  const column = written(table, key)
  if (value instanceof Expr) return { column, to: value.node }
  if (value === undefined)
    throw new StatementError(`column ${column.label} is set to undefined; leave the key out or give a value`)
  if (value === null && !columnIn(table, key).options.nullable)
    throw new StatementError(`column ${column.label} is NOT NULL; give it a value`)
  return {
    column,
    to:
      value === null
        ? { kind: 'constant', value: null, type: column.type }
        : { kind: 'param', value, type: column.type, label: column.label },
  }
}
