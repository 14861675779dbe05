// SQL functions, one line each: the type is the signature, the value is the call. A dialect that spells
// one otherwise has an entry in its `functions`.
import type { ExprNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import type { Comparable, Kind, NumberKind } from '../types/kinds.ts'
import type { SqlType, Typed } from '../types/sql-type.ts'
import {
  bigintType,
  booleanType,
  integerType,
  numericType,
  realType,
  textType,
  timestampType,
} from '../types/standard.ts'
import { type AnyExpr, call, Expr, operand, subqueryOf, type Window, windowOf } from './expr.ts'
import type { NeedsIn, OuterIn, Scalar } from './row.ts'
import type { Aggregated, Need, ParamNeed, Perhaps, Reason } from './scope.ts'

// ── text ───────────────────────────────────────────────────────────────────────────────────────

/** `lower(text)`. */
export const lower = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F> => call('lower', [text], textType)
/** `upper(text)`. */
export const upper = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F> => call('upper', [text], textType)
/** `trim(text)`: without spaces at both ends. */
export const trim = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F> => call('trim', [text], textType)
/** `length(text)`: in characters, on MySQL `char_length`. */
export const length = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<number, 'integer', R, N, F> => call('length', [text], integerType)

// ── numbers ────────────────────────────────────────────────────────────────────────────────────

/** `abs(number)`. */
export const abs = <V, K extends NumberKind, R extends string, N extends Reason, F extends Need>(
  number: Expr<V, K, R, N, F>,
): Expr<V, K, R, N, F> => call('abs', [number], number.node.type)
/** `round(number)` to a whole number; halves go away from zero for `numeric`, as the database has it for `real`. */
export const round = <V, K extends NumberKind, R extends string, N extends Reason, F extends Need>(
  number: Expr<V, K, R, N, F>,
): Expr<V, K, R, N, F> => call('round', [number], number.node.type)

// ── aggregates ─────────────────────────────────────────────────────────────────────────────────

/** `count(*)`, or with an argument the number of rows in which it is not null. Never null. */
export const count = <E extends AnyExpr = never>(
  of?: E,
): Expr<number, 'integer', Aggregated<E['~types']['refs']>, never, E['~types']['needs']> =>
  call('count', of ? [of] : [], integerType, { star: of === undefined })
/** `count(distinct …)`. */
export const countDistinct = <R extends string, F extends Need>(
  of: Expr<any, any, R, any, F>,
): Expr<number, 'integer', Aggregated<R>, never, F> => call('count', [of], integerType, { distinct: true })
/** `sum(number)`: null over no rows. A sum of `integer` that a number cannot hold exactly is an error; cast to `bigint()` then. */
export const sum = <V, K extends NumberKind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F> => call('sum', [of], summed(of.node.type))
/** `avg(number)`: `numeric` of `numeric`, else `real`; null over no rows. */
export const avg = <K extends NumberKind, R extends string, N extends Reason, F extends Need>(
  of: Expr<any, K, R, N, F>,
): K extends 'numeric'
  ? Expr<string, 'numeric', Aggregated<R>, 'empty:' | Perhaps<N>, F>
  : Expr<number, 'real', Aggregated<R>, 'empty:' | Perhaps<N>, F> =>
  call('avg', [of], of.node.type.kind === 'numeric' ? numericType() : realType) as any
/** `min(…)`: null over no rows. */
export const min = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F> => call('min', [of], of.node.type)
/** `max(…)`: null over no rows. */
export const max = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): Expr<V, K, Aggregated<R>, 'empty:' | Perhaps<N>, F> => call('max', [of], of.node.type)

/** A sum may have more digits than the column allows. */
const summed = (type: SqlType): SqlType =>
  type.kind === 'numeric' && type.args.length > 0 ? { ...type, args: [] } : type

// ── windows ────────────────────────────────────────────────────────────────────────────────────

/** A function that needs OVER; `over` makes it an expression. */
export class WindowFunction<
  out Value,
  out K extends Kind,
  out Refs extends string,
  out Nulls extends Reason,
  out Needs extends Need,
