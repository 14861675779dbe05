// Random tables, rows and trees of relations: every strategy gives what a program works out from the plain rows, to
// the last byte. `pnpm nightly` tries 100,000 trees on each database.
import {
  type AnyLack,
  belongsTo,
  type Database,
  hasMany,
  insert,
  manyToMany,
  type Strategy,
  schema,
  select,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { ownDatabase } from '../open.ts'
import { patience, runs, seed } from '../properties/runs.ts'
import { aliased, type Branch, Dice, type RandomTable, randomTables, randomTree, type Tree } from './random.ts'

const treesOfSchema = 250
/** A tree has two of them, the next tree another two, until each had its turn with each. */
const strategies: readonly (Strategy | undefined)[] = ['json', 'split', 'join', undefined]
/** How many trees a server is asked for at a time. */
const inFlight = 8

eachDatabase('random relations', (database) => {
  const { db } = ownDatabase(database)
  const trees = runs(2_000)

  test(
    `each strategy gives what a program works out, for ${trees} trees of seed ${seed}`,
    async () => {
      for (let at = 0; at < trees; at += treesOfSchema)
        await holds(db(), seed + at / treesOfSchema, Math.min(treesOfSchema, trees - at))
    },
    2 * patience,
  )
})

/** Compares the rows of as many trees over random tables of a seed. */
async function holds(db: Database<AnyLack>, seed: number, count: number): Promise<void> {
  const dice = new Dice(seed)
  const tables = randomTables(dice, `s${seed}`)
  const whole = schema(Object.fromEntries(tables.map((one) => [one.name, one.table])))
  await db.createAll(whole)
  for (const one of tables) if (one.rows.length > 0) await db.run(insert(one.table).values(one.rows as never))
  const stored: Rows[] = []
  for (const one of tables) stored.push(await db.all(select(one.table as any) as any))
  let made = 0
  const lane = async (): Promise<void> => {
    while (made < count) {
      const tree = made++
      const random = randomTree(dice, tables, dice.below(tables.length), 4)
      const query = statement(random, tables, dice.chance(50) ? undefined : dice.below(5))
      const expected = exact(query.expected(stored))
      for (const strategy of pairs[tree % pairs.length] as (Strategy | undefined)[]) {
        const found = exact(await db.all(strategy ? query.select.strategy(strategy) : query.select))
        if (found !== expected)
          expect({ seed, tree, strategy, found }).toEqual({ seed, tree, strategy, found: expected })
      }
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  await db.dropAll(whole)
  // A database that answers at once leaves the timers of the test no turn.
  await new Promise((done) => setImmediate(done))
}

const pairs = strategies.flatMap((one, at) => strategies.slice(at + 1).map((other) => [one, other]))

type Rows = readonly Record<string, any>[]

/** A statement for a tree, and what its rows are. */
function statement(tree: Tree, tables: readonly RandomTable[], limit: number | undefined) {
  let count = 0
  const source = (of: number): any => aliased(tables, of, count++)
  const list = ({ columns, relations }: Tree, from: any): any =>
    Object.fromEntries([
      ...columns.map((column) => [column, from[column]]),
      ...relations.map((branch) => [branch.key, entry(branch, from)]),
    ])
  const entry = (branch: Branch, from: any): any => {
    const to = source(branch.tree.of)
    const relation = relationOf(branch, from, to)
    if (branch.how === 'count') return relation.count()
    const bound = branch.above === undefined ? [] : [to.id.gt(branch.above)]
    if (branch.how === 'some') return relation.some(...bound)
    const related = relation.select(list(branch.tree, to)).where(...bound)
    if (branch.how === 'one') return related
    const ordered = related.orderBy(branch.descending ? to.id.desc() : to.id)
    const limited = branch.limit === undefined ? ordered : ordered.limit(branch.limit)
    return branch.offset === undefined ? limited : limited.offset(branch.offset)
  }
  const relationOf = ({ how, by, edge }: Branch, from: any, to: any): any => {
    const { edges } = tables[by] as RandomTable
    const column = edges[edge]?.from[0] as string
    if (how === 'one') return belongsTo(from[column], to)
    if (how !== 'through') return hasMany(from, to[column])
    const link = source(by)
    return manyToMany(from, [link[edges[0]?.from[0] as string], link[edges[1]?.from[0] as string]], to)
  }
  const root = source(tree.of)
  const all = select(list(tree, root) as any)
    .from(root)
    .orderBy(root.id) as any
  return {
    select: limit === undefined ? all : all.limit(limit),
    expected: (stored: readonly Rows[]): unknown =>
      sorted(stored[tree.of] as Rows, false)
        .slice(0, limit)
        .map((row) => picked(tree, row, tables, stored)),
  }
}

/** A row with its relations, worked out from the rows of all tables. */
function picked(tree: Tree, row: Record<string, any>, tables: readonly RandomTable[], stored: readonly Rows[]): object {
  return Object.fromEntries([
    ...tree.columns.map((column) => [column, row[column]]),
    ...tree.relations.map((branch) => [branch.key, gathered(branch, row, tables, stored)]),
  ])
}

function gathered(
  branch: Branch,
  row: Record<string, any>,
  tables: readonly RandomTable[],
  stored: readonly Rows[],
): unknown {
  const { how, above, limit, offset = 0 } = branch
  const found = reached(branch, row, tables, stored)
  if (how === 'count') return found.length
  const bound = found.filter(({ id }) => above === undefined || id > above)
  if (how === 'some') return bound.length > 0
  const made = (one: Record<string, any>): object => picked(branch.tree, one, tables, stored)
  if (how === 'one') return bound[0] ? made(bound[0]) : null
  return sorted(bound, branch.descending)
    .slice(offset, limit === undefined ? undefined : offset + limit)
    .map(made)
}

/** The rows to which a branch leads. */
function reached(
  { how, by, edge }: Branch,
  row: Record<string, any>,
  tables: readonly RandomTable[],
  stored: readonly Rows[],
): Rows {
  const { edges } = tables[by] as RandomTable
  const [near, far] = [edges[edge], edges[1]] as [RandomTable['edges'][number], RandomTable['edges'][number]]
  const matches = (child: Record<string, any>, { from, keys }: typeof near, parent: Record<string, any>): boolean =>
    from.every((column, i) => child[column] !== null && child[column] === parent[keys[i] as string])
  if (how === 'one') return (stored[near.to] as Rows).filter((parent) => matches(row, near, parent))
  const children = (stored[by] as Rows).filter((child) => matches(child, near, row))
  if (how !== 'through') return children
  return children.flatMap((link) => (stored[far.to] as Rows).filter((parent) => matches(link, far, parent)))
}

const sorted = (rows: Rows, descending: boolean): Rows =>
  rows.toSorted((a, b) => (descending ? b.id - a.id : a.id - b.id))

/** Rows as text that differs where a value, its type or the order of keys does. */
const exact = (rows: unknown): string =>
  JSON.stringify(rows, function (this: Record<string, unknown>, key, value: unknown) {
    const own = this[key]
    if (own instanceof Date) return `Date ${own.toISOString()}`
    if (own instanceof Uint8Array) return `${own.constructor.name} ${own.join()}`
    return typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : value
  })
