import { caseWhen, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem, orders } from '../tables.ts'

const urgent = orders.orderPriority.in(['1-URGENT', '2-HIGH'])

export const shippingModes = question(
  'Q12: shipping modes and order priority',
  (db) =>
    db.all(
      select({
        shipMode: lineItem.shipMode,
        high: sum(caseWhen(urgent, 1).else(0)),
        low: sum(caseWhen(urgent, 0).else(1)),
      })
        .from(orders)
        .join(lineItem, lineItem.orderKey.eq(orders.orderKey))
        .where(
          lineItem.shipMode.in(['MAIL', 'SHIP']),
          lineItem.commitDate.lt(lineItem.receiptDate),
          lineItem.shipDate.lt(lineItem.commitDate),
          lineItem.receiptDate.gte('1994-01-01'),
          lineItem.receiptDate.lt('1995-01-01'),
        )
        .groupBy(lineItem.shipMode)
        .orderBy(lineItem.shipMode),
    ),
  `
  select
    l_shipmode,
    sum(case when o_orderpriority = '1-URGENT' or o_orderpriority = '2-HIGH' then 1 else 0 end) as high_line_count,
    sum(case when o_orderpriority <> '1-URGENT' and o_orderpriority <> '2-HIGH' then 1 else 0 end) as low_line_count
  from orders, lineitem
  where o_orderkey = l_orderkey
    and l_shipmode in ('MAIL', 'SHIP')
    and l_commitdate < l_receiptdate
    and l_shipdate < l_commitdate
    and l_receiptdate >= date '1994-01-01'
    and l_receiptdate < date '1994-01-01' + interval '1' year
  group by l_shipmode
  order by l_shipmode`,
)
