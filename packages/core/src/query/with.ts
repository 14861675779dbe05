import type { CteNode, Output, QueryNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Built, queryNodeOf } from '../expr/built.ts'
import type { Inner, NeedsIn, OwnProblem } from '../expr/row.ts'
import type { Need, StatementTypes } from '../expr/scope.ts'
import type { Derived } from '../expr/source.ts'
import { outputsOf } from '../tree/united.ts'
import { derived } from './select.ts'
import type { NextMember } from './set.ts'

/** A query as a source under a name. */
type Named<Q, Alias extends string, More extends Need = never> = Q extends {
  readonly '~types': StatementTypes<infer S, any, any, infer Proven, any, infer Needs extends Need>
}
  ? Derived<S, Alias, Proven, Needs | More>
  : never

/** What a WITH query needs besides what its query does. */
type CteNeeds<Q, M> =
  | (Q extends { readonly '~change': any } ? 'changingCte' : never)
  | (M extends boolean ? 'materialized' : never)

/**
 * `WITH name AS (…)`: a query under a name, as a plain value. What reads it needs nothing more: the WITH clause
 * is collected from the statement, each query once, behind those that it reads itself. With `materialized: true` the
 * database computes it by itself, with `false` it may merge it into what reads it (PostgreSQL, SQLite). On PostgreSQL
 * it may be an INSERT, UPDATE or DELETE with RETURNING.
 */
export function cte<const Name extends string, Q, M extends boolean | undefined = undefined>(
  name: Name,
  query: [OwnProblem<Q>] extends [never] ? Inner<Q> : OwnProblem<Q>,
  options: { readonly materialized?: M } = {},
): Named<Q, Name, CteNeeds<Q, M>> {
  const inner = rowsNode(query)
  const columns = outputsIn(inner)
  const node: CteNode = {
    name,
    columns: columns.map(({ key }) => key),
    recursive: false,
    materialized: options.materialized,
    query: inner,
  }
  return derived({ kind: 'cte', cte: node, alias: name }, columns, name)
}

/**
 * `WITH RECURSIVE`: the rows of `first`, and then again and again those that `next` makes of the last ones,
 * until there are no new ones. Rows that came already are left out (UNION); with `all` they are kept (UNION ALL).
 */
export function recursive<const Name extends string, Q, Next>(
  name: Name,
  first: Inner<Q>,
  next: (self: Named<Q, Name>) => NextMember<Q, Next>,
  options: { readonly all?: boolean } = {},
): Named<Q, Name, NeedsIn<Next>> {
  const start = queryNode(first)
  const node: CteNode = { name, columns: columnsIn(start), recursive: true, materialized: undefined, query: start }
  const self = derived({ kind: 'cte', cte: node, alias: name }, outputsOf(start), name)
  const step = queryNode(next(self))
  sameKeys(start, step)
  node.query = {
    kind: 'set',
    members: [start, step],
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

/** A statement that gives rows: a query, or a change with RETURNING. */
function rowsNode(query: unknown): CteNode['query'] {
  const node = Built.nodeOf(query)
  if (node?.kind === 'insert' || node?.kind === 'update' || node?.kind === 'delete') return node
  return queryNode(query)
}

function outputsIn(node: CteNode['query']): readonly Output[] {
  if (node.kind === 'select' || node.kind === 'set') return outputsOf(node)
  if (node.returning) return node.returning
  throw new StatementError('a change in a WITH query gives no rows; add .returning(…)')
}

const queryNode = (query: unknown): QueryNode => queryNodeOf(query, 'a WITH query is a query, like select(…).from(…)')
