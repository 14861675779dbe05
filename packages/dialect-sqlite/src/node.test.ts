// What is the driver's own; the conformance cases run on it as on every other.
import { DatabaseSync } from 'node:sqlite'
import { bigint, ConnectionFailed, integer, literal, select, sql, text } from '@espalier/core'
import { expect, test } from 'vitest'
import { sqlite } from './node.ts'

const one = select({ one: literal(1) })

test('a database that the program opened is used as it is', async () => {
  const given = new DatabaseSync(':memory:')
  given.exec('create table notes (id integer primary key); insert into notes values (7)')
  const db = sqlite(given)
  expect(await db.scalar(sql.rows({ id: integer() })`select id from notes`)).toBe(7)
  await db.close()
  expect(given.isOpen).toBe(false)
})

test('a text is one statement, of which no part is left out', async () => {
  await using db = sqlite(':memory:')
  await expect(db.all(sql.rows({ a: integer() })`select 1 as a; select 2`)).rejects.toThrow(
    'contains more than one statement',
  )
  expect(await db.scalar(sql.rows({ a: integer() })`select 1 as a; `)).toBe(1)
})

test('integers are exact, and refused where the column says that they are small', async () => {
  await using db = sqlite(':memory:')
  const whole = sql.rows({ big: bigint() })`select 9223372036854775807 as big`
  expect(await db.scalar(whole)).toBe(2n ** 63n - 1n)
  await expect(db.all(sql.rows({ small: integer() })`select 9007199254740993 as small`)).rejects.toThrow()
})

test('a file that is open for reading only takes transactions, and no change', async () => {
  const { mkdtempSync, rmSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  const { join } = await import('node:path')
  const folder = mkdtempSync(join(tmpdir(), 'espalier-node-'))
  try {
    const path = join(folder, 'a.db')
    new DatabaseSync(path).close()
    {
      await using db = sqlite(path)
      await db.run(sql.statement`create table notes (body text)`)
    }
    await using db = sqlite({ path, readOnly: true })
    await db.transaction(async (tx) => {
      expect(await tx.all(sql.rows({ body: text() })`select body from notes`)).toEqual([])
    })
    await expect(db.run(sql.statement`insert into notes values ('x')`)).rejects.toMatchObject({
      code: 'SQLITE_READONLY',
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what cannot be opened says why', async () => {
  const error = await sqlite('/nowhere/at/all.db')
    .scalar(one)
    .catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ConnectionFailed)
  expect(error).toMatchObject({
    code: 'SQLITE_CANTOPEN',
    message: 'the sqlite database cannot be opened: unable to open database file',
  })
})
