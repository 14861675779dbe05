// Statements that are compiled once and run many times.
import { insert, integer, param, select, text, update } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDriver } from './databases.ts'
import { artists, fillMusic, tracks } from './music.ts'
import { ownDatabase } from './open.ts'

eachDriver('prepared statements', (database) => {
  const { db } = ownDatabase(database, fillMusic)
  const byId = () => db().prepare(select(artists).where(artists.id.eq(param('id', integer()))))

  test('each run has values of its own', async () => {
    const prepared = byId()
    for (const name of ['Abba', 'Queen', 'Björk', 'Silence']) {
      const id = ['Abba', 'Queen', 'Björk', 'Silence'].indexOf(name) + 1
      expect((await prepared.one({ id })).name).toBe(name)
    }
    expect(await prepared.oneOrNull({ id: 99 })).toBeNull()
  })

  test('runs at the same time do not disturb each other', async () => {
    const prepared = byId()
    const found = await Promise.all([1, 2, 3, 4, 1, 2].map((id) => prepared.one({ id })))
    expect(found.map(({ id }) => id)).toEqual([1, 2, 3, 4, 1, 2])
  })

  test('a parameter may stand in several places, and in LIMIT', async () => {
    const prepared = db().prepare(
      select({ id: tracks.id })
        .from(tracks)
        .where(tracks.id.gte(param('n', integer())), tracks.id.ne(param('n', integer()).plus(1)))
        .orderBy(tracks.id)
        .limit(param('rows', integer())),
    )
    expect(await prepared.scalars({ n: 2, rows: 2 })).toEqual([2, 4])
  })

  test('changes take parameters', async () => {
    const add = db().prepare(
      insert(artists).values({ name: param('name', text()), country: param('country', text().nullable()) }),
    )
    expect((await add.run({ name: 'Nina', country: null })).rowCount).toBe(1)
    const move = db().prepare(
      update(artists)
        .set({ country: param('to', text()) })
        .where(artists.name.eq(param('name', text()))),
    )
    expect((await move.run({ name: 'Nina', to: 'US' })).rowCount).toBe(1)
    expect(await db().scalar(select({ c: artists.country }).from(artists).where(artists.name.eq('Nina')))).toBe('US')
  })

  test('a value that is missing, unknown or of another type is refused before anything is sent', async () => {
    const prepared = byId()
    await expect(prepared.all({} as never)).rejects.toThrow('parameter id has no value; give it one, or null')
    await expect(prepared.all({ id: 1, name: 'x' } as never)).rejects.toThrow(
      'the statement has no parameter name; it has id',
    )
    await expect(prepared.all({ id: 'x' } as never)).rejects.toThrow(
      'value for parameter id: it takes a whole number, not a string',
    )
  })
})
