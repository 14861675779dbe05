// A query as it stands in its file, so that what is shown is what runs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The text of a query's file. */
export interface Source {
  /** Its first line: what the query finds. */
  readonly title: string
  /** Everything behind its imports. */
  readonly code: string
}

/** Reads a file of `queries/`: a comment of one line, the imports, the code. */
export function sourceOf(file: string): Source {
  const text = readFileSync(join(import.meta.dirname, 'queries', file), 'utf8').replaceAll('\r\n', '\n')
  const found = /^\/\/ (?<title>.+)\n(?:import .+\n)+\n(?<code>[\s\S]+)$/.exec(text)
  if (!found?.groups) throw new Error(`${file} does not begin with a comment of one line and imports`)
  const { title = '', code = '' } = found.groups
  return { title, code: code.trimEnd() }
}
