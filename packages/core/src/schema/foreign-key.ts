import { StatementError } from '../errors.ts'
import type { AnyExpr } from '../expr/expr.ts'
import { type AnySource, meta } from '../expr/source.ts'
import { type ColumnDefs, definition, nameOfColumn, type TableDefinition } from './table.ts'

/** A table or an alias of one, as data. */
export interface TableAs extends AnySource {
  readonly [definition]: TableDefinition<any>
}

/** A foreign key: columns of one table, and those of the other that they point to. */
export interface ForeignKey {
  readonly columns: readonly AnyExpr[]
  readonly targets: readonly AnyExpr[]
}

/** The foreign keys of a table, on the columns of this alias of it. */
export function foreignKeysOf(table: TableAs): readonly ForeignKey[] {
  const { defs, constraints } = table[definition]
  const own = Object.entries(defs as ColumnDefs).flatMap(([key, { options }]): ForeignKey[] =>
    options.references ? [{ columns: [table[meta].columns[key] as AnyExpr], targets: [options.references.to()] }] : [],
  )
  const shared = constraints().flatMap((constraint): ForeignKey[] =>
    constraint.kind === 'foreignKey'
      ? [
          {
            columns: constraint.columns.map((column) => columnNamed(table, nameOfColumn(column.node))),
            targets: constraint.to(),
          },
        ]
      : [],
  )
  return [...own, ...shared]
}

/** The column of a table that has this name in the database. */
export function columnNamed(table: TableAs, name: string): AnyExpr {
  const column = Object.values(table[meta].columns).find(({ node }) => nameOfColumn(node) === name)
  if (column) return column
  throw new StatementError(`table ${table[meta].node.alias} has no column ${name}, to which a foreign key points`)
}
