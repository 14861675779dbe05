// Sources that are no stored table: rows of values, functions that give rows.
import type { CallNode, ExprNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import type { AnyExpr, Expr } from '../expr/expr.ts'
import { given } from '../expr/functions/argument.ts'
import type { In } from '../expr/operand.ts'
import type { Need } from '../expr/scope.ts'
import { columnsOf, type Source, sourceOf } from '../expr/source.ts'
import type { ColumnTypes } from '../expr/sql.ts'
import { checkedName } from '../types/function-name.ts'
import type { Kind } from '../types/kinds.ts'
import type { Typed } from '../types/sql-type.ts'
import { bigintType, integerType, jsonType } from '../types/standard.ts'

/** Columns of these types under an alias. */
export type TypedColumns<Alias extends string, Types> = {
  readonly [Key in keyof Types]: Types[Key] extends Typed<infer V, infer K extends Kind, infer Null>
    ? Expr<V, K, `${Alias}.${Key & string}`, Alias | ([Null] extends [never] ? never : `${Alias}.${Key & string}`)>
    : never
}

/** A source of columns of these types. */
export type TypedSource<
  Alias extends string,
  Types,
  Needs extends Need = never,
  Outer extends string = '',
> = TypedColumns<Alias, Types> & Source<Alias, TypedColumns<Alias, Types>, never, Needs, Outer>

/** A row of values for columns of these types. */
export type ValuesRow<Types> = {
  readonly [Key in keyof Types]: Types[Key] extends Typed<infer V, any, infer Null> ? V | Null : never
}

/**
 * `VALUES`: rows of values as a table, for FROM and joins: values('v', { id: integer(), price: numeric(10, 2) },
 * [{ id: 1, price: '0.50' }]). Every value travels as a parameter.
 */
export function values<const Alias extends string, const Types extends ColumnTypes>(
  alias: Alias,
  columns: Types,
  rows: readonly ValuesRow<Types>[],
): TypedSource<Alias, Types> {
  if (rows.length === 0) throw new StatementError(`values ${alias} has no rows; give it at least one`)
  const types = columnsIn(columns)
  const cells = rows.map((row, at) => {
    const [unknown] = Object.keys(row).filter((key) => !Object.hasOwn(columns, key))
    if (unknown !== undefined) throw new StatementError(`values ${alias} has no column ${unknown}`)
    return types.map(({ name, type }): ExprNode => {
      const value = Object.hasOwn(row, name) ? (row as Record<string, unknown>)[name] : undefined
      const label = `${alias}.${name}`
      if (value === undefined) throw new StatementError(`row ${at + 1} of values ${alias} has no ${name}`)
      if (value !== null) return { kind: 'param', value, type, label }
      return { kind: 'cast', operand: { kind: 'constant', value: null, type }, type }
    })
  })
  return sourceOf({ kind: 'values', columns: types, rows: cells, alias }, own(alias, types), required(columns))
}

/** What an argument of a table function reads: the source is lateral where that is anything. */
type OuterOf<Args extends readonly unknown[]> = In<Args[number], 'refs'> & string

/**
 * A function that gives rows, as a source: tableFunction('word', 'regexp_split_to_table', [posts.body, literal(' ')],
 * { word: text() }). The name goes out as it is written here. Where arguments read other sources it stands in
 * `joinLateral` and its kin. `ordinality` names one more column that numbers the rows (PostgreSQL).
 */
export function tableFunction<
  const Alias extends string,
  const Args extends readonly AnyExpr[],
  const Types extends ColumnTypes,
  const Ordinality extends string = never,
>(
  alias: Alias,
  name: string,
  args: Args,
  columns: Types,
  options: { readonly ordinality?: Ordinality } = {},
): TypedSource<
  Alias,
  Types & { readonly [Key in Ordinality]: Typed<bigint, 'bigint'> },
  (In<Args[number], 'needs'> & Need) | 'tableFunction' | ([Ordinality] extends [never] ? never : 'ordinality'),
  OuterOf<Args> | ''
> {
  return functionOf(
    alias,
    { name: checkedName(name), args, declared: true, needs: 'tableFunction' },
    columns,
    options.ordinality,
  )
}

/** What `generateSeries` counts with: numbers, or expressions of them. */
type Counted = number | Expr<number, 'integer', any, any, any>

/**
 * `generate_series(from, to, step)`: the whole numbers from one to the other, both included, as the column `value`. A
 * recursive query where there is no such function, which MySQL ends with an error after 1,000 rows.
 */
export function generateSeries<
  const Alias extends string,
  From extends Counted,
  To extends Counted,
  Step extends Counted = number,
>(
  alias: Alias,
  from: From,
  to: To,
  step?: Step,
): TypedSource<
  Alias,
  { readonly value: Typed<number, 'integer'> },
  In<From | To | Step, 'needs'> & Need,
  (In<From | To | Step, 'refs'> & string) | ''
> {
  if (step === 0) throw new StatementError('a series does not end with a step of 0; give another one')
  const args = [from, to, step ?? 1].map((one) => given(one, integerType))
  return functionOf(alias, { name: 'generate_series', args }, { value: { type: integerType } as never }, undefined)
}

/** A JSON document, or an expression of one. */
type Document = Expr<any, 'json', any, any, any>

/**
 * `JSON_TABLE`: the objects of a JSON array as rows, each key a column of its type; a key that is not there is null, so
 * that every column may be. Where the document is a column of another source it stands in `joinLateral` and its kin.
 */
export function jsonTable<const Alias extends string, Doc extends Document, const Types extends ColumnTypes>(
  alias: Alias,
  document: Doc,
  columns: Types,
): TypedSource<
  Alias,
  { readonly [Key in keyof Types]: Types[Key] extends Typed<infer V, infer K, any> ? Typed<V, K, null> : never },
  In<Doc, 'needs'> & Need,
  (In<Doc, 'refs'> & string) | ''
> {
  return functionOf(alias, { name: 'json_table', args: [document] }, columns, undefined, true)
}

/** The elements of a JSON array as rows: the column `value`, a JSON document itself. */
export function jsonElements<const Alias extends string, Doc extends Document>(
  alias: Alias,
  document: Doc,
): TypedSource<
  Alias,
  { readonly value: Typed<ElementOf<In<Doc, 'value'>>, 'json'> },
  In<Doc, 'needs'> & Need,
  (In<Doc, 'refs'> & string) | ''
> {
  return functionOf(
    alias,
    { name: 'json_elements', args: [document] },
    { value: { type: jsonType } as never },
    undefined,
  )
}

type ElementOf<Value> = Value extends readonly (infer Element)[] ? Element : unknown

function functionOf(
  alias: string,
  {
    name,
    args,
    ...more
  }: { readonly name: string; readonly args: readonly AnyExpr[]; readonly declared?: boolean; readonly needs?: string },
  columns: ColumnTypes,
  ordinality: string | undefined,
  isNullable = false,
): any {
  const types = columnsIn(columns)
  if (types.length === 0) throw new StatementError(`${alias} has no columns; name at least one`)
  const [{ type }] = types as [(typeof types)[number]]
  const call: CallNode = { kind: 'call', name, args: args.map(({ node }) => node), type, ...more }
  const all = ordinality === undefined ? types : [...types, { name: ordinality, type: bigintType }]
  return sourceOf(
    { kind: 'function', call, columns: types, ordinality, alias },
    own(alias, all),
    isNullable ? new Set() : required(columns),
  )
}

const columnsIn = (columns: ColumnTypes): { readonly name: string; readonly type: Typed<any, any, any>['type'] }[] =>
  Object.entries(columns).map(([name, { type }]) => ({ name, type }))

const own = (alias: string, columns: ReturnType<typeof columnsIn>): Record<string, AnyExpr> =>
  columnsOf(
    alias,
    columns.map(({ name, type }) => ({ key: name, name, type })),
  )

/** The columns that are never null, as far as their declarations say. */
const required = (columns: ColumnTypes): ReadonlySet<string> =>
  new Set(
    Object.entries(columns)
      .filter(([, def]) => !(def as { readonly options?: { readonly nullable?: boolean } }).options?.nullable)
      .map(([key]) => key),
  )
