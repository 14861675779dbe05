import { insert } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

await db.run(insert(artists).values([{ name: 'Abba' }, { name: 'Queen', country: 'GB' }]))
await db.run(insert(tracks).values({ title: 'SOS', artistId: 1, lengthMs: 202_000, price: '1.29' }))
