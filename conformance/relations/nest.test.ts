import { type AnyLack, belongsTo, type Database, hasMany, nest, select } from '@espalier/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { open } from '../conforms.ts'
import { eachDatabase, type FreshDatabase } from '../databases.ts'
import { artists, music, playlists, playlistTracks, rows, tracks } from '../music.ts'

eachDatabase('nest', (database) => {
  let fresh: FreshDatabase
  let db: Database<AnyLack>
  beforeAll(async () => {
    fresh = await database.fresh()
    db = open(database.name, fresh.url)
    await db.createAll(music)
    for (const statement of rows) await db.run(statement)
  })
  afterAll(async () => {
    await db?.close()
    await fresh?.drop()
  })

  test('the rows of joins become objects, which are null only where a join found nothing', async () => {
    const flat = await db.all(
      select({
        id: artists.id,
        name: artists.name,
        tracks: { id: tracks.id, length: tracks.lengthMs },
        playlists,
      })
        .from(artists)
        .leftJoin(tracks, hasMany(artists, tracks).on)
        .leftJoin(playlistTracks, belongsTo(playlistTracks.trackId, tracks).on)
        .leftJoin(playlists, belongsTo(playlistTracks.playlistId, playlists).on)
        .where(artists.id.gte(2))
        .orderBy(artists.id, tracks.id, playlists.id),
    )
    expect(nest(flat, { by: 'id', lists: { tracks: { by: 'id', lists: { playlists: 'id' } } } })).toEqual([
      {
        id: 2,
        name: 'Queen',
        tracks: [
          { id: 3, length: 229_000, playlists: [] },
          { id: 4, length: 248_000, playlists: [] },
        ],
      },
      {
        id: 3,
        name: 'Björk',
        tracks: [
          {
            id: 5,
            length: null,
            playlists: [
              { id: 2, name: 'quiet', parentId: 1 },
              { id: 3, name: 'night', parentId: 2 },
            ],
          },
        ],
      },
      { id: 4, name: 'Silence', tracks: [] },
    ])
  })
})
