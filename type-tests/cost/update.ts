import { update } from '@espalier/core'
import { db, tracks } from '../music.ts'

await db.run(
  update(tracks)
    .set({ price: tracks.price.times('1.1'), title: 'SOS', lengthMs: null })
    .where(tracks.artistId.eq(1)),
)
