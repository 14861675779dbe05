import { alias, count, exists, notExists, select } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem, nation, orders, supplier } from '../tables.ts'

const l1 = alias(lineItem, 'l1')
const l2 = alias(lineItem, 'l2')

const ofOthers = select({ orderKey: l2.orderKey })
  .from(l2)
  .correlate(l1)
  .where(l2.orderKey.eq(l1.orderKey), l2.suppKey.ne(l1.suppKey))

const waiting = count()

export const waitingSuppliers = question(
  'Q21: suppliers who kept orders waiting',
  (db) =>
    db.all(
      select({ name: supplier.name, waiting })
        .from(supplier)
        .join(l1, l1.suppKey.eq(supplier.suppKey))
        .join(orders, orders.orderKey.eq(l1.orderKey))
        .join(nation, nation.nationKey.eq(supplier.nationKey))
        .where(
          orders.orderStatus.eq('F'),
          l1.receiptDate.gt(l1.commitDate),
          exists(ofOthers),
          notExists(ofOthers.where(l2.receiptDate.gt(l2.commitDate))),
          nation.name.eq('SAUDI ARABIA'),
        )
        .groupBy(supplier.name)
        .orderBy(waiting.desc(), supplier.name)
        .limit(100),
    ),
  `
  select s_name, count(*) as numwait
  from supplier, lineitem l1, orders, nation
  where s_suppkey = l1.l_suppkey
    and o_orderkey = l1.l_orderkey
    and o_orderstatus = 'F'
    and l1.l_receiptdate > l1.l_commitdate
    and exists (
      select * from lineitem l2
      where l2.l_orderkey = l1.l_orderkey and l2.l_suppkey <> l1.l_suppkey)
    and not exists (
      select * from lineitem l3
      where l3.l_orderkey = l1.l_orderkey
        and l3.l_suppkey <> l1.l_suppkey
        and l3.l_receiptdate > l3.l_commitdate)
    and s_nationkey = n_nationkey
    and n_name = 'SAUDI ARABIA'
  group by s_name
  order by numwait desc, s_name
  limit 100`,
)
