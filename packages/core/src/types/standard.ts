// The standard types. Each is a name, a check with its encoding, and a decoding; what a dialect
// writes or receives otherwise is an entry in that dialect.
import { StatementError, ValueError } from '../errors.ts'
import { daysOf, instantOf, two, type Zone } from './instant.ts'
import type { Kind } from './kinds.ts'
import type { Raw, SqlType, Wire } from './sql-type.ts'

/** Declares a SQL type from its parts. */
export function sqlType<K extends Kind>(
  name: string,
  kind: K,
  encode: (value: unknown) => Wire,
  decode?: (raw: Raw) => unknown,
  args: readonly (string | number)[] = [],
): SqlType<unknown, K> {
  return decode ? { name, kind, args, encode, decode } : { name, kind, args, encode }
}

/** Refuses a value: says what the type takes and what came, never the value. */
export function refuse(takes: string, value: unknown): never {
  throw new ValueError(`it takes ${takes}, not ${describe(value)}`)
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : 'a Date'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`
}

const lowestInteger = -(2 ** 31)
const highestInteger = 2 ** 31 - 1

function encodeInteger(value: unknown): Wire {
  if (typeof value !== 'number' || !Number.isInteger(value)) return refuse('a whole number', value)
  if (value < lowestInteger || value > highestInteger) {
    throw new ValueError('it takes a whole number of 32 bits; use bigint() for larger ones')
  }
  return value
}

function decodeInteger(raw: Raw): number {
  const value = typeof raw === 'number' ? raw : Number(raw)
  if (!Number.isSafeInteger(value)) {
    throw new ValueError('an integer came back that a number cannot hold exactly; read it as bigint()')
  }
  return value
}

const lowestBigint = -(2n ** 63n)
const highestBigint = 2n ** 63n - 1n

function encodeBigint(value: unknown): Wire {
  if (typeof value !== 'bigint') return refuse('a bigint', value)
  if (value < lowestBigint || value > highestBigint) throw new ValueError('it takes a whole number of 64 bits')
  return value
}

function decodeBigint(raw: Raw): bigint {
  if (typeof raw === 'number' && !Number.isSafeInteger(raw)) {
    throw new ValueError('the driver returned a rounded number for a bigint')
  }
  try {
    return BigInt(raw as string | number | bigint)
  } catch {
    throw new ValueError('a bigint came back that is not a whole number')
  }
}

function encodeReal(value: unknown): Wire {
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse('a finite number', value)
  return value
}

const decodeReal = (raw: Raw): number => (typeof raw === 'number' ? raw : Number(raw))

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)$/
const plainDecimal = /^-?(0|[1-9]\d*)(\.\d+)?$/

/** A decimal without a plus, zeros in front or a sign before zero; with a scale, of as many digits as the type has. */
function encodeNumeric(args: readonly number[]): (value: unknown) => Wire {
  return (value) => {
    if (typeof value !== 'string' || !decimal.test(value))
      return refuse("a decimal number as a string, like '0.99'", value)
    const text = plainDecimal.test(value) ? value : plain(value)
    const [precision, scale] = args
    const zero = text.charCodeAt(0) === 45 && !/[1-9]/.test(text) ? text.slice(1) : text
    return precision === undefined || scale === undefined ? zero : checkedDigits(zero, precision, scale)
  }
}

function plain(value: string): string {
  const [whole = '', fraction = ''] = value.replace(/^[+-]/, '').split('.')
  const text = whole.replace(/^0+/, '') || '0'
  return `${value.startsWith('-') ? '-' : ''}${text}${fraction && `.${fraction}`}`
}

/** Databases round what has more digits behind the point, or keep it: refused, so that what was written is read. */
function checkedDigits(text: string, precision: number, scale: number): string {
  const [whole, fraction] = digitsOf(text)
  if (fraction > scale && /[1-9]/.test(text.slice(text.length - fraction + scale)))
    throw new ValueError(`it takes a decimal number of at most ${scale} digits behind the point`)
  if (whole > precision - scale && text.replace('-', '') !== '0')
    throw new ValueError(`it takes a decimal number of at most ${precision - scale} digits before the point`)
  return fraction > scale ? text.slice(0, text.length - fraction + scale).replace(/\.$/, '') : text
}

/** How many digits a plain decimal has before the point and behind it; the zero of 0.5 is none. */
function digitsOf(text: string): readonly [whole: number, fraction: number] {
  const point = text.indexOf('.')
  const whole = (point < 0 ? text : text.slice(0, point)).replace(/^-?0?/, '').length
  return [whole, point < 0 ? 0 : text.length - point - 1]
}

/** A decimal as text, without an exponent; with a scale, with that many digits behind the point. */
function decodeNumeric(scale: number | undefined): (raw: Raw) => string {
  return (raw) => {
    const text = typeof raw === 'string' ? raw : withoutExponent(String(raw))
    return scale === undefined ? text : scaled(text, scale)
  }
}

/** The digits of a number that JavaScript writes with an exponent, which it does from 1e21 and below 1e-6. */
function withoutExponent(text: string): string {
  const [, sign = '', first = '', rest = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? []
  if (exponent === undefined) return text
  const places = Number(exponent)
  return places < 0
    ? `${sign}0.${'0'.repeat(-places - 1)}${first}${rest}`
    : `${sign}${first}${rest.padEnd(places, '0')}`
}

/** A decimal with zeros behind the point up to a scale, and none beyond it. What has more digits keeps them. */
function scaled(text: string, scale: number): string {
  const point = text.indexOf('.')
  const fraction = point < 0 ? 0 : text.length - point - 1
  if (fraction === scale) return text
  if (fraction < scale) return `${text}${point < 0 ? '.' : ''}${'0'.repeat(scale - fraction)}`
  const cut = text.length - fraction + scale
  return /[1-9]/.test(text.slice(cut)) ? text.replace(/0+$/, '') : text.slice(0, scale === 0 ? cut - 1 : cut)
}

/** A type of numeric with room for a value that stands beside one of this type: what is compared may have more digits. */
export function roomFor(type: SqlType, value: unknown): SqlType {
  const [precision, scale] = type.args
  if (typeof precision !== 'number' || typeof scale !== 'number' || typeof value !== 'string' || !decimal.test(value))
    return type
  const [whole, fraction] = digitsOf(plain(value))
  if (fraction <= scale && whole <= precision - scale) return type
  return withRoom(Math.max(whole, precision - scale), Math.max(fraction, scale))
}

const withRoom = (whole: number, fraction: number): SqlType => numericType(whole + fraction, fraction)

/** The type of what is one of several values: numerics of different scales have room for all of them. */
export function commonType(types: readonly SqlType[]): SqlType {
  const first = types[0] as SqlType
  if (first.kind !== 'numeric' || first.map || types.every((type) => type === first)) return first
  let [whole, fraction] = [0, 0]
  for (const { kind, args } of types) {
    const [precision, scale] = args
    if (kind !== 'numeric' || typeof precision !== 'number' || typeof scale !== 'number') return numericType()
    whole = Math.max(whole, precision - scale)
    fraction = Math.max(fraction, scale)
  }
  return withRoom(whole, fraction)
}

// A lone surrogate cannot be written in UTF-8: drivers would store U+FFFD in its place.
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const surrogate = /[\ud800-\udfff]/

/** Checks that a string can be stored as it is: no NUL (PostgreSQL has none), no half of a character. */
export function encodeText(value: unknown): string {
  if (typeof value !== 'string') return refuse('a string', value)
  if (value.includes('\0')) throw new ValueError('it takes text without the character NUL')
  if (surrogate.test(value) && loneSurrogate.test(value)) {
    throw new ValueError('it takes well-formed text, without half a surrogate pair')
  }
  return value
}

function encodeBoolean(value: unknown): Wire {
  return typeof value === 'boolean' ? value : refuse('a boolean', value)
}

function decodeBoolean(raw: Raw): boolean {
  if (raw === 1 || raw === 't' || raw === true || raw === 'true' || raw === 1n || raw === '1') return true
  if (raw === 0 || raw === 'f' || raw === false || raw === 'false' || raw === 0n || raw === '0') return false
  throw new ValueError('a boolean came back that is neither true nor false')
}

/** An instant as ISO 8601 text in UTC with milliseconds: fixed in width, so that text order is time order. */
export function encodeTimestamp(value: unknown): string {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return refuse('a valid Date', value)
  const text = value.toISOString()
  if (text.length !== 24) throw new ValueError('it takes a Date between the years 0 and 9999')
  return text
}

function decodeTimestamp(raw: Raw): Date {
  return typeof raw === 'string' ? decodeInstant(raw, 'Z') : dateOf(raw as number)
}

/** The Date of an instant, as a database writes it whose sessions are in UTC. */
export function decodeInstant(text: string, zone: Zone): Date {
  const at = instantOf(text, zone)
  return Number.isNaN(at) ? dateOf(zone === 'Z' ? text : isoOf(text, zone)) : new Date(at)
}

const isoOf = (text: string, zone: Zone): string =>
  (text.endsWith(zone) ? `${text.slice(0, text.length - zone.length)}Z` : text).replace(' ', 'T')

function dateOf(raw: string | number): Date {
  const value = new Date(raw)
  if (Number.isNaN(value.getTime())) throw new ValueError('a timestamp came back that is not ISO 8601')
  return value
}

/** Refuses a day that no calendar has, as the 31st of February, and the year 0. */
function calendar(encode: (value: unknown) => Wire): (value: unknown) => Wire {
  return (value) => {
    const text = encode(value) as string
    const [year, month, day] = [Number(text.slice(0, 4)), two(text, 5), two(text, 8)]
    if (day > 28 && day > daysOf(year, month)) throw new ValueError('it takes a day that its month has')
    if (year === 0) throw new ValueError('it takes a year from 1 to 9999')
    return text
  }
}

/** A string type that must match a pattern. */
const patterned =
  (pattern: RegExp, takes: string) =>
  (value: unknown): Wire =>
    typeof value === 'string' && pattern.test(value) ? value : refuse(takes, value)

const encodeDate = calendar(
  patterned(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "a date as a string, like '2024-03-31'"),
)
const clock = '([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?'
const encodeTime = patterned(new RegExp(`^${clock}$`), "a time of day as a string, like '23:59:59'")
const encodeLocal = calendar(
  patterned(
    new RegExp(`^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T${clock}$`),
    "a date and time as a string, like '2024-03-31T23:59:59'",
  ),
)
const encodeUuid = patterned(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'a UUID as a string')

/** A date and time of day with the `T` of ISO 8601 and without zeros behind the last digit of the second. */
function decodeLocal(raw: Raw): string {
  const text = String(raw).replace(' ', 'T')
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function decodeTime(raw: Raw): string {
  const text = String(raw)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function encodeBytes(value: unknown): Wire {
  return value instanceof Uint8Array ? value : refuse('a Uint8Array', value)
}

function decodeBytes(raw: Raw): Uint8Array {
  if (raw instanceof Uint8Array) return new Uint8Array(raw)
  throw new ValueError('bytes came back that are not bytes')
}

function encodeJson(value: unknown): Wire {
  try {
    return JSON.stringify(
      value === null ? refuse('a value of JSON; jsonNull() is its null', value) : plainJson(value, 0),
    )
  } catch (error) {
    // The engine's own message may hold a part of the value.
    throw error instanceof ValueError ? error : new ValueError('it takes a value that JSON can hold')
  }
}

/** A value that JSON gives back as it is; what JSON.stringify would change in silence is refused. */
function plainJson(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return encodeText(value)
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : refuse('a value that JSON can hold', value)
    case 'object':
      if (value === null) return value
      if (depth > deepestJson) throw new ValueError(`it takes JSON that is nested at most ${deepestJson} deep`)
      return Array.isArray(value) ? plainList(value, depth) : plainObject(value, depth)
    default:
      return refuse('a value that JSON can hold', value)
  }
}

/** A circle has no end, and MariaDB and MySQL take documents 32 and 100 deep. */
const deepestJson = 1_000

function plainList(list: readonly unknown[], depth: number): readonly unknown[] {
  // Not forEach, which leaves out what a sparse list has not.
  for (let i = 0; i < list.length; i++) plainJson(list[i], depth + 1)
  return list
}

function plainObject(object: object, depth: number): object {
  const prototype: unknown = Object.getPrototypeOf(object)
  if ((prototype !== null && prototype !== Object.prototype) || 'toJSON' in object) {
    const name = (object as { constructor?: { name?: unknown } }).constructor?.name
    throw new ValueError(
      `JSON takes plain objects and lists, not ${typeof name === 'string' && /^\w{1,40}$/.test(name) ? `a ${name}` : 'an object of a class'}; turn it into one of them, or into text`,
    )
  }
  for (const key of Object.keys(object)) {
    encodeText(key)
    const value = (object as Readonly<Record<string, unknown>>)[key]
    // A key that is undefined is not there.
    if (value !== undefined) plainJson(value, depth + 1)
  }
  return object
}

function decodeJson(raw: Raw): unknown {
  if (typeof raw !== 'string') return raw
  try {
    return JSON.parse(raw)
  } catch {
    throw new ValueError('a JSON document came back that is not JSON')
  }
}

export const integerType: SqlType<unknown, 'integer'> = sqlType('integer', 'integer', encodeInteger, decodeInteger)
export const bigintType: SqlType<unknown, 'bigint'> = sqlType('bigint', 'bigint', encodeBigint, decodeBigint)
export const realType: SqlType<unknown, 'real'> = sqlType('real', 'real', encodeReal, decodeReal)
export function numericType(precision?: number, scale?: number): SqlType<unknown, 'numeric'> {
  const args = precision === undefined ? [] : [size(precision), size(scale ?? 0)]
  return kept('numeric', args, () => sqlType('numeric', 'numeric', encodeNumeric(args), decodeNumeric(args[1]), args))
}
export const textType: SqlType<unknown, 'text'> = sqlType('text', 'text', encodeText)
export const varcharType = (length: number): SqlType<unknown, 'text'> =>
  kept('varchar', [size(length)], () =>
    sqlType('varchar', 'text', (value) => lengthChecked(encodeText(value), length), undefined, [length]),
  )
export const enumType = (values: readonly string[]): SqlType<unknown, 'text'> =>
  kept('enum', values, () => sqlType('enum', 'text', oneOf(values), undefined, values))
export const booleanType: SqlType<unknown, 'boolean'> = sqlType('boolean', 'boolean', encodeBoolean, decodeBoolean)
export const timestampType: SqlType<unknown, 'timestamp'> = sqlType(
  'timestamp',
  'timestamp',
  encodeTimestamp,
  decodeTimestamp,
)
export const localTimestampType: SqlType<unknown, 'localTimestamp'> = sqlType(
  'localTimestamp',
  'localTimestamp',
  encodeLocal,
  decodeLocal,
)
export const dateType: SqlType<unknown, 'date'> = sqlType('date', 'date', encodeDate)
export const timeType: SqlType<unknown, 'time'> = sqlType('time', 'time', encodeTime, decodeTime)
export const uuidType: SqlType<unknown, 'uuid'> = sqlType('uuid', 'uuid', encodeUuid)
export const bytesType: SqlType<unknown, 'bytes'> = sqlType('bytes', 'bytes', encodeBytes, decodeBytes)
export const jsonType: SqlType<unknown, 'json'> = sqlType('json', 'json', encodeJson, decodeJson)

export const tsvectorType: SqlType<unknown, 'tsvector'> = sqlType('tsvector', 'tsvector', encodeText)
export const tsqueryType: SqlType<unknown, 'tsquery'> = sqlType('tsquery', 'tsquery', encodeText)
export const intervalType: SqlType<unknown, 'interval'> = sqlType(
  'interval',
  'interval',
  patterned(
    /^P(?!$)(-?\d+Y)?(-?\d+M)?(-?\d+W)?(-?\d+D)?(T(?=-?\d)(-?\d+H)?(-?\d+M)?(-?\d+(\.\d{1,6})?S)?)?$/,
    "an interval as ISO 8601 has it, like 'P1Y2M' or 'PT12H'",
  ),
)
/** Texts and numbers of groups as a list of JSON: dialects make of it what their functions take. */
export const regexpReplacementType: SqlType<unknown, 'text'> = sqlType('regexpReplacement', 'text', JSON.stringify)
/** Fields of a time and texts between them as a list of JSON: dialects make of it what their functions take. */
export const timeFormatType: SqlType<unknown, 'text'> = sqlType('timeFormat', 'text', JSON.stringify)
/** Keys and places as a list of JSON: dialects make of it what their functions take. */
export const jsonPathType: SqlType<unknown, 'text'> = sqlType('jsonPath', 'text', JSON.stringify)

const made = new Map<string, SqlType<any, any>>()

/** A type is made once for its arguments: so types are the same where they look the same. */
function kept<K extends Kind>(
  name: string,
  args: readonly (string | number)[],
  make: () => SqlType<unknown, K>,
): SqlType<unknown, K> {
  const key = `${name} ${JSON.stringify(args)}`
  const known = made.get(key)
  if (known) return known
  const type = make()
  if (made.size >= 1_000) made.clear()
  made.set(key, type)
  return type
}

/** A number in the name of a type, which stands in the text. */
function size(value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new StatementError('the length, precision or scale of a type is a whole number')
}

function lengthChecked(value: string, length: number): string {
  if (value.length > length && [...value].length > length) {
    throw new ValueError(`it takes text of at most ${length} characters`)
  }
  return value
}

const oneOf =
  (values: readonly string[]) =>
  (value: unknown): Wire =>
    typeof value === 'string' && values.includes(value) ? value : refuse(`one of ${values.join(', ')}`, value)
