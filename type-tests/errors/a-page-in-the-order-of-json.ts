import { keyset, select } from '@espalier/core'
import { tracks } from '../music.ts'

select({ id: tracks.id })
  .from(tracks)
  .where(tracks.extra.isNotNull())
  .after(keyset({ extra: tracks.extra, id: tracks.id }))
