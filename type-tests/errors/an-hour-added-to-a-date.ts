import { addTime, date, literal } from '@espalier/core'

addTime(literal('2024-01-01', date()), 1, 'hour')
