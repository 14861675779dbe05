import type { TargetNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Expr, orderOf } from '../expr/expr.ts'
import type { Reason } from '../expr/scope.ts'
import { type ColumnDefs, columnName, definition, nameOfColumn } from '../schema/table.ts'
import type { Kind } from '../types/kinds.ts'
import { nameOf, type Target, target } from './target.ts'

/** The value that INSERT would have stored in the column: `excluded(tracks.price)` in DO UPDATE. */
export function excluded<Value, K extends Kind, R extends string, N extends Reason>(
  column: Expr<Value, K, R, N, never>,
): Expr<Value, K, `excluded:${R}`, N, never> {
  const { node } = column
  if (node.kind !== 'column') throw new StatementError('excluded takes a column of the table')
  return new Expr({ kind: 'excluded', name: node.name, type: node.type })
}

/** The columns of a conflict, checked to be a key of the table. */
export function uniqueKey(table: Target<any, any, any>, columns: readonly unknown[]): TargetNode[] {
  const { defs, constraints } = table[definition]
  const entries = Object.entries(defs as ColumnDefs)
  const names = columns.map((column) => nameOfColumn(column instanceof Expr ? column.node : undefined))
  const single = entries
    .filter(([, def]) => def.options.primaryKey || def.options.unique)
    .map(([key, def]) => [columnName(key, def)])
  const several = constraints().flatMap((constraint) => {
    if (constraint.kind === 'primaryKey' || constraint.kind === 'unique')
      return [constraint.columns.map(({ node }) => nameOfColumn(node))]
    if (constraint.kind !== 'index' || !constraint.unique || constraint.where) return []
    return [constraint.columns.map((column) => nameOfColumn(orderOf(column).by))]
  })
  const isKey = (key: readonly string[]): boolean =>
    key.length === names.length && key.every((name) => names.includes(name))
  if (![...single, ...several].some(isKey)) {
    throw new StatementError(
      `${names.map((name) => `${nameOf(table)}.${name}`).join(', ')} is no unique key; onConflict takes the columns of a primary key or of a unique key`,
    )
  }
  return names.map((name) =>
    target(table, (entries.find(([key, def]) => columnName(key, def) === name) as [string, unknown])[0]),
  )
}
