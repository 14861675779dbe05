import { insert, select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

await db.run(insert(artists).select(select({ name: tracks.title }).from(tracks).where(tracks.live.eq(true))))
