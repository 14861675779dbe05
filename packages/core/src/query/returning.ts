import type { DeleteNode, InsertNode, StatementNode, UpdateNode } from '../ast.ts'
import { Built } from '../expr/built.ts'
import type { Need, StatementTypes } from '../expr/scope.ts'

/** A statement that changes rows and is complete: what `db.run` takes. UPDATE and DELETE are once they know their rows. */
export interface Change<out Needs extends Need> {
  readonly node: StatementNode
  readonly '~change': Needs
}

/** INSERT, UPDATE or DELETE with RETURNING: it changes rows and gives them. */
export class Returning<
  out S,
  in out Refs extends string,
  in out From extends string,
  out Needs extends Need,
> extends Built<InsertNode | UpdateNode | DeleteNode> {
  declare readonly '~types': StatementTypes<S, Refs, `${From}.${string}`, From, never, Needs>
  declare readonly '~change': Needs
}
