// Everything public of @espalier/dialect-mysql.
import { Database, type PoolOptions, type StatementOptions, type WatchOptions } from '@espalier/core'
import type mysql2 from 'mysql2'
import type { Pool as PromisePool } from 'mysql2/promise'
import { type Address, addressOf, type Family, type TlsOptions } from './address.ts'
import { type MariadbLacks, mariadbDialect } from './mariadb.ts'
import { type MysqlLacks, mysqlDialect } from './mysql.ts'
import { isPool, Mysql2Driver, type Mysql2DriverOptions, mysql2Options } from './mysql2.ts'

export {
  type Address,
  type Family,
  type MariadbLacks,
  Mysql2Driver,
  type Mysql2DriverOptions,
  type MysqlLacks,
  mariadbDialect,
  mysql2Options,
  mysqlDialect,
  type TlsOptions,
}

/** How a MySQL or MariaDB database is used. */
export interface MysqlSettings extends Mysql2DriverOptions, WatchOptions, StatementOptions {
  readonly pool?: PoolOptions
}

/** How a MySQL or MariaDB database is opened. */
export interface MysqlOptions extends Address, MysqlSettings {}

/** A pool of mysql2, made with `mysql2Options`. */
export type MysqlPool = mysql2.Pool | PromisePool

/**
 * Opens a MySQL database: `mysql('mysql://user:password@host:3306/database')`. Connections are made when statements
 * need them. A pool of your own, made with `createPool({ ...mysql2Options, … })`, is ended by `close()`.
 */
export function mysql(target: string | MysqlOptions | MysqlPool, settings: MysqlSettings = {}): Database<MysqlLacks> {
  return new Database(mysqlDialect, driverOf('mysql', target, settings), settingsOf(target, settings))
}

/** Opens a MariaDB database: like `mysql`, for MariaDB. */
export function mariadb(
  target: string | MysqlOptions | MysqlPool,
  settings: MysqlSettings = {},
): Database<MariadbLacks> {
  return new Database(mariadbDialect, driverOf('mariadb', target, settings), settingsOf(target, settings))
}

/** How it is used, as the options or the settings say. */
const settingsOf = (target: string | MysqlOptions | MysqlPool, settings: MysqlSettings): MysqlSettings =>
  typeof target === 'string' || isPool(target) ? settings : { ...(target as MysqlOptions), ...settings }

function driverOf(family: Family, target: string | MysqlOptions | MysqlPool, settings: MysqlSettings): Mysql2Driver {
  if (isPool(target)) return new Mysql2Driver(family, isPromisePool(target) ? target.pool : target, {}, settings)
  const options = typeof target === 'object' && target !== null ? (target as MysqlOptions) : addressOf(family, target)
  const { host, port, user, password, database, socketPath, ssl } = options as MysqlOptions
  const used = settingsOf(target, settings)
  const config: mysql2.ConnectionOptions = { ...mysql2Options, flags: [...mysql2Options.flags] }
  if (host !== undefined) config.host = host
  if (port !== undefined) config.port = port
  if (user !== undefined) config.user = user
  if (password !== undefined) config.password = password
  if (database !== undefined) config.database = database
  if (socketPath !== undefined) config.socketPath = socketPath
  if (ssl) config.ssl = (ssl === true ? { verifyIdentity: true } : { ...ssl }) as mysql2.SslOptions
  config.connectTimeout = patience
  return new Mysql2Driver(family, config, used.pool, used)
}

/** How long to wait for a server that does not answer, in milliseconds. */
const patience = 30_000

const isPromisePool = (pool: mysql2.Pool | PromisePool): pool is PromisePool => 'pool' in pool
