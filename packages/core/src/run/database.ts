/// <reference lib="esnext.disposable" preserve="true" />
import type { Compiled } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import type { AnyLack } from '../compile/features.ts'
import type { Wire } from '../types/sql-type.ts'
import { Connection } from './connection.ts'
import type { Driver, DriverConnection, DriverResult, Place, PoolStatus, RowSource, Use } from './driver.ts'
import { type Engine, engineOf, type StatementOptions } from './engine.ts'
import type { Held } from './held.ts'
import { misuse } from './place.ts'
import type { Repeated, RepeatedOptions } from './repeated.ts'
import { type RetryOptions, retried } from './retry.ts'
import { type Sent, sendOn } from './send.ts'
import { readOn, type StreamOptions } from './stream.ts'
import { beginning, Transaction, type TransactionOptions } from './transaction.ts'
import { Verbs } from './verbs.ts'
import { type DatabaseEvents, fails, type Watch, type WatchOptions } from './watch.ts'

/** A database: the verbs, each on a connection of its own. */
export class Database<out Lacks extends AnyLack> extends Verbs<Lacks> {
  readonly #driver: Driver
  readonly #engine: Engine

  protected readonly watch: Watch

  constructor(dialect: Dialect<Lacks>, driver: Driver, options: WatchOptions & StatementOptions = {}) {
    super(dialect)
    this.#driver = driver
    this.#engine = engineOf(dialect, driver, options)
    this.watch = this.#engine.watch
  }

  /**
   * Calls `listener` for each event: `db.on('query', ({ sql, duration }) => …)`. The returned function ends that. Values
   * of parameters are shown only where the database was opened with `values: true`. A stream is told when it has ended.
   */
  on<Name extends keyof DatabaseEvents>(name: Name, listener: (event: DatabaseEvents[Name]) => void): () => void {
    return this.watch.on(name, listener)
  }

  /**
   * Calls `listener` for queries that are sent again and again, the same but for their values, from one line of the
   * program: five times within a second, unless told otherwise, and whenever their number has doubled. They are a loop
   * that asks for what belongs to each of its rows; the listener is told the line, and where a foreign key tells it, the
   * relation that gives all at once. For development: requests that run at the same time look like a loop, and each query
   * looks for its line. The returned function ends it. Changes and streams are not counted.
   */
  onRepeated(listener: (repeated: Repeated) => void, options: RepeatedOptions = {}): () => void {
    return this.watch.onRepeated(listener, options)
  }

  /** Like `onRepeated`, for tests: the query that is one too many fails, as a `RepeatedQuery`. The returned function ends it. */
  failOnRepeated(options: RepeatedOptions = {}): () => void {
    return this.watch.onRepeated(fails, options)
  }

  /** The server's version, as it says it. */
  async version(): Promise<string> {
    const connection = await this.#connect({ of: 'session' })
    try {
      return await this.#driver.version(connection)
    } catch (error) {
      throw this.#driver.failure(error, undefined)
    } finally {
      connection.release()
    }
  }

