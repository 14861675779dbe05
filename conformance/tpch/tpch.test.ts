// The 22 queries of TPC-H, written without `sql`, against the specification's text with its validation parameters.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { alike, asked } from '../asked.ts'
import { type DatabaseName, eachDatabase } from '../databases.ts'
import { ownDatabase } from '../open.ts'
import { fillStatements } from './data.ts'
import type { Question } from './question.ts'
import { tpch } from './tables.ts'

const folder = join(import.meta.dirname, 'queries')
const files = readdirSync(folder).sort()
const questions: Question[] = await Promise.all(
  files.map(
    async (file) => Object.values((await import(join(folder, file))) as Record<string, Question>)[0] as Question,
  ),
)

test('there are all 22 of them', () => expect(questions).toHaveLength(22))

eachDatabase('TPC-H', (database) => {
  const { db, url } = ownDatabase(database, async (db) => {
    await db.createAll(tpch)
    for (const statement of fillStatements()) await db.run(statement)
  })

  test.each(questions.map((question) => [question.title, question] as const))('%s', async (_title, { ask, sql }) => {
    const rows = await ask(db())
    const expected = await asked(database.name, url(), inWordsOf(database.name, sql))
    const { ours, theirs } = alike(rows, expected)
    expect(ours).toEqual(theirs)
    expect(rows.length).toBeGreaterThan(0)
    expect(Object.values(rows[0] as object)).not.toContain(null)
  })
})

/**
 * The text as a database takes it: SQLite has no intervals, no EXTRACT, no SUBSTRING … FROM, and no decimals: there
 * 0.06 + 0.01 is less than 0.07.
 */
function inWordsOf(name: DatabaseName, sql: string): string {
  if (name !== 'sqlite') return sql
  return sql
    .replace(/date '([\d-]+)' ([-+]) interval '(\d+)' (\w+)/g, "date('$1', '$2$3 $4')")
    .replace(/date '([\d-]+)'/g, "'$1'")
    .replace('0.06 - 0.01 and 0.06 + 0.01', '0.05 and 0.07')
    .replace(/extract\(year from (\w+)\)/g, "cast(strftime('%Y', $1) as integer)")
    .replace(/substring\((\w+) from (\d+) for (\d+)\)/g, 'substr($1, $2, $3)')
}
