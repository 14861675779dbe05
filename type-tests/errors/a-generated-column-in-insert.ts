import { insert, integer, table } from '@espalier/core'

const boxes = table('boxes', { width: integer(), height: integer(), area: integer().generated() })

insert(boxes).values({ width: 2, height: 3, area: 6 })
