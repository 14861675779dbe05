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
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { open } from '../conforms.ts'
import type { FreshDatabase, TestDatabase } from '../databases.ts'

export const notes = table('notes', { id: integer().primaryKey(), body: text().nullable() })
export const accounts = table('accounts', { id: integer().primaryKey(), balance: integer() })

export interface Ground {
  readonly db: Database<AnyLack>
  readonly url: string
}

/** A database of the test file's own, with its tables empty before each test. */
export function ground({ name, fresh: make }: TestDatabase): Ground {
  let fresh: FreshDatabase | undefined
  let db: Database<AnyLack> | undefined
  beforeAll(async () => {
    fresh = await make()
    db = open(name, fresh.url)
    await db.createAll(schema({ notes, accounts }))
  })
  beforeEach(async () => {
    await db?.run(sql.statement`delete from notes`)
    await db?.run(sql.statement`delete from accounts`)
  })
  afterAll(async () => {
    await db?.close()
    await fresh?.drop()
  })
  return {
    get db() {
      return db as Database<AnyLack>
    },
    get url() {
      return (fresh as FreshDatabase).url
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
