// Everything public of @espalier/dialect-postgres.
import { Database, type PoolOptions, type StatementOptions, type WatchOptions } from '@espalier/core'
import type pg from 'pg'
import { type Address, addressOf } from './address.ts'
import { isPool, PgDriver, type PgDriverOptions } from './pg.ts'
import { type PostgresLacks, postgresDialect } from './postgres.ts'

export { type Address, PgDriver, type PgDriverOptions, type PostgresLacks, postgresDialect }

/** How a PostgreSQL database is used. */
export interface PostgresSettings extends PgDriverOptions, WatchOptions, StatementOptions {
  readonly pool?: PoolOptions
  /** How `pg_stat_activity` calls the connections. */
  readonly applicationName?: string
}

/** How a PostgreSQL database is opened. */
export interface PostgresOptions extends Address, PostgresSettings {}

/** How long to wait for a server that does not answer, in milliseconds. */
const patience = 30_000

/**
 * Opens a PostgreSQL database: `postgres('postgres://user:password@host:5432/database')`. Connections are made
 * when statements need them. A pool of your own is used as it is, and `close()` ends it.
 */
export function postgres(
  target: string | PostgresOptions | pg.Pool,
  settings: PostgresSettings = {},
): Database<PostgresLacks> {
  if (isPool(target)) return new Database(postgresDialect, new PgDriver(target, settings), settings)
  const options: PostgresOptions = { ...(isOptions(target) ? target : addressOf(target)), ...settings }
  const { pool, applicationName, prepare, cutAfter, echo, values, slow, comment, statementTimeout, ...address } =
    options
  const config: pg.ClientConfig = { ...address, keepAlive: true, connectionTimeoutMillis: patience }
  if (applicationName !== undefined) config.application_name = applicationName
  return new Database(postgresDialect, new PgDriver(config, options, pool), options)
}

const isOptions = (target: string | PostgresOptions): target is PostgresOptions =>
  typeof target === 'object' && target !== null
