// Everything public of @espalier/dialect-sqlite.
import { Database, type Duration, milliseconds, SyncDatabase, type WatchOptions } from '@espalier/core'
import SqliteDatabase from 'better-sqlite3'
import { BetterSqlite3Driver } from './better-sqlite3.ts'
import { type SqliteLacks, sqliteDialect } from './sqlite.ts'

export { BetterSqlite3Driver, type SqliteLacks, sqliteDialect }

/** How a SQLite database is used. */
export interface SqliteSettings extends WatchOptions {
  /** How long to wait for the connection while a transaction of this process has it; `30s` unless told. */
  readonly timeout?: Duration
}

/** How a SQLite file is opened. */
export interface SqliteOptions extends SqliteSettings {
  /** The file; `:memory:` for a database that lives as long as it is open. */
  readonly path: string
  /** Open for reading only. */
  readonly readOnly?: boolean
  /** Milliseconds to wait for a lock that another process holds; 5,000 unless told. */
  readonly busyTimeout?: number
}

/** A file, how it is opened, or a database of better-sqlite3 that is open. */
export type SqliteTarget = string | SqliteOptions | SqliteDatabase.Database

/** How SQLite is opened. */
export interface Sqlite {
  /** Opens a SQLite database: `sqlite('music.db')`. The file is opened with the first statement. */
  (target: SqliteTarget, settings?: SqliteSettings): Database<SqliteLacks>
  /** Opens a SQLite database whose verbs answer at once: `sqlite.sync('music.db').all(q)`, no promise. */
  sync(target: SqliteTarget, settings?: SqliteSettings): SyncDatabase<SqliteLacks>
}

/** Opens a SQLite database: `sqlite('music.db')`; one without promises: `sqlite.sync('music.db')`. */
export const sqlite: Sqlite = Object.assign(
  (target: SqliteTarget, settings: SqliteSettings = {}) =>
    new Database(sqliteDialect, driverOf(target, settings), settingsOf(target, settings)),
  {
    sync: (target: SqliteTarget, settings: SqliteSettings = {}) =>
      new SyncDatabase(sqliteDialect, driverOf(target, settings), settingsOf(target, settings)),
  },
)

const settingsOf = (target: SqliteTarget, settings: SqliteSettings): SqliteSettings =>
  typeof target === 'string' || target instanceof SqliteDatabase ? settings : { ...target, ...settings }

function driverOf(target: SqliteTarget, settings: SqliteSettings): BetterSqlite3Driver {
  const { timeout = '30s' } = settingsOf(target, settings)
  return new BetterSqlite3Driver(opener(target), { timeout: milliseconds(timeout, 'timeout') })
}

function opener(target: SqliteTarget): () => SqliteDatabase.Database {
  if (target instanceof SqliteDatabase) return () => target
  const { path, readOnly = false, busyTimeout = 5_000 } = typeof target === 'string' ? { path: target } : target
  return () => new SqliteDatabase(path, { readonly: readOnly, timeout: busyTimeout })
}
