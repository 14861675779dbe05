// Relations by statements of their own: one for each relation, whatever the number of rows, and none for each row.
import type { ColumnNode, ExprNode, Output, OutputNode, RowsNode, SelectNode, StatementNode, Strategy } from '../ast.ts'
import { gathersInOne } from '../compile/ansi/rows.ts'
import { type Compiled, compile } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import { leavesOf, type Shape, shapeOf } from '../compile/shape.ts'
import { ValueError } from '../errors.ts'
import type { Raw, SqlType } from '../types/sql-type.ts'
import { decoderOf, rowBuilder } from './decode.ts'
import type { DriverResult } from './driver.ts'
import { type Key, keyedBy, limitedByKey, type Mark, markOf, markOfOne, mostKeys } from './keyed.ts'
import { aliasesOf, allOf, type Link, linkOf } from './link.ts'

type Cells = readonly (Raw | null)[]
type Row = Record<string, unknown>

/** Sends a compiled statement. */
export type Ask = (compiled: Compiled) => DriverResult | Promise<DriverResult>

/** A statement with some of its relations left to statements of their own. */
interface Plan {
  readonly node: SelectNode
  readonly parts: readonly Part[]
}

/** A relation that is fetched by itself. */
interface Part {
  /** The keys that lead to its place in a row. */
  readonly path: readonly string[]
  readonly rows: RowsNode
  readonly link: Link
  /** The expressions of the enclosing statement's select list that hold the link's columns. */
  readonly keys: readonly ExprNode[]
  readonly strategy: Strategy | undefined
}

/** The statement's plan; undefined where it is one statement. */
export function splitOf(node: StatementNode, dialect: Dialect): Plan | undefined {
  if (node.kind !== 'select' || Object.isFrozen(node.outputs)) return undefined
  const plan = planOf(node, undefined, dialect)
  return plan.parts.length > 0 ? plan : undefined
}

/** The rows of a statement and of its relations. */
export async function splitRows(plan: Plan, dialect: Dialect, ask: Ask): Promise<Row[]> {
  const { cells, make } = await fetched(plan, 0, { dialect, ask, once: true })
  return cells.map(make)
}

/** Where statements go. */
export interface Way {
  readonly dialect: Dialect
  readonly ask: Ask
  /** True where each row is made once: no two rows around share one. */
  readonly once: boolean
}

function planOf(node: SelectNode, inherited: Strategy | undefined, dialect: Dialect): Plan {
  const parts: Part[] = []
  const more: OutputNode[] = []
  const kept = (outputs: readonly Output[], path: readonly string[]): Output[] =>
    outputs.map((output) => {
      const at = [...path, output.key]
      if (!('expr' in output)) return { ...output, outputs: kept(output.outputs, at) }
      const part = partOf(output.expr, at, node, inherited, dialect)
      if (!part) return output
      parts.push(part)
      const [first, ...others] = part.keys as [ExprNode, ...ExprNode[]]
      for (const expr of others) more.push({ key: `key ${more.length}`, expr })
      // The place in the row is kept by the first column of the key, until the rows come into it.
      return { key: output.key, expr: first }
    })
  const outputs = node.distinct ? node.outputs : kept(node.outputs, [])
  return { node: parts.length > 0 ? { ...node, outputs: [...outputs, ...more] } : node, parts }
}

function partOf(
  rows: ExprNode,
  path: readonly string[],
  node: SelectNode,
  inherited: Strategy | undefined,
  dialect: Dialect,
): Part | undefined {
  if (rows.kind !== 'rows') return undefined
  const strategy = rows.strategy ?? inherited
  if ((strategy ?? automatic(rows, node, dialect)) !== 'split') return undefined
  const link = linkOf(rows.query)
  const own = aliasesOf(node)
  if (!link?.outer.every(({ source }) => own.has(source))) return undefined
  return { path, rows, link, strategy, keys: link.outer.map((column) => ({ ...column })) }
}

/**
 * What is faster where nobody says, as benchmarks/relations measures it: one statement where there are few rows around, and
 * one for each relation where there may be many.
 */
function automatic({ query }: RowsNode, { limit }: SelectNode, dialect: Dialect): Strategy {
  if (!gathersInOne(query, dialect)) return 'split'
  const most = limit?.kind === 'param' ? Number(limit.value) : Number.POSITIVE_INFINITY
  return most <= dialect.rows.fewRows ? 'json' : 'split'
}

/** Rows as they came, and how each is made an object with its relations. */
interface Fetched {
  readonly cells: readonly Cells[]
  readonly make: (cells: Cells) => Row
}

/** Sends the statement, and then one for each of its relations. The last `hidden` columns are not in its rows. */
async function fetched(plan: Plan, hidden: number, way: Way): Promise<Fetched> {
  const { outputs } = plan.node
  const { rows: cells } = await way.ask(compile({ node: plan.node }, way.dialect))
  const leaves = leavesOf(outputs)
  const put: ((row: Row, cells: Cells) => void)[] = []
  for (const part of plan.parts) {
    const at = part.keys.map((key) => leaves.findIndex(({ expr }) => expr === key))
    put.push(await fetchedPart(part, at, cells, way))
  }
  const besides = plan.parts.reduce((sum, { keys }) => sum + keys.length - 1, 0)
  const build = rowBuilder(without(shapeOf(outputs), besides + hidden), way.dialect)
  const make = (one: Cells): Row => {
    const row = build(one)
    for (const fill of put) fill(row, one)
    return row
  }
  return { cells, make }
}

