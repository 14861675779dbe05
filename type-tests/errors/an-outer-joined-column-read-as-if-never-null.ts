import { select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const rows = await db.all(
  select({ artist: artists.name }).from(tracks).leftJoin(artists, artists.id.eq(tracks.artistId)),
)
rows.map((row) => row.artist.toUpperCase())
