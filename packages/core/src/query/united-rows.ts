// Rows inside of the rows of a set operation: they are read as the first member has them, by position.
import type { Output, OutputNode, QueryNode, RowsNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { rowsNode, rowsOf } from '../expr/nested.ts'
import type { SqlType } from '../types/sql-type.ts'

/** A member whose rows inside of rows have the keys of the first one's, in their order. */
export function withRowsAs(member: QueryNode, first: readonly Output[]): QueryNode {
  if (!first.some(holdsRows)) return member
  if (member.kind === 'set') return { ...member, members: member.members.map((one) => withRowsAs(one, first)) }
  return {
    ...member,
    outputs: member.outputs.map((output, i) => {
      const like = first[i] as Output
      return holdsRows(output) || holdsRows(like) ? columnAs(output, like, output.key) : output
    }),
  }
}

/** Refuses rows inside of rows where the operation compares its members' rows. */
export function checkCompared(outputs: readonly Output[]): void {
  const found = outputs.find(holdsRows)
  if (found) throw new StatementError(`${found.key} holds rows, and no database compares those; say unionAll`)
}

const holdsRows = (output: Output): boolean => 'expr' in output && rowsOf(output.expr.type) !== undefined

function columnAs(output: Output, first: Output, column: string): Output {
  if (!('expr' in output) || !('expr' in first)) {
    if ('expr' in output || 'expr' in first || presenceAt(output) !== presenceAt(first)) throw unlike(column)
    return { ...output, outputs: listAs(output.outputs, first.outputs, column) }
  }
  const [own, other] = [rowsOf(output.expr.type), rowsOf(first.expr.type)]
  if (!own && !other && isAlike(output.expr.type, first.expr.type)) return output
  if (!own || !other || own.one !== other.one) throw unlike(column)
  // What comes from a subquery is as that has it.
  if (output.expr.kind !== 'rows') {
    if (keysIn(own.outputs) !== keysIn(other.outputs)) throw unlike(column)
    listAs(own.outputs, other.outputs, column)
    return output
  }
  return { key: output.key, expr: rowsAs(output.expr, other.outputs, column) }
}

const rowsAs = ({ query, one, strategy }: RowsNode, first: readonly Output[], column: string): RowsNode =>
  rowsNode({ ...query, outputs: listAs(query.outputs, first, column) }, one, strategy)

function listAs(outputs: readonly Output[], first: readonly Output[], column: string): Output[] {
  if (outputs.length !== first.length) throw unlike(column)
  return first.map((like) => {
    const own = outputs.find(({ key }) => key === like.key)
    if (!own) throw unlike(column)
    return columnAs(own, like, column)
  })
}

/** True for types whose values are read alike; of a `numeric` the digits count. */
const isAlike = (one: SqlType, other: SqlType): boolean =>
  one.kind === other.kind && (one.kind !== 'numeric' || one.args.join() === other.args.join())

/** Which column of an object tells that it is there; -1 for none. */
const presenceAt = (output: Exclude<Output, OutputNode>): number =>
  output.outputs.findIndex((one) => 'expr' in one && one.expr === output.presence)

const keysIn = (outputs: readonly Output[]): string =>
  outputs.map((output) => ('expr' in output ? output.key : `${output.key}(${keysIn(output.outputs)})`)).join()

const unlike = (column: string): StatementError =>
  new StatementError(
    `column ${column} holds rows of other keys or types in one member than in the other; select the same in both`,
  )
