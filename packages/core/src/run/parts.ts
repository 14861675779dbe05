import type { ExprNode, InsertNode, StatementNode } from '../ast.ts'
import { compile } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'

/**
 * The statements that stand for one INSERT: rows of one shape each where the database takes no DEFAULT as a
 * value, and no more rows in each than it takes parameters. Every other statement stands for itself.
 */
export function partsOf(node: StatementNode, dialect: Dialect): readonly StatementNode[] {
  if (node.kind !== 'insert') return [node]
  const shapes = dialect.lacks.defaultValue ? byShape(node) : [node]
  const parts = shapes.flatMap((part) => chunks(part, dialect.maxParams - besides(part, dialect)))
  return parts
}

/** Rows that fill the same columns, together and in their order. */
function byShape(node: InsertNode): InsertNode[] {
  const isGiven = (row: readonly unknown[], i: number): boolean =>
    row[i] !== undefined || node.expressions?.get(row)?.has(i) === true
  if (node.rows.every((row) => node.columns.every((_column, i) => isGiven(row, i)))) return [node]
  const parts: InsertNode[] = []
  let before = ''
  for (const row of node.rows) {
    const places = node.columns.map((_column, i) => i).filter((i) => isGiven(row, i))
    const shape = places.join()
    const last = parts.at(-1)
    const cells = places.map((i) => row[i])
    const moved = expressionsAt(node, row, places)
    if (last && shape === before && places.length > 0) {
      parts[parts.length - 1] = { ...last, rows: [...last.rows, cells], expressions: merged(last, cells, moved) }
    } else {
      const columns = places.map((i) => node.columns[i] as InsertNode['columns'][number])
      parts.push({ ...node, columns, rows: [cells], expressions: moved && new Map([[cells, moved]]) })
    }
    before = shape
  }
  return parts
}

/** The expressions of a row at the places that its columns have among fewer ones. */
function expressionsAt(
  node: InsertNode,
  row: readonly unknown[],
  places: readonly number[],
): ReadonlyMap<number, ExprNode> | undefined {
  const of = node.expressions?.get(row)
  if (!of) return undefined
  return new Map([...of].map(([i, expression]) => [places.indexOf(i), expression]))
}

function merged(
  part: InsertNode,
  cells: readonly unknown[],
  more: ReadonlyMap<number, ExprNode> | undefined,
): InsertNode['expressions'] {
  return more ? new Map([...(part.expressions ?? []), [cells, more]]) : part.expressions
}

/** An INSERT in parts of as many rows as the database takes parameters for. */
function chunks(node: InsertNode, maxParams: number): InsertNode[] {
  const size = Math.max(1, Math.floor(maxParams / Math.max(1, node.columns.length)))
  if (node.rows.length <= size) return [node]
  return Array.from({ length: Math.ceil(node.rows.length / size) }, (_part, i) => ({
    ...node,
    rows: node.rows.slice(i * size, (i + 1) * size),
  }))
}

/** How many parameters the statement has besides its cells. */
function besides(node: InsertNode, dialect: Dialect): number {
  if (!node.conflict && !node.returning) return 0
  return compile({ node: { ...node, rows: node.rows.slice(0, 1), expressions: undefined } }, dialect).params.length
}
