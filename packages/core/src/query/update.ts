import type { DeleteNode, SourceNode, UpdateNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Built } from '../expr/built.ts'
import type { Condition } from '../expr/expr.ts'
import { conditionOf } from '../expr/logic.ts'
import type { Selection } from '../expr/row.ts'
import type { Missing, Need, Reason, RowSentence } from '../expr/scope.ts'
import type { AnySource, Source } from '../expr/source.ts'
import { assignment } from './assignment.ts'
import type { SetRow } from './cells.ts'
import { listOf, type Returned, type RowByRow } from './insert.ts'
import { Returning } from './returning.ts'
import { sourceNode } from './select.ts'
import { type Target, tableNode } from './target.ts'

type OwnCondition<R extends string, N extends Reason, F extends Need, Alias extends string> = [
  Missing<R, Alias>,
] extends [never]
  ? Condition<R, N, F>
  : RowSentence<Missing<R, Alias>, 'WHERE'>

/** An UPDATE that waits for what to set. */
export class Updating<in out Alias extends string, in out Defs, in out From extends string, out Needs extends Need> {
  declare readonly '~problem': `update of ${Alias} sets nothing; say .set({ … })`
  readonly #table: Target<Alias, any, Defs>
  readonly #from: readonly SourceNode[]

  constructor(table: Target<Alias, any, Defs>, from: readonly SourceNode[]) {
    this.#table = table
    this.#from = from
  }

  /**
   * `FROM source`: another source that SET and WHERE read; `.where(…)` joins it. A row that has several partners takes
   * any one of them. It stands before `.set(…)`, so that this can be checked.
   */
  from<Source2 extends string, SF extends Need>(
    source: Source<Source2, any, any, SF>,
  ): Updating<Alias, Defs, From | Source2, Needs | SF> {
    return new Updating(this.#table, [...this.#from, sourceNode(source)])
  }

  /** `SET column = …`. */
  set<const C, F extends Need = never>(
    cells: SetRow<C, Alias, Defs, `${From}.${string}`, F>,
  ): UpdateSet<Alias, From, Needs | F> {
    return new UpdateSet({
      kind: 'update',
      table: tableNode(this.#table),
      set: Object.entries(cells as Readonly<Record<string, unknown>>).map(([key, value]) =>
        assignment(this.#table, key, value),
      ),
      from: this.#from,
      where: undefined,
      returning: undefined,
    })
  }
}

/** An UPDATE that waits for its rows: `where` names them, `allRows` means every row. */
export class UpdateSet<in out Alias extends string, in out From extends string, out Needs extends Need> {
  declare readonly '~problem': `update of ${Alias} has no WHERE; say .where(…), or .allRows() where every row is meant`
  readonly #node: UpdateNode

  constructor(node: UpdateNode) {
    this.#node = node
  }

  /** `WHERE …`: the rows to change. */
  where<R extends string, N extends Reason, F extends Need>(
    ...conditions: (OwnCondition<R, N, F, From> | false)[]
  ): Update<Alias, Needs | F> {
    return new Update({ ...this.#node, where: needed('update', this.#node.table.name, conditions) })
  }

  /** Changes every row of the table. */
  allRows(): Update<Alias, Needs> {
    return new Update(this.#node)
  }
}

/** A complete UPDATE. */
export class Update<in out Alias extends string, out Needs extends Need> extends Built<UpdateNode> {
  declare readonly '~change': Needs
  /** `RETURNING …`: gives the rows as they are now. PostgreSQL and SQLite. */
  returning<const S extends Selection | AnySource>(what: RowByRow<S>): Returned<S, Alias, Needs | 'updateReturning'> {
    return new Returning({ ...this.node, returning: listOf(what as any) }) as any
  }
}

/** `UPDATE table`. */
export function update<Alias extends string, Defs>(
  table: Target<Alias, any, Defs>,
): Updating<Alias, Defs, Alias, never> {
  return new Updating(table, [])
}

/** A DELETE that waits for its rows: `where` names them, `allRows` means every row. */
export class Deleting<in out Alias extends string, in out From extends string, out Needs extends Need> {
  declare readonly '~problem': `delete from ${Alias} has no WHERE; say .where(…), or .allRows() where every row is meant`
  readonly #node: DeleteNode

  constructor(node: DeleteNode) {
    this.#node = node
  }

  /** `USING source`: another source that WHERE reads, and joins. Not on SQLite. */
  using<Source2 extends string, SF extends Need>(
    source: Source<Source2, any, any, SF>,
  ): Deleting<Alias, From | Source2, Needs | SF | 'deleteUsing'> {
    return new Deleting({ ...this.#node, using: [...this.#node.using, sourceNode(source)] })
  }

  /** `WHERE …`: the rows to delete. */
  where<R extends string, N extends Reason, F extends Need>(
    ...conditions: (OwnCondition<R, N, F, From> | false)[]
  ): Delete<Alias, Needs | F> {
    return new Delete({ ...this.#node, where: needed('delete from', this.#node.from.name, conditions) })
  }

  /** Deletes every row of the table. */
  allRows(): Delete<Alias, Needs> {
    return new Delete(this.#node)
  }
}

/** A complete DELETE. */
export class Delete<in out Alias extends string, out Needs extends Need> extends Built<DeleteNode> {
  declare readonly '~change': Needs
  /** `RETURNING …`: gives the rows as they were. PostgreSQL, SQLite and MariaDB. */
  returning<const S extends Selection | AnySource>(what: RowByRow<S>): Returned<S, Alias, Needs | 'deleteReturning'> {
    return new Returning({ ...this.node, returning: listOf(what as any) }) as any
  }
}

/** `DELETE FROM table`. */
export function deleteFrom<Alias extends string>(table: Target<Alias, any, any>): Deleting<Alias, Alias, never> {
  return new Deleting({ kind: 'delete', from: tableNode(table), using: [], where: undefined, returning: undefined })
}

/** A WHERE that must not vanish: with every condition `false` the statement would change all rows. */
function needed(verb: string, table: string, conditions: readonly unknown[]): NonNullable<UpdateNode['where']> {
  const condition = conditionOf(conditions)
  const isEverything = condition?.kind === 'constant' && condition.value === true
  if (condition && !isEverything) return condition
  throw new StatementError(`${verb} ${table} has no condition left; say .allRows() where every row is meant`)
}
