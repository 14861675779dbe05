// What is PGlite's own; the conformance cases run on it as on every other driver.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { ConnectionFailed, insert, integer, literal, schema, select, TransactionMisuse, table } from '@espalier/core'
import { expect, test } from 'vitest'
import { pglite } from './pglite.ts'

const notes = table('notes', { id: integer().primaryKey() })
const ids = select({ id: notes.id }).from(notes).orderBy(notes.id)
const noted = (...list: number[]) => insert(notes).values(list.map((id) => ({ id })))

test('a folder keeps what was stored', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-pglite-'))
  try {
    {
      await using db = pglite(folder)
      await db.createAll(schema({ notes }))
      await db.run(noted(1, 2))
      expect(await db.version()).toMatch(/^\d+\.\d+$/)
    }
    await using db = pglite({ dataDir: folder })
    expect(await db.scalars(ids)).toEqual([1, 2])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a PGlite of the program is left open, without an open transaction and with its settings', async () => {
  const given = await PGlite.create()
  const before = (await given.query('show intervalstyle')).rows
  const db = pglite(given)
  await db.createAll(schema({ notes }))
  const tx = await db.begin()
  await tx.run(noted(1))
  await tx.rollback()
  await db.run(noted(2))
  await db.close()
  expect((await given.query('select id from notes')).rows).toEqual([{ id: 2 }])
  expect((await given.query('show intervalstyle')).rows).toEqual(before)
  await given.close()
})

test('the one connection waits for a transaction, is free while a stream is read, and says where it would wait for ever', async () => {
  await using db = pglite({}, { timeout: '1s' })
  await db.createAll(schema({ notes }))
  await db.run(noted(1, 2, 3))
  for await (const { id } of db.stream(ids, { batch: 1 })) await db.run(noted(id + 10))
  expect(await db.scalars(ids)).toEqual([1, 2, 3, 11, 12, 13])
  const open = await db.begin()
  const waiting = db.scalar(select({ one: literal(1) }))
  expect(db.status()).toMatchObject({ size: 1, lent: 1, waiting: 1 })
  await open.commit()
  expect(await waiting).toBe(1)
  await expect(db.connection(() => db.all(ids))).rejects.toBeInstanceOf(TransactionMisuse)
})

test('what cannot be opened says so', async () => {
  await using db = pglite('/proc/nowhere')
  await expect(db.all(ids)).rejects.toBeInstanceOf(ConnectionFailed)
})
