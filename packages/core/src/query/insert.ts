import type { Assignment, ConflictNode, ExprNode, InsertNode, TargetNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Built, queryNodeOf } from '../expr/built.ts'
import { Expr } from '../expr/expr.ts'
import { conditionOf } from '../expr/logic.ts'
import type { AnyRows, InnerProblem, NeedsIn, NeedsOf, RefsOf, RowIn, Selection } from '../expr/row.ts'
import type { Need, RowSentence } from '../expr/scope.ts'
import { type AnySource, isSource, meta, type Source } from '../expr/source.ts'
import { type ColumnDef, mayBeLeftOut } from '../schema/column.ts'
import { type ColumnDefs, columnIn, definition } from '../schema/table.ts'
import { outputsOf } from '../tree/united.ts'
import { assignment } from './assignment.ts'
import type { FlagsOf, InsertRows, NeededKeys, SetRow } from './cells.ts'
import type { RowCondition } from './checked.ts'
import { uniqueKey } from './conflict.ts'
import { Returning } from './returning.ts'
import { outputsFrom } from './select.ts'
import { nameOf, type Target, tableNode, target, written } from './target.ts'

/** What RETURNING takes: no aggregate and no window function, since each row is given by itself. */
export type RowByRow<S> = S extends AnySource
  ? S
  : string extends RefsOf<S>
    ? S
    : [Extract<RefsOf<S>, `agg:${string}` | 'over:'>] extends [never]
      ? S
      : RowSentence<Extract<RefsOf<S>, `agg:${string}` | 'over:'>, 'RETURNING'>

/** RETURNING: what a record names, or a whole table. */
export type Returned<S, Alias extends string, Feature extends Need> =
  S extends Source<infer Of, infer Columns, any, any>
    ? Returning<Columns, `${Of}.*`, Alias, Feature>
    : Returning<S, RefsOf<S>, Alias, Feature | NeedsOf<S>>

/** An INSERT that waits for its rows. */
export class Inserting<in out Alias extends string, in out Defs, out Needs extends Need> {
  declare readonly '~problem': `insert into ${Alias} has no rows; say .values({ … })`
  readonly #table: Target<Alias, any, Defs>
  readonly #how: InsertNode['how']

  constructor(table: Target<Alias, any, Defs>, how: InsertNode['how']) {
    this.#table = table
    this.#how = how
  }

