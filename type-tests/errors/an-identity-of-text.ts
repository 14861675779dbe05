import { table, text } from '@espalier/core'

table('t', { id: text().identity() })
