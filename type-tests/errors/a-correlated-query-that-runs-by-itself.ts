import { select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

db.all(select({ id: tracks.id }).from(tracks).correlate(artists).where(tracks.artistId.eq(artists.id)))
