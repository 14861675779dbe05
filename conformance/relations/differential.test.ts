// Random tables, rows and trees of relations: every strategy gives what a program works out from the plain rows, to
// the last byte. 2,000 trees on SQLite and, since they would take a minute, 500 on each server; `ESPALIER_TREES=100000` is
// the long form, and `ESPALIER_SEED` repeats a run.
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
import { afterAll, beforeAll, expect, test } from 'vitest'
import { open } from '../conforms.ts'
import { eachDatabase, type FreshDatabase } from '../databases.ts'
import { aliased, type Branch, Dice, type RandomTable, randomTables, randomTree, type Tree } from './random.ts'

const seed = Number(process.env.ESPALIER_SEED ?? Date.now() % 1_000_000)
const treesOfSchema = 250
const strategies: readonly (Strategy | undefined)[] = ['json', 'split', undefined]

eachDatabase('random relations', (database) => {
  let fresh: FreshDatabase
  let db: Database<AnyLack>
  beforeAll(async () => {
    fresh = await database.fresh()
    db = open(database.name, fresh.url)
  })
  afterAll(async () => {
    await db?.close()
    await fresh?.drop()
  })

  const trees = Number(process.env.ESPALIER_TREES ?? (database.name === 'sqlite' ? 2_000 : 500))
  for (let n = 0; n * treesOfSchema < trees; n++) {
    const count = Math.min(treesOfSchema, trees - n * treesOfSchema)
    test(`${count} trees, seed ${seed + n}`, { timeout: 120_000 }, async () => {
      const dice = new Dice(seed + n)
      const tables = randomTables(dice, `s${n}`)
      await db.createAll(schema(Object.fromEntries(tables.map((one) => [one.name, one.table]))))
      for (const one of tables) if (one.rows.length > 0) await db.run(insert(one.table).values(one.rows as never))
      const stored: Rows[] = []
      for (const one of tables) stored.push(await db.all(select(one.table as any) as any))
      for (let i = 0; i < count; i++) {
        const tree = randomTree(dice, tables, dice.below(tables.length), 4)
        const query = statement(tree, tables, dice.chance(50) ? undefined : dice.below(5))
        const expected = exact(query.expected(stored))
        // Each strategy has its turn with every third tree, and each tree two of them.
        for (const strategy of strategies.filter((_one, at) => at !== i % 3)) {
          const found = exact(await db.all(strategy ? query.select.strategy(strategy) : query.select))
          if (found !== expected) expect({ strategy, i, found }).toEqual({ strategy, i, found: expected })
        }
      }
    })
  }
})

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
