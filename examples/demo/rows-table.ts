// Rows as a table of text.
import { styleText } from 'node:util'
import { getBorderCharacters, table } from 'table'

type Row = Readonly<Record<string, unknown>>

/** Rows below the names of their columns; a nested object's columns are `route.flights`. */
export function tableLines(rows: readonly Row[], width: number): string[] {
  if (rows.length === 0) return []
  const paths = pathsIn(rows)
  const cells = rows.map((row) => paths.map((path) => valueAt(row, path)))
  const header = paths.map((path) => path.join('.'))
  const widths = fitted(
    header.map((name, i) => Math.max(name.length, ...cells.map((line) => textOf(line[i]).length))),
    width,
  )
  const body = cells.map((line) =>
    line.map((value, i) => (value === null ? dim('null') : cut(textOf(value), widths[i]))),
  )
  return table([header.map((name, i) => dim(cut(name, widths[i]))), ...body], {
    border: getBorderCharacters('void'),
    drawHorizontalLine: () => false,
    columnDefault: { paddingLeft: 0, paddingRight: gap },
    columns: header.map((_name, i) => ({
      alignment: cells.some((line) => typeof line[i] === 'number') ? 'right' : 'left',
      ...(i === header.length - 1 ? { paddingRight: 0 } : {}),
    })),
  })
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd())
}

const gap = 2

const dim = (text: string): string => styleText('dim', text)

/** The columns of all rows: an object that is null in one row has its columns from the others. */
function pathsIn(rows: readonly unknown[]): string[][] {
  const objects = rows.filter(isObject)
  const keys = [...new Set(objects.flatMap((row) => Object.keys(row)))]
  if (keys.length === 0) return [[]]
  return keys.flatMap((key) => pathsIn(objects.map((row) => row[key])).map((path) => [key, ...path]))
}

const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

function valueAt(row: Row, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? (value[key] ?? null) : null), row)
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

/** Widths that fit: what is too much is taken from the widest. */
function fitted(widths: readonly number[], total: number): number[] {
  const fitting = [...widths]
  const room = total - gap * (widths.length - 1)
  while (fitting.reduce((sum, width) => sum + width, 0) > room) {
    const widest = fitting.indexOf(Math.max(...fitting))
    fitting[widest] = (fitting[widest] as number) - 1
  }
  return fitting
}

const cut = (text: string, width = text.length): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text)
