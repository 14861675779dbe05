// How the types know what an expression reads. Types only; docs/types.md tells it in prose.
//
// `Refs` is a union of what an expression reads:
//   tracks.title       a column, read row by row
//   agg:tracks.title   a column inside an aggregate; `agg:` alone for count(*)
//   over:              a window function
// `Nulls` is a union of the reasons for which an expression may be null:
//   tracks             the source found no row in an outer join
//   tracks.lengthMs    the column is null
//   ?reason            the reason may make it null, but does not always (coalesce, or)
//   !reason            never null itself, but when it is true the reason is excluded (is not null)
//   empty:             an aggregate over no rows
//   null               for whatever reason

export type Reason = string | null

/**
 * What a statement needs to run: a feature of the database by its name, or the value of a parameter as
 * `param:name:kind`, with `?` behind it where it may be null. All of it is text, so that the needs of several arguments
 * of one call come together as a union; of object types TypeScript would keep the first.
 */
export type Need = string

/** The need of a parameter. */
export type ParamNeed<
  Name extends string,
  K extends string,
  Null,
> = `param:${Name}:${K}${[Null] extends [never] ? '' : '?'}`

/** Refs as an aggregate makes them of its argument's. */
export type Aggregated<Refs extends string> = 'agg:' | `agg:${Refs}`

/** Refs as OVER makes them of an aggregate's: read row by row again. */
export type Windowed<Refs extends string> =
  | 'over:'
  | (Refs extends `agg:${infer Inner}` ? (Inner extends '' ? never : Inner) : Refs)

/** Reasons that no longer always hold, as an expression has them that looks at more than one value. */
export type Perhaps<Nulls> = Nulls extends `!${string}`
  ? never
  : Nulls extends `?${string}`
    ? Nulls
    : Nulls extends string
      ? `?${Nulls}`
      : Nulls

/** Reasons without what a condition excludes when it is true: a comparison with it may ask for its opposite. */
export type Plain<Nulls> = Exclude<Nulls, `!${string}`>

/** What a condition excludes when it is true. */
export type Proofs<Nulls> = Nulls extends `!${infer Reason}`
  ? Reason
  : Nulls extends `?${string}`
    ? never
    : Nulls extends string
      ? Nulls
      : never

/** `null` where a reason is left that the statement does not exclude. */
export type NullIn<Nulls, Proven extends string> = [Exclude<Nulls, Proven | `?${Proven}` | `!${string}`>] extends [
  never,
]
  ? never
  : null

/** What an expression reads that no source of FROM has. What is `any` or `string` is not known, and passes. */
export type Missing<Refs extends string, From extends string> = string extends Refs
  ? never
  : Exclude<Refs, `${From}.${string}`>

/** What is read in SELECT, HAVING or ORDER BY, where aggregates and windows may stand, and no source of FROM has. */
export type MissingAnywhere<Refs extends string, From extends string> = Exclude<
  Refs,
  `${From}.${string}` | `agg:${From}.${string}` | 'agg:' | 'over:'
>

/** Columns that stand beside an aggregate or a GROUP BY without being grouped; a grouped key frees its table's columns. */
export type Ungrouped<Refs extends string, Grouped extends string, From extends string> = [
  Extract<Refs, `agg:${string}`> | Grouped,
] extends [never]
  ? never
  : Exclude<Refs, Grouped | Freed<Grouped & From> | `agg:${string}` | 'over:'>

type Freed<Keys extends string> = Keys extends `${infer Alias}.${string}` ? `${Alias}.${string}` : never

/** The sentence for a ref that cannot stand in a row-by-row clause (WHERE, ON, GROUP BY, SET). */
export type RowSentence<Ref extends string, Clause extends string> = Ref extends `agg:${string}`
  ? `an aggregate cannot stand in ${Clause}; move it to .having(…) or to a subquery`
  : Ref extends 'over:'
    ? `a window function cannot stand in ${Clause}; select it in a subquery and filter that`
    : OutOfScope<Ref>

/** The sentence for a ref that no source has, where aggregates may stand. */
export type AnywhereSentence<Ref extends string> = Ref extends `agg:agg:${string}`
  ? 'an aggregate cannot stand inside an aggregate; select the inner one in a subquery'
  : Ref extends `agg:${infer Column}`
    ? OutOfScope<Column>
    : OutOfScope<Ref>

type OutOfScope<Ref extends string> = Ref extends `outer:${infer Inner}`
  ? OutOfScope<Inner>
  : Ref extends `${infer Source}.*`
    ? `table ${Source} is not in FROM; add .from(…), .join(…), or .correlate(…) where the enclosing query has it`
    : `column ${Ref}: its table is not in FROM; add .from(…), .join(…), or .correlate(…) for a column of the enclosing query`

export type UngroupedSentence<Ref extends string> = Ref extends string
  ? `column ${Ref} is neither grouped nor inside an aggregate; add it to .groupBy(…)`
  : never

/**
 * What the types know of a statement that gives rows.
 *
 * `Selection` is the select list and `Refs` what it reads; `outer:artists.*` among them is a source that an
 * enclosing query must have. `From` are the aliases in FROM and, among their columns, the primary keys. `Proven` are
 * the reasons for null that cannot hold; more of them is a stronger statement, hence `in`. `Grouped` are the refs in
 * GROUP BY.
 */
export interface StatementTypes<
  out Selection,
  out Refs extends string,
  out From extends string,
  in Proven extends string,
  out Grouped extends string,
  out Needs extends Need,
> {
  readonly selection: Selection
  readonly refs: Refs
  readonly from: From
  readonly proven: (reason: Proven) => void
  readonly grouped: Grouped
  readonly needs: Needs
}
