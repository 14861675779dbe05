// Everything public of @espalier/dialect-postgres.
import { Database } from '@espalier/core'
import pg from 'pg'
import { type Address, addressOf } from './address.ts'
import { PgDriver, type PgDriverOptions } from './pg.ts'
import { type PostgresLacks, postgresDialect } from './postgres.ts'

export { type Address, PgDriver, type PgDriverOptions, type PostgresLacks, postgresDialect }

/** How a PostgreSQL database is opened. */
export interface PostgresOptions extends Address, PgDriverOptions {
  readonly pool?: {
    /** How many connections there are at most; 10 unless told. */
    readonly size?: number
  }
}

/** How long to wait for a connection, in milliseconds. */
const patience = 30_000

/**
 * Opens a PostgreSQL database: `postgres('postgres://user:password@host:5432/database')`. Connections are made
 * when statements need them. A pool of your own is used as it is, and `close()` ends it.
 */
export function postgres(target: string | PostgresOptions | pg.Pool): Database<PostgresLacks> {
  if (isPool(target)) return new Database(postgresDialect, new PgDriver(target))
  const options: PostgresOptions = isOptions(target) ? target : addressOf(target)
  const { pool, applicationName, prepare = true, ...address } = options
  const config: pg.PoolConfig = { ...address, keepAlive: true, connectionTimeoutMillis: patience }
  if (pool?.size !== undefined) config.max = pool.size
  if (applicationName !== undefined) config.application_name = applicationName
  return new Database(postgresDialect, new PgDriver(new pg.Pool(config), { prepare }))
}

const isOptions = (target: string | PostgresOptions): target is PostgresOptions =>
  typeof target === 'object' && target !== null

/** A pool of any copy of pg. */
const isPool = (target: string | PostgresOptions | pg.Pool): target is pg.Pool =>
  isOptions(target as PostgresOptions) && typeof (target as pg.Pool).connect === 'function'
