// What the tests of the engine share: two tables, and a database with them.
import {
  type AnyLack,
  type Database,
  insert,
  integer,
  schema,
  select,
  sql,
  table,
  text,
  type Verbs,
} from '@espalier/core'
import { beforeEach, expect } from 'vitest'
import type { TestDatabase } from '../databases.ts'
import { ownDatabase } from '../open.ts'

export const notes = table('notes', { id: integer().primaryKey(), body: text().nullable() })
export const accounts = table('accounts', { id: integer().primaryKey(), balance: integer() })

export interface Ground {
  readonly db: Database<AnyLack>
  readonly url: string
}

/** A database of the test file's own, with its tables empty before each test. */
export function ground(database: TestDatabase): Ground {
  const { db, url } = ownDatabase(database, async (db) => {
    await db.createAll(schema({ notes, accounts }))
  })
  beforeEach(async () => {
    await db().run(sql.statement`delete from notes`)
    await db().run(sql.statement`delete from accounts`)
  })
  return {
    get db() {
      return db()
    },
    get url() {
      return url()
    },
  }
}

/** The ids of the notes that are stored. */
export const ids = (db: Verbs<AnyLack>): Promise<number[]> =>
  db.scalars(select({ id: notes.id }).from(notes).orderBy(notes.id))

/** INSERT of notes with these ids. */
export const noted = (...list: number[]): any => insert(notes).values(list.map((id) => ({ id })))

/** What was thrown. */
export async function failed(work: Promise<unknown>): Promise<any> {
  return work.then(
    () => expect.unreachable('nothing was thrown'),
    (error: unknown) => error,
  )
}
