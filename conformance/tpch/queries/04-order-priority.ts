import { count, exists, select } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem, orders } from '../tables.ts'

const late = select({ orderKey: lineItem.orderKey })
  .from(lineItem)
  .correlate(orders)
  .where(lineItem.orderKey.eq(orders.orderKey), lineItem.commitDate.lt(lineItem.receiptDate))

export const orderPriority = question(
  'Q4: order priority checking',
  (db) =>
    db.all(
      select({ orderPriority: orders.orderPriority, orders: count() })
        .from(orders)
        .where(orders.orderDate.gte('1993-07-01'), orders.orderDate.lt('1993-10-01'), exists(late))
        .groupBy(orders.orderPriority)
        .orderBy(orders.orderPriority),
    ),
  `
  select o_orderpriority, count(*) as order_count
  from orders
  where o_orderdate >= date '1993-07-01'
    and o_orderdate < date '1993-07-01' + interval '3' month
    and exists (select * from lineitem where l_orderkey = o_orderkey and l_commitdate < l_receiptdate)
  group by o_orderpriority
  order by o_orderpriority`,
)
