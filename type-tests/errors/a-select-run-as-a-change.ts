import { select } from '@espalier/core'
import { db, tracks } from '../music.ts'

db.run(select({ id: tracks.id }).from(tracks))
