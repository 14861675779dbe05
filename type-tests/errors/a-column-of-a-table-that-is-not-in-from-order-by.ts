import { select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

select({ id: tracks.id }).from(tracks).orderBy(artists.name.desc())
