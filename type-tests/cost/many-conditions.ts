import { and, not, or, select } from '@espalier/core'
import { db, tracks } from '../music.ts'

export const rows = await db.all(
  select({ id: tracks.id })
    .from(tracks)
    .where(
      or(tracks.title.startsWith('S'), and(tracks.lengthMs.between(1_000, 9_000), tracks.live)),
      not(tracks.price.in(['0.99', '1.29'])),
      tracks.lengthMs.isNotNull(),
    ),
)
