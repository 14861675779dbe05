import { boolean, generated, integer, table } from '@espalier/core'

table('boxes', { width: integer(), wide: boolean().generated() }, (t) => [generated(t.wide).as(t.width.times(2))])
