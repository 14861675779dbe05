import type { CteNode, ExprNode, QueryNode, SourceNode } from '../ast.ts'
import type { Node, NodeKind, NodeOf } from './fields.ts'
import { type Cells, childSteps, eachChild, type Holder, type Step } from './steps.ts'
import { walk } from './walk.ts'

/** What may stand where a node of this kind stood. */
type Sort<K extends NodeKind> = K extends ExprNode['kind']
  ? ExprNode
  : K extends SourceNode['kind']
    ? SourceNode
    : K extends QueryNode['kind']
      ? QueryNode
      : NodeOf<K>

/** For a kind of node, what comes into its place; the node's own parts have been replaced before. */
export type Replacements = { readonly [K in NodeKind]?: (node: NodeOf<K>) => Sort<K> }

type Change = (node: Node) => Node

/**
 * A tree with other nodes in the place of some. What holds none of them stays the very same object, and a node that
 * stands in several places is replaced once, so that a shared parameter stays shared.
 */
export function replaced<N extends Node>(root: N, replacements: Replacements): N {
  const change: Change = (node) => {
    const own = replacements[node.kind] as Change | undefined
    return own ? own(node) : node
  }
  return changed(root, change, undefined) as N
}

/** `outside` is a WITH query that is not entered. */
function changed(root: Node, change: Change, outside: CteNode | undefined): Node {
  const done = new Map<Node, Node>()
  const ctes = new Map<CteNode, CteNode>(outside && [[outside, outside]])
  const entered = new Set<Node>()
  const open: Node[] = [root]
  const give = (child: Node): void => {
    if (!entered.has(child)) open.push(child)
  }
  const enter = (cte: CteNode): void => {
    if (!ctes.has(cte)) give(cte.query)
  }
  // Of a WITH query that reads itself the inner use is met while the outer one is open, and comes later.
  const next = (child: Node): Node => done.get(child) ?? child
  const again = (cte: CteNode): CteNode => ctes.get(cte) ?? cte
  while (open.length > 0) {
    const node = open[open.length - 1] as Node
    if (!entered.has(node)) {
      entered.add(node)
      eachChild(childSteps[node.kind], node as unknown as Holder, give, enter)
      continue
    }
    open.pop()
    if (done.has(node)) continue
    const cte = 'cte' in node ? node.cte : undefined
    done.set(
      node,
      cte && !ctes.has(cte) && done.has(cte.query)
        ? changedCte(node, cte, next(cte.query) as QueryNode, change, ctes)
        : change(rebuilt(childSteps[node.kind], node as unknown as Holder, next, again) as unknown as Node),
    )
  }
  return next(root)
}

/** A use of a WITH query whose query is ready; where that reads itself, it must read its new self. */
function changedCte(use: Node, cte: CteNode, query: QueryNode, change: Change, ctes: Map<CteNode, CteNode>): Node {
  const plain = change(use)
  const reads = cte.recursive && readsItself(cte)
  const same = query === cte.query && (plain === use || !reads)
  const fresh: CteNode = same ? cte : { ...cte, query }
  ctes.set(cte, fresh)
  if (same) return plain
  const reading = (node: Node): Node => ('cte' in node && node.cte === cte ? { ...node, cte: fresh } : node)
  const own = reading(plain)
  if (!reads) return own
  const renewed: Change = (node) => (node === use ? own : reading(node))
  fresh.query = changed(query, renewed, cte) as QueryNode
  return own
}

function readsItself(cte: CteNode): boolean {
  let found = false
  walk(cte.query, (node) => {
    found ||= 'cte' in node && node.cte === cte
    return !found
  })
  return found
}

/** A node or record with what came into the place of its parts; the same object where nothing did. */
function rebuilt(steps: readonly Step[], holder: Holder, next: Change, cte: (node: CteNode) => CteNode): Holder {
  let copy: Record<string, unknown> | undefined
  for (const { field, part, steps: inner } of steps) {
    const value = holder[field]
    if (value === undefined) continue
    const now = rebuiltPart(part, value, inner, next, cte)
    if (now === value) continue
    copy ??= { ...holder }
    copy[field] = now
  }
  return copy ?? holder
}

function rebuiltPart(
  part: Step['part'],
  value: unknown,
  inner: readonly Step[],
  next: Change,
  cte: (node: CteNode) => CteNode,
): unknown {
  switch (part) {
    case 'node':
      return next(value as Node)
    case 'node[]':
      return listOf(value as readonly Node[], next)
    case 'node[][]':
      return listOf(value as readonly (readonly Node[])[], (list) => listOf(list, next))
    case 'record':
      return rebuilt(inner, value as Holder, next, cte)
    case 'record[]':
      return listOf(value as readonly Holder[], (record) => rebuilt(inner, record, next, cte))
    case 'cells':
      return mapOf(value as Cells, (row) => mapOf(row, (cell) => next(cell) as ExprNode))
    case 'cte':
      return cte(value as CteNode)
    default:
      return value
  }
}

/** A list with each item changed; the same list where none was. */
function listOf<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let copy: T[] | undefined
  for (let i = 0; i < list.length; i++) {
    const now = change(list[i] as T)
    if (now === list[i]) continue
    copy ??= [...list]
    copy[i] = now
  }
  return copy ?? list
}

function mapOf<K, V>(map: ReadonlyMap<K, V>, change: (item: V) => V): ReadonlyMap<K, V> {
  let copy: Map<K, V> | undefined
  for (const [key, item] of map) {
    const now = change(item)
    if (now !== item) copy = (copy ?? new Map(map)).set(key, now)
  }
  return copy ?? map
}
