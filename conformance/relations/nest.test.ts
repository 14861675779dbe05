import { belongsTo, hasMany, nest, select } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { artists, fillMusic, playlists, playlistTracks, tracks } from '../music.ts'
import { ownDatabase } from '../open.ts'

eachDatabase('nest', (database) => {
  const { db } = ownDatabase(database, fillMusic)

  test('the rows of joins become objects, which are null only where a join found nothing', async () => {
    const flat = await db().all(
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
