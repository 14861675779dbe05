import { caseWhen, literal, numeric, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem, part } from '../tables.ts'

const price = lineItem.extendedPrice.times(literal('1', numeric()).minus(lineItem.discount))
const promoted = sum(caseWhen(part.type.like('PROMO%'), price).else('0'))

export const promotionEffect = question(
  'Q14: promotion effect',
  (db) =>
    db.all(
      select({ share: literal('100.00', numeric()).times(promoted).div(sum(price)) })
        .from(lineItem)
        .join(part, part.partKey.eq(lineItem.partKey))
        .where(lineItem.shipDate.gte('1995-09-01'), lineItem.shipDate.lt('1995-10-01')),
    ),
  `
  select
    100.00 * sum(case when p_type like 'PROMO%' then l_extendedprice * (1 - l_discount) else 0 end)
      / sum(l_extendedprice * (1 - l_discount)) as promo_revenue
  from lineitem, part
  where l_partkey = p_partkey
    and l_shipdate >= date '1995-09-01'
    and l_shipdate < date '1995-09-01' + interval '1' month`,
)
