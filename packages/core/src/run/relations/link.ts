// How a correlated query goes with the rows around it: by which of their columns it could be asked for many at once.
import type { ColumnNode, ExprNode, SelectNode } from '../../ast.ts'
import { gathering } from '../../compile/ansi/rows.ts'
import { leavesOf } from '../../compile/shape.ts'
import { outerAliases } from '../../expr/outer.ts'
import { allOf, infix } from '../../tree/make.ts'

/** Columns of the enclosing row, the columns of the query that equal them, and what else is in its WHERE. */
export interface Link {
  readonly outer: readonly ColumnNode[]
  readonly inner: readonly ColumnNode[]
  readonly rest: ExprNode | undefined
}

/**
 * The link of a query; undefined where it reads the enclosing row in another way too, or computes over its rows as a
 * whole, so that the rows of many could not be told apart.
 */
export function linkOf(query: SelectNode): Link | undefined {
  if (!isByRow(query)) return undefined
  const own = aliasesOf(query)
  const outer: ColumnNode[] = []
  const inner: ColumnNode[] = []
  const rest: ExprNode[] = []
  for (const condition of conjuncts(query.where)) {
    const pair = pairOf(condition, own)
    if (pair) {
      outer.push(pair[0])
      inner.push(pair[1])
    } else {
      rest.push(condition)
    }
  }
  const where = allOf(rest)
  if (outer.length === 0 || outerAliases({ ...query, where }).length > 0) return undefined
  return { outer, inner, rest: where }
}

/** The sources of a query itself. */
export const aliasesOf = ({ from, joins }: SelectNode): ReadonlySet<string> =>
  new Set([from, ...joins.map((join) => join.source)].flatMap((source) => source?.alias ?? []))

/** `tracks.artist_id = artists.id`, with the columns of the row around as they can be read. */
export const equal = (
  { inner, outer }: { readonly inner: readonly ExprNode[]; readonly outer: readonly ExprNode[] },
  column: (expr: ExprNode) => ExprNode,
): ExprNode[] => inner.map((own, i) => infix('=', [own, column(outer[i] as ExprNode)]))

/** The conditions of which a condition is the AND. */
export function conjuncts(where: ExprNode | undefined): readonly ExprNode[] {
  if (!where) return []
  return where.kind === 'infix' && where.operator === 'and' ? where.operands.flatMap(conjuncts) : [where]
}

/** `tracks.artist_id = artists.id`, with the outer column first. */
function pairOf(condition: ExprNode, own: ReadonlySet<string>): readonly [ColumnNode, ColumnNode] | undefined {
  if (condition.kind !== 'infix' || condition.operator !== '=') return undefined
  const [left, right] = condition.operands
  if (left?.kind !== 'column' || right?.kind !== 'column' || own.has(left.source) === own.has(right.source))
    return undefined
  return own.has(left.source) ? [right, left] : [left, right]
}

/** True where each row stands for itself, or for its group, whatever other rows there are. */
function isByRow(query: SelectNode): boolean {
  const { from, distinct, distinctOn, groupBy, grouping, having, withTies, lock, limit, offset, orderBy } = query
  if (!from || withTies || lock || distinctOn.length > 0 || grouping.length > 0) return false
  if (distinct && (limit || offset)) return false
  const found = gathering([...leavesOf(query.outputs).map(({ expr }) => expr), having, ...orderBy.map(({ by }) => by)])
  return !found.window && !found.perhaps && (groupBy.length > 0 || (!found.aggregate && !having))
}
