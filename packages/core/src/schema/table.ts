import type { CteSource, ExprNode, SourceNode, TableSource } from '../ast.ts'
import { StatementError } from '../errors.ts'
import type { AnyExpr, Expr } from '../expr/expr.ts'
import type { Need } from '../expr/scope.ts'
import { columnsOf, type Derived, meta, type Source, type SourceMeta, sourceOf } from '../expr/source.ts'
import { type AnyColumnDef, ColumnDef } from './column.ts'
import type { TableConstraint } from './constraint.ts'

/** The columns of a table by their keys. */
export type ColumnDefs = Readonly<Record<string, AnyColumnDef>>

/** A column of a table as an expression. */
type ColumnOf<Def, Alias extends string, Key extends string> =
  Def extends ColumnDef<infer Value, infer K, infer Null, any>
    ? Expr<Value, K, `${Alias}.${Key}`, Alias | ([Null] extends [never] ? never : `${Alias}.${Key}`)>
    : never

/** The columns of a table as expressions. */
export type Columns<Alias extends string, Defs> = {
  readonly [Key in keyof Defs]: ColumnOf<Defs[Key], Alias, Key & string>
}

/** The refs of columns that are a primary key by themselves. */
type KeysOf<Alias extends string, Defs> = {
  [Key in keyof Defs & string]: Defs[Key] extends ColumnDef<any, any, any, infer Flags>
    ? 'key' extends Flags
      ? `${Alias}.${Key}`
      : never
    : never
}[keyof Defs & string]

/** Where a table keeps how it was declared. */
export const definition: unique symbol = Symbol('espalier.table')

/** A table as it was declared, as data. */
export interface TableDefinition<out Defs = ColumnDefs> {
  readonly name: string
  readonly schema: string | undefined
  readonly defs: Defs
  /** The rest: keys, foreign keys, checks and indexes; a function, since they may name tables declared later. */
  readonly constraints: () => readonly TableConstraint[]
}

/** A table that INSERT, UPDATE and DELETE take. */
export interface TableLike<out Alias extends string, out Defs> extends Source<Alias, any, any> {
  readonly [definition]: TableDefinition<Defs>
}

/** A table: its columns are its properties. */
export type Table<Alias extends string, Defs> = Columns<Alias, Defs> &
  Source<Alias, Columns<Alias, Defs>, KeysOf<Alias, Defs>> & { readonly [definition]: TableDefinition<Defs> }

/**
 * Declares a table. Columns are values: `artists.name` is an expression.
 *
 * The third argument holds what is not one column's: `(t) => [primaryKey(t.a, t.b), index('by_a').on(t.a)]`.
 */
export function table<const Name extends string, Defs extends ColumnDefs>(
  name: Name,
  columns: Defs,
  constraints?: (table: Columns<Name, Defs>) => readonly TableConstraint[],
): Table<Name, Defs> {
  const made: Table<Name, Defs> = tableOf(
    { name, schema: undefined, defs: columns, constraints: () => constraints?.(made) ?? [] },
    name,
  )
  return made
}

/** How keys become names in the database: `createdAt` becomes `created_at`. */
export const snakeCase = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()

/**
 * A `table` function of the program's own: `const table = tables({ schema: 'shop', naming: snakeCase })`. Its tables are in
 * that schema (a database on MySQL and MariaDB, an attached file on SQLite), and names come from keys by the rule,
 * unless a column has a name of its own.
 */
export function tables(options: { readonly schema?: string; readonly naming?: (key: string) => string }): typeof table {
  const { schema, naming } = options
  return (name, columns, constraints) => {
    const defs = naming ? named(columns, naming) : columns
    const own = naming ? naming(name) : name
    const made: any = tableOf({ name: own, schema, defs, constraints: () => constraints?.(made) ?? [] }, own)
    return made
  }
}

function named<Defs extends ColumnDefs>(defs: Defs, naming: (key: string) => string): Defs {
  const entries = Object.entries(defs).map(([key, def]) => [
    key,
    def.options.name === undefined ? new ColumnDef(def.type, { ...def.options, name: naming(key) }) : def,
  ])
  return Object.fromEntries(entries) as Defs
}

/** The same table under another name, so that it can stand in FROM twice. */
export function alias<Defs, const Alias extends string>(
  of: { readonly [definition]: TableDefinition<Defs> },
  name: Alias,
): Table<Alias, Defs>
/** The same WITH query under another name. */
export function alias<Own extends string, Columns, Needs extends Need, const Alias extends string>(
  of: Source<Own, Columns, never, Needs>,
  name: Alias,
): Derived<Columns, Alias, Own, Needs>
export function alias(of: any, name: string): any {
  const source: SourceMeta | undefined = of?.[meta]
  return source?.node.kind === 'cte' ? cteAs(source, source.node, name) : tableOf(declared(of), name)
}

