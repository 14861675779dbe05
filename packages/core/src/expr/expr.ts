import type {
  CallNode,
  CastNode,
  ExprNode,
  InfixOperator,
  NameNode,
  OrderNode,
  ParamNode,
  PostfixNode,
  PrefixNode,
  WindowNode,
} from '../ast.ts'
import { StatementError } from '../errors.ts'
import { asText } from '../print/inspect.ts'
import { type PrintOptions, printed } from '../print/print.ts'
import { outputsOf } from '../tree/united.ts'
import type { Arithmetic, Comparable, Kind, NumberKind, NumberOf } from '../types/kinds.ts'
import type { SqlType, Typed } from '../types/sql-type.ts'
import { bigintType, booleanType, integerType, numericType, realType, roomFor, textType } from '../types/standard.ts'
import { queryNodeOf } from './built.ts'
import {
  type At,
  type Gap,
  type NullOut,
  type ReadOut,
  readAs,
  type StepOf,
  stepped,
  textOf,
  type Unreadable,
} from './document.ts'
import { type Filled, type Frame, type FrameNeeds, frameOf } from './frame.ts'
import { Quantified } from './quantified.ts'
import type { Members, NeedsIn, NullMember, OuterIn } from './row.ts'
import type { ExprTypes, Need, Perhaps, Plain, Proofs, Reason, Windowed } from './scope.ts'

/** An expression of any type. */
export type AnyExpr = Expr<any, any, any, any, any>

/** A value of the same type, or an expression that may be compared with it. */
export type Operand<Value, K extends Kind, Refs extends string, Nulls extends Reason, Needs extends Need> =
  | Value
  | Expr<any, Comparable[K], Refs, Nulls, Needs>

/** What a comparison takes: a value of the same type, an expression, or any(…) of a query. */
export type Compared<Value, K extends Kind, Refs extends string, Nulls extends Reason, Needs extends Need> =
  | Value
  | Expr<any, Comparable[K], Refs, Nulls, Needs>
  | Quantified<Comparable[K], Refs, Nulls, Needs>

/** How a pattern of LIKE is read. */
export interface LikeOptions {
  /** The character before which `%` and `_` mean themselves. Without it none on SQLite, a backslash elsewhere. */
  readonly escape: string
}

/** An expression that is true, false or null. */
export type Condition<Refs extends string = any, Nulls extends Reason = any, Needs extends Need = any> = Expr<
  boolean,
  'boolean',
  Refs,
  Nulls,
  Needs
>

/** What a method for text takes, or the sentence that says why this expression has none. */
type Text<K, Name extends string, Right> = K extends 'text'
  ? Right
  : `${Name} needs text, not ${K & string}; cast it first`

/** What a method for numbers takes, or the sentence. */
type Num<K, Name extends string, Right> = K extends NumberKind ? Right : `${Name} needs numbers, not ${K & string}`

/** The reasons of an equation; only what is a condition itself has some that it does not share. */
type Equated<K, Nulls> = K extends 'boolean' | 'json' ? Plain<Nulls> : Nulls

/** What the types of an operand say in a field; `never` of a plain value. */
export type In<E, Field extends string> = E extends { readonly '~types': { readonly [F in Field]: infer Found } }
  ? Found
  : never

/** The kind of an operand; a plain value has that of the other side. */
type KindOf<E, K> = E extends AnyExpr ? In<E, 'kind'> : K

/** Division by an expression is null where that is zero; a plain zero is refused, so that no other is. */
type ByZero<E> = E extends AnyExpr ? null : never

type Quotient<K, K2> = K | K2 extends 'integer' | 'bigint' ? 'real' : Computed<K, K2>

/** What a method for whole numbers takes, or the sentence. */
type Whole<K, K2, Name extends string, Right> = K | K2 extends 'integer' | 'bigint'
  ? Right
  : `${Name} needs integers, not ${K2 extends 'integer' | 'bigint' ? K & string : K2 & string}; use div`

/** What `mod` takes, or the sentence. */
type Exact<K, K2, Name extends string, Right> = K | K2 extends 'integer' | 'bigint' | 'numeric'
  ? Right
  : `${Name} needs integers or numeric, not ${K2 extends 'integer' | 'bigint' | 'numeric' ? K & string : K2 & string}; cast it first`

