// What Espalier asks of a driver: the wire, and nothing of SQL.
import type { Raw, SqlType, Wire } from '../types/sql-type.ts'

/** The answer to a statement. */
export interface DriverResult {
  /** Rows by position, as the driver has them. */
  readonly rows: readonly (readonly (Raw | null)[])[]
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
  /** The type of each parameter, for drivers that bind a number or a decimal as what it is. */
  readonly types?: readonly SqlType[]
}

/** One connection, leased to one user at a time. */
export interface DriverConnection {
  /** Sends one statement with its parameters. A refusal is thrown as the driver has it. */
  send(sql: string, params: readonly Wire[], options: SendOptions): DriverResult | Promise<DriverResult>
  /** Gives the connection back; with an error that broke it, it is closed instead. */
  release(broken?: unknown): void
}

/** A database's driver with its connections. */
export interface Driver {
  /** Leases a connection. */
  connect(): DriverConnection | Promise<DriverConnection>
  /** The server's version, as it says it: `18.4`, `9.7.4`, `3.53.2`. */
  version(connection: DriverConnection): Promise<string>
  /** The driver's error as one of Espalier's. */
  failure(error: unknown, sql: string | undefined): Error
  /** Closes every connection; those that are leased, when they come back. */
  close(): Promise<void>
}

/** What a change did. */
export interface ChangeResult {
  /** How many rows the statement matched, on every database; a row set to what it was already counts. */
  readonly rowCount: number
  /** The key that the database generated, where it tells: the last row's on SQLite, the first row's on MySQL and MariaDB. */
  readonly insertId: number | bigint | undefined
}
