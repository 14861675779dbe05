// The conformance table as text for a terminal and as Markdown.
import { styleText } from 'node:util'
import type { DatabaseName } from '../servers/record.ts'
import { type Cell, columns, counted, type Subject, type Verdict } from './cells.ts'

const titles: Readonly<Record<DatabaseName, string>> = {
  postgres: 'PostgreSQL',
  sqlite: 'SQLite',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
}

const styles: Readonly<Record<Verdict, Parameters<typeof styleText>[0]>> = {
  'rows ok': 'green',
  ok: 'green',
  lacks: 'yellow',
  'in part': 'yellow',
  missing: 'dim',
  'did not run': ['bold', 'red'],
  FAILED: ['bold', 'red'],
}

/** The table for a terminal; with `sentences`, what is lacking stands below each line. */
export function tableText(subjects: readonly Subject[], sentences: boolean): string {
  const width = Math.max(...subjects.flatMap(({ lines }) => lines.map(({ line }) => line.length))) + 4
  const lines = subjects.flatMap((subject) => [
    '',
    styleText('bold', subject.title.padEnd(width)) + columns.map((name) => titles[name].padEnd(13)).join(''),
    ...subject.lines.flatMap(({ line, cells }) => [
      `  ${line}`.padEnd(width) + columns.map((name) => word(cells[name])).join(''),
      ...(sentences ? sentencesOf(cells).map((sentence) => styleText('dim', `      ${sentence}`)) : []),
    ]),
  ])
  return [...lines.map((line) => line.trimEnd()), '', countLine(subjects)].join('\n')
}

const word = ({ verdict }: Cell): string => styleText(styles[verdict], verdict.padEnd(13))

const sentencesOf = (cells: Readonly<Record<DatabaseName, Cell>>): string[] =>
  columns.flatMap((name) => cells[name].sentences)

/** `209 lines, 836 cells: 383 rows ok, 25 lacks, 428 missing`. */
export function countLine(subjects: readonly Subject[]): string {
  const lines = subjects.reduce((sum, subject) => sum + subject.lines.length, 0)
  const counts = [...counted(subjects)].filter(([, count]) => count > 0)
  const cells = counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')
  return `${lines} lines, ${lines * columns.length} cells: ${cells}`
}

/** The table as a page of the documentation. */
export function tablePage(subjects: readonly Subject[]): string {
  const sections = subjects.flatMap(({ title, lines }) => {
    const rows = lines.map(
      ({ line, cells }) => `| ${escaped(line)} | ${columns.map((name) => mark(cells[name])).join(' | ')} |`,
    )
    const lacks = lines.flatMap(({ line, cells }) => {
      const said = sentencesOf(cells)
      return said.length === 0 ? [] : [`- ${escaped(line)}: ${said.map(escaped).join('. ')}.`]
    })
    const head = [
      `## ${title}`,
      '',
      `| | ${columns.map((name) => titles[name]).join(' | ')} |`,
      '|---|---|---|---|---|',
    ]
    return [...head, ...rows, '', ...(lacks.length === 0 ? [] : ['What is lacking:', '', ...lacks, ''])]
  })
  return [...introduction, `${countLine(subjects)}.`, '', ...sections].join('\n')
}

const introduction = [
  '# What each database is known to do',
  '',
  'Written by `pnpm conformance --write`, from the tests that ran on the databases themselves; nothing here is kept by hand.',
  '**rows ok**: a case gives the right rows there. **lacks**: the database has no such thing, and Espalier says so when the',
  'program is compiled and when it runs. **ok**: tested without a database. **missing**: no case shows it yet.',
  '',
]

const mark = ({ verdict }: Cell): string => (verdict === 'FAILED' ? '**failed**' : verdict)

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*')
