// Which relations of a statement are fetched by statements of their own, and what these are.
import type { ColumnNode, ExprNode, Output, OutputNode, RowsNode, SelectNode, StatementNode, Strategy } from '../ast.ts'
import { gathersInOne } from '../compile/ansi/rows.ts'
import type { Dialect } from '../compile/dialect.ts'
import { leavesOf, type Shape, shapeAround } from '../compile/shape.ts'
import type { Cells } from './driver.ts'
import { type Key, keyedBy, limitedByKey, type Mark } from './keyed.ts'
import { aliasesOf, allOf, type Link, linkOf } from './link.ts'
import { cellReader } from './waiting.ts'

/** A statement with some of its relations left to statements of their own. */
export interface Plan {
  readonly node: SelectNode
  /** How its rows are built, with a place for each of these relations. */
  readonly shape: Shape
  readonly parts: readonly Part[]
}

/** A relation that is fetched by itself. */
export interface Part {
  /** The keys that lead to its place in a row. */
  readonly path: readonly string[]
  readonly rows: RowsNode
  readonly link: Link
  /** Which columns of the enclosing statement's result are the link's outer ones. */
  readonly at: readonly number[]
  readonly strategy: Strategy | undefined
}

/** The statement's plan; undefined where it is one statement. */
export function splitOf(node: StatementNode, dialect: Dialect): Plan | undefined {
  if (node.kind !== 'select' || !hasRows(node.outputs)) return undefined
  const { plan } = planOf(node, undefined, dialect)
  return plan.parts.length > 0 ? plan : undefined
}

const hasRows = (outputs: readonly Output[]): boolean =>
  outputs.some((output) => ('expr' in output ? output.expr.kind === 'rows' : hasRows(output.outputs)))

/**
 * The query for many keys at once, and of which of them a row of its result is. The rows of one key are in the order
 * of the query; where that costs nothing, the rows of one key come together.
 */
export function keyedPlan(
  query: SelectNode,
  link: Link,
  keys: readonly Key[],
  strategy: Strategy | undefined,
  dialect: Dialect,
): { readonly plan: Plan; readonly markAt: (cells: Cells) => Mark | undefined } {
  const { joins, where, columns, markOf } = keyedBy(link, keys, dialect)
  const keyed: SelectNode = {
    ...query,
    joins: [...query.joins, ...joins],
    where: allOf([link.rest, where]),
    groupBy: query.groupBy.length > 0 ? [...query.groupBy, ...columns] : [],
    correlated: [],
  }
  const { plan, at } = planOf(keyed, strategy, dialect, columns)
  const [first] = columns as readonly [ColumnNode]
  const read = cellReader(at[0] as number, first.type, dialect)
  return { plan: { ...plan, node: inKeyOrder(plan.node, columns, dialect) }, markAt: (cells) => markOf(read(cells)) }
}

function inKeyOrder(node: SelectNode, columns: readonly ColumnNode[], dialect: Dialect): SelectNode {
  if (node.limit || node.offset) return limitedByKey(node, columns)
  if (node.orderBy.length === 0 || !dialect.rows.byKey) return node
  const byKey = columns.map((by) => ({ by, direction: 'asc', nulls: undefined }) as const)
  return { ...node, orderBy: [...byKey, ...node.orderBy] }
}

/** The plan of a statement whose result has these columns too, and where in the result they are. */
function planOf(
  node: SelectNode,
  inherited: Strategy | undefined,
  dialect: Dialect,
  columns: readonly ColumnNode[] = [],
): { readonly plan: Plan; readonly at: readonly number[] } {
  const apart = new Map<Output, Omit<Part, 'at'>>()
  const kept = (outputs: readonly Output[], path: readonly string[]): Output[] =>
    outputs.flatMap((output): Output[] => {
      const at = [...path, output.key]
      if (!('expr' in output)) return [{ ...output, outputs: kept(output.outputs, at) }]
      const part = partOf(output.expr, at, node, inherited, dialect)
      if (part) apart.set(output, part)
      return part ? [] : [output]
    })
  // The rows of SELECT DISTINCT are told apart by what is in them.
  const own = node.distinct ? node.outputs : kept(node.outputs, [])
  const parts = [...apart.values()]
  const outputs = withColumns(own, [...parts.flatMap(({ link }) => link.outer), ...columns])
  const leaves = leavesOf(outputs)
  const indexOf = (column: ColumnNode): number => leaves.findIndex(({ expr }) => isSame(expr, column))
  const plan: Plan = {
    node: { ...node, outputs },
    shape: shapeAround(node.outputs, leaves, apart),
    parts: parts.map((part) => ({ ...part, at: part.link.outer.map(indexOf) })),
  }
  return { plan, at: columns.map(indexOf) }
}

/** A select list with columns behind it that it does not have yet. */
function withColumns(outputs: readonly Output[], columns: readonly ColumnNode[]): readonly Output[] {
  const known = leavesOf(outputs).map(({ expr }) => expr)
  const more: OutputNode[] = []
  for (const expr of columns) {
    if (known.some((one) => isSame(one, expr))) continue
    known.push(expr)
    more.push({ key: `key ${more.length}`, expr })
  }
  return more.length > 0 ? [...outputs, ...more] : outputs
}

/** True for two mentions of one column. */
const isSame = (one: ExprNode, other: ColumnNode): boolean =>
  one.kind === 'column' && one.source === other.source && one.name === other.name && one.type === other.type

function partOf(
  rows: ExprNode,
  path: readonly string[],
  node: SelectNode,
  inherited: Strategy | undefined,
  dialect: Dialect,
): Omit<Part, 'at'> | undefined {
  if (rows.kind !== 'rows') return undefined
  const strategy = rows.strategy ?? inherited
  if ((strategy ?? automatic(rows, node, dialect)) !== 'split') return undefined
  const link = linkOf(rows.query)
  const own = aliasesOf(node)
  if (!link?.outer.every(({ source }) => own.has(source))) return undefined
  return { path, rows, link, strategy }
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
