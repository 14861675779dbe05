import { select, union } from '@espalier/core'
import { artists, tracks } from '../music.ts'

const own = select({ id: tracks.id }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id))
union(own, own).as('both')
