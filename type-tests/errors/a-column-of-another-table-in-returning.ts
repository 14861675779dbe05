import { insert } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

db.all(insert(artists).values({ name: 'Queen' }).returning({ title: tracks.title }))
