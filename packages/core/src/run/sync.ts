import type { StatementNode } from '../ast.ts'
import { type Again, compiledAgain } from '../compile/again.ts'
import { compile } from '../compile/compile.ts'
import type { Dialect, TransactionMode } from '../compile/dialect.ts'
import type { AnyLack } from '../compile/features.ts'
import { EspalierError, StatementError, TransactionRolledBack } from '../errors.ts'
import type { ChangeProblem, RowIn } from '../expr/row.ts'
import { createStatements, type Schema } from '../schema/schema.ts'
import { first, one, oneOrNull, scalar, scalars } from './answers.ts'
import { rowReader, rowsIn } from './decode.ts'
import type { ChangeResult, Driver, DriverConnection, DriverResult, Place, Use } from './driver.ts'
import { type Engine, engineOf } from './engine.ts'
import { insertIdOf, keyed } from './insert-id.ts'
import { partsOf } from './parts.ts'
import { misuse } from './place.ts'
import { Ready } from './ready.ts'
import { splitOf } from './relations/split.ts'
import { atOnce, rowsOfPlan } from './relations/stitch.ts'
import type { Repeated, RepeatedOptions } from './repeated.ts'
import { type Sent, sayOn, sendOn, toldOf, wordsOf } from './send.ts'
import { SyncPrepared, SyncPreparedChange, type SyncPreparedOf } from './sync-prepared.ts'
import {
  cacheOf,
  changeOf,
  dropsOf,
  type OneColumn,
  type Preparable,
  paramsOf,
  type Runnable,
  shapeIn,
  statementOf,
} from './verbs.ts'
import { type DatabaseEvents, fails, type WatchOptions } from './watch.ts'

type Here<Lacks> = SyncVerbs<any> & { readonly '~lacks': Lacks }

/** The verbs of a database that answers at once: those of `Verbs`, without promises. */
export abstract class SyncVerbs<out Lacks extends AnyLack> {
  declare readonly '~lacks': Lacks
  readonly dialect: Dialect<Lacks>

  protected constructor(dialect: Dialect<Lacks>) {
    this.dialect = dialect
  }

  protected abstract readonly engine: Engine

  /** The connection for what comes next. */
  protected abstract lease(use: Use): DriverConnection

  /** Gives it back. */
  protected abstract release(connection: DriverConnection): void

  /** Runs the callback so that all of it happens or none. */
  abstract transaction<Result>(work: (transaction: SyncTransaction<Lacks>) => Result, mode?: TransactionMode): Result

  /** Every row of the statement. */
  all<Q, L>(this: Here<L>, statement: Runnable<Q, L>): RowIn<Q>[] {
    return this.#rows(statement)
  }

