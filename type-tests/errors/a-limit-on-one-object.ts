import { belongsTo } from '@espalier/core'
import { artists, tracks } from '../music.ts'

belongsTo(tracks.artistId, artists).select({ name: artists.name }).limit(1)
