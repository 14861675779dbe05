// Rows that wait for what belongs to them.
import type { Dialect } from '../../compile/dialect.ts'
import { type Mark, markOf, markOfOne } from '../../types/mark.ts'
import type { Raw, SqlType } from '../../types/sql-type.ts'
import { decoderOf } from '../decode.ts'
import type { Cells } from '../driver.ts'
import type { Key } from './keyed.ts'

export type Row = Record<string, unknown>

/** Rows as they came, which are let go one by one: what has become an object is not in memory twice. */
export type Found = Cells[]

/** A row that came, which is gone then. */
export function taken(found: Found, at: number): Cells {
  const cells = found[at] as Cells
  found[at] = gone
  return cells
}

const gone: Cells = []

/** Where the rows of a key go: into a list, or into the object that holds the one row. Several rows may wait for one key. */
interface Place extends Key {
  readonly into: any
  next: Place | undefined
}

/** What reads one column of a key from where the key comes from: the cells of a row, or a row itself. */
export type Read<Source> = (source: Source) => unknown

/** The rows around one relation, by the keys that lead to what belongs to them. */
export class Waiting<Source> {
  readonly #entry: string
  readonly #one: boolean
  readonly #read: readonly Read<Source>[]
  readonly #places: Map<Mark, Place> = new Map()

  /** `entry` is where in the rows the relation goes; `one` where it is an object or null, and not a list. */
  constructor(entry: string, one: boolean, read: readonly Read<Source>[]) {
    this.#entry = entry
    this.#one = one
    this.#read = read
  }

  /** The keys, each once. */
  get keys(): readonly Key[] {
    return [...this.#places.values()]
  }

  /** Lets a row wait, with an empty list or with null until something comes. A key with a null in it leads nowhere. */
  add(row: Row, source: Source): void {
    const into = this.#one ? row : []
    row[this.#entry] = this.#one ? null : into
    const [read, second] = this.#read as readonly [Read<Source>, Read<Source> | undefined]
    const value = read(source)
    const values = second ? this.#read.map((one) => one(source)) : undefined
    const mark = values ? markOf(values) : markOfOne(value)
    if (mark === undefined) return
    const first = this.#places.get(mark)
    if (first) first.next = { mark, values: first.values, into, next: first.next }
    else this.#places.set(mark, { mark, values: values ?? [value], into, next: undefined })
  }

  /** Makes rows of what came, one for each row that waits for its key: no two share an object. */
  give(found: Found, markAt: (cells: Cells) => Mark | undefined, make: (cells: Cells) => Row): void {
    let mark: Mark | undefined
    let first: Place | undefined
    for (let i = 0; i < found.length; i++) {
      const cells = taken(found, i)
      const next = markAt(cells)
      // Rows of one key often come together.
      if (next !== mark) {
        mark = next
        first = mark === undefined ? undefined : this.#places.get(mark)
      }
      for (let place = first; place; place = place.next) {
        if (!this.#one) place.into.push(make(cells))
        else if (place.into[this.#entry] === null) place.into[this.#entry] = make(cells)
      }
    }
  }
}

/** How a cell of a type is read. */
export function cellReader(index: number, type: SqlType, dialect: Dialect): Read<Cells> {
  const decode = decoderOf(type, dialect)
  if (!decode) return (cells) => cells[index]
  return (cells) => {
    const raw = cells[index] as Raw | null
    return raw === null ? null : decode(raw, type)
  }
}
