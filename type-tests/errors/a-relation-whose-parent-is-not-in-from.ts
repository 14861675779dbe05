import { hasMany, select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

await db.all(select({ tracks: hasMany(artists, tracks).select({ title: tracks.title }) }).from(tracks))
