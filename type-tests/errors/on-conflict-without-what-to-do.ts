import { insert } from '@espalier/core'
import { artists, db } from '../music.ts'

db.run(insert(artists).values({ name: 'Queen' }).onConflict(artists.name))
