// SELECT and set operations in standard SQL.
import type {
  ExprNode,
  FunctionSource,
  GroupingNode,
  IndexHint,
  JoinNode,
  LockNode,
  Output,
  QueryNode,
  SampleNode,
  SelectNode,
  SetNode,
  SourceNode,
  ValuesSource,
} from '../../ast.ts'
import { StatementError } from '../../errors.ts'
import type { Clauses, Writer } from '../dialect.ts'
import { leavesOf } from '../shape.ts'
import { comment } from './comment.ts'
import { orderBy, windowOf } from './expr.ts'

export const select: Clauses<SelectNode> = {
  correlated: () => {},
  hint(q, w) {
    if (q.hint === undefined) return w.text('select ')
    w.needs('hint')
    w.text(`select /*+ ${q.hint} */ `)
  },
  distinct: (q, w) => q.distinct && w.text('distinct '),
  distinctOn(q, w) {
    if (q.distinctOn.length === 0) return
    w.needs('distinctOn')
    w.text('distinct on (')
    w.exprs(q.distinctOn)
    w.text(') ')
  },
  outputs: (q, w) => columns(q.outputs, w),
  from(q, w) {
    if (!q.from) return
    w.text(' from ')
    source(q.from, w)
  },
  joins(q, w) {
    for (const join of q.joins) joined(join, w)
  },
  where(q, w) {
    if (!q.where) return
    w.text(' where ')
    w.expr(q.where)
  },
  groupBy(q, w) {
    if (q.groupBy.length === 0) return
    w.text(' group by ')
    w.exprs(q.groupBy)
  },
  grouping(q, w) {
    q.grouping.forEach((grouping, i) => {
      w.text(q.groupBy.length === 0 && i === 0 ? ' group by ' : ', ')
      groupingOf(grouping, w)
    })
  },
  having(q, w) {
    if (!q.having) return
    w.text(' having ')
    w.expr(q.having)
  },
  windows(_q, w) {
    w.windows((windows) => {
      w.text(' window ')
      w.list(windows, ([name, window]) => {
        w.name(name)
        w.text(' as ')
        windowOf(window, w)
      })
    })
  },
  orderBy: (q, w) => orderBy(q.orderBy, w),
  limit(q, w) {
    if (!q.limit) return
    if (q.withTies) return
    w.text(' limit ')
    w.bare(q.limit)
  },
  // Behind OFFSET: the standard's FETCH stands last.
  withTies: () => {},
  offset(q, w) {
    if (q.offset) {
      w.text(' offset ')
      w.bare(q.offset)
      if (q.withTies) w.text(' rows')
    }
    if (q.withTies) fetch(q, w)
  },
  lock(q, w) {
    if (!q.lock) return
    w.needs('lock')
    w.text(` for ${q.lock.strength}`)
    lockEnd(q.lock, w)
  },
  comment,
}

/** What stands behind FOR UPDATE. */
export function lockEnd({ of, wait, strength }: LockNode, w: Writer): void {
  if (strength === 'no key update' || strength === 'key share') w.needs('keyLock')
  if (of.length > 0) {
    w.needs('lockOf')
    w.text(' of ')
    w.list(of, (alias) => w.name(alias))
  }
  if (wait) w.text(wait === 'noWait' ? ' nowait' : ' skip locked')
}

const groupingFeatures = { rollup: 'rollup', cube: 'groupingSets', 'grouping sets': 'groupingSets' } as const

function groupingOf({ how, sets }: GroupingNode, w: Writer): void {
  w.needs(groupingFeatures[how])
  w.text(`${how} (`)
  w.list(sets, (exprs) => {
    const single = how !== 'grouping sets' && exprs.length === 1
    if (!single) w.text('(')
    w.exprs(exprs)
    if (!single) w.text(')')
  })
  w.text(')')
}

/** `FETCH FIRST … ROWS WITH TIES`. */
function fetch(q: { readonly limit: ExprNode | undefined; readonly withTies: boolean }, w: Writer): void {
  if (!q.withTies || !q.limit) return
  w.needs('withTies')
  w.text(' fetch first ')
  w.bare(q.limit)
  w.text(' rows with ties')
}

export const set: Clauses<SetNode> = {
  operator: () => {},
  all: () => {},
  members(q, w) {
    const operator = ` ${q.operator}${q.all ? ' all' : ''} `
    if (q.all && q.operator !== 'union') w.needs('setAll')
    w.list(q.members, (member) => memberOf(member, w), operator)
  },
  orderBy(q, w) {
    if (q.orderBy.length === 0) return
    const orders = q.orderBy.map((order) => ({ ...order, by: unsourced(order.by) }))
    orderBy(orders, w)
  },
  limit: select.limit as unknown as Clauses<SetNode>['limit'],
  offset: select.offset as unknown as Clauses<SetNode>['offset'],
  comment,
}

/** The columns of a set operation have no source: they stand by their names alone. */
function unsourced(by: ExprNode): ExprNode {
  if (by.kind === 'column') return { kind: 'name', names: [by.name], type: by.type }
  throw new StatementError('a set operation is ordered by its columns; wrap it with .as(…) to order by expressions')
}

