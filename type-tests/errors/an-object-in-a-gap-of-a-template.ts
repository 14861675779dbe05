import { integer, sql } from '@espalier/core'

sql(integer())`length(${{ raw: 'x' }})`