> {
  readonly #call: Expr<any, any, any, any, any>

  constructor(name: string, args: readonly Expr<any, any, any, any, any>[], type: SqlType) {
    this.#call = call(name, args, type)
  }

  /** `OVER (PARTITION BY … ORDER BY …)`. */
  over<R extends string = never, F extends Need = never>(
    window?: Window<R, F>,
  ): Expr<Value, K, 'over:' | Refs | R, Nulls, Needs | F> {
    return new Expr({ ...(this.#call.node as Extract<ExprNode, { kind: 'call' }>), over: windowOf(window) })
  }
}

/** `row_number()`: 1, 2, 3 … in the window's order. */
export const rowNumber = (): WindowFunction<number, 'integer', never, never, never> =>
  new WindowFunction('row_number', [], integerType)
/** `rank()`: peers get the same number, and numbers are left out behind them. */
export const rank = (): WindowFunction<number, 'integer', never, never, never> =>
  new WindowFunction('rank', [], integerType)
/** `dense_rank()`: peers get the same number, and none is left out. */
export const denseRank = (): WindowFunction<number, 'integer', never, never, never> =>
  new WindowFunction('dense_rank', [], integerType)
/** `lag(…)`: the value in the row before, null in the first. */
export const lag = <V, K extends Kind, R extends string, F extends Need>(
  of: Expr<V, K, R, any, F>,
): WindowFunction<V, K, R, null, F> => new WindowFunction('lag', [of], of.node.type)
/** `lead(…)`: the value in the row behind, null in the last. */
export const lead = <V, K extends Kind, R extends string, F extends Need>(
  of: Expr<V, K, R, any, F>,
): WindowFunction<V, K, R, null, F> => new WindowFunction('lead', [of], of.node.type)

// ── values ─────────────────────────────────────────────────────────────────────────────────────

/** `coalesce(a, b)`: the first that is not null. */
export function coalesce<
  V,
  K extends Kind,
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  first: Expr<V, K, R, N, F>,
  second: V | Expr<V, Comparable[K] & K, R2, N2, F2>,
): Expr<V, K, R | R2, Perhaps<N2>, F | F2> {
  const node = operand(second, first)
  return new Expr({ kind: 'call', name: 'coalesce', args: [first.node, node], type: first.node.type })
}

/** `nullif(a, b)`: null where both are equal. */
export function nullIf<
  V,
  K extends Kind,
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  F2 extends Need = never,
>(value: Expr<V, K, R, N, F>, empty: V | Expr<any, Comparable[K], R2, any, F2>): Expr<V, K, R | R2, null, F | F2> {
  return new Expr({ kind: 'call', name: 'nullif', args: [value.node, operand(empty, value)], type: value.node.type })
}

/** A query with one column and at most one row, as a value; null where it has no row. */
export function scalar<Q>(query: Scalar<Q>): Q extends {
  readonly '~types': { readonly selection: { readonly [key: string]: Expr<infer V, infer K, any, any, any> } }
}
  ? Expr<V, K, OuterIn<Q>, null, NeedsIn<Q>>
  : never {
  return new Expr(subqueryOf(query)) as any
}

/** `now()`: the instant at which the statement (on PostgreSQL: the transaction) began. */
export const now = (): Expr<Date, 'timestamp', never, never> => call('now', [], timestampType)

type LiteralKind<V> = V extends number
  ? 'integer'
  : V extends string
    ? 'text'
    : V extends bigint
      ? 'bigint'
      : V extends boolean
        ? 'boolean'
        : 'timestamp'
type Widened<V> = V extends number
  ? number
  : V extends string
    ? string
    : V extends bigint
      ? bigint
      : V extends boolean
        ? boolean
        : Date

/** A value as an expression. It travels as a parameter. A whole number is an `integer`; for others use `param`-like types: `literal('1.5', numeric())`. */
export function literal<const V extends number | string | bigint | boolean | Date>(
  value: V,
): Expr<Widened<V>, LiteralKind<V>, never, never>
export function literal<V, K extends Kind>(value: V, type: Typed<V, K>): Expr<V, K, never, never>
export function literal(value: unknown, type?: Typed<unknown, Kind>): Expr<any, any, never, never> {
  return new Expr({ kind: 'param', value, type: type?.type ?? typeOf(value), label: undefined })
}

function typeOf(value: unknown): SqlType {
  switch (typeof value) {
    case 'string':
      return textType
    case 'bigint':
      return bigintType
    case 'boolean':
      return booleanType
    case 'number':
      if (Number.isInteger(value)) return integerType
      throw new StatementError(
        'literal takes whole numbers by themselves; say literal(1.5, real()) or literal("1.5", numeric())',
      )
    default:
      if (value instanceof Date) return timestampType
      throw new StatementError(
        'literal takes a number, string, bigint, boolean or Date; give the type as second argument',
      )
  }
}

/** NULL as a value of a type, for CASE and INSERT … SELECT. */
export function nullOf<V, K extends Kind>(type: Typed<V, K, null>): Expr<V, K, never, null> {
  return new Expr({ kind: 'cast', operand: { kind: 'constant', value: null, type: type.type }, type: type.type })
}

/** TRUE or FALSE, written as the word. */
export const constant = (value: boolean): Expr<boolean, 'boolean', never, never> =>
  new Expr({ kind: 'constant', value, type: booleanType })

/** A parameter that gets its value when the statement runs: `param('name', text())`. */
export function param<const Name extends string, V, K extends Kind, Null extends null>(
  name: Name,
  type: Typed<V, K, Null>,
): Expr<V, K, never, Null, ParamNeed<Name, K, Null>> {
  if (typeof name !== 'string' || name === '' || name.includes(':')) {
    throw new StatementError('a parameter has a name, without a colon')
  }
  return new Expr({ kind: 'placeholder', name, type: type.type })
}
