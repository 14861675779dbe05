/// <reference lib="esnext.disposable" preserve="true" />
import type { StatementNode } from '../ast.ts'
import { type Again, compiledAgain } from '../compile/again.ts'
import { type Compiled, compile, type StatementLike } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import type { AnyLack } from '../compile/features.ts'
import type { Shape } from '../compile/shape.ts'
import { StatementError } from '../errors.ts'
import { Built } from '../expr/built.ts'
import type { AnyRows, ChangeProblem, ParamsIn, Problem, RowIn, ScalarProblem } from '../expr/row.ts'
import type { Whole } from '../expr/scope.ts'
import { createStatements, dropStatements, type Schema } from '../schema/schema.ts'
import type { Wire } from '../types/sql-type.ts'
import { textType } from '../types/standard.ts'
import { first, one, oneOrNull, promised, same, scalar, scalars } from './answers.ts'
import { rowReader, rowsIn } from './decode.ts'
import type { ChangeResult, DriverResult, RowSource } from './driver.ts'
import { insertIdOf, keyed } from './insert-id.ts'
import { partsOf } from './parts.ts'
import { Prepared, PreparedChange, type Send } from './prepared.ts'
import { Ready } from './ready.ts'
import { type Loadable, type Loaded, loaded, type Relations } from './relations/load.ts'
import { splitOf } from './relations/split.ts'
import { inSteps, rowsOfPlan } from './relations/stitch.ts'
import { type RunOptions, type Sent, toldOf } from './send.ts'
import { checkBatch, rowsOf, type StreamOptions } from './stream.ts'
import type { Watch } from './watch.ts'

/** A statement that can run here, or the sentence that says why it cannot. */
export type Runnable<Q, Lacks> = unknown extends Q ? Q : Unless<Problem<Q, Lacks>, Q>

type Unless<Sentence, Q> = Whole<Sentence> extends Whole<never> ? Q : Sentence

/** A statement of one column that can run here, or the sentence. */
export type OneColumn<Q, Lacks> = [ScalarProblem<Q>] extends [never] ? Runnable<Q, Lacks> : ScalarProblem<Q>

/**
 * Where a statement runs. The verbs ask it for what is lacking, rather than the class for its parameter: so a database
 * that lacks less can stand for one that lacks more.
 */
type Here<Lacks> = Verbs<any> & { readonly '~lacks': Lacks }

/** A statement that can be prepared here, or the sentence that says why it cannot. */
export type Preparable<Q, L> = Q extends AnyRows
  ? [Problem<Q, L, never>] extends [never]
    ? Q
    : Problem<Q, L, never>
  : [ChangeProblem<Q, L, never>] extends [never]
    ? Q
    : ChangeProblem<Q, L, never>

type PreparedOf<Q> = Q extends AnyRows ? Prepared<RowIn<Q>, ParamsIn<Q>> : PreparedChange<ParamsIn<Q>>

type OnlyValue<Row> = Row[keyof Row]

/**
 * The verbs that a database, a connection and a transaction have alike. `Lacks` are the features that the
 * database does not have: a statement that needs one does not compile.
 */
export abstract class Verbs<out Lacks extends AnyLack> {
  declare readonly '~lacks': Lacks
  readonly dialect: Dialect<Lacks>

  protected constructor(dialect: Dialect<Lacks>) {
    this.dialect = dialect
  }

  /** Who looks on. */
  protected abstract readonly watch: Watch

  /** Sends a compiled statement. */
  protected abstract send(sent: Sent): DriverResult | Promise<DriverResult>

  /** Opens a query whose rows are read some at a time. */
  protected abstract read(compiled: Compiled, params: readonly Wire[], options: StreamOptions): Promise<RowSource>

  /** Runs several statements so that all of them happen or none. */
  protected abstract together<Result>(work: (verbs: Verbs<Lacks>) => Promise<Result>): Promise<Result>

