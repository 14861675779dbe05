import { select, union } from '@espalier/core'
import { artists, tracks } from '../music.ts'

union(
  select({ id: artists.id, name: artists.name }).from(artists),
  select({ name: tracks.id, id: tracks.id }).from(tracks),
)
