import type { QueryNode, StatementNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { asText } from '../print/inspect.ts'
import { type PrintOptions, printed } from '../print/print.ts'

/**
 * A statement that the program built. What only looks like one is not: an object parsed from JSON may have a `node`,
 * but never this class's private mark, so that data from outside cannot pass for SQL.
 */
export abstract class Built<out Node extends StatementNode> {
  readonly node: Node
  readonly #built = true

  constructor(node: Node) {
    this.node = node
  }

  /**
   * The statement in lines, for reading: not what is sent, which is `compile`'s to write. Parameters stand as `:1`, with
   * their types beneath; `{ values: true }` shows their values too, which may be secrets. `{ dialect }` prints it in the
   * words of a database. It never throws: what cannot be compiled is printed with the reason.
   */
  toString(options?: PrintOptions): string {
    return printed(this.node, options)
  }

  /** The same statement with another tree. */
  protected renewed(node: StatementNode): Built<StatementNode> {
    return new (this.constructor as new (node: StatementNode) => Built<StatementNode>)(node)
  }

  /** A statement with another tree; undefined for everything else. */
  static renewed(value: unknown, change: (node: StatementNode) => StatementNode): Built<StatementNode> | undefined {
    if (typeof value !== 'object' || value === null || !(#built in value)) return undefined
    const statement = value as Built<StatementNode>
    const node = change(statement.node)
    return node === statement.node ? statement : statement.renewed(node)
  }

  /** The tree of a statement; undefined for everything else. */
  static nodeOf(value: unknown): StatementNode | undefined {
    return typeof value === 'object' && value !== null && #built in value
      ? (value as Built<StatementNode>).node
      : undefined
  }
}

asText(Built)
/** The tree of a query; what is no SELECT and no set operation is refused. */
export function queryNodeOf(query: unknown, sentence = 'a query is needed here, like select(…).from(…)'): QueryNode {
  const node = Built.nodeOf(query)
  if (node?.kind === 'select' || node?.kind === 'set') return node
  throw new StatementError(sentence)
}
