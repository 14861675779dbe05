import { count, select } from '@espalier/core'
import { db, tracks } from '../music.ts'

db.all(select({ title: tracks.title }).from(tracks).having(count().gt(1)))
