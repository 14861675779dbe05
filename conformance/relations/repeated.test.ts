// A loop that asks for what belongs to each row is told, with its place and the relation that would do without it.
import { integer, param, type Repeated, RepeatedQuery, select } from '@espalier/core'
import { sqlite } from '@espalier/dialect-sqlite'
import { expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { artists, fillMusic, music, playlistTracks, tracks } from '../music.ts'
import { ownDatabase } from '../open.ts'

const tracksOf = (artist: number) => select({ title: tracks.title }).from(tracks).where(tracks.artistId.eq(artist))
const artistOf = (id: number) => select(artists).where(artists.id.eq(id))
const ids = [1, 2, 3, 4, 5, 6]

eachDatabase('repeated queries', (database) => {
  const { db } = ownDatabase(database, fillMusic)

  /** What is told while work is done. */
  const toldOf = async (work: () => Promise<unknown>, options?: object): Promise<Repeated[]> => {
    const told: Repeated[] = []
    const end = db().onRepeated((one) => told.push(one), options)
    await work().finally(end)
    return told
  }

  test('a loop is told once it has come often enough, with its line and the relation', async () => {
    const told = await toldOf(async () => {
      for (const id of ids) await db().all(tracksOf(id))
    })
    expect(told).toHaveLength(1)
    const [{ sql, count, at, relation, message }] = told as [Repeated]
    expect([count, relation]).toEqual([5, 'hasMany(artists, tracks.artistId)'])
    expect(at).toMatch(/conformance\/relations\/repeated\.test\.ts:\d+:\d+$/)
    expect(sql).toContain('select')
    expect(message).toBe(
      `the same query was sent 5 times from ${at}; select hasMany(artists, tracks.artistId) in the query of the rows around it, or db.load it for them: ${sql}`,
    )
  })

  test('so are queries at the same time, those of a prepared statement, and those of a transaction', async () => {
    expect(await toldOf(() => Promise.all(ids.map((id) => db().first(artistOf(id)))))).toMatchObject([
      { count: 5, relation: 'belongsTo(…, artists)' },
    ])
    const prepared = db().prepare(select(tracks).where(tracks.artistId.eq(param('id', integer()))))
    expect(await toldOf(() => Promise.all(ids.map((id) => prepared.all({ id }))))).toHaveLength(1)
    const inside = (): Promise<unknown> =>
      db().transaction(async (tx) => {
        for (const id of ids) await tx.all(tracksOf(id))
      })
    expect(await toldOf(inside)).toHaveLength(1)
  })

  test('it is told again whenever the number has doubled', async () => {
    const told = await toldOf(
      async () => {
        for (let i = 0; i < 9; i++) await db().all(tracksOf(i))
      },
      { times: 2 },
    )
    expect(told.map(({ count }) => count)).toEqual([2, 4, 8])
  })

  test('a query of a link table leads to the key that is asked for', async () => {
    const [told] = await toldOf(async () => {
      for (const id of ids) await db().all(select(playlistTracks).where(playlistTracks.trackId.eq(id)))
    })
    expect(told?.relation).toBe('hasMany(tracks, playlist_tracks.trackId)')
  })

  test('what no key tells a relation for is told all the same', async () => {
    const [told] = await toldOf(async () => {
      for (const id of ids) await db().all(select({ id: tracks.id }).from(tracks).where(tracks.lengthMs.gt(id)))
    })
    expect(told?.relation).toBeUndefined()
    expect(told?.message).toContain('; send one for all of them, with in(…), a join or a relation: select')
  })

  test('other queries, other places and changes are not counted together, nor are those of another moment', async () => {
    const apart = await toldOf(
      async () => {
        await db().all(tracksOf(1))
        await db().all(tracksOf(2))
        await db().all(artistOf(1))
        await db().all(artistOf(2))
      },
      { times: 2 },
    )
    expect(apart).toEqual([])
    const later = await toldOf(
      async () => {
        for (const id of ids) {
          await db().all(tracksOf(id))
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      },
      { times: 3, within: '4ms' },
    )
    expect(later).toEqual([])
  })

  test('failOnRepeated fails the query that is one too many, and nothing behind its end', async () => {
    const end = db().failOnRepeated({ times: 3 })
    const loop = async (): Promise<void> => {
      for (const id of ids) await db().all(tracksOf(id))
    }
    await expect(loop()).rejects.toThrow(RepeatedQuery)
    end()
    await loop()
  })

  test('a number of times that is none is a sentence', () => {
    const sentence = 'a query is repeated from its second time on; give times a whole number, two or more'
    for (const times of [1, 0, 2.5]) expect(() => db().failOnRepeated({ times })).toThrow(sentence)
  })
})

test('without promises too', () => {
  using db = sqlite.sync(':memory:')
  db.createAll(music)
  db.failOnRepeated({ times: 2 })
  expect(() => {
    for (const id of ids) db.all(tracksOf(id))
  }).toThrow('the same query was sent 2 times from ')
})
