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
export type RowCondition<C, Reads extends string, Clause extends string, N, F> =
  Whole<C> extends Whole<Expr<boolean, 'boolean', Reads, any, any>>
    ? C
    : unknown extends C
      ? Expr<boolean, 'boolean', any, N, F>
      : RowProblem<C, Reads, Clause>

/** What WHERE takes; `false` leaves a condition out. */
export type RowConditions<Cs, Reads extends string> = {
  [I in keyof Cs]: Whole<Cs[I]> extends Whole<Expr<boolean, 'boolean', Reads, any, any> | false>
    ? Cs[I]
    : unknown extends Cs[I]
      ? Cs[I]
      : RowProblem<Cs[I], Reads, 'WHERE'>
}

/** What GROUP BY takes: expressions that read only what FROM has, row by row. */
export type RowExpressions<Es, Reads extends string> = {
  [I in keyof Es]: Whole<Es[I]> extends Whole<Expr<any, any, Reads, any, any>>
    ? Es[I]
    : unknown extends Es[I]
      ? Es[I]
      : RowProblem<Es[I], Reads, 'GROUP BY'>
}

/** One list of GROUPING SETS. */
export type GroupingSet<R extends string, F, Reads extends string> =
  Whole<R> extends Whole<Reads>
    ? readonly Expr<any, any, R, any, F & Need>[]
    : RowSentence<Exclude<R, Reads>, 'GROUP BY'>

/** What HAVING takes: like WHERE, with aggregates, but no column that is not grouped. */
export type GroupConditions<Cs, From extends string, Grouped, Proven> = {
  [I in keyof Cs]: Whole<Cs[I]> extends Whole<
    Expr<boolean, 'boolean', InGroups<From, Grouped, Proven>, any, any> | false
  >
    ? Cs[I]
    : unknown extends Cs[I]
      ? Cs[I]
      : GroupProblem<Cs[I], From, Grouped | '', Proven, 'HAVING'>
}

/** What ORDER BY takes, where aggregates may stand too; beside one in the select list nothing that is not grouped. */
export type Orderings<Os, Refs, From extends string, Grouped, Proven> = {
  [I in keyof Os]: Whole<Os[I]> extends Whole<Ordering<Readable<Refs, From, Grouped, Proven>>>
    ? Os[I]
    : unknown extends Os[I]
      ? Os[I]
      : GroupProblem<Os[I], From, Grouped | OneGroup<Refs>, Proven, 'ORDER BY'>
}

/** What DISTINCT ON takes. */
export type GroupExpressions<Es, Refs, From extends string, Grouped, Proven> = {
  [I in keyof Es]: Whole<Es[I]> extends Whole<Expr<any, any, Readable<Refs, From, Grouped, Proven>, any, any>>
    ? Es[I]
    : unknown extends Es[I]
      ? Es[I]
      : GroupProblem<Es[I], From, Grouped | OneGroup<Refs>, Proven, 'DISTINCT ON'>
}

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
