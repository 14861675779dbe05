// One connection of mysql2, for as long as it lives.
import {
  type Cells,
  ConnectionFailed,
  checkVersion,
  type DriverResult,
  insist,
  type RowSource,
  type SendOptions,
  type Wire,
} from '@espalier/core'
import type mysql2 from 'mysql2'
import type { Family } from './address.ts'
import { bound } from './bound.ts'
import { isLoss, isUnpreparable } from './failure.ts'
import { killerOf } from './killer.ts'
import { readRows } from './rows.ts'

/** Longer texts are inserts of many rows: they rarely come twice, and would fill the memory. */
const longest = 10_000

/** Transactions are sent as text at once: MySQL cannot prepare most of these words. */
const asText = /^(begin|start transaction|set transaction|commit|rollback|savepoint|release savepoint)\b/i

/** SERVER_STATUS_IN_TRANS. */
const inTransaction = 1

/** MySQL 8.0.31, MariaDB 10.11. */
const oldest: Readonly<Record<Family, string>> = { mysql: '8.0.31', mariadb: '10.11' }

type Rows = (string | number | Uint8Array | null)[][]
type Answer = Rows | mysql2.ResultSetHeader

/** What mysql2 has and its types do not tell. */
interface Inner {
  readonly stream: { destroy(error: Error): void }
}

/** A connection of mysql2. Every statement is prepared by the server; only what cannot be goes as text, without parameters. */
export class MysqlSession {
  readonly connection: mysql2.Connection
  readonly #family: Family
  /** How long it may take to obey when it is stopped, in milliseconds. */
  readonly patience: number
  readonly #declared: string | undefined
  #pinned = false
  #lost = false
  #inTransaction = false
  /** True where a statement may have changed what the next user would meet. */
  #touched = false
  #running = 0
  #last: Promise<unknown> = Promise.resolve()
  readonly #sources: Set<Source> = new Set()

  constructor(connection: mysql2.Connection, family: Family, cutAfter: number, version: string | undefined) {
    this.connection = connection
    this.#family = family
    this.patience = cutAfter
    this.#declared = version
    const ended = (error?: Error): void => {
      this.#lost = true
      // mysql2 tells them nothing.
      for (const source of this.#sources) source.broke(error)
    }
    // Without a listener, a connection that the server ends would end the process.
    connection.on('error', ended)
    connection.on('end', () => ended())
  }

  get isAlive(): boolean {
    return !this.#lost
  }

  /** Settles when the server has taken the login. */
  connected(): Promise<void> {
    return new Promise((resolve, reject) => this.connection.connect((error) => (error ? reject(error) : resolve())))
  }

  get transaction(): 'none' | 'open' | 'lost' {
    if (this.#lost) return 'lost'
    return this.#inTransaction ? 'open' : 'none'
  }

  /** True where a transaction that is still open, or a statement, belongs to the user before: it ends with its connection. */
  get isUsed(): boolean {
    return this.#running > 0 || this.#inTransaction || this.#lost
  }

  get isSpent(): boolean {
    return this.isUsed
  }

  get isTouched(): boolean {
    return this.#touched
  }

  async send(sql: string, params: readonly Wire[], options: SendOptions): Promise<DriverResult> {
    if (options.foreign) this.#touched = true
    const values = params.map((value, i) => bound(value, options.types?.[i]))
    // mysql2 has one statement at a time: what is left of a stream is read first.
    for (const source of this.#sources) await source.readToTheEnd()
    return this.#tracked(async () => {
      try {
        return this.#told(await this.#answer(sql, values, options.once))
      } catch (error) {
        if (isLoss(error)) this.#lost = true
        else if (this.#inTransaction) await this.#askWhetherOpen()
        throw error
      }
    })
  }

  /** The rows of a query as they arrive; while nobody asks for more, the server is made to wait. */
  read(sql: string, params: readonly Wire[], options: SendOptions, batch: number): RowSource {
    if (options.foreign) this.#touched = true
    const values = params.map((value, i) => bound(value, options.types?.[i]))
    const source = new Source(this, sql, values, batch)
    this.#sources.add(source)
    void this.#tracked(() => source.ended).then(() => {
      this.#sources.delete(source)
      if (options.once) this.connection.unprepare(sql)
    })
    return source
  }

