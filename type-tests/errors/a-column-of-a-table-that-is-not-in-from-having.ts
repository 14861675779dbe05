import { count, select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

select({ n: count() }).from(tracks).groupBy(tracks.artistId).having(artists.id.gt(1))
