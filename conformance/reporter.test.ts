import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { TestCase } from 'vitest/node'
import { databaseLines, lastLine } from './reporter.ts'

type State = ReturnType<TestCase['result']>['state']

/** As much of a test as the reporter looks at. */
function ran(state: State, database?: string): TestCase {
  return { result: () => ({ state }), meta: () => (database === undefined ? {} : { database }) } as TestCase
}

describe('the summary', () => {
  const lines = databaseLines(
    {
      sqlite: { url: ':memory:', version: '3.54.1' },
      postgres: { url: 'postgres://…', version: '18.4' },
      oldestPostgres: { url: 'postgres://…', version: '15.18' },
      missing: [
        { name: 'mysql', reason: 'no network', cure: 'plug it in', leftOut: false },
        { name: 'mariadb', reason: 'left out by ESPALIER_DATABASES', cure: 'unset it', leftOut: true },
      ],
    },
    [
      ran('passed', 'sqlite'),
      ran('passed', 'sqlite'),
      ran('failed', 'postgres'),
      ran('skipped', 'postgres'),
      ran('pending', 'oldest postgres'),
      ran('skipped', 'mysql'),
      ran('passed'),
    ],
  )

  test('counts the tests of each database and says loudly which is missing', () => {
    expect(lines.map(stripVTControlCharacters)).toEqual([
      ' sqlite 3.54.1: 2 passed, 0 failed, 0 skipped',
      ' postgres 18.4: 0 passed, 1 failed, 1 skipped',
      ' oldest postgres 15.18: 0 passed, 0 failed, 1 skipped',
      ' mysql IS MISSING, none of its tests ran: no network; plug it in',
      ' mariadb DID NOT RUN: left out by ESPALIER_DATABASES; unset it',
    ])
  })
})

describe('the last line', () => {
  test('has the totals', () => {
    expect(lastLine({ passed: 12, failed: 2, skipped: 3 }, 1)).toBe('12 passed, 2 failed, 3 skipped')
  })
  test('counts a run that failed without a failing test', () => {
    expect(lastLine({ passed: 12, failed: 0, skipped: 3 }, 1)).toBe('12 passed, 1 failed, 3 skipped')
  })
})
