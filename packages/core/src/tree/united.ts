import type { Output, QueryNode, SetNode } from '../ast.ts'
import { commonType } from '../types/standard.ts'

/** The select list of a query; a set operation has its first member's, of types that hold the others' values too. */
export const outputsOf = (query: QueryNode): readonly Output[] => (query.kind === 'set' ? united(query) : query.outputs)

const known = new WeakMap<SetNode, readonly Output[]>()

/** Kept: a chain of set operations asks again for what is inside of it. */
function united(node: SetNode): readonly Output[] {
  const kept = known.get(node)
  if (kept) return kept
  const lists = node.members.map(outputsOf)
  const [first = [], ...others] = lists
  const made = first.map((output, i) => {
    if (!('expr' in output) || output.expr.type.kind !== 'numeric') return output
    const type = commonType([output.expr.type, ...others.map((list) => typeOf(list[i], output))])
    return type === output.expr.type ? output : { ...output, expr: { ...output.expr, type } }
  })
  known.set(node, made)
  return made
}

const typeOf = (output: Output | undefined, or: { readonly expr: { readonly type: any } }) =>
  output && 'expr' in output ? output.expr.type : or.expr.type
