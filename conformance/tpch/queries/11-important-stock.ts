import { scalar, select, sum } from '@espalier/core'
import { question } from '../question.ts'
import { nation, partSupp, supplier } from '../tables.ts'

const value = sum(partSupp.supplyCost.times(partSupp.availQty))

const total = select({ least: value.times('0.0001') })
  .from(partSupp)
  .join(supplier, supplier.suppKey.eq(partSupp.suppKey))
  .join(nation, nation.nationKey.eq(supplier.nationKey))
  .where(nation.name.eq('GERMANY'))

export const importantStock = question(
  'Q11: important stock identification',
  (db) =>
    db.all(
      select({ partKey: partSupp.partKey, value })
        .from(partSupp)
        .join(supplier, supplier.suppKey.eq(partSupp.suppKey))
        .join(nation, nation.nationKey.eq(supplier.nationKey))
        .where(nation.name.eq('GERMANY'))
        .groupBy(partSupp.partKey)
        .having(value.gt(scalar(total)))
        .orderBy(value.desc()),
    ),
  `
  select ps_partkey, sum(ps_supplycost * ps_availqty) as value
  from partsupp, supplier, nation
  where ps_suppkey = s_suppkey and s_nationkey = n_nationkey and n_name = 'GERMANY'
  group by ps_partkey
  having sum(ps_supplycost * ps_availqty) > (
    select sum(ps_supplycost * ps_availqty) * 0.0001
    from partsupp, supplier, nation
    where ps_suppkey = s_suppkey and s_nationkey = n_nationkey and n_name = 'GERMANY')
  order by value desc`,
)
