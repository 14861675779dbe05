import type { ExprNode, JoinNode, OrderNode, RowsNode, SelectNode, SourceNode, Strategy } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { type AnyExpr, type Condition, Expr, type Ordering, orderOf } from '../expr/expr.ts'
import type { Numbers, Ordered } from '../expr/functions/aggregate.ts'
import { avg, count, max, min, sum } from '../expr/functions/aggregate.ts'
import { conditionOf } from '../expr/logic.ts'
import { Nested, rowsNode } from '../expr/nested.ts'
import { outerAliases } from '../expr/outer.ts'
import type { NeedsOf, RefsOf, RowOf, Selection } from '../expr/row.ts'
import type { ExprTypes, Need, Proofs, Reason, RowSentence, Whole } from '../expr/scope.ts'
import type { AnySource, Source } from '../expr/source.ts'
import type { NeededBy, ReadBy } from '../query/checked.ts'
import { type RowCount, rowCount, select, sourceNode } from '../query/select.ts'
import { type Table, tableOfSource } from '../schema/table.ts'
import { both } from '../tree/make.ts'
import type { Kind } from '../types/kinds.ts'
import { booleanType } from '../types/standard.ts'
import { type Deep, deepened } from './depth.ts'
import { NestedQuery } from './many.ts'
import { isSameTable, renamed } from './renamed.ts'

/** How many rows a relation gives for one: a list, or one object. */
export type Cardinality = 'many' | 'one'

/** What a condition inside of a relation reads that its own sources do not have: that is the enclosing query's matter. */
type Outside<Refs extends string, From extends string> = string extends From
  ? never
  : Exclude<Refs, `${From}.${string}` | `agg:${From}.${string}` | 'agg:' | 'over:'>

/** A row-by-row condition, or the sentence that says why it is none. */
type ByRow<Refs extends string, Taken, Clause extends string> = [Extract<Refs, `agg:${string}` | 'over:'>] extends [
  never,
]
  ? Taken
  : RowSentence<Extract<Refs, `agg:${string}` | 'over:'>, Clause>

/** What ORDER BY takes inside of a relation. */
type RowOrderings<Os> = {
  [I in keyof Os]: Os[I] extends Ordering<infer R> ? ByRow<R & string, Os[I], 'ORDER BY'> : Ordering
}

/** A filter may leave nothing of the one row that there is. */
type Filtered<Count extends Cardinality> = Count extends 'one' ? null : never

type ColumnsOf<S> = S extends Source<any, infer Columns, any, any> ? Columns : S
type Read<S> = S extends Source<infer Alias, any, any, any> ? `${Alias}.*` : RefsOf<S>
type Needed<S> = S extends Source<any, any, any, infer Needs> ? Needs : NeedsOf<S>

/** The alias to whose rows a relation belongs, among what it reads. */
type Base<Refs extends string, From extends string> = AliasIn<Refs> & From
type KeyOf<Refs extends string, Alias extends string> = Refs extends `${Alias}.${infer Key}` ? Key : never
/** Another alias in the place of one. */
type Other<Aliases, Own, Alias> = Aliases extends Own ? Alias : Aliases
/** The same columns of another alias. */
type AsOf<Refs, Own extends string, Alias extends string> = Refs extends `${Own}.${infer Key}`
  ? `${Alias}.${Key}`
  : Refs

/** What belongs to each row, with a select list; what that reads and needs comes from one question where it can. */
type Selected<
  S,
  Refs extends string,
  From extends string,
  Proven extends string,
  Nulls extends Reason,
  Needs extends Need,
  Count extends Cardinality,
> =
  Whole<S[keyof S]> extends Whole<{
    readonly '~types': ExprTypes<any, any, infer R extends string, any, infer F extends Need>
  }>
    ? Related<S, From, string extends Proven ? AliasIn<R> : Proven, Refs | Outside<R, From>, Nulls, Needs | F, Count>
    : Related<ColumnsOf<S>, From, Present<Proven, S>, Refs | Outside<Read<S>, From>, Nulls, Needs | Needed<S>, Count>

/** The sources whose rows are there where a row of the relation is. Where the types do not know them, those that are read. */
type Present<Proven extends string, S> = string extends Proven ? AliasIn<Read<S>> : Proven
type AliasIn<Refs> = Refs extends `${infer Alias}.${string}` ? Alias : never

/** A relation, as data: a query from one row to the rows that belong to it. */
export interface RelationNode {
  /** Where the rows are that it belongs to. */
  readonly parent: SourceNode
  readonly from: SourceNode
  readonly joins: readonly JoinNode[]
  /** What makes a row belong to a row of the parent. */
  readonly on: ExprNode
  readonly where: ExprNode | undefined
  readonly orderBy: readonly OrderNode[]
  readonly one: boolean
  /** True where no two rows can belong to one. */
  readonly unique: boolean
}