type Computed<K, K2> = K extends keyof Arithmetic ? (K2 extends keyof Arithmetic ? Arithmetic[K][K2] : never) : never

/** An expression, as far as its types go. */
interface Typing {
  readonly '~types': { readonly value: unknown; readonly kind: Kind }
}

/** A document that can be read as SQL's own, or the sentence that says why it cannot. */
type Readable<Self, Holds, Name extends string> = [
  Unreadable<In<Self, 'value'>, In<Self, 'kind'>, Holds, Name>,
] extends [never]
  ? Self
  : Unreadable<In<Self, 'value'>, In<Self, 'kind'>, Holds, Name>

/** A document's value as SQL's own. */
type JsonRead<Self, To extends Kind, V> = Expr<
  ReadOut<In<Self, 'value'>, V>,
  To,
  In<Self, 'refs'> & string,
  (In<Self, 'nulls'> & Reason) | NullOut<In<Self, 'value'>>,
  In<Self, 'needs'> & Need
>

/**
 * A SQL expression. It is never a value itself: it says how the database computes one.
 *
 * `Value` is what a row holds for it and `K` its kind in SQL's words. The rest is how the statement around it
 * is checked: `Refs` the columns it reads, `Nulls` the reasons for which it may be null, `Needs` the features
 * that the database must have.
 */
export class Expr<
  out Value,
  out K extends Kind,
  out Refs extends string,
  out Nulls extends Reason,
  out Needs extends Need = never,
