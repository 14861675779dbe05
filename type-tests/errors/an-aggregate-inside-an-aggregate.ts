import { max, select, sum } from '@espalier/core'
import { db, tracks } from '../music.ts'

db.all(select({ most: max(sum(tracks.lengthMs)) }).from(tracks))
