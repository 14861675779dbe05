import { lag } from '@espalier/core'
import { tracks } from '../music.ts'

lag(tracks.lengthMs, 1, 'none')
