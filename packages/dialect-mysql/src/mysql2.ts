// The driver: mysql2.
import {
  ConnectionFailed,
  type Driver,
  type DriverConnection,
  type Duration,
  type Host,
  Lease,
  type Lender,
  milliseconds,
  Pool,
  type PoolOptions,
  type PoolStatus,
  type Use,
} from '@espalier/core'
import mysql2 from 'mysql2'
import type { Family } from './address.ts'
import { connectionFailure, type Place, statementFailure } from './failure.ts'
import { foreign } from './foreign.ts'
import { nodeHost } from './host.ts'
import { MysqlSession } from './session.ts'

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

/** How the driver stops statements. */
export interface Mysql2DriverOptions {
  /**
   * How long a server may take to obey when a statement is stopped, before its connection is cut; `10s` unless told. What
   * becomes of the statement is not known then.
   */
  readonly cutAfter?: Duration
  /**
   * The oldest server that this program will meet, such as `8.4`; MySQL 8.0.31 or MariaDB 10.11 unless told. The first
   * connection makes sure of it.
   */
  readonly version?: `${number}`
}

/**
 * A driver over connections of mysql2: of a pool of Espalier's own, made with mysql2's options for a connection, or of a
 * pool of mysql2. Every statement is prepared by the server, so that no client ever writes a value into a text; only what
 * a server cannot prepare, such as BEGIN on MySQL, goes as text, and that has no parameters.
 */
export class Mysql2Driver implements Driver {
  readonly single = false
  readonly host: Host = nodeHost()
  readonly #family: Family
  readonly #lender: Lender<MysqlSession>
  readonly #config: Config

  constructor(
    family: Family,
    from: mysql2.Pool | mysql2.ConnectionOptions,
    pool: PoolOptions = {},
    { cutAfter = '10s', version }: Mysql2DriverOptions = {},
  ) {
    this.#family = family
    const patience = milliseconds(cutAfter, 'cutAfter')
    const begun = (connection: mysql2.Connection): MysqlSession =>
      new MysqlSession(connection, family, patience, version)
    if (isPool(from)) {
      this.#config = configOf(from)
      checkOptions(this.#config)
      this.#lender = foreign(from, begun)
    } else {
      this.#config = from as Config
      this.#lender = own(from, begun, pool, this.host)
    }
  }

  /** How many connections there are, by what they do. */
  status(): PoolStatus {
    return this.#lender.status()
  }

  connect(use: Use = { of: 'session' }): DriverConnection | Promise<DriverConnection> {
    const session = this.#lender.acquire(use)
    return session instanceof Promise ? session.then((found) => this.#lease(found)) : this.#lease(session)
  }

  async version(connection: DriverConnection): Promise<string> {
    const { rows } = await connection.send('select version()', [], { rows: true, bigints: false })
    const text = String(rows[0]?.[0])
    // Packagers add words of their own: `10.11.18-MariaDB-0+deb12u1`.
    return /^\d+(\.\d+)*/.exec(text)?.[0] ?? text
  }

  get place(): { host: string; port: number | undefined; database: string | undefined } {
    const { host, port, socketPath, database } = this.#place()
    return socketPath === undefined ? { host, port, database } : { host: socketPath, port: undefined, database }
  }

  failure(error: unknown, sql: string | undefined): Error {
    const place = this.#place()
    return sql === undefined ? connectionFailure(error, place) : statementFailure(error, sql, place)
  }

  close(): Promise<void> {
    return this.#lender.close()
  }

  #place(): Place {
    const { host = 'localhost', port = 3306, socketPath, user, database } = this.#config
    return { family: this.#family, host, port, socketPath, user, database }
  }

  #lease(session: MysqlSession): DriverConnection {
    return new Lease(session, (isSpent) => {
      if (session.transaction === 'lost') this.#lender.suspect()
      this.#lender.release(session, isSpent)
    })
  }
}

/** A pool of Espalier's own. */
const own = (
  config: mysql2.ConnectionOptions,
  begun: (connection: mysql2.Connection) => MysqlSession,
  options: PoolOptions,
  host: Host,
): Lender<MysqlSession> =>
  new Pool(
    {
      async open() {
        const session = begun(mysql2.createConnection(config))
        try {
          await session.connected()
          await session.pin()
        } catch (error) {
          session.destroy()
          throw error
        }
        host.notice?.('connect')
        return session
      },
      close(session) {
        host.notice?.('disconnect')
        return session.end()
      },
      isAlive: (session) => session.isAlive,
      ping: (session) => session.ping(),
    },
    options,
  )

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
function checkOptions(config: Config): void {
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

/** A pool of any copy of mysql2. */
export const isPool = (from: unknown): from is mysql2.Pool =>
  typeof (from as { readonly getConnection?: unknown } | null)?.getConnection === 'function'