> {
  declare readonly '~types': ExprTypes<Value, K, Refs, Nulls, Needs>
  declare readonly '~selectable': true
  /** The tree of this expression, as data. */
  readonly node: ExprNode

  constructor(node: ExprNode) {
    this.node = node
  }

  /** The expression as SQL, for reading: like `toString` of a statement. */
  toString(options?: PrintOptions): string {
    return printed(this.node, options)
  }

  /** `=`. Null when a side is null; ask for null with `isNull()`. */
  eq<R extends string = never, N extends Reason = never, F extends Need = never>(
    right: Compared<Value, K, R, N, F>,
  ): Condition<Refs | R, Equated<K, Nulls | N>, Needs | F> {
    return compare('=', this, right)
  }

  /** `<>`. Null when a side is null. */
  ne<R extends string = never, N extends Reason = never, F extends Need = never>(
    right: Compared<Value, K, R, N, F>,
  ): Condition<Refs | R, Equated<K, Nulls | N>, Needs | F> {
    return compare('<>', this, right)
  }

  /** `>`. */
  gt<R extends string = never, N extends Reason = never, F extends Need = never>(
    right: Compared<Value, K, R, N, F>,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return compare('>', this, right)
  }

  /** `>=`. */
  gte<R extends string = never, N extends Reason = never, F extends Need = never>(
    right: Compared<Value, K, R, N, F>,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return compare('>=', this, right)
  }

  /** `<`. */
  lt<R extends string = never, N extends Reason = never, F extends Need = never>(
    right: Compared<Value, K, R, N, F>,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return compare('<', this, right)
  }

  /** `<=`. */
  lte<R extends string = never, N extends Reason = never, F extends Need = never>(
    right: Compared<Value, K, R, N, F>,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return compare('<=', this, right)
  }

  /** `IS DISTINCT FROM`: like `ne`, but two nulls are equal and the answer is never null. */
  isDistinctFrom<R extends string = never, F extends Need = never>(
    right: Operand<Value, K, R, any, F> | null,
  ): Condition<Refs | R, never, Needs | F> {
    return infix('is distinct from', [this.node, nullable(right, this)], booleanType)
  }

  /** `IS NOT DISTINCT FROM`: like `eq`, but two nulls are equal and the answer is never null. */
  isNotDistinctFrom<R extends string = never, F extends Need = never>(
    right: Operand<Value, K, R, any, F> | null,
  ): Condition<Refs | R, never, Needs | F> {
    return infix('is not distinct from', [this.node, nullable(right, this)], booleanType)
  }

  /** `IN`: a list of values and expressions, or a query with one column. An empty list is false, also for null. */
  in<R extends string = never, N extends Reason = never, F extends Need = never, Q = never>(
    right: readonly Operand<Value, K, R, N, F>[] | Members<Q, K>,
  ): Condition<Refs | R | OuterIn<Q>, Plain<Nulls> | Perhaps<N> | NullMember<Q>, Needs | F | NeedsIn<Q>> {
    return membership('in', this, right)
  }

  /** `NOT IN`. An empty list is true, also for null. A null in a query's column makes it null, never true. */
  notIn<R extends string = never, N extends Reason = never, F extends Need = never, Q = never>(
    right: readonly Operand<Value, K, R, N, F>[] | Members<Q, K>,
  ): Condition<Refs | R | OuterIn<Q>, Perhaps<Nulls | N> | NullMember<Q>, Needs | F | NeedsIn<Q>> {
    return membership('not in', this, right)
  }

  /** `BETWEEN low AND high`, both ends included. */
  between<R extends string = never, N extends Reason = never, F extends Need = never>(
    low: Operand<Value, K, R, N, F>,
    high: Operand<Value, K, R, N, F>,
  ): Condition<Refs | R, Nulls | Perhaps<N>, Needs | F> {
    return between(this, low, high, false)
  }

  /** `NOT BETWEEN low AND high`. */
  notBetween<R extends string = never, N extends Reason = never, F extends Need = never>(
    low: Operand<Value, K, R, N, F>,
    high: Operand<Value, K, R, N, F>,
  ): Condition<Refs | R, Nulls | Perhaps<N>, Needs | F> {
    return between(this, low, high, true)
  }

  /** `LIKE`: `%` stands for any text, `_` for one character. For a user's text take `contains` and its kin. */
  like<R extends string = never, N extends Reason = never, F extends Need = never>(
    pattern: Text<K, 'like', Operand<Value, 'text', R, N, F>>,
    options?: LikeOptions,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return likened('like', this, pattern, options)
  }

  /** `NOT LIKE`. */
  notLike<R extends string = never, N extends Reason = never, F extends Need = never>(
    pattern: Text<K, 'notLike', Operand<Value, 'text', R, N, F>>,
    options?: LikeOptions,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return likened('not like', this, pattern, options)
  }

  /** `ILIKE`: `like` that does not tell capitals from small letters. PostgreSQL only. */
  ilike<R extends string = never, N extends Reason = never, F extends Need = never>(
    pattern: Text<K, 'ilike', Operand<Value, 'text', R, N, F>>,
    options?: LikeOptions,
  ): Condition<Refs | R, Nulls | N, Needs | F | 'ilike'> {
    return likened('ilike', this, pattern, options)
  }

  /** True where the text starts with these very characters; `%` and `_` mean themselves. */
  startsWith(text: Text<K, 'startsWith', string>): Condition<Refs, Nulls, Needs> {
    return compare('starts with', this, text)
  }

  /** True where the text ends with these very characters. */
  endsWith(text: Text<K, 'endsWith', string>): Condition<Refs, Nulls, Needs> {
    return compare('ends with', this, text)
  }

  /** True where these very characters stand anywhere in the text. */
  contains(text: Text<K, 'contains', string>): Condition<Refs, Nulls, Needs> {
    return compare('contains', this, text)
  }

  /** `BETWEEN SYMMETRIC`: between both ends, whichever is the greater. */
  betweenSymmetric<R extends string = never, N extends Reason = never, F extends Need = never>(
    one: Operand<Value, K, R, N, F>,
    other: Operand<Value, K, R, N, F>,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    const args = [this.node, operand(one, this), operand(other, this)]
    return new Expr({ kind: 'call', name: 'between_symmetric', args, type: booleanType })
  }

  /** `IS TRUE`: false where the condition is null. */
  isTrue(this: Condition): Condition<Refs, `!${Proofs<Plain<Nulls>>}`, Needs> {
    return test('is true', this)
  }

  /** `IS NOT TRUE`: where the condition is false or null. */
  isNotTrue(this: Condition): Condition<Refs, never, Needs> {
    return test('is not true', this)
  }

  /** `IS FALSE`: not where the condition is null. */
  isFalse(this: Condition): Condition<Refs, `!${Proofs<Plain<Nulls>>}`, Needs> {
    return test('is false', this)
  }

  /** `IS NOT FALSE`: where the condition is true or null. */
  isNotFalse(this: Condition): Condition<Refs, never, Needs> {
    return test('is not false', this)
  }

  /** `IS NULL`. */
  isNull(): Condition<Refs, never, Needs> {
    return test('is null', this)
  }

  /** `IS NOT NULL`. In WHERE it makes the column non-null in the row's type. */
  isNotNull(): Condition<Refs, `!${Proofs<Plain<Nulls>>}`, Needs> {
    return test('is not null', this)
  }

  /** `AND` of this condition and others. */
  and<R extends string = never, N extends Reason = never, F extends Need = never>(
    ...right: K extends 'boolean' ? Condition<R, N, F>[] : `and needs conditions, not ${K}`[]
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return infix('and', nodesOf([this, ...right]), booleanType)
  }

  /** `OR` of this condition and others. */
  or<R extends string = never, N extends Reason = never, F extends Need = never>(
    ...right: K extends 'boolean' ? Condition<R, N, F>[] : `or needs conditions, not ${K}`[]
  ): Condition<Refs | R, Perhaps<Nulls | N>, Needs | F> {
    return infix('or', nodesOf([this, ...right]), booleanType)
  }

  /** `+`. The result is the wider of both kinds. */
  plus<
    K2 extends NumberKind = K & NumberKind,
    R extends string = never,
    N extends Reason = never,
    F extends Need = never,
  >(
    right: Num<K, 'plus', Value | Expr<any, K2, R, N, F>>,
  ): Expr<NumberOf[Computed<K, K2>], Computed<K, K2>, Refs | R, Nulls | N, Needs | F> {
    return arithmetic('+', this, right)
  }

  /** `-`. */
  minus<
    K2 extends NumberKind = K & NumberKind,
    R extends string = never,
    N extends Reason = never,
    F extends Need = never,
  >(
    right: Num<K, 'minus', Value | Expr<any, K2, R, N, F>>,
  ): Expr<NumberOf[Computed<K, K2>], Computed<K, K2>, Refs | R, Nulls | N, Needs | F> {
    return arithmetic('-', this, right)
  }

  /** `*`. */
  times<
    K2 extends NumberKind = K & NumberKind,
    R extends string = never,
    N extends Reason = never,
    F extends Need = never,
  >(
    right: Num<K, 'times', Value | Expr<any, K2, R, N, F>>,
  ): Expr<NumberOf[Computed<K, K2>], Computed<K, K2>, Refs | R, Nulls | N, Needs | F> {
    return arithmetic('*', this, right)
  }

  /**
   * `/`, the true quotient: of whole numbers it is `real`, and `numeric` stays `numeric`, with as many digits as the
   * database computes. Division by an expression that is zero is null, on every database.
   */
  div<E extends Value | Expr<any, NumberKind, any, any, any>>(
    right: Num<K, 'div', E>,
  ): Expr<
    NumberOf[Quotient<K, KindOf<E, K>>],
    Quotient<K, KindOf<E, K>>,
    Refs | In<E, 'refs'>,
    Nulls | In<E, 'nulls'> | ByZero<E>,
    Needs | In<E, 'needs'>
  > {
    return divide('/', this, right)
  }

  /** The quotient of whole numbers without its fraction: -7 by 2 is -3. Null where the divisor is zero. */
  intDiv<E extends Value | Expr<any, NumberKind, any, any, any>>(
    right: Whole<K, KindOf<E, K>, 'intDiv', E>,
  ): Expr<
    NumberOf[Computed<K, KindOf<E, K>>],
    Computed<K, KindOf<E, K>>,
    Refs | In<E, 'refs'>,
    Nulls | In<E, 'nulls'> | ByZero<E>,
    Needs | In<E, 'needs'>
  > {
    return divide('div', this, right)
  }

  /** `%`, what a division leaves, with the sign of the dividend: -7 by 2 leaves -1. Null where the divisor is zero. */
  mod<E extends Value | Expr<any, NumberKind, any, any, any>>(
    right: Exact<K, KindOf<E, K>, 'mod', E>,
  ): Expr<
    NumberOf[Computed<K, KindOf<E, K>>],
    Computed<K, KindOf<E, K>>,
    Refs | In<E, 'refs'>,
    Nulls | In<E, 'nulls'> | ByZero<E>,
    Needs | In<E, 'needs'>
  > {
    return divide('%', this, right)
  }

  /** `-` before it. */
  negate(): Expr<Value, K extends NumberKind ? K : never, Refs, Nulls, Needs> {
    if (!isNumber(this.node.type.kind)) throw new StatementError(`negate needs a number, not ${this.node.type.kind}`)
    return prefix('-', this.node, this.node.type)
  }

  /** `||`: both texts, one behind the other; null when a side is null, on every database. */
  concat<R extends string = never, N extends Reason = never, F extends Need = never>(
    right: Text<K, 'concat', Operand<Value, 'text', R, N, F>>,
  ): Expr<string, 'text', Refs | R, Nulls | N, Needs | F> {
    return infix('||', [this.node, operand(right, this)], textType)
  }

  /** `COLLATE name`: compared and ordered by the rules of a collation, which is the database's own: `utf8mb4_bin`, `C`, `nocase`. */
  collate(name: Text<K, 'collate', string>): Expr<Value, K, Refs, Nulls, Needs> {
    const collation: NameNode = { kind: 'name', names: [name], type: textType }
    return new Expr({ kind: 'call', name: 'collate', args: [this.node, collation], type: this.node.type })
  }

  /** `CAST(… AS type)`: the same value as another type, decoded as that type. */
  cast<V, K2 extends Kind, Null extends null>(type: Typed<V, K2, Null>): Expr<V, K2, Refs, Nulls, Needs> {
    const node: CastNode = { kind: 'cast', operand: this.node, type: type.type }
    return new Expr(node)
  }

  /**
   * What a JSON document has under a key, or at a place of a list counted from 0, as JSON: `events.data.at('tags').at(0)`.
   * Null where there is nothing. The keys are those of the document's type, and travel as parameters.
   */
  at<Self extends Typing, const Step extends StepOf<In<Self, 'value'>, In<Self, 'kind'>>>(
    this: Self,
    step: Step,
  ): Expr<
    At<In<Self, 'value'>, Step>,
    'json',
    In<Self, 'refs'> & string,
    (In<Self, 'nulls'> & Reason) | Gap<In<Self, 'value'>, Step>,
    In<Self, 'needs'> & Need
  > {
    return new Expr(stepped(nodeOf(this), step))
  }

  /** A JSON text as text, without its quotes. JSON's null is null. */
  asText<Self extends Typing>(this: Readable<Self, string, 'asText'>): JsonRead<Self, 'text', string> {
    return new Expr(textOf(nodeOf(this), 'asText')) as any
  }

  /** A JSON number as `integer`. JSON's null is null. */
  asInteger<Self extends Typing>(this: Readable<Self, number, 'asInteger'>): JsonRead<Self, 'integer', number> {
    return new Expr(readAs(nodeOf(this), integerType, 'asInteger')) as any
  }

  /** A JSON number as `bigint`. JSON's null is null. */
  asBigint<Self extends Typing>(this: Readable<Self, number, 'asBigint'>): JsonRead<Self, 'bigint', bigint> {
    return new Expr(readAs(nodeOf(this), bigintType, 'asBigint')) as any
  }

  /** A JSON number as `real`. JSON's null is null. */
  asReal<Self extends Typing>(this: Readable<Self, number, 'asReal'>): JsonRead<Self, 'real', number> {
    return new Expr(readAs(nodeOf(this), realType, 'asReal')) as any
  }

  /** A JSON number, or a text that is one, as `numeric`. JSON's null is null. */
  asNumeric<Self extends Typing>(
    this: Readable<Self, number | string, 'asNumeric'>,
  ): JsonRead<Self, 'numeric', string> {
    return new Expr(readAs(nodeOf(this), numericType(), 'asNumeric')) as any
  }

  /** JSON's true or false as a condition. JSON's null is null. */
  asBoolean<Self extends Typing>(this: Readable<Self, boolean, 'asBoolean'>): JsonRead<Self, 'boolean', boolean> {
    return new Expr(readAs(nodeOf(this), booleanType, 'asBoolean')) as any
  }

  /** Ascending in ORDER BY. Nulls come where the database puts them unless `nullsFirst` or `nullsLast` says. */
  asc(): Order<Refs, Needs, Value, Nulls> {
    return new Order({ by: this.node, direction: 'asc', nulls: undefined })
  }

  /** Descending in ORDER BY. */
  desc(): Order<Refs, Needs, Value, Nulls> {
    return new Order({ by: this.node, direction: 'desc', nulls: undefined })
  }

  /** `FILTER (WHERE …)`: an aggregate over the rows that match; written as CASE where there is no FILTER. */
  filter<R extends string = never, F extends Need = never>(
    condition: Refs extends `agg:${string}`
      ? Condition<R, any, F>
      : 'filter needs an aggregate, like count() or sum(…)',
  ): Expr<Value, K, Refs | `agg:${R}`, Nulls | ([Nulls] extends [never] ? never : null), Needs | F> {
    const call = callOf(this, 'filter')
    const more = nodeOf(condition)
    const both =
      call.filter && ({ kind: 'infix', operator: 'and', operands: [call.filter, more], type: booleanType } as const)
    return new Expr({ ...call, filter: both ?? more })
  }

  /** `OVER (…)`: the aggregate over a window of rows around each row, which stays a row. */
  over<R extends string = never, F extends Need = never, const Fr extends Frame = never>(
    window?: Window<R, F, Fr>,
  ): Expr<Value, K, Windowed<Refs> | R, Exclude<Nulls, Filled<Fr>>, Needs | F | FrameNeeds<Fr>> {
    return new Expr({ ...callOf(this, 'over'), over: windowOf(window) })
  }
}

