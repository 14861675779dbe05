import { hasMany } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

await db.load([{ name: 'Queen' }], { tracks: hasMany(artists, tracks).select({ title: tracks.title }) })
