// What the demo prints.
import { styleText } from 'node:util'
import { compile } from '@espalier/core'
import type { Data } from './data.ts'
import type { AnyDatabase, Engine } from './engine.ts'
import { type DemoQuery, queries } from './queries.ts'
import rowTypes from './row-types.json' with { type: 'json' }
import { tableLines } from './rows-table.ts'
import { sourceOf } from './source.ts'
import { sqlLines } from './sql-lines.ts'

/** The widest line that the demo prints. */
export const width = 100

const gutter = 6
const shownRows = 6

/** The first lines: which database, and what went into it. */
export function opening({ product, version, place }: Engine, data: Data, seconds: number): string {
  const [airports, routes, flights] = [data.airports, data.routes, data.flights].map((rows) => number(rows.length))
  return [
    `${styleText('bold', 'Espalier')} on ${product} ${version}`,
    place,
    `${airports} airports, ${routes} routes and ${flights} flights loaded in ${seconds.toFixed(1)} s`,
  ].join('\n')
}

/** Runs a query and tells everything about it. */
export async function section(
  query: DemoQuery,
  place: number,
  db: AnyDatabase,
): Promise<{ text: string; result: Result }> {
  const { title, code } = sourceOf(query.file)
  const { sql, params } = compile(query.statement, db.dialect)
  const began = performance.now()
  const rows = await query.rows(db)
  const milliseconds = performance.now() - began
  const bound = params.length > 0 ? [dim(params.map(literal).join(', '))] : []
  const text = [
    `${dim(`${place} of ${queries.length} ${'─'.repeat(width - 7)}`)}\n${styleText('bold', title)}`,
    block('code', code.split('\n')),
    block('sql', [...sqlLines(sql, width - gutter), ...bound]),
    block('type', typeLines(rowTypes[query.file as keyof typeof rowTypes])),
    block('rows', [...tableLines(rows.slice(0, shownRows), width - gutter), dim(counted(rows.length, milliseconds))]),
  ].join('\n\n')
  return { text, result: { rows: rows.length, milliseconds } }
}

/** What running a query came to. */
export interface Result {
  readonly rows: number
  readonly milliseconds: number
}

/** The last line. */
export function summary(results: readonly Result[]): string {
  const rows = results.reduce((sum, result) => sum + result.rows, 0)
  const milliseconds = results.reduce((sum, result) => sum + result.milliseconds, 0)
  return `${results.length} queries gave ${number(rows)} rows in ${milliseconds.toFixed(0)} ms; the tables demo_… stay`
}

/** Lines behind a label. */
function block(label: string, lines: readonly string[]): string {
  const margin = ' '.repeat(gutter)
  const [first, ...rest] = lines
  const head = styleText('cyan', label.padEnd(gutter)) + first
  return [head, ...rest.map((line) => (line === '' ? '' : margin + line))].join('\n')
}

/** A type on one line, or a line for each of its members. */
function typeLines(type: string): string[] {
  const short = type.replaceAll('; }', ' }')
  if (short.length <= width - gutter) return [short]
  const members = short.slice(2, -2).split(/; (?![^{]*\})/)
  return ['{', ...members.map((member) => `  ${member}`), '}']
}

function counted(rows: number, milliseconds: number): string {
  const many =
    rows > shownRows ? `the first ${shownRows} of ${number(rows)} rows` : `${rows} ${rows === 1 ? 'row' : 'rows'}`
  return `${many}, ${milliseconds.toFixed(1)} ms`
}

const dim = (text: string): string => styleText('dim', text)
const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value))
const number = (value: number): string => value.toLocaleString('en-US')
