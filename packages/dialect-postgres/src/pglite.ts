// Everything public of @espalier/dialect-postgres/pglite: PostgreSQL inside of the process.

import { PGlite } from '@electric-sql/pglite'
import {
  type Cells,
  Database,
  type DriverConnection,
  type DriverResult,
  type Duration,
  type RowSource,
  type Use,
  type WatchOptions,
} from '@espalier/core'
import { PgDriver } from './pg.ts'
import { type PgliteHandle, PgliteStream } from './pglite-stream.ts'
import { type PostgresLacks, postgresDialect, postgresDialectAt } from './postgres.ts'

export { type PgliteHandle, type PostgresLacks, postgresDialect }

/** How a PGlite is used. */
export interface PgliteSettings extends WatchOptions {
  /** How long to wait for the connection while a transaction has it; `30s` unless told. */
  readonly timeout?: Duration
}

// PGlite's own declarations do not compile without packages of types, so that what is published has none of them.
/** How a PGlite is started: the most asked for of its own options. For the others, start one and give it. */
export interface PgliteOptions {
  /** The folder that keeps the data; in memory unless told. */
  readonly dataDir?: string
  /** Extensions of PostgreSQL, as PGlite's packages give them: `{ vector }`. */
  readonly extensions?: Readonly<Record<string, unknown>>
  /** Answers before the folder has what was stored. */
  readonly relaxedDurability?: boolean
}

/**
 * Opens PostgreSQL inside of the process: `pglite()` in memory, `pglite('folder')` in a folder, `pglite({ extensions })`; it
 * starts with the first statement. A `PGlite` of your own is Espalier's as long as the database is
 * open: statements that it is sent otherwise could come into a transaction. `close()` leaves it open.
 *
 * PGlite has one connection: others wait while a transaction is open. It answers at once, and cannot be stopped.
 */
export function pglite(
  target: string | PgliteOptions | PgliteHandle = {},
  settings: PgliteSettings = {},
): Database<PostgresLacks<17>> {
  return new Database(postgresDialectAt(17), new PgliteDriver(target, settings.timeout), settings)
}

/** A driver over the one connection of a PGlite. pg speaks to it as to any server. */
class PgliteDriver extends PgDriver {
  override readonly single: boolean = true
  readonly #closed: () => Promise<void>

  constructor(target: string | PgliteOptions | PgliteHandle, timeout: Duration = '30s') {
    let opened: Promise<PGlite> | undefined
    const open = async (): Promise<PgliteHandle> => {
      if (isOpen(target)) return target
      opened ??= PGlite.create((typeof target === 'string' ? { dataDir: target } : target) as object)
      return opened
    }
    const config = { ...place, stream: () => new PgliteStream(open) as never }
    super(config, { version: 17 }, { size: 1, timeout, prePing: false }, answersAtOnce)
    this.#closed = async () => (await opened?.catch(() => undefined))?.close()
  }

  override connect(use: Use = { of: 'session' }): DriverConnection | Promise<DriverConnection> {
    return use.of === 'stream' ? new StreamConnection(() => super.connect(use)) : super.connect(use)
  }

  override get place(): { database: string } {
    return { database: place.database }
  }

  override async close(): Promise<void> {
    await super.close()
    await this.#closed()
  }
}

/** Whom PGlite knows, and what messages say. */
const place = { host: 'pglite', user: 'postgres', database: 'postgres' }

const isOpen = (target: string | PgliteOptions | PgliteHandle): target is PgliteHandle =>
  typeof (target as Partial<PgliteHandle>).execProtocolRaw === 'function'

/** While PGlite works nothing else of the process does: there is nothing to stop. */
const answersAtOnce = async (): Promise<void> => {}

/**
 * A stream outside of a transaction. A cursor would need a transaction of its own, which would have the only connection
 * until the reader is done; so the rows, which are in this process anyway, are read at once, and the connection is free.
 */
class StreamConnection implements DriverConnection {
  readonly transaction = 'none'
  readonly #connect: () => DriverConnection | Promise<DriverConnection>

  constructor(connect: () => DriverConnection | Promise<DriverConnection>) {
    this.#connect = connect
  }

  async send(...[sql, params, options]: Parameters<DriverConnection['send']>): Promise<DriverResult> {
    const connection = await this.#connect()
    try {
      return await connection.send(sql, params, options)
    } finally {
      connection.release()
    }
  }

  read(...[sql, params, options, batch]: Parameters<DriverConnection['read']>): RowSource {
    let rest: Promise<Cells[]> | undefined
    return {
      next: async () => {
        rest ??= (async () => [...(await this.send(sql, params, options)).rows])()
        return (await rest).splice(0, batch)
      },
      close: () => {
        rest = Promise.resolve([])
      },
    }
  }

  release(): void {}
}
