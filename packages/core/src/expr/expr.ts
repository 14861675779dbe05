import type {
  CallNode,
  CastNode,
  ExprNode,
  InfixOperator,
  NameNode,
  OrderNode,
  PostfixNode,
  PrefixNode,
  WindowNode,
} from '../ast.ts'
import { StatementError } from '../errors.ts'
import { asText } from '../print/inspect.ts'
import { type PrintOptions, printed } from '../print/print.ts'
import { outputsOf } from '../tree/united.ts'
import type { Comparable, Kind, NumberKind, NumberOf } from '../types/kinds.ts'
import type { SqlType, Typed } from '../types/sql-type.ts'
import { bigintType, booleanType, integerType, numericType, realType, textType } from '../types/standard.ts'
import { arithmetic, division, negated } from './arithmetic.ts'
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
import type {
  ByZero,
  Computed,
  In,
  Incomparable,
  KindOf,
  NoAlternative,
  NoNumber,
  Quotient,
  TextValue,
} from './operand.ts'
import { comparable, param } from './param.ts'
import { Quantified } from './quantified.ts'
import type { Members, NeedsIn, NullMember, OuterIn } from './row.ts'
import type { ExprTypes, Need, Perhaps, Plain, Proofs, Reason, Whole, Windowed } from './scope.ts'

/** An expression of any type. */
export type AnyExpr = Expr<any, any, any, any, any>

/** How a pattern of LIKE is read. */
export interface LikeOptions {
  /** The character before which `%` and `_` mean themselves. Without it none on SQLite, a backslash elsewhere. */
  readonly escape: string
}

/** An expression that is true, false or null. */
export type Condition<Refs = any, Nulls = any, Needs = any> = Expr<boolean, 'boolean', Refs, Nulls, Needs>

/** The reasons of an equation; only what is a condition itself has some that it does not share. */
type Equated<K, Nulls> = K extends 'boolean' | 'json' ? Plain<Nulls> : Nulls

/**
 * What a comparison takes: a value of the same type, an expression of a type that compares with it, or any(…). `E` is
 * what is given. `R`, `N` and `F` are what it reads, may be null for and needs: they are inferred from the branch that
 * nothing takes.
 */
export type Compared<E, V, K extends Kind, Refs, R, N, F> =
  Whole<E> extends Whole<V | Expr<any, Comparable[K], any, any, any> | Quantified<Comparable[K], any, any, any>>
    ? E
    : unknown extends E
      ? NoInfer<V> | Expr<any, any, R, N, F> | Quantified<any, R, N, F>
      : Incomparable<E, V, K, Refs>

/** What an operator takes that compares with nothing but values and expressions. */
export type Operand<E, V, K extends Kind, Refs, R, N, F> =
  Whole<E> extends Whole<V | Expr<any, Comparable[K], any, any, any>>
    ? E
    : unknown extends E
      ? NoInfer<V> | Expr<any, any, R, N, F>
      : Incomparable<E, V, K, Refs>

/** What stands beside other values of an expression: a value of the same type, or the sentence. */
export type Alternative<E, V, K extends Kind, Of extends string, R, N, F> =
  Whole<E> extends Whole<V | Expr<V, K, any, any, any>>
    ? E
    : unknown extends E
      ? NoInfer<V> | Expr<any, any, R, N, F>
      : NoAlternative<E, V, K, Of>

/** The same, of a list of them. */
export type Alternatives<Es, V, K extends Kind, Of extends string> = {
  readonly [I in keyof Es]: Alternative<Es[I], V, K, Of, any, any, any>
}

/** What IS DISTINCT FROM takes: null too. */
export type OrNull<E, V, K extends Kind, Refs, R, F> =
  Whole<E> extends Whole<V | null | Expr<any, Comparable[K], any, any, any>>
    ? E
    : unknown extends E
      ? NoInfer<V> | Expr<any, any, R, any, F>
      : Incomparable<E, V, K, Refs>

/** What a method of texts takes, or the sentence that says why this expression has none. */
export type TextOperand<E, K, Name extends string, Refs, R, N, F> = K extends 'text'
  ? Whole<E> extends Whole<string | Expr<any, 'text', any, any, any>>
    ? E
    : unknown extends E
      ? string | Expr<any, any, R, N, F>
      : Incomparable<E, string, 'text', Refs>
  : `${Name} needs text, not ${K & string}; cast it first`

