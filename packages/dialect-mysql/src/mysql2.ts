// The driver: mysql2.
import {
  ConnectionFailed,
  type Driver,
  type DriverConnection,
  type DriverResult,
  type SendOptions,
  type SqlType,
  type Wire,
} from '@espalier/core'
import mysql2 from 'mysql2'
import type { Family } from './address.ts'
import { connectionFailure, isLoss, isUnpreparable, type Place, statementFailure } from './failure.ts'

/** How mysql2 must be set: every value arrives exact, and a statement is one statement. For a pool of your own. */
export const mysql2Options = {
  rowsAsArray: true,
  dateStrings: true,
  supportBigNumbers: true,
  bigNumberStrings: true,
  decimalNumbers: false,
  jsonStrings: true,
  typeCast: true,
  disableEval: true,
  multipleStatements: false,
  namedPlaceholders: false,
  stringifyObjects: true,
  timezone: 'Z',
  charset: 'utf8mb4',
  // Rows that a change matched; and no server may ask for a file of this machine.
  flags: ['FOUND_ROWS', '-LOCAL_FILES'],
  maxPreparedStatements: 200,
} as const

/** Longer texts are inserts of many rows: they rarely come twice, and would fill the memory. */
const longest = 10_000

/** How long to wait for a connection of the pool, in milliseconds. */
const patience = 30_000

/** A connection of the pool, for as long as it lives. */
interface Session {
  readonly connection: mysql2.PoolConnection
  pinned: boolean
  lost: boolean
  inTransaction: boolean
  /** How many statements are under way. */
  running: number
}

/**
 * A driver over a pool of mysql2. Every statement is prepared by the server, so that no client ever writes a value
 * into a text; only what a server cannot prepare, such as BEGIN on MySQL, goes as text, and that has no parameters.
 */
export class Mysql2Driver implements Driver {
  readonly #family: Family
  readonly #pool: mysql2.Pool
  readonly #sessions: WeakMap<mysql2.PoolConnection, Session> = new WeakMap()
  /** Connections that are leased or waited for. */
  #users = 0
  #closing: Promise<void> | undefined
  #lastIsBack: () => void = () => {}

  constructor(family: Family, pool: mysql2.Pool) {
    this.#family = family
    this.#pool = pool
    checkOptions(pool)
    pool.on('connection', (connection) => this.#sessionOf(connection))
  }

  async connect(): Promise<DriverConnection> {
    if (this.#closing) throw new ConnectionFailed('the database is closed; open it again to use it', {})
    this.#users++
    try {
      const session = this.#sessionOf(await this.#fromPool())
      try {
        if (!session.pinned) await pin(session, this.#family)
      } catch (error) {
        session.connection.destroy()
        throw error
      }
      return this.#lease(session)
    } catch (error) {
      this.#isBack()
      throw error
    }
  }

  async version(connection: DriverConnection): Promise<string> {
    const { rows } = await connection.send('select version()', [], { rows: true, bigints: false })
    const text = String(rows[0]?.[0])
    // Packagers add words of their own: `10.11.18-MariaDB-0+deb12u1`.
    return /^\d+(\.\d+)*/.exec(text)?.[0] ?? text
  }

  failure(error: unknown, sql: string | undefined): Error {
    const place = this.#place()
    return sql === undefined ? connectionFailure(error, place) : statementFailure(error, sql, place)
  }

  close(): Promise<void> {
    this.#closing ??= this.#closed()
    return this.#closing
  }

  async #closed(): Promise<void> {
    if (this.#users > 0) {
      await new Promise<void>((resolve) => {
        this.#lastIsBack = resolve
      })
    }
    // A connection that the server closed meanwhile is an error to mysql2; it is closed all the same.
    await new Promise<void>((resolve) => this.#pool.end(() => resolve()))
  }

  #isBack(): void {
    if (--this.#users === 0) this.#lastIsBack()
  }

  #place(): Place {
    const { host = 'localhost', port = 3306, socketPath, user, database } = configOf(this.#pool)
    return { family: this.#family, host, port, socketPath, user, database }
  }

  #fromPool(): Promise<mysql2.PoolConnection> {
    return new Promise((resolve, reject) => {
      let late = false
      const timer = setTimeout(() => {
        late = true
        reject(
          new ConnectionFailed(
            `no connection of the pool became free within ${patience / 1000} s; make the pool larger, or the transactions shorter`,
            {},
          ),
        )
      }, patience)
      this.#pool.getConnection((error, connection) => {
        clearTimeout(timer)
        if (late) connection?.release()
        else if (error) reject(error)
        else resolve(connection)
      })
    })
  }

  #sessionOf(connection: mysql2.PoolConnection): Session {
    const known = this.#sessions.get(connection)
    if (known) return known
    const session: Session = { connection, pinned: false, lost: false, inTransaction: false, running: 0 }
    const ended = (): void => {
      session.lost = true
    }
    // Without a listener, a connection that the server ends would end the process.
    connection.on('error', ended)
    connection.on('end', ended)
    this.#sessions.set(connection, session)
    return session
  }