  /** The first row, or undefined where there is none. */
  first<Q, L>(this: Here<L>, statement: Runnable<Q, L>): RowIn<Q> | undefined {
    return first(this.#rows(statement, true))
  }

  /** The only row; none or a second one is a `RowCountError`. */
  one<Q, L>(this: Here<L>, statement: Runnable<Q, L>): RowIn<Q> {
    return one(this.#rows(statement))
  }

  /** The only row, or null where there is none; a second one is a `RowCountError`. */
  oneOrNull<Q, L>(this: Here<L>, statement: Runnable<Q, L>): RowIn<Q> | null {
    return oneOrNull(this.#rows(statement))
  }

  /** The only value of the only row. */
  scalar<Q, L>(this: Here<L>, statement: OneColumn<Q, L>): RowIn<Q>[keyof RowIn<Q>] {
    return scalar(this.#rows(statement))
  }

  /** The only value of every row. */
  scalars<Q, L>(this: Here<L>, statement: OneColumn<Q, L>): RowIn<Q>[keyof RowIn<Q>][] {
    return scalars(this.#rows(statement))
  }

  /** Runs a change: INSERT, UPDATE, DELETE. */
  run<C, L>(this: Here<L>, statement: [ChangeProblem<C, L>] extends [never] ? C : ChangeProblem<C, L>): ChangeResult {
    return this.execute(changeOf(statement))
  }

  /** Compiles a statement once, to run it many times with values for its parameters; SQLite prepares it once. */
  prepare<Q, L>(this: Here<L>, statement: Preparable<Q, L>): SyncPreparedOf<Q> {
    const { node } = statementOf(statement)
    const ready = new Ready(compile({ node: keyed(node, this.dialect) }, this.dialect), this.dialect)
    const send = (sent: Sent): DriverResult => {
      this.engine.watch.asked(node, this, this.dialect)
      return this.#sendOn(sent)
    }
    return (
      ready.givesRows ? new SyncPrepared(ready, send) : new SyncPreparedChange(ready, send, (r) => insertIdOf(node, r))
    ) as any
  }

  /** The rows of a query one by one: `for (const row of db.stream(q)) …`. Leaving the loop ends the reading. */
  *stream<Q, L>(this: Here<L>, statement: Runnable<Q, L>): Generator<RowIn<Q>, void, undefined> {
    const compiled = compile(statementOf(statement), this.dialect)
    const { ofCells: build } = rowReader(shapeIn(compiled), this.dialect)
    const params = paramsOf(compiled)
    const connection = this.lease({ of: 'stream' })
    const reading = this.engine.watch.reading(compiled, params)
    try {
      const [sql, told] = wordsOf(this.engine, compiled)
      const source = connection.read(sql, params, told, 1)
      for (let [cells] = answered(source.next()); cells; [cells] = answered(source.next())) {
        reading?.found(1)
        yield build(cells) as any
      }
    } catch (error) {
      const failure = this.engine.driver.failure(error, compiled.sql)
      reading?.failed(failure)
      throw failure
    } finally {
      reading?.ended()
      this.release(connection)
    }
  }

  /** Creates a schema's tables and indexes: all or none. */
  createAll(schema: Schema): void {
    this.#build(createStatements(schema, this.dialect.lateForeignKeys))
  }

  /** Drops a schema's tables where they exist: the mirror of `createAll`. */
  dropAll(schema: Schema): void {
    this.#build(dropsOf(schema, this.dialect))
  }

  #build(statements: readonly { readonly node: StatementNode }[]): void {
    this.transaction((verbs) => {
      for (const { node } of statements) verbs.execute(node)
    })
  }

  /** Sends a statement of any kind and tells what it did. */
  protected execute(node: StatementNode): ChangeResult {
    const parts = partsOf(node, this.dialect)
    if (parts.length > 1) {
      return this.transaction((verbs) =>
        parts
          .map((part) => verbs.execute(part))
          .reduce((sum, { rowCount }) => ({ rowCount: sum.rowCount + rowCount, insertId: undefined })),
      )
    }
    const [part] = parts as readonly [StatementNode]
    const result = this.#send(compile({ node: keyed(part, this.dialect) }, this.dialect))
    return { rowCount: result.rowCount, insertId: insertIdOf(part, result) }
  }

  #rows(statement: unknown, first = false): any[] {
    const { node } = statementOf(statement)
    if (node.kind !== 'insert') return this.#rowsOf(node, first)
    const parts = partsOf(node, this.dialect)
    if (parts.length > 1) return this.transaction((verbs) => parts.flatMap((part) => verbs.#rowsOf(part)))
    return this.#rowsOf(parts[0] as StatementNode)
  }

  #rowsOf(node: StatementNode, first = false): any[] {
    this.engine.watch.asked(node, this, this.dialect)
    const plan = splitOf(node, this.dialect)
    if (plan) return atOnce(rowsOfPlan(plan, this.dialect), (compiled) => this.#send(compiled))
    const compiled = compiledAgain(node, this.dialect)
    const reader = rowReader(shapeIn(compiled), this.dialect)
    return rowsIn(this.#send(compiled, toldOf(compiled, reader, first)), reader)
  }

  #send(compiled: Again, told = toldOf(compiled)): DriverResult {
    return this.#sendOn({ compiled, params: paramsOf(compiled), options: undefined, told, cache: cacheOf(compiled) })
  }

  #sendOn(sent: Sent): DriverResult {
    const connection = this.lease(oneStatement)
    try {
      return answered(sendOn(this.engine, connection, sent))
    } finally {
      this.release(connection)
    }
  }
}

/** A database that answers at once, with one connection: `sqlite.sync('music.db')`. */
export class SyncDatabase<out Lacks extends AnyLack> extends SyncVerbs<Lacks> {
  protected readonly engine: Engine
  #isInTransaction = false

  constructor(dialect: Dialect<Lacks>, driver: Driver, options: WatchOptions = {}) {
    super(dialect)
    this.engine = engineOf(dialect, driver, options)
  }

  /**
   * Runs the callback in a transaction: COMMIT when it is done, ROLLBACK when it throws. It cannot wait for anything: a
   * callback that gives a promise is rolled back.
   */
  transaction<Result>(work: (transaction: SyncTransaction<Lacks>) => Result, mode: TransactionMode = {}): Result {
    const connection = this.lease({ of: 'session' })
    try {
      for (const words of this.dialect.begin(mode)) say(this.engine, connection, words)
      this.#isInTransaction = true
      const result = SyncTransaction.run(new SyncTransaction<Lacks>(this.engine, connection), work)
      say(this.engine, connection, 'commit')
      return result
    } catch (error) {
      if (connection.transaction === 'open') say(this.engine, connection, 'rollback')
      throw error
    } finally {
      this.#isInTransaction = false
      this.release(connection)
    }
  }

  /** Calls `listener` for each event: `db.on('query', ({ sql, duration }) => …)`; the returned function ends that. */
  on<Name extends keyof DatabaseEvents>(name: Name, listener: (event: DatabaseEvents[Name]) => void): () => void {
    return this.engine.watch.on(name, listener)
  }

  /** Which database this is. */
  get place(): Place {
    return this.engine.driver.place ?? {}
  }

  /** Calls `listener` for queries that are sent again and again from one line of the program, like `onRepeated` of a `Database`. */
  onRepeated(listener: (repeated: Repeated) => void, options: RepeatedOptions = {}): () => void {
    return this.engine.watch.onRepeated(listener, options)
  }

  /** Like `onRepeated`, for tests: the query that is one too many fails, as a `RepeatedQuery`. The returned function ends it. */
  failOnRepeated(options: RepeatedOptions = {}): () => void {
    return this.engine.watch.onRepeated(fails, options)
  }

  /** Closes the connection. */
  close(): void {
    void this.engine.driver.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  protected lease(use: Use): DriverConnection {
    if (this.#isInTransaction)
      throw misuse(
        'the database was used inside of its own transaction; send through the transaction, or when it has ended',
      )
    const { driver } = this.engine
    try {
      return answered(driver.connect(use))
    } catch (error) {
      throw driver.failure(error, undefined)
    }
  }

  protected release(connection: DriverConnection): void {
    connection.release()
  }
}

/** A transaction that is under way, or a savepoint in one: the verbs, without promises. */
export class SyncTransaction<out Lacks extends AnyLack> extends SyncVerbs<Lacks> {
  protected readonly engine: Engine
  readonly #connection: DriverConnection
  readonly #depth: number
  #isOpen = true
  #inner: SyncTransaction<Lacks> | undefined

  constructor(engine: Engine, connection: DriverConnection, depth = 0) {
    super(engine.dialect as Dialect<Lacks>)
    this.engine = engine
    this.#connection = connection
    this.#depth = depth
  }

  /** Runs a callback, and ends the handle with it. */
  static run<Lacks extends AnyLack, Result>(
    transaction: SyncTransaction<Lacks>,
    work: (transaction: SyncTransaction<Lacks>) => Result,
  ): Result {
    try {
      const result = work(transaction)
      if (result instanceof Promise) {
        // What it would still send is refused; that must not end the process.
        result.catch(() => {})
        throw new StatementError(
          'a transaction without promises cannot wait for one; give it a callback that is not async',
        )
      }
      if (transaction.#connection.transaction !== 'open')
        throw new TransactionRolledBack('the database rolled the transaction back; nothing of it is stored', {})
      return result
    } finally {
      transaction.#isOpen = false
    }
  }

  /** Runs the callback in a savepoint: released when it is done, rolled back to when it throws. */
  savepoint<Result>(work: (savepoint: SyncTransaction<Lacks>) => Result): Result {
    const connection = this.lease()
    const name = `s${this.#depth + 1}`
    say(this.engine, connection, `savepoint ${name}`)
    this.#inner = new SyncTransaction<Lacks>(this.engine, connection, this.#depth + 1)
    try {
      const result = SyncTransaction.run(this.#inner, work)
      say(this.engine, connection, `release savepoint ${name}`)
      return result
    } catch (error) {
      if (connection.transaction === 'open') {
        say(this.engine, connection, `rollback to savepoint ${name}`)
        say(this.engine, connection, `release savepoint ${name}`)
      }
      throw error
    } finally {
      this.#inner = undefined
    }
  }

  /** A transaction inside of a transaction is a savepoint. */
  transaction<Result>(work: (savepoint: SyncTransaction<Lacks>) => Result): Result {
    return this.savepoint(work)
  }

  protected lease(): DriverConnection {
    if (!this.#isOpen) throw misuse('this transaction has ended; a statement behind its end belongs to none')
    if (this.#inner)
      throw misuse(
        'a statement was sent through a handle that waits for the savepoint inside of it; send it through that',
      )
    if (this.#connection.transaction !== 'open')
      throw new TransactionRolledBack('the database rolled the whole transaction back; nothing of it is stored', {})
    return this.#connection
  }

  /** It is given back when the transaction has ended. */
  protected release(): void {}
}

const oneStatement: Use = { of: 'statement' }

const say = (engine: Engine, connection: DriverConnection, words: string): DriverResult =>
  answered(sayOn(engine, connection, words))

/** An answer that is there; of the two ways that a driver may take, these verbs need the one without a promise. */
function answered<Answer>(answer: Answer | Promise<Answer>): Answer {
  if (!(answer instanceof Promise)) return answer
  answer.catch(() => {})
  throw new EspalierError('this driver answers with a promise; open the database without sync')
}
