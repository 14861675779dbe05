import type { TableSource, TargetNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { meta, type Source } from '../expr/source.ts'
import type { AnyColumnDef } from '../schema/column.ts'
import {
  columnIn,
  columnName,
  type definition,
  definition as definitionOf,
  type TableDefinition,
} from '../schema/table.ts'

/** A table that can be changed, with its alias, columns and declaration. */
export type Target<Alias extends string, Columns, Defs> = Source<Alias, Columns, any> & {
  readonly [definition]: TableDefinition<Defs>
}

/** A table's own name. */
export const nameOf = (table: { readonly [definition]: TableDefinition<any> }): string => table[definitionOf].name

/** The table as INSERT, UPDATE and DELETE name it; an alias of a table cannot be changed. */
export function tableNode(table: Target<any, any, any>): TableSource {
  const node = table?.[meta]?.node
  if (!node) throw new StatementError('a table is needed here, as table(…) declares it')
  if (node.kind === 'table' && node.alias === node.name) return node
  throw new StatementError(`${node.alias} is an alias; change the table itself`)
}

/** A column to write to. */
export function written(table: Target<any, any, any>, key: string): TargetNode {
  if (columnIn(table, key).options.generated)
    throw new StatementError(`column ${nameOf(table)}.${key} is generated; leave it out`)
  return target(table, key)
}

/** A column as a statement that changes its table names it. */
export function target(table: Target<any, any, any>, key: string): TargetNode {
  const def: AnyColumnDef = columnIn(table, key)
  return { name: columnName(key, def), type: def.type, label: `${nameOf(table)}.${key}` }
}
