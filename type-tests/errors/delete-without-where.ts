import { deleteFrom } from '@espalier/core'
import { db, tracks } from '../music.ts'

db.run(deleteFrom(tracks))
