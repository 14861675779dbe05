import { select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

export const rows = await db.all(
  select({ track: tracks, artist: artists }).from(tracks).leftJoin(artists, artists.id.eq(tracks.artistId)),
)
