import type {
  ExprNode,
  GroupingNode,
  JoinNode,
  LockNode,
  Output,
  QueryNode,
  SelectNode,
  SourceNode,
  Strategy,
} from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Built } from '../expr/built.ts'
import { Expr, nodeOf, nodesOf, orderOf } from '../expr/expr.ts'
import { conditionOf } from '../expr/logic.ts'
import { Nested, withStrategy } from '../expr/nested.ts'
import type { InnerScope, NeedsOf, Outer, RefsOf, ScopeProblem, Selection } from '../expr/row.ts'
import type { ExprTypes, KeysIn, Need, RowSentence, StatementTypes, Whole } from '../expr/scope.ts'
import {
  type AnySource,
  columnsOf,
  type Derived,
  type InFrom,
  isSource,
  meta,
  type Source,
  type SourceMeta,
  sourceOf,
} from '../expr/source.ts'
import { emptySelect } from '../tree/empty.ts'
import { both } from '../tree/make.ts'
import { booleanType, integerType } from '../types/standard.ts'
import type {
  GroupConditions,
  GroupExpressions,
  GroupingSet,
  NeededBy,
  Orderings,
  Proof,
  ProvenByAll,
  ReadBy,
  RowCondition,
  RowConditions,
  RowExpressions,
} from './checked.ts'
import type { Cursor, Keyset, KeysetNeeds, KeysetProblem, KeysetRefs } from './keyset.ts'

/** A number of rows: a number, or a parameter. */
export type RowCount<F extends Need> = number | bigint | Expr<number | bigint, 'integer' | 'bigint', never, any, F>

/** What LIMIT and OFFSET take, or the sentence. */
type Rows<R, Clause extends string> =
  Whole<R> extends Whole<RowCount<any>> ? R : `${Clause} takes a whole number of rows, zero or more`

/** Which rows FOR UPDATE locks, and how long it waits for those that others have locked. */
export interface LockOptions<out Of extends string = string> {
  /** `OF`: the source, or the sources, whose rows are locked; those of all unless told. Not on SQLite and MariaDB. */
  readonly of?: Source<Of, any, any, any, any> | readonly Source<Of, any, any, any, any>[]
  /** Fail at once. */
  readonly noWait?: boolean
  /** Leave locked rows out. */
  readonly skipLocked?: boolean
}

type Locking<Of extends string, From extends string> = [Of] extends [AliasIn<From>]
  ? LockOptions<Of>
  : `table ${Exclude<Of, AliasIn<From>>} is not in FROM; add .from(…) or .join(…)`

type AliasIn<From> = From extends `${infer Alias}.*` ? Alias : never

type LockNeeds<Of extends string> = 'lock' | ([Of] extends [never] ? never : 'lockOf')

/** The alias of each column, as a reason for null: a grouping without it makes it null. */
type SourceOf<Refs> = Refs extends `${infer Alias}.${string}` ? Alias : never

/** A source that reads others, all of which FROM has already. */
type Lateral<Reads, Alias, Keys, SF, Outer, From extends string> = [Exclude<Outer, From | ''>] extends [never]
  ? InFrom<Reads, Alias, Keys, SF, Outer>
  : RowSentence<Exclude<Outer, From | ''>, 'a lateral join'>

/**
 * A SELECT. Immutable: every method gives a new one, so a part of a query can be kept and used twice.
 * Methods stand in SQL's order, and conditions of several `where` are ANDed.
 */
export class Select<
  in out S,
  in out Refs,
  in out From extends string,
  in Proven,
  in out Grouped,
  out Needs,
