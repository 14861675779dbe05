import type { ForeignKeyAction } from '../ast.ts'
import type { AnyExpr, Condition, Expr, Ordering } from '../expr/expr.ts'
import type { NullIn } from '../expr/scope.ts'
import type { Kind } from '../types/kinds.ts'
import type { ReferenceOptions } from './column.ts'

/** What a table has besides its columns, as data. */
export type TableConstraint =
  | { readonly kind: 'primaryKey'; readonly columns: readonly AnyExpr[] }
  | { readonly kind: 'unique'; readonly name: string | undefined; readonly columns: readonly AnyExpr[] }
  | { readonly kind: 'check'; readonly name: string; readonly condition: Condition }
  | {
      readonly kind: 'generated'
      readonly column: AnyExpr
      readonly as: AnyExpr
      readonly virtual: boolean
    }
  | {
      readonly kind: 'foreignKey'
      readonly columns: readonly AnyExpr[]
      readonly to: () => readonly AnyExpr[]
      readonly onDelete: ForeignKeyAction | undefined
      readonly onUpdate: ForeignKeyAction | undefined
    }
  | {
      readonly kind: 'index'
      readonly name: string
      readonly unique: boolean
      readonly columns: readonly Ordering[]
      readonly where: Condition | undefined
    }

/** `PRIMARY KEY (a, b)`: a key of several columns. */
export const primaryKey = (...columns: AnyExpr[]): TableConstraint => ({ kind: 'primaryKey', columns })

/** `UNIQUE (a, b)`: no two rows have the same values in all of these columns. */
export const unique = (...columns: AnyExpr[]): TableConstraint => ({ kind: 'unique', name: undefined, columns })

/** `CHECK (…)`: every row keeps to the condition, or it is not stored. */
export const check = (name: string, condition: Condition): TableConstraint => ({ kind: 'check', name, condition })

/** A generated column that is complete once it knows what it is computed from. */
export interface GeneratedAs<in out Value, in out K, in out Column extends string, in out Nulls> {
  /** An expression of the column's type over other columns of the row. */
  as<const E>(expression: Generating<E, Value, K, Column, Nulls>, options?: GeneratedOptions): TableConstraint
}

/** How a generated column is kept. */
export interface GeneratedOptions {
  /** `VIRTUAL`: computed when it is read, instead of when the row is stored. Not on PostgreSQL before 18. */
  readonly virtual?: boolean
}

type Generating<E, Value, K, Column extends string, Nulls> = unknown extends E
  ? Expr<Value, any, any, any, any>
  : E extends Expr<infer V, infer K2, infer Refs, infer N, any>
    ? [Exclude<Refs, RowOf<Column>>] extends [never]
      ? [K2] extends [K]
        ? [V] extends [Value]
          ? [NullIn<N, AliasOf<Column>>] extends [NullIn<Nulls, AliasOf<Column>>]
            ? E
            : `column ${Column} is NOT NULL and is computed from what may be null; say .nullable(), or coalesce(…)`
          : `column ${Column} holds other values of ${K & string} than this expression gives`
        : `column ${Column} is ${K & string} and is computed as ${K2 & string}; cast it`
      : `column ${Column} is computed from other columns of its row only`
    : `column ${Column} is computed by an expression; a value goes into .default(…)`

type AliasOf<Column> = Column extends `${infer Alias}.${string}` ? Alias : never
type RowOf<Column> = `${AliasOf<Column>}.${string}`

/** `GENERATED ALWAYS AS (…)`: how a column is computed that is declared as `.generated()`. */
export const generated = <Value, K extends Kind, Column extends string, Nulls>(
  column: Expr<Value, K, Column, Nulls, any>,
): GeneratedAs<Value, K, Column, Nulls> => ({
  as: (expression, { virtual = false } = {}) => ({
    kind: 'generated',
    column,
    as: expression as AnyExpr,
    virtual,
  }),
})

/** An index that is complete once it knows its columns. */
export interface IndexOn {
  /** The columns or expressions, each with a direction where it matters. */
  on(...columns: Ordering[]): TableConstraint
}

/** `CREATE INDEX`: `index('tracks_by_title').on(t.title)`. */
export const index = (name: string): IndexOn => indexOn(name, false)

/** `CREATE UNIQUE INDEX`. */
export const uniqueIndex = (name: string): IndexOn => indexOn(name, true)

const indexOn = (name: string, isUnique: boolean): IndexOn => ({
  on: (...columns) => ({ kind: 'index', name, unique: isUnique, columns, where: undefined }),
})

/** A foreign key that is complete once it knows what it points to. */
export interface ForeignKeyTo {
  references(to: () => readonly AnyExpr[] | AnyExpr, options?: ReferenceOptions): TableConstraint
}

/** `FOREIGN KEY (a, b) REFERENCES …`: for several columns, or for a table that points to itself. */
export const foreignKey = (...columns: AnyExpr[]): ForeignKeyTo => ({
  references: (to, options = {}) => ({
    kind: 'foreignKey',
    columns,
    to: () => [to()].flat() as readonly AnyExpr[],
    onDelete: options.onDelete,
    onUpdate: options.onUpdate,
  }),
})
