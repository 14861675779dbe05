// Relations by statements of their own: one for each relation, whatever the number of rows, and none for each row.
import type { ColumnNode, ExprNode, Output, OutputNode, RowsNode, SelectNode, StatementNode, Strategy } from '../ast.ts'
import { type Compiled, compile } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import { leavesOf, type Shape, shapeOf } from '../compile/shape.ts'
import { ValueError } from '../errors.ts'
import type { Raw, SqlType } from '../types/sql-type.ts'
import { decoderOf, rowBuilder } from './decode.ts'
import type { DriverResult } from './driver.ts'
import { type Key, keyedBy, keyFrom, limitedByKey } from './keyed.ts'
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
  const { cells, make } = await fetched(plan, 0, dialect, ask)
  return cells.map(make)
}

function planOf(node: SelectNode, inherited: Strategy | undefined, dialect: Dialect): Plan {
  const parts: Part[] = []
  const more: OutputNode[] = []
  const own = aliasesOf(node)
  const kept = (outputs: readonly Output[], path: readonly string[]): Output[] =>
    outputs.map((output) => {
      const at = [...path, output.key]
      if (!('expr' in output)) return { ...output, outputs: kept(output.outputs, at) }
      const part = partOf(output.expr, at, own, inherited, dialect)
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
  own: ReadonlySet<string>,
  inherited: Strategy | undefined,
  dialect: Dialect,
): Part | undefined {
  if (rows.kind !== 'rows') return undefined
  const strategy = rows.strategy ?? inherited
  if ((strategy ?? automatic(rows, dialect)) !== 'split') return undefined
  const link = linkOf(rows.query)
  if (!link?.outer.every(({ source }) => own.has(source))) return undefined
  return { path, rows, link, strategy, keys: link.outer.map((column) => ({ ...column })) }
}

/** What is faster where nobody says. */
const automatic = (_rows: RowsNode, _dialect: Dialect): Strategy => 'json'

/** Rows as they came, and how each is made an object with its relations. */
interface Fetched {
  readonly cells: readonly Cells[]
  readonly make: (cells: Cells) => Row
}

/** Sends the statement, and then one for each of its relations. The last `hidden` columns are not in its rows. */
async function fetched(plan: Plan, hidden: number, dialect: Dialect, ask: Ask): Promise<Fetched> {
  const { outputs } = plan.node
  const { rows: cells } = await ask(compile({ node: plan.node }, dialect))
  const leaves = leavesOf(outputs)
  const put: ((row: Row, cells: Cells) => void)[] = []
  for (const part of plan.parts) {
    const at = part.keys.map((key) => leaves.findIndex(({ expr }) => expr === key))
    put.push(await fetchedPart(part, at, cells, dialect, ask))
  }
  const besides = plan.parts.reduce((sum, { keys }) => sum + keys.length - 1, 0)
  const build = rowBuilder(without(shapeOf(outputs), besides + hidden), dialect)
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
  dialect: Dialect,
  ask: Ask,
): Promise<(row: Row, cells: Cells) => void> {
  const decode = link.outer.map(({ type }) => reader(type, dialect))
  const keyOf = (cells: Cells): Key | undefined =>
    keyFrom(at.map((index, i) => decode[i]?.(cells[index] as Raw | null)))
  const keys = new Map<string, Key>()
  for (const cells of around) {
    const key = keyOf(cells)
    if (key) keys.set(key.text, key)
  }
  const lists = await related(rows, link, [...keys.values()], strategy, dialect, ask)
  const label = path.join('.')
  return (row, cells) => place(row, path, () => named(label, () => lists(keyOf(cells)?.text)))
}

/** How many keys one statement takes. */
const chunk = 1_000

/** Fetches the rows that belong to keys, and gives what a relation holds for the key of this text. */
export async function related(
  rows: RowsNode,
  link: Link,
  keys: readonly Key[],
  strategy: Strategy | undefined,
  dialect: Dialect,
  ask: Ask,
): Promise<(key: string | undefined) => unknown> {
  const found = new Map<string, { readonly make: Fetched['make']; readonly cells: Cells[] }>()
  for (let from = 0; from < keys.length; from += chunk) {
    const some = keys.slice(from, from + chunk)
    const { plan, at, textAt } = keyedPlan(rows.query, link, some, strategy, dialect)
    const { cells, make } = await fetched(plan, at.length, dialect, ask)
    for (const one of cells) {
      const text = textAt(one)
      const list = found.get(text)
      if (list) list.cells.push(one)
      else found.set(text, { make, cells: [one] })
    }
  }
  return (key) => {
    const list = key === undefined ? undefined : found.get(key)
    if (rows.one) return list ? list.make(list.cells[0] as Cells) : null
    return list ? list.cells.map(list.make) : []
  }
}

/** The query for many keys at once, the columns that tell them apart, and how. */
function keyedPlan(
  query: SelectNode,
  link: Link,
  keys: readonly Key[],
  strategy: Strategy | undefined,
  dialect: Dialect,
): { readonly plan: Plan; readonly at: readonly number[]; readonly textAt: (cells: Cells) => string } {
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
  const decode = reader((keyed.columns[0] as ColumnNode).type, dialect)
  const [first] = at as [number]
  return {
    plan: { node: limited.node, parts: parts.map((part) => ({ ...part, keys: part.keys.map(limited.column) })) },
    at,
    textAt: (cells) => keyed.textOf(decode(cells[first] as Raw | null)),
  }
}

/** How a cell of a type is read. */
function reader(type: SqlType, dialect: Dialect): (raw: Raw | null) => unknown {
  const decode = decoderOf(type, dialect)
  return (raw) => (raw === null || !decode ? raw : decode(raw, type))
}

/** Puts a value into a row, at the end of a path; an object on the way may be missing. */
function place(row: Row, path: readonly string[], value: () => unknown): void {
  let at: Row | null = row
  for (let i = 0; i < path.length - 1 && at; i++) at = at[path[i] as string] as Row | null
  if (at) at[path.at(-1) as string] = value()
}

function named<Result>(label: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw error instanceof ValueError ? new ValueError(`column ${label}: ${error.message}`) : error
  }
}
