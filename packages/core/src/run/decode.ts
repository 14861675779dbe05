// Rows as the driver has them become rows as the types say.
import type { Dialect } from '../compile/dialect.ts'
import { type Column, leavesOf, type Shape, shapeOf } from '../compile/shape.ts'
import { ValueError } from '../errors.ts'
import { type NestedRows, rowsOf } from '../expr/nested.ts'
import type { Raw, SqlType } from '../types/sql-type.ts'
import type { Cells } from './driver.ts'

type Decode = (raw: Raw, type: SqlType) => unknown
type DecoderOf = (type: SqlType) => Decode | undefined

/** Builds rows of a shape. */
export type RowBuilder = (cells: Cells) => Record<string, unknown>

/** How the rows of a shape are built: which column goes where, and through which decoding. */
export function rowBuilder(shape: Shape, dialect: Dialect): RowBuilder {
  const known = builders.get(shape)
  if (known?.dialect === dialect) return known.build
  const build = newBuilder(shape, (type) => decoderOf(type, dialect))
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

function newBuilder({ keys, entries, presence }: Shape, decoder: DecoderOf): (cells: Cells) => any {
  if (keys.includes('__proto__'))
    throw new ValueError('a row cannot have the key __proto__; select it under another name')
  const readers = entries.map((entry) =>
    'index' in entry ? columnReader(entry, decoder) : objectReader(entry, decoder),
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

const columnReader = ({ index, type }: Column, decoder: DecoderOf): Reader => ({
  index,
  type,
  decode: decoder(type),
  nested: undefined,
})

const objectReader = (shape: Shape, decoder: DecoderOf): Reader => ({
  index: -1,
  type: undefined,
  decode: undefined,
  nested: newBuilder(shape, decoder),
})

/** How a column of the result is decoded. */
export function decoderOf(type: SqlType, dialect: Dialect): Decode | undefined {
  const rows = rowsOf(type)
  return rows ? rowsDecoder(rows, dialect) : mappedBy(type, dialect.codecs[type.name]?.decode ?? type.decode)
}

/** A decoding, and behind it the form in which the program holds the value. */
function mappedBy({ map }: SqlType, decode: Decode | undefined): Decode | undefined {
  if (!map) return decode
  return decode ? (raw, type) => map(decode(raw, type)) : map
}

/** How a value inside of rows in JSON is decoded: as from a column, but that bytes travel as hex. */
const cellDecoderOf = (type: SqlType, dialect: Dialect): Decode | undefined =>
  type.kind === 'bytes' ? mappedBy(type, fromHex) : decoderOf(type, dialect)

/** Rows that came as JSON: each an array of cells, and with a position behind them where JSON does not keep the order. */
function rowsDecoder({ outputs, one }: NestedRows, dialect: Dialect): Decode {
  const width = leavesOf(outputs).length
  const build = newBuilder(shapeOf(outputs), (type) => cellDecoderOf(type, dialect))
  // A long row comes in several arrays.
  const cellsOf = (row: Cells): Cells => (row.length < width ? (row.flat(1) as Cells) : row)
  if (one) return (raw) => build(cellsOf(parsed(raw)))
  return (raw) => {
    const rows = parsed<Cells>(raw)
    const [first] = rows
    if (first === undefined || first.length === width) return (rows as Cells[]).map(build)
    const all = rows.map(cellsOf)
    return (cellsOf(first).length > width ? inOrder(all, width) : all).map(build)
  }
}

const inOrder = (rows: readonly Cells[], position: number): readonly Cells[] =>
  rows.toSorted((a, b) => Number(a[position]) - Number(b[position]))

/** A list in JSON; inside of other JSON it may be a text still. */
function parsed<Item extends Raw | Cells | null>(raw: unknown): readonly Item[] {
  if (typeof raw !== 'string') return raw as readonly Item[]
  try {
    return JSON.parse(raw) as readonly Item[]
  } catch {
    throw new ValueError("its rows came back cut short; let the database send longer values, or say .strategy('split')")
  }
}

function fromHex(raw: Raw): Uint8Array {
  const text = String(raw)
  return Uint8Array.from({ length: text.length / 2 }, (_byte, i) => Number.parseInt(text.slice(i * 2, i * 2 + 2), 16))
}
