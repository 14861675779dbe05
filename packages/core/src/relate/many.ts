import type { RowsNode, SelectNode, Strategy } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Built } from '../expr/built.ts'
import { asSelect, Nested, rowsNode } from '../expr/nested.ts'
import type { Inner, NeedsIn, OuterIn, RowIn } from '../expr/row.ts'
import type { Need, Reason } from '../expr/scope.ts'
import { rowCount } from '../query/select.ts'

/** The rows of a query, as an entry of a select list. */
export class NestedQuery<
  out Value,
  out Refs extends string,
  out Nulls extends Reason,
  out Needs extends Need,
> extends Nested<Value, Refs, Nulls, Needs> {
  readonly #query: SelectNode
  readonly #one: boolean
  readonly #strategy: Strategy | undefined

  constructor(query: SelectNode, one: boolean, strategy?: Strategy) {
    super()
    this.#query = query
    this.#one = one
    this.#strategy = strategy
  }

  get node(): RowsNode {
    return rowsNode(this.#query, this.#one, this.#strategy)
  }

  /** How the rows are fetched; they are the same either way. Without it the measurements decide. */
  strategy(how: Strategy): NestedQuery<Value, Refs, Nulls, Needs> {
    return new NestedQuery(this.#query, this.#one, how)
  }
}

/**
 * The rows of any query as an entry of a select list: a list of objects, empty where the query gives none. With
 * `.correlate(artists)` it reads the row of the enclosing query:
 * `many(select({ title: tracks.title }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id)))`.
 */
export const many = <Q>(query: Inner<Q>): NestedQuery<RowIn<Q>[], OuterIn<Q>, never, NeedsIn<Q>> =>
  new NestedQuery(selectOf(query), false)

/** The first row of any query as an entry of a select list: an object, or null where the query gives none. */
export const one = <Q>(query: Inner<Q>): NestedQuery<RowIn<Q>, OuterIn<Q>, null, NeedsIn<Q>> =>
  new NestedQuery({ ...selectOf(query), limit: rowCount('limit', 1) }, true)

function selectOf(query: unknown): SelectNode {
  const node = Built.nodeOf(query)
  if (node?.kind === 'select' || node?.kind === 'set') return asSelect(node)
  throw new StatementError('a query is needed here, like select(…).from(…)')
}