asText(Expr)

/** A direction in ORDER BY, as `asc()` and `desc()` give it. */
export class Order<
  out Refs extends string,
  out Needs extends Need = never,
  out Value = any,
  out Nulls extends Reason = any,
> {
  declare readonly '~types': {
    readonly refs: Refs
    readonly needs: Needs
    readonly value: Value
    readonly nulls: Nulls
  }
  readonly node: OrderNode

  constructor(node: OrderNode) {
    this.node = node
  }

  /** `NULLS FIRST`. */
  nullsFirst(): Order<Refs, Needs, Value, Nulls> {
    return new Order({ ...this.node, nulls: 'first' })
  }

  /** `NULLS LAST`. */
  nullsLast(): Order<Refs, Needs, Value, Nulls> {
    return new Order({ ...this.node, nulls: 'last' })
  }
}

/** What may stand in ORDER BY: an expression or a direction of one. */
export type Ordering<Refs extends string = any, Needs extends Need = any> =
  | Expr<any, any, Refs, any, Needs>
  | Order<Refs, Needs>

/** A window: `PARTITION BY` and `ORDER BY`, each one or a list, and a frame. */
export interface Window<Refs extends string = any, Needs extends Need = any, Fr extends Frame = Frame> {
  readonly partitionBy?: Expr<any, any, Refs, any, Needs> | readonly Expr<any, any, Refs, any, Needs>[]
  readonly orderBy?: Ordering<Refs, Needs> | readonly Ordering<Refs, Needs>[]
  readonly frame?: Fr
}