/**
 * A relation: what belongs to a row of a table, as a sub-query that knows how both go together. It never runs by itself; it
 * stands in the select list or in the WHERE of a query that has the parent in FROM.
 *
 * `Refs` is what it reads of its parent, `From` the sources that its parts may read, `Proven` those that are there in
 * each of its rows, `Nulls` why the one row may be missing.
 */
export class Relation<
  out Refs extends string,
  out From extends string,
  in out Proven extends string,
  out Nulls extends Reason,
  out Needs extends Need,
  out Count extends Cardinality,
> {
  declare readonly '~types': {
    readonly refs: Refs
    readonly from: From
    readonly proven: Proven
    readonly nulls: Nulls
    readonly needs: Needs
    readonly count: Count
  }
  /** The relation as data. */
  readonly node: RelationNode

  constructor(node: RelationNode) {
    this.node = node
  }

  /**
   * The condition by which both sides go together, for a join: `select(tracks).join(artists, trackArtist.on)`. Of a
   * relation through a link table it joins the target to the link; `linkOn` joins the link to the parent.
   */
  get on(): Condition<string extends From ? any : `${From}.*`, Exclude<Nulls, null>> {
    return new Expr(this.node.joins[0]?.on ?? this.node.on)
  }

  /** The condition by which a link table goes with the parent: `select(tracks).join(playlistTracks, r.linkOn)`. */
  get linkOn(): Condition<Refs, never> {
    return new Expr(this.node.on)
  }

  /**
   * The same relation, of an alias of its parent: `artistTracks.of(others)`, where `others` is `alias(artists, 'others')`.
   */
  of<
    Refs extends string,
    From extends string,
    Proven extends string,
    Nulls extends Reason,
    Needs extends Need,
    Count extends Cardinality,
    Alias extends string,
    Columns,
  >(
    this: Relation<Refs, From, Proven, Nulls, Needs, Count>,
    parent: KeyOf<Refs, Base<Refs, From>> extends keyof Columns | '*'
      ? Source<Alias, Columns, any, never>
      : `${Alias} has no ${Exclude<KeyOf<Refs, Base<Refs, From>>, keyof Columns | '*'> & string}, by which the relation goes; take an alias of its table`,
  ): Relation<
    AsOf<Refs, Base<Refs, From>, Alias>,
    string extends From ? From : Other<From, Base<Refs, From>, Alias>,
    Other<Proven, Base<Refs, From>, Alias>,
    AsOf<Other<Nulls, Base<Refs, From>, Alias>, Base<Refs, From>, Alias>,
    Needs,
    Count
  > {
    const to = sourceNode(parent)
    const { on, where, orderBy, joins, parent: before } = this.node
    if (!isSameTable(before, to))
      throw new StatementError(`${to.alias} is no alias of ${before.alias}, to whose rows the relation belongs`)
    const names = new Map([[before.alias, tableOfSource(to) as Table<any, any>]])
    return this.#with({
      parent: to,
      on: renamed(on, names),
      where: where && renamed(where, names),
      orderBy: orderBy.map((order) => ({ ...order, by: renamed(order.by, names) })),
      joins: joins.map((join) => ({ ...join, on: join.on && renamed(join.on, names) })),
    })
  }

  /** The same relation, of fewer rows: conditions on what belongs to a row, ANDed. */
  where<R extends string, F extends Need>(
    ...conditions: (ByRow<R, Condition<R, any, F>, 'WHERE'> | false)[]
  ): Relation<Refs | Outside<R, From>, From, Proven, Nulls | Filtered<Count>, Needs | F, Count> {
    return this.#with({ where: both(this.node.where, conditionOf(conditions)) })
  }

  /** The same relation, in an order. Further calls order what is equal so far. */
  orderBy<R extends string, F extends Need>(
    ...orderings: ByRow<R, Ordering<R, F>, 'ORDER BY'>[]
  ): Relation<Refs | Outside<R, From>, From, Proven, Nulls, Needs | F, Count> {
    return this.#with({ orderBy: [...this.node.orderBy, ...orderings.map(orderOf)] })
  }

  /**
   * What belongs to each row, as an entry of a select list: objects with the columns, expressions and relations that are
   * named, or whole rows of a table. A list, empty where nothing belongs to the row; or one object.
   */
  select<
    Refs extends string,
    From extends string,
    Proven extends string,
    Nulls extends Reason,
    Needs extends Need,
    Count extends Cardinality,
    const S extends Selection | AnySource,
  >(
    this: Relation<Refs, From, Proven, Nulls, Needs, Count>,
    what: S,
  ): Selected<S, Refs, From, Proven, Nulls, Needs, Count> {
    const { one, unique } = this.node
    const query = this.#query(what)
    const rows = one && !unique ? { ...query, limit: rowCount('limit', 1) } : query
    return new Related(rows, this.node.parent, one, undefined) as any
  }

  /** `count(*)`: how many rows belong to a row; 0 where none does. */
  count(): Expr<number, 'integer', Refs, never, Needs> {
    return this.#value(count())
  }

  /** True where at least one row belongs to it, of those for which the conditions are true. */
  some<R extends string, F extends Need>(
    ...conditions: (ByRow<R, Condition<R, any, F>, 'WHERE'> | false)[]
  ): Condition<Refs | Outside<R, From>, never, Needs | F> {
    return this.#exists('exists', conditionOf(conditions))
  }

  /** True where no row belongs to it, of those for which the conditions are true. */
  none<R extends string, F extends Need>(
    ...conditions: (ByRow<R, Condition<R, any, F>, 'WHERE'> | false)[]
  ): Condition<Refs | Outside<R, From>, never, Needs | F> {
    return this.#exists('not exists', conditionOf(conditions))
  }

  /** True where the conditions are true for every row that belongs to it, also where none does. A condition that is null is not true. */
  every<R extends string, F extends Need>(
    ...conditions: (ByRow<R, Condition<R, any, F>, 'WHERE'> | false)[]
  ): Condition<Refs | Outside<R, From>, never, Needs | F> {
    const all = conditionOf(conditions)
    return this.#exists('not exists', all ? isNotTrue(all) : constant(false))
  }

  /** `sum(…)` over what belongs to a row; null where nothing does. */
  sum<V, K extends Kind, R extends string, F extends Need>(
    of: Numbers<K, 'sum', Expr<V, K, R, any, F>>,
  ): Expr<V, K, Refs | Outside<R, From>, null, Needs | F> {
    return this.#value(sum(of as AnyExpr))
  }

  /** `avg(…)` over what belongs to a row: `numeric` of `numeric`, else `real`; null where nothing does. */
  avg<K extends Kind, R extends string, F extends Need>(
    of: Numbers<K, 'avg', Expr<any, K, R, any, F>>,
  ): K extends 'numeric'
    ? Expr<string, 'numeric', Refs | Outside<R, From>, null, Needs | F>
    : Expr<number, 'real', Refs | Outside<R, From>, null, Needs | F> {
    return this.#value(avg(of as AnyExpr) as AnyExpr)
  }

  /** `min(…)` over what belongs to a row; null where nothing does. */
  min<V, K extends Kind, R extends string, F extends Need>(
    of: Ordered<K, 'min', Expr<V, K, R, any, F>>,
  ): Expr<V, K, Refs | Outside<R, From>, null, Needs | F> {
    return this.#value(min(of as AnyExpr))
  }

  /** `max(…)` over what belongs to a row; null where nothing does. */
  max<V, K extends Kind, R extends string, F extends Need>(
    of: Ordered<K, 'max', Expr<V, K, R, any, F>>,
  ): Expr<V, K, Refs | Outside<R, From>, null, Needs | F> {
    return this.#value(max(of as AnyExpr))
  }

  #value(value: AnyExpr): any {
    const query = inside({ ...this.#query({ value }), orderBy: [] })
    return new Expr({ kind: 'subquery', query, type: value.node.type })
  }

  #exists(operator: 'exists' | 'not exists', condition: ExprNode | undefined): any {
    const one = new Expr<any, any, any, any>({ kind: 'fragment', texts: ['1'], nodes: [], type: booleanType })
    const all = this.#query({ one })
    const query = inside({ ...all, where: both(all.where, condition), orderBy: [] })
    return new Expr({
      kind: 'prefix',
      operator,
      operand: { kind: 'subquery', query, type: booleanType },
      type: booleanType,
    })
  }

  #query(what: Selection | AnySource): SelectNode {
    const { from, joins, on, where, orderBy } = this.node
    return { ...select(what as Selection).node, from, joins, where: both(on, where), orderBy }
  }

  #with(parts: Partial<RelationNode>): Relation<any, any, any, any, any, any> {
    return new Relation({ ...this.node, ...parts })
  }
}

