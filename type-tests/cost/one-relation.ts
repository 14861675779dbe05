import { hasMany, select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const artistTracks = hasMany(artists, tracks.artistId)
export const rows = await db.all(
  select({ name: artists.name, tracks: artistTracks.select({ title: tracks.title }) }).from(artists),
)
