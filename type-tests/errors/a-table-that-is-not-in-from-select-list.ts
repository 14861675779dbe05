import { select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

db.all(select({ title: tracks.title, artist: artists }).from(tracks))
