import { insert } from '@espalier/core'
import { artists, db } from '../music.ts'

export const row = await db.one(insert(artists).values({ name: 'Björk' }).returning(artists))
