// Everything public of @espalier/dialect-sqlite.
import SqliteDatabase from 'better-sqlite3'
import { SqliteDriver } from './driver.ts'
import type { SqliteHandle, SqliteStatement } from './handle.ts'
import { type Sqlite, type SqliteOptions, type SqliteSettings, sqliteBy } from './open.ts'
import { type SqliteLacks, type SqliteVersion, sqliteDialect, sqliteDialectAt } from './sqlite.ts'

export {
  type Sqlite,
  SqliteDriver,
  type SqliteHandle,
  type SqliteLacks,
  type SqliteOptions,
  type SqliteSettings,
  type SqliteStatement,
  type SqliteVersion,
  sqliteDialect,
  sqliteDialectAt,
}

/** A file, how it is opened, or a database of better-sqlite3 that is open. */
export type SqliteTarget = string | SqliteOptions | SqliteDatabase.Database

/** Opens a SQLite database: `sqlite('music.db')`; one without promises: `sqlite.sync('music.db')`. */
export const sqlite: Sqlite<SqliteDatabase.Database> = sqliteBy<SqliteDatabase.Database>({
  given: (target) => (target instanceof SqliteDatabase ? target : undefined),
  handle: (database) => database as unknown as SqliteHandle,
  open: (path, readOnly, busyTimeout) =>
    new SqliteDatabase(path, { readonly: readOnly, timeout: busyTimeout }) as unknown as SqliteHandle,
})
