import { select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

artists.id.in(select({ artist: tracks.artistId, length: tracks.lengthMs }).from(tracks))
