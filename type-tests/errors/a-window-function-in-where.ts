import { rowNumber, select } from '@espalier/core'
import { tracks } from '../music.ts'

select({ id: tracks.id })
  .from(tracks)
  .where(rowNumber().over({ orderBy: tracks.id }).lte(3))