  #lease(session: Session): DriverConnection {
    let released = false
    return {
      send: (sql, params, options) => {
        if (released)
          throw new ConnectionFailed('this connection was given back; send through the one that is open', {})
        return sendOn(session, sql, params, options.types)
      },
      release: () => {
        if (released) return
        released = true
        // A transaction that is still open, or a statement, belongs to the user before: it ends with its connection.
        if (session.lost || session.inTransaction || session.running > 0) session.connection.destroy()
        else session.connection.release()
        this.#isBack()
      },
    }
  }
}

/** Transactions are sent as text at once: MySQL cannot prepare most of these words. */
const asText = /^(begin|start transaction|commit|rollback|savepoint|release savepoint)\b/i

async function sendOn(
  session: Session,
  sql: string,
  params: readonly Wire[],
  declared: SendOptions['types'],
): Promise<DriverResult> {
  const values = params.map((value, i) => bound(value, declared?.[i]))
  session.running++
  try {
    const result = await answer(session, sql, values)
    if (!('affectedRows' in result)) return { rows: result, rowCount: result.length }
    session.inTransaction = (result.serverStatus & inTransaction) !== 0
    return { rows: [], rowCount: result.affectedRows, insertId: keyOf(result.insertId) }
  } catch (error) {
    if (isLoss(error)) session.lost = true
    throw error
  } finally {
    session.running--
  }
}

/** SERVER_STATUS_IN_TRANS. */
const inTransaction = 1

type Bound = mysql2.ExecuteValues
type Rows = (string | number | Uint8Array | null)[][]

/** The answer to a statement: prepared, or as text where the server cannot prepare it and nothing is bound. */
async function answer(session: Session, sql: string, values: Bound[]): Promise<Rows | mysql2.ResultSetHeader> {
  if (values.length > 0) return prepared(session, sql, values)
  if (asText.test(sql)) return unprepared(session, sql)
  try {
    return await prepared(session, sql, values)
  } catch (error) {
    if (isUnpreparable(error)) return unprepared(session, sql)
    throw error
  }
}

function prepared({ connection }: Session, sql: string, values: Bound[]): Promise<Rows | mysql2.ResultSetHeader> {
  return new Promise((resolve, reject) => {
    connection.execute(sql, values, (error, result, fields) => {
      if (sql.length > longest) connection.unprepare(sql)
      if (error) reject(error)
      else resolve(firstOf(result, fields))
    })
  })
}

function unprepared({ connection }: Session, sql: string): Promise<Rows | mysql2.ResultSetHeader> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error, result, fields) => (error ? reject(error) : resolve(firstOf(result, fields))))
  })
}

/** A procedure answers with several results; the first is its own. */
const firstOf = (result: unknown, fields: unknown): Rows | mysql2.ResultSetHeader =>
  (Array.isArray(fields) && Array.isArray(fields[0]) ? (result as unknown[])[0] : result) as
    | Rows
    | mysql2.ResultSetHeader

