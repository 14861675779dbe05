import type { CteNode } from '../ast.ts'
import type { Node } from './fields.ts'
import { childSteps, eachChild, type Holder } from './steps.ts'

/** Something with a tree, such as a statement or an expression, or a node by itself. */
export type Tree = Node | { readonly node: Node }

export const rootOf = (tree: Tree): Node => ('node' in tree ? tree.node : tree)

/**
 * Visits every node of a statement or expression: a node before those in it, and these in the order of the text. The
 * query of a WITH query is visited where it is first read. Where `visit` gives `false`, the nodes inside are left out.
 *
 * `walk(query, (node) => { if (node.kind === 'table') tables.add(node.name) })`
 */
export function walk(tree: Tree, visit: (node: Node) => unknown): void {
  const open: Node[] = [rootOf(tree)]
  const seen = new Set<CteNode>()
  const children: Node[] = []
  const give = (child: Node): void => void children.push(child)
  const enter = (cte: CteNode): void => {
    if (seen.has(cte)) return
    seen.add(cte)
    children.push(cte.query)
  }
  for (let node = open.pop(); node; node = open.pop()) {
    if (visit(node) === false) continue
    eachChild(childSteps[node.kind], node as unknown as Holder, give, enter)
    for (let child = children.pop(); child; child = children.pop()) open.push(child)
  }
}
