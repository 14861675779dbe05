// What Espalier asks of a driver: the wire, and nothing of SQL.
import type { Raw, SqlType, Wire } from '../types/sql-type.ts'
import type { Signal } from './clock.ts'

/** Rows by position, as the driver has them. */
export type Cells = readonly (Raw | null)[]

/** A row as the program gets it. */
export type NamedRow = Record<string, unknown>

/** Makes rows as the program gets them. */
export interface RowReader {
  /** A row of its cells. */
  readonly ofCells: (cells: Cells) => NamedRow
  /**
   * Rows of objects that have a property for each column, where a row is nothing but columns: changed in place. Undefined
   * where the rows hold objects.
   */
  readonly named: NamedRows | undefined
}

/** Rows that a driver gives as objects by the names of their columns. */
export interface NamedRows {
  /** The names that the columns must have, in their order. */
  readonly keys: readonly string[]
  readonly read: (rows: NamedRow[]) => NamedRow[]
}

/** The answer to a statement. */
export interface DriverResult {
  readonly rows: readonly Cells[]
  /**
   * Gives the rows that the driver made with the reader it was told, in the place of `rows`; throws where a value was not
   * as its type says, which is no failure of the statement.
   */
  readonly read?: () => NamedRow[]
  /** Rows that a change matched; for a query the rows it gave. */
  readonly rowCount: number
  /** The key that the database generated for an inserted row, where the driver tells it. */
  readonly insertId?: number | bigint | undefined
  /** What the server says it did, where it says it: PostgreSQL answers COMMIT with ROLLBACK after a failure. */
  readonly command?: string | undefined
}

/** What a driver may know before it sends a statement. */
export interface SendOptions {
  /** True for a statement that gives rows. */
  readonly rows: boolean
  /** True where a column is a 64-bit integer, which some drivers round unless they are asked not to. */
  readonly bigints: boolean
  /** How its rows are made, for drivers that can do it on the way; others give `rows`, and who asked makes them. */
  readonly reader?: RowReader | undefined
  /** True where who asked takes the first row only: a driver need not read on. */
  readonly first?: boolean
  /** The type of each parameter, for drivers that bind a number or a decimal as what it is. */
  readonly types?: readonly SqlType[]
  /** True where the statement has words that are not Espalier's: it may have changed the session. */
  readonly foreign?: boolean
  /** True where the text will not come again, so that there is no use in keeping it prepared. */
  readonly once?: boolean
}

/** Rows that are read as they are asked for. */
export interface RowSource {
  /** The next rows, some at a time; none at the end. */
  next(): readonly Cells[] | Promise<readonly Cells[]>
  /** Ends the reading, wherever it is. The connection is free for the next statement once this has settled. */
  close(): void | Promise<void>
}

/** One connection, leased to one user at a time. */
export interface DriverConnection {
  /**
   * How the transaction on it stands, as far as the server has said: `failed` where it takes nothing but its end, `lost`
   * where the connection has broken.
   */
  readonly transaction: 'none' | 'open' | 'failed' | 'lost'
  /** Sends one statement with its parameters. A refusal is thrown as the driver has it. */
  send(sql: string, params: readonly Wire[], options: SendOptions): DriverResult | Promise<DriverResult>
  /** Sends a query whose rows are read `batch` at a time, a checked number. Other statements may be sent meanwhile. */
  read(sql: string, params: readonly Wire[], options: SendOptions, batch: number): RowSource
  /**
   * Stops the statement that is under way, on the server. It has settled when nothing of it can meet a later statement.
   * A driver that answers at once has nothing to stop.
   */
  cancel?(): Promise<void>
  /** Gives the connection back; with an error that broke it, it is closed instead. */
  release(broken?: unknown): void
}

/** For what a connection is asked. */
export interface Use {
  /** One statement; one stream, which may be read to its end at once where others wait; or whatever its holder sends. */
  readonly of: 'statement' | 'stream' | 'session'
  /** Whether the statement gives rows: it may be a query, which need not wait for whoever writes. */
  readonly givesRows?: boolean
  /** Where it is aborted, nobody waits for the connection any more. */
  readonly signal?: Signal | undefined
}

/** How many connections there are, by what they do. */
export interface PoolStatus {
  readonly size: number
  readonly overflow: number
  /** Connections that are free. */
  readonly idle: number
  /** Connections that are taken, or being made ready. */
  readonly lent: number
  /** Users that wait for one. */
  readonly waiting: number
}

/** Which database it is: for who looks on. Never an account or a password. */
export interface Place {
  /** The server's name, its address, or the path of its socket; undefined where there is no server. */
  readonly host?: string | undefined
  readonly port?: number | undefined
  /** The database's name; for SQLite the file. */
  readonly database?: string | undefined
}

/** A database's driver with its connections. */
export interface Driver {
  /** True where there is one connection only, so that a second user waits for the first. */
  readonly single: boolean
  /** True where each transaction may have another session of the server, so that no connection is one. */
  readonly sessionless?: boolean
  /** Which database it opens. */
  readonly place?: Place
  /** What the runtime lends. */
  readonly host?: Host
  /** Leases a connection. */
  connect(use: Use): DriverConnection | Promise<DriverConnection>
  /** The server's version, as it says it: `18.4`, `9.7.4`, `3.53.2`. */
  version(connection: DriverConnection): Promise<string>
  /** How many connections there are, by what they do. */
  status(): PoolStatus
  /** The driver's error as one of Espalier's. */
  failure(error: unknown, sql: string | undefined): Error
  /** Closes every connection; those that are leased, when they come back. */
  close(): Promise<void>
}

/** What a runtime has beside the language, so that core needs no built-in of any. */
export interface Host {
  /** Knows inside of which transaction a program is. It only finds mistakes: no statement takes its way by it. */
  readonly context?: Context
  /** Where others in the process can listen to every statement. */
  readonly channel?: Channel
  /** Set by the database: hears of connections. */
  notice?: (what: 'connect' | 'disconnect') => void
}

/** As a `Channel` of `node:diagnostics_channel` is. */
export interface Channel {
  readonly hasSubscribers: boolean
  publish(message: unknown): void
}

/** As `AsyncLocalStorage` is. */
export interface Context {
  getStore(): unknown
  run<Result>(store: unknown, work: () => Result): Result
}

/** What a change did. */
export interface ChangeResult {
  /** How many rows the statement matched, on every database; a row set to what it was already counts. */
  readonly rowCount: number
  /**
   * The key that the database generated for the one new row of an INSERT, on every database; undefined for several rows,
   * for one that gives the key itself, and behind ON CONFLICT.
   */
  readonly insertId: number | bigint | undefined
}