/**
 * A window under a name: `const byArtist = window('by_artist', { partitionBy: tracks.artistId })`, then
 * `sum(tracks.plays).over(byArtist)`. It is written once, in the WINDOW clause of the query that uses it.
 */
export function window<
  const Name extends string,
  R extends string = never,
  F extends Need = never,
  const Fr extends Frame = never,
>(name: Name, of: Window<R, F, Fr>): NamedWindow<R, F, Fr> {
  const node: WindowNode = { ...windowOf(of), name }
  namedWindows.add(node)
  return { ...of, node }
}

/** A window that has a name. */
export interface NamedWindow<Refs extends string = any, Needs extends Need = any, Fr extends Frame = Frame>
  extends Window<Refs, Needs, Fr> {
  readonly node: WindowNode
}

/** A plain value becomes a bound parameter of the type it meets; an expression stays what it is. */
export function operand(value: unknown, like: AnyExpr): ExprNode {
  if (value instanceof Expr) return value.node
  if (value instanceof Quantified) throw new StatementError('any(…) stands on the right of a comparison only')
  return param(value, comparable(like.node.type, value), like.node.kind === 'column' ? like.node.label : undefined)
}

/** What a value is checked as beside an expression: it may be longer, or have more digits, than what its column holds. */
function comparable(type: SqlType, value: unknown): SqlType {
  if (type.map) return type
  if (type.kind === 'numeric') return roomFor(type, value)
  if (type.kind !== 'text') return type
  return type.sensitive ? sensitiveText : textType
}