/** What an operator of numbers takes, or the sentence. `K2` is the kind of the right side. */
export type NumberOperand<E, V, K, Name extends string, K2 extends Kind, R, N, F> = K extends NumberKind
  ? Whole<E> extends Whole<V | Expr<any, NumberKind, any, any, any>>
    ? E
    : unknown extends E
      ? NoInfer<V> | Expr<any, K2, R, N, F>
      : NoNumber<Name>
  : `${Name} needs numbers, not ${K & string}`

/** What a division takes, or the sentence. */
export type Divisor<E, V, K, Name extends string> = K extends NumberKind
  ? Whole<E> extends Whole<V | Expr<any, NumberKind, any, any, any>>
    ? E
    : unknown extends E
      ? NoInfer<V>
      : NoNumber<Name>
  : `${Name} needs numbers, not ${K & string}`

/** What a division of whole numbers takes, or the sentence. */
export type WholeDivisor<E, V, K, Name extends string> = K | KindOf<E, K> extends 'integer' | 'bigint'
  ? Divisor<E, V, K, Name>
  : `${Name} needs integers, not ${KindOf<E, K> extends 'integer' | 'bigint' ? K & string : KindOf<E, K> & string}; use div`

/** What `mod` takes, or the sentence. */
export type ExactDivisor<E, V, K, Name extends string> = K | KindOf<E, K> extends 'integer' | 'bigint' | 'numeric'
  ? Divisor<E, V, K, Name>
  : `${Name} needs integers or numeric, not ${KindOf<E, K> extends 'integer' | 'bigint' | 'numeric' ? K & string : KindOf<E, K> & string}; cast it first`

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
export class Expr<out Value, out K extends Kind, out Refs, out Nulls, out Needs = never> {
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
  eq<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: Compared<E, Value, K, Refs, R, N, F>,
  ): Condition<Refs | R, Equated<K, Nulls | N>, Needs | F> {
    return compare('=', this, right)
  }

  /** `<>`. Null when a side is null. */
  ne<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: Compared<E, Value, K, Refs, R, N, F>,
  ): Condition<Refs | R, Equated<K, Nulls | N>, Needs | F> {
    return compare('<>', this, right)
  }

  /** `>`. */
  gt<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: Compared<E, Value, K, Refs, R, N, F>,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return compare('>', this, right)
  }

  /** `>=`. */
  gte<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: Compared<E, Value, K, Refs, R, N, F>,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return compare('>=', this, right)
  }

  /** `<`. */
  lt<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: Compared<E, Value, K, Refs, R, N, F>,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return compare('<', this, right)
  }

  /** `<=`. */
  lte<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: Compared<E, Value, K, Refs, R, N, F>,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return compare('<=', this, right)
  }

  /** `IS DISTINCT FROM`: like `ne`, but two nulls are equal and the answer is never null. */
  isDistinctFrom<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: OrNull<E, Value, K, Refs, R, F>,
  ): Condition<Refs | R, never, Needs | F> {
    return infix('is distinct from', [this.node, nullable(right, this)], booleanType)
  }

  /** `IS NOT DISTINCT FROM`: like `eq`, but two nulls are equal and the answer is never null. */
  isNotDistinctFrom<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: OrNull<E, Value, K, Refs, R, F>,
  ): Condition<Refs | R, never, Needs | F> {
    return infix('is not distinct from', [this.node, nullable(right, this)], booleanType)
  }

  /** `IN`: a list of values and expressions, or a query with one column. An empty list is false, also for null. */
  in<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never, Q = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: readonly Operand<E, Value, K, Refs, R, N, F>[] | Members<Q, K>,
  ): Condition<Refs | R | OuterIn<Q>, Plain<Nulls> | Perhaps<N> | NullMember<Q>, Needs | F | NeedsIn<Q>> {
    return membership('in', this, right)
  }

  /** `NOT IN`. An empty list is true, also for null. A null in a query's column makes it null, never true. */
  notIn<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never, Q = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: readonly Operand<E, Value, K, Refs, R, N, F>[] | Members<Q, K>,
  ): Condition<Refs | R | OuterIn<Q>, Perhaps<Nulls | N> | NullMember<Q>, Needs | F | NeedsIn<Q>> {
    return membership('not in', this, right)
  }

  /** `BETWEEN low AND high`, both ends included. */
  between<Value, K extends Kind, Refs, Nulls, Needs, const A, const B, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    low: Operand<A, Value, K, Refs, R, N, F>,
    high: Operand<B, Value, K, Refs, R, N, F>,
  ): Condition<Refs | R, Nulls | Perhaps<N>, Needs | F> {
    return between(this, low, high, false)
  }

  /** `NOT BETWEEN low AND high`. */
  notBetween<Value, K extends Kind, Refs, Nulls, Needs, const A, const B, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    low: Operand<A, Value, K, Refs, R, N, F>,
    high: Operand<B, Value, K, Refs, R, N, F>,
  ): Condition<Refs | R, Nulls | Perhaps<N>, Needs | F> {
    return between(this, low, high, true)
  }

  /** `LIKE`: `%` stands for any text, `_` for one character. For a user's text take `contains` and its kin. */
  like<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    pattern: TextOperand<E, K, 'like', Refs, R, N, F>,
    options?: LikeOptions,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return likened('like', this, pattern, options)
  }

  /** `NOT LIKE`. */
  notLike<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    pattern: TextOperand<E, K, 'notLike', Refs, R, N, F>,
    options?: LikeOptions,
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return likened('not like', this, pattern, options)
  }

  /** `ILIKE`: `like` that does not tell capitals from small letters. PostgreSQL only. */
  ilike<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    pattern: TextOperand<E, K, 'ilike', Refs, R, N, F>,
    options?: LikeOptions,
  ): Condition<Refs | R, Nulls | N, Needs | F | 'ilike'> {
    return likened('ilike', this, pattern, options)
  }

  /** True where the text starts with these very characters; `%` and `_` mean themselves. */
  startsWith(text: TextValue<K, 'startsWith'>): Condition<Refs, Nulls, Needs> {
    return compare('starts with', this, text)
  }

  /** True where the text ends with these very characters. */
  endsWith(text: TextValue<K, 'endsWith'>): Condition<Refs, Nulls, Needs> {
    return compare('ends with', this, text)
  }

  /** True where these very characters stand anywhere in the text. */
  contains(text: TextValue<K, 'contains'>): Condition<Refs, Nulls, Needs> {
    return compare('contains', this, text)
  }

  /** `BETWEEN SYMMETRIC`: between both ends, whichever is the greater. */
  betweenSymmetric<Value, K extends Kind, Refs, Nulls, Needs, const A, const B, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    one: Operand<A, Value, K, Refs, R, N, F>,
    other: Operand<B, Value, K, Refs, R, N, F>,
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
  and<Value, K extends Kind, Refs, Nulls, Needs, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    ...right: K extends 'boolean' ? Condition<R, N, F>[] : `and needs conditions, not ${K}`[]
  ): Condition<Refs | R, Nulls | N, Needs | F> {
    return infix('and', nodesOf([this, ...right]), booleanType)
  }

  /** `OR` of this condition and others. */
  or<Value, K extends Kind, Refs, Nulls, Needs, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    ...right: K extends 'boolean' ? Condition<R, N, F>[] : `or needs conditions, not ${K}`[]
  ): Condition<Refs | R, Perhaps<Nulls | N>, Needs | F> {
    return infix('or', nodesOf([this, ...right]), booleanType)
  }

  /** `+`. The result is the wider of both kinds. */
  plus<Value, K extends Kind, Refs, Nulls, Needs, const E, K2 extends Kind = K, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: NumberOperand<E, Value, K, 'plus', K2, R, N, F>,
  ): Expr<NumberOf[Computed<K, K2>], Computed<K, K2>, Refs | R, Nulls | N, Needs | F> {
    return computed('+', this, right)
  }

  /** `-`. */
  minus<Value, K extends Kind, Refs, Nulls, Needs, const E, K2 extends Kind = K, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: NumberOperand<E, Value, K, 'minus', K2, R, N, F>,
  ): Expr<NumberOf[Computed<K, K2>], Computed<K, K2>, Refs | R, Nulls | N, Needs | F> {
    return computed('-', this, right)
  }

  /** `*`. */
  times<Value, K extends Kind, Refs, Nulls, Needs, const E, K2 extends Kind = K, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: NumberOperand<E, Value, K, 'times', K2, R, N, F>,
  ): Expr<NumberOf[Computed<K, K2>], Computed<K, K2>, Refs | R, Nulls | N, Needs | F> {
    return computed('*', this, right)
  }

  /**
   * `/`, the true quotient: of whole numbers it is `real`, and `numeric` stays `numeric`, with as many digits as the
   * database computes. Division by an expression that is zero is null, on every database.
   */
  div<Value, K extends Kind, Refs, Nulls, Needs, const E>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: Divisor<E, Value, K, 'div'>,
  ): Expr<
    NumberOf[Quotient<K, KindOf<E, K>>],
    Quotient<K, KindOf<E, K>>,
    Refs | In<E, 'refs'>,
    Nulls | In<E, 'nulls'> | ByZero<E>,
    Needs | In<E, 'needs'>
  > {
    return divided('/', this, right)
  }

  /** The quotient of whole numbers without its fraction: -7 by 2 is -3. Null where the divisor is zero. */
  intDiv<Value, K extends Kind, Refs, Nulls, Needs, const E>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: WholeDivisor<E, Value, K, 'intDiv'>,
  ): Expr<
    NumberOf[Computed<K, KindOf<E, K>>],
    Computed<K, KindOf<E, K>>,
    Refs | In<E, 'refs'>,
    Nulls | In<E, 'nulls'> | ByZero<E>,
    Needs | In<E, 'needs'>
  > {
    return divided('div', this, right)
  }

  /** `%`, what a division leaves, with the sign of the dividend: -7 by 2 leaves -1. Null where the divisor is zero. */
  mod<Value, K extends Kind, Refs, Nulls, Needs, const E>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: ExactDivisor<E, Value, K, 'mod'>,
  ): Expr<
    NumberOf[Computed<K, KindOf<E, K>>],
    Computed<K, KindOf<E, K>>,
    Refs | In<E, 'refs'>,
    Nulls | In<E, 'nulls'> | ByZero<E>,
    Needs | In<E, 'needs'>
  > {
    return divided('%', this, right)
  }

  /** `-` before it. */
  negate(): Expr<Value, K extends NumberKind ? K : never, Refs, Nulls, Needs> {
    return new Expr(negated(this.node))
  }

  /** `||`: both texts, one behind the other; null when a side is null, on every database. */
  concat<Value, K extends Kind, Refs, Nulls, Needs, const E, R = never, N = never, F = never>(
    this: Expr<Value, K, Refs, Nulls, Needs>,
    right: TextOperand<E, K, 'concat', Refs, R, N, F>,
  ): Expr<string, 'text', Refs | R, Nulls | N, Needs | F> {
    return infix('||', [this.node, operand(right, this)], textType)
  }

  /** `COLLATE name`: compared and ordered by the rules of a collation, which is the database's own: `utf8mb4_bin`, `C`, `nocase`. */
  collate(name: TextValue<K, 'collate'>): Expr<Value, K, Refs, Nulls, Needs> {
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
    this: Refs extends `agg:${string}` ? AnyExpr : 'over needs an aggregate, like count() or sum(…)',
    window?: Window<R, F, Fr>,
  ): Expr<Value, K, Windowed<Refs> | R, Exclude<Nulls, Filled<Fr>>, Needs | F | FrameNeeds<Fr>> {
    return new Expr({ ...callOf(this as AnyExpr, 'over'), over: windowOf(window) })
  }
}

