// Expressions in standard SQL.

import type {
  BoundNode,
  CallNode,
  ExprNode,
  FrameNode,
  InfixNode,
  InfixOperator,
  OrderNode,
  ParamNode,
  WindowNode,
} from '../../ast.ts'
import { LimitExceeded, StatementError } from '../../errors.ts'
import { chainOf } from '../../tree/chain.ts'
import { checkedName } from '../../types/function-name.ts'
import type { SqlType } from '../../types/sql-type.ts'
import type { ExprRenderers, Writer } from '../dialect.ts'
import type { Features } from '../features.ts'
import { declared } from './functions.ts'
import { wordsOf } from './type-words.ts'

/**
 * How tightly each operator binds. The databases disagree inside of the comparisons and about `||`, so
 * comparisons do not associate with each other, and `||` stands in parentheses beside arithmetic: the text
 * means the same tree everywhere. An operand that binds looser than its place gets parentheses.
 */
const level = { or: 1, and: 2, not: 3, comparison: 4, concat: 5, sum: 6, product: 7, sign: 8, atom: 9 }

const infixLevel: Readonly<Partial<Record<InfixOperator, number>>> = {
  or: level.or,
  and: level.and,
  '||': level.concat,
  '+': level.sum,
  '-': level.sum,
  '*': level.product,
  '/': level.product,
  div: level.product,
  '%': level.product,
}

/**
 * Operators for which (a ∘ b) ∘ c is a ∘ (b ∘ c): chains of them need no parentheses. Sums and products are not among
 * them: of reals the last digit tells, and of integers whether a part of it is too large.
 */
const associative: ReadonlySet<InfixOperator> = new Set(['or', 'and', '||'])

/** All but `rows`, which writes a whole query. */
export const exprs: Omit<ExprRenderers, 'rows'> = {
  column(node, w) {
    if (!w.ddl) {
      w.reads(node.source, node.label)
      w.name(node.source)
      w.text('.')
    }
    w.name(node.name)
  },
  param: typed,
  placeholder: typed,
  constant: (node, w) => w.text(node.value === null ? 'null' : String(node.value)),
  call(node, w, outer) {
    if (node.needs) w.needs(node.needs as keyof Features)
    const { functions } = w.dialect
    if (node.declared) w.foreign()
    const own = node.declared || !Object.hasOwn(functions, node.name) ? undefined : functions[node.name]
    if (own) own(node, w, outer)
    else if (node.name.startsWith('operator ')) declared(node, w, outer)
    else plainCall(node, w)
    if (node.over) over(node.over, w)
  },
  infix(node, w, outer) {
    const own = w.dialect.operators[node.operator]
    if (own) own(node, w, outer)
    else if (node.operator === 'in' || node.operator === 'not in') membership(node, w, outer)
    else infix(node, w, outer)
  },
  prefix(node, w, outer) {
    const own = node.operator === '-' ? level.sign : node.operator === 'not' ? level.not : level.atom
    parenthesised(own < outer, w, () => {
      w.text(node.operator === '-' ? '-' : `${node.operator} `)
      w.expr(node.operand, level.atom)
    })
  },
  postfix(node, w, outer) {
    parenthesised(level.comparison < outer, w, () => {
      w.expr(node.operand, level.concat)
      w.text(` ${node.operator}`)
    })
  },
  between(node, w, outer) {
    parenthesised(level.comparison < outer, w, () => {
      w.expr(node.operand, level.concat)
      w.text(node.negated ? ' not between ' : ' between ')
      beside(node.operand.type, node.low, w, level.concat)
      w.text(' and ')
      beside(node.operand.type, node.high, w, level.concat)
    })
  },
  cast(node, w) {
    w.text('cast(')
    beside(node.type, node.operand, w)
    w.text(` as ${castName(node.type, w)})`)
  },
  case(node, w) {
    w.text('case')
    if (node.operand) {
      w.text(' ')
      w.expr(node.operand)
    }
    for (const { when, then } of node.branches) {
      w.text(' when ')
      w.expr(when)
      w.text(' then ')
      w.expr(then)
    }
    if (node.otherwise) {
      w.text(' else ')
      w.expr(node.otherwise)
    }
    w.text(' end')
  },
  list(node, w) {
    w.text('(')
    w.list(node.items, (item) => beside(node.type, item, w))
    w.text(')')
  },
  subquery(node, w) {
    w.text('(')
    w.statement(node.query)
    w.text(')')
  },
  excluded(node, w) {
    w.text('excluded.')
    w.name(node.name)
  },
  name(node, w) {
    if (node.cte) w.uses(node.cte)
    w.list(node.names, (name) => w.name(name), '.')
  },
  fragment(node, w, outer) {
    if (node.declared) w.foreign()
    parenthesised(outer > 0, w, () => {
      node.texts.forEach((text, i) => {
        w.text(text)
        const inner = node.nodes[i]
        if (inner) w.expr(inner)
      })
    })
  },
}

