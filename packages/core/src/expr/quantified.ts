import type { CallNode } from '../ast.ts'

/**
 * `ANY (…)` of a query or an array: it stands on the right of a comparison, which is true where it is for one of the
 * values. Made by `any(…)`.
 */
export class Quantified<out K, out Refs, out Nulls, out Needs> {
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
