// Rows as the driver has them become rows as the types say.
import type { Dialect } from '../compile/dialect.ts'
import { type Column, leavesOf, type Shape, shapeOf } from '../compile/shape.ts'
import { ValueError } from '../errors.ts'
import { type NestedRows, rowsOf } from '../expr/nested.ts'
import type { Raw, SqlType } from '../types/sql-type.ts'
import type { Cells, DriverResult, NamedRow, NamedRows, RowReader } from './driver.ts'

type Decode = (raw: Raw, type: SqlType) => unknown
type DecoderOf = (type: SqlType) => Decode | undefined

/** How the rows of a shape are made: which column goes where, and through which decoding. */
export function rowReader(shape: Shape, dialect: Dialect): RowReader {
  const known = readers.get(shape)
  if (known?.dialect === dialect) return known.reader
  const decoder = (type: SqlType): Decode | undefined => decoderOf(type, dialect)
  const reader = { ofCells: newBuilder(shape, decoder), named: namedRows(shape, decoder) }
  readers.set(shape, { dialect, reader })
  return reader
}

const readers = new WeakMap<Shape, { readonly dialect: Dialect; readonly reader: RowReader }>()

/** The rows of an answer, as the program gets them. */
export const rowsIn = (result: DriverResult, { ofCells }: RowReader): NamedRow[] =>
  result.read ? result.read() : result.rows.map(ofCells)

function newBuilder(shape: Shape, decoder: DecoderOf): (cells: Cells) => any {
  const { keys, entries, presence } = shape
  if (keys.includes('__proto__'))
    throw new ValueError('a row cannot have the key __proto__; select it under another name')
  if (isFlat(shape)) return flatBuilder(keys, shape.entries, decoder)
  const readers = entries.map((entry) =>
    'index' in entry ? columnReader(entry, decoder(entry.type)) : newBuilder(entry, decoder),
  )
  return (cells) => {
    if (presence >= 0 && cells[presence] === null) return null
    const row: NamedRow = {}
    let i = 0
    // One try around all cells: it says afterwards in which of them it was left.
    try {
      for (; i < readers.length; i++) row[keys[i] as string] = (readers[i] as (cells: Cells) => unknown)(cells)
    } catch (error) {
      throw ofColumn(keys[i] as string, error)
    }
    return row
  }
}

/**
 * Rows of columns only, each at its own place. A key that the code does not know costs some 13 ns to set, whichever way a
 * row is made without code from strings: a template that is spread, a constructor, a literal with computed keys.
 */
function flatBuilder(
  keys: readonly string[],
  columns: readonly Column[],
  decoder: DecoderOf,
): (cells: Cells) => NamedRow {
  const types = columns.map(({ type }) => type)
  const decodes = types.map(decoder)
  const count = keys.length
  return (cells) => {
    const row: NamedRow = {}
    let i = 0
    try {
      for (; i < count; i++) {
        const raw = cells[i] as Raw | null
        const decode = decodes[i]
        row[keys[i] as string] = raw === null || decode === undefined ? raw : decode(raw, types[i] as SqlType)
      }
    } catch (error) {
      throw ofColumn(keys[i] as string, error)
    }
    return row
  }
}

/**
 * Rows whose keys the driver has set: a value is set again where decoding made another one. The keys are gone through as they
 * are, which costs half of what it does to look up the known ones; where one is spelled otherwise, the row is made anew.
 */
function namedRows(shape: Shape, decoder: DecoderOf): NamedRows | undefined {
  const { keys } = shape
  // JavaScript puts keys that are numbers before all others.
  if (!isFlat(shape) || keys.some((key) => /^\d/.test(key))) return undefined
  const types = shape.entries.map(({ type }) => type)
  const decodes = types.map(decoder)
  const read = (row: NamedRow): NamedRow => {
    let i = 0
    let isNamed = true
    try {
      for (const key in row) {
        if (key !== keys[i]) isNamed = false
        const decode = decodes[i]
        if (decode !== undefined) {
          const raw = row[key] as Raw | null
          const value = raw === null ? null : decode(raw, types[i] as SqlType)
          if (value !== raw) row[key] = value
        }
        i++
      }
    } catch (error) {
      throw ofColumn(keys[i] as string, error)
    }
    return isNamed ? row : renamed(row, keys)
  }
  return {
    keys,
    read(rows) {
      for (let i = 0; i < rows.length; i++) rows[i] = read(rows[i] as NamedRow)
      return rows
    },
  }
}

/** A row under the keys it should have, which are in the same order. */
function renamed(row: NamedRow, keys: readonly string[]): NamedRow {
  const values = Object.values(row)
  if (values.length !== keys.length)
    throw new ValueError('two columns came back under one name, since a table was made anew; open the database again')
  return Object.fromEntries(keys.map((key, i) => [key, values[i]]))
}

/** True where a row is nothing but its columns, in their order. */
const isFlat = (shape: Shape): shape is FlatShape =>
  shape.presence < 0 && shape.entries.every((entry, i) => 'index' in entry && entry.index === i)

type FlatShape = Omit<Shape, 'entries'> & { readonly entries: readonly Column[] }

const columnReader =
  ({ index, type }: Column, decode: Decode | undefined) =>
  (cells: Cells): unknown => {
    const raw = cells[index] as Raw | null
    return raw === null || decode === undefined ? raw : decode(raw, type)
  }

const ofColumn = (key: string, error: unknown): unknown =>
  error instanceof ValueError ? new ValueError(`column ${key}: ${error.message}`) : error

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