/** A member of a set operation: with an order, a limit or another operation inside it is a subquery, which every database reads alike. */
function memberOf(query: QueryNode, w: Writer): void {
  const plain = query.kind === 'select' && query.orderBy.length === 0 && !query.limit && !query.offset && !query.lock
  if (plain) return w.statement(query)
  w.text('select * from (')
  w.statement(query)
  w.text(') as ')
  w.name('member')
}

/** The select list: each expression under the name of its key, unless that is the column's own. */
export function columns(outputs: readonly Output[], w: Writer): void {
  w.list(leavesOf(outputs), ({ name, expr }) => {
    w.expr(expr)
    if (expr.kind === 'column' && expr.name === name && !w.computed) return
    w.computed = false
    w.text(' as ')
    w.name(name)
  })
}

function joined(join: JoinNode, w: Writer): void {
  if (join.how === 'full join') w.needs('fullJoin')
  w.text(` ${join.how} `)
  source(join.source, w, join.lateral)
  if (!join.on) return
  w.text(' on ')
  w.expr(join.on)
}

/** A source in FROM, under its alias where that is not its name; a lateral one sees those before it. */
export function source(node: SourceNode, w: Writer, lateral = false): void {
  switch (node.kind) {
    case 'table':
      tableName(node, w)
      if (node.alias !== node.name) named(node.alias, w)
      if (node.sample) sample(node.sample, w)
      if (node.hint) w.dialect.indexHint(node.hint, w)
      return
    case 'cte':
      w.uses(node.cte)
      w.name(node.cte.name)
      return node.alias === node.cte.name ? undefined : named(node.alias, w)
    case 'query':
      if (lateral) {
        w.needs('lateral')
        w.text('lateral ')
      }
      derived(() => w.statement(node.query), lateral, w)
      return named(node.alias, w)
    case 'values':
      w.dialect.valuesSource(node, w)
      return undefined
    case 'function':
      return w.dialect.functionSource(node, w)
  }
}

function sample({ method, percent, seed }: SampleNode, w: Writer): void {
  w.needs('tablesample')
  w.text(` tablesample ${method} (`)
  w.bare(percent)
  w.text(')')
  if (!seed) return
  w.text(' repeatable (')
  w.bare(seed)
  w.text(')')
}

/** `FORCE INDEX (a, b)`. */
export function indexHint({ how, indexes }: IndexHint, w: Writer): void {
  w.needs(how === 'force' ? 'forceIndex' : 'useIndex')
  w.text(` ${how} index (`)
  w.list(indexes, (name) => w.name(name))
  w.text(')')
}

function derived(write: () => void, lateral: boolean, w: Writer): void {
  w.text('(')
  if (lateral) write()
  else w.apart(write)
  w.text(')')
}

export function named(alias: string, w: Writer): void {
  w.text(' as ')
  w.name(alias)
}

/** `(VALUES (…), …) AS v (a, b)`; each row begins with a word on MySQL. */
export const valuesSource =
  (row: string, cell = (node: ExprNode, w: Writer): void => w.expr(node)) =>
  (node: ValuesSource, w: Writer): void => {
    w.text('(values ')
    w.list(node.rows, (cells) => {
      w.text(`${row}(`)
      w.list(cells, (one) => cell(one, w))
      w.text(')')
    })
    w.text(')')
    named(node.alias, w)
    columnNames(node.columns, w)
  }

/** `f(…) WITH ORDINALITY AS t (a, b)`. */
export function functionSource(node: FunctionSource, w: Writer): void {
  if (node.ordinality !== undefined) w.needs('ordinality')
  w.expr(node.call)
  if (node.ordinality !== undefined) w.text(' with ordinality')
  named(node.alias, w)
  columnNames(node.ordinality === undefined ? node.columns : [...node.columns, { name: node.ordinality }], w)
}

/** The numbers of a series as a recursive query, where no function gives them. */
export function series(node: FunctionSource, w: Writer): void {
  const [from, to, step] = node.call.args as [ExprNode, ExprNode, ExprNode]
  const name = node.columns[0]?.name ?? 'value'
  const down = step.kind === 'param' && Number(step.value) < 0
  const write = (...parts: readonly (string | ExprNode)[]): void => {
    for (const part of parts) typeof part === 'string' ? (part === name ? w.name(part) : w.text(part)) : w.expr(part, 9)
  }
  w.text('(')
  w.apart(() => {
    write('with recursive series (', name, ') as (select ', from, ' where ', from, down ? ' >= ' : ' <= ', to)
    write(' union all select ', name, ' + ', step, ' from series where ', name, ' + ', step, down ? ' >= ' : ' <= ', to)
    write(') select ', name, ' from series)')
  })
  named(node.alias, w)
}

/** The path of a key in a JSON object. */
export const jsonPath = (key: string): string => `$."${key.replace(/["\\]/g, '\\$&')}"`

export function columnNames(columns: readonly { readonly name: string }[], w: Writer): void {
  w.text(' (')
  w.list(columns, ({ name }) => w.name(name))
  w.text(')')
}

/** A table's name behind that of its schema. */
export function tableName(table: { readonly name: string; readonly schema: string | undefined }, w: Writer): void {
  if (table.schema !== undefined) {
    w.name(table.schema)
    w.text('.')
  }
  w.name(table.name)
}
