// The exercises of pgexercises.com, written without `sql`, against their SQL text.
import type { AnyLack, Database, Verbs } from '@espalier/core'
import { select, Unsupported } from '@espalier/core'
import { describe, expect, test } from 'vitest'
import { alike, asked, type Values } from '../asked.ts'
import { Lack } from '../conforms.ts'
import { eachDatabase } from '../databases.ts'
import { ownDatabase } from '../open.ts'
import { fillStatements } from './data.ts'
import { type Exercise, textFor } from './exercise.ts'
import { basic } from './exercises/1-basic.ts'
import { joins } from './exercises/2-joins.ts'
import { changes } from './exercises/3-changes.ts'
import { aggregates, rollup } from './exercises/4-aggregates.ts'
import { dates, intervals } from './exercises/5-dates.ts'
import { padding, patterns, strings, translation } from './exercises/6-strings.ts'
import { recursion } from './exercises/7-recursive.ts'
import { bookings, club, facilities, members } from './tables.ts'

const categories = {
  basic,
  joins,
  changes,
  aggregates,
  rollup,
  dates,
  intervals,
  strings,
  padding,
  patterns,
  translation,
  recursion,
}

eachDatabase('SQL course', (database) => {
  const { db, url } = ownDatabase(database, async (db) => {
    await db.createAll(club)
    for (const statement of fillStatements()) await db.run(statement)
  })

  describe.each(Object.entries(categories))('%s', (_category, exercises) => {
    for (const one of exercises) {
      const text = textFor(database.name, one.texts)
      if (text instanceof Lack) {
        test(one.title, { meta: { lacks: text.sentence } }, async () => {
          await expect(one.ask(everything(db()))).rejects.toThrow(new Unsupported('', text.sentence).message)
        })
      } else {
        test(one.title, () => (one.changes ? changed(one, text) : given(one, text)))
      }
    }
  })

  async function given({ ask }: Exercise, text: string): Promise<void> {
    const rows = (await ask(everything(db()))) as object[]
    same(rows, await asked(database.name, url(), text), isOrdered(text))
    expect(rows.length).toBeGreaterThan(0)
  }

  /** What both make of the same tables, each in a transaction that is taken back. */
  async function changed({ ask }: Exercise, text: string): Promise<void> {
    const before = await contents(db())
    const after = await takenBack(db(), async (tx) => {
      await ask(everything(tx))
      return contents(tx)
    })
    expect(after).not.toEqual(before)
    const tables = ['members', 'facilities', 'bookings']
    for (const [i, table] of tables.entries())
      same(after[i] as object[], await asked(database.name, url(), `select * from ${table}`, text), false)
  }
})

/** What a database lacks is seen when it runs here, not before. */
const everything = (db: Verbs<AnyLack>): Database<never> => db as unknown as Database<never>

const contents = async (db: Verbs<AnyLack>): Promise<object[][]> => [
  await db.all(select(members)),
  await db.all(select(facilities)),
  await db.all(select(bookings)),
]

async function takenBack<Result>(
  db: Database<AnyLack>,
  work: (tx: Verbs<AnyLack>) => Promise<Result>,
): Promise<Result> {
  const back = new Error('taken back')
  let result: Result | undefined
  await db
    .transaction(async (tx) => {
      result = await work(tx)
      throw back
    })
    .catch((error) => {
      if (error !== back) throw error
    })
  return result as Result
}

/** Rows in their order where the text has one, else sorted. */
function same(rows: readonly object[], expected: readonly Values[], ordered: boolean): void {
  const { ours, theirs } = alike(ordered ? rows : byText(rows), ordered ? expected : byText(expected))
  expect(ours).toEqual(theirs)
}

const byText = <T extends object>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
const sortKey = (row: object): string => JSON.stringify(alike([row], []).ours)

const isOrdered = (text: string): boolean => /\n\s*order by [^\n]*$/.test(text)
