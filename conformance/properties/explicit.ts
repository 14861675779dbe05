import { type Expr, type ExprNode, type InfixNode, transform } from '@espalier/core'

const wrapped = (node: ExprNode): ExprNode => ({ kind: 'fragment', texts: ['(', ')'], nodes: [node], type: node.type })

/** Chains that mean the same however they are nested, and are written flat. */
const isChain = ({ operator }: InfixNode): boolean => operator === 'and' || operator === 'or' || operator === '||'

/** The operands of a chain, those of chains inside of it in their places. */
const flat = (node: InfixNode): readonly ExprNode[] =>
  node.operands.flatMap((operand) => {
    const inner = operand.kind === 'fragment' && operand.texts[0] === '(' ? operand.nodes[0] : undefined
    return inner?.kind === 'infix' && inner.operator === node.operator ? inner.operands : [operand]
  })

/** The same expression with parentheses around every operand, however it is written. */
export function explicit<E extends Expr<any, any, any, any, any>>(expr: E): E {
  return transform(expr, {
    infix: (node) => wrapped(isChain(node) ? { ...node, operands: flat(node) } : node),
    prefix: wrapped,
    postfix: wrapped,
    between: wrapped,
    cast: wrapped,
    case: wrapped,
    call: wrapped,
  })
}
