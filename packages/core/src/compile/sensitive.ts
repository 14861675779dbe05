// Which parameters are never shown: those that stand beside a column that is sensitive, or fill one.
import type { Assignment, ExprNode, StatementNode } from '../ast.ts'
import type { Node } from '../tree/fields.ts'
import { walk } from '../tree/walk.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { TextWriter } from './writer.ts'

/**
 * The types of a statement's parameters, sensitive where a sensitive column is in the same condition or call, or gets the
 * value: `lower(people.email) = ?`, and a parameter of a prepared statement. Rather one too many is hidden.
 */
export function shownTypes(node: StatementNode, writer: TextWriter): readonly SqlType[] {
  const { types, nodes, slots, hasSensitive } = writer
  if (types.length === 0 || !(hasSensitive || fills(node).some(([type]) => type.sensitive))) return types
  const hidden = hiddenIn(node)
  return types.map((type, i) => {
    const param = nodes[i] ?? slots.get(i)
    return param && hidden.has(param) && !type.sensitive ? { ...type, sensitive: true } : type
  })
}

/** The values of a statement that stand beside a sensitive column. */
function hiddenIn(node: StatementNode): ReadonlySet<unknown> {
  const hidden = new Set<unknown>()
  const hide = (within: ExprNode): void =>
    walk(within, (part) => {
      if (isValue(part)) hidden.add(part)
    })
  walk(node, (part) => {
    for (const [type, to] of fills(part)) if (type.sensitive) hide(to)
    if (!isLeaf(part) || !readsSensitive(part)) return true
    hide(part)
    return false
  })
  return hidden
}

/** The expressions that a statement stores, with the types of their columns. */
function fills(node: Node): (readonly [type: SqlType, to: ExprNode])[] {
  switch (node.kind) {
    case 'update':
      return node.set.map(filled)
    case 'merge':
      return node.whens.flatMap(({ set, columns, cells }) => [
        ...set.map(filled),
        ...cells.map((cell, i): readonly [SqlType, ExprNode] => [(columns[i] ?? cell).type, cell]),
      ])
    case 'insert': {
      const cells = [...(node.expressions?.values() ?? [])].flatMap((row) => [...row])
      const stored = cells.map(([i, cell]): readonly [SqlType, ExprNode] => [(node.columns[i] ?? cell).type, cell])
      return [...stored, ...(node.conflict?.set ?? []).map(filled)]
    }
    default:
      return []
  }
}

const filled = ({ column, to }: Assignment): readonly [SqlType, ExprNode] => [column.type, to]

const isValue = ({ kind }: Node): boolean => kind === 'param' || kind === 'placeholder'

/** An expression that is not AND, OR or NOT of others. */
const isLeaf = (node: Node): node is ExprNode =>
  isExpr(node) && !(node.kind === 'infix' && (node.operator === 'and' || node.operator === 'or')) && !isNot(node)

const isNot = (node: Node): boolean => node.kind === 'prefix' && node.operator === 'not'

/** What has a type and is in no FROM. */
const isExpr = (node: Node): node is ExprNode => 'type' in node

/** True where a sensitive column is in an expression itself; what is in a subquery is looked at there. */
function readsSensitive(expr: ExprNode): boolean {
  let found = false
  walk(expr, (part) => {
    if (part.kind === 'column' && part.type.sensitive) found = true
    return isExpr(part) && !found
  })
  return found
}
