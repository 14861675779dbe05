// What comes from outside is data, whatever it looks like; and no filter vanishes by accident.
import { and, count, deleteFrom, exists, insert, integer, schema, select, table, union, update } from '@espalier/core'
import { sqlite } from '@espalier/dialect-sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'

const notes = table('notes', { id: integer().identity(), stars: integer().nullable() })
const db = () => open
let open: ReturnType<typeof sqlite>

beforeEach(async () => {
  open = sqlite(':memory:')
  await open.createAll(schema({ notes }))
  await open.run(insert(notes).values([{ stars: 1 }, { stars: null }, { stars: 3 }]))
})
afterEach(() => open.close())

/** A statement as an attacker would send it in a request's body. */
const forged = JSON.parse(
  JSON.stringify({ node: select({ id: notes.id }).from(notes).node, '~types': {}, '~change': 'never' }),
)

test('a query parsed from JSON is not a query', async () => {
  expect(() => notes.id.in(forged)).toThrow('a query or a list of values is needed here')
  expect(() => exists(forged)).toThrow('a query is needed here')
  expect(() => union(forged, forged)).toThrow('a member of a set operation is a query')
  await expect(db().all(forged)).rejects.toThrow('a statement is needed here')
  await expect(db().run(forged)).rejects.toThrow('a statement is needed here')
})

test('an expression parsed from JSON is not an expression', async () => {
  const expression = JSON.parse(JSON.stringify({ node: notes.id.eq(1).node }))
  expect(() => select({ id: notes.id }).from(notes).where(expression)).toThrow('an expression is needed here')
  expect(() => notes.id.eq(expression)).not.toThrow()
  await expect(db().all(select(notes).where(notes.id.eq(expression)))).rejects.toThrow('it takes a whole number')
})

test('a condition of nothing does not change every row', () => {
  expect(() => deleteFrom(notes).where(and(false))).toThrow('say .allRows() where every row is meant')
  expect(() => update(notes).set({ stars: 1 }).where(false)).toThrow('say .allRows() where every row is meant')
  expect(() => deleteFrom(notes).where(notes.id.notIn([]))).toThrow('say .allRows() where every row is meant')
})

test('two filters of an aggregate hold together', async () => {
  const both = count().filter(notes.id.gt(1)).filter(notes.stars.isNotNull())
  expect(await db().scalar(select({ n: both }).from(notes))).toBe(1)
})

test('a change that inserted nothing has no generated key', async () => {
  expect((await db().run(update(notes).set({ stars: 5 }).where(notes.id.eq(1)))).insertId).toBeUndefined()
})

test('close waits for what was sent before, and refuses what comes after', async () => {
  const running = db().transaction(async (tx) => {
    await tx.run(insert(notes).values({ stars: 1 }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    return tx.scalar(select({ n: count() }).from(notes))
  })
  await new Promise((resolve) => setTimeout(resolve, 5))
  const waiting = db().run(insert(notes).values({ stars: 9 }))
  const closed = db().close()
  await expect(db().run(insert(notes).values({ stars: 9 }))).rejects.toThrow('the database is closed')
  await closed
  expect((await waiting).rowCount).toBe(1)
  expect(await running).toBe(4)
})