> extends Built<SelectNode> {
  declare readonly '~types': StatementTypes<S, Refs, From, Proven, Grouped, Needs>
  /** `FROM source`. */
  from<S, Refs, From extends string, Proven, Grouped, Needs, Reads extends string, Alias, Keys, SF>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    source: InFrom<Reads, Alias, Keys, SF>,
  ): Select<S, Refs, From | Reads, Proven | Alias | Keys, Grouped, Needs | SF> {
    if (this.node.from)
      throw new StatementError('this query has its FROM already; add more sources with .join(…) or .crossJoin(…)')
    return this.#with({ from: sourceNode(source) })
  }

  /** `JOIN source ON …`: the rows of both sides that match. What the condition compares is not null afterwards. */
  join<S, Refs, From extends string, Proven, Grouped, Needs, Reads extends string, Alias, Keys, SF, C, N, F>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    source: InFrom<Reads, Alias, Keys, SF>,
    on: RowCondition<C, From | Reads, 'ON', N, F>,
  ): Select<S, Refs, From | Reads, Proven | Alias | Keys | Proof<N>, Grouped, Needs | SF | F> {
    return this.#joined('join', source, on)
  }

  /** `LEFT JOIN source ON …`: every row of this side; the source's columns are null where nothing matches. */
  leftJoin<S, Refs, From extends string, Proven, Grouped, Needs, Reads extends string, Alias, Keys, SF, C, F>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    source: InFrom<Reads, Alias, Keys, SF>,
    on: RowCondition<C, From | Reads, 'ON', any, F>,
  ): Select<S, Refs, From | Reads, Proven | Keys, Grouped, Needs | SF | F> {
    return this.#joined('left join', source, on)
  }

  /** `RIGHT JOIN source ON …`: every row of the source; columns of this side are null where nothing matches. */
  rightJoin<S, Refs, From extends string, Proven, Grouped, Needs, Reads extends string, Alias, Keys, SF, C, F>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    source: InFrom<Reads, Alias, Keys, SF>,
    on: RowCondition<C, From | Reads, 'ON', any, F>,
  ): Select<S, Refs, From | Reads, KeysIn<Proven> | Alias | Keys, Grouped, Needs | SF | F> {
    return this.#joined('right join', source, on)
  }

  /** `FULL JOIN source ON …`: every row of both sides; either side's columns are null where nothing matches. */
  fullJoin<S, Refs, From extends string, Proven, Grouped, Needs, Reads extends string, Alias, Keys, SF, C, F>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    source: InFrom<Reads, Alias, Keys, SF>,
    on: RowCondition<C, From | Reads, 'ON', any, F>,
  ): Select<S, Refs, From | Reads, Unproven | KeysIn<Proven> | Keys, Grouped, Needs | SF | F | 'fullJoin'> {
    return this.#joined('full join', source, on)
  }

  /** `CROSS JOIN source`: every row of this side with every row of the source. */
  crossJoin<S, Refs, From extends string, Proven, Grouped, Needs, Reads extends string, Alias, Keys, SF>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    source: InFrom<Reads, Alias, Keys, SF>,
  ): Select<S, Refs, From | Reads, Proven | Alias | Keys, Grouped, Needs | SF> {
    return this.#joined('cross join', source, undefined)
  }

  /**
   * `JOIN LATERAL source ON …`: the source may read the sources before it, as `.correlate(…)` of its query or the
   * arguments of its function say. Not on SQLite and MariaDB, but for functions.
   */
  joinLateral<
    S,
    Refs,
    From extends string,
    Proven,
    Grouped,
    Needs,
    Reads extends string,
    Alias,
    Keys,
    SF,
    Outer,
    C,
    N,
    F,
  >(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    source: Lateral<Reads, Alias, Keys, SF, Outer, From>,
    on: RowCondition<C, From | Reads, 'ON', N, F>,
  ): Select<S, Refs, From | Reads, Proven | Alias | Keys | Proof<N>, Grouped, Needs | SF | F> {
    return this.#joined('join', source, on)
  }

  /** `LEFT JOIN LATERAL source ON …`: like `joinLateral`, with nulls where the source has no row; ON TRUE unless told. */
  leftJoinLateral<
    S,
    Refs,
    From extends string,
    Proven,
    Grouped,
    Needs,
    Reads extends string,
    Alias,
    Keys,
    SF,
    Outer,
    C = never,
    F = never,
  >(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    source: Lateral<Reads, Alias, Keys, SF, Outer, From>,
    on?: RowCondition<C, From | Reads, 'ON', any, F>,
  ): Select<S, Refs, From | Reads, Proven | Keys, Grouped, Needs | SF | F> {
    return this.#joined('left join', source, on ?? new Expr({ kind: 'constant', value: true, type: booleanType }))
  }

  /** `CROSS JOIN LATERAL source`: like `joinLateral`, without a condition. */
  crossJoinLateral<S, Refs, From extends string, Proven, Grouped, Needs, Reads extends string, Alias, Keys, SF, Outer>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    source: Lateral<Reads, Alias, Keys, SF, Outer, From>,
  ): Select<S, Refs, From | Reads, Proven | Alias | Keys, Grouped, Needs | SF> {
    return this.#joined('cross join', source, undefined)
  }

  /** Names sources of the enclosing query whose columns this one reads: it becomes a correlated subquery. */
  correlate<S, Refs, From extends string, Proven, Grouped, Needs, Reads extends string, Alias extends string, Keys>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    ...sources: [`${Alias}.*` & From] extends [never]
      ? InFrom<Reads, Alias, Keys, any, any>[]
      : `table ${Alias} is in FROM of this query itself; correlate sources of the enclosing query`[]
  ): Select<S, Refs | `outer:${Alias}.*`, From | Reads, Proven | Alias | Keys | `outer:${Alias}.*`, Grouped, Needs> {
    const aliases = sources.map((source) => sourceNode(source).alias)
    const own = [this.node.from, ...this.node.joins.map(({ source }) => source)].map((source) => source?.alias)
    const [twice] = aliases.filter((alias) => own.includes(alias))
    if (twice !== undefined)
      throw new StatementError(
        `table ${twice} is in FROM of this query itself; correlate sources of the enclosing query`,
      )
    return this.#with({ correlated: [...this.node.correlated, ...aliases] })
  }

  /**
   * `WHERE …`: all conditions ANDed, with those of earlier calls too. `false` leaves a condition out;
   * `undefined` is an error, since a filter that vanishes by accident returns everybody's rows.
   */
  where<S, Refs, From extends string, Proven, Grouped, Needs, const Cs extends readonly unknown[]>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    ...conditions: RowConditions<Cs, From>
  ): Select<S, Refs, From, Proven | ProvenByAll<Cs>, Grouped, Needs | NeededBy<Cs[number]>> {
    return this.#with({ where: both(this.node.where, conditionOf(conditions)) })
  }

  /**
   * The same query, whose rows have null wherever a column may be null as it was declared: what the conditions so far have
   * ruled out is in the type again, for a function whose rows should not change their type with its conditions.
   */
  declaredNulls<S, Refs, From extends string, Proven, Grouped, Needs>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
  ): Select<S, Refs, From, KeysIn<Proven> | Exclude<Proven, `${string}.${string}`>, Grouped, Needs> {
    return this as any
  }

  /** `GROUP BY …`. A grouped primary key frees its table's columns. */
  groupBy<S, Refs, From extends string, Proven, Grouped, Needs, Es extends readonly unknown[]>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    ...expressions: RowExpressions<Es, From>
  ): Select<S, Refs, From, Proven | 'empty:', Grouped | ReadBy<Es[number]>, Needs | NeededBy<Es[number]>> {
    this.#beforeOrder()
    return this.#with({ groupBy: [...this.node.groupBy, ...nodesOf(some('groupBy', expressions))] })
  }

  /**
   * `GROUP BY ROLLUP (a, b)`: groups by a and b, by a, and all rows in one; what is not grouped is null there.
   * Not on SQLite; on MySQL and MariaDB it is the whole GROUP BY.
   */
  groupByRollup<S, Refs, From extends string, Proven, Grouped, Needs, Es extends readonly unknown[]>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    ...expressions: RowExpressions<Es, From>
  ): Select<
    S,
    Refs,
    From,
    Exclude<Proven, ReadBy<Es[number]> | SourceOf<ReadBy<Es[number]>>> | 'empty:',
    Grouped | ReadBy<Es[number]>,
    Needs | NeededBy<Es[number]> | 'rollup'
  > {
    return this.#grouped(
      'rollup',
      some('groupByRollup', expressions).map((one) => [one]),
    )
  }

  /** `GROUP BY CUBE (a, b)`: groups by each selection of them. What is not grouped is null there. PostgreSQL only. */
  groupByCube<S, Refs, From extends string, Proven, Grouped, Needs, Es extends readonly unknown[]>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    ...expressions: RowExpressions<Es, From>
  ): Select<
    S,
    Refs,
    From,
    Exclude<Proven, ReadBy<Es[number]> | SourceOf<ReadBy<Es[number]>>> | 'empty:',
    Grouped | ReadBy<Es[number]>,
    Needs | NeededBy<Es[number]> | 'groupingSets'
  > {
    return this.#grouped(
      'cube',
      some('groupByCube', expressions).map((one) => [one]),
    )
  }

  /**
   * `GROUP BY GROUPING SETS ((a, b), (a), ())`: one grouping for each list. What is not grouped is null there.
   * PostgreSQL only.
   */
  groupingSets<S, Refs, From extends string, Proven, Grouped, Needs, R extends string, F>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    ...sets: GroupingSet<R, F, From>[]
  ): Select<S, Refs, From, Exclude<Proven, R | SourceOf<R>> | 'empty:', Grouped | R, Needs | F | 'groupingSets'> {
    return this.#grouped('grouping sets', sets as readonly (readonly unknown[])[])
  }

  /** `HAVING …`: conditions on groups, ANDed. Without GROUP BY all rows are one group. */
  having<S, Refs, From extends string, Proven, Grouped, Needs, const Cs extends readonly unknown[]>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    ...conditions: GroupConditions<Cs, From, Grouped, Proven>
  ): Select<S, Refs | 'agg:', From, Proven, Grouped, Needs | NeededBy<Cs[number]>> {
    return this.#with({ having: both(this.node.having, conditionOf(conditions)) })
  }

  /** `ORDER BY …`; `desc()` on an expression turns it round. Further calls order what is equal so far. */
  orderBy<S, Refs, From extends string, Proven, Grouped, Needs, Os extends readonly unknown[]>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    ...orderings: Orderings<Os, Refs, From, Grouped, Proven>
  ): Select<S, Refs, From, Proven, Grouped, Needs | NeededBy<Os[number]>> {
    return this.#with({ orderBy: [...this.node.orderBy, ...orderings.map(orderOf)] })
  }

  /** `LIMIT rows`. */
  limit<S, Refs, From extends string, Proven, Grouped, Needs, R>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    rows: Rows<R, 'limit'>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | NeededBy<R>> {
    return this.#with({ limit: rowCount('limit', rows) })
  }

  /** `FETCH FIRST rows ROWS WITH TIES`: like `limit`, and the rows that are equal to the last one in the order. PostgreSQL and MariaDB. */
  limitWithTies<S, Refs, From extends string, Proven, Grouped, Needs, R>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    rows: Rows<R, 'limit'>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | NeededBy<R> | 'withTies'> {
    return this.#with({ limit: rowCount('limit', rows), withTies: true })
  }

  /** `OFFSET rows`. */
  offset<S, Refs, From extends string, Proven, Grouped, Needs, R>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    rows: Rows<R, 'offset'>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | NeededBy<R>> {
    return this.#with({ offset: rowCount('offset', rows) })
  }

  /**
   * The rows behind a place in an order, in that order: the next page. Without a cursor these are the first rows. The
   * order is total: it has a primary key in it, and nothing that may be null.
   */
  after<S, Refs, From extends string, Proven, Grouped, Needs, O>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    order: [KeysetProblem<O, Proven>] extends [never] ? Keyset<O> : KeysetProblem<O, Proven>,
    cursor?: Cursor<O> | undefined,
  ): Select<S, Refs | KeysetRefs<O>, From, Proven, Grouped, Needs | KeysetNeeds<O>> {
    return this.#page(order as Keyset<O>, cursor, false)
  }

  /** The rows in front of a place in an order, the nearest first: the page before. */
  before<S, Refs, From extends string, Proven, Grouped, Needs, O>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    order: [KeysetProblem<O, Proven>] extends [never] ? Keyset<O> : KeysetProblem<O, Proven>,
    cursor?: Cursor<O> | undefined,
  ): Select<S, Refs | KeysetRefs<O>, From, Proven, Grouped, Needs | KeysetNeeds<O>> {
    return this.#page(order as Keyset<O>, cursor, true)
  }

  #page(order: Keyset<any>, cursor: unknown, reverse: boolean): Select<any, any, any, any, any, any> {
    const orderBy = [...this.node.orderBy, ...order.orders(reverse).map(orderOf)]
    if (cursor === undefined) return this.#with({ orderBy })
    return this.#with({
      orderBy,
      where: both(this.node.where, order.behind(cursor as Record<string, unknown>, reverse)),
    })
  }

  /**
   * An optimizer hint, behind SELECT: `.hint('MAX_EXECUTION_TIME(1000)')`; several with a space between. Names and
   * numbers stand in its parentheses. MySQL, and PostgreSQL with pg_hint_plan.
   */
  hint(hint: string): Select<S, Refs, From, Proven, Grouped, Needs | 'hint'> {
    if (typeof hint !== 'string' || !/^[a-z_]+\([\w@,.= ]*\)( [a-z_]+\([\w@,.= ]*\))*$/i.test(hint))
      throw new StatementError('a hint is a word with names and numbers in parentheses, like MAX_EXECUTION_TIME(1000)')
    return this.#with({ hint })
  }

  /** `SELECT DISTINCT`: equal rows once. */
  distinct<S, Refs, From extends string, Proven, Grouped, Needs>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
  ): Select<S, Refs, From, Proven, Grouped, Needs> {
    return this.#with({ distinct: true })
  }

  /**
   * `SELECT DISTINCT ON (…)`: of the rows that are equal in these expressions the first in the order, which begins with
   * them. PostgreSQL only.
   */
  distinctOn<S, Refs, From extends string, Proven, Grouped, Needs, Es extends readonly unknown[]>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    ...expressions: GroupExpressions<Es, Refs, From, Grouped, Proven>
  ): Select<S, Refs, From, Proven, Grouped, Needs | NeededBy<Es[number]> | 'distinctOn'> {
    return this.#with({ distinctOn: nodesOf(some('distinctOn', expressions)) })
  }

  /** `FOR UPDATE`: locks the rows until the transaction ends. */
  forUpdate<S, Refs, From extends string, Proven, Grouped, Needs, Of extends string = never>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    options?: Locking<Of, From>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | LockNeeds<Of>> {
    return this.#with({ lock: lockOf('update', options) })
  }

  /** `FOR NO KEY UPDATE`: like `forUpdate`, but others may insert rows that point to these. PostgreSQL only. */
  forNoKeyUpdate<S, Refs, From extends string, Proven, Grouped, Needs, Of extends string = never>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    options?: Locking<Of, From>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | LockNeeds<Of> | 'keyLock'> {
    return this.#with({ lock: lockOf('no key update', options) })
  }

  /** `FOR SHARE`: keeps others from changing the rows until the transaction ends. */
  forShare<S, Refs, From extends string, Proven, Grouped, Needs, Of extends string = never>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    options?: Locking<Of, From>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | LockNeeds<Of>> {
    return this.#with({ lock: lockOf('share', options) })
  }

  /** `FOR KEY SHARE`: keeps others from deleting the rows and from changing their keys. PostgreSQL only. */
  forKeyShare<S, Refs, From extends string, Proven, Grouped, Needs, Of extends string = never>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    options?: Locking<Of, From>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | LockNeeds<Of> | 'keyLock'> {
    return this.#with({ lock: lockOf('key share', options) })
  }

  /**
   * How the relations of the select list are fetched, where they do not say it themselves: `json`, in this statement,
   * `split`, by one more statement for each, or `join`, joined to this query. The rows are the same.
   */
  strategy(how: Strategy): Select<S, Refs, From, Proven, Grouped, Needs> {
    return this.#with({ outputs: withStrategy(this.node.outputs, how) })
  }

  /** This query as a source for FROM, under a name. */
  as<S, Refs, From extends string, Proven, Grouped, Needs extends Need, const Alias extends string>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    alias: [ScopeProblem<Refs, From, Grouped, Proven>] extends [never]
      ? Alias
      : ScopeProblem<Refs, From, Grouped, Proven>,
  ): Derived<S, Alias, Proven, Needs> {
    return derived({ kind: 'query', query: this.node, alias }, this.node.outputs, alias)
  }

  /**
   * This query as a source for `joinLateral` and its kin, under a name: it may read the sources before it, which
   * `.correlate(…)` names.
   */
  lateral<S, Refs, From extends string, Proven, Grouped, Needs extends Need, const Alias extends string>(
    this: Select<S, Refs, From, Proven, Grouped, Needs>,
    alias: [InnerScope<Refs, From, Grouped, Proven>] extends [never] ? Alias : InnerScope<Refs, From, Grouped, Proven>,
  ): Derived<S, Alias, Proven, Needs | 'lateral', Outer<Refs> | ''> {
    return derived({ kind: 'query', query: this.node, alias }, this.node.outputs, alias)
  }

  /** HAVING and ORDER BY are checked against what is grouped when they are written. */
  #beforeOrder(): void {
    if (this.node.having || this.node.orderBy.length > 0)
      throw new StatementError('GROUP BY comes before having and orderBy, as in SQL, so that they can be checked')
  }

  #grouped(how: GroupingNode['how'], sets: readonly (readonly unknown[])[]): Select<any, any, any, any, any, any> {
    this.#beforeOrder()
    const grouping: GroupingNode = { how, sets: sets.map((set) => nodesOf(set)) }
    return this.#with({ grouping: [...this.node.grouping, grouping] })
  }

  #joined(how: JoinNode['how'], source: unknown, on: unknown): Select<any, any, any, any, any, any> {
    const node = sourceNode(source)
    const lateral = isLateral(node)
    const join: JoinNode = { how, source: node, lateral, on: on === undefined ? undefined : nodeOf(on) }
    return this.#with({ joins: [...this.node.joins, join] })
  }

  #with(clauses: Partial<SelectNode>): Select<any, any, any, any, any, any> {
    return new Select({ ...this.node, ...clauses })
  }
}

