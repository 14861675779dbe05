import { integer, param, text, update } from '@espalier/core'
import { artists, db } from '../music.ts'

db.prepare(
  update(artists)
    .set({ country: param('country', text().nullable()) })
    .where(artists.id.eq(param('id', integer()))),
).run({ id: 1, country: undefined })
