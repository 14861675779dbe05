// The airports of Texas that are called international.
import { select } from '@espalier/core'
import { airports } from '../tables.ts'

export const query = select({ code: airports.code, name: airports.name, city: airports.city })
  .from(airports)
  .where(airports.state.eq('TX'), airports.name.contains('International'))
