import { exists, select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const own = select({ id: tracks.id }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id))
db.all(select({ id: tracks.id }).from(tracks).where(exists(own)))
