import { alias, and, extract, literal, numeric, or, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { customer, lineItem, nation, orders, supplier } from '../tables.ts'

const from = alias(nation, 'n1')
const to = alias(nation, 'n2')

const shipping = select({
  supplierNation: from.name,
  customerNation: to.name,
  year: extract('year', lineItem.shipDate),
  volume: lineItem.extendedPrice.times(literal('1', numeric()).minus(lineItem.discount)),
})
  .from(supplier)
  .join(lineItem, lineItem.suppKey.eq(supplier.suppKey))
  .join(orders, orders.orderKey.eq(lineItem.orderKey))
  .join(customer, customer.custKey.eq(orders.custKey))
  .join(from, from.nationKey.eq(supplier.nationKey))
  .join(to, to.nationKey.eq(customer.nationKey))
  .where(
    or(and(from.name.eq('FRANCE'), to.name.eq('GERMANY')), and(from.name.eq('GERMANY'), to.name.eq('FRANCE'))),
    lineItem.shipDate.between('1995-01-01', '1996-12-31'),
  )
  .as('shipping')

export const volumeShipping = question(
  'Q7: volume shipping',
  (db) =>
    db.all(
      select({
        supplierNation: shipping.supplierNation,
        customerNation: shipping.customerNation,
        year: shipping.year,
        revenue: sum(shipping.volume),
      })
        .from(shipping)
        .groupBy(shipping.supplierNation, shipping.customerNation, shipping.year)
        .orderBy(shipping.supplierNation, shipping.customerNation, shipping.year),
    ),
  `
  select supp_nation, cust_nation, l_year, sum(volume) as revenue
  from (
    select
      n1.n_name as supp_nation,
      n2.n_name as cust_nation,
      extract(year from l_shipdate) as l_year,
      l_extendedprice * (1 - l_discount) as volume
    from supplier, lineitem, orders, customer, nation n1, nation n2
    where s_suppkey = l_suppkey
      and o_orderkey = l_orderkey
      and c_custkey = o_custkey
      and s_nationkey = n1.n_nationkey
      and c_nationkey = n2.n_nationkey
      and ((n1.n_name = 'FRANCE' and n2.n_name = 'GERMANY') or (n1.n_name = 'GERMANY' and n2.n_name = 'FRANCE'))
      and l_shipdate between date '1995-01-01' and date '1996-12-31'
  ) as shipping
  group by supp_nation, cust_nation, l_year
  order by supp_nation, cust_nation, l_year`,
)
