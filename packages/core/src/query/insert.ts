import type { ExprNode, InsertNode, TargetNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Expr } from '../expr/expr.ts'
import type { NeedsOf, RefsOf, Selection } from '../expr/row.ts'
import type { Need } from '../expr/scope.ts'
import { type AnySource, isSource, meta, type Source } from '../expr/source.ts'
import type { AnyColumnDef, ColumnDef } from '../schema/column.ts'
import {
  columnIn,
  columnName,
  type definition,
  definition as definitionOf,
  type TableDefinition,
} from '../schema/table.ts'
import { Returning } from './returning.ts'
import { outputsFrom } from './select.ts'

/** A table that can be changed, with its alias, columns and declaration. */
export type Target<Alias extends string, Columns, Defs> = Source<Alias, Columns, any> & {
  readonly [definition]: TableDefinition<Defs>
}

/** A value for a column, or an expression that gives one. */
type CellFor<Def, F extends Need> =
  Def extends ColumnDef<infer Value, infer K, infer Null, any> ? Value | Null | Expr<Value, K, never, any, F> : never
type FlagsOf<Def> = Def extends ColumnDef<any, any, any, infer F> ? F : never

/** A row of INSERT: columns that may be null or have a default may be left out; left out or `undefined` means DEFAULT. */
export type InsertCells<Defs, F extends Need = any> = {
  readonly [Key in keyof Defs as FlagsOf<Defs[Key]> & ('default' | 'generated') extends never ? Key : never]: CellFor<
    Defs[Key],
    F
  >
} & {
  readonly [Key in keyof Defs as 'default' extends FlagsOf<Defs[Key]> ? Key : never]?: CellFor<Defs[Key], F> | undefined
}

/** RETURNING: what a record names, or a whole table. */
export type Returned<S, Alias extends string, Feature extends Need> =
  S extends Source<infer Of, infer Columns, any, any>
    ? Returning<Columns, `${Of}.*`, Alias, Feature>
    : Returning<S, RefsOf<S>, Alias, Feature | NeedsOf<S>>

/** An INSERT that waits for its rows. */
export class Inserting<in out Alias extends string, in out Defs> {
  declare readonly '~problem': `insert into ${Alias} has no rows; say .values({ … })`
  readonly #table: Target<Alias, any, Defs>

  constructor(table: Target<Alias, any, Defs>) {
    this.#table = table
  }

  /** `VALUES …`: one row or many. A key that is left out gets the column's default; an unknown key is an error. */
  values<F extends Need = never>(rows: InsertCells<Defs, F> | readonly InsertCells<Defs, F>[]): Insert<Alias, F> {
    const list = (Array.isArray(rows) ? rows : [rows]) as readonly Readonly<Record<string, unknown>>[]
    if (list.length === 0)
      throw new StatementError(`insert into ${nameOf(this.#table)} has no rows; give .values(…) at least one`)
    return new Insert(insertNode(this.#table, list))
  }

  /** `DEFAULT VALUES`: one row of nothing but defaults. */
  defaultValues(): Insert<Alias, never> {
    return new Insert(insertNode(this.#table, [{}]))
  }
}

/** A complete INSERT. */
export class Insert<in out Alias extends string, out Needs extends Need> {
  declare readonly '~change': Needs
  readonly node: InsertNode

  constructor(node: InsertNode) {
    this.node = node
  }

  /** `RETURNING …`: gives the rows as they were stored. PostgreSQL, SQLite and MariaDB. */
  returning<const S extends Selection | AnySource>(what: S): Returned<S, Alias, Needs | 'insertReturning'> {
    return new Returning({ ...this.node, returning: listOf(what) }) as any
  }
}

/** `INSERT INTO table`. */
export function insert<Alias extends string, Defs>(into: Target<Alias, any, Defs>): Inserting<Alias, Defs> {
  return new Inserting(into)
}

/** The select list of RETURNING. */
export const listOf = (what: unknown): ReturnType<typeof outputsFrom> =>
  outputsFrom(isSource(what) ? what[meta].columns : (what as Selection))

/** A table's own name. */
export const nameOf = (table: { readonly [definition]: TableDefinition<any> }): string => table[definitionOf].name

/** The table as INSERT, UPDATE and DELETE name it; an alias of a table cannot be changed. */
export function tableNode(table: Target<any, any, any>): InsertNode['into'] {
  const node = table[meta].node
  if (node.kind === 'table' && node.alias === node.name) return node
  throw new StatementError(`${node.alias} is an alias; change the table itself`)
}

/** A column to write to. */
export function target(table: Target<any, any, any>, key: string): TargetNode {
  const def: AnyColumnDef = columnIn(table, key)
  return { name: columnName(key, def), type: def.type, label: `${nameOf(table)}.${key}` }
}

function insertNode(table: Target<any, any, any>, rows: readonly Readonly<Record<string, unknown>>[]): InsertNode {
  const keys = keysOf(rows)
  const columns = keys.map((key) => target(table, key))
  const nullable = keys.map((key) => columnIn(table, key).options.nullable === true)
  const expressions = new Map<readonly unknown[], ReadonlyMap<number, ExprNode>>()
  const cells = rows.map((row) => {
    const list: unknown[] = []
    let special: Map<number, ExprNode> | undefined
    for (let i = 0; i < keys.length; i++) {
      const value = row[keys[i] as string]
      if (value instanceof Expr) {
        special ??= new Map()
        special.set(i, value.node)
        list.push(undefined)
      } else {
        if (value === null && !nullable[i])
          throw new StatementError(
            `column ${columns[i]?.label} is NOT NULL; leave it out for its default or give a value`,
          )
        list.push(value)
      }
    }
    if (special) expressions.set(list, special)
    return list
  })
  return {
    kind: 'insert',
    into: tableNode(table),
    columns,
    rows: cells,
    expressions: expressions.size > 0 ? expressions : undefined,
    returning: undefined,
  }
}

/** The keys of all rows, in the order in which they first come. */
function keysOf(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const keys = new Set<string>()
  for (const row of rows) for (const key in row) if (row[key] !== undefined) keys.add(key)
  return [...keys]
}
