// What SQL can say, line by line, and the conformance cases that show each: the catalogue behind `pnpm conformance`.
// A case is named `title > behaviour`, as the tests print it; `title > *` is all of them. A line without cases is
// printed as missing. Whether a database has a line is never written here: the cases say it.
import type { Lines } from './cells.ts'
import { expressions } from './lines/expressions.ts'
import { functions } from './lines/functions.ts'
import { jsonArraysTextSearch } from './lines/json-arrays-text-search.ts'
import { changes, programs, relations, template, trees } from './lines/others.ts'
import { sources } from './lines/sources.ts'

/** All subjects, in the order of the table. */
export const catalogue: Readonly<Record<string, Lines>> = {
  Expressions: expressions,
  Functions: functions,
  'Sources and clauses': sources,
  'JSON, arrays, text search': jsonArraysTextSearch,
  'Data changes': changes,
  'The sql template': template,
  'Working with trees': trees,
  Relations: relations,
  'Whole programs, without sql': programs,
}
