import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { DatabaseName } from '../servers/record.ts'
import { type Ran, tableOf } from './cells.ts'
import { countLine, tablePage, tableText } from './print.ts'

const on = (name: string, database: DatabaseName, more: Partial<Ran> = {}): Ran => ({
  name,
  database,
  shows: 'rows',
  lacks: undefined,
  state: 'passed',
  ...more,
})
const words = (name: string, database: DatabaseName, lacks?: string): Ran =>
  on(name, database, { shows: 'words', lacks })

const ran = [
  words('FROM > a full join', 'postgres'),
  on('FROM > a full join', 'postgres'),
  words('FROM > a full join', 'mysql', 'mysql has no FULL JOIN; unite a LEFT JOIN'),
  on('FROM > a full join', 'sqlite', { state: 'failed' }),
  on('FROM > a full join', 'mariadb', { state: 'skipped' }),
  on('FROM > a cross join', 'mysql'),
]

const cells = (cases: readonly string[]) => {
  const [subject] = tableOf({ Sources: { line: cases } }, ran).subjects
  return Object.values(subject?.lines[0]?.cells ?? {}).map(({ verdict }) => verdict)
}

describe('the conformance table', () => {
  test('tells rows from what lacks, fails or did not run', () => {
    expect(cells(['FROM > a full join'])).toEqual(['rows ok', 'FAILED', 'lacks', 'did not run'])
  })

  test('says in part where some cases of a line give rows and others lack', () => {
    expect(cells(['FROM > *'])).toEqual(['rows ok', 'FAILED', 'in part', 'did not run'])
  })

  test('a line without cases is missing, and so is one on a database that no case ran on', () => {
    expect(cells([])).toEqual(['missing', 'missing', 'missing', 'missing'])
    expect(cells(['FROM > a cross join'])).toEqual(['missing', 'missing', 'rows ok', 'missing'])
  })

  test('a name that no test has is told', () => {
    const { unknown } = tableOf({ Sources: { line: ['FROM > a full joint', 'FROM > *'] } }, ran)
    expect(unknown).toEqual(['FROM > a full joint'])
  })

  test('prints each sentence once, and counts', () => {
    const { subjects } = tableOf({ Sources: { 'full join': ['FROM > a full join'] } }, ran)
    expect(stripVTControlCharacters(tableText(subjects, true)).split('\n')).toEqual([
      '',
      'Sources      PostgreSQL   SQLite       MySQL        MariaDB',
      '  full join  rows ok      FAILED       lacks        did not run',
      '      mysql has no FULL JOIN; unite a LEFT JOIN',
      '',
      '1 lines, 4 cells: 1 rows ok, 1 lacks, 1 did not run, 1 FAILED',
    ])
    expect(tablePage(subjects)).toContain(countLine(subjects))
  })
})
