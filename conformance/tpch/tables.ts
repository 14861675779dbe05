// The eight tables of TPC-H, as its specification declares them (1.4.1), with its names in the database.
import { date, integer, numeric, primaryKey, schema, table, varchar } from '@espalier/core'

const money = (name: string) => numeric(name, 15, 2)

export const region = table('region', {
  regionKey: integer('r_regionkey').primaryKey(),
  name: varchar('r_name', 25),
  comment: varchar('r_comment', 152),
})

export const nation = table('nation', {
  nationKey: integer('n_nationkey').primaryKey(),
  name: varchar('n_name', 25),
  regionKey: integer('n_regionkey').references(() => region.regionKey),
  comment: varchar('n_comment', 152),
})

export const supplier = table('supplier', {
  suppKey: integer('s_suppkey').primaryKey(),
  name: varchar('s_name', 25),
  address: varchar('s_address', 40),
  nationKey: integer('s_nationkey').references(() => nation.nationKey),
  phone: varchar('s_phone', 15),
  acctBal: money('s_acctbal'),
  comment: varchar('s_comment', 101),
})

export const part = table('part', {
  partKey: integer('p_partkey').primaryKey(),
  name: varchar('p_name', 55),
  mfgr: varchar('p_mfgr', 25),
  brand: varchar('p_brand', 10),
  type: varchar('p_type', 25),
  size: integer('p_size'),
  container: varchar('p_container', 10),
  retailPrice: money('p_retailprice'),
  comment: varchar('p_comment', 23),
})

export const partSupp = table(
  'partsupp',
  {
    partKey: integer('ps_partkey').references(() => part.partKey),
    suppKey: integer('ps_suppkey').references(() => supplier.suppKey),
    availQty: integer('ps_availqty'),
    supplyCost: money('ps_supplycost'),
    comment: varchar('ps_comment', 199),
  },
  (t) => [primaryKey(t.partKey, t.suppKey)],
)

export const customer = table('customer', {
  custKey: integer('c_custkey').primaryKey(),
  name: varchar('c_name', 25),
  address: varchar('c_address', 40),
  nationKey: integer('c_nationkey').references(() => nation.nationKey),
  phone: varchar('c_phone', 15),
  acctBal: money('c_acctbal'),
  mktSegment: varchar('c_mktsegment', 10),
  comment: varchar('c_comment', 117),
})

export const orders = table('orders', {
  orderKey: integer('o_orderkey').primaryKey(),
  custKey: integer('o_custkey').references(() => customer.custKey),
  orderStatus: varchar('o_orderstatus', 1),
  totalPrice: money('o_totalprice'),
  orderDate: date('o_orderdate'),
  orderPriority: varchar('o_orderpriority', 15),
  clerk: varchar('o_clerk', 15),
  shipPriority: integer('o_shippriority'),
  comment: varchar('o_comment', 79),
})

export const lineItem = table(
  'lineitem',
  {
    orderKey: integer('l_orderkey').references(() => orders.orderKey),
    partKey: integer('l_partkey').references(() => part.partKey),
    suppKey: integer('l_suppkey').references(() => supplier.suppKey),
    lineNumber: integer('l_linenumber'),
    quantity: money('l_quantity'),
    extendedPrice: money('l_extendedprice'),
    discount: money('l_discount'),
    tax: money('l_tax'),
    returnFlag: varchar('l_returnflag', 1),
    lineStatus: varchar('l_linestatus', 1),
    shipDate: date('l_shipdate'),
    commitDate: date('l_commitdate'),
    receiptDate: date('l_receiptdate'),
    shipInstruct: varchar('l_shipinstruct', 25),
    shipMode: varchar('l_shipmode', 10),
    comment: varchar('l_comment', 44),
  },
  (t) => [primaryKey(t.orderKey, t.lineNumber)],
)

export const tpch = schema({ region, nation, supplier, part, partSupp, customer, orders, lineItem })
