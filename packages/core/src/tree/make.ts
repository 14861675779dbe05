// Nodes that Espalier makes by itself, where no program wrote them.
import type { CallNode, ColumnNode, ExprNode, InfixNode, OrderNode, SelectNode } from '../ast.ts'
import type { SqlType } from '../types/sql-type.ts'
import { booleanType, integerType } from '../types/standard.ts'

/** A condition of an operator between operands. */
export const infix = (operator: InfixNode['operator'], operands: readonly ExprNode[]): InfixNode => ({
  kind: 'infix',
  operator,
  operands,
  type: booleanType,
})

/** All of the conditions; undefined for none. */
export function allOf(conditions: readonly (ExprNode | undefined)[]): ExprNode | undefined {
  const operands = conditions.filter((condition) => condition !== undefined)
  return operands.length > 1 ? infix('and', operands) : operands[0]
}

/** A condition and a further one, where there are both. */
export const both = (before: ExprNode | undefined, more: ExprNode | undefined): ExprNode | undefined =>
  before && more ? infix('and', [before, more]) : (before ?? more)

/** A column of a source that no program named. */
export const columnOf = (source: string, name: string, type: SqlType): ColumnNode => ({
  kind: 'column',
  source,
  name,
  type,
  label: `${source}.${name}`,
})

/** `row_number() over (partition by … order by …)` */
export const rowNumber = (partitionBy: readonly ExprNode[], orderBy: readonly OrderNode[]): CallNode => ({
  kind: 'call',
  name: 'row_number',
  args: [],
  type: integerType,
  over: { partitionBy, orderBy },
})

export const ascending = (by: ExprNode): OrderNode => ({ by, direction: 'asc', nulls: undefined })

/** LIMIT and OFFSET as conditions on the number of a row. */
export function limits(n: ExprNode, { limit, offset }: Pick<SelectNode, 'limit' | 'offset'>): (ExprNode | undefined)[] {
  const last = limit && offset ? sumOf(limit, offset) : limit
  return [offset && infix('>', [n, offset]), last && infix('<=', [n, last])]
}

/** The sum of two numbers of rows; of two that are known, the number. */
function sumOf(limit: ExprNode, offset: ExprNode): ExprNode {
  if (limit.kind === 'param' && offset.kind === 'param') {
    return { ...limit, value: Number(limit.value) + Number(offset.value) }
  }
  return { kind: 'infix', operator: '+', operands: [limit, offset], type: integerType }
}
