import type { CaseNode, ExprNode } from '../ast.ts'
import type { Kind } from '../types/kinds.ts'
import { type Condition, Expr, nodeOf, operand } from './expr.ts'
import type { Need, Perhaps, Reason } from './scope.ts'

/**
 * `CASE WHEN … THEN … END`. The first condition that is true decides; `else` or `end` closes it.
 *
 * `caseWhen(tracks.lengthMs.gt(600_000), literal('long')).else('short')`
 */
export function caseWhen<
  V,
  K extends Kind,
  R extends string,
  F extends Need,
  R2 extends string,
  N2 extends Reason,
  F2 extends Need,
>(when: Condition<R, any, F>, then: Expr<V, K, R2, N2, F2>): Case<V, K, R | R2, Perhaps<N2>, F | F2> {
  return new Case({
    kind: 'case',
    operand: undefined,
    branches: [{ when: nodeOf(when), then: nodeOf(then) }],
    otherwise: undefined,
    type: then.node.type,
  })
}

/** A CASE that may get more branches; `else` or `end` makes it an expression. */
export class Case<out V, out K extends Kind, out R extends string, out N extends Reason, out F extends Need> {
  declare readonly '~types': {
    readonly value: V
    readonly kind: K
    readonly refs: R
    readonly nulls: N
    readonly needs: F
  }
  readonly #node: CaseNode

  constructor(node: CaseNode) {
    this.#node = node
  }

  /** Another `WHEN … THEN …`. */
  when<
    R2 extends string,
    F2 extends Need,
    R3 extends string = never,
    N3 extends Reason = never,
    F3 extends Need = never,
  >(
    when: Condition<R2, any, F2>,
    then: V | Expr<V, K, R3, N3, F3>,
  ): Case<V, K, R | R2 | R3, N | Perhaps<N3>, F | F2 | F3> {
    return new Case({
      ...this.#node,
      branches: [...this.#node.branches, { when: nodeOf(when), then: this.#result(then) }],
    })
  }

  /** `ELSE … END`: what it is where no condition is true. */
  else<R3 extends string = never, N3 extends Reason = never, F3 extends Need = never>(
    otherwise: V | Expr<V, K, R3, N3, F3>,
  ): Expr<V, K, R | R3, N | Perhaps<N3>, F | F3> {
    return new Expr({ ...this.#node, otherwise: this.#result(otherwise) })
  }

  /** `END` without ELSE: null where no condition is true. */
  end(): Expr<V, K, R, N | null, F> {
    return new Expr(this.#node)
  }

  #result(value: unknown): ExprNode {
    return operand(value, new Expr<any, any, any, any, any>(this.#node))
  }
}
