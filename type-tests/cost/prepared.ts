import { integer, param, select, text } from '@espalier/core'
import { db, tracks } from '../music.ts'

const found = db.prepare(
  select({ id: tracks.id, title: tracks.title })
    .from(tracks)
    .where(tracks.title.eq(param('title', text())), tracks.lengthMs.gt(param('least', integer()))),
)
export const rows = await found.all({ title: 'SOS', least: 200_000 })
