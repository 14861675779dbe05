import { min } from '@espalier/core'
import { tracks } from '../music.ts'

min(tracks.live)
