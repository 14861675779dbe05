import type { ForeignKeyAction } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { type AnyExpr, Expr } from '../expr/expr.ts'
import { arrayType, type Range, rangeType } from '../types/array.ts'
import { mapped, modes, type TypeWords } from '../types/custom.ts'
import type { Kind } from '../types/kinds.ts'
import type { SqlType, Typed } from '../types/sql-type.ts'
import {
  bigintType,
  booleanType,
  bytesType,
  dateType,
  enumType,
  integerType,
  intervalType,
  jsonType,
  localTimestampType,
  numericType,
  realType,
  textType,
  timestampType,
  timeType,
  tsvectorType,
  uuidType,
  varcharType,
} from '../types/standard.ts'

/** What a column is besides its type: `key` primary key, `default` may be left out of INSERT, `generated` must be. */
export type ColumnFlag = 'key' | 'default' | 'generated' | 'unique'

/** How a column was declared, as data. */
export interface ColumnOptions {
  readonly name?: string | undefined
  readonly nullable?: boolean
  readonly identity?: boolean
  readonly primaryKey?: boolean
  readonly unique?: boolean
  readonly default?: AnyExpr | { readonly value: unknown }
  readonly generated?: boolean
  readonly references?: {
    readonly to: () => AnyExpr
    readonly onDelete?: ForeignKeyAction | undefined
    readonly onUpdate?: ForeignKeyAction | undefined
  }
}

/** What a foreign key does with its rows when the row they point to goes away or changes its key. */
export interface ReferenceOptions {
  readonly onDelete?: ForeignKeyAction
  readonly onUpdate?: ForeignKeyAction
}

/**
 * A column as a table declares it, and a type wherever one is asked for (`cast(x, integer())`).
 * NOT NULL is the default. Each method gives a new declaration.
 */
export class ColumnDef<
  out Value,
  out K extends Kind,
  out Null extends null = never,
  out Flags extends ColumnFlag = never,
> {
  declare readonly '~types': { readonly value: Value; readonly kind: K; readonly null: Null; readonly flags: Flags }
  readonly type: SqlType
  readonly options: ColumnOptions

  constructor(type: SqlType, options: ColumnOptions = {}) {
    this.type = type
    this.options = options
  }

  /** The column may be NULL, and may be left out of INSERT. */
  nullable(): ColumnDef<Value, K, null, Flags | 'default'> {
    return this.#with({ nullable: true })
  }

  /** `PRIMARY KEY`. For a key of several columns use `primaryKey(t.a, t.b)` beside the columns. */
  primaryKey(): ColumnDef<Value, K, Null, Flags | 'key'> {
    return this.#with({ primaryKey: true })
  }

  /** A primary key that the database generates: identity, AUTO_INCREMENT or rowid. */
  identity(): K extends 'integer' | 'bigint'
    ? ColumnDef<Value, K, Null, Flags | 'key' | 'default'>
    : `identity needs integer or bigint, not ${K}` {
    return this.#with({ identity: true, primaryKey: true }) as any
  }

  /** `UNIQUE`: no two rows have the same value; NULLs are not equal to each other. */
  unique(): ColumnDef<Value, K, Null, Flags | 'unique'> {
    return this.#with({ unique: true })
  }

  /** `DEFAULT`: a value, or an expression like `now()`. */
  default(value: Value | Expr<Value, K, never, any, never>): ColumnDef<Value, K, Null, Flags | 'default'> {
    return this.#with({ default: value instanceof Expr ? value : { value } })
  }

  /** `DEFAULT now()`. */
  defaultNow(): K extends 'timestamp'
    ? ColumnDef<Value, K, Null, Flags | 'default'>
    : `defaultNow needs timestamp, not ${K}` {
    return this.#with({ default: new Expr({ kind: 'call', name: 'now', args: [], type: timestampType }) }) as any
  }

  /**
   * `GENERATED ALWAYS`: computed by the database from other columns of the row, so that no statement sets it. From what
   * stands beside the columns, where they are known: `(t) => [generated(t.area).as(t.width.mul(t.height))]`.
   */
  generated(): ColumnDef<Value, K, Null, Flags | 'generated'> {
    return this.#with({ generated: true })
  }

  /**
   * `REFERENCES`: a foreign key to a column of another table, by a function since that may be declared later. For a
   * table that points to itself say `(t) => [foreignKey(t.parentId).references(() => t.id)]` beside the columns.
   */
  references(
    to: () => Expr<any, any, any, any, any>,
    options: ReferenceOptions = {},
  ): ColumnDef<Value, K, Null, Flags> {
    return this.#with({ references: { to, ...options } })
  }

  /** Gives the values a narrower TypeScript type, such as a branded one. Nothing changes in the database. */
  $type<V extends Value>(): ColumnDef<V, K, Null, Flags> {
    return this.#with({})
  }

  /**
   * Holds the values in another form: `bigint` as `number` (refused where it would be rounded) or `string`, `numeric` as
   * `number` (rounded to what a double holds), `timestamp` as `string` or `temporal`, `date`, `time` and
   * `localTimestamp` as `temporal`, where the runtime has Temporal.
   */
  mode<M extends ModeOf<K>>(mode: M): ColumnDef<ModeValue<K, M>, K, Null, Flags> {
    const mapping = modes[this.type.kind]?.[mode]
    if (!mapping) throw new StatementError(`${this.type.kind} has no mode ${String(mode)}`)
    return new ColumnDef(mapped(this.type, mapping), this.options)
  }

  /** Its values are never shown: not in `echo`, and not to listeners, also where the database was opened with `values: true`. */
  sensitive(): ColumnDef<Value, K, Null, Flags> {
    return new ColumnDef({ ...this.type, sensitive: true }, this.options)
  }

  #with(options: Partial<ColumnOptions>): ColumnDef<any, any, any, any> {
    return new ColumnDef(this.type, { ...this.options, ...options })
  }
}

