// Rows of one INSERT that fill different columns, and more of them than one statement takes.
import { insert, integer, schema, select, table, text } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDriver } from './databases.ts'
import { ownDatabase } from './open.ts'

const things = table('things', {
  id: integer().identity(),
  name: text(),
  colour: text().default('red'),
  size: integer().nullable().default(7),
})

eachDriver('Inserted rows', (database) => {
  const { db } = ownDatabase(database, async (db) => {
    await db.createAll(schema({ things }))
  })

  test('of different keys get the defaults of what they leave out', async () => {
    const { rowCount } = await db().run(
      insert(things).values([
        { name: 'a' },
        { name: 'b', colour: 'blue' },
        { name: 'c', colour: undefined, size: null },
        { name: 'd', size: 1 },
      ]),
    )
    expect(rowCount).toBe(4)
    const { name, colour, size } = things
    expect(await db().all(select({ name, colour, size }).from(things).orderBy(name))).toEqual([
      { name: 'a', colour: 'red', size: 7 },
      { name: 'b', colour: 'blue', size: 7 },
      { name: 'c', colour: 'red', size: null },
      { name: 'd', colour: 'red', size: 1 },
    ])
  })

  test('an unknown key is refused, and no row is stored', async () => {
    const wrong = [{ name: 'e' }, { name: 'f', weight: 1 }] as { name: string }[]
    await expect((async () => db().run(insert(things).values(wrong)))()).rejects.toThrow(
      'table things has no column weight; it has id, name, colour, size',
    )
    expect(
      await db().scalars(
        select({ name: things.name })
          .from(things)
          .where(things.name.in(['e', 'f'])),
      ),
    ).toEqual([])
  })

  test('come back by RETURNING, each once, also in parts', async () => {
    const rows = Array.from({ length: 25_000 }, (_row, i) => ({ name: `n${i}`, colour: 'x', size: i }))
    const many = insert(things).values(rows).returning({ id: things.id, size: things.size })
    if (database.name === 'mysql')
      return expect(db().all(many as never)).rejects.toThrow(
        'mysql has no RETURNING clause; read the row back with a select',
      )
    const back: { id: number; size: number | null }[] = await db().all(many as never)
    expect(new Set(back.map(({ id }) => id)).size).toBe(25_000)
    expect(back.map(({ size }) => size).sort((a, b) => Number(a) - Number(b))).toEqual(rows.map(({ size }) => size))
  })
})
