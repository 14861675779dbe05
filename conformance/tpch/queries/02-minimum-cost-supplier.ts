import { min, scalar, select } from '@espalier/core'
import { question } from '../question.ts'
import { nation, part, partSupp, region, supplier } from '../tables.ts'

const cheapestInEurope = select({ cost: min(partSupp.supplyCost) })
  .from(partSupp)
  .join(supplier, supplier.suppKey.eq(partSupp.suppKey))
  .join(nation, nation.nationKey.eq(supplier.nationKey))
  .join(region, region.regionKey.eq(nation.regionKey))
  .correlate(part)
  .where(partSupp.partKey.eq(part.partKey), region.name.eq('EUROPE'))

export const minimumCostSupplier = question(
  'Q2: minimum cost supplier',
  (db) =>
    db.all(
      select({
        acctBal: supplier.acctBal,
        supplier: supplier.name,
        nation: nation.name,
        partKey: part.partKey,
        mfgr: part.mfgr,
        address: supplier.address,
        phone: supplier.phone,
        comment: supplier.comment,
      })
        .from(part)
        .join(partSupp, partSupp.partKey.eq(part.partKey))
        .join(supplier, supplier.suppKey.eq(partSupp.suppKey))
        .join(nation, nation.nationKey.eq(supplier.nationKey))
        .join(region, region.regionKey.eq(nation.regionKey))
        .where(
          part.size.eq(15),
          part.type.like('%BRASS'),
          region.name.eq('EUROPE'),
          partSupp.supplyCost.eq(scalar(cheapestInEurope)),
        )
        .orderBy(supplier.acctBal.desc(), nation.name, supplier.name, part.partKey)
        .limit(100),
    ),
  `
  select s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
  from part, supplier, partsupp, nation, region
  where p_partkey = ps_partkey
    and s_suppkey = ps_suppkey
    and p_size = 15
    and p_type like '%BRASS'
    and s_nationkey = n_nationkey
    and n_regionkey = r_regionkey
    and r_name = 'EUROPE'
    and ps_supplycost = (
      select min(ps_supplycost)
      from partsupp, supplier, nation, region
      where p_partkey = ps_partkey
        and s_suppkey = ps_suppkey
        and s_nationkey = n_nationkey
        and n_regionkey = r_regionkey
        and r_name = 'EUROPE')
  order by s_acctbal desc, n_name, s_name, p_partkey
  limit 100`,
)
