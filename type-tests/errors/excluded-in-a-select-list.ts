import { excluded, select } from '@espalier/core'
import { artists, db } from '../music.ts'

db.all(select({ name: excluded(artists.name) }).from(artists))
