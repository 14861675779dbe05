import { lower } from '@espalier/core'
import { tracks } from '../music.ts'

lower(tracks.title).over()
