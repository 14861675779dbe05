// The rows of a query as one JSON value: an array for each row, an array of these for many. A row in it has
// its columns by position, as a row of a result has, and each value travels so that it loses nothing.
import type { CallNode, ExprNode, FragmentNode, OrderNode, OutputNode, RowsNode, SelectNode } from '../../ast.ts'
import { Unsupported } from '../../errors.ts'
import { emptySelect } from '../../tree/empty.ts'
import type { Node } from '../../tree/fields.ts'
import { walk } from '../../tree/walk.ts'
import type { SqlType } from '../../types/sql-type.ts'
import { integerType, jsonType } from '../../types/standard.ts'
import type { Dialect, Writer } from '../dialect.ts'
import { type Leaf, leavesOf } from '../shape.ts'
import { orderBy } from './expr.ts'

/** More cells than a function takes arguments come in several arrays. */
const longestRow = 90

export function rows(node: RowsNode, w: Writer): void {
  const query = node.one ? oneRow(node.query, w.dialect) : manyRows(node.query, w.dialect)
  w.text('(')
  w.statement(query)
  w.text(')')
}

function oneRow(query: SelectNode, dialect: Dialect): SelectNode {
  return {
    ...query,
    outputs: [
      value(
        row(
          leavesOf(query.outputs).map(({ expr }) => expr),
          dialect,
        ),
      ),
    ],
  }
}

function manyRows(query: SelectNode, dialect: Dialect): SelectNode {
  const leaves = leavesOf(query.outputs)
  const { order, reachesOut } = dialect.rows
  const ordered = query.orderBy.length > 0
  const plain = isPlain(query, leaves, reachesOut) && (order === 'aggregate' || !ordered)
  const cells = leaves.map(({ expr }) => expr)
  if (plain && ((!query.limit && !query.offset) || !reachesOut)) return inOne(query, cells, dialect)
  if (!reachesOut)
    throw new Unsupported(
      'rows',
      `${dialect.name} cannot gather rows of a query with GROUP BY, DISTINCT, a window or an aggregate in one statement; say .strategy('split')`,
    )
  return ofSubquery(query, leaves, dialect)
}

/** True where the rows of a query, and those inside of them, can come in one statement. */
export function gathersInOne(query: SelectNode, dialect: Dialect): boolean {
  const leaves = leavesOf(query.outputs)
  if (!dialect.rows.reachesOut && !isPlain(query, leaves, false)) return false
  return leaves.every(({ expr }) => expr.kind !== 'rows' || gathersInOne(expr.query, dialect))
}

/** `select json_agg(… order by …) from tracks where …` */
function inOne(query: SelectNode, cells: readonly ExprNode[], dialect: Dialect): SelectNode {
  const { limit, offset } = query
  const bounds = limit || offset ? [limit ?? everyRow, offset ?? noRow] : []
  const all = call('rows_all', [row(cells, dialect), ...bounds], query.orderBy)
  return { ...query, outputs: [value(all)], orderBy: [], limit: undefined, offset: undefined }
}

/** `select json_agg(…) from (select … from tracks where … order by … limit …) as "rows"` */
function ofSubquery(query: SelectNode, leaves: readonly Leaf[], dialect: Dialect): SelectNode {
  const bounded = query.limit !== undefined || query.offset !== undefined
  const positioned = dialect.rows.order === 'position' && query.orderBy.length > 0
  const outputs = leaves.map(({ expr }, i): OutputNode => ({ key: `c${i}`, expr }))
  if (positioned) outputs.push({ key: 'n', expr: positionIn(query.orderBy) })
  const inner = { ...query, outputs, orderBy: positioned && !bounded ? [] : query.orderBy }
  const cells = outputs.map(({ key, expr }) => column(key, expr.type))
  const all = call('rows_all', [row(cells, dialect)])
  return {
    ...emptySelect,
    outputs: [value(all)],
    from: { kind: 'query', query: inner, alias },
    correlated: query.correlated,
  }
}

const alias = 'rows'

const column = (name: string, type: SqlType): ExprNode => ({ kind: 'column', source: alias, name, type, label: name })

const value = (expr: ExprNode): OutputNode => ({ key: alias, expr })

/** One row: an array of its cells. */
function row(cells: readonly ExprNode[], dialect: Dialect): ExprNode {
  const exact = cells.map((cell) => (isWord(cell) ? cell : dialect.rows.cell(cell)))
  if (exact.length <= longestRow) return call('rows_row', exact)
  const parts = Array.from({ length: Math.ceil(exact.length / longestRow) }, (_part, i) =>
    call('rows_row', exact.slice(i * longestRow, (i + 1) * longestRow)),
  )
  return call('rows_row', parts)
}

/** True for what JSON has a word for on every database. Rows are JSON themselves. */
const isWord = ({ type: { kind, name } }: ExprNode): boolean =>
  name !== 'rows' && (kind === 'integer' || kind === 'text' || kind === 'boolean')

/** True where each row of FROM and WHERE is a row of the query. */
function isPlain(query: SelectNode, leaves: readonly Leaf[], reachesOut: boolean): boolean {
  const { distinct, distinctOn, groupBy, grouping, having, withTies } = query
  const groups =
    distinct || withTies || having !== undefined || [distinctOn, groupBy, grouping].some((list) => list.length > 0)
  if (groups) return false
  const { aggregate, window, perhaps } = gathering(leaves.map(({ expr }) => expr))
  return !aggregate && !window && !(perhaps && reachesOut)
}

/** What an expression or a select list computes over several rows; a subquery has its own. */
export interface Gathering {
  readonly aggregate: boolean
  readonly window: boolean
  /** True where SQL of the program's own may hold an aggregate. */
  readonly perhaps: boolean
}

export function gathering(exprs: readonly (ExprNode | undefined)[]): Gathering {
  let [aggregate, window, perhaps] = [false, false, false]
  const visit = (node: Node): boolean => {
    if (node.kind === 'subquery' || node.kind === 'rows') return false
    if (node.kind === 'call') {
      if (node.over) window = true
      else if (node.aggregate) aggregate = true
      else if (node.declared) perhaps = true
    }
    if (node.kind === 'fragment' && node.texts.some((text) => text.includes('('))) perhaps = true
    return true
  }
  for (const expr of exprs) if (expr) walk(expr, visit)
  return { aggregate, window, perhaps }
}

const call = (name: string, args: readonly ExprNode[], orders: readonly OrderNode[] = []): CallNode => ({
  kind: 'call',
  name,
  args,
  type: jsonType,
  orderBy: orders,
})

const positionIn = (orders: readonly OrderNode[]): CallNode => ({
  ...call('row_number', []),
  type: integerType,
  over: { partitionBy: [], orderBy: orders },
})

const word = (text: string): ExprNode => ({ kind: 'fragment', texts: [text], nodes: [], type: integerType })
const everyRow = word('18446744073709551615')
const noRow = word('0')

/** A text before an expression and one behind it. */
export const around = (before: string, node: ExprNode, after: string): FragmentNode => ({
  kind: 'fragment',
  texts: [before, after],
  nodes: [node],
  type: node.type,
})

/** `json_agg(row order by …)`, and an empty list where there are no rows. */
export const gathered =
  (aggregate: string, empty: string) =>
  ({ args: [row], orderBy: orders = [] }: CallNode, w: Writer): void => {
    w.text(empty ? `coalesce(${aggregate}(` : `${aggregate}(`)
    w.expr(row as ExprNode)
    orderBy(orders, w)
    w.text(empty ? `), ${empty})` : ')')
  }
