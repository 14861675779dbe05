import type { Assignment, ConflictNode, ExprNode, TargetNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { type Condition, Expr, orderOf } from '../expr/expr.ts'
import { conditionOf } from '../expr/logic.ts'
import type { Missing, Need, Reason, RowSentence } from '../expr/scope.ts'
import type { ColumnDefs } from '../schema/table.ts'
import { columnName, definition } from '../schema/table.ts'
import type { Kind } from '../types/kinds.ts'
import { assignment, type SetCells } from './assignment.ts'
import type { Insert } from './insert.ts'
import { nameOf, type Target, target } from './target.ts'

/** The value that INSERT would have stored in the column: `excluded(tracks.price)` in DO UPDATE. */
export function excluded<Value, K extends Kind, R extends string, N extends Reason>(
  column: Expr<Value, K, R, N, never>,
): Expr<Value, K, R, N, never> {
  const { node } = column
  if (node.kind !== 'column') throw new StatementError('excluded takes a column of the table')
  return new Expr({ kind: 'excluded', name: node.name, type: node.type })
}

type Settled = Omit<ConflictNode, 'target'>

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

  /** `DO UPDATE SET …`: changes the row that is there; the table's columns are its values, `excluded(…)` the new ones. */
  doUpdate<F extends Need = never>(cells: SetCells<Defs, Alias, F>): Insert<Alias, Defs, Needs | F>
  /** `DO UPDATE SET … WHERE …`: only where the conditions hold. */
  doUpdate<F extends Need, R extends string, F2 extends Need>(
    cells: SetCells<Defs, Alias, F>,
    where: [Missing<R, Alias>] extends [never] ? Condition<R, any, F2> : RowSentence<Missing<R, Alias>, 'WHERE'>,
  ): Insert<Alias, Defs, Needs | F | F2 | 'conflictWhere'>
  doUpdate(cells: Readonly<Record<string, unknown>>, where?: unknown): Insert<Alias, Defs, any> {
    const set: Assignment[] = Object.entries(cells).map(([key, value]) => assignment(this.#table, key, value))
    if (set.length === 0) throw new StatementError('doUpdate sets nothing; name a column, or say .doNothing()')
    return this.#insert({ set, where: where === undefined ? undefined : conditionOf([where]) })
  }
}

/** The columns of a conflict, checked to be a key of the table. */
export function uniqueKey(table: Target<any, any, any>, columns: readonly unknown[]): TargetNode[] {
  const { defs, constraints } = table[definition]
  const entries = Object.entries(defs as ColumnDefs)
  const names = columns.map((column) => nameOfColumn(column instanceof Expr ? column.node : undefined))
  const single = entries
    .filter(([, def]) => def.options.primaryKey || def.options.unique)
    .map(([key, def]) => [columnName(key, def)])
  const several = constraints().flatMap((constraint) => {
    if (constraint.kind === 'primaryKey' || constraint.kind === 'unique')
      return [constraint.columns.map(({ node }) => nameOfColumn(node))]
    if (constraint.kind !== 'index' || !constraint.unique || constraint.where) return []
    return [constraint.columns.map((column) => nameOfColumn(orderOf(column).by))]
  })
  const isKey = (key: readonly string[]): boolean =>
    key.length === names.length && key.every((name) => names.includes(name))
  if (![...single, ...several].some(isKey)) {
    throw new StatementError(
      `${names.map((name) => `${nameOf(table)}.${name}`).join(', ')} is no unique key; onConflict takes the columns of a primary key or of a unique key`,
    )
  }
  return names.map((name) =>
    target(table, (entries.find(([key, def]) => columnName(key, def) === name) as [string, unknown])[0]),
  )
}

const nameOfColumn = (node: ExprNode | undefined): string => (node?.kind === 'column' ? node.name : '')
