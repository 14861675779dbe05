import { select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { customer, lineItem, orders } from '../tables.ts'

const large = select({ orderKey: lineItem.orderKey })
  .from(lineItem)
  .groupBy(lineItem.orderKey)
  .having(sum(lineItem.quantity).gt('300'))

export const largeVolumeCustomer = question(
  'Q18: large volume customer',
  (db) =>
    db.all(
      select({
        name: customer.name,
        custKey: customer.custKey,
        orderKey: orders.orderKey,
        orderDate: orders.orderDate,
        totalPrice: orders.totalPrice,
        quantity: sum(lineItem.quantity),
      })
        .from(customer)
        .join(orders, orders.custKey.eq(customer.custKey))
        .join(lineItem, lineItem.orderKey.eq(orders.orderKey))
        .where(orders.orderKey.in(large))
        // both keys free the other columns of their tables
        .groupBy(customer.custKey, orders.orderKey)
        .orderBy(orders.totalPrice.desc(), orders.orderDate)
        .limit(100),
    ),
  `
  select c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice, sum(l_quantity)
  from customer, orders, lineitem
  where o_orderkey in (select l_orderkey from lineitem group by l_orderkey having sum(l_quantity) > 300)
    and c_custkey = o_custkey
    and o_orderkey = l_orderkey
  group by c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice
  order by o_totalprice desc, o_orderdate
  limit 100`,
)
