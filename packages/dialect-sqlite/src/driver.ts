// The driver: one connection to SQLite, whichever library has opened it.
import {
  type Cells,
  ConnectionFailed,
  checkVersion,
  type Driver,
  type DriverConnection,
  type DriverResult,
  type Host,
  type Place,
  type PoolStatus,
  PoolTimeout,
  QueryCancelled,
  type RowSource,
  type SendOptions,
  type Use,
  type Wire,
} from '@espalier/core'
import { failure } from './failure.ts'
import type { SqliteHandle } from './handle.ts'
import { nodeHost } from './host.ts'
import { boundAs, Statements } from './statement.ts'

/** How the driver's one connection is used. */
export interface SqliteDriverOptions {
  /** How long to wait for it, in milliseconds. */
  readonly timeout?: number
  /** The file, for who looks on. */
  readonly path?: string | undefined
  /** The oldest version that the library may have; 3.40 unless told. */
  readonly version?: string
}

/** Someone who waits for the connection. */
interface Waiter {
  wake(): void
}

/**
 * A driver over one connection of better-sqlite3 or `node:sqlite`. It is leased to one user at a time: others wait in line, so that
 * a transaction with pauses in it has the database for itself.
 */
export class SqliteDriver implements Driver {
  readonly single = true
  readonly place: Place
  readonly host: Host = nodeHost()
  readonly #open: () => SqliteHandle
  readonly #patience: number
  readonly #declared: string | undefined
  #database: SqliteHandle | undefined
  #statements: Statements | undefined
  #holder: Lease | undefined
  #closed = false
  #lastIsBack: (() => void) | undefined
  readonly #waiting: Set<Waiter> = new Set()

  constructor(open: () => SqliteHandle, { timeout = 30_000, path, version }: SqliteDriverOptions = {}) {
    this.place = { database: path }
    this.#open = open
    this.#patience = timeout
    this.#declared = version
  }