/** Nothing is proven: a reason that no expression has. `never` would not do, since a statement of any proofs is taken as one of `any`. */
type Unproven = ''

type Selected<S> =
  Whole<S[keyof S]> extends Whole<{ readonly '~types': ExprTypes<any, any, infer Refs, any, infer Needs> }>
    ? Select<S, Refs, never, Unproven, never, Needs>
    : SelectedOf<S>

type SelectedOf<S> =
  S extends Source<infer Alias, infer Columns, infer Keys, infer Needs>
    ? Select<Columns, `${Alias}.*`, S['~scope']['reads'], Alias | `key:${Keys}`, never, Needs>
    : Select<S, RefsOf<S>, never, Unproven, never, NeedsOf<S>>

/**
 * `SELECT` of what a record names: `select({ title: tracks.title, artist: artists })`; a source in it is a nested object.
 * `select(artists)` selects a source's own columns, and FROM is implied.
 */
export function select<const S extends Selection | AnySource>(what: S): Selected<S>
export function select(what: unknown): any {
  if (isSource(what)) {
    return new Select({ ...emptySelect, outputs: ownOutputs(what[meta]), from: what[meta].node })
  }
  return new Select({ ...emptySelect, outputs: outputsFrom(what as Selection) })
}

/** The select list of a record, as data. */
export function outputsFrom(selection: Selection): Output[] {
  const keys = Object.keys(selection)
  if (keys.length === 0) throw new StatementError('a select list is empty; name at least one column')
  return keys.map((key) => output(key, selection[key]))
}

