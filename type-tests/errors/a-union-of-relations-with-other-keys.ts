import { hasMany, select, unionAll } from '@espalier/core'
import { artists, tracks } from '../music.ts'

const artistTracks = hasMany(artists, tracks)
unionAll(
  select({ tracks: artistTracks.select({ title: tracks.title }) }).from(artists),
  select({ tracks: artistTracks.select({ id: tracks.id }) }).from(artists),
)
