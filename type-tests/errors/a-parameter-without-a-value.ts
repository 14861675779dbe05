import { param, select, text } from '@espalier/core'
import { db, tracks } from '../music.ts'

db.all(
  select({ id: tracks.id })
    .from(tracks)
    .where(tracks.title.eq(param('title', text()))),
)