  /** Stops what is under way on the server, from a connection of its own. One that does not even answer to that is cut. */
  async cancel(): Promise<void> {
    if (this.#running === 0) return
    const cut = setTimeout(() => this.destroy(), this.patience)
    const last = this.#last
    const killer = killerOf(this.connection, this.patience)
    try {
      await insist(last, () => killer.kill('query'))
      // The KILL may have come between two statements: it meets this one, and none behind it.
      await this.#text('do 0').catch(() => {})
    } catch {
      this.destroy()
      await last
    } finally {
      clearTimeout(cut)
      // The server goes on with a statement whose connection was cut.
      const end = this.#lost ? killer.kill('connection').catch(() => {}) : undefined
      if (end) void end.then(killer.close)
      else killer.close()
    }
  }

  /** Cuts the connection: what is under way fails. */
  destroy(): void {
    this.#lost = true
    // With an error: mysql2 would not tell those who wait for an answer of a connection that it closes itself.
    ;(this.connection as unknown as Inner).stream.destroy(new Error('the connection was cut'))
    for (const source of this.#sources) source.broke()
  }

  /** A sign of life. */
  async ping(): Promise<void> {
    await this.#tracked(
      () => new Promise<void>((resolve, reject) => this.connection.ping((e) => (e ? reject(e) : resolve()))),
    )
  }

  /** Makes the session what it was when it began. */
  reset(): Promise<void> {
    return this.#tracked(async () => {
      await new Promise<void>((resolve, reject) =>
        this.connection.reset((error) => (error ? reject(error) : resolve())),
      )
      this.#pinned = false
      await this.pin()
      this.#touched = false
    })
  }

  /** Says goodbye to the server; a server that does not answer is not waited for. */
  async end(): Promise<void> {
    if (this.isUsed) return this.destroy()
    const cut = setTimeout(() => this.destroy(), 1_000)
    // A connection that the server closed meanwhile is an error to mysql2; it is closed all the same.
    await new Promise<void>((resolve) => this.connection.end(() => resolve()))
    clearTimeout(cut)
  }

  /** Sets a session to what the words and codecs expect, and makes sure that it is. */
  async pin(): Promise<void> {
    if (this.#pinned) return
    const [version = ''] = (await this.#values('select version()')).map(String)
    const found: Family = /mariadb/i.test(version) ? 'mariadb' : 'mysql'
    if (found !== this.#family) throw new ConnectionFailed(`this is a ${found} server; open it with ${found}(…)`, {})
    checkVersion(found, version, oldest[found], this.#declared)
    const settings = settingsOf(found)
    const names = Object.keys(settings)
    await this.#prepared(
      `set ${names.map((name) => `${name} = ${setting(settings[name] as string)}`).join(', ')}, ${collation}`,
      [],
    )
    const values = await this.#values(`select ${names.map((name) => `@@${name}`).join(', ')}`)
    names.forEach((name, i) => {
      if (words(values[i]) !== words(settings[name]))
        throw new ConnectionFailed(
          `${found} keeps ${name} at ${values[i]}; let a session set it to ${settings[name]}`,
          {},
        )
    })
    this.#pinned = true
  }

  #tracked<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#running++
    const result = work()
    const before = this.#last
    const done = (): void => {
      this.#running--
    }
    // Without a value: each would hold the one before.
    this.#last = Promise.all([before, result.then(done, done)]).then(() => {})
    return result
  }

  #told(answer: Answer): DriverResult {
    if (!('affectedRows' in answer)) return { rows: answer, rowCount: answer.length }
    this.#inTransaction = (answer.serverStatus & inTransaction) !== 0
    return { rows: [], rowCount: answer.affectedRows, insertId: keyOf(answer.insertId) }
  }

  /** A deadlock ends a transaction, a duplicate does not: an error says nothing of it. */
  async #askWhetherOpen(): Promise<void> {
    await this.#text('do 0').then(
      (answer) => this.#told(answer),
      () => {
        this.#lost = true
      },
    )
  }

  /** The answer to a statement: prepared, or as text where the server cannot prepare it and nothing is bound. */
  async #answer(sql: string, values: mysql2.ExecuteValues[], once = false): Promise<Answer> {
    if (values.length > 0) return this.#prepared(sql, values, once)
    if (asText.test(sql)) return this.#text(sql)
    try {
      return await this.#prepared(sql, values, once)
    } catch (error) {
      if (isUnpreparable(error)) return this.#text(sql)
      throw error
    }
  }

  #prepared(sql: string, values: mysql2.ExecuteValues[], once = false): Promise<Answer> {
    const { connection } = this
    return new Promise((resolve, reject) => {
      const executed = connection.execute(sql, values, (error, result, fields) => {
        if (once || sql.length > longest) connection.unprepare(sql)
        if (error) reject(error)
        else resolve(firstOf(result, fields))
      })
      readRows(executed)
    })
  }

  #text(sql: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.connection.query(sql, (error, result, fields) => (error ? reject(error) : resolve(firstOf(result, fields))))
    })
  }

  async #values(sql: string): Promise<readonly unknown[]> {
    const rows = (await this.#prepared(sql, [])) as Rows
    return rows[0] ?? []
  }
}

