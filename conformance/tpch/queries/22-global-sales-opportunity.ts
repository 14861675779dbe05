import { avg, count, notExists, scalar, select, substring, sum } from '@espalier/core'
import { question } from '../question.ts'
import { customer, orders } from '../tables.ts'

const code = substring(customer.phone, 1, 2)
const codes = ['13', '31', '23', '29', '30', '18', '17']

const averageBalance = select({ balance: avg(customer.acctBal) })
  .from(customer)
  .where(customer.acctBal.gt('0.00'), code.in(codes))

const sleepers = select({ code, acctBal: customer.acctBal })
  .from(customer)
  .where(
    code.in(codes),
    customer.acctBal.gt(scalar(averageBalance)),
    notExists(
      select({ orderKey: orders.orderKey }).from(orders).correlate(customer).where(orders.custKey.eq(customer.custKey)),
    ),
  )
  .as('custsale')

export const globalSalesOpportunity = question(
  'Q22: global sales opportunity',
  (db) =>
    db.all(
      select({ code: sleepers.code, customers: count(), balance: sum(sleepers.acctBal) })
        .from(sleepers)
        .groupBy(sleepers.code)
        .orderBy(sleepers.code),
    ),
  `
  select cntrycode, count(*) as numcust, sum(c_acctbal) as totacctbal
  from (
    select substring(c_phone from 1 for 2) as cntrycode, c_acctbal
    from customer
    where substring(c_phone from 1 for 2) in ('13', '31', '23', '29', '30', '18', '17')
      and c_acctbal > (
        select avg(c_acctbal)
        from customer
        where c_acctbal > 0.00
          and substring(c_phone from 1 for 2) in ('13', '31', '23', '29', '30', '18', '17'))
      and not exists (select * from orders where o_custkey = c_custkey)
  ) as custsale
  group by cntrycode
  order by cntrycode`,
)
