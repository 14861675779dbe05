import { select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem } from '../tables.ts'

export const forecastRevenueChange = question(
  'Q6: forecasting revenue change',
  (db) =>
    db.all(
      select({ revenue: sum(lineItem.extendedPrice.times(lineItem.discount)) })
        .from(lineItem)
        .where(
          lineItem.shipDate.gte('1994-01-01'),
          lineItem.shipDate.lt('1995-01-01'),
          lineItem.discount.between('0.05', '0.07'),
          lineItem.quantity.lt('24'),
        ),
    ),
  `
  select sum(l_extendedprice * l_discount) as revenue
  from lineitem
  where l_shipdate >= date '1994-01-01'
    and l_shipdate < date '1994-01-01' + interval '1' year
    and l_discount between 0.06 - 0.01 and 0.06 + 0.01
    and l_quantity < 24`,
)
