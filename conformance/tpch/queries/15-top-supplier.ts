import { cte, literal, max, numeric, scalar, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem, supplier } from '../tables.ts'

const revenue = cte(
  'revenue',
  select({
    supplierNo: lineItem.suppKey,
    total: sum(lineItem.extendedPrice.times(literal('1', numeric()).minus(lineItem.discount))),
  })
    .from(lineItem)
    .where(lineItem.shipDate.gte('1996-01-01'), lineItem.shipDate.lt('1996-04-01'))
    .groupBy(lineItem.suppKey),
)

export const topSupplier = question(
  'Q15: top supplier',
  (db) =>
    db.all(
      select({
        suppKey: supplier.suppKey,
        name: supplier.name,
        address: supplier.address,
        phone: supplier.phone,
        total: revenue.total,
      })
        .from(supplier)
        .join(revenue, revenue.supplierNo.eq(supplier.suppKey))
        .where(revenue.total.eq(scalar(select({ top: max(revenue.total) }).from(revenue))))
        .orderBy(supplier.suppKey),
    ),
  `
  with revenue as (
    select l_suppkey as supplier_no, sum(l_extendedprice * (1 - l_discount)) as total_revenue
    from lineitem
    where l_shipdate >= date '1996-01-01' and l_shipdate < date '1996-01-01' + interval '3' month
    group by l_suppkey)
  select s_suppkey, s_name, s_address, s_phone, total_revenue
  from supplier, revenue
  where s_suppkey = supplier_no and total_revenue = (select max(total_revenue) from revenue)
  order by s_suppkey`,
)
