import type { CaseNode, ExprNode } from '../ast.ts'
import type { Comparable, Kind } from '../types/kinds.ts'
import { type AnyExpr, type Condition, Expr, nodeOf, operand } from './expr.ts'
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

/** What closes a CASE. */
abstract class CaseEnd<out V, out K extends Kind, out R extends string, out N extends Reason, out F extends Need> {
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

  /** `ELSE … END`: what it is where no branch is taken. */
  else<R3 extends string = never, N3 extends Reason = never, F3 extends Need = never>(
    otherwise: V | Expr<V, K, R3, N3, F3>,
  ): Expr<V, K, R | R3, N | Perhaps<N3>, F | F3> {
    return new Expr({ ...this.#node, otherwise: this.#result(otherwise) })
  }

  /** `END` without ELSE: null where no branch is taken. */
  end(): Expr<V, K, R, N | null, F> {
    return new Expr(this.#node)
  }

  protected branched(when: ExprNode, then: unknown): CaseNode {
    return { ...this.#node, branches: [...this.#node.branches, { when, then: this.#result(then) }] }
  }

  #result(value: unknown): ExprNode {
    return operand(value, new Expr<any, any, any, any, any>(this.#node))
  }
}

/** A CASE that may get more branches; `else` or `end` makes it an expression. */
export class Case<
  out V,
  out K extends Kind,
  out R extends string,
  out N extends Reason,
  out F extends Need,
> extends CaseEnd<V, K, R, N, F> {
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
    return new Case(this.branched(nodeOf(when), then))
  }
}

/**
 * `CASE value WHEN … THEN … END`: the first value that is equal decides. Null is equal to none: say
 * `caseWhen(x.isNull(), …)` for it.
 *
 * `caseOf(artists.country).when('SE', literal('Sweden')).else('elsewhere')`
 */
export const caseOf = <V, K extends Kind, R extends string, F extends Need>(
  value: Expr<V, K, R, any, F>,
): CaseOf<V, K, R, F> => new CaseOf(value)

/** A CASE of one value, before its first branch. */
export class CaseOf<out V, out K extends Kind, out R extends string, out F extends Need> {
  readonly #of: Expr<V, K, R, any, F>

  constructor(of: Expr<V, K, R, any, F>) {
    this.#of = of
  }

  /** `WHEN … THEN …`. */
  when<
    V3,
    K3 extends Kind,
    R3 extends string,
    N3 extends Reason,
    F3 extends Need,
    R2 extends string = never,
    F2 extends Need = never,
  >(
    when: V | Expr<any, Comparable[K], R2, any, F2>,
    then: Expr<V3, K3, R3, N3, F3>,
  ): CaseOfBranches<V, K, V3, K3, R | R2 | R3, Perhaps<N3>, F | F2 | F3> {
    const branches = [{ when: operand(when, this.#of), then: nodeOf(then) }]
    return new CaseOfBranches(this.#of, {
      kind: 'case',
      operand: this.#of.node,
      branches,
      otherwise: undefined,
      type: then.node.type,
    })
  }
}

/** A CASE of one value that may get more branches; `else` or `end` makes it an expression. */
export class CaseOfBranches<
  out Of,
  out KOf extends Kind,
  out V,
  out K extends Kind,
  out R extends string,
  out N extends Reason,
  out F extends Need,
> extends CaseEnd<V, K, R, N, F> {
  readonly #of: AnyExpr

  constructor(of: AnyExpr, node: CaseNode) {
    super(node)
    this.#of = of
  }

  /** Another `WHEN … THEN …`. */
  when<
    R2 extends string = never,
    F2 extends Need = never,
    R3 extends string = never,
    N3 extends Reason = never,
    F3 extends Need = never,
  >(
    when: Of | Expr<any, Comparable[KOf], R2, any, F2>,
    then: V | Expr<V, K, R3, N3, F3>,
  ): CaseOfBranches<Of, KOf, V, K, R | R2 | R3, N | Perhaps<N3>, F | F2 | F3> {
    return new CaseOfBranches(this.#of, this.branched(operand(when, this.#of), then))
  }
}
