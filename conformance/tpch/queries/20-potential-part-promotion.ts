import { literal, numeric, scalar, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem, nation, part, partSupp, supplier } from '../tables.ts'

const halfOfTheShipped = select({ quantity: literal('0.5', numeric()).times(sum(lineItem.quantity)) })
  .from(lineItem)
  .correlate(partSupp)
  .where(
    lineItem.partKey.eq(partSupp.partKey),
    lineItem.suppKey.eq(partSupp.suppKey),
    lineItem.shipDate.gte('1994-01-01'),
    lineItem.shipDate.lt('1995-01-01'),
  )

const withExcess = select({ suppKey: partSupp.suppKey })
  .from(partSupp)
  .where(
    partSupp.partKey.in(select({ partKey: part.partKey }).from(part).where(part.name.startsWith('forest'))),
    partSupp.availQty.gt(scalar(halfOfTheShipped)),
  )

export const potentialPartPromotion = question(
  'Q20: potential part promotion',
  (db) =>
    db.all(
      select({ name: supplier.name, address: supplier.address })
        .from(supplier)
        .join(nation, nation.nationKey.eq(supplier.nationKey))
        .where(supplier.suppKey.in(withExcess), nation.name.eq('CANADA'))
        .orderBy(supplier.name),
    ),
  `
  select s_name, s_address
  from supplier, nation
  where s_suppkey in (
      select ps_suppkey
      from partsupp
      where ps_partkey in (select p_partkey from part where p_name like 'forest%')
        and ps_availqty > (
          select 0.5 * sum(l_quantity)
          from lineitem
          where l_partkey = ps_partkey
            and l_suppkey = ps_suppkey
            and l_shipdate >= date '1994-01-01'
            and l_shipdate < date '1994-01-01' + interval '1' year))
    and s_nationkey = n_nationkey
    and n_name = 'CANADA'
  order by s_name`,
)
