import { update } from '@espalier/core'
import { artists, tracks } from '../music.ts'

update(tracks).set({ live: true }).where(tracks.artistId.eq(artists.id))
