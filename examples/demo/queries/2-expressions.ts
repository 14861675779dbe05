// The twelve northernmost airports and their distance from the equator, computed in SQL.
import { caseWhen, round, select } from '@espalier/core'
import { airports } from '../tables.ts'

export const query = select({
  name: airports.name,
  place: airports.city.concat(', ').concat(airports.state),
  kilometres: round(airports.latitude.times(111.2)),
  zone: caseWhen(airports.latitude.gt(66.56), 'arctic').else('temperate'),
})
  .from(airports)
  .where(airports.city.isNotNull(), airports.state.isNotNull())
  .orderBy(airports.latitude.desc(), airports.code)
  .limit(12)
