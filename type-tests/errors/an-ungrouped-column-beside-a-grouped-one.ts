import { count, select } from '@espalier/core'
import { db, tracks } from '../music.ts'

db.all(select({ artist: tracks.artistId, title: tracks.title, n: count() }).from(tracks).groupBy(tracks.artistId))
