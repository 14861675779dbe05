import { and, count, select } from '@espalier/core'
import { question } from '../question.ts'
import { customer, orders } from '../tables.ts'

const perCustomer = select({ custKey: customer.custKey, orders: count(orders.orderKey) })
  .from(customer)
  .leftJoin(orders, and(orders.custKey.eq(customer.custKey), orders.comment.notLike('%special%requests%')))
  .groupBy(customer.custKey)
  .as('c_orders')

const customers = count()

export const customerDistribution = question(
  'Q13: customer distribution',
  (db) =>
    db.all(
      select({ orders: perCustomer.orders, customers })
        .from(perCustomer)
        .groupBy(perCustomer.orders)
        .orderBy(customers.desc(), perCustomer.orders.desc()),
    ),
  `
  select c_count, count(*) as custdist
  from (
    select c_custkey, count(o_orderkey) as c_count
    from customer left outer join orders on c_custkey = o_custkey and o_comment not like '%special%requests%'
    group by c_custkey
  ) as c_orders
  group by c_count
  order by custdist desc, c_count desc`,
)
