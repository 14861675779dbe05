import type { StatementNode, TagNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Built } from '../expr/built.ts'

/**
 * The statement with a comment behind it, for who reads the database's log: `comment(query, { route: '/tracks' })` ends in
 * `/*route='%2Ftracks'*\/`, as sqlcommenter has it (google.github.io/sqlcommenter/spec). Keys stand in order, and are
 * encoded as values are, so that nothing in them can end the comment. A statement with another comment is another
 * statement to the server: what is prepared is prepared once for each.
 */
export function comment<Q>(statement: Q, tags: Readonly<Record<string, string | number | boolean>>): Q {
  const entries = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))
  const nodes = entries.map(([key, value]): TagNode => ({ key: wellFormed(key), value: wellFormed(value) }))
  if (nodes.length === 0) throw new StatementError('a comment is empty; give it at least one key')
  const commented = Built.renewed(statement, (node) => ({ ...node, comment: nodes }) as StatementNode)
  if (!commented) throw new StatementError('a statement is needed here, like select(…).from(…)')
  return commented as unknown as Q
}

function wellFormed(value: unknown): string {
  const text = String(value)
  if (!/\p{Surrogate}/u.test(text)) return text
  throw new StatementError('a comment holds half a surrogate pair')
}
