import { deleteFrom, insert, update } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

await db.run(insert(artists).values([{ name: 'Abba' }, { name: 'Queen', country: 'GB' }]))
await db.run(
  update(tracks)
    .set({ price: tracks.price.times('1.1') })
    .where(tracks.artistId.eq(1)),
)
await db.run(deleteFrom(tracks).where(tracks.live.eq(true)))
export const row = await db.one(insert(artists).values({ name: 'Björk' }).returning(artists))
