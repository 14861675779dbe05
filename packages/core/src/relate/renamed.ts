// A relation's conditions and rows, with the names of other aliases in the place of its own.
import type { ColumnNode, SourceNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { meta } from '../expr/source.ts'
import { alias, type Table, tableOfSource } from '../schema/table.ts'
import type { Node } from '../tree/fields.ts'
import { replaced } from '../tree/replace.ts'
import { walk } from '../tree/walk.ts'

/** For aliases, the table or alias that is read in their place. */
export type Names = ReadonlyMap<string, Table<any, any>>

/** A tree that reads other aliases. Its own subqueries keep theirs. */
export function renamed<N extends Node>(root: N, names: Names): N {
  checkNames(root, names)
  return replaced(root, {
    column: (column) => {
      const table = names.get(column.source)
      return table ? columnIn(table, column) : column
    },
    select: (query) => {
      if (!query.correlated.some((one) => names.has(one))) return query
      return { ...query, correlated: query.correlated.map((one) => names.get(one)?.[meta].node.alias ?? one) }
    },
  })
}

/** Inside of a subquery a name may mean another table. */
function checkNames(root: Node, names: Names): void {
  walk(root, (node) => {
    if (node === root || node.kind !== 'select') return
    for (const source of [node.from, ...node.joins.map((join) => join.source)]) {
      if (source && names.has(source.alias))
        throw new StatementError(
          `a subquery of the relation has ${source.alias} in FROM too, so that its columns could be of either; give it an alias of its own there`,
        )
    }
  })
}

function columnIn(table: Table<any, any>, { name, label }: ColumnNode): ColumnNode {
  const nodes = Object.values(table[meta].columns).map(({ node }) => node as ColumnNode)
  const found = nodes.find((column) => column.name === name)
  if (found) return found
  throw new StatementError(
    `${table[meta].node.alias} has no column ${name}, as ${label} is; take an alias of the same table`,
  )
}

/** True for two names of one table. */
export const isSameTable = (one: SourceNode, other: SourceNode): boolean =>
  one.kind === 'table' && other.kind === 'table' && one.name === other.name && one.schema === other.schema

/** Another alias of the table that stands here. */
export function aliasOf(source: SourceNode, name: string): Table<any, any> {
  const table = tableOfSource(source)
  if (table) return alias(table, name)
  throw new StatementError(`${source.alias} is no table as it was declared; a relation to itself needs one`)
}
