// Which relations of a statement are joined to it or fetched by statements of their own, and what these are.
import type {
  ColumnNode,
  ExprNode,
  Output,
  OutputNode,
  RowsNode,
  SelectNode,
  StatementNode,
  Strategy,
} from '../../ast.ts'
import { gathersInOne } from '../../compile/ansi/rows.ts'
import type { Dialect } from '../../compile/dialect.ts'
import { leavesOf, type Shape, shapeAround } from '../../compile/shape.ts'
import { StatementError } from '../../errors.ts'
import { allOf, ascending } from '../../tree/make.ts'
import type { Mark } from '../../types/mark.ts'
import type { Cells } from '../driver.ts'
import { type Folding, foldingOf } from './folded.ts'
import { joined, joinsPlainly, notJoined } from './joined.ts'
import { type Key, keyedBy, limitedByKey } from './keyed.ts'
import { aliasesOf, type Link, linkOf } from './link.ts'
import { cellReader } from './waiting.ts'

/** A statement with some of its relations left to statements of their own. */
export interface Plan {
  readonly node: SelectNode
  /** How its rows are built, with a place for each of these relations. */
  readonly shape: Shape
  readonly parts: readonly Part[]
  /** How the list that is joined to it is folded. */
  readonly folding: Folding | undefined
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
  const { plan, joins } = planOf(node, undefined, dialect, true)
  return joins || plan.parts.length > 0 ? plan : undefined
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
  const { plan, at } = planOf(keyed, strategy, dialect, false, columns)
  const [first] = columns as readonly [ColumnNode]
  const read = cellReader(at[0] as number, first.type, dialect)
  return { plan: { ...plan, node: inKeyOrder(plan.node, columns, dialect) }, markAt: (cells) => markOf(read(cells)) }
}

function inKeyOrder(node: SelectNode, columns: readonly ColumnNode[], dialect: Dialect): SelectNode {
  if (node.limit || node.offset) return limitedByKey(node, columns)
  if (node.orderBy.length === 0 || !dialect.rows.byKey) return node
  return { ...node, orderBy: [...columns.map(ascending), ...node.orderBy] }
}

/**
 * The plan of a statement whose result has these columns too, and where in the result they are. One of its lists may be
 * joined, where `list` says so: a second one would multiply its rows, and is fetched as without a strategy.
 */
function planOf(
  node: SelectNode,
  inherited: Strategy | undefined,
  dialect: Dialect,
  list: boolean,
  columns: readonly ColumnNode[] = [],
): { readonly plan: Plan; readonly joins: boolean; readonly at: readonly number[] } {
  const apart = new Map<ExprNode, Omit<Part, 'at'>>()
  let [joins, isFree] = [false, list]
  const said = (outputs: readonly Output[], path: readonly string[]): readonly Output[] =>
    outputs.map((output) => {
      const at = [...path, output.key]
      if (!('expr' in output)) return { ...output, outputs: said(output.outputs, at) }
      const rows = output.expr
      if (rows.kind !== 'rows') return output
      const strategy = rows.strategy ?? inherited
      const how = strategy === 'join' && !rows.one && !isFree ? undefined : strategy
      const own = { ...rows, strategy: how ?? automatic(rows, node, dialect) }
      if (own.strategy === 'join') {
        const problem = notJoined(rows, node)
        if (problem) throw new StatementError(problem)
        joins = true
        if (!rows.one) isFree = false
      }
      const part = own.strategy === 'split' ? partOf(rows, at, node, strategy) : undefined
      if (part) apart.set(own, part)
      return { key: output.key, expr: own }
    })
  const shown = said(node.outputs, [])
  const parts = [...apart.values()]
  const isApart = (output: Output): boolean => 'expr' in output && apart.has(output.expr)
  const more = lackedBy(without(shown, isApart), [...parts.flatMap(({ link }) => link.outer), ...columns])
  const all = { ...node, outputs: [...shown, ...more] }
  const flat = joins ? joined(all, isApart, dialect) : { node: all, fold: undefined, column: (expr: ExprNode) => expr }
  const outputs = without(flat.node.outputs, isApart)
  const leaves = leavesOf(outputs)
  const before = joins ? leavesOf(without(all.outputs, isApart)) : leaves
  const indexOf = (column: ColumnNode): number => {
    const expr = before.find((leaf) => isSame(leaf.expr, column))?.expr
    return leaves.findIndex((leaf) => expr && leaf.expr === flat.column(expr))
  }
  const shape = shapeAround(flat.node.outputs.slice(0, shown.length), leaves, { has: isApart })
  const folding = flat.fold && foldingOf(flat.fold, shape, leaves, dialect)
  const plan: Plan = {
    node: { ...flat.node, outputs },
    shape: folding?.shape ?? shape,
    parts: parts.map((part) => ({ ...part, at: part.link.outer.map(indexOf) })),
    folding,
  }
  return { plan, joins, at: columns.map(indexOf) }
}

const without = (outputs: readonly Output[], isApart: (output: Output) => boolean): readonly Output[] =>
  outputs.flatMap((output): Output[] => {
    if (!('expr' in output)) return [{ ...output, outputs: without(output.outputs, isApart) }]
    return isApart(output) ? [] : [output]
  })

/** The columns that a select list does not have yet. */
function lackedBy(outputs: readonly Output[], columns: readonly ColumnNode[]): readonly OutputNode[] {
  const known = leavesOf(outputs).map(({ expr }) => expr)
  const more: OutputNode[] = []
  for (const expr of columns) {
    if (known.some((one) => isSame(one, expr))) continue
    known.push(expr)
    more.push({ key: `key ${more.length}`, expr })
  }
  return more
}

/** True for two mentions of one column. */
const isSame = (one: ExprNode, other: ColumnNode): boolean =>
  one.kind === 'column' && one.source === other.source && one.name === other.name && one.type === other.type

function partOf(
  rows: RowsNode,
  path: readonly string[],
  node: SelectNode,
  strategy: Strategy | undefined,
): Omit<Part, 'at'> | undefined {
  // The rows of SELECT DISTINCT are told apart by what is in them.
  if (node.distinct) return undefined
  const link = linkOf(rows.query)
  const own = aliasesOf(node)
  if (!link?.outer.every(({ source }) => own.has(source))) return undefined
  return { path, rows, link, strategy }
}

/**
 * What is faster where nobody says: one statement where there are few rows around; where there may be many, one for each
 * list, and single objects joined. Posts with their user took, in one run, in ms for 200, 2,000 and 20,000 posts:
 *
 *     postgres  json 1.4  7.6 69   split 1.7  7.5 52   join 1.2 5.8 44
 *     mysql     json 1.7 11   79   split 4.7 16   45   join 2.3 9.5 64
 *     mariadb   json 1.3  8.8 91   split 2.2 15   49   join 1.3 8.4 74
 *     sqlite    json 0.4  2.6 30   split 0.5  3.3 20   join 0.4 1.8 28
 *
 * A list that is joined sends its parent with each row: of ten rows each, at 2,000 parents, it took 1.3 to 2 times as long
 * on the servers, and more on SQLite.
 */
function automatic(rows: RowsNode, node: SelectNode, dialect: Dialect): Strategy {
  if (!gathersInOne(rows.query, dialect)) return 'split'
  const most = node.limit?.kind === 'param' ? Number(node.limit.value) : Number.POSITIVE_INFINITY
  if (most <= dialect.rows.fewRows) return 'json'
  return joinsPlainly(rows) && !notJoined(rows, node) ? 'join' : 'split'
}
