import type { Kind } from './kinds.ts'

// Properties whose name begins with `~` are for the compiler alone: no value ever has them, and editors list them last.

/**
 * An expression or a source: what may stand in a select list. It has no type arguments, so that a call without
 * any of its own, like `count()`, does not take some from the list around it.
 */
export interface Selectable {
  readonly '~selectable': true
}

/** What a driver takes as a parameter. */
export type Wire = string | number | bigint | boolean | Uint8Array | null

/** What a driver hands back for a column, before it is decoded. `null` never reaches a decoder. */
export type Raw = string | number | bigint | boolean | Uint8Array

/**
 * A SQL type: its name for DDL and casts, and how a value crosses the driver.
 * `Value` is what the program holds; it is the same on every dialect.
 */
export interface SqlType<out Value = unknown, out K extends Kind = Kind> {
  readonly '~types'?: Value
  /** The name that dialects look up: `integer`, `varchar`, `numeric`. */
  readonly name: string
  readonly kind: K
  /** Length of `varchar`, precision and scale of `numeric`, values of an enum. */
  readonly args: readonly (string | number)[]
  /** Checks a value and turns it into what the driver takes; throws a sentence without the value in it. */
  encode(value: unknown): Wire
  /** Turns what the driver returned into the value. Absent where the driver's value is already right. */
  decode?(raw: Raw): unknown
  /** Turns a decoded value into the form in which the program holds it. */
  readonly map?: (value: any) => unknown
  /** True for values that are never shown, also where those of others are. */
  readonly sensitive?: boolean
  /** What CAST and CREATE TABLE call the type where `name` does not say it: on every database, or on some. */
  readonly words?: string | Readonly<Record<string, string>>
}

/** Anything that has a SQL type and may or may not be null: `text()`, `integer().nullable()`. */
export interface Typed<out Value, out K extends Kind, out Null extends null = never> {
  readonly '~types': { readonly value: Value; readonly kind: K; readonly null: Null }
  readonly type: SqlType
}
