import type { SourceNode } from '../ast.ts'
import type { SqlType } from '../types/sql-type.ts'
import { type AnyExpr, Expr } from './expr.ts'
import type { Nested } from './nested.ts'
import type { Need, NullIn } from './scope.ts'

/** Where a source keeps what is not a column: columns are its plain properties and may have any name. */
export const meta: unique symbol = Symbol('espalier.source')

/** A source as data. */
export interface SourceMeta {
  readonly node: SourceNode
  readonly columns: Readonly<Record<string, AnyExpr>>
  /** The keys of columns that are never null in a row that exists. */
  readonly required: ReadonlySet<string>
}

/**
 * A source as FROM and the joins take it. `Keys` are its keys as `key:tracks.id`. All of it is text in one property,
 * since that is what inference reads quickest.
 */
export interface InFrom<out Reads, out Alias, out Keys, out Needs, out Outer = ''> {
  readonly '~scope': Scope<Reads, Alias, Keys, Needs, Outer>
}

interface Scope<out Reads, out Alias, out Keys, out Needs, out Outer> {
  readonly reads: Reads
  readonly alias: Alias
  readonly keys: Keys
  readonly needs: Needs
  readonly outer: Outer
}

/**
 * What stands in FROM: a table, an alias, a subquery, a WITH query. Its columns are its properties.
 * `Keys` are the refs of columns that identify a row by themselves, `Needs` what its query needs to run, `Outer` what
 * it reads of the sources before it, as only a lateral one does; the empty text for nothing.
 */
export interface Source<
  out Alias extends string,
  in out Columns,
  out Keys extends string = never,
  out Needs extends Need = never,
  out Outer extends string = '',
> {
  readonly [meta]: SourceMeta
  readonly '~scope': Scope<NoInfer<`${Alias}.${(keyof Columns & string) | '*'}`>, Alias, `key:${Keys}`, Needs, Outer>
  readonly '~selectable': true
  readonly '~types': {
    readonly alias: Alias
    readonly columns: Columns
    readonly keys: Keys
    readonly refs: `${Alias}.*`
    readonly needs: Needs
    readonly outer: Outer
  }
}

export type AnySource = Source<any, any, any, any, any>

/** True for anything that can stand in FROM. */
export const isSource = (value: unknown): value is AnySource =>
  typeof value === 'object' && value !== null && meta in value

/** A column of a derived source, seen from outside: the reasons that the query left open are the column's own. */
type DerivedColumn<Column, Alias extends string, Key extends string, Proven> =
  Column extends Expr<infer Value, infer K, any, infer Nulls, any>
    ? Expr<Value, K, `${Alias}.${Key}`, Alias | ([NullIn<Nulls, Proven>] extends [never] ? never : `${Alias}.${Key}`)>
    : Column extends Nested<infer Value, any, infer Nulls, any>
      ? Nested<
          Value,
          `${Alias}.${Key}`,
          Alias | ([NullIn<Nulls, Proven>] extends [never] ? never : `${Alias}.${Key}`),
          never
        >
      : never

/** The columns of a query as columns of a source. */
export type DerivedColumns<Selection, Alias extends string, Proven> = {
  readonly [Key in keyof Selection]: DerivedColumn<Selection[Key], Alias, Key & string, Proven>
}

/** A query as a source under a name. */
export type Derived<
  Selection,
  Alias extends string,
  Proven,
  Needs extends Need,
  Outer extends string = '',
> = DerivedColumns<Selection, Alias, Proven> &
  Source<Alias, DerivedColumns<Selection, Alias, Proven>, never, Needs, Outer>

/** A source from its node and its columns' nodes. */
export function sourceOf(
  node: SourceNode,
  columns: Readonly<Record<string, AnyExpr>>,
  required: ReadonlySet<string>,
): any {
  return Object.freeze({ ...columns, [meta]: { node, columns, required } satisfies SourceMeta })
}

/** Columns by key, as a source of this alias has them. */
export function columnsOf(
  alias: string,
  columns: readonly { readonly key: string; readonly name: string; readonly type: SqlType }[],
): Record<string, AnyExpr> {
  return Object.fromEntries(
    columns.map(({ key, name, type }) => [
      key,
      new Expr<any, any, any, any, any>({ kind: 'column', source: alias, name, type, label: `${alias}.${key}` }),
    ]),
  )
}