/** A parameter where nothing tells its type: cast, where the database would have to guess. */
function typed(node: Extract<ExprNode, { kind: 'param' | 'placeholder' }>, w: Writer): void {
  const cast = w.ddl ? undefined : w.dialect.castParam(node.type)
  if (cast === undefined) return w.param(node)
  w.text('cast(')
  w.param(node)
  w.text(` as ${cast})`)
}

/** An operand beside one of this type, which tells a parameter of the same kind its own: another kind would be misread. */
function beside(type: SqlType, node: ExprNode, w: Writer, outer = 0): void {
  if (node.type.kind === type.kind) w.bare(node, outer)
  else w.expr(node, outer)
}

/**
 * The type of the operands that have one by themselves, so that the database can tell that of the others; undefined
 * where there is none, or where one is an integer and another a real: a parameter beside both would have two types.
 */
function toldBy(operands: readonly ExprNode[]): SqlType | undefined {
  let told: SqlType | undefined
  for (const operand of operands) {
    if (isOpen(operand)) continue
    // Each item of a list is compared by itself, so one that is open tells nothing.
    if (operand.kind === 'list' && operand.items.some(isOpen)) return undefined
    const type = operand.kind === 'list' ? toldBy(operand.items) : operand.type
    if (told && type && told.kind !== type.kind) return undefined
    told ??= type
  }
  return told
}

/** True for what has no type by itself. */
const isOpen = ({ kind }: ExprNode): boolean => kind === 'param' || kind === 'placeholder'

/** Operands with the operator between them; a chain of one associative operator is written flat. */
export function infix(node: InfixNode, w: Writer, outer: number, operator: string = node.operator): void {
  const own = infixLevel[node.operator] ?? level.comparison
  const inner = own === level.comparison ? level.concat : own === level.concat ? level.atom : own
  const chain = associative.has(node.operator)
  const operands = chain ? chainOf(node) : leftwards(node)
  const told = own > level.and ? toldBy(operands) : undefined
  // A sum is read from the left: what stands behind its first two operands tells them nothing.
  const begins = own > level.concat && operands.slice(0, 2).every(isOpen) ? 1 : 0
  const write = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      if (i > from) w.text(` ${operator} `)
      // a * (b % c) is no chain: what stands on the right on the same level stands in parentheses.
      const place = i > 0 && own > level.concat ? inner + 1 : inner
      // A part of a long chain tells its own parameters nothing but for its first.
      if (told && i >= begins && (i > from || i === 0)) beside(told, operands[i] as ExprNode, w, place)
      else w.expr(operands[i] as ExprNode, place)
    }
  }
  parenthesised(own < outer, w, () => {
    if (chain) balanced(0, operands.length, operator, w, write)
    else write(0, operands.length)
  })
}

