/// <reference lib="esnext.disposable" preserve="true" />
import type { StatementNode } from '../ast.ts'
import { type Compiled, compile } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import type { AnyLack } from '../compile/features.ts'
import { hasBigint } from '../compile/shape.ts'
import { EspalierError, StatementError } from '../errors.ts'
import { Built } from '../expr/built.ts'
import type { AnyRows, ChangeProblem, ParamsIn, Problem, RowIn } from '../expr/row.ts'
import { createStatements, dropStatements, type Schema } from '../schema/schema.ts'
import type { Wire } from '../types/sql-type.ts'
import { rowBuilder } from './decode.ts'
import type { ChangeResult, Driver, DriverConnection, DriverResult } from './driver.ts'
import { type Loadable, type Loaded, loaded, type Relations } from './load.ts'
import { partsOf } from './parts.ts'
import { Prepared, PreparedChange } from './prepared.ts'
import { only, onlyValue } from './row-count.ts'
import { splitOf, splitRows } from './split.ts'

/** A statement that can run here, or the sentence that says why it cannot. */
type Runnable<Q, Lacks> = [Problem<Q, Lacks>] extends [never] ? Q : Problem<Q, Lacks>

/**
 * Where a statement runs. The verbs ask it for what is lacking, rather than the class for its parameter: so a database
 * that lacks less can stand for one that lacks more.
 */
type Here<Lacks> = Verbs<any> & { readonly '~lacks': Lacks }

