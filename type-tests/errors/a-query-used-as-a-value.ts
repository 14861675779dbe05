import { select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

tracks.artistId.eq(select({ id: artists.id }).from(artists))