/**
 * What belongs to each row, as an entry of a select list. Immutable: every method gives a new one. Order and limit are those
 * of each row's own list.
 */
export class Related<
  in out S,
  out From extends string,
  in out Proven extends string,
  out Refs extends string,
  out Nulls extends Reason,
  out Needs extends Need,
  out Count extends Cardinality,
> extends Nested<Count extends 'many' ? RowOf<S, Proven>[] : RowOf<S, Proven>, Refs, Nulls, Needs> {
  readonly #query: SelectNode
  readonly #parent: SourceNode
  readonly #one: boolean
  readonly #strategy: Strategy | undefined

  constructor(query: SelectNode, parent: SourceNode, one: boolean, strategy: Strategy | undefined) {
    super()
    this.#query = query
    this.#parent = parent
    this.#one = one
    this.#strategy = strategy
  }

  get node(): RowsNode {
    return rowsNode(this.#query, this.#one, this.#strategy)
  }

  /** `WHERE …`: conditions on what belongs to a row, ANDed; `false` leaves one out. */
  where<
    S,
    From extends string,
    Proven extends string,
    Refs extends string,
    Nulls extends Reason,
    Needs extends Need,
    Count extends Cardinality,
    R extends string,
    N extends Reason,
    F extends Need,
  >(
    this: Related<S, From, Proven, Refs, Nulls, Needs, Count>,
    ...conditions: (ByRow<R, Condition<R, N, F>, 'WHERE'> | false)[]
  ): Related<S, From, Proven | Proofs<N>, Refs | Outside<R, From>, Nulls | Filtered<Count>, Needs | F, Count> {
    return this.#with({ where: both(this.#query.where, conditionOf(conditions)) })
  }

  /** `ORDER BY …` of each row's own list. Further calls order what is equal so far. */
  orderBy<
    S,
    From extends string,
    Proven extends string,
    Refs extends string,
    Nulls extends Reason,
    Needs extends Need,
    Count extends Cardinality,
    Os extends readonly unknown[],
  >(
    this: Related<S, From, Proven, Refs, Nulls, Needs, Count>,
    ...orderings: RowOrderings<Os>
  ): Related<
    S,
    From,
    Proven,
    Refs | Outside<ReadBy<Os[number]> & string, From>,
    Nulls,
    Needs | (NeededBy<Os[number]> & Need),
    Count
  > {
    return this.#with({ orderBy: [...this.#query.orderBy, ...orderings.map(orderOf)] })
  }

  /** `LIMIT rows` of each row's own list. */
  limit<
    S,
    From extends string,
    Proven extends string,
    Refs extends string,
    Nulls extends Reason,
    Needs extends Need,
    Count extends Cardinality,
    F extends Need = never,
  >(
    this: Related<S, From, Proven, Refs, Nulls, Needs, Count>,
    rows: Count extends 'many' ? RowCount<F> : 'one object has no limit',
  ): Related<S, From, Proven, Refs, Nulls, Needs | F, Count> {
    return this.#with({ limit: rowCount('limit', rows) })
  }

  /** `OFFSET rows` of each row's own list. */
  offset<
    S,
    From extends string,
    Proven extends string,
    Refs extends string,
    Nulls extends Reason,
    Needs extends Need,
    Count extends Cardinality,
    F extends Need = never,
  >(
    this: Related<S, From, Proven, Refs, Nulls, Needs, Count>,
    rows: Count extends 'many' ? RowCount<F> : 'one object has no offset',
  ): Related<S, From, Proven, Refs, Nulls, Needs | F, Count> {
    return this.#with({ offset: rowCount('offset', rows) })
  }

  /**
   * Of a relation from a table to itself: each object has under `key` what belongs to it in turn, so many levels in all;
   * those of the last level do not have the key. `children.select({ name: inner.name }).depth('children', 3)`.
   * Conditions, order and limit are those of every level. Say it last.
   */
  depth<const Key extends string, const Levels extends number>(
    key: Key,
    levels: Levels,
  ): NestedQuery<
    Count extends 'many'
      ? Deep<RowOf<S, Proven>, Key, Count, never, Levels>[]
      : Deep<RowOf<S, Proven>, Key, Count, MayEnd<Nulls, AliasIn<Refs>>, Levels>,
    Refs,
    Nulls,
    Needs
  > {
    const query = deepened(this.#query, this.#parent, this.#one, key, levels)
    return new NestedQuery(query, this.#one, this.#strategy)
  }

  /** How the rows are fetched; they are the same either way. Without it the measurements decide. */
  strategy(how: Strategy): Related<S, From, Proven, Refs, Nulls, Needs, Count> {
    return new Related(this.#query, this.#parent, this.#one, how)
  }

  #with(clauses: Partial<SelectNode>): Related<any, any, any, any, any, any, any> {
    return new Related({ ...this.#query, ...clauses }, this.#parent, this.#one, this.#strategy)
  }
}

/** Null, but where only an outer join of the parent leaves the one row out: within a row that is there it is. */
type MayEnd<Nulls, Parent> = [Exclude<Nulls, Parent>] extends [never] ? never : null

/** A query with what it reads of those around it. */
const inside = (query: SelectNode): SelectNode => ({ ...query, correlated: outerAliases(query) })

const constant = (value: boolean): ExprNode => ({ kind: 'constant', value, type: booleanType })

/** True where a condition is false or null. */
const isNotTrue = (condition: ExprNode): ExprNode => ({
  kind: 'case',
  operand: undefined,
  branches: [{ when: condition, then: constant(false) }],
  otherwise: constant(true),
  type: booleanType,
})