/** The key that the server generated; it says 0 for none. */
const keyOf = (insertId: number | string): number | bigint | undefined =>
  typeof insertId === 'string' ? BigInt(insertId) : insertId || undefined

/**
 * A parameter with the type that the server is to see. By itself mysql2 sends a number as floating point and a
 * bigint as text: 2^53 + 1 would be 2^53. MariaDB compares a decimal with a text in floating point, and MySQL
 * reads the text 12:00:00 in `cast(? as time)` as a date.
 */
function bound(value: Wire, type: SqlType | undefined): Bound {
  switch (typeof value) {
    case 'bigint':
      return BigInt.asIntN(64, value) === value ? types.LONGLONG(value) : types.NEWDECIMAL(String(value))
    case 'number':
      return type?.kind !== 'real' && Number.isSafeInteger(value) ? types.LONGLONG(value) : value
    case 'string':
      if (type?.kind === 'numeric') return types.NEWDECIMAL(value)
      return type?.kind === 'time' && clock.test(value) ? types.TIME(value) : value
    case 'object':
      return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : null
    default:
      return value
  }
}

const types: mysql2.TypedParameter = mysql2.TypedParameter
const clock = /^\d+:[0-5]\d:[0-5]\d(\.\d{1,6})?$/

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

/** Sets a session to what the words and codecs expect, and makes sure that it is. */
async function pin(session: Session, family: Family): Promise<void> {
  const version = await valuesOf(session, 'select version()')
  const found = /mariadb/i.test(String(version[0])) ? 'mariadb' : 'mysql'
  if (found !== family) throw new ConnectionFailed(`this is a ${found} server; open it with ${found}(…)`, {})
  const settings = settingsOf(family)
  const names = Object.keys(settings)
  await prepared(
    session,
    `set ${names.map((name) => `${name} = ${setting(settings[name] as string)}`).join(', ')}, ${collation}`,
    [],
  )
  const values = await valuesOf(session, `select ${names.map((name) => `@@${name}`).join(', ')}`)
  names.forEach((name, i) => {
    if (words(values[i]) !== words(settings[name]))
      throw new ConnectionFailed(
        `${family} keeps ${name} at ${values[i]}; let a session set it to ${settings[name]}`,
        {},
      )
  })
  session.pinned = true
}

const setting = (value: string): string => (/^\d+$/.test(value) ? value : `'${value}'`)

async function valuesOf(session: Session, sql: string): Promise<readonly unknown[]> {
  const rows = (await prepared(session, sql, [])) as Rows
  return rows[0] ?? []
}

/** A list of words in any order. */
const words = (value: unknown): string => String(value).split(',').sort().join()

type Config = Readonly<Record<string, unknown>> & {
  readonly host?: string
  readonly port?: number
  readonly socketPath?: string
  readonly user?: string
  readonly database?: string
  readonly clientFlags: number
}

const configOf = (pool: mysql2.Pool): Config =>
  (pool as unknown as { readonly config: { readonly connectionConfig: Config } }).config.connectionConfig

const foundRows = 2
const localFiles = 128
const multiStatements = 65_536

/** Refuses a pool whose values would not be exact, or that takes several statements at once. */
function checkOptions(pool: mysql2.Pool): void {
  const config = configOf(pool)
  const { flags, charset, maxPreparedStatements, ...exact } = mysql2Options
  const wrong = Object.entries(exact).find(([name, value]) => config[name] !== value)?.[0]
  const flagsAreRight = (config.clientFlags & (foundRows | localFiles | multiStatements)) === foundRows
  if (wrong !== undefined || !flagsAreRight) {
    throw new ConnectionFailed(
      `the pool's option ${wrong ?? 'flags'} is not as Espalier needs it; make it with createPool({ ...mysql2Options, … })`,
      {},
    )
  }
}