const sensitiveText: SqlType = { ...textType, sensitive: true }

/** A bound value; `undefined` and `null` are refused here, where the mistake is. */
export function param(value: unknown, type: SqlType, label: string | undefined): ParamNode {
  if (value === undefined) {
    throw new StatementError(
      `${label ?? 'a value'} is compared with undefined; leave the condition out or give a value`,
    )
  }
  if (value === null) {
    throw new StatementError(`${label ?? 'a value'} is compared with null; use isNull() or isNotNull()`)
  }
  return { kind: 'param', value, type, label }
}

/** The node of an expression; what is not an expression, JSON that looks like one included, is refused. */
export function nodeOf(expression: unknown): ExprNode {
  if (expression instanceof Expr) return expression.node
  throw new StatementError(`an expression is needed here, not ${expression === null ? 'null' : typeof expression}`)
}

export const nodesOf = (expressions: readonly unknown[]): ExprNode[] => expressions.map(nodeOf)

/** The node of something in ORDER BY. */
export function orderOf(ordering: unknown): OrderNode {
  if (ordering instanceof Order) return ordering.node
  return { by: nodeOf(ordering), direction: 'asc', nulls: undefined }
}

const namedWindows = new WeakSet<WindowNode>()

export function windowOf(window: Window | undefined): WindowNode {
  const { node } = (window ?? {}) as Partial<NamedWindow>
  if (node && namedWindows.has(node)) return node
  return {
    partitionBy: listOf(window?.partitionBy).map(nodeOf),
    orderBy: ordersOf(window?.orderBy),
    ...(window?.frame === undefined ? {} : { frame: frameOf(window.frame) }),
  }
}

