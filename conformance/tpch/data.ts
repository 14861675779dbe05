// Rows for TPC-H's tables: few, the same each time, and chosen so that every one of the 22 queries finds some. The
// specification's own words and ranges, with more of those that its validation parameters ask for.
import { type Insertable, insert } from '@espalier/core'
import { type Drawing, drawing } from '../drawing.ts'
import { customer, lineItem, nation, orders, part, partSupp, region, supplier } from './tables.ts'

const suppliers = 40
const parts = 120
const customers = 150
const orderCount = 1_000

/** The statements that fill the tables, in the order of the foreign keys. */
export function fillStatements() {
  const draw = drawing(19_921_201)
  const prices = Array.from({ length: parts }, () => draw.between(90_000, 200_000))
  const lines = Array.from({ length: orderCount }, (_order, i) => linesOf(i + 1, prices, draw))
  return [
    insert(region).values(regions.map((name, regionKey) => ({ regionKey, name, comment: comment(draw) }))),
    insert(nation).values(
      nations.map(([name, regionKey], nationKey) => ({ nationKey, name, regionKey, comment: comment(draw) })),
    ),
    insert(supplier).values(Array.from({ length: suppliers }, (_row, i) => supplierOf(i + 1, draw))),
    insert(part).values(Array.from({ length: parts }, (_row, i) => partOf(i + 1, prices[i] as number, draw))),
    insert(partSupp).values(Array.from({ length: parts }, (_row, i) => supplyOf(i + 1, draw)).flat()),
    insert(customer).values(Array.from({ length: customers }, (_row, i) => customerOf(i + 1, draw))),
    insert(orders).values(lines.map((list) => orderOf(list, draw))),
    insert(lineItem).values(lines.flat()),
  ]
}

function supplierOf(suppKey: number, draw: Drawing): Insertable<typeof supplier> {
  const nationKey = draw.one(nationsAsked)
  return {
    suppKey,
    name: `Supplier#${String(suppKey).padStart(9, '0')}`,
    address: draw.word(12),
    nationKey,
    phone: phone(nationKey, draw),
    acctBal: money(draw.between(-99_999, 999_999)),
    comment: suppKey % 7 === 0 ? `even Customer slyly Complaints ${comment(draw)}` : comment(draw),
  }
}

function partOf(partKey: number, price: number, draw: Drawing): Insertable<typeof part> {
  const maker = draw.between(1, 5)
  return {
    partKey,
    name: [draw.one(colours), draw.one(colours), draw.one(colours)].join(' '),
    mfgr: `Manufacturer#${maker}`,
    brand: draw.one(brands),
    type: draw.one(types),
    size: draw.one(sizes),
    container: draw.one(containers),
    retailPrice: money(price),
    comment: draw.word(8),
  }
}

const supplyOf = (partKey: number, draw: Drawing): Insertable<typeof partSupp>[] =>
  [0, 1, 2, 3].map((i) => ({
    partKey,
    suppKey: supplierFor(partKey, i),
    availQty: draw.between(1, 9_999),
    supplyCost: money(draw.between(100, 100_000)),
    comment: comment(draw),
  }))

/** One of the four suppliers of a part. */
const supplierFor = (partKey: number, i: number): number => ((partKey + i * 10) % suppliers) + 1

function customerOf(custKey: number, draw: Drawing): Insertable<typeof customer> {
  const nationKey = draw.one(nationsAsked)
  return {
    custKey,
    name: `Customer#${String(custKey).padStart(9, '0')}`,
    address: draw.word(15),
    nationKey,
    phone: phone(nationKey, draw),
    acctBal: money(draw.between(-99_999, 999_999)),
    mktSegment: draw.one(['AUTOMOBILE', 'BUILDING', 'FURNITURE', 'MACHINERY', 'HOUSEHOLD']),
    comment: comment(draw),
  }
}

