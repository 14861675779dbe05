// The key that the database generated for a new row, which run tells on every database.
import { bigint, insert, insertIgnore, integer, param, schema, select, table, text } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDriver } from './databases.ts'
import { ownDatabase } from './open.ts'

const users = table('users', { userId: integer('user_id').identity(), name: text().unique() })
const events = table('events', { id: bigint().identity(), name: text().nullable() })
const tags = table('tags', { name: text().primaryKey() })

eachDriver('The generated key', (database) => {
  const { db } = ownDatabase(database, async (db) => {
    await db.createAll(schema({ users, events, tags }))
  })

  test('comes with the insert of a row, as the type of its column', async () => {
    const { insertId, rowCount } = await db().run(insert(users).values({ name: 'Ann' }))
    expect(rowCount).toBe(1)
    expect(insertId).toBe(await db().scalar(select({ id: users.userId }).from(users).where(users.name.eq('Ann'))))
    expect((await db().run(insert(events).values({ name: 'x' }))).insertId).toBe(1n)
    expect((await db().run(insert(events).defaultValues())).insertId).toBe(2n)
  })

  test('comes with a prepared insert, and inside of a transaction', async () => {
    const add = db().prepare(insert(events).values({ name: param('name', text()) }) as any) as any
    const first = await add.run({ name: 'a' })
    const second = await add.run({ name: 'b' })
    expect(second.insertId).toBe((first.insertId as bigint) + 1n)
    const { insertId } = await db().transaction((tx) => tx.run(insert(events).values({ name: 'c' })))
    expect(insertId).toBe((first.insertId as bigint) + 2n)
  })

  test('is undefined of several rows, of a key that was given, behind ON CONFLICT, and where there is none', async () => {
    const several = insert(users).values([{ name: 'Bob' }, { name: 'Cid' }])
    expect(await db().run(several)).toEqual({ rowCount: 2, insertId: undefined })
    expect((await db().run(insert(users).values({ userId: 50, name: 'Dan' }))).insertId).toBeUndefined()
    const again = insert(users).values({ name: 'Dan' }).onConflictDoNothing()
    expect((await db().run(again)).insertId).toBeUndefined()
    expect((await db().run(insert(tags).values({ name: 'x' }))).insertId).toBeUndefined()
    if (database.name !== 'postgres')
      expect((await db().run(insertIgnore(users).values({ name: 'Dan' }) as never)).insertId).toBeUndefined()
    const copied = insert(tags).select(select({ name: users.name }).from(users))
    expect((await db().run(copied)).insertId).toBeUndefined()
  })
})
