import { insert, integer, param, real, select, table, text, timestamp } from '@espalier/core'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sqlite } from './index.ts'

const notes = table('notes', { id: integer().primaryKey(), body: text().nullable(), at: timestamp(), grade: real() })
const at = new Date('2024-02-29T10:11:12.500Z')
const note = { id: 1, body: null, at, grade: 2 }

let client: SqliteDatabase.Database
beforeEach(() => {
  client = new SqliteDatabase(':memory:')
  client.exec('create table notes (id integer primary key, body text, at text not null, grade real not null)')
})
afterEach(() => client.close())

test('a row has the keys of its select list, however the columns are spelled or come to be spelled', async () => {
  const db = sqlite(client)
  await db.run(insert(notes).values(note))
  for (let i = 0; i < 2; i++) expect(await db.all(select(notes))).toEqual([note])
  client.exec('drop table notes; create table notes (ID integer primary key, Body text, AT text not null, grade real)')
  await db.run(insert(notes).values(note))
  for (let i = 0; i < 2; i++) expect(await db.all(select(notes))).toEqual([note])
  expect(await sqlite(client).all(select(notes))).toEqual([note])
})

test('a column that came to be called as another is refused, where rows are not read by position', async () => {
  const db = sqlite(client)
  await db.run(insert(notes).values(note))
  const both = select({ body: notes.body, Body: notes.grade }).from(notes)
  expect(await db.all(both)).toEqual([{ body: null, Body: 2 }])
  client.exec('drop table notes; create table notes (id integer primary key, Body text, at text not null, grade real)')
  await db.run(insert(notes).values(note))
  // without code of strings rows are arrays
  if (process.env.ESPALIER_NO_EVAL === '1') expect(await db.all(both)).toEqual([{ body: null, Body: 2 }])
  else await expect(db.all(both)).rejects.toThrow('two columns came back under one name')
})

test('keys that are numbers stay with their columns', async () => {
  const db = sqlite(client)
  await db.run(insert(notes).values(note))
  const numbered = select({ b: notes.grade, 2: notes.at, 1: notes.id }).from(notes)
  expect(await db.all(numbered)).toEqual([{ b: 2, 2: at, 1: 1 }])
})

test('one statement that is asked for a row and for all gives what it is asked for', async () => {
  const db = sqlite(client)
  await db.run(insert(notes).values([note, { ...note, id: 2 }, { ...note, id: 3 }]))
  const from = db.prepare(select(notes).where(notes.id.gte(param('id', integer()))))
  expect(await from.first({ id: 2 })).toEqual({ ...note, id: 2 })
  expect(await from.all({ id: 2 })).toHaveLength(2)
  expect(await from.first({ id: 9 })).toBeUndefined()
  const added = insert(notes).values([4, 5].map((id) => ({ ...note, id })))
  expect(await db.first(added.returning({ id: notes.id }))).toEqual({ id: 4 })
  expect(await from.all({ id: 1 })).toHaveLength(5)
})

test('a value that is not of its type names its column, and is no failure of the statement', async () => {
  const db = sqlite(client)
  client.exec("insert into notes values (1, null, 'soon', 1)")
  await db.transaction(async (tx) => {
    await expect(tx.all(select(notes))).rejects.toThrow('column at: a timestamp came back that is not ISO 8601')
    expect(await tx.scalar(select({ id: notes.id }).from(notes))).toBe(1)
  })
})
