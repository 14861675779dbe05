// What the clauses of a statement take: an argument that reads only what it may, or the sentence that says what is
// wrong. Types only; docs/types.md tells what each form costs.
import type { Expr, Ordering } from '../expr/expr.ts'
import type {
  Anywhere,
  AnywhereSentence,
  InGroups,
  Need,
  RowSentence,
  Ungrouped,
  UngroupedSentence,
  Whole,
} from '../expr/scope.ts'

/**
 * What ON takes: a condition that reads only what FROM has. What it may be null for and needs is inferred as `N` and `F`,
 * from the branch that nothing takes.
 */
export type RowCondition<C, Reads extends string, Clause extends string, N, F> = unknown extends C
  ? Expr<boolean, 'boolean', any, N, F>
  : Whole<C> extends Whole<Expr<boolean, 'boolean', Reads, any, any>>
    ? C
    : NoInfer<RowProblem<C, Reads, Clause>>

/** What WHERE takes; `false` leaves a condition out. */
export type RowConditions<Cs extends readonly unknown[], Reads extends string> = unknown extends Cs[number]
  ? Cs
  : Whole<Cs[number]> extends Whole<Expr<boolean, 'boolean', Reads, any, any> | false>
    ? Cs
    : { [I in keyof Cs]: CheckedRow<Cs[I], Expr<boolean, 'boolean', Reads, any, any> | false, Reads, 'WHERE'> }

/** What GROUP BY takes: expressions that read only what FROM has, row by row. */
export type RowExpressions<Es extends readonly unknown[], Reads extends string> = unknown extends Es[number]
  ? Es
  : Whole<Es[number]> extends Whole<Expr<any, any, Reads, any, any>>
    ? Es
    : { [I in keyof Es]: CheckedRow<Es[I], Expr<any, any, Reads, any, any>, Reads, 'GROUP BY'> }

/** One list of GROUPING SETS. */
export type GroupingSet<R extends string, F, Reads extends string> =
  Whole<R> extends Whole<Reads>
    ? readonly Expr<any, any, R, any, F & Need>[]
    : RowSentence<Exclude<R, Reads>, 'GROUP BY'>

/** What HAVING takes: like WHERE, with aggregates, but no column that is not grouped. */
export type GroupConditions<
  Cs extends readonly unknown[],
  From extends string,
  Grouped,
  Proven,
> = unknown extends Cs[number]
  ? Cs
  : Whole<Cs[number]> extends Whole<Expr<boolean, 'boolean', InGroups<From, Grouped, Proven>, any, any> | false>
    ? Cs
    : {
        [I in keyof Cs]: CheckedGroup<
          Cs[I],
          Expr<boolean, 'boolean', InGroups<From, Grouped, Proven>, any, any> | false,
          From,
          Grouped | '',
          Proven,
          'HAVING'
        >
      }

/** What ORDER BY takes, where aggregates may stand too; beside one in the select list nothing that is not grouped. */
export type Orderings<
  Os extends readonly unknown[],
  Refs,
  From extends string,
  Grouped,
  Proven,
> = unknown extends Os[number]
  ? Os
  : Whole<Os[number]> extends Whole<Ordering<Readable<Refs, From, Grouped, Proven>>>
    ? Os
    : {
        [I in keyof Os]: CheckedGroup<
          Os[I],
          Ordering<Readable<Refs, From, Grouped, Proven>>,
          From,
          Grouped | OneGroup<Refs>,
          Proven,
          'ORDER BY'
        >
      }

/** What DISTINCT ON takes. */
export type GroupExpressions<
  Es extends readonly unknown[],
  Refs,
  From extends string,
  Grouped,
  Proven,
> = unknown extends Es[number]
  ? Es
  : Whole<Es[number]> extends Whole<Expr<any, any, Readable<Refs, From, Grouped, Proven>, any, any>>
    ? Es
    : {
        [I in keyof Es]: CheckedGroup<
          Es[I],
          Expr<any, any, Readable<Refs, From, Grouped, Proven>, any, any>,
          From,
          Grouped | OneGroup<Refs>,
          Proven,
          'DISTINCT ON'
        >
      }

/** One argument of several: itself where it fits, or its sentence. */
type CheckedRow<C, Fits, Reads extends string, Clause extends string> =
  Whole<C> extends Whole<Fits> ? C : unknown extends C ? C : RowProblem<C, Reads, Clause>
type CheckedGroup<C, Fits, From extends string, Grouped, Proven, Clause extends string> =
  Whole<C> extends Whole<Fits> ? C : unknown extends C ? C : GroupProblem<C, From, Grouped, Proven, Clause>

type Readable<Refs, From extends string, Grouped, Proven> = [Grouped | OneGroup<Refs>] extends [never]
  ? Anywhere<From>
  : InGroups<From, Grouped, Proven>

/** The mark of a group of all rows: a select list with an aggregate, or HAVING, makes one without GROUP BY. */
type OneGroup<Refs> = 'agg:' extends Refs ? (string extends Refs ? never : '') : never

/** What one argument, or several of them, read. */
export type ReadBy<C> = Whole<C> extends Whole<Ordering<infer R> | false> ? R : never

/** What arguments need. */
export type NeededBy<C> = Whole<C> extends Whole<Ordering<any, infer F> | false> ? F : never

/** What conditions prove when they are true; one that may be left out proves nothing. */
export type ProvenBy<C> = Whole<C> extends Whole<Expr<boolean, 'boolean', any, infer N, any>> ? Proof<N> : never

/** The sentence for an argument that cannot stand in a row-by-row clause. What is `any` or `string` passes. */
type RowProblem<C, Reads extends string, Clause extends string> =
  Whole<C> extends Whole<Expr<any, any, infer R, any, any> | false>
    ? string extends R
      ? C
      : [Exclude<R, Reads>] extends [never]
        ? NoCondition<Clause>
        : RowSentence<Exclude<R, Reads>, Clause>
    : NoCondition<Clause>

/** The sentence for an argument of HAVING, ORDER BY or DISTINCT ON. */
type GroupProblem<C, From extends string, Grouped, Proven, Clause extends string> =
  Whole<C> extends Whole<Ordering<infer R> | false>
    ? string extends R
      ? C
      : [Exclude<R, Anywhere<From>>] extends [never]
        ? [Ungrouped<R, From, Grouped, Proven>] extends [never]
          ? NoCondition<Clause>
          : UngroupedSentence<Ungrouped<R, From, Grouped, Proven>>
        : AnywhereSentence<Exclude<R, Anywhere<From>>>
    : NoCondition<Clause>

type NoCondition<Clause extends string> = Clause extends 'GROUP BY' | 'ORDER BY' | 'DISTINCT ON'
  ? `${Clause} takes expressions, such as columns; a value goes through literal(…)`
  : `${Clause} takes a condition, like column.eq(…)`

/** What a list of conditions proves; one of any length may be empty. */
export type ProvenByAll<Cs extends readonly unknown[]> = number extends Cs['length'] ? never : ProvenBy<Cs[number]>

export type Proof<Nulls> = Nulls extends `?${string}` | `!${string}` | null ? Excluded<Nulls> : Nulls
type Excluded<Nulls> = Nulls extends `!${infer Reason}` ? Reason : never
