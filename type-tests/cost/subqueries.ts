import { exists, scalar, select, sum } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const own = select({ id: tracks.id }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id))
const total = select({ price: sum(tracks.price) })
  .from(tracks)
  .correlate(artists)
  .where(tracks.artistId.eq(artists.id))
export const rows = await db.all(
  select({ name: artists.name, total: scalar(total) })
    .from(artists)
    .where(exists(own), artists.id.in(select({ a: tracks.artistId }).from(tracks))),
)
