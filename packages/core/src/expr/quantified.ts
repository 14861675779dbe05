import type { CallNode } from '../ast.ts'
import type { Kind } from '../types/kinds.ts'
import type { Need, Reason } from './scope.ts'

/**
 * `ANY (…)` of a query or an array: it stands on the right of a comparison, which is true where it is for one of the
 * values. Made by `any(…)`.
 */
export class Quantified<out K extends Kind, out Refs extends string, out Nulls extends Reason, out Needs extends Need> {
  declare readonly '~quantified': {
    readonly kind: K
    readonly refs: Refs
    readonly nulls: Nulls
    readonly needs: Needs
  }
  /** The tree, as data. */
  readonly node: CallNode

  constructor(node: CallNode) {
    this.node = node
  }
}
