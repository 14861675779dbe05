// Rows inside of a row: what a relation, `many(…)` and `one(…)` are in a select list.
import type { Output, QueryNode, RowsNode, SelectNode, Strategy } from '../ast.ts'
import { emptySelect } from '../tree/empty.ts'
import type { SqlType } from '../types/sql-type.ts'
import { refuse } from '../types/standard.ts'
import { outerAliases } from './outer.ts'
import type { Need, Reason } from './scope.ts'

/** An entry of a select list that holds rows of another query, as objects. */
export abstract class Nested<out Value, out Refs extends string, out Nulls extends Reason, out Needs extends Need> {
  declare readonly '~types': {
    readonly value: Value
    readonly kind: 'nested'
    readonly refs: Refs
    readonly nulls: Nulls
    readonly needs: Needs
  }
  declare readonly '~selectable': true
  readonly #nested = true

  /** The tree of this entry, as data. */
  abstract get node(): RowsNode

  /** The tree of an entry; undefined for everything else, JSON that looks like one included. */
  static nodeOf(value: unknown): RowsNode | undefined {
    return typeof value === 'object' && value !== null && #nested in value ? (value as AnyNested).node : undefined
  }
}

export type AnyNested = Nested<any, any, any, any>

const nestedRows: unique symbol = Symbol('espalier.rows')

/** The type of a value that holds rows. */
interface RowsType extends SqlType {
  readonly [nestedRows]: NestedRows
}

/** What a value that holds rows holds. */
export interface NestedRows {
  readonly outputs: readonly Output[]
  readonly one: boolean
}

/** The rows that values of a type hold; undefined for all types but those of `rowsNode`. */
export const rowsOf = (type: SqlType): NestedRows | undefined => (type as Partial<RowsType>)[nestedRows]

/** The rows of a query as one value. What it reads of the queries around it is found in its tree. */
export function rowsNode(query: SelectNode, one: boolean, strategy?: Strategy): RowsNode {
  const { outputs } = query
  const type: RowsType = { name: 'rows', kind: 'json', args: [], encode, [nestedRows]: { outputs, one } }
  return { kind: 'rows', query: { ...query, correlated: outerAliases(query) }, one, strategy, type }
}

/** A select list whose relations are fetched in this way, those inside of relations too, unless they say otherwise. */
export const withStrategy = (outputs: readonly Output[], how: Strategy): Output[] =>
  outputs.map((output) => {
    if (!('expr' in output)) return { ...output, outputs: withStrategy(output.outputs, how) }
    return output.expr.kind === 'rows'
      ? { ...output, expr: { ...output.expr, strategy: output.expr.strategy ?? how } }
      : output
  })

const encode = (value: unknown): never => refuse('no value, since it comes from a query', value)

/** A set operation as a SELECT of its columns. */
export function asSelect(query: QueryNode): SelectNode {
  if (query.kind === 'select') return query
  const { orderBy, limit, offset, ...members } = query
  const source = {
    kind: 'query',
    query: { ...members, orderBy: [], limit: undefined, offset: undefined },
    alias: 'member',
  } as const
  let first: QueryNode = query
  while (first.kind === 'set') first = first.members[0] as QueryNode
  const outputs = first.outputs.map((output) => {
    if (!('expr' in output)) return output
    const { type } = output.expr
    return {
      key: output.key,
      expr: { kind: 'column', source: 'member', name: output.key, type, label: output.key },
    } as const
  })
  const columns = orderBy.map((order) => ({ ...order, by: { ...order.by, source: 'member' } as typeof order.by }))
  return { ...emptySelect, outputs, from: source, orderBy: columns, limit, offset }
}
