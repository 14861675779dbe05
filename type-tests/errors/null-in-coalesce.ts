import { coalesce } from '@espalier/core'
import { tracks } from '../music.ts'

coalesce(tracks.lengthMs, null)
