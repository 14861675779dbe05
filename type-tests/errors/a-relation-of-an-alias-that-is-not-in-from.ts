import { alias, hasMany, select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const others = alias(artists, 'others')
await db.all(select({ tracks: hasMany(artists, tracks).of(others).select(tracks) }).from(artists))
