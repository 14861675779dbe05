// The cells of the conformance table, worked out from the tests that ran.
import type { DatabaseName } from '../servers/record.ts'

/** Lines of one subject: what can be said, and the names of the cases that show it. */
export type Lines = Readonly<Record<string, readonly string[]>>

/** A test that ran, as far as the table looks at it. */
export interface Ran {
  /** `title > behaviour`, the same on every database. */
  readonly name: string
  /** The database whose rows it compared, or whose words; none for a test of the tree alone. */
  readonly database: DatabaseName | undefined
  readonly shows: 'rows' | 'words'
  /** The sentence, where the case says that the database lacks it. */
  readonly lacks: string | undefined
  readonly state: 'passed' | 'failed' | 'skipped'
}

/** What the table says of a line on a database. `in part`: some of its cases give rows, and some lack. */
export type Verdict = 'rows ok' | 'ok' | 'lacks' | 'in part' | 'FAILED' | 'did not run' | 'missing'

export interface Cell {
  readonly verdict: Verdict
  /** The sentences of what it lacks. */
  readonly sentences: readonly string[]
}

export interface TableLine {
  readonly line: string
  readonly cells: Readonly<Record<DatabaseName, Cell>>
}

export interface Subject {
  readonly title: string
  readonly lines: readonly TableLine[]
}

/** The order of the columns. */
export const columns: readonly DatabaseName[] = ['postgres', 'sqlite', 'mysql', 'mariadb']

/** The whole table; and the names in the catalogue that no test has, which would otherwise show nothing unseen. */
export function tableOf(
  catalogue: Readonly<Record<string, Lines>>,
  ran: readonly Ran[],
): { readonly subjects: readonly Subject[]; readonly unknown: readonly string[] } {
  const names = Object.values(catalogue).flatMap((lines) => Object.values(lines).flat())
  return {
    subjects: Object.entries(catalogue).map(([title, lines]) => ({
      title,
      lines: Object.entries(lines).map(([line, cases]) => ({ line, cells: cellsOf(cases, ran) })),
    })),
    unknown: names.filter((name) => !ran.some((test) => isNamed(test, name))),
  }
}

function cellsOf(cases: readonly string[], ran: readonly Ran[]): TableLine['cells'] {
  const shown = ran.filter((test) => cases.some((name) => isNamed(test, name)))
  const cell = (database: DatabaseName): Cell =>
    cellOf(shown.filter((test) => test.database === undefined || test.database === database))
  return { postgres: cell('postgres'), sqlite: cell('sqlite'), mysql: cell('mysql'), mariadb: cell('mariadb') }
}

function cellOf(tests: readonly Ran[]): Cell {
  const sentences = [...new Set(tests.flatMap(({ lacks }) => lacks ?? []))]
  return { verdict: verdictOf(tests, sentences.length > 0), sentences }
}

function verdictOf(tests: readonly Ran[], lacks: boolean): Verdict {
  if (tests.length === 0) return 'missing'
  if (tests.some(({ state }) => state === 'failed')) return 'FAILED'
  if (tests.some(({ state }) => state === 'skipped')) return 'did not run'
  const rows = tests.some(({ shows, lacks }) => shows === 'rows' && lacks === undefined)
  if (lacks) return rows ? 'in part' : 'lacks'
  return rows ? 'rows ok' : 'ok'
}

/** `title > *` names every test of a title. */
const isNamed = (test: Ran, name: string): boolean =>
  name.endsWith(' > *') ? test.name.startsWith(name.slice(0, -1)) : test.name === name

/** How many cells say what, in the order of the verdicts. */
export function counted(subjects: readonly Subject[]): ReadonlyMap<Verdict, number> {
  const counts = new Map<Verdict, number>()
  for (const verdict of verdicts) counts.set(verdict, 0)
  for (const { cells } of subjects.flatMap(({ lines }) => lines))
    for (const { verdict } of Object.values(cells)) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  return counts
}

const verdicts: readonly Verdict[] = ['rows ok', 'ok', 'lacks', 'in part', 'missing', 'did not run', 'FAILED']
