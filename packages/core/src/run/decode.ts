// Rows as the driver has them become rows as the types say.
import type { Dialect } from '../compile/dialect.ts'
import type { Column, Shape } from '../compile/shape.ts'
import { ValueError } from '../errors.ts'
import type { Raw, SqlType } from '../types/sql-type.ts'

type Cells = readonly (Raw | null)[]
type Decode = (raw: Raw, type: SqlType) => unknown

/** Builds rows of a shape. */
export type RowBuilder = (cells: Cells) => Record<string, unknown>

/** How the rows of a shape are built: which column goes where, and through which decoding. */
export function rowBuilder(shape: Shape, dialect: Dialect): RowBuilder {
  const known = builders.get(shape)
  if (known?.dialect === dialect) return known.build
  const build = newBuilder(shape, dialect)
  builders.set(shape, { dialect, build })
  return build
}

const builders = new WeakMap<Shape, { readonly dialect: Dialect; readonly build: RowBuilder }>()

/** How one entry of a row is built: from a column through its decoding, or from several as an object. */
interface Reader {
  readonly index: number
  readonly type: SqlType | undefined
  readonly decode: Decode | undefined
  readonly nested: ((cells: Cells) => unknown) | undefined
}

function newBuilder({ keys, entries, presence }: Shape, dialect: Dialect): (cells: Cells) => any {
  if (keys.includes('__proto__'))
    throw new ValueError('a row cannot have the key __proto__; select it under another name')
  const readers = entries.map((entry) =>
    'index' in entry ? columnReader(entry, dialect) : objectReader(entry, dialect),
  )
  return (cells) => {
    if (presence >= 0 && cells[presence] === null) return null
    const row: Record<string, unknown> = {}
    let i = 0
    // One try around all cells: it says afterwards in which of them it was left.
    try {
      for (; i < readers.length; i++) {
        const { index, type, decode, nested } = readers[i] as Reader
        const raw = cells[index] as Raw | null
        row[keys[i] as string] = nested ? nested(cells) : raw === null || !decode ? raw : decode(raw, type as SqlType)
      }
    } catch (error) {
      throw error instanceof ValueError ? new ValueError(`column ${keys[i]}: ${error.message}`) : error
    }
    return row
  }
}

const columnReader = ({ index, type }: Column, dialect: Dialect): Reader => ({
  index,
  type,
  decode: dialect.codecs[type.name]?.decode ?? type.decode,
  nested: undefined,
})

const objectReader = (shape: Shape, dialect: Dialect): Reader => ({
  index: -1,
  type: undefined,
  decode: undefined,
  nested: newBuilder(shape, dialect),
})
