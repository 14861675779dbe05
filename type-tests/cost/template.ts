import { boolean, select, sql, text } from '@espalier/core'
import { db, tracks } from '../music.ts'

export const rows = await db.all(
  select({ id: tracks.id, sounds: sql(text())`soundex(${tracks.title})` })
    .from(tracks)
    .where(sql(boolean())`${tracks.title} glob ${'S*'}`),
)
