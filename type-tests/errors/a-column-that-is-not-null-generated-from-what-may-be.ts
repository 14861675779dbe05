import { generated, integer, table } from '@espalier/core'

table('boxes', { width: integer().nullable(), area: integer().generated() }, (t) => [
  generated(t.area).as(t.width.times(2)),
])
