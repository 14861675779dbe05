// Relations as joins of the one statement: of one object the columns come beside those of the row, and of a list the rows,
// from which it is folded again.
import type { ColumnNode, ExprNode, JoinNode, OrderNode, Output, OutputNode, RowsNode, SelectNode } from '../../ast.ts'
import { gathering } from '../../compile/ansi/rows.ts'
import type { Dialect } from '../../compile/dialect.ts'
import { leavesOf } from '../../compile/shape.ts'
import { primaryKeyOf } from '../../schema/primary-key.ts'
import { emptySelect } from '../../tree/empty.ts'
import { allOf, ascending, columnOf, rowNumber } from '../../tree/make.ts'
import { integerType } from '../../types/standard.ts'
import { apart } from './apart.ts'
import { aliasesOf, equal, type Link, linkOf } from './link.ts'
import { seenAs } from './seen.ts'

/** A list that is folded from the rows which it makes of the row around it. */
export interface Fold {
  /** The keys that lead to its place in the row around it. */
  readonly path: readonly string[]
  /** Rows in which these are equal are of one row around it. */
  readonly keys: readonly ExprNode[]
  /** The list inside of the list's own rows. */
  readonly inner: Fold | undefined
}

/** A statement whose relations are joins. */
export interface Joined {
  readonly node: SelectNode
  readonly fold: Fold | undefined
  /** Where an expression of the select list is now: it may be inside of a subquery. */
  readonly column: (expr: ExprNode) => ExprNode
}

/** A relation beside the row around it. */
interface Beside {
  readonly outputs: readonly Output[]
  /** What is null where nothing belongs to the row. */
  readonly presence: ExprNode
  readonly fold: Fold | undefined
  readonly orderBy: readonly OrderNode[]
}

const same = (expr: ExprNode): ExprNode => expr

/** True where the rows of a relation can be joined to the rows around it: which are whose is told by a key. */
export const canJoin = ({ query }: RowsNode): boolean => !query.distinct && linkOf(query) !== undefined

/** True for one object that is joined without a subquery, and in which there is no list. */
export const joinsPlainly = ({ query, one }: RowsNode): boolean =>
  one &&
  isPlain(query) &&
  leavesOf(query.outputs).every(({ expr }) => expr.kind !== 'rows' || (!expr.strategy && joinsPlainly(expr)))

/** What keeps a relation from being joined, in words; undefined where nothing does. */
export function notJoined(rows: RowsNode, around: SelectNode): string | undefined {
  const { distinct, distinctOn, groupBy, grouping, having, withTies, lock } = around
  const groups = groupBy.length + grouping.length > 0 || having !== undefined
  const aggregate = gathering(leavesOf(around.outputs).map(({ expr }) => expr)).aggregate
  if (distinct || distinctOn.length > 0 || groups || aggregate || withTies || lock)
    return "a relation cannot be joined to a query with DISTINCT, GROUP BY, an aggregate, WITH TIES or a lock; say .strategy('json')"
  return canJoin(rows)
    ? undefined
    : "a relation that reads more of the row around it than its key, or computes over its rows, cannot be joined; say .strategy('json')"
}

/**
 * A statement with every relation joined that says `join`: any number of single objects, and one list. What is fetched apart
 * stays in the select list.
 */
export function joined(query: SelectNode, isApart: (output: Output) => boolean, dialect: Dialect): Joined {
  const objects = new Flat(query, dialect)
  const outputs = objects.objects(query.outputs)
  const beside = { ...query, outputs, joins: objects.joins }
  const list = listIn(outputs)
  if (!list) return { node: beside, fold: undefined, column: same }
  const { node, keys, column } = identified(query, beside, list.rows, isApart)
  const flat = new Flat(node, dialect)
  const { outputs: whole, fold, orderBy } = flat.withList(node.outputs, keys, column)
  const known = new Set(leavesOf(whole).map(({ expr }) => expr))
  const hidden = keysOf(fold).filter((key) => !known.has(key))
  return {
    node: {
      ...node,
      outputs: [...whole, ...hidden.map((expr, i): OutputNode => ({ key: `row ${i}`, expr }))],
      joins: flat.joins,
      orderBy: onceEach([...node.orderBy, ...orderBy]),
    },
    fold,
    column,
  }
}

/** A statement that relations are joined to, one behind the other. */
class Flat {
  joins: readonly JoinNode[]
  readonly #dialect: Dialect
  readonly #taken: Set<string>

  constructor(query: SelectNode, dialect: Dialect) {
    this.joins = query.joins
    this.#dialect = dialect
    this.#taken = new Set(aliasesOf(query))
  }

  /** A select list with the columns of each joined object in its place. */
  objects(outputs: readonly Output[]): Output[] {
    return outputs.map((output): Output => {
      if (!('expr' in output)) return { ...output, outputs: this.objects(output.outputs) }
      if (!isJoined(output.expr) || !output.expr.one) return output
      const { outputs: columns, presence } = this.#beside(output.expr, same)
      return { key: output.key, outputs: columns, presence }
    })
  }

  /** A select list with the columns of its joined list in the list's place. */
  withList(
    outputs: readonly Output[],
    keys: readonly ExprNode[],
    column: (expr: ExprNode) => ExprNode,
  ): Pick<Beside, 'outputs' | 'fold' | 'orderBy'> {
    const found = listIn(outputs)
    if (!found) return { outputs, fold: undefined, orderBy: [] }
    const list = this.#beside(found.rows, column)
    return {
      outputs: replacedBy(outputs, found.rows, list),
      fold: { path: found.path, keys, inner: list.fold },
      orderBy: list.orderBy.length > 0 ? [...keys.map(ascending), ...list.orderBy] : [],
    }
  }

