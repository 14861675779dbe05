// Relations in statements that are not one plain SELECT: joins, WITH, unions, streams, prepared statements.
import { belongsTo, cte, hasMany, integer, param, select, unionAll } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { artists, fillMusic, tracks } from '../music.ts'
import { ownDatabase } from '../open.ts'

const artistTracks = hasMany(artists, tracks)
const trackArtist = belongsTo(tracks.artistId, artists)
const titles = artistTracks.select({ title: tracks.title }).orderBy(tracks.title)
const listed = select({ name: artists.name, tracks: titles }).from(artists)

const abba = { name: 'Abba', tracks: [{ title: 'SOS' }, { title: 'Waterloo' }] }
const silence = { name: 'Silence', tracks: [] }

eachDatabase('relations elsewhere', (database) => {
  const { db } = ownDatabase(database, fillMusic)

  test('LEFT JOIN by a relation keeps rows to which nothing belongs', async () => {
    const query = select({ title: tracks.title, artist: artists.name })
      .from(tracks)
      .leftJoin(artists, trackArtist.on)
      .where(tracks.id.gte(5))
      .orderBy(tracks.id)
    expect(await db().all(query)).toEqual([
      { title: 'Jóga', artist: 'Björk' },
      { title: '100%_!', artist: null },
    ])
  })

  test('in a WITH query', async () => {
    const found = cte('found', listed.where(artists.id.in([1, 4])))
    expect(await db().all(select(found).orderBy(found.name))).toEqual([abba, silence])
  })

  test('beside a WITH query that is read', async () => {
    const loud = cte('loud', select({ id: artists.id }).from(artists).where(artistTracks.some()))
    const query = listed.where(artists.id.in(select({ id: loud.id }).from(loud)), artists.id.lt(2))
    expect(await db().all(query)).toEqual([abba])
  })

  test('counts and conditions in a union', async () => {
    const counted = select({ name: artists.name, tracks: artistTracks.count() }).from(artists).where(artists.id.ne(3))
    const both = unionAll(counted.where(artistTracks.some()), counted.where(artistTracks.none()))
    expect(await db().all(both.orderBy(({ name }) => name))).toEqual([
      { name: 'Abba', tracks: 2 },
      { name: 'Queen', tracks: 2 },
      { name: 'Silence', tracks: 0 },
    ])
  })

  test('in a stream', async () => {
    const found: unknown[] = []
    for await (const row of db().stream(listed.where(artists.id.in([1, 4])).orderBy(artists.id))) found.push(row)
    expect(found).toEqual([abba, silence])
  })

  test('in a prepared statement', async () => {
    const one = db().prepare(listed.where(artists.id.eq(param('id', integer()))))
    expect(await one.all({ id: 1 })).toEqual([abba])
    expect(await one.all({ id: 4 })).toEqual([silence])
  })
})
