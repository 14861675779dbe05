import { keyset, select } from '@espalier/core'
import { tracks } from '../music.ts'

select({ id: tracks.id })
  .from(tracks)
  .after(keyset({ title: tracks.title, id: tracks.id }), { title: 'x' })
