import { select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

const own = select({ title: tracks.title }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id))
const other = select({ id: tracks.id }).from(tracks).as('other')
select({ id: other.id }).from(other).crossJoinLateral(own.lateral('own'))