/** The rows of a query that is under way. */
class Source implements RowSource {
  /** Settles when the server has said all that it has to say. */
  readonly ended: Promise<void>
  readonly #session: MysqlSession
  readonly #batch: number
  readonly #rows: AsyncIterator<Cells>
  readonly #stream: { destroy(): void }
  /** The connection has ended, and this with it. */
  broke: (error?: Error) => void = () => {}
  #isOver = false
  #isClosed = false
  #rest: Promise<Cells[]> | undefined

  constructor(session: MysqlSession, sql: string, values: mysql2.ExecuteValues[], batch: number) {
    this.#session = session
    this.#batch = batch
    const command = session.connection.execute(sql, values) as unknown as mysql2.Query
    readRows(command)
    this.ended = new Promise((resolve) => {
      const end = (): void => {
        this.#isOver = true
        resolve()
      }
      command.once('end', end)
      command.once('error', end)
    })
    const stream = command.stream({ highWaterMark: batch })
    this.#stream = stream
    this.broke = (error = new Error('the connection was closed')) => {
      command.emit('end')
      stream.destroy(error)
    }
    // Who reads learns it from the reading.
    stream.on('error', () => {})
    this.#rows = stream[Symbol.asyncIterator]() as AsyncIterator<Cells>
  }

  async next(): Promise<readonly Cells[]> {
    if (this.#isClosed) return []
    if (this.#rest) return (await this.#rest).splice(0, this.#batch)
    return this.#some(this.#batch)
  }

  async readToTheEnd(): Promise<void> {
    this.#rest ??= this.#some(Number.POSITIVE_INFINITY)
    await this.#rest.catch(() => {})
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#stream.destroy()
    if (!this.#isOver) await this.#session.cancel()
    await this.ended
  }

  async #some(most: number): Promise<Cells[]> {
    const found: Cells[] = []
    while (found.length < most) {
      const { value, done } = await this.#rows.next()
      if (done) break
      found.push(value)
    }
    return found
  }
}

/** A procedure answers with several results; the first is its own. */
const firstOf = (result: unknown, fields: unknown): Answer =>
  (Array.isArray(fields) && Array.isArray(fields[0]) ? (result as unknown[])[0] : result) as Answer

/** The key that the server generated; it says 0 for none. */
const keyOf = (insertId: number | string): number | bigint | undefined =>
  typeof insertId === 'string' ? BigInt(insertId) : insertId || undefined

/** What a session must be, whatever the server is set to. */
function settingsOf(family: Family): Readonly<Record<string, string>> {
  const own = family === 'mysql' ? 'ONLY_FULL_GROUP_BY' : 'SIMULTANEOUS_ASSIGNMENT'
  return {
    // No word about backslashes, quotes or ||; and 0 is a key like any other. MariaDB's ONLY_FULL_GROUP_BY does
    // not know that a grouped primary key frees its table's columns.
    sql_mode: `${own},STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO`,
    time_zone: '+00:00',
    character_set_client: 'utf8mb4',
    character_set_connection: 'utf8mb4',
    character_set_results: 'utf8mb4',
    // GROUP_CONCAT, and on MariaDB JSON_ARRAYAGG, cut what is longer with a warning only. MariaDB takes no more.
    group_concat_max_len: '1073741824',
  }
}

/** Texts of a session compare with columns of the database's own collation. */
const collation =
  "collation_connection = if(@@character_set_database = 'utf8mb4', @@collation_database, @@collation_connection)"

const setting = (value: string): string => (/^\d+$/.test(value) ? value : `'${value}'`)

/** A list of words in any order. */
const words = (value: unknown): string => String(value).split(',').sort().join()
