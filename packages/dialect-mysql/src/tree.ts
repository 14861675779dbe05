// What MySQL asks about a statement's tree before its words are written.
import {
  ansi,
  type Clauses,
  type ExprNode,
  type InfixNode,
  type Kind,
  type Node,
  type Output,
  type SelectNode,
  StatementError,
  type UpdateNode,
  type Writer,
  walk,
} from '@espalier/core'

type Assignment = UpdateNode['set'][number]

/** True where a part of the tree passes the test. */
function holds(root: ExprNode, test: (node: Node) => boolean): boolean {
  let found = false
  walk(root, (node) => {
    found ||= test(node)
    return !found
  })
  return found
}

const isParam = (node: Node): boolean => node.kind === 'param' || node.kind === 'placeholder'

/** True where an expression is the same in every row, and computed before there is any. */
export const isConstant = (expr: ExprNode): boolean =>
  !holds(
    expr,
    ({ kind }) =>
      kind !== 'constant' &&
      kind !== 'infix' &&
      kind !== 'prefix' &&
      kind !== 'postfix' &&
      kind !== 'list' &&
      kind !== 'case',
  )

/** A constant by its position in the select list, or as a subquery where it has none there. */
export function constantAt(expr: ExprNode, { outputs }: SelectNode): ExprNode {
  if (!isConstant(expr)) return expr
  return placeOf(expr, outputs) ?? { kind: 'fragment', texts: ['(select ', ')'], nodes: [expr], type: expr.type }
}

/** Kinds that travel alike. */
const wireKind = (kind: Kind): Kind => (kind === 'bigint' ? 'integer' : kind)

/**
 * The operands of an operator, with a cast on each parameter whose type no other operand tells. MySQL gives a
 * parameter the type of the operand beside it, and keeps the type of a value that was sent there before: a
 * statement that once got `1.5` for `big + ?` goes on computing in floating point.
 */
export function told(operands: readonly ExprNode[], w: Writer): readonly ExprNode[] {
  if (w.ddl) return operands
  const known = new Set<Kind>()
  for (const operand of operands)
    for (const node of partsOf(operand)) if (!isParam(node)) known.add(wireKind(node.type.kind))
  const isTold = (node: ExprNode): boolean => {
    if (!isParam(node) || w.dialect.castParam(node.type) === undefined) return true
    // A text beside a JSON document would be a JSON string.
    return node.type.kind !== 'json' && known.has(wireKind(node.type.kind))
  }
  if (operands.every((operand) => partsOf(operand).every(isTold))) return operands
  const typed = (node: ExprNode): ExprNode => (isTold(node) ? node : { kind: 'cast', operand: node, type: node.type })
  return operands.map((operand) =>
    operand.kind === 'list' ? { ...operand, items: operand.items.map(typed) } : typed(operand),
  )
}

const partsOf = (operand: ExprNode): readonly ExprNode[] => (operand.kind === 'list' ? operand.items : [operand])

/**
 * The operands of an operator. Before IN an integer is cast to what is wider in the list: MySQL would round the list to
 * integers, so that `abs(2) in (2.5e0, 7e0)` is true.
 */
export function asWide({ operator, operands }: InfixNode): readonly ExprNode[] {
  const [left, list] = operands
  if ((operator !== 'in' && operator !== 'not in') || !left || list?.kind !== 'list') return operands
  if (wireKind(left.type.kind) !== 'integer') return operands
  const wider = list.items.find(({ type }) => type.kind === 'real' || type.kind === 'numeric')
  return wider ? [{ kind: 'cast', operand: left, type: { ...wider.type, args: [] } }, list] : operands
}

/** True for the operators beside which a parameter takes its type from the other side. */
export const compares = ({ operator }: InfixNode): boolean => !untyped.has(operator)

const untyped: ReadonlySet<InfixNode['operator']> = new Set(['and', 'or', '||', 'starts with', 'ends with', 'contains'])

/**
 * GROUP BY and ORDER BY of an expression that is in the select list and has parameters or subqueries, by its position
 * there: to MySQL `a + ?` and `a + ?` are two expressions, and under ONLY_FULL_GROUP_BY an error.
 */
export const byPosition: Pick<Clauses<SelectNode>, 'groupBy' | 'orderBy'> = {
  groupBy(q, w) {
    ansi.select.groupBy({ ...q, groupBy: q.groupBy.map((expr) => position(expr, q)) }, w)
  },
  orderBy(q, w) {
    if (q.groupBy.length === 0 && !q.distinct) return ansi.select.orderBy(q, w)
    ansi.select.orderBy({ ...q, orderBy: q.orderBy.map((order) => ({ ...order, by: position(order.by, q) })) }, w)
  },
}

function position(expr: ExprNode, { outputs }: SelectNode): ExprNode {
  if (expr.kind === 'column' || !holds(expr, isTwice)) return expr
  return placeOf(expr, outputs) ?? expr
}

/** The number that stands for an expression of the select list. */
function placeOf(expr: ExprNode, outputs: readonly Output[]): ExprNode | undefined {
  const at = exprsOf(outputs).indexOf(expr)
  return at < 0 ? undefined : { kind: 'fragment', texts: [String(at + 1)], nodes: [], type: expr.type }
}

/** True for what is another thing to MySQL where it is written again. */
const isTwice = (node: Node): boolean => isParam(node) || node.kind === 'subquery'

const exprsOf = (outputs: readonly Output[]): readonly ExprNode[] =>
  outputs.flatMap((output) => ('expr' in output ? [output.expr] : exprsOf(output.outputs)))

/**
 * Assignments in an order in which each still reads the row as it was: MySQL sets one column behind the other,
 * and an expression reads what was set before it.
 */
export function asOne(set: readonly Assignment[], table: string): readonly Assignment[] {
  const rest = [...set]
  const ordered: Assignment[] = []
  while (rest.length > 0) {
    const next = rest.findIndex(({ column }) =>
      rest.every((other) => other.column === column || !reads(other.to, table, column.name)),
    )
    if (next < 0) {
      const names = rest.map(({ column }) => column.label).join(', ')
      throw new StatementError(
        `mysql sets one column behind the other, so ${names} cannot take each other's values; read the row first`,
      )
    }
    ordered.push(...rest.splice(next, 1))
  }
  return ordered
}

const reads = (expr: ExprNode, source: string, name: string): boolean =>
  !isParam(expr) && holds(expr, (node) => node.kind === 'column' && node.source === source && node.name === name)
