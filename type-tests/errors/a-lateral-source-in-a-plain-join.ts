import { select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

const own = select({ title: tracks.title }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id))
select({ id: artists.id }).from(artists).crossJoin(own.lateral('own'))
