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

/** What the types know of an expression; docs/types.md tells what each is. */
export interface ExprTypes<out Value, out K, out Refs, out Nulls, out Needs> {
  readonly value: Value
  readonly kind: K
  readonly refs: Refs
  readonly nulls: Nulls
  readonly needs: Needs
}

/** Refs as an aggregate makes them of its argument's. */
export type Aggregated<Refs extends string> = 'agg:' | `agg:${Refs}`

/** Refs as OVER makes them of an aggregate's: read row by row again. */
export type Windowed<Refs> = 'over:' | (Refs extends `agg:${infer Inner}` ? (Inner extends '' ? never : Inner) : Refs)

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
export type NullIn<Nulls, Proven> = [Exclude<Nulls, Proven | `?${Proven & string}` | `!${string}`>] extends [never]
  ? never
  : null

/**
 * A type that is asked about as a whole: `Whole<A> extends Whole<B>` does not go through the members of a union, and is
 * had for a fraction of what `[A] extends [B]` costs.
 */
export interface Whole<out T> {
  readonly '~whole': T
}

/** What an expression reads that no source of FROM has. What is `any` or `string` is not known, and passes. */
export type Missing<Refs extends string, From extends string> = string extends Refs
  ? never
  : Exclude<Refs, `${From}.${string}`>

/** What may be read where aggregates and windows may stand, and nothing is grouped. */
export type Anywhere<From extends string> = From | `agg:${From}` | 'agg:' | 'over:'

/**
 * What may be read beside a GROUP BY; a grouped key, which stands among what is proven, frees its table's columns, and
 * those of the enclosing query are free, being the same in every row.
 */
export type InGroups<From extends string, Grouped, Proven> =
  | (Grouped & string)
  | Freed<(`key:${Grouped & string}` | `outer:${string}`) & Proven>
  | `agg:${From}`
  | 'agg:'
  | 'over:'

type Freed<Keys> = Keys extends `${string}:${infer Alias}.${string}` ? `${Alias}.${string}` : never

/** What no join takes back of what is proven: keys, and the sources of the enclosing query. */
export type KeysIn<Proven> = Proven extends `${'key' | 'outer'}:${string}` ? Proven : never

/** Columns that stand beside an aggregate or a GROUP BY without being grouped. */
export type Ungrouped<Refs, From extends string, Grouped, Proven> = [Extract<Refs, `agg:${string}`> | Grouped] extends [
  never,
]
  ? never
  : Exclude<Refs, InGroups<From, Grouped, Proven> | `agg:${string}`>

/** The sentence for a ref that cannot stand in a row-by-row clause (WHERE, ON, GROUP BY, SET). */
export type RowSentence<Ref, Clause extends string> = Ref extends `agg:${string}`
  ? `an aggregate cannot stand in ${Clause}; move it to .having(…) or to a subquery`
  : Ref extends 'over:'
    ? `a window function cannot stand in ${Clause}; select it in a subquery and filter that`
    : OutOfScope<Ref>

/** The sentence for a ref that no source has, where aggregates may stand. */
export type AnywhereSentence<Ref> = Ref extends `agg:agg:${string}`
  ? 'an aggregate cannot stand inside an aggregate; select the inner one in a subquery'
  : Ref extends `agg:${infer Column}`
    ? OutOfScope<Column>
    : OutOfScope<Ref>

type OutOfScope<Ref> = Ref extends `outer:${infer Inner}`
  ? OutOfScope<Inner>
  : Ref extends `excluded:${string}`
    ? 'excluded(…) is the row that INSERT would have stored; it stands in .doUpdate(…)'
    : Ref extends `${infer Source}.*`
      ? `table ${Source} is not in FROM; add .from(…), .join(…), or .correlate(…) where the enclosing query has it`
      : `column ${Ref & string}: its table is not in FROM; add .from(…), .join(…), or .correlate(…) for a column of the enclosing query`

export type UngroupedSentence<Ref> = Ref extends string
  ? `column ${Ref} is neither grouped nor inside an aggregate; add it to .groupBy(…)`
  : never

/**
 * What the types know of a statement that gives rows.
 *
 * `Selection` is the select list and `Refs` what it reads; `outer:artists.*` among them is a source that an
 * enclosing query must have. `From` are the aliases in FROM. `Proven` are the reasons for null that cannot hold, the
 * keys of the sources as `key:tracks.id`, and the sources of the enclosing query as `outer:artists.*`; more of them is a stronger statement, hence `in`. `Grouped` are the refs in
 * GROUP BY.
 */
export interface StatementTypes<out Selection, out Refs, out From extends string, in Proven, out Grouped, out Needs> {
  readonly selection: Selection
  readonly refs: Refs
  readonly from: From
  readonly proven: (reason: Proven) => void
  readonly grouped: Grouped
  readonly needs: Needs
}
