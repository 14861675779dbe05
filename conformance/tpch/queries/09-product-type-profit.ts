import { and, extract, literal, numeric, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem, nation, orders, part, partSupp, supplier } from '../tables.ts'

const price = lineItem.extendedPrice.times(literal('1', numeric()).minus(lineItem.discount))

const profit = select({
  nation: nation.name,
  year: extract('year', orders.orderDate),
  amount: price.minus(partSupp.supplyCost.times(lineItem.quantity)),
})
  .from(part)
  .join(lineItem, lineItem.partKey.eq(part.partKey))
  .join(supplier, supplier.suppKey.eq(lineItem.suppKey))
  .join(partSupp, and(partSupp.suppKey.eq(lineItem.suppKey), partSupp.partKey.eq(lineItem.partKey)))
  .join(orders, orders.orderKey.eq(lineItem.orderKey))
  .join(nation, nation.nationKey.eq(supplier.nationKey))
  .where(part.name.contains('green'))
  .as('profit')

export const productTypeProfit = question(
  'Q9: product type profit measure',
  (db) =>
    db.all(
      select({ nation: profit.nation, year: profit.year, profit: sum(profit.amount) })
        .from(profit)
        .groupBy(profit.nation, profit.year)
        .orderBy(profit.nation, profit.year.desc()),
    ),
  `
  select nation, o_year, sum(amount) as sum_profit
  from (
    select
      n_name as nation,
      extract(year from o_orderdate) as o_year,
      l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity as amount
    from part, supplier, lineitem, partsupp, orders, nation
    where s_suppkey = l_suppkey
      and ps_suppkey = l_suppkey
      and ps_partkey = l_partkey
      and p_partkey = l_partkey
      and o_orderkey = l_orderkey
      and s_nationkey = n_nationkey
      and p_name like '%green%'
  ) as profit
  group by nation, o_year
  order by nation, o_year desc`,
)
