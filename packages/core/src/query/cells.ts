// What INSERT and SET take: cells for columns, or the sentence that says what is wrong with them. Types only.
import type { Expr } from '../expr/expr.ts'
import type { In, Unfit } from '../expr/operand.ts'
import type { RowSentence, Whole } from '../expr/scope.ts'
import type { ColumnDef } from '../schema/column.ts'

/** A value for a column, or an expression that gives one. */
type CellFor<Def, Reads, F> =
  Def extends ColumnDef<infer Value, infer K, infer Null, any> ? Value | Null | Expr<Value, K, Reads, any, F> : never

/** What a column is besides its type. */
export type FlagsOf<Def> = Def extends ColumnDef<any, any, any, infer F> ? F : never

/** The keys of columns without which there is no row. */
export type NeededKeys<Defs> = {
  [Key in keyof Defs]: FlagsOf<Defs[Key]> & ('default' | 'generated') extends never ? Key : never
}[keyof Defs]

/** A row of INSERT: columns that may be null or have a default may be left out; left out or `undefined` means DEFAULT. */
export type InsertCells<Defs, F = any, Reads = never> = {
  readonly [Key in keyof Defs as FlagsOf<Defs[Key]> & ('default' | 'generated') extends never ? Key : never]: CellFor<
    Defs[Key],
    Reads,
    F
  >
} & {
  readonly [Key in keyof Defs as FlagsOf<Defs[Key]> & ('default' | 'generated') extends never ? never : Key]?:
    | ('generated' extends FlagsOf<Defs[Key]> ? never : CellFor<Defs[Key], Reads, F>)
    | undefined
}

/** What SET takes: for each column a value or an expression over the row as it is. A key with `undefined` is an error. */
export type SetCells<Defs, Reads, F = any> = {
  readonly [Key in keyof Defs]?: 'generated' extends FlagsOf<Defs[Key]> ? never : CellFor<Defs[Key], Reads, F>
}

/** What VALUES takes: a row or a list of them, or the sentence. `F` is what its expressions need. */
export type InsertRows<C, Alias extends string, Defs, F> = unknown extends C
  ? InsertCells<Defs, F> | readonly InsertCells<Defs, F>[]
  : Whole<C> extends Whole<InsertCells<Defs> | readonly InsertCells<Defs>[]>
    ? [Unknown<KeysIn<C>, Defs>] extends [never]
      ? C
      : NoInfer<RowsProblem<C, Alias, Defs>>
    : NoInfer<RowsProblem<C, Alias, Defs>>

/** What one row of INSERT is, or the sentence. */
export type InsertRow<C, Alias extends string, Defs, Reads, F> = unknown extends C
  ? InsertCells<Defs, F, Reads>
  : Whole<C> extends Whole<InsertCells<Defs, any, Reads>>
    ? [Unknown<keyof C, Defs>] extends [never]
      ? C
      : NoInfer<RowProblem<C, Alias, Defs, Reads>>
    : NoInfer<RowProblem<C, Alias, Defs, Reads>>

/** What SET takes, or the sentence at the cell that is wrong. */
export type SetRow<C, Alias extends string, Defs, Reads, F> = unknown extends C
  ? SetCells<Defs, Reads, F>
  : Whole<C> extends Whole<SetCells<Defs, Reads>>
    ? [Unknown<keyof C, Defs>] extends [never]
      ? C
      : NoInfer<CheckedCells<C, Alias, Defs, Reads>>
    : NoInfer<CheckedCells<C, Alias, Defs, Reads>>

type RowsProblem<C, Alias extends string, Defs> = C extends readonly unknown[]
  ? { [I in keyof C]: RowProblem<C[I], Alias, Defs, never> }
  : RowProblem<C, Alias, Defs, never>

type RowProblem<C, Alias extends string, Defs, Reads> = [Exclude<NeededKeys<Defs>, keyof C>] extends [never]
  ? CheckedCells<C, Alias, Defs, Reads>
  : [Unknown<keyof C, Defs>] extends [never]
    ? `column ${Alias}.${Exclude<NeededKeys<Defs>, keyof C> & string} is NOT NULL and has no default; give it a value`
    : CheckedCells<C, Alias, Defs, Reads>

type KeysIn<C> = C extends readonly (infer Row)[] ? KeysOf<Row> : keyof C

/** Keys that are no columns. Of a record of any keys, and of a table of any columns, it is not known, and they pass. */
type Unknown<Keys, Defs> = string extends Keys ? never : unknown extends Defs ? never : Exclude<Keys, keyof Defs>

type KeysOf<Row> = Row extends unknown ? keyof Row : never

/** Each cell, or its sentence. */
type CheckedCells<C, Alias extends string, Defs, Reads> = {
  [Key in keyof C]: Key extends keyof Defs
    ? C[Key] extends CellFor<Defs[Key], Reads, any>
      ? 'generated' extends FlagsOf<Defs[Key]>
        ? `column ${Alias}.${Key & string} is generated; leave it out`
        : C[Key]
      : CellProblem<C[Key], `${Alias}.${Key & string}`, Defs[Key], Reads>
    : `table ${Alias} has no column ${Key & string}`
}

type CellProblem<E, Column extends string, Def, Reads> =
  Def extends ColumnDef<infer Value, infer K, any, infer Flags>
    ? E extends null | undefined
      ? `column ${Column} is NOT NULL; ${'default' extends Flags ? 'leave it out for its default or ' : ''}give it a value`
      : E extends Expr<any, any, infer R, any, any>
        ? [Exclude<R, Reads>] extends [never]
          ? In<E, 'kind'> extends K
            ? `column ${Column} holds other values of ${K} than this expression gives`
            : `column ${Column} is ${K} and is given ${In<E, 'kind'> & string}; cast it`
          : [Reads] extends [never]
            ? 'VALUES reads no columns; insert the rows of a query with .select(…)'
            : RowSentence<Exclude<R, Reads>, 'SET'>
        : Unfit<E, Value, K, Column>
    : never
