import type { CteNode, QueryNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { outputsOf, type QueryLike } from '../expr/expr.ts'
import type { Need } from '../expr/scope.ts'
import type { DerivedColumns, Source } from '../expr/source.ts'
import { derived } from './select.ts'

/** A WITH query as a source. */
export type Cte<Alias extends string, S, Proven extends string> = Source<Alias, DerivedColumns<S, Alias, Proven>> &
  DerivedColumns<S, Alias, Proven>

/**
 * `WITH name AS (…)`: a query under a name, as a plain value. What reads it needs nothing more: the WITH clause
 * is collected from the statement, each query once, behind those that it reads itself.
 */
export function cte<const Name extends string, S, Proven extends string>(
  name: Name,
  query: QueryLike<S, any, Proven, any, Need, never>,
): Cte<Name, S, Proven> {
  const node: CteNode = { name, columns: columnsIn(query.node), recursive: false, query: query.node }
  return derived({ kind: 'cte', cte: node, alias: name }, query.node, name)
}

/**
 * `WITH RECURSIVE`: the rows of `first`, and then again and again those that `next` makes of the last ones,
 * until there are no new ones. Rows that came already are left out (UNION); with `all` they are kept (UNION ALL).
 */
export function recursive<const Name extends string, S, Proven extends string>(
  name: Name,
  first: QueryLike<S, any, Proven, any, Need, never>,
  next: (self: Cte<Name, S, Proven>) => QueryLike<{ readonly [Key in keyof S]: unknown }, any, any, any, Need, never>,
  options: { readonly all?: boolean } = {},
): Cte<Name, S, Proven> {
  const node: CteNode = { name, columns: columnsIn(first.node), recursive: true, query: first.node }
  const self = derived({ kind: 'cte', cte: node, alias: name }, first.node, name)
  const step = next(self).node
  sameKeys(first.node, step)
  node.query = {
    kind: 'set',
    members: [first.node, step],
    operator: 'union',
    all: options.all === true,
    orderBy: [],
    limit: undefined,
    offset: undefined,
  }
  return self
}

const columnsIn = (query: QueryNode): string[] => outputsOf(query).map((output) => output.key)

/** Checks that two queries have the same keys in the same order. */
function sameKeys(first: QueryNode, second: QueryNode): void {
  const [left, right] = [columnsIn(first), columnsIn(second)]
  if (left.join('\0') !== right.join('\0')) {
    throw new StatementError(
      `both parts of a recursive query select the same keys in the same order; these select ${left.join(', ')} and ${right.join(', ')}`,
    )
  }
}
