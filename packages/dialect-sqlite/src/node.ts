// Everything public of @espalier/dialect-sqlite/node: SQLite by the library that Node has itself.
import { DatabaseSync } from 'node:sqlite'
import { NodeHandle, openByNode } from './node-sqlite.ts'
import { type Sqlite, type SqliteOptions, type SqliteSettings, sqliteBy } from './open.ts'
import { type SqliteLacks, sqliteDialect } from './sqlite.ts'

export { type Sqlite, type SqliteLacks, type SqliteOptions, type SqliteSettings, sqliteDialect }

/** A file, how it is opened, or a `DatabaseSync` that is open for reading and writing. */
export type SqliteTarget = string | SqliteOptions | DatabaseSync

/**
 * Opens a SQLite database by `node:sqlite`, without any package: `sqlite('music.db')`; one without promises:
 * `sqlite.sync('music.db')`. Node 24 or newer.
 */
export const sqlite: Sqlite<DatabaseSync> = sqliteBy<DatabaseSync>({
  given: (target) => (target instanceof DatabaseSync ? target : undefined),
  handle: (database) => new NodeHandle(database, false),
  open: openByNode,
})
