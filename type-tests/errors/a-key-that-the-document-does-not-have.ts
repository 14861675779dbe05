import { select } from '@espalier/core'
import { tracks } from '../music.ts'

select({ x: tracks.extra.at('tag') }).from(tracks)
