// The key that the database generates for a new row: some drivers tell it, PostgreSQL gives it back where it is asked.
import type { InsertNode, OutputNode, StatementNode } from '../ast.ts'
import type { Dialect } from '../compile/dialect.ts'
import type { ChangeResult, DriverResult } from './driver.ts'

/**
 * A change as it is sent so that the key of a new row comes with it: RETURNING of the key where the driver does not tell
 * it. Of several rows, or where an old row may be changed instead, the databases tell different ones or none.
 */
export function keyed(node: StatementNode, dialect: Dialect): StatementNode {
  if (node.kind !== 'insert' || !hasKey(node) || !dialect.returnsKeys) return node
  const { key, into } = node
  const output: OutputNode = {
    key: 'key',
    expr: { kind: 'column', source: into.alias, name: key.name, type: key.type, label: key.label },
  }
  return { ...node, returning: [output] }
}

/** The generated key of a new row. */
export function insertIdOf(node: StatementNode, result: DriverResult): ChangeResult['insertId'] {
  if (node.kind !== 'insert' || !hasKey(node)) return undefined
  const raw = result.rows[0]?.[0] ?? result.insertId
  if (raw === undefined || raw === null) return undefined
  return node.key.type.kind === 'bigint' ? BigInt(raw as number | string) : Number(raw)
}

const hasKey = (node: InsertNode): node is InsertNode & { readonly key: NonNullable<InsertNode['key']> } =>
  node.key !== undefined && node.rows.length === 1 && !node.returning && !node.conflict && node.how === 'insert'
