import type { ColumnNode, SourceNode } from '../ast.ts'
import { meta } from '../expr/source.ts'
import { type ColumnDefs, columnName, definition, nameOfColumn, type TableDefinition, tableOfSource } from './table.ts'

/** The columns of a table's primary key, as this source in FROM has them; undefined for what is no table, or has none. */
export function primaryKeyOf(source: SourceNode | undefined): readonly ColumnNode[] | undefined {
  const table = source && tableOfSource(source)
  if (!table) return undefined
  const columns = Object.values(table[meta].columns).map(({ node }) => node as ColumnNode)
  const found = keyNames(table[definition]).flatMap((name) => columns.filter((column) => column.name === name))
  return found.length > 0 ? found : undefined
}

function keyNames({ defs, constraints }: TableDefinition<ColumnDefs>): readonly string[] {
  const own = Object.entries(defs).find(([, { options }]) => options.primaryKey)
  if (own) return [columnName(own[0], own[1])]
  for (const constraint of constraints()) {
    if (constraint.kind === 'primaryKey') return constraint.columns.map(({ node }) => nameOfColumn(node))
  }
  return []
}
