import type { SelectNode } from '../ast.ts'
import { walk } from '../tree/walk.ts'

/** The aliases of the enclosing queries that a query reads, in the order of their first use. */
export function outerAliases(query: SelectNode): readonly string[] {
  const found = new Set<string>()
  readsOutside(query, new Set(), found)
  return [...found]
}

function readsOutside(query: SelectNode, around: ReadonlySet<string>, found: Set<string>): void {
  const own = new Set(around)
  for (const source of [query.from, ...query.joins.map((join) => join.source)]) if (source) own.add(source.alias)
  walk(query, (node) => {
    // A WITH query reads nothing of the queries around it.
    if (node === query || node.kind === 'set') return true
    if (node.kind === 'cte') return false
    if (node.kind === 'select') readsOutside(node, own, found)
    // The columns of a set operation have no source.
    else if (node.kind === 'column' && node.source !== '' && !own.has(node.source)) found.add(node.source)
    return node.kind !== 'select'
  })
}
