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
import { type Condition, Expr, nodeOf, nodesOf, type Ordering, orderOf } from '../expr/expr.ts'
import { conditionOf } from '../expr/logic.ts'
import { Nested, withStrategy } from '../expr/nested.ts'
import type { InnerProblem, NeedsOf, OuterIn, ProvenIn, RefsOf, ScopeProblem, Selection } from '../expr/row.ts'
import type {
  AnywhereSentence,
  Missing,
  MissingAnywhere,
  Need,
  Proofs,
  Reason,
  RowSentence,
  StatementTypes,
  Ungrouped,
  UngroupedSentence,
} from '../expr/scope.ts'
import {
  type AnySource,
  columnsOf,
  type Derived,
  isSource,
  meta,
  type Source,
  type SourceMeta,
  sourceOf,
} from '../expr/source.ts'
import { emptySelect } from '../tree/empty.ts'
import { integerType } from '../types/standard.ts'
import type { Cursor, Keyset, KeysetNeeds, KeysetProblem, KeysetRefs } from './keyset.ts'

/** What WHERE and ON take: a condition that reads only what FROM has, or the sentence that says what it lacks. */
type RowCondition<
  Refs extends string,
  Nulls extends Reason,
  Needs extends Need,
  From extends string,
  Clause extends string,
> = [Missing<Refs, From>] extends [never] ? Condition<Refs, Nulls, Needs> : RowSentence<Missing<Refs, From>, Clause>

/** What GROUP BY takes: an expression that reads only what FROM has, row by row. */
type RowExpression<Refs extends string, Needs extends Need, From extends string> = [Missing<Refs, From>] extends [never]
  ? Expr<any, any, Refs, any, Needs>
  : RowSentence<Missing<Refs, From>, 'GROUP BY'>

/** What HAVING and ORDER BY take: like WHERE, with aggregates, but no column that is not grouped. */
type GroupChecked<Refs extends string, From extends string, Grouped extends string, Taken> = [
  MissingAnywhere<Refs, From>,
] extends [never]
  ? [Grouped] extends [never]
    ? Taken
    : [Ungrouped<Refs, Grouped, From>] extends [never]
      ? Taken
      : UngroupedSentence<Ungrouped<Refs, Grouped, From>>
  : AnywhereSentence<MissingAnywhere<Refs, From>>

/** A number of rows: a number, or a parameter. */
export type RowCount<F extends Need> = number | bigint | Expr<number | bigint, 'integer' | 'bigint', never, any, F>

/** Which rows FOR UPDATE locks, and how long it waits for those that others have locked. */
export interface LockOptions<out Of extends string = string> {
  /** `OF`: the source, or the sources, whose rows are locked; those of all unless told. Not on SQLite and MariaDB. */
  readonly of?: Source<Of, any, any, any, any> | readonly Source<Of, any, any, any, any>[]
  /** Fail at once. */
  readonly noWait?: boolean
  /** Leave locked rows out. */
  readonly skipLocked?: boolean
}

type Locking<Of extends string, From extends string> = [Of] extends [From]
  ? LockOptions<Of>
  : `table ${Exclude<Of, From>} is not in FROM; add .from(…) or .join(…)`

type LockNeeds<Of extends string> = 'lock' | ([Of] extends [never] ? never : 'lockOf')

/** The alias of each column, as a reason for null: a grouping without it makes it null. */
type SourceOf<Refs> = Refs extends `${infer Alias}.${string}` ? Alias : never

/** A source that reads others, all of which FROM has already. */
type LateralSource<
  Alias extends string,
  Keys extends string,
  SF extends Need,
  Outer extends string,
  From extends string,
> = [Exclude<Missing<Outer, From>, ''>] extends [never]
  ? Source<Alias, any, Keys, SF, Outer>
  : RowSentence<Exclude<Missing<Outer, From>, ''>, 'a lateral join'>

/**
 * A SELECT. Immutable: every method gives a new one, so a part of a query can be kept and used twice.
 * Methods stand in SQL's order, and conditions of several `where` are ANDed.
 */
