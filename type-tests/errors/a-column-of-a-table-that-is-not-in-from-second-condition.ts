import { select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

select({ id: tracks.id }).from(tracks).where(tracks.id.gt(1), artists.name.eq('Queen'))
