import { cte, rowNumber, select } from '@espalier/core'
import { db, tracks } from '../music.ts'

const ranked = cte(
  'ranked',
  select({ id: tracks.id, n: rowNumber().over({ partitionBy: tracks.artistId, orderBy: tracks.addedAt.desc() }) }).from(
    tracks,
  ),
)
export const rows = await db.all(select(ranked).where(ranked.n.lte(3)))
