import type { ExprNode, InfixNode } from '../ast.ts'

/** The operands of a chain of one operator, from left to right, however it was nested. */
export function chainOf(node: InfixNode): readonly ExprNode[] {
  if (!node.operands.some((operand) => operand.kind === 'infix' && operand.operator === node.operator))
    return node.operands
  const operands: ExprNode[] = []
  const open: ExprNode[] = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'infix' && next.operator === node.operator) {
      for (let i = next.operands.length - 1; i >= 0; i--) open.push(next.operands[i] as ExprNode)
    } else {
      operands.push(next)
    }
  }
  return operands
}
