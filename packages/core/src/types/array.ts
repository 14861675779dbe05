// PostgreSQL's arrays and ranges: types made of the type of their items. On the wire of these types stands JSON, which
// the dialect writes in its own words; items travel as the text that they have by themselves.
import { ValueError } from '../errors.ts'
import type { Kind } from './kinds.ts'
import type { SqlType, Wire } from './sql-type.ts'
import { refuse } from './standard.ts'

/** The type of an array or range, with that of its items. */
export interface ItemsType<K extends Kind = Kind> extends SqlType<unknown, K> {
  readonly items: SqlType
  /** True where an item may be null. */
  readonly holes: boolean
}

/** A range: its ends, null for none, and whether they belong to it. By itself the lower one does, and the upper not. */
export interface Range<T> {
  readonly lower: T | null
  readonly upper: T | null
  readonly lowerInclusive?: boolean
  readonly upperInclusive?: boolean
  /** True of a range in which nothing is. */
  readonly empty?: boolean
}

const arrays = new WeakMap<SqlType, ItemsType<'array'>>()
const arraysWithHoles = new WeakMap<SqlType, ItemsType<'array'>>()
const ranges = new WeakMap<SqlType, ItemsType<'range'>>()

/** The type of arrays of a type; each is made once. */
export function arrayType(items: SqlType, holes: boolean): ItemsType<'array'> {
  const kept = holes ? arraysWithHoles : arrays
  const known = kept.get(items)
  if (known) return known
  const encode = (value: unknown): Wire => JSON.stringify(listed(value, items, holes))
  const made: ItemsType<'array'> = { name: 'array', kind: 'array', args: [], encode, items, holes }
  kept.set(items, made)
  return made
}

/** The type of ranges of a type; each is made once. */
export function rangeType(items: SqlType): ItemsType<'range'> {
  const known = ranges.get(items)
  if (known) return known
  const encode = (value: unknown): Wire => JSON.stringify(bounded(value, items))
  const made: ItemsType<'range'> = { name: 'range', kind: 'range', args: [], encode, items, holes: false }
  ranges.set(items, made)
  return made
}

function listed(value: unknown, items: SqlType, holes: boolean): unknown[] {
  if (!Array.isArray(value)) return refuse('an array', value)
  return Array.from(value, (item: unknown) => {
    if (item === null && holes) return null
    if (item === null || item === undefined) return refuse('an array without null and undefined in it', item)
    // An array of arrays has each of the same length; the database says if not.
    return isArray(items) ? listed(item, items.items, items.holes) : wireText(items, item)
  })
}

const isArray = (type: SqlType): type is ItemsType<'array'> => type.kind === 'array'

function bounded(value: unknown, items: SqlType): unknown {
  if (typeof value !== 'object' || value === null || !('lower' in value) || !('upper' in value))
    return refuse('a range, like { lower: 1, upper: 5 }', value)
  const { lower, upper, lowerInclusive = true, upperInclusive = false } = value as Range<unknown>
  if ((value as Range<unknown>).empty === true) return { empty: true }
  const end = (of: unknown): string | null => (of === null ? null : wireText(items, of))
  return { lower: end(lower), upper: end(upper), signs: `${lowerInclusive ? '[' : '('}${upperInclusive ? ']' : ')'}` }
}

/** An item as the text that the database reads. */
function wireText(type: SqlType, value: unknown): string {
  const wire = type.encode(value)
  if (wire === null) throw new ValueError('an item of an array is null')
  if (wire instanceof Uint8Array) return `\\x${Array.from(wire, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
  return String(wire)
}