const kept = new WeakMap<SourceMeta, readonly Output[]>()

/** The select list of a source's own columns; it is frozen and the same each time, so that what follows from it is kept. */
function ownOutputs(source: SourceMeta): readonly Output[] {
  const known = kept.get(source)
  if (known) return known
  const outputs = Object.freeze(outputsFrom(source.columns))
  kept.set(source, outputs)
  return outputs
}

function output(key: string, entry: unknown): Output {
  if (entry instanceof Expr) return { key, expr: entry.node }
  const rows = Nested.nodeOf(entry)
  if (rows) return { key, expr: rows }
  if (isSource(entry)) {
    const { node, columns, required } = entry[meta]
    const [present] = required
    if (present === undefined) {
      throw new StatementError(
        `${node.alias} has no column that is never null, so that its absence could not be told; name its columns, as in ${key}: { … }`,
      )
    }
    return { key, outputs: outputsFrom(columns), presence: columns[present]?.node }
  }
  if (typeof entry === 'object' && entry !== null && Object.getPrototypeOf(entry) === Object.prototype) {
    return { key, outputs: outputsFrom(entry as Selection), presence: undefined }
  }
  throw new StatementError(`${key} in the select list is not an expression; values go through literal(…)`)
}

/** A query as a source: each entry of its select list becomes a column. */
export function derived(node: SourceNode, outputs: readonly Output[], alias: string): any {
  const columns = outputs.map((entry) => {
    if ('expr' in entry) return { key: entry.key, name: entry.key, type: entry.expr.type }
    throw new StatementError(`${entry.key} is a nested object; a subquery's columns are single values`)
  })
  return sourceOf(node, columnsOf(alias, columns), new Set())
}

