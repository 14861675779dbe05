import { cte, exists, rowNumber, select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const own = select({ id: tracks.id }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id))
const ranked = cte(
  'ranked',
  select({ id: tracks.id, n: rowNumber().over({ partitionBy: tracks.artistId, orderBy: tracks.addedAt.desc() }) }).from(
    tracks,
  ),
)
export const first = await db.all(
  select(artists).where(exists(own), artists.id.in(select({ a: tracks.artistId }).from(tracks))),
)
export const second = await db.all(select(ranked).where(ranked.n.lte(3)))
