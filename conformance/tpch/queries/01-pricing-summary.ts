import { avg, count, literal, numeric, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem } from '../tables.ts'

const one = literal('1', numeric())
const discounted = lineItem.extendedPrice.times(one.minus(lineItem.discount))

export const pricingSummary = question(
  'Q1: pricing summary report',
  (db) =>
    db.all(
      select({
        returnFlag: lineItem.returnFlag,
        lineStatus: lineItem.lineStatus,
        sumQty: sum(lineItem.quantity),
        sumBasePrice: sum(lineItem.extendedPrice),
        sumDiscPrice: sum(discounted),
        sumCharge: sum(discounted.times(one.plus(lineItem.tax))),
        avgQty: avg(lineItem.quantity),
        avgPrice: avg(lineItem.extendedPrice),
        avgDisc: avg(lineItem.discount),
        countOrder: count(),
      })
        .from(lineItem)
        .where(lineItem.shipDate.lte('1998-09-02'))
        .groupBy(lineItem.returnFlag, lineItem.lineStatus)
        .orderBy(lineItem.returnFlag, lineItem.lineStatus),
    ),
  `
  select
    l_returnflag, l_linestatus,
    sum(l_quantity) as sum_qty,
    sum(l_extendedprice) as sum_base_price,
    sum(l_extendedprice * (1 - l_discount)) as sum_disc_price,
    sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) as sum_charge,
    avg(l_quantity) as avg_qty,
    avg(l_extendedprice) as avg_price,
    avg(l_discount) as avg_disc,
    count(*) as count_order
  from lineitem
  where l_shipdate <= date '1998-12-01' - interval '90' day
  group by l_returnflag, l_linestatus
  order by l_returnflag, l_linestatus`,
)