/** The nodes of one entry of ORDER BY or a list of them. */
export const ordersOf = (orders: Ordering | readonly Ordering[] | undefined): OrderNode[] => listOf(orders).map(orderOf)

const listOf = <T>(one: T | readonly T[] | undefined): readonly T[] =>
  one === undefined ? [] : Array.isArray(one) ? (one as readonly T[]) : [one as T]

export function infix(operator: InfixOperator, operands: readonly ExprNode[], type: SqlType): any {
  return new Expr({ kind: 'infix', operator, operands, type })
}

/** A function call: every entry of functions/ is one of these. */
export function call(name: string, args: readonly AnyExpr[], type: SqlType, more?: Partial<CallNode>): any {
  return new Expr({ kind: 'call', name, args: nodesOf(args), type, ...more })
}

/** A call that is computed over several rows. */
export const aggregate = (name: string, args: readonly AnyExpr[], type: SqlType, more?: Partial<CallNode>): any =>
  call(name, args, type, { aggregate: true, ...more })

function compare(operator: InfixOperator, left: AnyExpr, right: unknown): any {
  const to = right instanceof Quantified ? right.node : operand(right, left)
  return infix(operator, [left.node, to], booleanType)
}

function likened(operator: InfixOperator, left: AnyExpr, pattern: unknown, options: LikeOptions | undefined): any {
  if (!options) return compare(operator, left, pattern)
  const sign: unknown = options.escape
  if (typeof sign !== 'string' || [...sign].length !== 1)
    throw new StatementError('the escape of LIKE is one character')
  return infix(operator, [left.node, operand(pattern, left), param(sign, textType, undefined)], booleanType)
}

