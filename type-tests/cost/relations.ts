import { hasMany, integer, select, table, text } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const ratings = table('ratings', {
  id: integer().identity(),
  trackId: integer('track_id').references(() => tracks.id),
  stars: integer(),
  comment: text().nullable(),
})
const artistTracks = hasMany(artists, tracks.artistId)
const trackRatings = hasMany(tracks, ratings.trackId)

export const rows = await db.all(
  select({
    name: artists.name,
    tracks: artistTracks
      .select({
        title: tracks.title,
        ratings: trackRatings
          .select({ stars: ratings.stars, comment: ratings.comment })
          .where(ratings.stars.gt(2))
          .orderBy(ratings.id),
      })
      .orderBy(tracks.title)
      .limit(3),
    total: artistTracks.count(),
  })
    .from(artists)
    .where(artistTracks.some(tracks.title.startsWith('S'))),
)