export class Select<
  in out S,
  in out Refs extends string,
  in out From extends string,
  in Proven extends string,
  in out Grouped extends string,
  out Needs extends Need,
> extends Built<SelectNode> {
  declare readonly '~types': StatementTypes<S, Refs, From, Proven, Grouped, Needs>
  /** `FROM source`. */
  from<Alias extends string, Keys extends string, SF extends Need>(
    source: Source<Alias, any, Keys, SF>,
  ): Select<S, Refs, From | Alias | Keys, Proven | Alias, Grouped, Needs | SF> {
    if (this.node.from)
      throw new StatementError('this query has its FROM already; add more sources with .join(…) or .crossJoin(…)')
    return this.#with({ from: sourceNode(source) })
  }

  /** `JOIN source ON …`: the rows of both sides that match. What the condition compares is not null afterwards. */
  join<Alias extends string, Keys extends string, SF extends Need, R extends string, N extends Reason, F extends Need>(
    source: Source<Alias, any, Keys, SF>,
    on: RowCondition<R, N, F, From | Alias, 'ON'>,
  ): Select<S, Refs, From | Alias | Keys, Proven | Alias | Proofs<N>, Grouped, Needs | F | SF> {
    return this.#joined('join', source, on)
  }

  /** `LEFT JOIN source ON …`: every row of this side; the source's columns are null where nothing matches. */
  leftJoin<Alias extends string, Keys extends string, SF extends Need, R extends string, F extends Need>(
    source: Source<Alias, any, Keys, SF>,
    on: RowCondition<R, any, F, From | Alias, 'ON'>,
  ): Select<S, Refs, From | Alias | Keys, Proven, Grouped, Needs | F | SF> {
    return this.#joined('left join', source, on)
  }

  /** `RIGHT JOIN source ON …`: every row of the source; columns of this side are null where nothing matches. */
  rightJoin<Alias extends string, Keys extends string, SF extends Need, R extends string, F extends Need>(
    source: Source<Alias, any, Keys, SF>,
    on: RowCondition<R, any, F, From | Alias, 'ON'>,
  ): Select<S, Refs, From | Alias | Keys, Alias, Grouped, Needs | F | SF> {
    return this.#joined('right join', source, on)
  }

  /** `FULL JOIN source ON …`: every row of both sides; either side's columns are null where nothing matches. */
  fullJoin<Alias extends string, Keys extends string, SF extends Need, R extends string, F extends Need>(
    source: Source<Alias, any, Keys, SF>,
    on: RowCondition<R, any, F, From | Alias, 'ON'>,
  ): Select<S, Refs, From | Alias | Keys, Unproven, Grouped, Needs | F | SF | 'fullJoin'> {
    return this.#joined('full join', source, on)
  }

  /** `CROSS JOIN source`: every row of this side with every row of the source. */
  crossJoin<Alias extends string, Keys extends string, SF extends Need>(
    source: Source<Alias, any, Keys, SF>,
  ): Select<S, Refs, From | Alias | Keys, Proven | Alias, Grouped, Needs | SF> {
    return this.#joined('cross join', source, undefined)
  }

  /**
   * `JOIN LATERAL source ON …`: the source may read the sources before it, as `.correlate(…)` of its query or the
   * arguments of its function say. Not on SQLite and MariaDB, but for functions.
   */
  joinLateral<
    Alias extends string,
    Keys extends string,
    SF extends Need,
    Outer extends string,
    R extends string,
    N extends Reason,
    F extends Need,
  >(
    source: LateralSource<Alias, Keys, SF, Outer, From>,
    on: RowCondition<R, N, F, From | Alias, 'ON'>,
  ): Select<S, Refs, From | Alias | Keys, Proven | Alias | Proofs<N>, Grouped, Needs | F | SF> {
    return this.#joined('join', source as AnySource, on)
  }

  /** `LEFT JOIN LATERAL source ON …`: like `joinLateral`, with nulls where the source has no row. */
  leftJoinLateral<
    Alias extends string,
    Keys extends string,
    SF extends Need,
    Outer extends string,
    R extends string,
    F extends Need,
  >(
    source: LateralSource<Alias, Keys, SF, Outer, From>,
    on: RowCondition<R, any, F, From | Alias, 'ON'>,
  ): Select<S, Refs, From | Alias | Keys, Proven, Grouped, Needs | F | SF> {
    return this.#joined('left join', source as AnySource, on)
  }

  /** `CROSS JOIN LATERAL source`: like `joinLateral`, without a condition. */
  crossJoinLateral<Alias extends string, Keys extends string, SF extends Need, Outer extends string>(
    source: LateralSource<Alias, Keys, SF, Outer, From>,
  ): Select<S, Refs, From | Alias | Keys, Proven | Alias, Grouped, Needs | SF> {
    return this.#joined('cross join', source as AnySource, undefined)
  }

  /** Names sources of the enclosing query whose columns this one reads: it becomes a correlated subquery. */
  correlate<Alias extends string>(
    ...sources: Source<Alias, any, any, any>[]
  ): Select<S, Refs | `outer:${Alias}.*`, From | Alias, Proven | Alias, Grouped, Needs> {
    const aliases = sources.map((source) => sourceNode(source).alias)
    return this.#with({ correlated: [...this.node.correlated, ...aliases] })
  }

  /**
   * `WHERE …`: all conditions ANDed, with those of earlier calls too. `false` leaves a condition out;
   * `undefined` is an error, since a filter that vanishes by accident returns everybody's rows.
   */
  where<R extends string, N extends Reason, F extends Need>(
    ...conditions: (RowCondition<R, N, F, From, 'WHERE'> | false)[]
  ): Select<S, Refs, From, Proven | Proofs<N>, Grouped, Needs | F> {
    return this.#with({ where: both(this.node.where, conditionOf(conditions)) })
  }

  /** `GROUP BY …`. A grouped primary key frees its table's columns. */
  groupBy<R extends string, F extends Need>(
    first: RowExpression<R, F, From>,
    ...more: RowExpression<R, F, From>[]
  ): Select<S, Refs, From, Proven | 'empty:', Grouped | R, Needs | F> {
    return this.#with({ groupBy: [...this.node.groupBy, ...nodesOf([first, ...more])] })
  }

  /**
   * `GROUP BY ROLLUP (a, b)`: groups by a and b, by a, and all rows in one; what is not grouped is null there.
   * Not on SQLite; on MySQL and MariaDB it is the whole GROUP BY.
   */
  groupByRollup<R extends string, F extends Need>(
    first: RowExpression<R, F, From>,
    ...more: RowExpression<R, F, From>[]
  ): Select<S, Refs, From, Exclude<Proven, R | SourceOf<R>> | 'empty:', Grouped | R, Needs | F | 'rollup'> {
    return this.#grouped(
      'rollup',
      [first, ...more].map((one) => [one]),
    )
  }

  /** `GROUP BY CUBE (a, b)`: groups by each selection of them. What is not grouped is null there. PostgreSQL only. */
  groupByCube<R extends string, F extends Need>(
    first: RowExpression<R, F, From>,
    ...more: RowExpression<R, F, From>[]
  ): Select<S, Refs, From, Exclude<Proven, R | SourceOf<R>> | 'empty:', Grouped | R, Needs | F | 'groupingSets'> {
    return this.#grouped(
      'cube',
      [first, ...more].map((one) => [one]),
    )
  }

  /**
   * `GROUP BY GROUPING SETS ((a, b), (a), ())`: one grouping for each list. What is not grouped is null there.
   * PostgreSQL only.
   */
  groupingSets<R extends string, F extends Need>(
    ...sets: readonly (readonly RowExpression<R, F, From>[])[]
  ): Select<S, Refs, From, Exclude<Proven, R | SourceOf<R>> | 'empty:', Grouped | R, Needs | F | 'groupingSets'> {
    return this.#grouped('grouping sets', sets)
  }

  /** `HAVING …`: conditions on groups, ANDed. */
  having<R extends string, F extends Need>(
    ...conditions: (GroupChecked<R, From, Grouped, Condition<R, any, F>> | false)[]
  ): Select<S, Refs, From, Proven, Grouped, Needs | F> {
    return this.#with({ having: both(this.node.having, conditionOf(conditions)) })
  }

  /** `ORDER BY …`; `desc()` on an expression turns it round. Further calls order what is equal so far. */
  orderBy<R extends string, F extends Need>(
    ...orderings: GroupChecked<R, From, Grouped, Ordering<R, F>>[]
  ): Select<S, Refs, From, Proven, Grouped, Needs | F> {
    return this.#with({ orderBy: [...this.node.orderBy, ...orderings.map(orderOf)] })
  }

  /** `LIMIT rows`. */
  limit<F extends Need = never>(rows: RowCount<F>): Select<S, Refs, From, Proven, Grouped, Needs | F> {
    return this.#with({ limit: rowCount('limit', rows) })
  }

  /** `FETCH FIRST rows ROWS WITH TIES`: like `limit`, and the rows that are equal to the last one in the order. PostgreSQL and MariaDB. */
  limitWithTies<F extends Need = never>(
    rows: RowCount<F>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | F | 'withTies'> {
    return this.#with({ limit: rowCount('limit', rows), withTies: true })
  }

  /** `OFFSET rows`. */
  offset<F extends Need = never>(rows: RowCount<F>): Select<S, Refs, From, Proven, Grouped, Needs | F> {
    return this.#with({ offset: rowCount('offset', rows) })
  }

  /**
   * The rows behind a place in an order, in that order: the next page. Without a cursor these are the first rows. The
   * order is total: it has a primary key in it, and nothing that may be null.
   */
  after<O>(
    order: [KeysetProblem<O, From, ProvenIn<this>>] extends [never]
      ? Keyset<O>
      : KeysetProblem<O, From, ProvenIn<this>>,
    cursor?: Cursor<O> | undefined,
  ): Select<S, Refs | KeysetRefs<O>, From, Proven, Grouped, Needs | KeysetNeeds<O>> {
    return this.#page(order as Keyset<O>, cursor, false)
  }

  /** The rows in front of a place in an order, the nearest first: the page before. */
  before<O>(
    order: [KeysetProblem<O, From, ProvenIn<this>>] extends [never]
      ? Keyset<O>
      : KeysetProblem<O, From, ProvenIn<this>>,
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
  distinct(): Select<S, Refs, From, Proven, Grouped, Needs> {
    return this.#with({ distinct: true })
  }

  /**
   * `SELECT DISTINCT ON (…)`: of the rows that are equal in these expressions the first in the order, which begins with
   * them. PostgreSQL only.
   */
  distinctOn<R extends string, F extends Need>(
    first: GroupChecked<R, From, Grouped, Expr<any, any, R, any, F>>,
    ...more: GroupChecked<R, From, Grouped, Expr<any, any, R, any, F>>[]
  ): Select<S, Refs, From, Proven, Grouped, Needs | F | 'distinctOn'> {
    return this.#with({ distinctOn: nodesOf([first, ...more]) })
  }

  /** `FOR UPDATE`: locks the rows until the transaction ends. */
  forUpdate<Of extends string = never>(
    options?: Locking<Of, From>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | LockNeeds<Of>> {
    return this.#with({ lock: lockOf('update', options) })
  }

  /** `FOR NO KEY UPDATE`: like `forUpdate`, but others may insert rows that point to these. PostgreSQL only. */
  forNoKeyUpdate<Of extends string = never>(
    options?: Locking<Of, From>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | LockNeeds<Of> | 'keyLock'> {
    return this.#with({ lock: lockOf('no key update', options) })
  }

  /** `FOR SHARE`: keeps others from changing the rows until the transaction ends. */
  forShare<Of extends string = never>(
    options?: Locking<Of, From>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | LockNeeds<Of>> {
    return this.#with({ lock: lockOf('share', options) })
  }

  /** `FOR KEY SHARE`: keeps others from deleting the rows and from changing their keys. PostgreSQL only. */
  forKeyShare<Of extends string = never>(
    options?: Locking<Of, From>,
  ): Select<S, Refs, From, Proven, Grouped, Needs | LockNeeds<Of> | 'keyLock'> {
    return this.#with({ lock: lockOf('key share', options) })
  }

  /**
   * How the relations of the select list are fetched, where they do not say it themselves: `json`, in this statement, or `split`,
   * by one more statement for each. The rows are the same.
   */
  strategy(how: Strategy): Select<S, Refs, From, Proven, Grouped, Needs> {
    return this.#with({ outputs: withStrategy(this.node.outputs, how) })
  }

  /** This query as a source for FROM, under a name. */
  as<const Alias extends string>(
    alias: [ScopeProblem<Refs, From, Grouped>] extends [never] ? Alias : ScopeProblem<Refs, From, Grouped>,
  ): Derived<S, Alias, Proven, Needs> {
    return derived({ kind: 'query', query: this.node, alias }, this.node.outputs, alias)
  }

  /**
   * This query as a source for `joinLateral` and its kin, under a name: it may read the sources before it, which
   * `.correlate(…)` names.
   */
  lateral<const Alias extends string>(
    alias: [InnerProblem<this>] extends [never] ? Alias : InnerProblem<this>,
  ): Derived<S, Alias, Proven, Needs | 'lateral', OuterIn<this> | ''> {
    return derived({ kind: 'query', query: this.node, alias }, this.node.outputs, alias)
  }

  #grouped(how: GroupingNode['how'], sets: readonly (readonly unknown[])[]): Select<any, any, any, any, any, any> {
    const grouping: GroupingNode = { how, sets: sets.map((set) => nodesOf(set)) }
    return this.#with({ grouping: [...this.node.grouping, grouping] })
  }

  #joined(how: JoinNode['how'], source: AnySource, on: unknown): Select<any, any, any, any, any, any> {
    const node = sourceNode(source)
    const lateral = isLateral(source)
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
  S extends Source<infer Alias, infer Columns, infer Keys, infer Needs>
    ? Select<Columns, `${Alias}.*`, Alias | Keys, Alias, never, Needs>
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

function both(before: ExprNode | undefined, more: ExprNode | undefined): ExprNode | undefined {
  if (!before || !more) return before ?? more
  return nodeOf(new Expr<any, any, any, any, any>(before).and(new Expr<any, any, any, any, any>(more)))
}

export function rowCount(clause: string, rows: unknown): ExprNode {
  if (rows instanceof Expr) return rows.node
  const whole =
    typeof rows === 'bigint' ? rows >= 0n && rows < 2n ** 63n : Number.isSafeInteger(rows) && (rows as number) >= 0
  if (!whole) throw new StatementError(`${clause} takes a whole number of rows, zero or more`)
  return { kind: 'param', value: rows, type: rowCountType, label: clause }
}

const rowCountType = { ...integerType, encode: (value: unknown) => value as number | bigint }

function lockOf(strength: LockNode['strength'], options: unknown = {}): LockNode {
  const { of = [], noWait, skipLocked } = options as LockOptions
  if (noWait && skipLocked) throw new StatementError('a lock either does not wait or skips locked rows, not both')
  const sources = (Array.isArray(of) ? of : [of]).map((source) => sourceNode(source).alias)
  return { strength, of: sources, wait: noWait ? 'noWait' : skipLocked ? 'skipLocked' : undefined }
}

/** A query that reads sources before it; a function reads them wherever it stands. */
function isLateral(source: AnySource): boolean {
  const { node } = source[meta]
  if (node.kind !== 'query') return false
  const correlated = (query: QueryNode): boolean =>
    query.kind === 'select' ? query.correlated.length > 0 : query.members.some(correlated)
  return correlated(node.query)
}
