import { StatementError } from '../errors.ts'
import { type Mark, markOf } from '../types/mark.ts'

type Plain = string | number | bigint | boolean | Date | Uint8Array

/** The keys of an object whose values tell it from others. */
type Telling<T> = { [Key in keyof T & string]: Exclude<T[Key], null> extends Plain ? Key : never }[keyof T & string]

/** The keys of a row that hold an object, or null. */
type Holding<Row> = {
  [Key in keyof Row & string]: NonNullable<Row[Key]> extends Plain | readonly unknown[]
    ? never
    : NonNullable<Row[Key]> extends object
      ? Key
      : never
}[keyof Row & string]

/** By what objects are told apart: one of their keys, or several together. */
type By<T> = Telling<T> | readonly [Telling<T>, ...Telling<T>[]]

/** Which objects of a row become lists, and by what those in a list are told apart; a list may hold further ones. */
type Lists<Row> = {
  readonly [Key in Holding<Row>]?:
    | By<NonNullable<Row[Key]>>
    | { readonly by: By<NonNullable<Row[Key]>>; readonly lists: Lists<Row> }
}

/** How the rows of a join are nested. */
export interface Nesting<Row> {
  readonly by: By<Row>
  readonly lists: Lists<Row>
}

/** Every key of the row that goes into a list, at any depth. */
type Taken<L> =
  | keyof L
  | { [Key in keyof L]: L[Key] extends { readonly lists: infer Inner } ? Taken<Inner> : never }[keyof L]

type ByOf<How> = How extends string
  ? How
  : How extends readonly string[]
    ? How[number]
    : How extends { by: infer B }
      ? ByOf<B>
      : never

/** An object of a list: what tells it apart is never null, since without it there is none. */
type Item<T, How, Row> = How extends { readonly lists: infer Inner }
  ? Told<T, ByOf<How>> & ListsIn<Row, Inner>
  : Told<T, ByOf<How>>
type Told<T, Keys> = { [Key in keyof T]: Key extends Keys ? NonNullable<T[Key]> : T[Key] }

type ListsIn<Row, L> = { -readonly [Key in keyof L]: Expanded<Item<NonNullable<Row[Key & keyof Row]>, L[Key], Row>>[] }
type Expanded<T> = { [Key in keyof T]: T[Key] } & {}

/** The rows of a join, nested. */
export type NestedRow<Row, How> = How extends { readonly lists: infer L; readonly by: infer B }
  ? Expanded<Told<Omit<Row, Taken<L>>, ByOf<B>> & ListsIn<Row, L>>
  : never

type AnyRow = Readonly<Record<string, unknown>>
type AnyLists = Readonly<Record<string, string | readonly string[] | AnyHow>>
interface AnyHow {
  readonly by: string | readonly string[]
  readonly lists: AnyLists
}

/**
 * The flat rows of a join as nested objects: `nest(rows, { by: 'id', lists: { tracks: 'id' } })` of rows with an `id` and an
 * object or null `tracks` gives each `id` once, with the list of its tracks. Lists may hold others:
 * `{ tracks: { by: 'id', lists: { playlists: 'id' } } }`; then `playlists` goes from the row into its track.
 *
 * Everything comes in the order in which the rows have it first, and once, however many rows the join made of it. An
 * object that is null, or whose key is, is not there: the join found nothing. Other columns of it may be null.
 */
export function nest<Row extends object, const How extends Nesting<Row>>(
  rows: readonly Row[],
  how: How,
): NestedRow<Row, How>[] {
  if (!Array.isArray(rows)) throw new StatementError('nest takes a list of rows')
  const { by, lists } = how as unknown as AnyHow
  const names = namesOf(by)
  for (const row of rows as readonly AnyRow[]) {
    if (markIn(row, names) === undefined)
      throw new StatementError(
        `${names.join(' or ')} is null in a row, and rows go together by it; take a key that never is`,
      )
  }
  return nested(rows as readonly AnyRow[], (row) => row, names, lists, takenBy(lists)) as NestedRow<Row, How>[]
}

/** The objects that the rows hold, each once, with the lists of what is in the same rows. */
function nested(
  rows: readonly AnyRow[],
  objectIn: (row: AnyRow) => AnyRow | null,
  by: readonly string[],
  lists: AnyLists,
  without: ReadonlySet<string>,
): AnyRow[] {
  const groups = new Map<Mark, AnyRow[]>()
  for (const row of rows) {
    const object = objectIn(row)
    const mark = object === null ? undefined : markIn(object, by)
    if (mark === undefined) continue
    const group = groups.get(mark)
    if (group) group.push(row)
    else groups.set(mark, [row])
  }
  return [...groups.values()].map((group) => {
    const own: Record<string, unknown> = {}
    for (const [key, value] of Object.entries(objectIn(group[0] as AnyRow) as AnyRow)) {
      if (!without.has(key) || key in lists) own[key] = value
    }
    for (const [key, list] of Object.entries(lists)) own[key] = listOf(group, key, list)
    return own
  })
}

function listOf(rows: readonly AnyRow[], key: string, list: AnyLists[string]): AnyRow[] {
  const { by, lists } = howOf(list)
  const objectIn = (row: AnyRow): AnyRow | null => {
    const object = row[key]
    if (typeof object === 'object' && object !== undefined) return object as AnyRow | null
    throw new StatementError(`the rows have no object ${key} to make a list of; select it`)
  }
  return nested(rows, objectIn, namesOf(by), lists, none)
}

/** How a list is nested; one that is only told apart holds no others. */
const howOf = (list: AnyLists[string]): AnyHow =>
  typeof list === 'object' && 'by' in list ? list : { by: list, lists: {} }

function markIn(object: AnyRow, names: readonly string[]): Mark | undefined {
  const [lacking] = names.filter((name) => !Object.hasOwn(object, name))
  if (lacking !== undefined)
    throw new StatementError(`the rows have no ${lacking}, by which they go together; select it`)
  return markOf(names.map((name) => object[name]))
}

const namesOf = (by: string | readonly string[]): readonly string[] => (typeof by === 'string' ? [by] : by)

/** The keys of the row that go into lists. */
function takenBy(lists: AnyLists): ReadonlySet<string> {
  const inner = Object.values(lists).flatMap((list) => [...takenBy(howOf(list).lists)])
  return new Set([...Object.keys(lists), ...inner])
}

const none: ReadonlySet<string> = new Set()
