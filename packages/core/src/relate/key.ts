// How two tables go together: the foreign keys that they declare.
import type { ExprNode, TableSource } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { type AnyExpr, Expr } from '../expr/expr.ts'
import { and } from '../expr/logic.ts'
import { isSource, meta } from '../expr/source.ts'
import type { TableConstraint } from '../schema/constraint.ts'
import { columnNamed, type ForeignKey, foreignKeysOf, type TableAs } from '../schema/foreign-key.ts'
import { type ColumnDefs, columnName, definition, nameOfColumn, tableOfColumn } from '../schema/table.ts'

/** The table of an argument: itself, or that of a column. The columns are those that the argument named. */
export function sideOf(argument: unknown): { readonly table: TableAs; readonly columns: readonly AnyExpr[] } {
  const columns = argument instanceof Expr ? [argument] : []
  const table = argument instanceof Expr ? tableOfColumn(argument) : argument
  if (isSource(table) && definition in table) return { table: table as TableAs, columns }
  throw new StatementError(
    'a relation is between tables; name a table, an alias of one, or a column with a foreign key',
  )
}

/** The foreign key from one table to another, or the only one that holds the columns that were named. */
export function keyBetween(from: TableAs, to: TableAs, named: readonly AnyExpr[]): ForeignKey {
  const all = foreignKeysOf(from)
  const fitting = all.filter(
    ({ columns, targets }) =>
      definitionOf(targets) === to[definition] && named.every((column) => columns.includes(column)),
  )
  const [key, second] = fitting
  if (key && !second)
    return { ...key, targets: key.targets.map((target) => columnNamed(to, nameOfColumn(target.node))) }
  throw new StatementError(key ? ambiguous(from, to, fitting) : missing(from, to, all, named))
}

/** The table that the foreign key of a column points to. */
export function targetOf({ table, columns }: ReturnType<typeof sideOf>): TableAs {
  const keys = foreignKeysOf(table).filter((key) => columns.every((column) => key.columns.includes(column)))
  const [key, second] = keys
  const target = key && tableOfColumn(key.targets[0] as AnyExpr)
  if (columns.length > 0 && target && !second) return target as unknown as TableAs
  throw new StatementError(
    columns.length === 0
      ? `a table alone does not say what it belongs to; name both, as in belongsTo(${labelOf(table)}, …)`
      : second
        ? `${columns.map(label).join()} is in ${keys.length} foreign keys: ${listed(keys)}; name the table too`
        : `${columns.map(label).join()} has no foreign key; declare one with .references(…)`,
  )
}

/** `child.a = parent.x and child.b = parent.y`. */
export function equal({ columns, targets }: ForeignKey): ExprNode {
  const pairs = columns.map((column, i) => column.eq(targets[i] as AnyExpr))
  return and(...pairs).node
}

/** True where at most one row of the table has a value of these columns. */
export function isUnique(table: TableAs, columns: readonly AnyExpr[]): boolean {
  const names = new Set(columns.map(({ node }) => nameOfColumn(node)))
  return uniquesOf(table).some((key) => key.every((name) => names.has(name)))
}

function uniquesOf(table: TableAs): readonly (readonly string[])[] {
  const { defs, constraints } = table[definition]
  const single = Object.entries(defs as ColumnDefs)
    .filter(([, { options }]) => options.unique || options.primaryKey)
    .map(([key, def]) => [columnName(key, def)])
  return [...single, ...constraints().flatMap(uniqueColumns)]
}

function uniqueColumns(constraint: TableConstraint): readonly (readonly string[])[] {
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique':
      return [constraint.columns.map(({ node }) => nameOfColumn(node))]
    case 'index': {
      const columns = constraint.columns.filter((column) => column instanceof Expr && column.node.kind === 'column')
      const whole = constraint.unique && !constraint.where && columns.length === constraint.columns.length
      return whole ? [columns.map((column) => nameOfColumn((column as AnyExpr).node))] : []
    }
    default:
      return []
  }
}

/** How the table of a foreign key's columns was declared: aliases of it share this. */
const definitionOf = ([target]: readonly AnyExpr[]): unknown => target && tableOfColumn(target)?.[definition]
const tableNameOf = ([target]: readonly AnyExpr[]): string | undefined =>
  target && tableOfColumn(target)?.[definition].name
const label = ({ node }: AnyExpr): string => (node.kind === 'column' ? node.label : 'an expression')
const labelOf = (table: TableAs): string => (table[meta].node as TableSource).alias
const keyOf = ({ columns }: ForeignKey): string => columns.map(label).join(' with ')
const listed = (keys: readonly ForeignKey[]): string =>
  keys.map((key) => `${keyOf(key)} to ${tableNameOf(key.targets)}`).join(', ')

const ambiguous = (from: TableAs, to: TableAs, keys: readonly ForeignKey[]): string =>
  `${labelOf(from)} has ${keys.length} foreign keys to ${labelOf(to)}: ${keys.map(keyOf).join(', ')}; name the column of the one that is meant`

function missing(from: TableAs, to: TableAs, keys: readonly ForeignKey[], named: readonly AnyExpr[]): string {
  const what = named.length > 0 ? named.map(label).join(' with ') : labelOf(from)
  const has = keys.length > 0 ? `; what there is: ${listed(keys)}` : ''
  return `${what} has no foreign key to ${labelOf(to)}${has}; declare one with .references(…), or give the condition as last argument`
}
