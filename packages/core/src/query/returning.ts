import type { DeleteNode, InsertNode, StatementNode, UpdateNode } from '../ast.ts'
import type { Need, StatementTypes } from '../expr/scope.ts'

/**
 * A statement that gives rows, whatever its kind: what `db.all` and its kin take. SELECT, set operations, and
 * changes with RETURNING are such.
 */
export interface Rows<
  out S,
  out From extends string,
  in Proven extends string,
  out Grouped extends string,
  out Needs extends Need,
  out Outer extends string,
> {
  readonly node: StatementNode
  readonly '~types': StatementTypes<S, From, Proven, Grouped, Needs, Outer>
}

/** A statement that changes rows and is complete: what `db.run` takes. UPDATE and DELETE are once they know their rows. */
export interface Change<out Needs extends Need> {
  readonly node: StatementNode
  readonly '~change': Needs
}

/** INSERT, UPDATE or DELETE with RETURNING: it changes rows and gives them. */
export class Returning<out S, in out From extends string, out Needs extends Need> {
  declare readonly '~types': StatementTypes<S, From, From, never, Needs, never>
  declare readonly '~change': Needs
  readonly node: InsertNode | UpdateNode | DeleteNode

  constructor(node: InsertNode | UpdateNode | DeleteNode) {
    this.node = node
  }
}
