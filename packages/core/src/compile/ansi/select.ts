// SELECT and set operations in standard SQL.
import type { JoinNode, Output, QueryNode, SelectNode, SetNode, SourceNode } from '../../ast.ts'
import { StatementError } from '../../errors.ts'
import type { Clauses, Writer } from '../dialect.ts'
import { leavesOf } from '../shape.ts'
import { orderBy } from './expr.ts'

export const select: Clauses<SelectNode> = {
  correlated: () => {},
  distinct: (q, w) => w.text(q.distinct ? 'select distinct ' : 'select '),
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
  having(q, w) {
    if (!q.having) return
    w.text(' having ')
    w.expr(q.having)
  },
  orderBy: (q, w) => orderBy(q.orderBy, w),
  limit(q, w) {
    if (!q.limit) return
    w.text(' limit ')
    w.bare(q.limit)
  },
  offset(q, w) {
    if (!q.offset) return
    w.text(' offset ')
    w.bare(q.offset)
  },
  lock(q, w) {
    if (!q.lock) return
    w.needs('lock')
    w.text(q.lock.strength === 'update' ? ' for update' : ' for share')
    if (q.lock.wait) w.text(q.lock.wait === 'noWait' ? ' nowait' : ' skip locked')
  },
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
    // The columns of a set operation have no source: they stand by their names alone.
    w.text(' order by ')
    w.list(q.orderBy, ({ by, direction, nulls }) => {
      if (by.kind !== 'column')
        throw new StatementError(
          'a set operation is ordered by its columns; wrap it with .as(…) to order by expressions',
        )
      w.name(by.name)
      if (direction === 'desc') w.text(' desc')
      if (nulls) {
        w.needs('nullsOrder')
        w.text(nulls === 'first' ? ' nulls first' : ' nulls last')
      }
    })
  },
  limit: select.limit as unknown as Clauses<SetNode>['limit'],
  offset: select.offset as unknown as Clauses<SetNode>['offset'],
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
    if (expr.kind === 'column' && expr.name === name) return
    w.text(' as ')
    w.name(name)
  })
}

function joined(join: JoinNode, w: Writer): void {
  if (join.how === 'full join') w.needs('fullJoin')
  w.text(` ${join.how} `)
  source(join.source, w)
  if (!join.on) return
  w.text(' on ')
  w.expr(join.on)
}

/** A source in FROM, under its alias where that is not its name. */
export function source(node: SourceNode, w: Writer): void {
  const named = writeSource(node, w)
  if (named === node.alias) return
  w.text(' as ')
  w.name(node.alias)
}

function writeSource(node: SourceNode, w: Writer): string | undefined {
  switch (node.kind) {
    case 'table':
      tableName(node, w)
      return node.name
    case 'cte':
      w.uses(node.cte)
      w.name(node.cte.name)
      return node.cte.name
    case 'query':
      w.text('(')
      w.apart(() => w.statement(node.query))
      w.text(')')
      return undefined
  }
}

/** A table's name behind that of its schema. */
export function tableName(table: { readonly name: string; readonly schema: string | undefined }, w: Writer): void {
  if (table.schema !== undefined) {
    w.name(table.schema)
    w.text('.')
  }
  w.name(table.name)
}
