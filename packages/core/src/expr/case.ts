import type { CaseNode, ExprNode } from '../ast.ts'
import type { Kind } from '../types/kinds.ts'
import { commonType } from '../types/standard.ts'
import { type Alternative, type AnyExpr, type Condition, Expr, nodeOf, type Operand, operand } from './expr.ts'
import { type LiteralKind, literal, type Plain, type Widened } from './functions/value.ts'
import type { In } from './operand.ts'
import type { Need, Perhaps, Reason } from './scope.ts'

/**
 * `CASE WHEN … THEN … END`. The first condition that is true decides; `else` or `end` closes it.
 *
 * `caseWhen(tracks.lengthMs.gt(600_000), 'long').when(tracks.lengthMs.lt(1_000), 'tiny').else('short')`
 */
export function caseWhen<R extends string, F extends Need, const T extends Plain | AnyExpr>(
  when: Condition<R, any, F>,
  then: T,
): Case<ValueOf<T>, KindOf<T>, R | In<T, 'refs'>, Perhaps<In<T, 'nulls'>>, F | In<T, 'needs'>> {
  const first = thenOf(then)
  return new Case({
    kind: 'case',
    operand: undefined,
    branches: [{ when: nodeOf(when), then: first }],
    otherwise: undefined,
    type: first.type,
  })
}

/** What a branch gives: the type of the first one is that of the CASE. */
type ValueOf<T> = T extends AnyExpr ? In<T, 'value'> : Widened<T>
type KindOf<T> = T extends AnyExpr ? In<T, 'kind'> : LiteralKind<T>

const thenOf = (then: unknown): ExprNode => (then instanceof Expr ? then : literal(then as Plain)).node

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
  else<const E, R3 extends string = never, N3 extends Reason = never, F3 extends Need = never>(
    otherwise: Alternative<E, V, K, 'CASE', R3, N3, F3>,
  ): Expr<V, K, R | R3, N | Perhaps<N3>, F | F3> {
    const result = this.#result(otherwise)
    return new Expr({ ...this.#node, otherwise: result, type: commonType([this.#node.type, result.type]) })
  }

  /** `END` without ELSE: null where no branch is taken. */
  end(): Expr<V, K, R, N | null, F> {
    return new Expr(this.#node)
  }

  protected branched(when: ExprNode, then: unknown): CaseNode {
    const result = this.#result(then)
    const branches = [...this.#node.branches, { when, then: result }]
    return { ...this.#node, branches, type: commonType([this.#node.type, result.type]) }
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
    const E,
    R3 extends string = never,
    N3 extends Reason = never,
    F3 extends Need = never,
  >(
    when: Condition<R2, any, F2>,
    then: Alternative<E, V, K, 'CASE', R3, N3, F3>,
  ): Case<V, K, R | R2 | R3, N | Perhaps<N3>, F | F2 | F3> {
    return new Case(this.branched(nodeOf(when), then))
  }
}

/**
 * `CASE value WHEN … THEN … END`: the first value that is equal decides. Null is equal to none: say
 * `caseWhen(x.isNull(), …)` for it.
 *
 * `caseOf(artists.country).when('SE', 'Sweden').else('elsewhere')`
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
  when<const W, const T extends Plain | AnyExpr, R2 extends string = never, F2 extends Need = never>(
    when: Operand<W, V, K, R, R2, any, F2>,
    then: T,
  ): CaseOfBranches<
    V,
    K,
    ValueOf<T>,
    KindOf<T>,
    R | R2 | In<T, 'refs'>,
    Perhaps<In<T, 'nulls'>>,
    F | F2 | In<T, 'needs'>
  > {
    const first = thenOf(then)
    return new CaseOfBranches(this.#of, {
      kind: 'case',
      operand: this.#of.node,
      branches: [{ when: operand(when, this.#of), then: first }],
      otherwise: undefined,
      type: first.type,
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
    const W,
    const E,
    R2 extends string = never,
    F2 extends Need = never,
    R3 extends string = never,
    N3 extends Reason = never,
    F3 extends Need = never,
  >(
    when: Operand<W, Of, KOf, never, R2, any, F2>,
    then: Alternative<E, V, K, 'CASE', R3, N3, F3>,
  ): CaseOfBranches<Of, KOf, V, K, R | R2 | R3, N | Perhaps<N3>, F | F2 | F3> {
    return new CaseOfBranches(this.#of, this.branched(operand(when, this.#of), then))
  }
}
