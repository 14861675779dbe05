import { count, select } from '@espalier/core'
import { tracks } from '../music.ts'

select({ artist: tracks.artistId, n: count() }).from(tracks).groupBy(tracks.artistId).having(tracks.title.eq('SOS'))
