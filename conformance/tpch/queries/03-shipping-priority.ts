import { literal, numeric, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { customer, lineItem, orders } from '../tables.ts'

const revenue = sum(lineItem.extendedPrice.times(literal('1', numeric()).minus(lineItem.discount)))

export const shippingPriority = question(
  'Q3: shipping priority',
  (db) =>
    db.all(
      select({
        orderKey: lineItem.orderKey,
        revenue,
        orderDate: orders.orderDate,
        shipPriority: orders.shipPriority,
      })
        .from(customer)
        .join(orders, orders.custKey.eq(customer.custKey))
        .join(lineItem, lineItem.orderKey.eq(orders.orderKey))
        .where(
          customer.mktSegment.eq('BUILDING'),
          orders.orderDate.lt('1995-03-15'),
          lineItem.shipDate.gt('1995-03-15'),
        )
        .groupBy(lineItem.orderKey, orders.orderDate, orders.shipPriority)
        .orderBy(revenue.desc(), orders.orderDate)
        .limit(10),
    ),
  `
  select l_orderkey, sum(l_extendedprice * (1 - l_discount)) as revenue, o_orderdate, o_shippriority
  from customer, orders, lineitem
  where c_mktsegment = 'BUILDING'
    and c_custkey = o_custkey
    and l_orderkey = o_orderkey
    and o_orderdate < date '1995-03-15'
    and l_shipdate > date '1995-03-15'
  group by l_orderkey, o_orderdate, o_shippriority
  order by revenue desc, o_orderdate
  limit 10`,
)
