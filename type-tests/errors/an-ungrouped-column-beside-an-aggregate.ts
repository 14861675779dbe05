import { count, select } from '@espalier/core'
import { db, tracks } from '../music.ts'

db.all(select({ title: tracks.title, n: count() }).from(tracks))
