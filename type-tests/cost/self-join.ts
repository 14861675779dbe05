import { alias, select } from '@espalier/core'
import { db, tracks } from '../music.ts'

const other = alias(tracks, 'other')
export const rows = await db.all(
  select({ one: tracks.title, other: other.title })
    .from(tracks)
    .join(other, other.artistId.eq(tracks.artistId).and(other.id.gt(tracks.id))),
)
