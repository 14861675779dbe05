import { alias, caseWhen, extract, literal, numeric, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { customer, lineItem, nation, orders, part, region, supplier } from '../tables.ts'

const of = alias(nation, 'n1')
const sellers = alias(nation, 'n2')

const allNations = select({
  year: extract('year', orders.orderDate),
  volume: lineItem.extendedPrice.times(literal('1', numeric()).minus(lineItem.discount)),
  nation: sellers.name,
})
  .from(part)
  .join(lineItem, lineItem.partKey.eq(part.partKey))
  .join(supplier, supplier.suppKey.eq(lineItem.suppKey))
  .join(orders, orders.orderKey.eq(lineItem.orderKey))
  .join(customer, customer.custKey.eq(orders.custKey))
  .join(of, of.nationKey.eq(customer.nationKey))
  .join(region, region.regionKey.eq(of.regionKey))
  .join(sellers, sellers.nationKey.eq(supplier.nationKey))
  .where(
    region.name.eq('AMERICA'),
    orders.orderDate.between('1995-01-01', '1996-12-31'),
    part.type.eq('ECONOMY ANODIZED STEEL'),
  )
  .as('all_nations')

const ofBrazil = caseWhen(allNations.nation.eq('BRAZIL'), allNations.volume).else('0')

export const nationalMarketShare = question(
  'Q8: national market share',
  (db) =>
    db.all(
      select({ year: allNations.year, share: sum(ofBrazil).div(sum(allNations.volume)) })
        .from(allNations)
        .groupBy(allNations.year)
        .orderBy(allNations.year),
    ),
  `
  select o_year, sum(case when nation = 'BRAZIL' then volume else 0 end) / sum(volume) as mkt_share
  from (
    select
      extract(year from o_orderdate) as o_year,
      l_extendedprice * (1 - l_discount) as volume,
      n2.n_name as nation
    from part, supplier, lineitem, orders, customer, nation n1, nation n2, region
    where p_partkey = l_partkey
      and s_suppkey = l_suppkey
      and l_orderkey = o_orderkey
      and o_custkey = c_custkey
      and c_nationkey = n1.n_nationkey
      and n1.n_regionkey = r_regionkey
      and r_name = 'AMERICA'
      and s_nationkey = n2.n_nationkey
      and o_orderdate between date '1995-01-01' and date '1996-12-31'
      and p_type = 'ECONOMY ANODIZED STEEL'
  ) as all_nations
  group by o_year
  order by o_year`,
)