function cteAs({ columns, required }: SourceMeta, node: CteSource, alias: string): any {
  const own = Object.entries(columns).map(([key, { node }]) => ({ key, name: key, type: node.type }))
  return sourceOf({ ...node, alias }, columnsOf(alias, own), required)
}

const tableSources = new WeakMap<TableDefinition, TableSource>()
const tablesOfColumns = new WeakMap<ExprNode, TableSource>()

/** The table that a column belongs to, under its own name; a column of an alias belongs to the table. */
export const columnTable = (column: ExprNode): TableSource | undefined => tablesOfColumns.get(column)

function tableOf(table: TableDefinition, name: string): any {
  const columns = Object.entries(table.defs).map(([key, def]) => ({ key, name: columnName(key, def), type: def.type }))
  const required = columns.map(({ key }) => key).filter((key) => !table.defs[key]?.options.nullable)
  const node: TableSource = { kind: 'table', name: table.name, schema: table.schema, alias: name }
  const info: SourceMeta = { node, columns: columnsOf(name, columns), required: new Set(required) }
  const own = tableSources.get(table) ?? node
  tableSources.set(table, own)
  for (const column of Object.values(info.columns)) tablesOfColumns.set(column.node, own)
  const made = Object.freeze({ ...info.columns, [meta]: info, [definition]: table })
  for (const key in info.columns) owners.set(info.columns[key] as AnyExpr, made as any)
  standing.set(node, made as any)
  return made
}

const owners = new WeakMap<AnyExpr, Table<any, any>>()
const standing = new WeakMap<SourceNode, Table<any, any>>()

/** The table, or the alias of one, that stands in FROM as this very node. */
export const tableOfSource = (source: SourceNode): Table<any, any> | undefined => standing.get(source)

/** The table, or the alias of one, that a column belongs to; undefined for every other expression. */
export const tableOfColumn = (column: AnyExpr): Table<any, any> | undefined => owners.get(column)

/** How a table was declared; what is no table is refused. */
function declared(table: { readonly [definition]: TableDefinition<any> } | undefined): TableDefinition<any> {
  const found = table?.[definition]
  if (found) return found
  throw new StatementError('a table is needed here, as table(…) declares it')
}

/** A column's name in the database: its own where it has one, else its key. */
export const columnName = (key: string, def: AnyColumnDef): string => def.options.name ?? key

/** The name that a column has in the database; empty for every other expression. */
export const nameOfColumn = (node: ExprNode | undefined): string => (node?.kind === 'column' ? node.name : '')

/** The part of a table's declaration for one of its columns, and the name to call it in messages. */
export function columnIn(table: { readonly [definition]: TableDefinition<any> }, key: string): AnyColumnDef {
  const { name, defs } = declared(table)
  if (Object.hasOwn(defs, key)) return defs[key]
  throw new StatementError(`table ${name} has no column ${key}; it has ${Object.keys(defs).join(', ')}`)
}

type Defined<Table> = Table extends { readonly [definition]: TableDefinition<infer Defs> } ? Defs : never
type ValueIn<Def> = Def extends ColumnDef<infer Value, any, infer Null, any> ? Value | Null : never
type Flags<Def> = Def extends ColumnDef<any, any, any, infer F> ? F : never
type Expanded<T> = { [Key in keyof T]: T[Key] } & {}

/** A whole row of a table as a SELECT gives it. */
export type Row<Table> = Expanded<{ -readonly [Key in keyof Defined<Table>]: ValueIn<Defined<Table>[Key]> }>

/** What INSERT takes for a row: nullable columns and those with a default may be left out, generated ones must be. */
export type Insertable<Table> = InsertRow<Defined<Table>>

export type InsertRow<Defs> = Expanded<
  {
    -readonly [Key in keyof Defs as Flags<Defs[Key]> & ('default' | 'generated') extends never ? Key : never]: ValueIn<
      Defs[Key]
    >
  } & {
    -readonly [Key in keyof Defs as 'generated' extends Flags<Defs[Key]>
      ? never
      : 'default' extends Flags<Defs[Key]>
        ? Key
        : never]?: ValueIn<Defs[Key]>
  }
>

/** What UPDATE takes: every column that is not generated, each may be left out. */
export type Updatable<Table> = Expanded<UpdateRow<Defined<Table>>>

export type UpdateRow<Defs> = {
  -readonly [Key in keyof Defs as 'generated' extends Flags<Defs[Key]> ? never : Key]?: ValueIn<Defs[Key]>
}
