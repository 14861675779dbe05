import { keyset, select } from '@espalier/core'
import { tracks } from '../music.ts'

select({ id: tracks.id })
  .from(tracks)
  .after(keyset({ length: tracks.lengthMs, id: tracks.id }))
