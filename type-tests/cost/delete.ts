import { deleteFrom } from '@espalier/core'
import { db, tracks } from '../music.ts'

await db.run(deleteFrom(tracks).where(tracks.live.eq(true), tracks.lengthMs.lt(1_000)))
