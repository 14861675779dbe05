import type { ExprNode, Output, OutputNode } from '../../ast.ts'
import { columnOf } from '../../tree/make.ts'

/** Expressions as a query around theirs sees them: as columns of a subquery. */
export interface Seen {
  /** The select list of the subquery. */
  readonly outputs: readonly OutputNode[]
  /** The column of an expression; what is not in the subquery stays itself. */
  readonly column: (expr: ExprNode) => ExprNode
  /** A select list of the query around. */
  readonly through: (outputs: readonly Output[]) => Output[]
}

export function seenAs(alias: string, exprs: readonly ExprNode[]): Seen {
  const columns = new Map(exprs.map((expr, i) => [expr, columnOf(alias, `c${i}`, expr.type)]))
  const column = (expr: ExprNode): ExprNode => columns.get(expr) ?? expr
  const through = (outputs: readonly Output[]): Output[] =>
    outputs.map((output) =>
      'expr' in output
        ? { key: output.key, expr: column(output.expr) }
        : { ...output, outputs: through(output.outputs), presence: output.presence && column(output.presence) },
    )
  return { outputs: exprs.map((expr, i) => ({ key: `c${i}`, expr })), column, through }
}