function nullable(value: unknown, like: AnyExpr): ExprNode {
  return value === null ? { kind: 'constant', value: null, type: like.node.type } : operand(value, like)
}

function membership(operator: 'in' | 'not in', left: AnyExpr, right: unknown): any {
  if (Array.isArray(right)) {
    if (right.length === 0) return new Expr({ kind: 'constant', value: operator === 'not in', type: booleanType })
    const items = right.map((item) => operand(item, left))
    return infix(operator, [left.node, { kind: 'list', items, type: left.node.type }], booleanType)
  }
  return infix(operator, [left.node, subqueryOf(right)], booleanType)
}

/** A query as an expression; it must have one column. */
export function subqueryOf(query: unknown): ExprNode {
  const node = queryNodeOf(query, 'a query or a list of values is needed here')
  const [only, second] = outputsOf(node)
  if (!only || second || !('expr' in only)) {
    throw new StatementError('a subquery used as a value must select one column')
  }
  return { kind: 'subquery', query: node, type: only.expr.type }
}

function between(value: AnyExpr, low: unknown, high: unknown, negated: boolean): any {
  return new Expr({
    kind: 'between',
    operand: value.node,
    low: operand(low, value),
    high: operand(high, value),
    negated,
    type: booleanType,
  })
}

function test(operator: PostfixNode['operator'], value: AnyExpr): any {
  return new Expr({ kind: 'postfix', operator, operand: value.node, type: booleanType })
}

export function prefix(operator: PrefixNode['operator'], value: ExprNode, type: SqlType): any {
  return new Expr({ kind: 'prefix', operator, operand: value, type })
}

const byWidth: readonly (readonly [Kind, SqlType])[] = [
  ['real', realType],
  ['numeric', numericType()],
  ['bigint', bigintType],
  ['integer', integerType],
]

const isNumber = (kind: Kind): boolean => byWidth.some(([number]) => number === kind)

const isWhole = ({ type: { kind } }: ExprNode): boolean => kind === 'integer' || kind === 'bigint'

const zero: ExprNode = { kind: 'fragment', texts: ['0'], nodes: [], type: integerType }

const isZero = (value: unknown): boolean =>
  value === 0 || value === 0n || (typeof value === 'string' && /^[+-]?(0+\.?0*|\.0+)$/.test(value))

/**
 * A division. PostgreSQL refuses one by zero, and MySQL does where rows are written; behind NULLIF it is null
 * everywhere.
 */
function divide(operator: '/' | 'div' | '%', left: AnyExpr, right: unknown): any {
  const divisor = operand(right, left)
  const wholes = isWhole(left.node) && isWhole(divisor)
  if (operator === 'div' && !wholes) throw new StatementError('intDiv needs integers; use div')
  if (operator === '%' && [left.node, divisor].some((node) => node.type.kind === 'real'))
    throw new StatementError('mod needs integers or numeric, not real; cast it first')
  if (isZero(right)) throw new StatementError('a number is divided by zero; divide by an expression to get null there')
  const by: ExprNode =
    right instanceof Expr ? { kind: 'call', name: 'nullif', args: [divisor, zero], type: divisor.type } : divisor
  if (operator !== '/' || !wholes) return arithmetic(operator, left, new Expr<any, any, any, any>(by))
  const real: CastNode = { kind: 'cast', operand: left.node, type: realType }
  return infix('/', [real, by], realType)
}

function arithmetic(operator: '+' | '-' | '*' | '/' | 'div' | '%', left: AnyExpr, right: unknown): any {
  const node = operand(right, left)
  const wider = byWidth.find(([kind]) => left.node.type.kind === kind || node.type.kind === kind)
  if (!wider) throw new StatementError(`${operator} needs numbers, not ${left.node.type.kind}`)
  return infix(operator, [left.node, node], wider[1])
}

function callOf(expression: AnyExpr, method: string): CallNode {
  if (expression.node.kind === 'call') return expression.node
  throw new StatementError(`${method} needs an aggregate, like count() or sum(…)`)
}