/** IN; a list of one subquery is a value to compare with, and `in ((select …))` would be a look among its rows. */
function membership(node: InfixNode, w: Writer, outer: number): void {
  const [left, right] = node.operands as [ExprNode, ExprNode]
  const only = right.kind === 'list' && right.items.length === 1 ? right.items[0] : undefined
  if (only?.kind !== 'subquery') return infix(node, w, outer)
  infix({ ...node, operator: node.operator === 'in' ? '=' : '<>', operands: [left, only] }, w, outer)
}

/** SQLite reads a chain as a tree as deep as the chain is long, and takes 1,000 levels. */
const longestChain = 400

/** A chain of one operator; a long one in parts in parentheses, so that no part is long. */
function balanced(
  from: number,
  to: number,
  operator: string,
  w: Writer,
  write: (from: number, to: number) => void,
): void {
  if (to - from <= longestChain) return write(from, to)
  const size = Math.ceil((to - from) / 20)
  for (let at = from; at < to; at += size) {
    w.text(at === from ? '(' : ` ${operator} (`)
    balanced(at, Math.min(at + size, to), operator, w, write)
    w.text(')')
  }
}

/** Databases read a sum as a tree as deep as the sum is long. */
const longestSum = 600

/** The operands of a sum or product that grew on its right, which is read as it was built: from the left. */
function leftwards(node: InfixNode): readonly ExprNode[] {
  if (node.operator !== '+' && node.operator !== '*') return node.operands
  const operands: ExprNode[] = []
  let next: ExprNode | undefined = node
  while (next?.kind === 'infix' && next.operator === node.operator) {
    for (let i: number = next.operands.length - 1; i > 0; i--) operands.push(next.operands[i] as ExprNode)
    next = next.operands[0]
  }
  if (next) operands.push(next)
  if (operands.length > longestSum)
    throw new LimitExceeded(
      `a chain of ${operands.length} ${node.operator} is longer than the ${longestSum} that every database reads; sum the rows of a query, or compute a part of it in the program`,
    )
  return operands.reverse()
}

/** A text match in which the searched text means itself: LIKE with everything special escaped. */
export function matching(
  node: InfixNode,
  w: Writer,
  outer: number,
  operator: string,
  pattern: (text: string) => string,
  after: string,
): void {
  const [left, right] = node.operands as [ExprNode, ExprNode]
  const searched = right.kind === 'param' ? right.value : undefined
  if (right.kind !== 'param' || typeof searched !== 'string')
    throw new StatementError(
      `${right.kind === 'param' && right.label ? `${right.label}: ` : ''}${node.operator} takes a string`,
    )
  parenthesised(level.comparison < outer, w, () => {
    w.expr(left, level.concat)
    w.text(` ${operator} `)
    w.param(patterned(node, right, pattern(searched)))
    w.text(after)
  })
}

const patterns = new WeakMap<InfixNode, ParamNode>()

/** The parameter of a pattern: the same one wherever the same match stands, as in SELECT and GROUP BY. */
function patterned(node: InfixNode, searched: ParamNode, value: string): ParamNode {
  const known = patterns.get(node)
  if (known?.value === value) return known
  const param = { ...searched, value }
  patterns.set(node, param)
  return param
}

const special = /[!%_]/g
/** `!` rather than a backslash: MySQL reads backslashes in its own way. */
const escapeLike = (text: string): string => text.replace(special, '!$&')

/** A match by LIKE in which the searched text means itself. */
const like =
  (pattern: (escaped: string) => string) =>
  (node: InfixNode, w: Writer, outer: number): void =>
    matching(node, w, outer, 'like', (text) => pattern(escapeLike(text)), " escape '!'")

/** LIKE, and the character that escapes in its pattern. */
function escaped(node: InfixNode, w: Writer, outer: number): void {
  const [left, pattern, sign] = node.operands as [ExprNode, ExprNode, ExprNode | undefined]
  if (!sign) return infix(node, w, outer)
  parenthesised(level.comparison < outer, w, () => {
    w.expr(left, level.concat)
    w.text(` ${node.operator} `)
    w.bare(pattern, level.concat)
    w.text(' escape ')
    w.bare(sign)
  })
}

