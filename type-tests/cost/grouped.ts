import { count, max, select, sum } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

export const rows = await db.all(
  select({ artist: artists.name, n: count(), longest: max(tracks.lengthMs), total: sum(tracks.price) })
    .from(artists)
    .join(tracks, tracks.artistId.eq(artists.id))
    .where(tracks.live.eq(true))
    .groupBy(artists.id)
    .having(count().gt(3))
    .orderBy(artists.name),
)
