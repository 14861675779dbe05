// On a file, queries go on while a transaction has the connection that writes.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, type Database, insert, integer, schema, select, sql, table, update } from '@espalier/core'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type SqliteLacks, sqlite } from './index.ts'
import { sqlite as nodeSqlite } from './node.ts'

const notes = table('notes', { id: integer().primaryKey() })
const counted = select({ n: count() }).from(notes)

/** What a statement of others has come to when a transaction has inserted a row and goes on to its end. */
async function beside<Result>(db: Database<SqliteLacks>, work: () => Promise<Result>): Promise<[string, Result]> {
  const order: string[] = []
  const transaction = Promise.withResolvers<void>()
  const held = db.transaction(async (tx) => {
    await tx.run(insert(notes).values({ id: 1 }))
    await transaction.promise
    order.push('committed')
  })
  await tick()
  const other = work().then((result) => {
    order.push('answered')
    return result
  })
  await tick()
  transaction.resolve()
  await held
  const result = await other
  return [order.join(', '), result]
}

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

describe.each([
  ['better-sqlite3', sqlite],
  ['node:sqlite', nodeSqlite],
] as const)('a reader beside a transaction, %s', (_library, open) => {
  let folder: string
  let path: string
  let db: Database<SqliteLacks>

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'espalier-'))
    path = join(folder, 'notes.db')
    db = open(path)
    await db.createAll(schema({ notes }))
  })
  afterEach(async () => {
    await db.close()
    await rm(folder, { recursive: true })
  })

  test.each(['delete', 'wal'])('reads what is stored, and waits for nobody, with journal %s', async (journal) => {
    const other = new SqliteDatabase(path)
    other.exec(`pragma journal_mode = ${journal}`)
    other.close()
    expect(await beside(db, () => db.scalar(counted))).toEqual(['answered, committed', 0])
    expect(await db.scalar(counted)).toBe(1)
    expect(db.status()).toEqual({ size: 2, overflow: 0, idle: 2, lent: 0, waiting: 0 })
  })

  test('is there for queries of the program too', async () => {
    const query = sql.rows({ n: integer() })`select count(*) from notes`
    expect(await beside(db, () => db.scalar(query))).toEqual(['answered, committed', 0])
  })

  test('leaves changes to the first connection, one behind the other', async () => {
    const change = () => db.run(update(notes).set({ id: 5 }).where(notes.id.eq(1)))
    expect(await beside(db, change)).toEqual(['committed, answered', { rowCount: 1, insertId: undefined }])
    const added = () => db.all(insert(notes).values({ id: 7 }).returning(notes))
    await db.run(sql.statement`delete from notes`)
    expect(await beside(db, added)).toEqual(['committed, answered', [{ id: 7 }]])
  })

  test('leaves a query to the first connection where only that one can answer', async () => {
    await db.run(sql.statement`create temporary table mine as select 3 as n`)
    const query = sql.rows({ n: integer() })`select n from mine`
    expect(await beside(db, () => db.scalar(query))).toEqual(['committed, answered', 3])
  })

  test('waits where it is switched off, and in memory', async () => {
    for (const other of [open({ path, readers: false }), open(':memory:')]) {
      if (other.status().size === 1) await other.createAll(schema({ notes })).catch(() => {})
      const [order] = await beside(other, () => other.scalar(counted))
      expect(order).toBe('committed, answered')
      await other.close()
      await db.run(sql.statement`delete from notes`)
    }
  })

  test('a signal ends the wait of what it cannot answer', async () => {
    const stop = new AbortController()
    const change = () => {
      const waiting = db.run(insert(notes).values({ id: 9 }), { signal: stop.signal }).catch((error) => error.message)
      setTimeout(() => stop.abort(), 1)
      return waiting
    }
    const [, message] = await beside(db, change)
    expect(message).toMatch(/^the signal stopped the wait for the connection/)
    expect(await db.scalar(counted)).toBe(1)
  })

  test('is closed with the database', async () => {
    await beside(db, () => db.scalar(counted))
    await db.close()
    expect(existsSync(`${path}-wal`)).toBe(false)
  })
})
