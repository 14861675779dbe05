// What kinds of value SQL compares and computes with. Types only.

/** The kinds that count as numbers: they compare with each other and take part in arithmetic. */
export type NumberKind = 'integer' | 'bigint' | 'numeric' | 'real'

/**
 * For each kind of value, the kinds it may be compared with. A new kind is one line here;
 * what is not listed does not compile: text with integer, a date with a number.
 */
export interface Comparable {
  integer: NumberKind
  bigint: NumberKind
  numeric: NumberKind
  real: NumberKind
  text: 'text'
  boolean: 'boolean'
  timestamp: 'timestamp'
  localTimestamp: 'localTimestamp' | 'date'
  date: 'date' | 'localTimestamp'
  time: 'time'
  uuid: 'uuid'
  bytes: 'bytes'
  json: 'json'
  array: 'array'
  range: 'range'
  interval: 'interval'
  tsvector: 'tsvector'
  tsquery: 'tsquery'
}

/** The kind of a value, in SQL's words. */
export type Kind = keyof Comparable

/** What a computed number is in TypeScript. */
export interface NumberOf {
  integer: number
  bigint: bigint
  numeric: string
  real: number
}

/** What a value of each kind is in TypeScript. */
export interface ValueOfKind extends NumberOf {
  text: string
  boolean: boolean
  timestamp: Date
  localTimestamp: string
  date: string
  time: string
  uuid: string
  bytes: Uint8Array
  json: unknown
  array: readonly unknown[]
  range: unknown
  interval: string
  tsvector: string
  tsquery: string
}
