import type { StatementNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { type Replacements, replaced } from '../tree/replace.ts'
import { Built } from './built.ts'
import { Expr } from './expr.ts'

/**
 * The statement or expression with other nodes in the place of some: a function for each kind of node that is to be
 * replaced gets the node, with its parts replaced already, and gives what comes into its place, or the node as it is.
 *
 * `transform(query, { table: (table) => ({ ...table, schema: 'archive' }) })`
 *
 * What holds no replaced node stays the very same object, a node that stands in several places is replaced once, and
 * where nothing is replaced the statement itself comes back. The type of the rows stays what it was: a replacement is
 * of the same type as what it replaces, and reads only what is in FROM there.
 */
export function transform<Q extends { readonly node: unknown }>(statement: Q, replacements: Replacements): Q {
  if (statement instanceof Expr) {
    const node = replaced(statement.node, replacements)
    return (node === statement.node ? statement : new Expr<any, any, any, any, any>(node)) as unknown as Q
  }
  const renewed = Built.renewed(statement, (node: StatementNode) => replaced(node, replacements))
  if (renewed) return renewed as unknown as Q
  throw new StatementError('transform takes a statement or an expression')
}