  /** Every row of the statement. */
  all<Q, L>(this: Here<L>, statement: Runnable<Q, L>, options?: RunOptions): Promise<RowIn<Q>[]> {
    return promised(() => this.#rows(statement, options), same)
  }

  /** The first row, or undefined where there is none. It does not limit what the database computes: say `.limit(1)` too. */
  first<Q, L>(this: Here<L>, statement: Runnable<Q, L>, options?: RunOptions): Promise<RowIn<Q> | undefined> {
    return promised(() => this.#rows(statement, options, true), first)
  }

  /** The only row; none or a second one is a `RowCountError`. */
  one<Q, L>(this: Here<L>, statement: Runnable<Q, L>, options?: RunOptions): Promise<RowIn<Q>> {
    return promised(() => this.#rows(statement, options), one)
  }

  /** The only row, or null where there is none; a second one is a `RowCountError`. */
  oneOrNull<Q, L>(this: Here<L>, statement: Runnable<Q, L>, options?: RunOptions): Promise<RowIn<Q> | null> {
    return promised(() => this.#rows(statement, options), oneOrNull)
  }

  /** The only value of the only row. */
  scalar<Q, L>(this: Here<L>, statement: OneColumn<Q, L>, options?: RunOptions): Promise<OnlyValue<RowIn<Q>>> {
    return promised(() => this.#rows(statement, options), scalar)
  }

  /** The only value of every row. */
  scalars<Q, L>(this: Here<L>, statement: OneColumn<Q, L>, options?: RunOptions): Promise<OnlyValue<RowIn<Q>>[]> {
    return promised(() => this.#rows(statement, options), scalars)
  }

  /**
   * Rows that are there already, with what belongs to each of them: `db.load(artists, { tracks: artistTracks.select(tracks) })`.
   * One statement for each relation, whatever the number of rows. The rows have the column by which it belongs to them.
   */
  async load<Row extends object, const Entries extends Relations>(
    rows: readonly Row[],
    relations: Loadable<Row, Entries>,
    options?: RunOptions,
  ): Promise<Loaded<Row, Entries>[]> {
    return inSteps(loaded(rows, relations as Relations, this.dialect), (part) => this.send(sentAs(part, options)))
  }

  /** Runs a change: INSERT, UPDATE, DELETE. */
  async run<C, L>(
    this: Here<L>,
    statement: [ChangeProblem<C, L>] extends [never] ? C : ChangeProblem<C, L>,
    options?: RunOptions,
  ): Promise<ChangeResult> {
    return this.execute(changeOf(statement), options)
  }

  /**
   * The rows of a query, read from the database some at a time: `for await (const row of db.stream(q)) …`. Nothing is
   * sent before the first row is asked for. However the loop is left, the connection is free again afterwards. Other
   * statements may be sent in between; inside of one transaction or connection, MySQL, MariaDB and SQLite then read the
   * rest of the rows into memory first.
   */
  stream<Q, L>(
    this: Here<L>,
    statement: Runnable<Q, L>,
    options: StreamOptions = {},
  ): AsyncGenerator<RowIn<Q>, void, undefined> {
    const { node } = statementOf(statement)
    if (node.kind !== 'select' && node.kind !== 'set' && node.kind !== 'raw')
      throw new StatementError('stream is for queries; the rows of a change come through all')
    checkBatch(options)
    const compiled = compile({ node }, this.dialect)
    const { ofCells } = rowReader(shapeIn(compiled), this.dialect)
    const params = paramsOf(compiled)
    return rowsOf(() => this.read(compiled, params, options), ofCells, options) as AsyncGenerator<any, void, undefined>
  }

  /**
   * How the database would run a statement, in its own words: EXPLAIN. With `analyze` it runs the statement, a change
   * too, and measures; SQLite has no such thing.
   */
  async explain(statement: StatementLike, { analyze = false }: { readonly analyze?: boolean } = {}): Promise<string> {
    const compiled = compile(statementOf(statement), this.dialect)
    const sql = this.dialect.explain(analyze) + compiled.sql
    const { rows } = await this.send(sentAs({ ...compiled, sql, shape: textShape }, undefined))
    return rows.map((cells) => String(cells.at(-1))).join('\n')
  }

  /**
   * Compiles a statement once, to run it many times with values for its parameters. On PostgreSQL, MySQL and MariaDB
   * the server prepares it once for each connection; on SQLite it is prepared once.
   */
  prepare<Q, L>(this: Here<L>, statement: Preparable<Q, L>): PreparedOf<Q> {
    const { node } = statementOf(statement)
    const sent = keyed(node, this.dialect)
    const compiled = compile({ node: sent }, this.dialect)
    const ready = new Ready(compiled, this.dialect, sent !== node)
    const send: Send = (sent) => {
      this.watch.asked(node, this, this.dialect)
      return this.send(sent)
    }
    return (
      ready.givesRows
        ? new Prepared(ready, send)
        : new PreparedChange(ready, send, (result) => insertIdOf(node, result))
    ) as any
  }

  /**
   * Creates a schema's tables and indexes, in the order that its foreign keys ask for: all or none, but on MySQL and
   * MariaDB, where each statement that builds a table is final.
   */
  createAll(schema: Schema): Promise<void> {
    return this.#build(createStatements(schema, this.dialect.lateForeignKeys))
  }

  /** Drops a schema's tables where they exist: the mirror of `createAll`. */
  dropAll(schema: Schema): Promise<void> {
    return this.#build(dropsOf(schema, this.dialect))
  }

  async #build(statements: readonly { readonly node: StatementNode }[]): Promise<void> {
    if (this.dialect.ddlInTransactions)
      return this.together((verbs) => inTurn(statements, ({ node }) => verbs.execute(node, undefined)).then(() => {}))
    this.checkBuild()
    for (const { node } of statements) await this.execute(node, undefined)
  }

  /** Refuses statements that would commit, where something is open that they would commit. */
  protected checkBuild(): void {}

  /** Sends a statement of any kind and tells what it did. */
  protected async execute(node: StatementNode, options: RunOptions | undefined): Promise<ChangeResult> {
    const parts = partsOf(node, this.dialect)
    if (parts.length > 1) return this.together((verbs) => inTurn(parts, (part) => verbs.execute(part, options)))
    const [part] = parts as readonly [StatementNode]
    const compiled = compile({ node: keyed(part, this.dialect) }, this.dialect)
    const result = await this.send(sentAs(compiled, options))
    return { rowCount: result.rowCount, insertId: insertIdOf(part, result) }
  }

  #rows(statement: unknown, options: RunOptions | undefined, first = false): any[] | Promise<any[]> {
    const { node } = statementOf(statement)
    if (node.kind !== 'insert') return this.#rowsOf(node, options, first)
    const parts = partsOf(node, this.dialect)
    if (parts.length === 1) return this.#rowsOf(parts[0] as StatementNode, options)
    return this.together(async (verbs) => {
      const rows: Record<string, unknown>[] = []
      for (const part of parts) for (const row of await verbs.#rowsOf(part, options)) rows.push(row)
      return rows
    })
  }

  #rowsOf(node: StatementNode, options: RunOptions | undefined, first = false): any[] | Promise<any[]> {
    this.watch.asked(node, this, this.dialect)
    const plan = splitOf(node, this.dialect)
    if (plan) return inSteps(rowsOfPlan(plan, this.dialect), (part) => this.send(sentAs(part, options)))
    const compiled = compiledAgain(node, this.dialect)
    const reader = rowReader(shapeIn(compiled), this.dialect)
    const told = toldOf(compiled, reader, first)
    const result = this.send({ compiled, params: paramsOf(compiled), options, told, cache: cacheOf(compiled) })
    return result instanceof Promise ? result.then((answer) => rowsIn(answer, reader)) : rowsIn(result, reader)
  }
}

/** Runs statements one behind the other, and adds up what they did. */
async function inTurn<Part>(parts: readonly Part[], run: (part: Part) => Promise<ChangeResult>): Promise<ChangeResult> {
  let rowCount = 0
  for (const part of parts) rowCount += (await run(part)).rowCount
  return { rowCount, insertId: undefined }
}

/** A statement whose rows, where it has any, stay as the driver has them. */
const sentAs = (compiled: Compiled, options: RunOptions | undefined): Sent => ({
  compiled,
  params: paramsOf(compiled),
  options,
  told: toldOf(compiled),
  cache: 'miss',
})

/** How the text of a query was come by that is kept. */
export const cacheOf = ({ isKnown }: Again): Sent['cache'] => (isKnown ? 'hit' : 'miss')

/** The parameters of a statement without open ones. */
export function paramsOf(compiled: Compiled): readonly Wire[] {
  if (compiled.slots.size === 0) return compiled.params as readonly Wire[]
  const [slot] = compiled.slots.values()
  throw new StatementError(`parameter ${slot?.name} has no value here; use db.prepare(…)`)
}

/** A statement as the verbs take it; a text is not one. */
export function statementOf(statement: unknown): { readonly node: StatementNode } {
  const node = Built.nodeOf(statement)
  if (node) return { node }
  throw new StatementError('a statement is needed here, like select(…).from(…)')
}

/** The tree of what `run` takes; a query changes nothing. */
export function changeOf(statement: unknown): StatementNode {
  const { node } = statementOf(statement)
  if (node.kind !== 'select' && node.kind !== 'set') return node
  throw new StatementError('run is for INSERT, UPDATE and DELETE; a select gives its rows through all, first or one')
}

/** The statements that drop a schema on a database. */
export function dropsOf(schema: Schema, dialect: Dialect): readonly { readonly node: StatementNode }[] {
  const { deferForeignKeys, dropsCircles, lateForeignKeys } = dialect
  const drops = dropStatements(schema, lateForeignKeys, dropsCircles)
  return deferForeignKeys === undefined ? drops : [worded(deferForeignKeys), ...drops]
}

/** The shape of a statement's rows. */
export function shapeIn({ shape }: Compiled): Shape {
  if (shape) return shape
  throw new StatementError('this statement gives no rows; run it with db.run(…), or add .returning(…)')
}

/** Rows are asked for, whatever their columns. */
const textShape: Shape = { keys: [], entries: [], presence: -1, bigints: false }

/** A statement in the dialect's own words. */
const worded = (text: string): { readonly node: StatementNode } => ({
  node: { kind: 'raw', sql: { kind: 'fragment', texts: [text], nodes: [], type: textType }, outputs: undefined },
})