/** The values of a class of Temporal, where the program's libraries declare it. */
type TemporalOf<Name extends string> = typeof globalThis extends {
  readonly Temporal: { readonly [N in Name]: { from(text: string): infer Value } }
}
  ? Value
  : unknown

/** The forms that a kind of value has besides its own. */
interface Modes {
  bigint: { number: number; string: string }
  numeric: { number: number }
  timestamp: { string: string; temporal: TemporalOf<'Instant'> }
  date: { temporal: TemporalOf<'PlainDate'> }
  time: { temporal: TemporalOf<'PlainTime'> }
  localTimestamp: { temporal: TemporalOf<'PlainDateTime'> }
}

type ModeOf<K> = K extends keyof Modes ? keyof Modes[K] & string : `${K & string} has no other modes`
type ModeValue<K, M> = K extends keyof Modes ? (M extends keyof Modes[K] ? Modes[K][M] : never) : never

/** True where a row of INSERT may be without the column. */
export const mayBeLeftOut = ({ nullable, identity, default: value, generated }: ColumnOptions): boolean =>
  nullable === true || identity === true || value !== undefined || generated === true

export type AnyColumnDef = ColumnDef<any, any, any, any>

const column = <V, K extends Kind>(type: SqlType<unknown, K>, name: string | undefined): ColumnDef<V, K> =>
  new ColumnDef(type, { name })

