import { alias, select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

const others = alias(tracks, 'others')
select({ id: tracks.id }).from(tracks).join(artists, artists.id.eq(others.artistId))