  /** `VALUES …`: one row or many. A key that is left out gets the column's default; an unknown key is an error. */
  values<const C, F extends Need = never>(rows: InsertRows<C, Alias, Defs, F>): Insert<Alias, Defs, Needs | F> {
    const list = (Array.isArray(rows) ? rows : [rows]) as readonly Readonly<Record<string, unknown>>[]
    if (list.length === 0)
      throw new StatementError(`insert into ${nameOf(this.#table)} has no rows; give .values(…) at least one`)
    return new Insert(this.#table, insertNode(this.#how, this.#table, list))
  }

  /** `DEFAULT VALUES`: one row of nothing but defaults. */
  defaultValues(): Insert<Alias, Defs, Needs> {
    return new Insert(this.#table, insertNode(this.#how, this.#table, [{}]))
  }

  /**
   * `INSERT INTO … SELECT …`: the rows of a query. Its keys are the table's columns, in any order; a column that it does
   * not select gets its default.
   */
  select<Q>(query: Filling<Q, Alias, Defs>): Insert<Alias, Defs, Needs | NeedsIn<Q>> {
    const node = queryNodeOf(query)
    const columns = outputsOf(node).map(({ key }) => written(this.#table, key))
    checkFilled(
      this.#table,
      outputsOf(node).map(({ key }) => key),
    )
    return new Insert(this.#table, { ...emptyInsert(this.#how, this.#table), columns, query: node })
  }
}

/** The refs of columns that are unique by themselves. */
type UniqueRefs<Alias extends string, Defs> = {
  [Key in keyof Defs & string]: FlagsOf<Defs[Key]> & ('key' | 'unique') extends never ? never : `${Alias}.${Key}`
}[keyof Defs & string]

/** A complete INSERT. */
export class Insert<in out Alias extends string, in out Defs, out Needs extends Need> extends Built<InsertNode> {
  declare readonly '~change': Needs
  readonly #table: Target<Alias, any, Defs>

  constructor(table: Target<Alias, any, Defs>, node: InsertNode) {
    super(node)
    this.#table = table
  }

  protected override renewed(node: InsertNode): Insert<Alias, Defs, Needs> {
    return new Insert(this.#table, node)
  }

  /**
   * `ON CONFLICT (key) …`: what happens to a row whose key is there already. The columns are a primary key or a unique
   * key of the table. MySQL and MariaDB have no target: there any unique key of the table counts, and `rowCount` is 2
   * for a row that was changed.
   */
  onConflict<R extends `${Alias}.${string}`, More extends readonly Expr<any, any, `${Alias}.${string}`, any, never>[]>(
    column: [More, R] extends [readonly [], UniqueRefs<Alias, Defs>]
      ? Expr<any, any, R, any, never>
      : More extends readonly []
        ? `${R} is no unique key by itself; onConflict takes the columns of a primary key or of a unique key`
        : Expr<any, any, R, any, never>,
    ...more: More
  ): Conflict<Alias, Defs, Needs> {
    const target = uniqueKey(this.#table, [column, ...more])
    return new Conflict(
      this.#table,
      (conflict) => new Insert(this.#table, { ...this.node, conflict: { ...conflict, target } }),
    )
  }

  /** `ON CONFLICT DO NOTHING`: a row that meets any unique key that is there already is left out. */
  onConflictDoNothing(): Insert<Alias, Defs, Needs> {
    return new Insert(this.#table, { ...this.node, conflict: { target: [], set: undefined, where: undefined } })
  }

  /** `RETURNING …`: gives the rows as they were stored. PostgreSQL, SQLite and MariaDB. */
  returning<const S extends Selection | AnySource>(what: RowByRow<S>): Returned<S, Alias, Needs | 'insertReturning'> {
    return new Returning({ ...this.node, returning: listOf(what as any) }) as any
  }
}

type Settled = Omit<ConflictNode, 'target'>

/** What DO UPDATE reads: the row that is there, and the new one. */
type Readable<Alias extends string> = `${Alias}.${string}` | `excluded:${Alias}.${string}`

/** An INSERT that waits for what to do with a row whose key is there already. */
export class Conflict<in out Alias extends string, in out Defs, out Needs extends Need> {
  declare readonly '~problem': 'onConflict waits for what to do; say .doNothing() or .doUpdate({ … })'
  readonly #table: Target<Alias, any, Defs>
  readonly #insert: (conflict: Settled) => Insert<Alias, Defs, any>

  constructor(table: Target<Alias, any, Defs>, insert: (conflict: Settled) => Insert<Alias, Defs, any>) {
    this.#table = table
    this.#insert = insert
  }

  /** `DO NOTHING`: the row that is there stays as it is. */
  doNothing(): Insert<Alias, Defs, Needs> {
    return this.#insert({ set: undefined, where: undefined })
  }

  /**
   * `DO UPDATE SET …`: changes the row that is there; the table's columns are its values, `excluded(…)` the new ones. With
   * a condition only where it holds (`DO UPDATE SET … WHERE …`).
   */
  doUpdate<const C, F = never, W = never, F2 = never>(
    cells: SetRow<C, Alias, Defs, Readable<Alias>, F>,
    where?: RowCondition<W, Readable<Alias>, 'WHERE', any, F2>,
  ): Insert<Alias, Defs, Needs | (F & Need) | (F2 & Need) | ([W] extends [never] ? never : 'conflictWhere')> {
    const set: Assignment[] = Object.entries(cells as Readonly<Record<string, unknown>>).map(([key, value]) =>
      assignment(this.#table, key, value),
    )
    if (set.length === 0) throw new StatementError('doUpdate sets nothing; name a column, or say .doNothing()')
    return this.#insert({ set, where: where === undefined ? undefined : conditionOf([where]) })
  }
}

/** `INSERT INTO table`. */
export function insert<Alias extends string, Defs>(into: Target<Alias, any, Defs>): Inserting<Alias, Defs, never> {
  return new Inserting(into, 'insert')
}

/**
 * `INSERT IGNORE INTO table`, on SQLite `INSERT OR IGNORE`: leaves out every row that the table refuses. On MySQL and
 * MariaDB values that do not fit are bent to some that do; `onConflictDoNothing` leaves out repeated keys only.
 */
export function insertIgnore<Alias extends string, Defs>(
  into: Target<Alias, any, Defs>,
): Inserting<Alias, Defs, 'insertIgnore'> {
  return new Inserting(into, 'insert ignore')
}

/** `REPLACE INTO table`: deletes the rows with the same keys, then inserts. SQLite, MySQL and MariaDB. */
export function replaceInto<Alias extends string, Defs>(
  into: Target<Alias, any, Defs>,
): Inserting<Alias, Defs, 'replace'> {
  return new Inserting(into, 'replace')
}

/** What keeps a query from filling a table, as sentences. */
type FillProblem<Q extends AnyRows, Alias extends string, Defs> = KeyProblem<Q['~types']['selection'], Alias, Defs>

type KeyProblem<S, Alias extends string, Defs> = [Exclude<keyof S, keyof Defs>] extends [never]
  ? [Exclude<NeededKeys<Defs>, keyof S>] extends [never]
    ? never
    : `column ${Alias}.${Exclude<NeededKeys<Defs>, keyof S> & string} has no default; select it`
  : `table ${Alias} has no column ${Exclude<keyof S, keyof Defs> & string}; the keys of the query are its columns`

type CellProblem<Q, Alias extends string, Defs> = {
  [Key in keyof RowIn<Q> & keyof Defs & string]: RowIn<Q>[Key] extends ValueFor<Defs[Key]>
    ? never
    : null extends RowIn<Q>[Key]
      ? null extends ValueFor<Defs[Key]>
        ? `column ${Alias}.${Key} takes other values than the query selects; cast them`
        : `column ${Alias}.${Key} is NOT NULL and the query may select null; use coalesce(…)`
      : `column ${Alias}.${Key} takes other values than the query selects; cast them`
}[keyof RowIn<Q> & keyof Defs & string]

type ValueFor<Def> = Def extends ColumnDef<infer Value, any, infer Null, any> ? Value | Null : never

/** A query whose rows go into the table, or the sentence that says why they do not. */
type Filling<Q, Alias extends string, Defs> = [InnerProblem<Q>] extends [never]
  ? Q extends AnyRows
    ? [FillProblem<Q, Alias, Defs>] extends [never]
      ? [CellProblem<Q, Alias, Defs>] extends [never]
        ? Q
        : CellProblem<Q, Alias, Defs>
      : FillProblem<Q, Alias, Defs>
    : never
  : InnerProblem<Q>

/** The select list of RETURNING. */
export const listOf = (what: unknown): ReturnType<typeof outputsFrom> =>
  outputsFrom(isSource(what) ? what[meta].columns : (what as Selection))

/** Checks that a query selects every column that a row cannot be without. */
function checkFilled(table: Target<any, any, any>, keys: readonly string[]): void {
  for (const [key, { options }] of Object.entries(table[definition].defs as ColumnDefs)) {
    if (!mayBeLeftOut(options) && !keys.includes(key))
      throw new StatementError(`column ${nameOf(table)}.${key} has no default; select it`)
  }
}

const emptyInsert = (how: InsertNode['how'], table: Target<any, any, any>): InsertNode => ({
  kind: 'insert',
  how,
  into: tableNode(table),
  columns: [],
  rows: [],
  expressions: undefined,
  query: undefined,
  conflict: undefined,
  key: generatedKey(table),
  returning: undefined,
})

const generatedKeys = new WeakMap<object, TargetNode | undefined>()

/** The identity column of a table. */
function generatedKey(table: Target<any, any, any>): TargetNode | undefined {
  const declared = table[definition]
  if (generatedKeys.has(declared)) return generatedKeys.get(declared)
  const [key] = Object.keys(declared.defs).filter((key) => columnIn(table, key).options.identity)
  const found = key === undefined ? undefined : target(table, key)
  generatedKeys.set(declared, found)
  return found
}

function insertNode(
  how: InsertNode['how'],
  table: Target<any, any, any>,
  rows: readonly Readonly<Record<string, unknown>>[],
): InsertNode {
  const keys = keysOf(rows)
  const columns = keys.map((key) => written(table, key))
  const nullable = keys.map((key) => columnIn(table, key).options.nullable === true)
  const expressions = new Map<readonly unknown[], ReadonlyMap<number, ExprNode>>()
  const cells = rows.map((row) => {
    const list: unknown[] = []
    let special: Map<number, ExprNode> | undefined
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string
      // Not what a row inherits: a column may be called constructor.
      const value = Object.hasOwn(row, key) ? row[key] : undefined
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
  const empty = emptyInsert(how, table)
  return {
    ...empty,
    columns,
    rows: cells,
    expressions: expressions.size > 0 ? expressions : undefined,
    key: empty.key && columns.some(({ name }) => name === empty.key?.name) ? undefined : empty.key,
  }
}

/** The keys of all rows, in the order in which they first come. */
function keysOf(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const keys = new Set<string>()
  for (const row of rows) for (const key of Object.keys(row)) if (row[key] !== undefined) keys.add(key)
  return [...keys]
}
