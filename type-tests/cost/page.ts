import { keyset, select } from '@espalier/core'
import { db, tracks } from '../music.ts'

const newest = keyset({ added: tracks.addedAt.desc(), id: tracks.id })
export const rows = await db.all(
  select({ id: tracks.id, added: tracks.addedAt })
    .from(tracks)
    .after(newest, { added: new Date(0), id: 1 })
    .limit(20),
)
