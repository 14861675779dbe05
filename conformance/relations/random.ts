// Random tables, rows and trees of relations. The same seed gives the same ones.
import {
  alias,
  bigint,
  boolean,
  bytes,
  date,
  foreignKey,
  integer,
  json,
  localTimestamp,
  numeric,
  primaryKey,
  real,
  table,
  text,
  time,
  timestamp,
  unique,
  uuid,
  varchar,
} from '@espalier/core'

/** Numbers that look random, from a seed. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number below `n`. */
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n)
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }
}

/** Types with values in which something is lost where somebody is careless. */
const kinds = {
  integer: [() => integer(), [0, -1, 2_147_483_647, -2_147_483_648]],
  bigint: [() => bigint(), [9_007_199_254_740_993n, -9_223_372_036_854_775_808n, 0n, 9_223_372_036_854_775_807n]],
  decimal: [
    () => numeric(38, 18),
    ['12345678901234567890.123456789012345678', '-0.000000000000000001', '0.000000000000000000'],
  ],
  price: [() => numeric(12, 4), ['0.1000', '-99999999.9999', '1.0000']],
  real: [() => real(), [0.1 + 0.2, 5e-324, -1.7976931348623157e308, 1 / 3, 2 ** 53 + 2]],
  text: [() => text(), ['', "it's", '"\\"', 'a\nb\tc', 'ünï😀', '{"a":1}', 'null', '\u0001']],
  boolean: [() => boolean(), [true, false]],
  timestamp: [
    () => timestamp(),
    [new Date(0), new Date('1999-12-31T23:59:59.999Z'), new Date('2024-02-29T12:00:00.001Z')],
  ],
  local: [() => localTimestamp(), ['2024-03-31T02:30:00.000001', '1970-01-01T00:00:00', '2024-03-31T23:59:59.999999']],
  date: [() => date(), ['2024-02-29', '1970-01-01']],
  time: [() => time(), ['23:59:59.999999', '00:00:00', '12:00:00.000001']],
  uuid: [() => uuid(), ['00000000-0000-0000-0000-000000000000', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6']],
  bytes: [() => bytes(), [new Uint8Array(), new Uint8Array([0, 255, 34, 92]), new Uint8Array([1, 2, 3])]],
  json: [
    () => json<unknown>(),
    [{ a: null, b: [1, '😀', { c: [] }] }, [null], 'text', 1.5, true, { n: '9007199254740993' }],
  ],
} as const satisfies Record<string, readonly [() => any, readonly unknown[]]>

/** How a table's rows are told apart. */
const keyKinds = ['integer', 'bigint', 'varchar', 'pair'] as const
type KeyKind = (typeof keyKinds)[number]

/** Columns of one table that equal columns of another. */
interface Edge {
  readonly to: number
  readonly from: readonly string[]
  readonly keys: readonly string[]
}

export interface RandomTable {
  readonly name: string
  readonly table: any
  readonly key: readonly string[]
  readonly columns: readonly string[]
  readonly edges: readonly Edge[]
  readonly isLink: boolean
  readonly rows: readonly Record<string, any>[]
}

const keyColumns = (kind: KeyKind, prefix: string): string[] =>
  kind === 'pair' ? [`${prefix}a`, `${prefix}b`] : [prefix]
const keyDef = (kind: KeyKind): any => (kind === 'bigint' ? bigint() : kind === 'varchar' ? varchar(20) : integer())

function keyValue(kind: KeyKind, n: number): unknown[] {
  if (kind === 'pair') return [n % 3, n]
  return [kind === 'bigint' ? 9_007_199_254_740_992n + BigInt(n) : kind === 'varchar' ? `k ${n}'😀` : n]
}

/** Tables that point to those before them and to themselves, the last of them a link between two; with rows. */
export function randomTables(dice: Dice, name: string): RandomTable[] {
  const made: (RandomTable & { readonly kind: KeyKind })[] = []
  const count = 3 + dice.below(2)
  for (let i = 0; i <= count; i++) {
    const isLink = i === count
    const kind = isLink ? 'integer' : dice.one(keyKinds)
    const key = keyColumns(kind, 'k')
    const targets = isLink ? [0, 1] : Array.from({ length: i === 0 ? 0 : 1 + dice.below(2) }, () => dice.below(i))
    const edges = targets.map((to, n): Edge => {
      const target = made[to] as (typeof made)[number]
      return { to, from: keyColumns(target.kind, `f${n}`), keys: target.key }
    })
    const values = Array.from({ length: 2 + dice.below(4) }, () =>
      dice.one(Object.keys(kinds) as (keyof typeof kinds)[]),
    )
    const optional = values.map(() => dice.chance(40))
    const nullable = edges.map(() => !isLink && dice.chance(50))
    const columns: Record<string, any> = {}
    for (const column of key) columns[column] = keyDef(kind)
    if (kind !== 'pair') columns.k = columns.k.primaryKey()
    columns.id = integer().unique()
    edges.forEach((edge, n) => {
      const to = made[edge.to] as (typeof made)[number]
      for (const column of edge.from) columns[column] = nullable[n] ? keyDef(to.kind).nullable() : keyDef(to.kind)
    })
    values.forEach((type, n) => {
      columns[`v${n}`] = optional[n] ? kinds[type][0]().nullable() : kinds[type][0]()
    })
    const own = table(`${name}_t${i}`, columns, (t: any) => [
      ...(kind === 'pair' ? [primaryKey(t.ka, t.kb), unique(t.kb)] : []),
      ...edges.map((edge) => {
        const to = (made[edge.to] as RandomTable).table
        return foreignKey(...edge.from.map((column) => t[column])).references(() =>
          edge.keys.map((column) => to[column]),
        )
      }),
    ])
    const rows = Array.from({ length: dice.chance(8) ? 0 : 1 + dice.below(i === 0 ? 6 : 16) }, (_row, n) => {
      const row: Record<string, unknown> = { id: n + 1 }
      keyValue(kind, n + 1).forEach((value, at) => {
        row[key[at] as string] = value
      })
      edges.forEach((edge, at) => {
        const to = (made[edge.to] as RandomTable).rows
        const target = to.length === 0 || (nullable[at] && dice.chance(25)) ? undefined : dice.one(to)
        edge.from.forEach((column, c) => {
          row[column] = target ? target[edge.keys[c] as string] : null
        })
      })
      values.forEach((type, at) => {
        row[`v${at}`] = optional[at] && dice.chance(30) ? null : dice.one(kinds[type][1] as readonly unknown[])
      })
      return row
    })
    // A row that must point to a table without rows cannot be.
    const possible = rows.filter((row) =>
      edges.every((edge, at) => nullable[at] || row[edge.from[0] as string] !== null),
    )
    made.push({
      name: `${name}_t${i}`,
      table: own,
      kind,
      key,
      columns: ['id', ...values.map((_type, n) => `v${n}`)],
      edges,
      isLink,
      rows: possible,
    })
  }
  return made
}

/** What is selected of a table's rows. */
export interface Tree {
  readonly of: number
  readonly columns: readonly string[]
  readonly relations: readonly Branch[]
}

/** A relation in a tree: along one foreign key, against one, or through the link. */
export interface Branch {
  readonly key: string
  readonly how: 'many' | 'one' | 'through' | 'count' | 'some'
  readonly edge: number
  /** The table that the foreign key is of: for `one` this one. */
  readonly by: number
  readonly above: number | undefined
  readonly descending: boolean
  readonly limit: number | undefined
  readonly offset: number | undefined
  readonly tree: Tree
}

/** A tree of relations, at most so deep. */
export function randomTree(dice: Dice, tables: readonly RandomTable[], of: number, depth: number): Tree {
  const own = tables[of] as RandomTable
  const columns = own.columns.filter(() => dice.chance(60))
  const relations: Branch[] = []
  for (let n = depth > 0 ? dice.below(3) + (depth > 2 ? 1 : 0) : 0; n > 0; n--) {
    const branch = randomBranch(dice, tables, of, depth, `r${n}`)
    if (branch) relations.push(branch)
  }
  return { of, columns: columns.length + relations.length > 0 ? columns : ['id'], relations }
}

function randomBranch(
  dice: Dice,
  tables: readonly RandomTable[],
  of: number,
  depth: number,
  key: string,
): Branch | undefined {
  const own = tables[of] as RandomTable
  const many = tables.flatMap((one, by) => one.edges.flatMap((edge, at) => (edge.to === of ? [{ by, at }] : [])))
  const link = tables.findIndex((one) => one.isLink)
  const ways: (() => Branch)[] = []
  const limited = dice.chance(35)
  const rest = {
    key,
    above: dice.chance(30) ? dice.below(6) : undefined,
    descending: dice.chance(50),
    limit: limited ? dice.below(4) : undefined,
    offset: dice.chance(15) ? dice.below(3) : undefined,
  }
  const towards = (to: number): Tree => randomTree(dice, tables, to, depth - 1)
  for (const { by, at } of many) {
    const how = dice.one(['many', 'many', 'many', 'count', 'some'] as const)
    ways.push(() => ({ ...rest, how, by, edge: at, tree: towards(by) }))
  }
  own.edges.forEach((edge, at) => {
    ways.push(() => ({ ...rest, how: 'one', by: of, edge: at, tree: towards(edge.to) }))
  })
  if (of === 0 && !own.isLink) ways.push(() => ({ ...rest, how: 'through', by: link, edge: 0, tree: towards(1) }))
  return ways.length > 0 ? dice.one(ways)() : undefined
}

/** An alias of a table, new in its statement. */
export const aliased = (tables: readonly RandomTable[], of: number, count: number): any =>
  alias((tables[of] as RandomTable).table, `a${count}`)
