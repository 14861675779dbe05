import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('the quick benchmark prints a table for each scenario, with every contender in it', { timeout: 120_000 }, () => {
  const { stdout, stderr, status } = bench('--quick')
  expect(stderr).toBe('')
  expect(status).toBe(0)
  const [, compiling = '', byKey = '', prepared = '', reading = '', inserting = '', relations = '', memory = ''] =
    stdout.split(/^(?=No database|SQLite \d)/m)
  const peers = ['espalier', 'kysely', 'drizzle', 'drizzle 1 rc']
  expect(contenders(compiling)).toEqual([...peers, 'rado', 'ts-sql-query'])
  expect(contenders(prepared)).toEqual(expect.arrayContaining(['espalier', 'drizzle', 'drizzle 1 rc']))
  for (const table of [byKey, reading, inserting])
    expect(contenders(table)).toEqual(expect.arrayContaining(['better-sqlite3, prepared once', ...peers]))
  expect(contenders(relations)).toEqual(expect.arrayContaining(['by hand', ...peers]))
  expect(contenders(memory)).toEqual(['by hand', 'espalier'])
})

it('a wrong argument is answered with those that there are', () => {
  const { stderr, status } = bench('--fast')
  expect(stderr).toContain('--quick')
  expect(status).toBe(1)
})

function bench(argument: string): SpawnSyncReturns<string> {
  const args = ['--conditions=@espalier/source', join(import.meta.dirname, 'run.ts'), argument]
  return spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, ESPALIER_POSTGRES_URL: '' } })
}

/** The first cells of a printed table. */
function contenders(text: string): string[] {
  const lines = text.split('\n')
  const rows = lines.slice(lines.findIndex((line) => line.startsWith('──')) + 1)
  return rows.slice(0, rows.indexOf('')).map((line) => line.split(/ {2,}/)[0] as string)
}