export function sourceNode(source: unknown): SourceNode {
  if (isSource(source)) return source[meta].node
  throw new StatementError('a table, alias, subquery or WITH query is needed here')
}

export function rowCount(clause: string, rows: unknown): ExprNode {
  if (rows instanceof Expr) return rows.node
  const whole =
    typeof rows === 'bigint' ? rows >= 0n && rows < 2n ** 63n : Number.isSafeInteger(rows) && (rows as number) >= 0
  if (!whole) throw new StatementError(`${clause} takes a whole number of rows, zero or more`)
  return { kind: 'param', value: rows, type: rowCountType, label: clause }
}

/** The arguments of a clause that takes one at least. */
function some(method: string, given: readonly unknown[]): readonly unknown[] {
  if (given.length > 0) return given
  throw new StatementError(`${method} names nothing; give it an expression`)
}

const rowCountType = { ...integerType, encode: (value: unknown) => value as number | bigint }

function lockOf(strength: LockNode['strength'], options: unknown = {}): LockNode {
  const { of = [], noWait, skipLocked } = options as LockOptions
  if (noWait && skipLocked) throw new StatementError('a lock either does not wait or skips locked rows, not both')
  const sources = (Array.isArray(of) ? of : [of]).map((source) => sourceNode(source).alias)
  return { strength, of: sources, wait: noWait ? 'noWait' : skipLocked ? 'skipLocked' : undefined }
}

/** A query that reads sources before it; a function reads them wherever it stands. */
function isLateral(node: SourceNode): boolean {
  if (node.kind !== 'query') return false
  const correlated = (query: QueryNode): boolean =>
    query.kind === 'select' ? query.correlated.length > 0 : query.members.some(correlated)
  return correlated(node.query)
}
