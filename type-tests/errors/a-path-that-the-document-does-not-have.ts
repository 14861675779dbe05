import { jsonSet } from '@espalier/core'
import { tracks } from '../music.ts'

jsonSet(tracks.extra, ['tags', 'first'], 'x')