/** A statement that can be prepared here, or the sentence that says why it cannot. */
type Preparable<Q, L> = Q extends AnyRows
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

  /** Sends a compiled statement. */
  protected abstract send(compiled: Compiled, params: readonly Wire[]): DriverResult | Promise<DriverResult>

  /** Runs several statements so that all of them happen or none. */
  protected abstract together<Result>(work: (verbs: Verbs<Lacks>) => Promise<Result>): Promise<Result>

  /** Every row of the statement. */
  async all<Q, L>(this: Here<L>, statement: Runnable<Q, L>): Promise<RowIn<Q>[]> {
    return this.#rows(statement)
  }

  /** The first row, or undefined where there is none. It does not limit what the database computes: say `.limit(1)` too. */
  async first<Q, L>(this: Here<L>, statement: Runnable<Q, L>): Promise<RowIn<Q> | undefined> {
    return (await this.#rows(statement))[0]
  }

  /** The only row; none or a second one is a `RowCountError`. */
  async one<Q, L>(this: Here<L>, statement: Runnable<Q, L>): Promise<RowIn<Q>> {
    return only(await this.#rows(statement), 'one')
  }

  /** The only row, or null where there is none; a second one is a `RowCountError`. */
  async oneOrNull<Q, L>(this: Here<L>, statement: Runnable<Q, L>): Promise<RowIn<Q> | null> {
    const rows = await this.#rows(statement)
    return rows.length === 0 ? null : only(rows, 'oneOrNull')
  }

  /** The only value of the only row. */
  async scalar<Q, L>(this: Here<L>, statement: Runnable<Q, L>): Promise<OnlyValue<RowIn<Q>>> {
    return onlyValue(only(await this.#rows(statement), 'scalar'))
  }

  /** The only value of every row. */
  async scalars<Q, L>(this: Here<L>, statement: Runnable<Q, L>): Promise<OnlyValue<RowIn<Q>>[]> {
    return (await this.#rows(statement)).map(onlyValue)
  }

  /**
   * Rows that are there already, with what belongs to each of them: `db.load(artists, { tracks: artistTracks.select(tracks) })`.
   * One statement for each relation, whatever the number of rows. The rows have the column by which it belongs to them.
   */
  async load<Row extends object, const Entries extends Relations>(
    rows: readonly Row[],
    relations: Loadable<Row, Entries>,
  ): Promise<Loaded<Row, Entries>[]> {
    return loaded(rows, relations as Relations, this.dialect, (compiled) => this.send(compiled, paramsOf(compiled)))
  }

  /** Runs a change: INSERT, UPDATE, DELETE. */
  async run<C, L>(
    this: Here<L>,
    statement: [ChangeProblem<C, L>] extends [never] ? C : ChangeProblem<C, L>,
  ): Promise<ChangeResult> {
    const { node } = statementOf(statement)
    if (node.kind === 'select' || node.kind === 'set') {
      throw new StatementError(
        'run is for INSERT, UPDATE and DELETE; a select gives its rows through all, first or one',
      )
    }
    return this.execute(node)
  }

  /**
   * Compiles a statement once, to run it many times with values for its parameters. On PostgreSQL, MySQL and MariaDB
   * the server prepares it once for each connection; on SQLite it is prepared once.
   */
  prepare<Q, L>(this: Here<L>, statement: Preparable<Q, L>): PreparedOf<Q> {
    const compiled = compile(statementOf(statement), this.dialect)
    const send = (one: Compiled, params: readonly Wire[]) => this.send(one, params)
    return (
      compiled.shape ? new Prepared(compiled, this.dialect, send) : new PreparedChange(compiled, this.dialect, send)
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
    return this.#build(dropStatements(schema, this.dialect.lateForeignKeys))
  }

  async #build(statements: readonly { readonly node: StatementNode }[]): Promise<void> {
    await this.together(async (verbs) => {
      for (const { node } of statements) await verbs.execute(node)
    })
  }

  /** Sends a statement of any kind and tells what it did. */
  protected async execute(node: StatementNode): Promise<ChangeResult> {
    const parts = partsOf(node, this.dialect)
    if (parts.length > 1) return this.together((verbs) => inTurn(parts, (part) => verbs.execute(part)))
    const compiled = compile({ node: parts[0] as StatementNode }, this.dialect)
    const { rowCount, insertId } = await this.send(compiled, paramsOf(compiled))
    return { rowCount, insertId }
  }

  #rows(statement: unknown): any[] | Promise<any[]> {
    const parts = partsOf(statementOf(statement).node, this.dialect)
    if (parts.length === 1) return this.#rowsOf(parts[0] as StatementNode)
    return this.together(async (verbs) => {
      const rows: Record<string, unknown>[] = []
      for (const part of parts) for (const row of await verbs.#rowsOf(part)) rows.push(row)
      return rows
    })
  }

  #rowsOf(node: StatementNode): any[] | Promise<any[]> {
    const plan = splitOf(node, this.dialect)
    if (plan) return splitRows(plan, this.dialect, (compiled) => this.send(compiled, paramsOf(compiled)))
    const compiled = compile({ node }, this.dialect)
    if (!compiled.shape)
      throw new StatementError('this statement gives no rows; run it with db.run(…), or add .returning(…)')
    const build = rowBuilder(compiled.shape, this.dialect)
    const result = this.send(compiled, paramsOf(compiled))
    return result instanceof Promise ? result.then(({ rows }) => rows.map(build)) : result.rows.map(build)
  }
}

/** Runs statements one behind the other, and adds up what they did. */
async function inTurn(
  parts: readonly StatementNode[],
  run: (part: StatementNode) => Promise<ChangeResult>,
): Promise<ChangeResult> {
  let rowCount = 0
  let insertId: ChangeResult['insertId']
  for (const part of parts) {
    const result = await run(part)
    rowCount += result.rowCount
    insertId = result.insertId
  }
  return { rowCount, insertId }
}

/** A database: the verbs, each on a connection of its own. */
export class Database<out Lacks extends AnyLack> extends Verbs<Lacks> {
  readonly #driver: Driver

  constructor(dialect: Dialect<Lacks>, driver: Driver) {
    super(dialect)
    this.#driver = driver
  }

  /** The server's version, as it says it. */
  version(): Promise<string> {
    return this.#leased((connection) => this.#driver.version(connection))
  }

  /**
   * Runs the callback in a transaction: COMMIT when it is done, ROLLBACK when it throws. Statements of the
   * transaction go through its argument; what goes through the database itself is not part of it.
   */
  async transaction<Result>(work: (transaction: Transaction<Lacks>) => Promise<Result>): Promise<Result> {
    return this.#leased(async (connection) => {
      const transaction = new Transaction(this.dialect, this.#driver, connection)
      await transaction.begin()
      try {
        const result = await work(transaction)
        await transaction.end('commit')
        return result
      } catch (error) {
        // The first error is the cause; that the way back failed as well adds nothing.
        await transaction.end('rollback').catch(() => {})
        throw error
      }
    })
  }

  /** Closes every connection. */
  close(): Promise<void> {
    return this.#driver.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  protected together<Result>(work: (verbs: Verbs<Lacks>) => Promise<Result>): Promise<Result> {
    return this.transaction(work)
  }

  protected send(compiled: Compiled, params: readonly Wire[]): DriverResult | Promise<DriverResult> {
    const connection = this.#connect()
    return connection instanceof Promise
      ? connection.then((leased) => this.#sendOnce(leased, compiled, params))
      : this.#sendOnce(connection, compiled, params)
  }

  /** Sends one statement and gives the connection back. A driver that answers at once is not made to wait for a promise. */
  #sendOnce(
    connection: DriverConnection,
    compiled: Compiled,
    params: readonly Wire[],
  ): DriverResult | Promise<DriverResult> {
    const failed = (error: unknown): never => {
      connection.release(error)
      throw error
    }
    const done = (result: DriverResult): DriverResult => {
      connection.release()
      return result
    }
    let result: DriverResult | Promise<DriverResult>
    try {
      result = sendOn(connection, this.#driver, compiled, params)
    } catch (error) {
      return failed(error)
    }
    return result instanceof Promise ? result.then(done, failed) : done(result)
  }

  async #leased<Result>(work: (connection: DriverConnection) => Result | Promise<Result>): Promise<Result> {
    const connection = await this.#connect()
    let broken: unknown
    try {
      return await work(connection)
    } catch (error) {
      broken = error
      throw error
    } finally {
      connection.release(broken)
    }
  }

  #connect(): DriverConnection | Promise<DriverConnection> {
    const failed = (error: unknown): never => {
      throw this.#driver.failure(error, undefined)
    }
    try {
      const connection = this.#driver.connect()
      return connection instanceof Promise ? connection.catch(failed) : connection
    } catch (error) {
      return failed(error)
    }
  }
}

/** A transaction that is under way: the verbs, all on its one connection. */
export class Transaction<out Lacks extends AnyLack> extends Verbs<Lacks> {
  readonly #driver: Driver
  readonly #connection: DriverConnection
  #ended = false

  constructor(dialect: Dialect<Lacks>, driver: Driver, connection: DriverConnection) {
    super(dialect)
    this.#driver = driver
    this.#connection = connection
  }

  /** Begins the transaction. */
  async begin(): Promise<void> {
    await this.#word('begin')
  }

  /** Ends the transaction; nothing can be sent through it from here on. */
  async end(how: 'commit' | 'rollback'): Promise<void> {
    this.#ended = true
    const { command } = await this.#word(how)
    if (how === 'commit' && command === 'ROLLBACK') {
      throw new EspalierError(
        'the database rolled the transaction back, since a statement in it had failed; nothing was stored',
      )
    }
  }

  protected together<Result>(work: (verbs: Verbs<Lacks>) => Promise<Result>): Promise<Result> {
    return work(this)
  }

  async #word(sql: string): Promise<DriverResult> {
    try {
      return await this.#connection.send(sql, [], { rows: false, bigints: false })
    } catch (error) {
      throw this.#driver.failure(error, sql)
    }
  }

  protected send(compiled: Compiled, params: readonly Wire[]): DriverResult | Promise<DriverResult> {
    if (this.#ended) throw new EspalierError('this transaction has ended; a statement behind its end belongs to none')
    return sendOn(this.#connection, this.#driver, compiled, params)
  }
}

function sendOn(
  connection: DriverConnection,
  driver: Driver,
  compiled: Compiled,
  params: readonly Wire[],
): DriverResult | Promise<DriverResult> {
  const { sql, shape, types } = compiled
  const failed = (error: unknown): never => {
    throw driver.failure(error, sql)
  }
  try {
    const options = { rows: shape !== undefined, bigints: shape !== undefined && hasBigint(shape), types }
    const result = connection.send(sql, params, options)
    return result instanceof Promise ? result.catch(failed) : result
  } catch (error) {
    return failed(error)
  }
}

/** The parameters of a statement without open ones. */
function paramsOf(compiled: Compiled): readonly Wire[] {
  for (const { name } of compiled.slots.values())
    throw new StatementError(`parameter ${name} has no value here; use db.prepare(…)`)
  return compiled.params as readonly Wire[]
}

/** A statement as the verbs take it; a text is not one. */
function statementOf(statement: unknown): { readonly node: StatementNode } {
  const node = Built.nodeOf(statement)
  if (node) return { node }
  throw new StatementError('a statement is needed here, like select(…).from(…)')
}