  /**
   * Runs the callback in a transaction: COMMIT when it is done, ROLLBACK when it throws. Statements of the transaction go
   * through its argument; using the database itself inside of the callback is a `TransactionMisuse`.
   */
  async transaction<Result>(
    work: (transaction: Transaction<Lacks>) => Promise<Result>,
    options: TransactionOptions & RetryOptions = {},
  ): Promise<Result> {
    this.#checkPlace()
    const begun = beginning('transaction')
    return retried(options, async () => Transaction.run(await this.#begin(options, begun), work, options.signal))
  }

  /**
   * Begins a transaction that ends by hand: `await using tx = await db.begin()` and, in the end, `await tx.commit()`;
   * left without, it is rolled back. Its connection is taken until then.
   */
  async begin(options: TransactionOptions = {}): Promise<Transaction<Lacks>> {
    this.#checkPlace()
    return this.#begin(options, beginning('transaction'))
  }

  /**
   * Holds one connection, for statements that belong to one session: `db.connection(async (c) => …)`, or
   * `await using c = await db.connection()`. What the session was set to is undone when the connection is given back.
   * Behind a pooler in transaction mode there is none to hold: `TransactionMisuse`.
   */
  connection(): Promise<Connection<Lacks>>
  connection<Result>(work: (connection: Connection<Lacks>) => Promise<Result>): Promise<Result>
  async connection<Result>(
    work?: (connection: Connection<Lacks>) => Promise<Result>,
  ): Promise<Result | Connection<Lacks>> {
    if (this.#driver.single) this.#checkPlace()
    if (this.#driver.sessionless)
      throw misuse('a pooler in transaction mode gives no session to hold; use a transaction')
    const connection = new Connection<Lacks>(this.#engine, await this.#connect({ of: 'session' }))
    if (!work) return connection
    const context = this.#driver.host?.context
    try {
      return await (context ? context.run(context.getStore() ?? connection, () => work(connection)) : work(connection))
    } finally {
      await connection.close()
    }
  }

  /** Which database this is. */
  get place(): Place {
    return this.#driver.place ?? {}
  }

  /** How many connections there are, by what they do. */
  status(): PoolStatus {
    return this.#driver.status()
  }

  /** Closes every connection, when what is under way is done. Nothing can be sent from here on. */
  close(): Promise<void> {
    return this.#driver.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  protected together<Result>(work: (verbs: Verbs<Lacks>) => Promise<Result>): Promise<Result> {
    return this.transaction(work)
  }

  protected send(sent: Sent): DriverResult | Promise<DriverResult> {
    this.#checkPlace()
    const signal = sent.options?.signal
    const use = sent.compiled.shape ? oneQuery : oneStatement
    const connection = this.#connect(signal ? { ...use, signal } : use)
    return connection instanceof Promise
      ? connection.then((leased) => this.#sendOnce(leased, sent))
      : this.#sendOnce(connection, sent)
  }

  protected async read(compiled: Compiled, params: readonly Wire[], options: StreamOptions): Promise<RowSource> {
    this.#checkPlace()
    const { batch = 100, signal } = options
    const connection = await this.#connect({ of: 'stream', signal })
    let source: RowSource
    try {
      source = readOn(this.#engine, connection, compiled, params, batch)
    } catch (error) {
      connection.release(error)
      throw error
    }
    return {
      next: () => source.next(),
      close: async () => {
        let broken: unknown
        try {
          await source.close()
        } catch (error) {
          broken = error
          throw error
        } finally {
          connection.release(broken)
        }
      },
    }
  }

  async #begin(options: TransactionOptions, begun: Error): Promise<Transaction<Lacks>> {
    const connection = await this.#connect({ of: 'session', signal: options.signal })
    return Transaction.begin<Lacks>(this.#engine, connection, options, undefined, begun, (broken) =>
      connection.release(broken),
    )
  }

  /** Sends one statement and gives the connection back. A driver that answers at once is not made to wait for a promise. */
  #sendOnce(connection: DriverConnection, sent: Sent): DriverResult | Promise<DriverResult> {
    let result: DriverResult | Promise<DriverResult>
    try {
      result = sendOn(this.#engine, connection, sent)
    } catch (error) {
      connection.release(error)
      throw error
    }
    if (result instanceof Promise) return releasing(connection, result)
    connection.release()
    return result
  }

  #connect(use: Use): DriverConnection | Promise<DriverConnection> {
    try {
      const connection = this.#driver.connect(use)
      return connection instanceof Promise ? connection.catch((error) => this.#notConnected(error)) : connection
    } catch (error) {
      return this.#notConnected(error)
    }
  }

  #notConnected(error: unknown): never {
    throw this.#driver.failure(error, undefined)
  }

  /**
   * Inside of a transaction's callback a statement of the database itself would not be part of the transaction, and could
   * wait for a connection that the transaction holds.
   */
  #checkPlace(): void {
    const inner = this.#driver.host?.context?.getStore()
    if (inner !== undefined) this.#checkInside(inner as Held<any>)
  }

  #checkInside(inner: Held<any>): void {
    for (let held: Held<any> | undefined = inner; held; held = held.outer) {
      if (!held.isOpen) continue
      if (held instanceof Transaction)
        throw misuse(
          'the database was used inside of its own transaction; send through the transaction, or when it has ended',
          held.begun,
        )
      if (this.#driver.single)
        throw misuse(
          'the database was used while its only connection is held; send through the connection, or when it is given back',
        )
    }
  }
}

/** Gives the connection back when the statement is answered. */
const releasing = (connection: DriverConnection, answer: Promise<DriverResult>): Promise<DriverResult> =>
  answer.then(
    (result) => {
      connection.release()
      return result
    },
    (error: unknown) => {
      connection.release(error)
      throw error
    },
  )

const oneStatement: Use = { of: 'statement' }
const oneQuery: Use = { of: 'statement', givesRows: true }