const without = ({ keys, entries, presence }: Shape, last: number): Shape => ({
  keys: keys.slice(0, keys.length - last),
  entries: entries.slice(0, entries.length - last),
  presence,
})

/** Fetches a relation for all rows around it, and gives what puts it into one of them. */
async function fetchedPart(
  { path, rows, link, strategy }: Part,
  at: readonly number[],
  around: readonly Cells[],
  way: Way,
): Promise<(row: Row, cells: Cells) => void> {
  const read = link.outer.map(({ type }, i) => reader(at[i] as number, type, way.dialect))
  const valuesOf = (cells: Cells): unknown[] => read.map((one) => one(cells))
  const [first, second] = read
  const markIn =
    first && !second ? (cells: Cells) => markOfOne(first(cells)) : (cells: Cells) => markOf(valuesOf(cells))
  const keys = new Map<Mark, Key>()
  let once = way.once
  for (const cells of around) {
    const mark = markIn(cells)
    if (mark === undefined) continue
    if (keys.has(mark)) once = false
    else keys.set(mark, { mark, values: valuesOf(cells) })
  }
  const lists = await related(rows, link, [...keys.values()], strategy, { ...way, once })
  return filler(path, (cells) => lists(markIn(cells)))
}

/** Fetches the rows that belong to keys, and gives what a relation holds for the key of this mark. */
export async function related(
  { query, one }: RowsNode,
  link: Link,
  keys: readonly Key[],
  strategy: Strategy | undefined,
  way: Way,
): Promise<(mark: Mark | undefined) => unknown> {
  const found = new Map<Mark, (() => Row)[] | Row[]>()
  const chunk = mostKeys(link, way.dialect)
  for (let from = 0; from < keys.length; from += chunk) {
    const { plan, at, markAt } = keyedPlan(query, link, keys.slice(from, from + chunk), strategy, way.dialect)
    const { cells, make } = await fetched(plan, at.length, way)
    for (const cell of cells) {
      const mark = markAt(cell) as Mark
      const row: any = way.once ? make(cell) : () => make(cell)
      const list = found.get(mark)
      if (list) list.push(row)
      else found.set(mark, [row])
    }
  }
  return (mark) => {
    const list = mark === undefined ? undefined : found.get(mark)
    if (one) return list ? madeOf(list[0] as Row) : null
    if (!list) return []
    return way.once ? list : list.map(madeOf)
  }
}

/** A row, or where it is made anew for each row around it, a new one. */
const madeOf = (row: Row | (() => Row)): Row => (typeof row === 'function' ? row() : row)

/** The query for many keys at once, the columns that tell them apart, and how. */
function keyedPlan(
  query: SelectNode,
  link: Link,
  keys: readonly Key[],
  strategy: Strategy | undefined,
  dialect: Dialect,
): { readonly plan: Plan; readonly at: readonly number[]; readonly markAt: (cells: Cells) => Mark | undefined } {
  const keyed = keyedBy(link, keys, dialect)
  const { node, parts } = planOf(
    {
      ...query,
      joins: [...query.joins, ...keyed.joins],
      where: allOf([link.rest, keyed.where]),
      groupBy: query.groupBy.length > 0 ? [...query.groupBy, ...keyed.columns] : [],
      correlated: [],
    },
    strategy,
    dialect,
  )
  const columns = keyed.columns.map((expr, i): OutputNode => ({ key: `of ${i}`, expr: { ...expr } }))
  const outputs = [...node.outputs, ...columns]
  const whole = { ...node, outputs }
  const leaves = leavesOf(outputs)
  const at = columns.map(({ expr }) => leaves.findIndex((leaf) => leaf.expr === expr))
  const limited =
    query.limit || query.offset ? limitedByKey(whole, keyed.columns) : { node: whole, column: (expr: ExprNode) => expr }
  const first = reader(at[0] as number, (keyed.columns[0] as ColumnNode).type, dialect)
  return {
    plan: { node: limited.node, parts: parts.map((part) => ({ ...part, keys: part.keys.map(limited.column) })) },
    at,
    markAt: (cells) => keyed.markOf(first(cells)),
  }
}

/** How a cell of a type is read. */
function reader(index: number, type: SqlType, dialect: Dialect): (cells: Cells) => unknown {
  const decode = decoderOf(type, dialect)
  if (!decode) return (cells) => cells[index]
  return (cells) => {
    const raw = cells[index] as Raw | null
    return raw === null ? null : decode(raw, type)
  }
}

/** Puts a value into a row, at the end of a path; an object on the way may be missing. */
function filler(path: readonly string[], value: (cells: Cells) => unknown): (row: Row, cells: Cells) => void {
  const [label, last] = [path.join('.'), path.at(-1) as string]
  const way = path.slice(0, -1)
  return (row, cells) => {
    let at: Row | null = row
    for (const key of way) at = at && (at[key] as Row | null)
    if (!at) return
    try {
      at[last] = value(cells)
    } catch (error) {
      throw error instanceof ValueError ? new ValueError(`column ${label}: ${error.message}`) : error
    }
  }
}
