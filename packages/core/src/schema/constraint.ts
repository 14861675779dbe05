import type { ForeignKeyAction } from '../ast.ts'
import type { AnyExpr, Condition, Ordering } from '../expr/expr.ts'
import type { ReferenceOptions } from './column.ts'

/** What a table has besides its columns, as data. */
export type TableConstraint =
  | { readonly kind: 'primaryKey'; readonly columns: readonly AnyExpr[] }
  | { readonly kind: 'unique'; readonly name: string | undefined; readonly columns: readonly AnyExpr[] }
  | { readonly kind: 'check'; readonly name: string; readonly condition: Condition }
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
