// Everything public of @espalier/dialect-postgres.
import { Database, type Dialect, type PoolOptions, type StatementOptions, type WatchOptions } from '@espalier/core'
import type pg from 'pg'
import { type Address, addressOf } from './address.ts'
import { isPool, PgDriver, type PgDriverOptions } from './pg.ts'
import type { PoolMode } from './pinned.ts'
import { type PostgresLacks, type PostgresVersion, postgresDialect, postgresDialectAt } from './postgres.ts'

export {
  type Address,
  PgDriver,
  type PgDriverOptions,
  type PoolMode,
  type PostgresLacks,
  type PostgresVersion,
  postgresDialect,
  postgresDialectAt,
}

/** How a PostgreSQL database is used. */
export interface PostgresSettings<V extends PostgresVersion = PostgresVersion>
  extends PgDriverOptions,
    WatchOptions,
    StatementOptions {
  /**
   * The oldest PostgreSQL that this program will meet, 15 unless told: what came later compiles from there on. The first
   * connection makes sure that the server is not older.
   */
  readonly version?: V
  readonly pool?: PoolOptions
  /** How `pg_stat_activity` calls the connections. */
  readonly applicationName?: string
}

/** How a PostgreSQL database is opened. */
export interface PostgresOptions<V extends PostgresVersion = PostgresVersion> extends Address, PostgresSettings<V> {}

/** How long to wait for a server that does not answer, in milliseconds. */
const patience = 30_000

/**
 * Opens a PostgreSQL database: `postgres('postgres://user:password@host:5432/database')`. Connections are made
 * when statements need them. A pool of your own is used as it is, and `close()` ends it.
 */
export function postgres<const V extends PostgresVersion = 15>(
  target: string | PostgresOptions<V> | pg.Pool,
  settings: PostgresSettings<V> = {},
): Database<PostgresLacks<V>> {
  const dialect = (version: PostgresVersion = 15): Dialect<any> => postgresDialectAt(version)
  if (isPool(target)) return new Database(dialect(settings.version), new PgDriver(target, settings), settings)
  const options: PostgresOptions = { ...(isOptions(target) ? target : addressOf(target)), ...settings }
  const {
    pool,
    applicationName,
    prepare,
    poolMode,
    cutAfter,
    echo,
    values,
    slow,
    comment,
    statementTimeout,
    version,
    ...address
  } = options
  const config: pg.ClientConfig = { ...address, keepAlive: true, connectionTimeoutMillis: patience }
  if (applicationName !== undefined) config.application_name = applicationName
  return new Database(dialect(version), new PgDriver(config, options, pool), options)
}

const isOptions = (target: string | PostgresOptions): target is PostgresOptions =>
  typeof target === 'object' && target !== null
