// What a TypeScript type says of values, as data, and whether values are so.

/** A type, as far as values can be held against it. */
export type Shape =
  | { readonly is: 'number' | 'string' | 'bigint' | 'boolean' | 'null' | 'undefined' | 'unknown' }
  | { readonly is: 'literal'; readonly value: unknown }
  /** A class of values, by its name. */
  | { readonly is: 'instance'; readonly of: string }
  | { readonly is: 'list'; readonly item: Shape }
  | { readonly is: 'object'; readonly fields: Readonly<Record<string, Field>> }
  | { readonly is: 'union'; readonly members: readonly Shape[] }

export interface Field {
  readonly shape: Shape
  readonly optional: boolean
}

/** Where a type says null, and where null came. */
export class Nulls {
  readonly said: Set<string> = new Set()
  readonly seen: Set<string> = new Set()

  /** The places that are said to be null sometimes and were not. */
  get unseen(): string[] {
    return [...this.said].filter((place) => !this.seen.has(place))
  }
}

/**
 * Where a value is not what its type says, as a sentence; undefined where it is all through. Every null is noted, and
 * each place that may be null.
 */
export function misfit(value: unknown, shape: Shape, nulls: Nulls, place = 'row'): string | undefined {
  switch (shape.is) {
    case 'unknown':
      return undefined
    case 'null':
      return value === null ? undefined : wrong(place, 'null', value)
    case 'literal':
      return value === shape.value ? undefined : wrong(place, JSON.stringify(shape.value), value)
    case 'instance':
      return value?.constructor?.name === shape.of ? undefined : wrong(place, shape.of, value)
    case 'list':
      if (!Array.isArray(value)) return wrong(place, 'a list', value)
      return firstOf(value, (item) => misfit(item, shape.item, nulls, `${place}[]`))
    case 'object':
      return objectMisfit(value, shape.fields, nulls, place)
    case 'union':
      return unionMisfit(value, shape.members, nulls, place)
    default:
      return typeof value === shape.is ? undefined : wrong(place, shape.is, value)
  }
}

function objectMisfit(
  value: unknown,
  fields: Readonly<Record<string, Field>>,
  nulls: Nulls,
  place: string,
): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(place, 'an object', value)
  const [besides] = Object.keys(value).filter((key) => !Object.hasOwn(fields, key))
  if (besides !== undefined) return `${place} has ${besides}, and its type has not`
  return firstOf(Object.entries(fields), ([key, field]) => {
    if (!Object.hasOwn(value, key)) return field.optional ? undefined : `${place} has no ${key}`
    return misfit((value as Readonly<Record<string, unknown>>)[key], field.shape, nulls, `${place}.${key}`)
  })
}

function unionMisfit(value: unknown, members: readonly Shape[], nulls: Nulls, place: string): string | undefined {
  if (members.some((one) => one.is === 'null')) nulls.said.add(place)
  if (value === null && nulls.said.has(place)) {
    nulls.seen.add(place)
    return undefined
  }
  const misfits: string[] = []
  for (const one of members) {
    const found = one.is === 'null' ? 'null' : misfit(value, one, nulls, place)
    if (found === undefined) return undefined
    misfits.push(found)
  }
  return misfits.join('; ')
}

const wrong = (place: string, is: string, value: unknown): string =>
  `${place} is ${is} by its type, and ${typed(value)}`

function typed(value: unknown): string {
  if (typeof value !== 'object') return `a ${typeof value} came, ${String(value).slice(0, 80)}`
  return value === null ? 'null came' : `a ${value.constructor.name} came`
}

function firstOf<T>(list: readonly T[], of: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const found = of(one)
    if (found !== undefined) return found
  }
  return undefined
}

/** The type in TypeScript's words, for reading. */
export function printed(shape: Shape): string {
  switch (shape.is) {
    case 'literal':
      return JSON.stringify(shape.value)
    case 'instance':
      return shape.of
    case 'list':
      return shape.item.is === 'union' ? `(${printed(shape.item)})[]` : `${printed(shape.item)}[]`
    case 'object':
      return `{ ${Object.entries(shape.fields)
        .map(([key, { shape, optional }]) => `${key}${optional ? '?' : ''}: ${printed(shape)}`)
        .join(', ')} }`
    case 'union':
      return shape.members.map(printed).join(' | ')
    default:
      return shape.is
  }
}
