import { literal, recursive, select } from '@espalier/core'
import { tracks } from '../music.ts'

recursive('numbers', select({ n: literal(1) }), (self) => select({ n: tracks.title }).from(self).crossJoin(tracks))
