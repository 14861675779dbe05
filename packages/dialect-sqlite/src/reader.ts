// A second connection to a file, for queries of others while a transaction has the first.
import type { DriverConnection, DriverResult, RowSource, SendOptions, Wire } from '@espalier/core'
import type { SqliteHandle } from './handle.ts'
import { Statements } from './statement.ts'

const isQuery = /^\s*(select|with|values)\b/i

/** Words that leave the session as it is; a change of the file is for everybody. */
export const leavesSession = (sql: string): boolean =>
  isQuery.test(sql) || /^\s*(insert|update|delete|replace)\b/i.test(sql)

/** Reads a file beside the connection that writes it: what is stored, and nothing of a transaction that is still open. */
export class Reader {
  readonly #open: () => SqliteHandle
  #database: SqliteHandle | undefined
  #statements: Statements | undefined

  constructor(open: () => SqliteHandle) {
    this.#open = open
  }

  get isOpen(): boolean {
    return this.#database !== undefined
  }

  /**
   * The rows of a query; undefined where it has to wait for the first connection: since it is none, or the file is locked,
   * or it reads what only that connection has.
   */
  rowsOf(sql: string, params: readonly Wire[], options: SendOptions): DriverResult | undefined {
    if (!isQuery.test(sql)) return undefined
    try {
      this.#statements ??= this.#opened()
      return this.#statements.of(sql, options.once).run(params, options)
    } catch {
      return undefined
    }
  }

  close(): void {
    this.#database?.close()
    this.#database = undefined
    this.#statements = undefined
  }

  #opened(): Statements {
    const database = this.#open()
    this.#database = database
    database.exec('pragma query_only = on')
    database.exec('pragma trusted_schema = off')
    return new Statements(database)
  }
}

/** The connection of one statement: the reader's where it can answer, otherwise the first one when that is free. */
export class Beside implements DriverConnection {
  readonly transaction = 'none'
  readonly #reader: Reader
  readonly #wait: () => Promise<DriverConnection>
  #first: DriverConnection | undefined

  constructor(reader: Reader, wait: () => Promise<DriverConnection>) {
    this.#reader = reader
    this.#wait = wait
  }

  send(sql: string, params: readonly Wire[], options: SendOptions): DriverResult | Promise<DriverResult> {
    return this.#reader.rowsOf(sql, params, options) ?? this.#waited(sql, params, options)
  }

  read(): RowSource {
    throw new Error('a stream is read on the first connection')
  }

  release(broken?: unknown): void {
    this.#first?.release(broken)
  }

  async #waited(sql: string, params: readonly Wire[], options: SendOptions): Promise<DriverResult> {
    this.#first = await this.#wait()
    return this.#first.send(sql, params, options)
  }
}
