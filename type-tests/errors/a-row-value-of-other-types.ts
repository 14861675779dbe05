import { row } from '@espalier/core'
import { tracks } from '../music.ts'

row(tracks.id, tracks.title).in([[1, 2]])