/** Operators that are not written as they are called. */
export const operators: Readonly<Record<string, (node: InfixNode, w: Writer, outer: number) => void>> = {
  'starts with': like((text) => `${text}%`),
  'ends with': like((text) => `%${text}`),
  contains: like((text) => `%${text}%`),
  // Of whole numbers `/` is whole, and cuts towards zero.
  div: (node, w, outer) => infix(node, w, outer, '/'),
  like: escaped,
  'not like': escaped,
  ilike: (node, w, outer) => {
    w.needs('ilike')
    escaped(node, w, outer)
  },
}

/** A function call as it is called, with DISTINCT, ORDER BY and FILTER. */
export function plainCall(node: CallNode, w: Writer): void {
  w.text(`${checkedName(node.name)}(${node.distinct ? 'distinct ' : ''}`)
  if (node.star) w.text('*')
  else w.exprs(node.args)
  if (node.orderBy) orderBy(node.orderBy, w)
  w.text(')')
  if (node.filter) {
    w.needs('filter')
    w.text(' filter (where ')
    w.expr(node.filter)
    w.text(')')
  }
}

/** Spells a function by another name: `length: renamed('char_length')`. */
export const renamed =
  (name: string) =>
  (call: CallNode, w: Writer): void =>
    plainCall({ ...call, name }, w)

/** A window that has a name is written once, in the WINDOW clause; where that is behind already, at its place. */
function over(window: WindowNode, w: Writer): void {
  w.text(' over ')
  if (window.name !== undefined && w.window(window.name, window)) w.name(window.name)
  else windowOf(window, w)
}

export function windowOf(window: WindowNode, w: Writer): void {
  w.text('(')
  if (window.partitionBy.length > 0) {
    w.text('partition by ')
    w.exprs(window.partitionBy)
  }
  if (window.orderBy.length > 0) {
    if (window.partitionBy.length > 0) w.text(' ')
    w.text('order by ')
    w.list(window.orderBy, (order) => w.dialect.ordering(order, w))
  }
  if (window.frame) {
    if (window.partitionBy.length + window.orderBy.length > 0) w.text(' ')
    frame(window.frame, w)
  }
  w.text(')')
}

function frame({ unit, from, to, exclude }: FrameNode, w: Writer): void {
  if (unit === 'groups') w.needs('groupsFrame')
  w.text(`${unit} between ${bound(from)} and ${bound(to)}`)
  if (!exclude) return
  w.needs('frameExclude')
  w.text(` exclude ${exclude}`)
}

/** A checked number as text: MySQL and MariaDB take no parameter there that is cast. */
const bound = ({ distance, side }: BoundNode): string => (distance === undefined ? side : `${distance} ${side}`)

/** ` order by …` of a statement or an aggregate. */
export function orderBy(orders: readonly OrderNode[], w: Writer): void {
  if (orders.length === 0) return
  w.text(' order by ')
  w.list(orders, (order) => w.dialect.ordering(order, w))
}

/** One entry of ORDER BY. */
export function ordering(order: OrderNode, w: Writer): void {
  w.expr(order.by)
  if (order.direction === 'desc') w.text(' desc')
  if (order.nulls) w.text(order.nulls === 'first' ? ' nulls first' : ' nulls last')
}

function parenthesised(needed: boolean, w: Writer, write: () => void): void {
  if (needed) w.text('(')
  write()
  if (needed) w.text(')')
}

/** What CAST calls a type. */
export function castName(type: SqlType, w: Writer): string {
  const words = wordsOf(type, w.dialect.name)
  if (words !== undefined) return words
  const { castTypes, types } = w.dialect
  const names = [castTypes, types].find((some) => Object.hasOwn(some, type.name))
  const own = names?.[type.name]
  if (own === undefined) throw new StatementError(`${w.dialect.name} has no type ${type.name}`)
  return typeof own === 'string' ? own : own(type, { inKey: false })
}
