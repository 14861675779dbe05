import { select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

export const rows = await db.all(
  select({
    title: tracks.title,
    artist: artists.name,
    length: tracks.lengthMs,
    price: tracks.price,
    live: tracks.live,
    added: tracks.addedAt,
  })
    .from(tracks)
    .leftJoin(artists, artists.id.eq(tracks.artistId))
    .where(tracks.title.startsWith('S'), tracks.lengthMs.gt(200_000))
    .orderBy(tracks.addedAt.desc(), tracks.id)
    .limit(20),
)
