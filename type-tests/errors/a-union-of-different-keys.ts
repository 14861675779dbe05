import { select, union } from '@espalier/core'
import { artists, tracks } from '../music.ts'

union(
  select({ id: artists.id, name: artists.name }).from(artists),
  select({ id: tracks.id, title: tracks.title }).from(tracks),
)
