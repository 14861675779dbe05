import { countDistinct, select } from '@espalier/core'
import { question } from '../question.ts'
import { part, partSupp, supplier } from '../tables.ts'

const suppliers = countDistinct(partSupp.suppKey)
const complainedOf = select({ suppKey: supplier.suppKey })
  .from(supplier)
  .where(supplier.comment.like('%Customer%Complaints%'))

export const partsSupplier = question(
  'Q16: parts/supplier relationship',
  (db) =>
    db.all(
      select({ brand: part.brand, type: part.type, size: part.size, suppliers })
        .from(partSupp)
        .join(part, part.partKey.eq(partSupp.partKey))
        .where(
          part.brand.ne('Brand#45'),
          part.type.notLike('MEDIUM POLISHED%'),
          part.size.in([49, 14, 23, 45, 19, 3, 36, 9]),
          partSupp.suppKey.notIn(complainedOf),
        )
        .groupBy(part.brand, part.type, part.size)
        .orderBy(suppliers.desc(), part.brand, part.type, part.size),
    ),
  `
  select p_brand, p_type, p_size, count(distinct ps_suppkey) as supplier_cnt
  from partsupp, part
  where p_partkey = ps_partkey
    and p_brand <> 'Brand#45'
    and p_type not like 'MEDIUM POLISHED%'
    and p_size in (49, 14, 23, 45, 19, 3, 36, 9)
    and ps_suppkey not in (select s_suppkey from supplier where s_comment like '%Customer%Complaints%')
  group by p_brand, p_type, p_size
  order by supplier_cnt desc, p_brand, p_type, p_size`,
)
