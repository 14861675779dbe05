// The driver: pg.
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
import pg from 'pg'
import { type Cancel, requestCancel } from './cancel.ts'
import { connectionFailure, type Place, statementFailure } from './failure.ts'
import { nodeHost } from './host.ts'
import type { PoolMode } from './pinned.ts'
import { PgSession } from './session.ts'

/** How the driver sends. */
export interface PgDriverOptions {
  /**
   * False where the server does not keep prepared statements for a connection. True unless told, but false where
   * `poolMode` is `transaction`.
   */
  readonly prepare?: boolean
  /**
   * How a pooler between the program and the server, such as PgBouncer, lends connections: its own word for that. In
   * `transaction` mode each transaction may have another session of the server, so that each sets what it needs by itself,
   * and nothing can be kept in a session. A pooler that is not told of is a `ConnectionFailed`.
   */
  readonly poolMode?: PoolMode
  /**
   * How long a server may take to obey when a statement is stopped, before its connection is cut; `10s` unless told. What
   * becomes of the statement is not known then.
   */
  readonly cutAfter?: Duration
  /** The oldest version that a server may have; 15 unless told. */
  readonly version?: number
}

/**
 * A driver over connections of pg: of a pool of Espalier's own, made with pg's options for a client, or of a `pg.Pool`.
 * Every statement goes by the extended protocol: it is one statement, never two.
 */
export class PgDriver implements Driver {
  readonly single: boolean = false
  readonly sessionless: boolean
  readonly host: Host = nodeHost()
  readonly #lender: Lender<PgSession>
  readonly #config: pg.ClientConfig
  #at: Place | undefined

  constructor(
    from: pg.Pool | pg.ClientConfig,
    { poolMode, prepare = poolMode !== 'transaction', cutAfter = '10s', version }: PgDriverOptions = {},
    pool: PoolOptions = {},
    cancel: Cancel = requestCancel,
  ) {
    if (poolMode !== undefined && poolMode !== 'session' && poolMode !== 'transaction')
      throw new ConnectionFailed("poolMode is 'session' or 'transaction'; other modes have no transactions", {})
    this.sessionless = poolMode === 'transaction'
    const patience = milliseconds(cutAfter, 'cutAfter')
    const options = { prepare, poolMode, cancel, cutAfter: patience, version: version?.toString() }
    const begun = (client: pg.Client | pg.PoolClient): PgSession => new PgSession(client, options)
    if (isPool(from)) {
      if (from.options.pipeline)
        throw new ConnectionFailed(
          'a pool of pg with pipeline: true takes no statement of Espalier; leave pipeline out',
          {},
        )
      this.#lender = foreign(from, begun)
      this.#config = from.options
    } else {
      this.#lender = own(from, begun, pool, this.host)
      this.#config = from
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
    const { rows } = await connection.send('show server_version', [], { rows: true, bigints: false })
    // Packagers add words of their own: `18.4 (Debian 18.4-1)`.
    return String(rows[0]?.[0]).split(' ')[0] as string
  }

  get place(): { host?: string; port?: number; database: string | undefined } {
    const { host, port, database } = this.#place()
    return { host, port, database }
  }

  failure(error: unknown, sql: string | undefined): Error {
    return sql === undefined ? connectionFailure(error, this.#place()) : statementFailure(error, sql, this.#place())
  }

  close(): Promise<void> {
    return this.#lender.close()
  }

  /** The place that is connected to, with pg's defaults for what it was not told. */
  #place(): Place {
    if (this.#at) return this.#at
    const { host, port, user, database } = new pg.Client(this.#config)
    this.#at = { host, port, user, database }
    return this.#at
  }

  #lease(session: PgSession): DriverConnection {
    return new Lease(session, (isSpent) => {
      if (session.transaction === 'lost') this.#lender.suspect()
      this.#lender.release(session, isSpent)
    })
  }
}

/** A pool of Espalier's own. */
const own = (
  config: pg.ClientConfig,
  begun: (client: pg.Client) => PgSession,
  options: PoolOptions,
  host: Host,
): Lender<PgSession> =>
  new Pool(
    {
      async open() {
        const client = new pg.Client(config)
        const session = begun(client)
        try {
          await client.connect()
          await session.pin()
        } catch (error) {
          await client.end().catch(() => {})
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

/** A pool that somebody else made: what it gives is used as it is. */
function foreign(pool: pg.Pool, begun: (client: pg.PoolClient) => PgSession): Lender<PgSession> {
  const sessions = new WeakMap<pg.PoolClient, PgSession>()
  const sessionOf = (client: pg.PoolClient): PgSession => {
    const session = sessions.get(client) ?? begun(client)
    sessions.set(client, session)
    return session
  }
  // Without a listener, a connection that the server ends would end the process.
  pool.on('error', () => {})
  pool.on('connect', sessionOf)
  let closing: Promise<void> | undefined
  return {
    async acquire() {
      const client = await pool.connect()
      const session = sessionOf(client)
      try {
        await session.pin()
      } catch (error) {
        client.release(true)
        throw error
      }
      return session
    },
    release: (session, isSpent) => (session.client as pg.PoolClient).release(isSpent),
    suspect() {},
    status: () => ({
      size: pool.options.max,
      overflow: 0,
      idle: pool.idleCount,
      lent: pool.totalCount - pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close() {
      closing ??= pool.end()
      return closing
    },
  }
}

/** A pool of any copy of pg. */
export const isPool = (from: unknown): from is pg.Pool =>
  typeof from === 'object' && from !== null && typeof (from as pg.Pool).connect === 'function'
