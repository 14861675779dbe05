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
  const build = builder(shape, dialect, '')
  return (cells) => build(cells) as Record<string, unknown>
}

function builder(shape: Shape, dialect: Dialect, path: string): (cells: Cells) => Record<string, unknown> | null {
  const { keys, presence } = shape
  for (const key of keys)
    if (key === '__proto__') throw new ValueError('a row cannot have the key __proto__; select it under another name')
  const readers = shape.entries.map((entry, i) =>
    'index' in entry ? cellReader(entry, dialect, path + keys[i]) : builder(entry, dialect, `${path}${keys[i]}.`),
  )
  return (cells) => {
    if (presence >= 0 && cells[presence] === null) return null
    const row: Record<string, unknown> = {}
    for (let i = 0; i < readers.length; i++) row[keys[i] as string] = (readers[i] as (cells: Cells) => unknown)(cells)
    return row
  }
}

function cellReader({ index, type }: Column, dialect: Dialect, label: string): (cells: Cells) => unknown {
  const decode: Decode | undefined = dialect.codecs[type.name]?.decode ?? type.decode
  if (!decode) return (cells) => cells[index]
  return (cells) => {
    const raw = cells[index] as Raw | null
    if (raw === null) return null
    try {
      return decode(raw, type)
    } catch (error) {
      throw error instanceof ValueError ? new ValueError(`column ${label}: ${error.message}`) : error
    }
  }
}
