// The driver: pg.
import { createHash } from 'node:crypto'
import { ConnectionFailed, type Driver, type DriverConnection, type DriverResult, type Wire } from '@espalier/core'
import pg from 'pg'
import { connectionFailure, isLoss, isStale, type Place, statementFailure } from './failure.ts'

/** How many statements a connection keeps prepared. */
const kept = 100
/** How many texts that were sent once a connection remembers, to know them the second time. */
const remembered = 500
/** Longer texts are inserts of many rows: they rarely come twice, and would fill the memory. */
const longest = 10_000

/** What Espalier's codecs read and write, whatever the server, the role and the database are set to. */
const settings = {
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'iso_8601',
  bytea_output: 'hex',
  extra_float_digits: '1',
}

/** How the driver sends. */
export interface PgDriverOptions {
  /** False where the server does not keep prepared statements for a connection, as behind an old PgBouncer. */
  readonly prepare?: boolean
}

/** A connection of the pool, for as long as it lives. */
interface Session {
  readonly client: pg.PoolClient
  pinned: boolean
  /** True where it is not to be used again: it was lost, or what it has prepared is out of date. */
  spent: boolean
  /** The statements under way: they run one behind the other. */
  running: number
  last: Promise<unknown>
  /** Texts that were sent once. */
  readonly seen: Set<string>
  /** Prepared statements: their names by their texts. */
  readonly names: Map<string, string>
}

/** A driver over a pool of pg. Every statement goes by the extended protocol: it is one statement, never two. */
export class PgDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #prepare: boolean
  readonly #sessions: WeakMap<pg.PoolClient, Session> = new WeakMap()
  #closing: Promise<void> | undefined
  #at: Place | undefined

  constructor(pool: pg.Pool, { prepare = true }: PgDriverOptions = {}) {
    this.#pool = pool
    this.#prepare = prepare
    // Without a listener, a connection that the server ends would end the process.
    pool.on('error', ignored)
    pool.on('connect', (client) => this.#sessionOf(client))
  }

  async connect(): Promise<DriverConnection> {
    const session = this.#sessionOf(await this.#pool.connect())
    try {
      if (!session.pinned) await pin(session)
    } catch (error) {
      session.client.release(true)
      throw error
    }
    return this.#lease(session)
  }

  async version(connection: DriverConnection): Promise<string> {
    const { rows } = await connection.send('show server_version', [], { rows: true, bigints: false })
    // Packagers add words of their own: `18.4 (Debian 18.4-1)`.
    return String(rows[0]?.[0]).split(' ')[0] as string
  }

  failure(error: unknown, sql: string | undefined): Error {
    return sql === undefined ? connectionFailure(error, this.#place()) : statementFailure(error, sql, this.#place())
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.end()
    return this.#closing
  }

  /** The place that the pool connects to, with pg's defaults for what it was not told. */
  #place(): Place {
    if (this.#at) return this.#at
    const { host, port, user, database } = new pg.Client(this.#pool.options)
    this.#at = { host, port, user, database }
    return this.#at
  }

  #sessionOf(client: pg.PoolClient): Session {
    const known = this.#sessions.get(client)
    if (known) return known
    const session: Session = {
      client,
      pinned: false,
      spent: false,
      running: 0,
      last: Promise.resolve(),
      seen: new Set(),
      names: new Map(),
    }
    client.on('error', () => {
      session.spent = true
    })
    this.#sessions.set(client, session)
    return session
  }

  #lease(session: Session): DriverConnection {
    let released = false
    return {
      send: (sql, params) => {
        if (released)
          throw new ConnectionFailed('this connection was given back; send through the one that is open', {})
        return this.#inTurn(session, sql, params)
      },
      release: () => {
        if (released) return
        released = true
        const { client, spent, running } = session
        // A transaction that is still open, or a statement, belongs to the user before: it ends with its connection.
        client.release(spent || running > 0 || client.getTransactionStatus() !== 'I')
      },
    }
  }

  /** Sends when the statements before have answered: pg will no longer queue them from version 9 on. */
  #inTurn(session: Session, sql: string, params: readonly Wire[]): Promise<DriverResult> {
    const send = (): Promise<DriverResult> => this.#send(session, sql, params)
    const result = session.running++ > 0 ? session.last.then(send, send) : send()
    const done = (): void => {
      session.running--
    }
    session.last = result.then(done, done)
    return result
  }

  async #send(session: Session, sql: string, params: readonly Wire[]): Promise<DriverResult> {
    const name = this.#prepare ? nameFor(session, sql) : undefined
    try {
      return await query(session, sql, params, name)
    } catch (error) {
      const stale = isStale(error)
      if (stale || isLoss(error)) session.spent = true
      // In a transaction, which has failed with it, that is for the caller to repeat.
      if (!stale || session.client.getTransactionStatus() !== 'I') throw error
      return query(session, sql, params, undefined)
    }
  }
}

const ignored = (): void => {}

/** Every value arrives as its text: what it means is for Espalier's types to say. */
const asText = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig

async function query(
  { client }: Session,
  text: string,
  values: readonly Wire[],
  name: string | undefined,
): Promise<DriverResult> {
  // pg sends by the simple protocol, which takes several statements at once, unless it is told.
  const config = {
    text,
    values: values as Wire[],
    rowMode: 'array' as const,
    queryMode: 'extended',
    types: asText,
    name,
  }
  const { rows, rowCount, command } = await client.query<(string | null)[]>(config)
  return { rows, rowCount: rowCount ?? 0, command }
}

/** The name under which a text is prepared: from its second time on, as long as there is room. */
function nameFor({ seen, names, spent }: Session, sql: string): string | undefined {
  if (spent) return undefined
  const name = names.get(sql)
  if (name !== undefined || sql.length > longest || names.size >= kept) return name
  if (!seen.delete(sql)) {
    if (seen.size >= remembered) seen.clear()
    seen.add(sql)
    return undefined
  }
  // A name for one text only, whichever connection a proxy takes.
  const made = createHash('sha256').update(sql).digest('hex').slice(0, 40)
  names.set(sql, made)
  return made
}

/** Sets a session to what the codecs expect, and makes sure that it is. */
async function pin(session: Session): Promise<void> {
  const names = Object.keys(settings) as (keyof typeof settings)[]
  const calls = names.map((name) => `set_config('${name}', '${settings[name]}', false)`)
  const { rows } = await query(session, `select ${calls.join(', ')}`, [], undefined)
  names.forEach((name, i) => {
    const value = String(rows[0]?.[i])
    if (value !== settings[name])
      throw new ConnectionFailed(`postgres keeps ${name} at ${value}; let a session set it to ${settings[name]}`, {})
  })
  session.pinned = true
}
