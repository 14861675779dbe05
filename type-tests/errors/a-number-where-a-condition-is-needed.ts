import { select } from '@espalier/core'
import { tracks } from '../music.ts'

select({ id: tracks.id }).from(tracks).where(tracks.live, tracks.id)
