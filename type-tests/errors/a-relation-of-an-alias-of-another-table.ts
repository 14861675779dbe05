import { alias, belongsTo } from '@espalier/core'
import { artists, tracks } from '../music.ts'

belongsTo(tracks.artistId, artists).of(alias(artists, 'others'))
