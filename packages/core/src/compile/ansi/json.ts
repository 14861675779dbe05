// What the databases' words for JSON have in common.
import type { ExprNode } from '../../ast.ts'
import type { Wire } from '../../types/sql-type.ts'
import type { Codec, Writer } from '../dialect.ts'

/**
 * Keys and places as a path in SQLite's and MySQL's words: `$."device"."tags"[0]`. Each key is a JSON string, so that
 * quotes, dots and brackets in it mean themselves.
 */
export const pathCodec: Codec = {
  encode: (wire: Wire) =>
    `$${(JSON.parse(String(wire)) as unknown[]).map((step) => (typeof step === 'number' ? `[${step}]` : `.${JSON.stringify(step)}`)).join('')}`,
}

/** A document and the path that `at` made into it, if there is one. */
export function pathOf(node: ExprNode): readonly [document: ExprNode, path: ExprNode | undefined] {
  return node.kind === 'call' && node.name === 'json_at' ? (node.args as [ExprNode, ExprNode]) : [node, undefined]
}

/** Texts and expressions, one behind the other. */
export function written(w: Writer, ...parts: readonly (string | ExprNode | undefined)[]): void {
  for (const part of parts) {
    if (typeof part === 'string') w.text(part)
    else if (part) w.expr(part)
  }
}

/** Writes with parentheses around where an operator of this level stands in a tighter place. */
export function grouped(level: number, outer: number, w: Writer, write: () => void): void {
  if (level < outer) w.text('(')
  write()
  if (level < outer) w.text(')')
}