asText(Expr)

/** A direction in ORDER BY, as `asc()` and `desc()` give it. */
export class Order<out Refs, out Needs = never, out Value = any, out Nulls = any> {
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
export type Ordering<Refs = any, Needs = any> = Expr<any, any, Refs, any, Needs> | Order<Refs, Needs>

/** A window: `PARTITION BY` and `ORDER BY`, each one or a list, and a frame. */
export interface Window<Refs = any, Needs = any, Fr extends Frame = Frame> {
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
export interface NamedWindow<Refs = any, Needs = any, Fr extends Frame = Frame> extends Window<Refs, Needs, Fr> {
  readonly node: WindowNode
}

/** A plain value becomes a bound parameter of the type it meets; an expression stays what it is. */
export function operand(value: unknown, like: AnyExpr): ExprNode {
  if (value instanceof Expr) return value.node
  if (value instanceof Quantified) throw new StatementError('any(…) stands on the right of a comparison only')
  return param(value, comparable(like.node.type, value), like.node.kind === 'column' ? like.node.label : undefined)
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

function computed(operator: '+' | '-' | '*', left: AnyExpr, right: unknown): any {
  return new Expr(arithmetic(operator, left.node, operand(right, left)))
}

function divided(operator: '/' | 'div' | '%', left: AnyExpr, right: unknown): any {
  return new Expr(division(operator, left.node, operand(right, left), right instanceof Expr))
}

function callOf(expression: AnyExpr, method: string): CallNode {
  const { node } = expression
  if (node.kind === 'call' && (node.aggregate || node.declared)) return node
  throw new StatementError(`${method} needs an aggregate, like count() or sum(…)`)
}
