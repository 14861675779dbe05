// The driver: better-sqlite3.
import {
  ConnectionFailed,
  type Driver,
  type DriverConnection,
  type DriverResult,
  type SendOptions,
  type Wire,
} from '@espalier/core'
import type SqliteDatabase from 'better-sqlite3'
import { failure } from './failure.ts'

/**
 * Parameters as better-sqlite3 binds them as what they are: a number is bound as a floating-point one, and 7 / 2.0 is
 * 3.5; a bigint as an integer.
 */
function boundAs(params: readonly Wire[], types: SendOptions['types']): unknown[] {
  return params.map((value, i) => (typeof value === 'number' && types?.[i]?.kind === 'integer' ? BigInt(value) : value))
}

/** How many prepared statements are kept. */
const kept = 500

type Statement = SqliteDatabase.Statement<unknown[]>

/**
 * A driver over one better-sqlite3 connection. It is leased to one user at a time: others wait in line, so that
 * a transaction with pauses in it has the database for itself.
 */
export class BetterSqlite3Driver implements Driver {
  readonly #open: () => SqliteDatabase.Database
  #database: SqliteDatabase.Database | undefined
  #statements: Map<string, Statement> = new Map()
  #leased = false
  #closed = false
  readonly #waiting: (() => void)[] = []

  constructor(open: () => SqliteDatabase.Database) {
    this.#open = open
  }

  connect(): DriverConnection | Promise<DriverConnection> {
    if (this.#closed || !this.#leased) return this.#lease()
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          resolve(this.#lease())
        } catch (error) {
          reject(error)
        }
      })
    })
  }

  async version(connection: DriverConnection): Promise<string> {
    const { rows } = await connection.send('select sqlite_version()', [], { rows: true, bigints: false })
    return String(rows[0]?.[0])
  }

  failure(error: unknown, sql: string | undefined): Error {
    return failure(error, sql)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const wake of this.#waiting.splice(0)) wake()
    if (!this.#leased) this.#shut()
  }

  #shut(): void {
    this.#statements.clear()
    this.#database?.close()
    this.#database = undefined
  }

  #lease(): DriverConnection {
    if (this.#closed) throw new ConnectionFailed('the database is closed; open it again to use it', {})
    this.#database ??= this.#opened()
    const database = this.#database
    this.#leased = true
    const begun = database.inTransaction
    let released = false
    return {
      send: (sql, params, options) => this.#send(database, sql, params, options),
      release: () => {
        if (released) return
        released = true
        // A transaction that nobody ended would swallow the next user's statements.
        if (database.open && database.inTransaction && !begun) database.exec('rollback')
        this.#leased = false
        if (this.#closed) this.#shut()
        else this.#waiting.shift()?.()
      },
    }
  }

  #opened(): SqliteDatabase.Database {
    const database = this.#open()
    database.pragma('foreign_keys = on')
    database.pragma('trusted_schema = off')
    return database
  }

  #send(database: SqliteDatabase.Database, sql: string, params: readonly Wire[], options: SendOptions): DriverResult {
    const statement = this.#prepared(database, sql)
    const bound = boundAs(params, options.types)
    if (statement.reader) {
      if (options.bigints) statement.safeIntegers(true)
      const rows = statement.all(bound) as DriverResult['rows']
      return { rows, rowCount: rows.length }
    }
    const { changes, lastInsertRowid } = statement.run(bound)
    // Of a statement that inserted nothing it is the key of an earlier one.
    const insertId = changes > 0 && sql.startsWith('insert') ? lastInsertRowid : undefined
    return { rows: [], rowCount: changes, insertId }
  }

  #prepared(database: SqliteDatabase.Database, sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = database.prepare<unknown[]>(sql)
    if (statement.reader) statement.raw(true)
    if (this.#statements.size >= kept) this.#statements.clear()
    this.#statements.set(sql, statement)
    return statement
  }
}