/** A whole number of 32 bits: number. */
export const integer = (name?: string): ColumnDef<number, 'integer'> => column(integerType, name)
/** A whole number of 64 bits: bigint. */
export const bigint = (name?: string): ColumnDef<bigint, 'bigint'> => column(bigintType, name)
/** A floating point number of 64 bits: number. */
export const real = (name?: string): ColumnDef<number, 'real'> => column(realType, name)
/** Text of any length: string. */
export const text = (name?: string): ColumnDef<string, 'text'> => column(textType, name)
/** TRUE or FALSE: boolean. */
export const boolean = (name?: string): ColumnDef<boolean, 'boolean'> => column(booleanType, name)
/** An instant, to the millisecond: Date. */
export const timestamp = (name?: string): ColumnDef<Date, 'timestamp'> => column(timestampType, name)
/** A date and time of day without a time zone: string, like `2024-03-31T23:59:59`. */
export const localTimestamp = (name?: string): ColumnDef<string, 'localTimestamp'> => column(localTimestampType, name)
/** A date: string, like `2024-03-31`. */
export const date = (name?: string): ColumnDef<string, 'date'> => column(dateType, name)
/** A time of day: string, like `23:59:59`. */
export const time = (name?: string): ColumnDef<string, 'time'> => column(timeType, name)
/** A UUID: string. */
export const uuid = (name?: string): ColumnDef<string, 'uuid'> => column(uuidType, name)
/** Bytes: Uint8Array. */
export const bytes = (name?: string): ColumnDef<Uint8Array, 'bytes'> => column(bytesType, name)
/** An array of values of a type: of `array(integer())` number[]. `array(integer().nullable())` has nulls in it. PostgreSQL. */
export const array = <V, K extends Kind, Null extends null>(
  of: Typed<V, K, Null>,
  name?: string,
): ColumnDef<(V | Null)[], 'array'> => column(arrayType(of.type, (of as AnyColumnDef).options?.nullable === true), name)
/** A range of `integer`, `bigint`, `numeric`, `timestamp`, `localTimestamp` or `date`: `{ lower: 1, upper: 5 }`. PostgreSQL. */
export const range = <V, K extends RangedKind>(of: Typed<V, K>, name?: string): ColumnDef<Range<V>, 'range'> =>
  column(rangeType(of.type), name)
/** A span of time: string as ISO 8601 has it, like `P1Y2M` or `PT12H30M`. PostgreSQL. */
export const interval = (name?: string): ColumnDef<string, 'interval'> => column(intervalType, name)
/** The words of a text for full-text search: string. PostgreSQL. */
export const tsvector = (name?: string): ColumnDef<string, 'tsvector'> => column(tsvectorType, name)

/** What ranges are made of. */
export type RangedKind = 'integer' | 'bigint' | 'numeric' | 'timestamp' | 'localTimestamp' | 'date'

/** A JSON document of type `T`. */
export const json = <T>(name?: string): ColumnDef<T, 'json'> => column(jsonType, name)

/** A decimal number with `precision` digits, `scale` of them behind the point: string, since a number would round it. */
export function numeric(precision?: number, scale?: number): ColumnDef<string, 'numeric'>
export function numeric(name: string, precision?: number, scale?: number): ColumnDef<string, 'numeric'>
export function numeric(first?: string | number, second?: number, third?: number): ColumnDef<string, 'numeric'> {
  return typeof first === 'string'
    ? column(numericType(second, third), first)
    : column(numericType(first, second), undefined)
}

/** Text of at most `length` characters: string. */
export function varchar(length: number): ColumnDef<string, 'text'>
export function varchar(name: string, length: number): ColumnDef<string, 'text'>
export function varchar(first: string | number, second?: number): ColumnDef<string, 'text'> {
  return typeof first === 'string'
    ? column(varcharType(second as number), first)
    : column(varcharType(first), undefined)
}

/** Text that is one of these values: a union of string literals. A CHECK holds it in the database. */
export function enumOf<const V extends string>(values: readonly V[]): ColumnDef<V, 'text'>
export function enumOf<const V extends string>(name: string, values: readonly V[]): ColumnDef<V, 'text'>
export function enumOf<V extends string>(first: string | readonly V[], second?: readonly V[]): ColumnDef<V, 'text'> {
  return typeof first === 'string'
    ? column(enumType(second as readonly V[]), first)
    : column(enumType(first), undefined)
}

/**
 * A type of the program's own over one of the standard types, whose kind it keeps: `toDriver` makes a value of that type,
 * `fromDriver` makes the program's. `sqlType` is what CREATE TABLE and CAST call it, on every database or on some:
 * `customType({ of: text(), sqlType: { postgres: 'citext' }, toDriver: (email: Email) => …, fromDriver: … })`.
 */
export function customType<V, B, K extends Kind>(options: {
  readonly of: ColumnDef<B, K>
  readonly sqlType?: TypeWords
  toDriver(value: V): B
  fromDriver(value: B): V
}): (name?: string) => ColumnDef<V, K> {
  const { of, sqlType, toDriver, fromDriver } = options
  const type = mapped(of.type, { to: toDriver as (value: unknown) => unknown, from: fromDriver }, sqlType)
  return (name) => new ColumnDef(type, { name })
}