  #beside(rows: RowsNode, column: (expr: ExprNode) => ExprNode): Beside {
    const { query } = rows
    const link = linkOf(query) as Link
    const { from } = query
    if (!from || !isPlain(query) || this.#taken.has(from.alias)) return this.#apart(rows, link, column)
    this.#taken.add(from.alias)
    this.#join({ how: 'left join', lateral: false, source: from, on: allOf([...equal(link, column), link.rest]) })
    const keys = rows.one ? undefined : primaryKeyOf(from)
    const outputs = this.objects(marked(query, keys !== undefined))
    const list = this.withList(outputs, keys ?? [], same)
    return { ...list, presence: link.inner[0] as ColumnNode, orderBy: [...query.orderBy, ...list.orderBy] }
  }

  /** As a subquery: it has joins or a limit of its own, or a name that is taken. */
  #apart(rows: RowsNode, link: Link, column: (expr: ExprNode) => ExprNode): Beside {
    let name = 'joined'
    for (let n = 2; this.#taken.has(name); n++) name = `joined${n}`
    this.#taken.add(name)
    const query = { ...rows.query, outputs: marked(rows.query, false) }
    const { join, ...beside } = apart(joined(query, () => false, this.#dialect).node, link, column, name, this.#dialect)
    this.#join(join)
    return { ...beside, fold: undefined }
  }

  #join(join: JoinNode): void {
    this.joins = [...this.joins, join]
  }
}

const isJoined = (expr: ExprNode): expr is RowsNode => expr.kind === 'rows' && expr.strategy === 'join'

/** The relations inside of one that is joined: single objects, and one list where it may be, are joined too. */
function marked(query: SelectNode, lists: boolean): Output[] {
  let free = lists
  const mark = (outputs: readonly Output[]): Output[] =>
    outputs.map((output): Output => {
      if (!('expr' in output)) return { ...output, outputs: mark(output.outputs) }
      const { expr } = output
      if (expr.kind !== 'rows') return output
      const joins = (expr.strategy ?? 'join') === 'join' && (expr.one || free) && !notJoined(expr, query)
      if (joins && !expr.one) free = false
      return { ...output, expr: { ...expr, strategy: joins ? 'join' : 'json' } }
    })
  return mark(query.outputs)
}

/** The list of a select list that is joined, and the keys that lead to it. */
function listIn(outputs: readonly Output[]): { readonly path: readonly string[]; readonly rows: RowsNode } | undefined {
  for (const output of outputs) {
    if ('expr' in output) {
      if (isJoined(output.expr) && !output.expr.one) return { path: [output.key], rows: output.expr }
      continue
    }
    const inner = output.presence ? undefined : listIn(output.outputs)
    if (inner) return { ...inner, path: [output.key, ...inner.path] }
  }
  return undefined
}

const replacedBy = (outputs: readonly Output[], rows: RowsNode, list: Beside): Output[] =>
  outputs.map((output): Output => {
    if (!('expr' in output)) return { ...output, outputs: replacedBy(output.outputs, rows, list) }
    return output.expr === rows ? { key: output.key, outputs: list.outputs, presence: list.presence } : output
  })

/** An order without what is ordered by already. */
const onceEach = (orders: readonly OrderNode[]): OrderNode[] =>
  orders.filter(({ by }, i) => orders.findIndex((other) => other.by === by) === i)

const keysOf = (fold: Fold | undefined): readonly ExprNode[] => (fold ? [...fold.keys, ...keysOf(fold.inner)] : [])

/** True for rows of one source as they are: beside another they are no more than they were. */
const isPlain = ({ from, joins, distinct, groupBy, having, limit, offset }: SelectNode): boolean =>
  from !== undefined && joins.length === 0 && !distinct && groupBy.length === 0 && !having && !limit && !offset

/**
 * A statement whose rows can be told apart when each has become several: by the primary key of its only table, else by
 * their number, in a subquery. That keeps a LIMIT, too, to the rows that it counts.
 */
function identified(
  query: SelectNode,
  beside: SelectNode,
  list: RowsNode,
  isApart: (output: Output) => boolean,
): { readonly node: SelectNode; readonly keys: readonly ExprNode[]; readonly column: (expr: ExprNode) => ExprNode } {
  const leaves = leavesOf(beside.outputs).map(({ expr }) => expr)
  const keys = isPlain(query) && !gathering(leaves).window ? primaryKeyOf(query.from) : undefined
  if (keys) return { node: beside, keys, column: same }
  const { outer } = linkOf(list.query) as Link
  const here = leaves.filter((expr) => expr !== list && !isApart({ key: '', expr }))
  const seen = seenAs('around', [...new Set([...here, ...outer])])
  const { orderBy, limit, offset } = query
  const { comment, ...uncommented } = beside
  const inner: SelectNode = {
    ...uncommented,
    outputs: [...seen.outputs, { key: 'n', expr: rowNumber([], orderBy) }],
    orderBy: limit || offset ? orderBy : [],
  }
  const n = columnOf('around', 'n', integerType)
  const node: SelectNode = {
    ...emptySelect,
    outputs: seen.through(beside.outputs),
    from: { kind: 'query', query: inner, alias: 'around' },
    orderBy: [ascending(n)],
    ...(comment ? { comment } : {}),
  }
  return { node, keys: [n], column: seen.column }
}
