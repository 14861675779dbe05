import { and, literal, numeric, or, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem, part } from '../tables.ts'

const of = (brand: string, containers: string[], quantity: [string, string], size: number) =>
  and(
    part.brand.eq(brand),
    part.container.in(containers),
    lineItem.quantity.between(...quantity),
    part.size.between(1, size),
  )

export const discountedRevenue = question(
  'Q19: discounted revenue',
  (db) =>
    db.all(
      select({ revenue: sum(lineItem.extendedPrice.times(literal('1', numeric()).minus(lineItem.discount))) })
        .from(lineItem)
        .join(part, part.partKey.eq(lineItem.partKey))
        .where(
          lineItem.shipMode.in(['AIR', 'AIR REG']),
          lineItem.shipInstruct.eq('DELIVER IN PERSON'),
          or(
            of('Brand#12', ['SM CASE', 'SM BOX', 'SM PACK', 'SM PKG'], ['1', '11'], 5),
            of('Brand#23', ['MED BAG', 'MED BOX', 'MED PKG', 'MED PACK'], ['10', '20'], 10),
            of('Brand#34', ['LG CASE', 'LG BOX', 'LG PACK', 'LG PKG'], ['20', '30'], 15),
          ),
        ),
    ),
  `
  select sum(l_extendedprice * (1 - l_discount)) as revenue
  from lineitem, part
  where (p_partkey = l_partkey
      and p_brand = 'Brand#12'
      and p_container in ('SM CASE', 'SM BOX', 'SM PACK', 'SM PKG')
      and l_quantity >= 1 and l_quantity <= 1 + 10
      and p_size between 1 and 5
      and l_shipmode in ('AIR', 'AIR REG')
      and l_shipinstruct = 'DELIVER IN PERSON')
    or (p_partkey = l_partkey
      and p_brand = 'Brand#23'
      and p_container in ('MED BAG', 'MED BOX', 'MED PKG', 'MED PACK')
      and l_quantity >= 10 and l_quantity <= 10 + 10
      and p_size between 1 and 10
      and l_shipmode in ('AIR', 'AIR REG')
      and l_shipinstruct = 'DELIVER IN PERSON')
    or (p_partkey = l_partkey
      and p_brand = 'Brand#34'
      and p_container in ('LG CASE', 'LG BOX', 'LG PACK', 'LG PKG')
      and l_quantity >= 20 and l_quantity <= 20 + 10
      and p_size between 1 and 15
      and l_shipmode in ('AIR', 'AIR REG')
      and l_shipinstruct = 'DELIVER IN PERSON')`,
)
