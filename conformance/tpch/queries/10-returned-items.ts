import { literal, numeric, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { customer, lineItem, nation, orders } from '../tables.ts'

const revenue = sum(lineItem.extendedPrice.times(literal('1', numeric()).minus(lineItem.discount)))

export const returnedItems = question(
  'Q10: returned item reporting',
  (db) =>
    db.all(
      select({
        custKey: customer.custKey,
        name: customer.name,
        revenue,
        acctBal: customer.acctBal,
        nation: nation.name,
        address: customer.address,
        phone: customer.phone,
        comment: customer.comment,
      })
        .from(customer)
        .join(orders, orders.custKey.eq(customer.custKey))
        .join(lineItem, lineItem.orderKey.eq(orders.orderKey))
        .join(nation, nation.nationKey.eq(customer.nationKey))
        .where(orders.orderDate.gte('1993-10-01'), orders.orderDate.lt('1994-01-01'), lineItem.returnFlag.eq('R'))
        // the customer's key frees its other columns
        .groupBy(customer.custKey, nation.name)
        .orderBy(revenue.desc())
        .limit(20),
    ),
  `
  select
    c_custkey, c_name, sum(l_extendedprice * (1 - l_discount)) as revenue,
    c_acctbal, n_name, c_address, c_phone, c_comment
  from customer, orders, lineitem, nation
  where c_custkey = o_custkey
    and l_orderkey = o_orderkey
    and o_orderdate >= date '1993-10-01'
    and o_orderdate < date '1993-10-01' + interval '3' month
    and l_returnflag = 'R'
    and c_nationkey = n_nationkey
  group by c_custkey, c_name, c_acctbal, c_phone, n_name, c_address, c_comment
  order by revenue desc
  limit 20`,
)
