// Databases for tests, opened by the driver that their address names.
import type { Database, WatchOptions } from '@espalier/core'
import { type MariadbLacks, type MysqlLacks, mariadb, mysql } from '@espalier/dialect-mysql'
import { type PostgresLacks, postgres } from '@espalier/dialect-postgres'
import { pglite } from '@espalier/dialect-postgres/pglite'
import { type SqliteLacks, sqlite } from '@espalier/dialect-sqlite'
import { sqlite as nodeSqlite } from '@espalier/dialect-sqlite/node'
import { afterAll, beforeAll } from 'vitest'
import type { DatabaseName, FreshDatabase, TestDatabase } from './databases.ts'
import { pgliteAt } from './pglite.ts'

/** What one of the databases lacks that the tests run on. */
export type TestedLacks = PostgresLacks<18> | SqliteLacks | MysqlLacks | MariadbLacks

/** A database of a describe's own. Both are there once its tests run. */
export interface OwnDatabase {
  db(): Database<TestedLacks>
  url(): string
}

/**
 * A new database for the tests of a describe, open while they run and gone behind them: empty, or with what `fill` puts
 * into it.
 */
export function ownDatabase(
  database: TestDatabase,
  fill: (db: Database<TestedLacks>) => Promise<void> = async () => {},
): OwnDatabase {
  let fresh: FreshDatabase
  let db: Database<TestedLacks>
  beforeAll(async () => {
    fresh = await database.fresh()
    db = open(database.name, fresh.url)
    await fill(db)
  })
  afterAll(async () => {
    await db?.close()
    await fresh?.drop()
  })
  return { db: () => db, url: () => fresh.url }
}

/** Opens a database of any kind, by the driver that its address names. */
export function open(name: DatabaseName, url: string, settings: OpenSettings = {}): Database<TestedLacks> {
  const [, driver, rest = url] = /^(node-sqlite|pglite|pgbouncer):(.*)$/.exec(url) ?? []
  if (name === 'sqlite') {
    const options = { path: rest, ...settings }
    return (driver ? nodeSqlite(options) : sqlite(options)) as Database<TestedLacks>
  }
  if (driver === 'pglite') return pglite(pgliteAt(url), settings) as Database<TestedLacks>
  const pooled = driver === 'pgbouncer' ? ({ poolMode: 'transaction' } as const) : {}
  if (name === 'postgres')
    return postgres(rest, { version: oldPostgres ? 15 : 18, ...pooled, ...settings }) as Database<TestedLacks>
  return { mysql, mariadb }[name](url, settings) as Database<TestedLacks>
}

/** True where the run has the oldest PostgreSQL too. */
const oldPostgres = process.env.ESPALIER_POSTGRES_OLD !== undefined

/** What a test may say of a database that it opens. */
interface OpenSettings extends WatchOptions {
  /** Of SQLite. */
  readonly busyTimeout?: number
}
