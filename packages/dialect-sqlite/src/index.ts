// Everything public of @espalier/dialect-sqlite.
import { Database, type Duration, milliseconds } from '@espalier/core'
import SqliteDatabase from 'better-sqlite3'
import { BetterSqlite3Driver } from './better-sqlite3.ts'
import { type SqliteLacks, sqliteDialect } from './sqlite.ts'

export { BetterSqlite3Driver, type SqliteLacks, sqliteDialect }

/** How a SQLite file is opened. */
export interface SqliteOptions {
  /** The file; `:memory:` for a database that lives as long as it is open. */
  readonly path: string
  /** Open for reading only. */
  readonly readOnly?: boolean
  /** Milliseconds to wait for a lock that another process holds; 5,000 unless told. */
  readonly busyTimeout?: number
  /** How long to wait for the connection while a transaction of this process has it; `30s` unless told. */
  readonly timeout?: Duration
}

/** Opens a SQLite database: `sqlite('music.db')`. The file is opened with the first statement. */
export function sqlite(target: string | SqliteOptions | SqliteDatabase.Database): Database<SqliteLacks> {
  const timeout = typeof target === 'object' && 'path' in target ? target.timeout : undefined
  const driver = new BetterSqlite3Driver(
    opener(target),
    timeout === undefined ? {} : { timeout: milliseconds(timeout, 'timeout') },
  )
  return new Database(sqliteDialect, driver)
}

function opener(target: string | SqliteOptions | SqliteDatabase.Database): () => SqliteDatabase.Database {
  if (target instanceof SqliteDatabase) return () => target
  const { path, readOnly = false, busyTimeout = 5_000 } = typeof target === 'string' ? { path: target } : target
  return () => new SqliteDatabase(path, { readonly: readOnly, timeout: busyTimeout })
}
