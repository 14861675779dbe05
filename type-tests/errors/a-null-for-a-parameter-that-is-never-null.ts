import { param, select, text } from '@espalier/core'
import { artists, db } from '../music.ts'

db.prepare(select(artists).where(artists.name.eq(param('name', text())))).all({ name: null })