  connect(use: Use): DriverConnection | Promise<DriverConnection> {
    if (this.#closed) throw new ConnectionFailed('the database is closed; open it again to use it', {})
    // Who only reads a stream can go on from memory.
    this.#holder?.yield()
    return this.#holder ? this.#waited(use) : this.#lease(use)
  }

  async version(connection: DriverConnection): Promise<string> {
    const { rows } = await connection.send('select sqlite_version()', [], { rows: true, bigints: false })
    return String(rows[0]?.[0])
  }

  status(): PoolStatus {
    const lent = this.#holder ? 1 : 0
    return { size: 1, overflow: 0, idle: this.#database ? 1 - lent : 0, lent, waiting: this.#waiting.size }
  }

  failure(error: unknown, sql: string | undefined): Error {
    return failure(error, sql)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#holder?.yield()
    if (this.#holder) {
      await new Promise<void>((resolve) => {
        this.#lastIsBack = resolve
      })
    }
    this.#shut()
  }

  #shut(): void {
    if (this.#database) this.host.notice?.('disconnect')
    this.#statements = undefined
    this.#database?.close()
    this.#database = undefined
  }

  #waited(use: Use): Promise<DriverConnection> {
    const holder = this.#holder as Lease
    return new Promise((resolve, reject) => {
      const { signal } = use
      const done = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        this.#waiting.delete(waiter)
      }
      const refuse = (error: Error): void => {
        done()
        reject(error)
      }
      const waiter: Waiter = {
        wake: () => {
          done()
          try {
            resolve(this.#lease(use))
          } catch (error) {
            reject(error)
          }
        },
      }
      const onAbort = (): void =>
        refuse(new QueryCancelled('the signal stopped the wait for the connection', { cause: signal?.reason }))
      const timer = setTimeout(
        () =>
          refuse(
            new PoolTimeout(
              `the connection did not become free within ${this.#patience} ms; a transaction or connection holds it, and the place that began it is in the cause`,
              { cause: (this.#holder ?? holder).place },
            ),
          ),
        this.#patience,
      )
      signal?.addEventListener('abort', onAbort)
      this.#waiting.add(waiter)
      if (signal?.aborted) onAbort()
    })
  }

  #lease(use: Use): DriverConnection {
    this.#database ??= this.#opened()
    this.#statements ??= new Statements(this.#database)
    const lease = new Lease(this.#database, this.#statements, use, this.#isFree)
    this.#holder = lease
    return lease
  }

  readonly #isFree = (lease: Lease): void => {
    if (this.#holder !== lease) return
    this.#holder = undefined
    if (this.#waiting.size > 0) {
      for (const waiter of this.#waiting) {
        waiter.wake()
        if (this.#holder) return
      }
    }
    this.#lastIsBack?.()
  }

  #opened(): SqliteHandle {
    const database = this.#open()
    database.exec('pragma foreign_keys = on')
    database.exec('pragma trusted_schema = off')
    const version = String(database.prepare('select sqlite_version() as version').raw(true).all()[0]?.[0])
    checkVersion('SQLite', version, '3.40', this.#declared)
    this.host.notice?.('connect')
    return database
  }
}

/** The connection for one user, once. */
class Lease implements DriverConnection {
  /** Where it was taken, for who waits; a single statement is over before anybody waits. */
  readonly place: Error | undefined
  readonly #database: SqliteHandle
  readonly #statements: Statements
  readonly #use: Use
  /** Whether a transaction was open before; undefined where nothing was sent that could begin one. */
  #begun: boolean | undefined
  readonly #end: (lease: Lease) => void
  #sources: Set<Rows> | undefined
  #isOver = false
  #readsOnly = false

  constructor(database: SqliteHandle, statements: Statements, use: Use, end: (lease: Lease) => void) {
    this.#database = database
    this.#statements = statements
    this.#use = use
    this.#end = end
    if (use.of === 'statement') return
    this.#begun = database.inTransaction
    if (use.of === 'session') this.place = new Error('the connection was taken here')
  }

  get transaction(): DriverConnection['transaction'] {
    if (!this.#database.open) return 'lost'
    return this.#database.inTransaction ? 'open' : 'none'
  }

  send(sql: string, params: readonly Wire[], options: SendOptions): DriverResult {
    this.#check()
    if (this.#sources) this.#readToTheEnd()
    if (options.foreign) this.#begun ??= this.#database.inTransaction
    // A file that is open for reading only has no place for a writer's lock.
    const text = sql === 'begin immediate' && this.#database.readonly ? 'begin' : sql
    if (text === 'pragma query_only = on') this.#readsOnly = true
    return this.#statements.of(text, options.once).run(params, options)
  }

  read(sql: string, params: readonly Wire[], options: SendOptions, batch: number): RowSource {
    this.#check()
    // Not one of the kept statements: those must be free for others while this one is read.
    const statement = this.#database.prepare(sql)
    statement.raw(true).safeIntegers(options.bigints)
    const iterator = statement.iterate(...boundAs(params, options.types))
    const sources = this.#sources ?? new Set<Rows>()
    const source = new Rows(iterator, batch, () => sources.delete(source))
    this.#sources = sources.add(source)
    return source
  }

  release(): void {
    if (this.#isOver) return
    this.#isOver = true
    const database = this.#database
    if (this.#begun !== undefined && database.open) {
      // Unless somebody goes on from memory.
      for (const source of this.#sources ?? []) source.close()
      // A transaction that nobody ended would swallow the next user's statements.
      if (database.inTransaction && !this.#begun) database.exec('rollback')
      if (this.#readsOnly) database.exec('pragma query_only = off')
    }
    this.#end(this)
  }

  /** Where this is a stream and nothing else, its reader goes on from memory, and the connection is free. */
  yield(): void {
    if (this.#use.of !== 'stream' || this.#isOver) return
    this.#readToTheEnd()
    this.release()
  }

  /** While rows are read, better-sqlite3 refuses every change. */
  #readToTheEnd(): void {
    for (const source of this.#sources ?? []) source.readToTheEnd()
    this.#sources = undefined
  }

  #check(): void {
    if (this.#isOver)
      throw new ConnectionFailed('this connection was given back; send through the one that is open', {})
  }
}

/** The rows of a query that is under way. */
class Rows implements RowSource {
  readonly #iterator: IterableIterator<Cells>
  readonly #batch: number
  readonly #end: () => void
  #rest: Cells[] | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(iterator: IterableIterator<Cells>, batch: number, end: () => void) {
    this.#iterator = iterator
    this.#batch = batch
    this.#end = end
  }

  next(): readonly Cells[] {
    const read = this.#rest?.splice(0, this.#batch)
    if (read?.length === 0 && this.#failure) throw this.#failure.error
    if (read) return read
    const found: Cells[] = []
    while (found.length < this.#batch) {
      const { value, done } = this.#iterator.next()
      if (done) {
        this.#end()
        break
      }
      found.push(value)
    }
    return found
  }

  readToTheEnd(): void {
    if (this.#rest) return
    this.#rest = []
    try {
      for (const cells of this.#iterator) this.#rest.push(cells)
    } catch (error) {
      this.#failure = { error }
    }
  }

  close(): void {
    if (!this.#rest) this.#iterator.return?.()
    this.#rest = []
    this.#end()
  }
}
