// Row values: several values that are compared as one.
import type { ExprNode, InfixOperator, ListNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { outputsOf } from '../tree/united.ts'
import type { Comparable, Kind } from '../types/kinds.ts'
import { booleanType } from '../types/standard.ts'
import { queryNodeOf } from './built.ts'
import { type AnyExpr, type Condition, Expr, nodeOf, operand } from './expr.ts'
import type { In } from './operand.ts'
import type { Inner, NeedsIn, OuterIn } from './row.ts'
import type { Need, Perhaps, Reason } from './scope.ts'

type Parts = readonly [AnyExpr, ...AnyExpr[]]

/** A value or an expression for each part of a row value. */
type Cells<P extends readonly unknown[]> = {
  readonly [At in keyof P]: P[At] extends Expr<infer V, infer K extends Kind, any, any, any>
    ? V | Expr<any, Comparable[K], any, any, any>
    : never
}

type Compared<P extends readonly unknown[], Right> = Condition<
  In<P[number] | PartOf<Right>, 'refs'> & string,
  Perhaps<In<P[number] | PartOf<Right>, 'nulls'> & Reason>,
  In<P[number] | PartOf<Right>, 'needs'> & Need
>

type PartOf<Right> = Right extends readonly unknown[]
  ? Right[number]
  : Right extends Row<infer P extends readonly unknown[]>
    ? P[number]
    : never

/** Another row value. */
interface Row<out P> {
  readonly '~parts': P
}

/**
 * A row value: `row(tracks.artistId, tracks.mood).in([[1, 'calm'], [2, 'loud']])`. `<` and its kin compare the first
 * parts that differ. Null in a part makes it null, unless the others decide.
 */
export const row = <const P extends Parts>(...parts: P): RowValue<P> => new RowValue(parts)

/** Several values that are compared as one. */
export class RowValue<P extends readonly AnyExpr[]> {
  declare readonly '~parts': P
  readonly #parts: P

  constructor(parts: P) {
    this.#parts = parts
  }

  /** `(a, b) = (c, d)`: values, expressions or another `row(…)`. */
  eq<const Right extends Cells<P> | Row<Cells<P>>>(right: Right): Compared<P, Right> {
    return this.#compared('=', right)
  }

  /** `(a, b) <> (c, d)`. */
  ne<const Right extends Cells<P> | Row<Cells<P>>>(right: Right): Compared<P, Right> {
    return this.#compared('<>', right)
  }

  /** `(a, b) < (c, d)`: where `a` is less, or equal and `b` is less. */
  lt<const Right extends Cells<P> | Row<Cells<P>>>(right: Right): Compared<P, Right> {
    return this.#compared('<', right)
  }

  /** `(a, b) <= (c, d)`. */
  lte<const Right extends Cells<P> | Row<Cells<P>>>(right: Right): Compared<P, Right> {
    return this.#compared('<=', right)
  }

  /** `(a, b) > (c, d)`. */
  gt<const Right extends Cells<P> | Row<Cells<P>>>(right: Right): Compared<P, Right> {
    return this.#compared('>', right)
  }

  /** `(a, b) >= (c, d)`. */
  gte<const Right extends Cells<P> | Row<Cells<P>>>(right: Right): Compared<P, Right> {
    return this.#compared('>=', right)
  }

  /** `(a, b) IN ((1, 2), (3, 4))`. An empty list is false, also for null. */
  in<const Right extends readonly Cells<P>[]>(list: Right): Compared<P, Right[number]> {
    return this.#among('in', list)
  }

  /** `(a, b) NOT IN ((1, 2), (3, 4))`. An empty list is true, also for null. */
  notIn<const Right extends readonly Cells<P>[]>(list: Right): Compared<P, Right[number]> {
    return this.#among('not in', list)
  }

  /** `(a, b) IN (SELECT …)`: a query with as many columns, in this order. */
  inQuery<Q>(
    query: Inner<Q>,
  ): Condition<(In<P[number], 'refs'> & string) | OuterIn<Q>, null, (In<P[number], 'needs'> & Need) | NeedsIn<Q>> {
    return infix('in', this.#node(), this.#subquery(query))
  }

  #compared(operator: InfixOperator, right: unknown): any {
    return infix(operator, this.#node(), this.#right(right))
  }

  #among(operator: 'in' | 'not in', list: unknown): any {
    if (!Array.isArray(list)) throw new StatementError('a row value is in a list of lists; use inQuery for a query')
    if (list.length === 0) return new Expr({ kind: 'constant', value: operator === 'not in', type: booleanType })
    return infix(operator, this.#node(), listOf(list.map((item) => this.#right(item))))
  }

  #node(): ListNode {
    return listOf(this.#parts.map(nodeOf))
  }

  #right(right: unknown): ListNode {
    const cells = right instanceof RowValue ? right.#parts : right
    if (!Array.isArray(cells) || cells.length !== this.#parts.length)
      throw new StatementError(`a row value of ${this.#parts.length} is compared with one of as many parts`)
    return listOf(cells.map((cell, i) => operand(cell, this.#parts[i] as AnyExpr)))
  }

  #subquery(query: unknown): ExprNode {
    const node = queryNodeOf(query)
    if (outputsOf(node).length !== this.#parts.length)
      throw new StatementError(
        `a row value of ${this.#parts.length} is in a query of as many columns, not of ${outputsOf(node).length}`,
      )
    return { kind: 'subquery', query: node, type: booleanType }
  }
}

// No part has the type of the whole.
const listOf = (items: readonly ExprNode[]): ListNode => ({ kind: 'list', items, type: booleanType })

const infix = (operator: InfixOperator, left: ExprNode, right: ExprNode): any =>
  new Expr({ kind: 'infix', operator, operands: [left, right], type: booleanType })
