import { caseWhen, coalesce, concat, lower, nullIf, select } from '@espalier/core'
import { db, tracks } from '../music.ts'

export const rows = await db.all(
  select({
    kind: caseWhen(tracks.lengthMs.gt(600_000), 'long').when(tracks.live, 'live').else('short'),
    length: coalesce(tracks.lengthMs, 0),
    seconds: tracks.lengthMs.div(1_000).plus(1),
    name: concat(lower(tracks.title), '!'),
    price: nullIf(tracks.price, '0.99'),
  }).from(tracks),
)
