import { coalesce } from '@espalier/core'
import { artists, tracks } from '../music.ts'

coalesce(tracks.lengthMs, artists.name)
