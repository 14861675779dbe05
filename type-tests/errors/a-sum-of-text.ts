import { sum } from '@espalier/core'
import { tracks } from '../music.ts'

sum(tracks.title)
