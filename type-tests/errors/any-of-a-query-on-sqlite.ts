import { any, select } from '@espalier/core'
import { artists, sqlite, tracks } from '../music.ts'

const ids = select({ id: artists.id }).from(artists)
await sqlite.all(
  select({ id: tracks.id })
    .from(tracks)
    .where(tracks.id.gt(any(ids))),
)
