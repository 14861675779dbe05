// A relation's query for many keys at once.
import type { ColumnNode, ExprNode, SelectNode, ValuesSource } from '../../ast.ts'
import type { Dialect } from '../../compile/dialect.ts'
import { leavesOf } from '../../compile/shape.ts'
import { encode } from '../../compile/writer.ts'
import { emptySelect } from '../../tree/empty.ts'
import { allOf, ascending, columnOf, infix, limits, rowNumber } from '../../tree/make.ts'
import { type Mark, markOfOne } from '../../types/mark.ts'
import { integerType } from '../../types/standard.ts'
import type { Link } from './link.ts'
import { seenAs } from './seen.ts'

/** A key as values, with its mark. */
export interface Key {
  readonly values: readonly unknown[]
  readonly mark: Mark
}

/** Which rows belong to which key. */
export interface Keyed {
  readonly joins: SelectNode['joins']
  readonly where: ExprNode | undefined
  readonly columns: readonly ColumnNode[]
  /** The mark of the key to which a row belongs, from the first of the columns. */
  readonly markOf: (value: unknown) => Mark | undefined
}

/** The condition or the join by which the rows of these keys are found. */
export const keyedBy = (link: Link, keys: readonly Key[], dialect: Dialect): Keyed =>
  isExact(link, dialect) ? byValue(link, keys, dialect) : byNumber(link, keys)

/** How many keys one statement takes. */
export const mostKeys = (link: Link, dialect: Dialect): number =>
  isExact(link, dialect) && dialect.rows.among ? 10_000 : 1_000

/** `tracks.artist_id in (1, 2, 3)`: equal keys are equal values in the program too. */
function byValue({ inner, outer }: Link, keys: readonly Key[], dialect: Dialect): Keyed {
  const [column, of] = [inner[0] as ColumnNode, outer[0] as ColumnNode]
  return { joins: [], where: among(column, of, keys, dialect), columns: [column], markOf: markOfOne }
}

function among(column: ColumnNode, of: ColumnNode, keys: readonly Key[], dialect: Dialect): ExprNode {
  const values = keys.map((key) => key.values[0])
  if (dialect.rows.among) {
    const wires = values.map((value) => encode(dialect, value, of.type, of.label))
    return dialect.rows.among(column, wires, of.type)
  }
  const items = padded(values).map((value) => param(value, of))
  return infix('in', [column, { kind: 'list', items, type: column.type }])
}

/** Up to the next power of two, by the last one again: so that there are few texts of the statement. */
const padded = (values: readonly unknown[]): readonly unknown[] => {
  const size = 2 ** Math.ceil(Math.log2(values.length))
  return [...values, ...Array.from({ length: size - values.length }, () => values.at(-1))]
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
    markOf: (n) => (keys[n as number] as Key).mark,
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

/** LIMIT and OFFSET for each key: by the number of a row among those of its key. The result has the same columns. */
export function limitedByKey(query: SelectNode, keys: readonly ColumnNode[]): SelectNode {
  const seen = seenAs(
    'ranked',
    leavesOf(query.outputs).map(({ expr }) => expr),
  )
  const inner = {
    ...query,
    outputs: [...seen.outputs, { key: 'n', expr: rowNumber(keys, query.orderBy) }],
    orderBy: [],
    limit: undefined,
    offset: undefined,
  }
  const n = columnOf('ranked', 'n', integerType)
  return {
    ...emptySelect,
    outputs: seen.through(query.outputs),
    from: { kind: 'query', query: inner, alias: 'ranked' },
    where: allOf(limits(n, query)),
    orderBy: [ascending(n)],
  }
}

const param = (value: unknown, { type, label }: ColumnNode): ExprNode => ({ kind: 'param', value, type, label })
