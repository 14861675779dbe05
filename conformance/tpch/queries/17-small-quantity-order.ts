import { avg, literal, numeric, scalar, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { lineItem, part } from '../tables.ts'

const fifthOfTheAverage = select({ quantity: literal('0.2', numeric()).times(avg(lineItem.quantity)) })
  .from(lineItem)
  .correlate(part)
  .where(lineItem.partKey.eq(part.partKey))

export const smallQuantityOrder = question(
  'Q17: small-quantity-order revenue',
  (db) =>
    db.all(
      select({ yearly: sum(lineItem.extendedPrice).div('7.0') })
        .from(lineItem)
        .join(part, part.partKey.eq(lineItem.partKey))
        .where(
          part.brand.eq('Brand#23'),
          part.container.eq('MED BOX'),
          lineItem.quantity.lt(scalar(fifthOfTheAverage)),
        ),
    ),
  `
  select sum(l_extendedprice) / 7.0 as avg_yearly
  from lineitem, part
  where p_partkey = l_partkey
    and p_brand = 'Brand#23'
    and p_container = 'MED BOX'
    and l_quantity < (select 0.2 * avg(l_quantity) from lineitem where l_partkey = p_partkey)`,
)
