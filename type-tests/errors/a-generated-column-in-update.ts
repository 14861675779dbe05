import { integer, table, update } from '@espalier/core'

const boxes = table('boxes', { width: integer(), height: integer(), area: integer().generated() })

update(boxes).set({ area: boxes.width.times(2) })
