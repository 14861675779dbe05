import { generated, integer, table } from '@espalier/core'
import { tracks } from '../music.ts'

table('boxes', { width: integer(), area: integer().generated() }, (t) => [
  generated(t.area).as(t.width.times(tracks.id)),
])
