import { and, literal, numeric, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { customer, lineItem, nation, orders, region, supplier } from '../tables.ts'

const revenue = sum(lineItem.extendedPrice.times(literal('1', numeric()).minus(lineItem.discount)))

export const localSupplierVolume = question(
  'Q5: local supplier volume',
  (db) =>
    db.all(
      select({ nation: nation.name, revenue })
        .from(customer)
        .join(orders, orders.custKey.eq(customer.custKey))
        .join(lineItem, lineItem.orderKey.eq(orders.orderKey))
        .join(supplier, and(supplier.suppKey.eq(lineItem.suppKey), supplier.nationKey.eq(customer.nationKey)))
        .join(nation, nation.nationKey.eq(supplier.nationKey))
        .join(region, region.regionKey.eq(nation.regionKey))
        .where(region.name.eq('ASIA'), orders.orderDate.gte('1994-01-01'), orders.orderDate.lt('1995-01-01'))
        .groupBy(nation.name)
        .orderBy(revenue.desc()),
    ),
  `
  select n_name, sum(l_extendedprice * (1 - l_discount)) as revenue
  from customer, orders, lineitem, supplier, nation, region
  where c_custkey = o_custkey
    and l_orderkey = o_orderkey
    and l_suppkey = s_suppkey
    and c_nationkey = s_nationkey
    and s_nationkey = n_nationkey
    and n_regionkey = r_regionkey
    and r_name = 'ASIA'
    and o_orderdate >= date '1994-01-01'
    and o_orderdate < date '1994-01-01' + interval '1' year
  group by n_name
  order by revenue desc`,
)
