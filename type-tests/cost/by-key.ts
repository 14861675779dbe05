import { select } from '@espalier/core'
import { db, tracks } from '../music.ts'

export const row = await db.oneOrNull(select(tracks).where(tracks.id.eq(1)))
