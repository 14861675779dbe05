import { nullIf } from '@espalier/core'
import { tracks } from '../music.ts'

nullIf(tracks.lengthMs, 'none')
