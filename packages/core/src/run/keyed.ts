// A relation's query for many keys at once.
import type { ColumnNode, ExprNode, InfixNode, Output, SelectNode, ValuesSource } from '../ast.ts'
import type { Dialect } from '../compile/dialect.ts'
import { leavesOf } from '../compile/shape.ts'
import { emptySelect } from '../tree/empty.ts'
import type { SqlType } from '../types/sql-type.ts'
import { booleanType, integerType } from '../types/standard.ts'
import { allOf, type Link } from './link.ts'

/** A key as values, and as a text that is equal for equal keys. */
export interface Key {
  readonly values: readonly unknown[]
  readonly text: string
}

/** A key of values; none where one of them is null. */
export function keyFrom(values: readonly unknown[]): Key | undefined {
  if (values.some((value) => value === null || value === undefined)) return undefined
  return { values, text: values.length === 1 ? textOf(values[0]) : JSON.stringify(values.map(textOf)) }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Date) return String(value.getTime())
  return value instanceof Uint8Array ? value.join() : String(value)
}

/** Which rows belong to which key. */
export interface Keyed {
  readonly joins: SelectNode['joins']
  readonly where: ExprNode | undefined
  readonly columns: readonly ColumnNode[]
  readonly textOf: (value: unknown) => string
}

/** The condition or the join by which the rows of these keys are found. */
export const keyedBy = (link: Link, keys: readonly Key[], dialect: Dialect): Keyed =>
  isExact(link, dialect) ? byValue(link, keys) : byNumber(link, keys)

/** `tracks.artist_id in (1, 2, 3)`: equal keys are equal values in the program too. */
function byValue({ inner, outer }: Link, keys: readonly Key[]): Keyed {
  const [column] = inner as [ColumnNode]
  const items = padded(keys).map(({ values }) => param(values[0], outer[0] as ColumnNode))
  const list: ExprNode = { kind: 'list', items, type: column.type }
  return { joins: [], where: infix('in', [column, list]), columns: [column], textOf }
}

/** Up to the next power of two, by the last one again: so that there are few texts of the statement. */
const padded = (keys: readonly Key[]): readonly Key[] => {
  const size = 2 ** Math.ceil(Math.log2(keys.length))
  return [...keys, ...Array.from({ length: size - keys.length }, () => keys.at(-1) as Key)]
}

/** `join (values (0, 'a', 1), …) as keys (n, k0, k1) on …`: which keys are equal is for the database to say. */
function byNumber({ inner, outer }: Link, keys: readonly Key[]): Keyed {
  const columns = [{ name: 'n', type: integerType }, ...outer.map(({ type }, i) => ({ name: `k${i}`, type }))]
  const source: ValuesSource = {
    kind: 'values',
    columns,
    rows: keys.map(({ values }, n) => [
      { kind: 'param', value: n, type: integerType, label: undefined },
      ...values.map((value, i) => param(value, outer[i] as ColumnNode)),
    ]),
    alias: 'keys',
  }
  const on = inner.map((column, i) => infix('=', [column, columnOf('keys', `k${i}`, (outer[i] as ColumnNode).type)]))
  return {
    joins: [{ how: 'join', source, lateral: false, on: allOf(on) }],
    where: undefined,
    columns: [columnOf('keys', 'n', integerType)],
    textOf: (n) => (keys[n as number] as Key).text,
  }
}

/** True where the database and the program agree on which keys are equal. */
const isExact = ({ outer, inner }: Link, dialect: Dialect): boolean =>
  inner.length === 1 &&
  inner.every(({ type: { kind } }, i) => {
    const other = outer[i]?.type.kind as string
    if (kind === 'integer' || kind === 'bigint') return other === 'integer' || other === 'bigint'
    return kind === other && (exactKinds.has(kind) || (dialect.rows.exactText && (kind === 'text' || kind === 'uuid')))
  })

const exactKinds: ReadonlySet<string> = new Set(['date', 'timestamp', 'boolean'])

/** LIMIT and OFFSET for each key: by the number of a row among those of its key. */
export function limitedByKey(
  query: SelectNode,
  keys: readonly ColumnNode[],
): { readonly node: SelectNode; readonly column: (expr: ExprNode) => ExprNode } {
  const { limit, offset, orderBy } = query
  const leaves = leavesOf(query.outputs)
  const columns = new Map(leaves.map(({ expr }, i) => [expr, columnOf('ranked', `c${i}`, expr.type)]))
  const column = (expr: ExprNode): ExprNode => columns.get(expr) ?? expr
  const seen = (outputs: readonly Output[]): Output[] =>
    outputs.map((output) =>
      'expr' in output
        ? { key: output.key, expr: column(output.expr) }
        : { ...output, outputs: seen(output.outputs), presence: output.presence && column(output.presence) },
    )
  const number: ExprNode = {
    kind: 'call',
    name: 'row_number',
    args: [],
    type: integerType,
    over: { partitionBy: keys, orderBy },
  }
  const inner = {
    ...query,
    outputs: [...leaves.map(({ expr }, i) => ({ key: `c${i}`, expr })), { key: 'n', expr: number }],
    orderBy: [],
    limit: undefined,
    offset: undefined,
  }
  const n = columnOf('ranked', 'n', integerType)
  const last = limit && offset ? plus(limit, offset) : limit
  const node: SelectNode = {
    ...emptySelect,
    outputs: seen(query.outputs),
    from: { kind: 'query', query: inner, alias: 'ranked' },
    where: allOf([offset && infix('>', [n, offset]), last && infix('<=', [n, last])]),
    orderBy: [{ by: n, direction: 'asc', nulls: undefined }],
  }
  return { node, column }
}

function plus(limit: ExprNode, offset: ExprNode): ExprNode {
  if (limit.kind === 'param' && offset.kind === 'param') {
    return { ...limit, value: Number(limit.value) + Number(offset.value) }
  }
  return { kind: 'infix', operator: '+', operands: [limit, offset], type: integerType }
}

const infix = (operator: InfixNode['operator'], operands: readonly ExprNode[]): InfixNode => ({
  kind: 'infix',
  operator,
  operands,
  type: booleanType,
})

const columnOf = (source: string, name: string, type: SqlType): ColumnNode => ({
  kind: 'column',
  source,
  name,
  type,
  label: `${source}.${name}`,
})

const param = (value: unknown, { type, label }: ColumnNode): ExprNode => ({ kind: 'param', value, type, label })
