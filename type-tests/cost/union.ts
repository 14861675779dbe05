import { select, union } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

export const rows = await db.all(
  union(
    select({ name: artists.name, id: artists.id }).from(artists),
    select({ id: tracks.id, name: tracks.title }).from(tracks),
  ).limit(10),
)
