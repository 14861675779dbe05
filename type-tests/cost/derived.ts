import { avg, select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const means = select({ id: tracks.artistId, mean: avg(tracks.lengthMs) })
  .from(tracks)
  .groupBy(tracks.artistId)
  .as('means')
export const rows = await db.all(
  select({ name: artists.name, mean: means.mean }).from(artists).leftJoin(means, means.id.eq(artists.id)),
)