/** The lines of an order; every fiftieth is a large one. */
function linesOf(orderKey: number, prices: readonly number[], draw: Drawing): Insertable<typeof lineItem>[] {
  const ordered = draw.between(0, 2_405)
  const large = orderKey % 50 === 0
  return Array.from({ length: large ? 7 : draw.between(1, 6) }, (_line, i) => {
    const partKey = draw.between(1, parts)
    const quantity = large ? draw.between(44, 50) : draw.between(1, 50)
    const shipped = ordered + draw.between(1, 121)
    const received = shipped + draw.between(1, 30)
    return {
      orderKey,
      lineNumber: i + 1,
      partKey,
      suppKey: supplierFor(partKey, draw.between(0, 3)),
      quantity: `${quantity}.00`,
      extendedPrice: money(quantity * (prices[partKey - 1] as number)),
      discount: money(draw.between(0, 10)),
      tax: money(draw.between(0, 8)),
      returnFlag: received <= today ? draw.one(['R', 'A']) : 'N',
      lineStatus: shipped > today ? 'O' : 'F',
      shipDate: day(shipped),
      commitDate: day(ordered + draw.between(30, 90)),
      receiptDate: day(received),
      shipInstruct: draw.one(['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN']),
      shipMode: draw.one(['REG AIR', 'AIR', 'AIR REG', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB']),
      comment: comment(draw).slice(0, 44),
    }
  })
}

/** A third of the customers never order. */
function orderOf(lines: readonly Insertable<typeof lineItem>[], draw: Drawing): Insertable<typeof orders> {
  const customerKey = draw.between(1, customers)
  const statuses = new Set(lines.map(({ lineStatus }) => lineStatus))
  const [first] = lines as [Insertable<typeof lineItem>]
  return {
    orderKey: first.orderKey,
    custKey: customerKey % 3 === 0 ? customerKey - 1 : customerKey,
    orderStatus: statuses.size > 1 ? 'P' : first.lineStatus,
    totalPrice: money(lines.reduce((total, line) => total + Math.round(Number(line.extendedPrice) * 100), 0)),
    orderDate: day(Math.max(0, dayNumber(first.shipDate) - draw.between(1, 90))),
    orderPriority: draw.one(['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW']),
    clerk: `Clerk#${String(draw.between(1, 20)).padStart(9, '0')}`,
    shipPriority: 0,
    comment: first.orderKey % 11 === 0 ? 'the special pending requests' : comment(draw),
  }
}

const regions = ['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST']
const nations: readonly (readonly [string, number])[] = [
  ['ALGERIA', 0],
  ['ARGENTINA', 1],
  ['BRAZIL', 1],
  ['CANADA', 1],
  ['EGYPT', 4],
  ['ETHIOPIA', 0],
  ['FRANCE', 3],
  ['GERMANY', 3],
  ['INDIA', 2],
  ['INDONESIA', 2],
  ['IRAN', 4],
  ['IRAQ', 4],
  ['JAPAN', 2],
  ['JORDAN', 4],
  ['KENYA', 0],
  ['MOROCCO', 0],
  ['MOZAMBIQUE', 0],
  ['PERU', 1],
  ['CHINA', 2],
  ['ROMANIA', 3],
  ['SAUDI ARABIA', 4],
  ['VIETNAM', 2],
  ['RUSSIA', 3],
  ['UNITED KINGDOM', 3],
  ['UNITED STATES', 1],
]
/** Those that the queries ask for by name, and some of each region besides. */
const nationsAsked = [2, 3, 6, 7, 8, 9, 12, 13, 18, 19, 20, 20, 21, 22]
const colours = ['green', 'forest', 'ivory', 'khaki', 'linen', 'plum', 'rose', 'salmon']
const brands = ['Brand#12', 'Brand#23', 'Brand#34', 'Brand#45', 'Brand#51']
const types = [
  'ECONOMY ANODIZED STEEL',
  'MEDIUM POLISHED COPPER',
  'PROMO BURNISHED BRASS',
  'LARGE PLATED BRASS',
  'SMALL TIN',
]
const sizes = [1, 3, 5, 9, 14, 15, 15, 19, 23, 36, 45, 49]
const containers = ['SM CASE', 'SM BOX', 'MED BOX', 'MED BAG', 'LG CASE', 'LG PACK', 'JUMBO JAR']
const words = ['furious', 'ironic', 'quick', 'final', 'regular', 'deposits', 'accounts', 'packages', 'sleep', 'haggle']

/** Days are counted from the first of January 1992; the data's today is the 17th of June 1995. */
const firstDay = Date.UTC(1992, 0, 1)
const day = (number: number): string => new Date(firstDay + number * 86_400_000).toISOString().slice(0, 10)
const dayNumber = (date: string): number => (Date.parse(date) - firstDay) / 86_400_000
const today = dayNumber('1995-06-17')

/** Cents as a decimal. */
const money = (cents: number): string => (cents / 100).toFixed(2)

const comment = (draw: Drawing): string => [draw.one(words), draw.one(words), draw.one(words)].join(' ')
const phone = (nationKey: number, draw: Drawing): string =>
  `${nationKey + 10}-${draw.digits(3)}-${draw.digits(3)}-${draw.digits(4)}`
