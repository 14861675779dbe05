import { cte, select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

cte('own', select({ id: tracks.id }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id)))
