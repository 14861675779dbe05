// Everything public of @espalier/dialect-mysql.
import { Database } from '@espalier/core'
import mysql2 from 'mysql2'
import type { Pool as PromisePool } from 'mysql2/promise'
import { type Address, addressOf, type Family, type TlsOptions } from './address.ts'
import { type MariadbLacks, mariadbDialect } from './mariadb.ts'
import { type MysqlLacks, mysqlDialect } from './mysql.ts'
import { Mysql2Driver, mysql2Options } from './mysql2.ts'

export {
  type Address,
  type Family,
  type MariadbLacks,
  Mysql2Driver,
  type MysqlLacks,
  mariadbDialect,
  mysql2Options,
  mysqlDialect,
  type TlsOptions,
}

/** How a MySQL or MariaDB database is opened. */
export interface MysqlOptions extends Address {
  readonly pool?: {
    /** How many connections there are at most; 10 unless told. */
    readonly size?: number
  }
}

/** A pool of mysql2, made with `mysql2Options`. */
export type MysqlPool = mysql2.Pool | PromisePool

/**
 * Opens a MySQL database: `mysql('mysql://user:password@host:3306/database')`. Connections are made when statements
 * need them. A pool of your own, made with `createPool({ ...mysql2Options, … })`, is ended by `close()`.
 */
export function mysql(target: string | MysqlOptions | MysqlPool): Database<MysqlLacks> {
  return new Database(mysqlDialect, new Mysql2Driver('mysql', poolOf('mysql', target)))
}

/** Opens a MariaDB database: like `mysql`, for MariaDB. */
export function mariadb(target: string | MysqlOptions | MysqlPool): Database<MariadbLacks> {
  return new Database(mariadbDialect, new Mysql2Driver('mariadb', poolOf('mariadb', target)))
}

function poolOf(family: Family, target: string | MysqlOptions | MysqlPool): mysql2.Pool {
  if (isPool(target)) return isPromisePool(target) ? target.pool : target
  const options: MysqlOptions = typeof target === 'object' && target !== null ? target : addressOf(family, target)
  const { host, port, user, password, database, socketPath, ssl, pool } = options
  const config: mysql2.PoolOptions = { ...mysql2Options, flags: [...mysql2Options.flags] }
  if (host !== undefined) config.host = host
  if (port !== undefined) config.port = port
  if (user !== undefined) config.user = user
  if (password !== undefined) config.password = password
  if (database !== undefined) config.database = database
  if (socketPath !== undefined) config.socketPath = socketPath
  if (ssl) config.ssl = (ssl === true ? { verifyIdentity: true } : { ...ssl }) as mysql2.SslOptions
  if (pool?.size !== undefined) config.connectionLimit = pool.size
  return mysql2.createPool(config)
}

/** A pool of any copy of mysql2. */
const isPool = (target: string | MysqlOptions | MysqlPool): target is MysqlPool =>
  typeof (target as { readonly getConnection?: unknown } | null)?.getConnection === 'function'

const isPromisePool = (pool: MysqlPool): pool is PromisePool => 'pool' in pool
