// Pages by their place in an order, which stay right when rows come and go, and cost the same wherever they are.
import type { ExprNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { type AnyExpr, Expr, type Order, orderOf } from '../expr/expr.ts'
import { and, or } from '../expr/logic.ts'
import type { Need, NullIn, Reason } from '../expr/scope.ts'

/** An entry of an order: an expression, ascending, or a direction of one. */
type Entry = Expr<any, any, any, any, any> | Order<any, any, any, any>

/** What a page is ordered by. */
export type OrderOf = Readonly<Record<string, Entry>>

type Of<E, Field extends string> = E extends { readonly '~types': { readonly [F in Field]: infer Found } }
  ? Found
  : never

/** The place of a row in an order. */
export type Cursor<O> = { readonly [Key in keyof O]: Of<O[Key], 'value'> }

/** What the entries of an order read. */
export type KeysetRefs<O> = Of<O[keyof O], 'refs'> & string

export type KeysetNeeds<O> = Of<O[keyof O], 'needs'> & Need

/** What keeps an order from making pages, as sentences: no key, so that it is not total, or an entry that may be null. */
export type KeysetProblem<O, Proven> = [`key:${KeysetRefs<O>}` & Proven] extends [never]
  ? 'this order is not total, so a page could leave rows out; add a primary key to it'
  : {
      [Key in keyof O & string]: NullIn<Of<O[Key], 'nulls'> & Reason, Proven> extends never
        ? Unordered<Of<O[Key], 'kind'>, Key>
        : `${Key} may be null, and null has no place in an order; use coalesce(…), or .where(….isNotNull()) first`
    }[keyof O & string]

/** The sentence for JSON; a direction does not tell the kind, so that the same is said when the program runs. */
type Unordered<K, Key extends string> = unknown extends K
  ? never
  : K extends 'json'
    ? `${Key} is json, which not every database has in an order; take a part of it, as in .at(…).asText()`
    : never

/** An order for pages, and the places of rows in it. */
export class Keyset<in out O> {
  declare readonly '~order': O
  readonly #entries: readonly (readonly [key: string, expr: AnyExpr, descending: boolean])[]

  constructor(order: OrderOf) {
    this.#entries = Object.entries(order).map(([key, entry]) => {
      const { by, direction, nulls } = orderOf(entry)
      if (nulls) throw new StatementError(`${key} of a keyset has NULLS FIRST or LAST; nulls have no place in it`)
      if (by.type.kind === 'json')
        throw new StatementError(
          `${key} is json, which not every database has in an order; take a part of it, as in .at(…).asText()`,
        )
      return [key, new Expr<any, any, any, any, any>(by), direction === 'desc'] as const
    })
    if (this.#entries.length === 0) throw new StatementError('a keyset is empty; give it at least a primary key')
  }

  /** The place of a row that has the keys of the order. */
  cursor(row: Cursor<O>): Cursor<O> {
    return Object.fromEntries(this.#entries.map(([key]) => [key, (row as Record<string, unknown>)[key]])) as Cursor<O>
  }

  /** ORDER BY of the order, or of its reverse. */
  orders(reverse: boolean): Order<any, any>[] {
    return this.#entries.map(([, expr, descending]) => (descending === reverse ? expr.asc() : expr.desc()))
  }

  /**
   * The rows behind a place. The comparison with the first entry alone stands in front, since every database can find
   * that in an index.
   */
  behind(cursor: Readonly<Record<string, unknown>>, reverse: boolean): ExprNode {
    const [unknown] = Object.keys(cursor).filter((key) => !this.#entries.some(([own]) => own === key))
    if (unknown !== undefined) throw new StatementError(`the order has no ${unknown}; a cursor holds its keys`)
    const places = this.#entries.map(([key, expr, descending]) => {
      const value = Object.hasOwn(cursor, key) ? cursor[key] : undefined
      if (value === undefined || value === null)
        throw new StatementError(`the cursor has no ${key}; take it from a row`)
      // One comparison makes the parameter, so that every use of the value is the same one.
      const equal = expr.eq(value)
      const [, param] = (equal.node as Extract<ExprNode, { kind: 'infix' }>).operands as [ExprNode, ExprNode]
      const bound = new Expr<any, any, any, any, any>(param)
      const up = descending === reverse
      return { equal, after: up ? expr.gt(bound) : expr.lt(bound), from: up ? expr.gte(bound) : expr.lte(bound) }
    })
    const [first, ...rest] = places as [(typeof places)[number], ...typeof places]
    if (rest.length === 0) return first.after.node
    const ties = places.map(({ after }, i) => and(...places.slice(0, i).map(({ equal }) => equal), after))
    return and(first.from, or(...ties)).node
  }
}

/**
 * An order for pages: `const newest = keyset({ addedAt: tracks.addedAt.desc(), id: tracks.id })`, then
 * `q.after(newest, cursor).limit(20)`, and the next cursor is `newest.cursor(lastRow)`. It ends with a primary key, so
 * that no two rows have the same place.
 */
export const keyset = <const O extends OrderOf>(order: O): Keyset<O> => new Keyset(order)
