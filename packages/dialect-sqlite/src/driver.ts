// The driver: a connection to SQLite, whichever library has opened it, and one more that reads beside it.
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
import { Beside, leavesSession, Reader } from './reader.ts'
import { boundAs, Statements } from './statement.ts'

/** How the driver's connections are used. */
export interface SqliteDriverOptions {
  /** Opens the file once more, for reading only: for queries while a transaction has the connection. */
  readonly openReader?: (() => SqliteHandle) | undefined
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
 * A driver over a connection of better-sqlite3 or `node:sqlite`. It is leased to one user at a time: others wait in line, so that
 * a transaction with pauses in it has the writing for itself. Queries of others go on beside it on a file.
 */
export class SqliteDriver implements Driver {
  readonly single = true
  readonly place: Place
  readonly host: Host = nodeHost()
  readonly #open: () => SqliteHandle
  readonly #patience: number
  readonly #declared: string | undefined
  readonly #reader: Reader | undefined
  #session: Session | undefined
  #holder: Lease | undefined
  #closed = false
  #lastIsBack: (() => void) | undefined
  readonly #waiting: Set<Waiter> = new Set()

  constructor(open: () => SqliteHandle, { timeout = 30_000, path, version, openReader }: SqliteDriverOptions = {}) {
    this.place = { database: path }
    this.#open = open
    this.#patience = timeout
    this.#declared = version
    this.#reader = openReader && new Reader(openReader)
  }

  connect(use: Use): DriverConnection | Promise<DriverConnection> {
    if (this.#closed) throw new ConnectionFailed('the database is closed; open it again to use it', {})
    // Who only reads a stream can go on from memory.
    this.#holder?.yield()
    if (!this.#holder) return this.#lease(use)
    const reader = use.givesRows && !this.#session?.isOwn ? this.#reader : undefined
    return reader ? new Beside(reader, () => this.#waited(use)) : this.#waited(use)
  }

  async version(connection: DriverConnection): Promise<string> {
    const { rows } = await connection.send('select sqlite_version()', [], { rows: true, bigints: false })
    return String(rows[0]?.[0])
  }

  status(): PoolStatus {
    const lent = this.#holder ? 1 : 0
    const reading = this.#reader?.isOpen ? 1 : 0
    const idle = (this.#session ? 1 - lent : 0) + reading
    return { size: 1 + reading, overflow: 0, idle, lent, waiting: this.#waiting.size }
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
    if (!this.#session) return
    this.host.notice?.('disconnect')
    this.#reader?.close()
    this.#session.database.close()
    this.#session = undefined
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
    this.#session ??= this.#opened()
    const lease = new Lease(this.#session, use.of)
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

  #opened(): Session {
    const database = this.#open()
    database.exec('pragma foreign_keys = on')
    database.exec('pragma trusted_schema = off')
    const version = String(database.prepare('select sqlite_version() as version').raw(true).all()[0]?.[0])
    checkVersion('SQLite', version, '3.40', this.#declared)
    this.host.notice?.('connect')
    return { database, statements: new Statements(database), end: this.#isFree, isOwn: false }
  }
}

/** What the users of the connection share, one behind the other. */
interface Session {
  readonly database: SqliteHandle
  readonly statements: Statements
  readonly end: (lease: Lease) => void
  /** Whether the program has sent words of its own: what they set, attached or made for the session no other one has. */
  isOwn: boolean
}

/** What there is to undo, and who still reads, when a user gives the connection back. */
interface Held {
  /** Whether a transaction was open before. */
  readonly begun: boolean
  /** Where it was taken, for who waits. */
  readonly place: Error | undefined
  readonly sources: Set<Rows>
  readsOnly: boolean
}

/** The connection for one user, once. */
class Lease implements DriverConnection {
  readonly #session: Session
  readonly #of: Use['of']
  /** Undefined where nothing was sent that could begin a transaction: a single statement is over before anybody waits. */
  #held: Held | undefined
  #isOver = false

  constructor(session: Session, of: Use['of']) {
    this.#session = session
    this.#of = of
    if (of !== 'statement') this.#hold()
  }

  get place(): Error | undefined {
    return this.#held?.place
  }

  get transaction(): DriverConnection['transaction'] {
    const { database } = this.#session
    if (!database.open) return 'lost'
    return database.inTransaction ? 'open' : 'none'
  }

  send(sql: string, params: readonly Wire[], options: SendOptions): DriverResult {
    this.#check()
    const { statements } = this.#session
    if (options.foreign) {
      this.#hold()
      if (!leavesSession(sql)) this.#session.isOwn = true
    }
    const held = this.#held
    return statements.of(held ? this.#words(sql, held) : sql, options.once).run(params, options)
  }

  read(sql: string, params: readonly Wire[], options: SendOptions, batch: number): RowSource {
    this.#check()
    const { sources } = this.#hold()
    // Not one of the kept statements: those must be free for others while this one is read.
    const statement = this.#session.database.prepare(sql)
    statement.raw(true).safeIntegers(options.bigints)
    const iterator = statement.iterate(...boundAs(params, options.types))
    const source = new Rows(iterator, batch, () => sources.delete(source))
    sources.add(source)
    return source
  }

  release(): void {
    if (this.#isOver) return
    this.#isOver = true
    const { database, end } = this.#session
    if (this.#held && database.open) undone(database, this.#held)
    end(this)
  }

  /** Where this is a stream and nothing else, its reader goes on from memory, and the connection is free. */
  yield(): void {
    if (this.#of !== 'stream' || this.#isOver || !this.#held) return
    readToTheEnd(this.#held)
    this.release()
  }

  #hold(): Held {
    this.#held ??= {
      begun: this.#session.database.inTransaction,
      place: this.#of === 'session' ? new Error('the connection was taken here') : undefined,
      sources: new Set(),
      readsOnly: false,
    }
    return this.#held
  }

  /** The words as they are sent, behind what still reads. */
  #words(sql: string, held: Held): string {
    readToTheEnd(held)
    // A file that is open for reading only has no place for a writer's lock.
    const words = sql === 'begin immediate' && this.#session.database.readonly ? 'begin' : sql
    if (words === 'pragma query_only = on') held.readsOnly = true
    return words
  }

  #check(): void {
    if (this.#isOver)
      throw new ConnectionFailed('this connection was given back; send through the one that is open', {})
  }
}

function undone(database: SqliteHandle, { sources, begun, readsOnly }: Held): void {
  // Unless somebody goes on from memory.
  for (const source of sources) source.close()
  // A transaction that nobody ended would swallow the next user's statements.
  if (database.inTransaction && !begun) database.exec('rollback')
  if (readsOnly) database.exec('pragma query_only = off')
}

/** While rows are read, better-sqlite3 refuses every change. */
function readToTheEnd({ sources }: Held): void {
  for (const source of sources) source.readToTheEnd()
  sources.clear()
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
