// What the types know of the right side of an operator, and the sentences for what cannot stand there.
import type { Comparable, Kind, ValueOfKind } from '../types/kinds.ts'
import type { AnyRows } from './row.ts'

/** A plain text for a method of texts, or the sentence. */
export type TextValue<K, Name extends string> = K extends 'text'
  ? string
  : `${Name} needs text, not ${K & string}; cast it first`

/** The sentence for an operand of arithmetic. */
export type NoNumber<Name extends string> =
  `${Name} takes a value of the left side's type, or an expression that is a number`

/** What the types of an operand say in a field; `never` of a plain value. */
export type In<E, Field extends string> = E extends { readonly '~types': { readonly [F in Field]: infer Found } }
  ? Found
  : never

/** The kind of an operand; a plain value has that of the other side. */
export type KindOf<E, K> = E extends { readonly '~types': { readonly kind: infer Found } } ? Found : K

/** Division by an expression is null where that is zero; a plain zero is refused, so that no other is. */
export type ByZero<E> = E extends { readonly '~types': unknown } ? null : never

/** The kind of what arithmetic gives: the wider of both sides, as in PostgreSQL (manual, 10.2 and 9.3). */
export type Computed<K, K2> = 'real' extends K | K2
  ? 'real'
  : 'numeric' extends K | K2
    ? 'numeric'
    : 'bigint' extends K | K2
      ? 'bigint'
      : 'integer'

/** The kind of a true quotient. */
export type Quotient<K, K2> = K | K2 extends 'integer' | 'bigint' ? 'real' : Computed<K, K2>

/** The sentence for what cannot be compared. What fits is none, so that of a list only what does not fit is told. */
export type Incomparable<E, V, K, Refs> = E extends null | undefined
  ? `${Named<Refs>} is compared with ${E extends null ? 'null; use isNull() or isNotNull()' : 'undefined; leave the condition out or give a value'}`
  : E extends V
    ? never
    : E extends OfKind<infer K2>
      ? K2 extends Comparable[K & Kind]
        ? never
        : `${Named<Refs>} is ${K & string} and is compared with ${K2 & string}; cast one of them`
      : E extends AnyRows
        ? 'a query used as a value goes through scalar(…)'
        : Unfit<E, V, K, Named<Refs>>

/** The sentence for what an expression cannot give besides its other values. */
export type NoAlternative<E, V, K, Of extends string> = E extends null | undefined
  ? `${Of} takes no ${E extends null ? 'null' : 'undefined'}; leave it out or give a value`
  : E extends V
    ? never
    : E extends { readonly '~types': { readonly kind: infer K2; readonly value: infer V2 } }
      ? [K2] extends [K]
        ? [V2] extends [V]
          ? never
          : `${Of} gives some values of ${K & string} only, and this expression gives others`
        : `${Of} gives ${K & string}, and this expression is ${K2 & string}; cast one of them`
      : E extends AnyRows
        ? 'a query used as a value goes through scalar(…)'
        : Unfit<E, V, K, Of>

/** The sentence for a value that a type does not take. */
export type Unfit<E, V, K, Name extends string> = `value for ${Name}: it takes ${Taken<V, K>}, not ${Given<E>}`

/** An expression, or any(…) of a query, as far as its kind goes. */
type OfKind<K> = { readonly '~types': { readonly kind: K } } | { readonly '~quantified': { readonly kind: K } }

/** How the sentences name an expression: as its column, as far as it reads one row by row. */
type Named<Refs> = [Refs] extends [never]
  ? 'an expression'
  : Refs extends `${'agg' | 'over' | 'outer'}:${string}`
    ? 'an expression'
    : Refs & string

/** A value that a type takes, in the words of the check at run time. */
type Taken<V, K> = K extends keyof Takes
  ? ValueOfKind[K] extends V
    ? Takes[K]
    : string extends V
      ? 'a string'
      : V extends string
        ? 'one of its values'
        : Given<V>
  : Given<V>

interface Takes {
  integer: 'a whole number'
  bigint: 'a bigint'
  numeric: "a decimal number as a string, like '0.99'"
  real: 'a finite number'
  text: 'a string'
  boolean: 'a boolean'
  timestamp: 'a valid Date'
  bytes: 'a Uint8Array'
}

/** A value's type, in the words of the check at run time. */
type Given<E> = E extends string
  ? 'a string'
  : E extends number
    ? 'a number'
    : E extends bigint
      ? 'a bigint'
      : E extends boolean
        ? 'a boolean'
        : E extends readonly unknown[]
          ? 'an array'
          : E extends Date
            ? 'a Date'
            : E extends Uint8Array
              ? 'a Uint8Array'
              : 'an object'
