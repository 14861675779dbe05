import { max } from '@espalier/core'
import { tracks } from '../music.ts'

max(tracks.extra)
