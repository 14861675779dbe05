// How a SQLite database is opened, by whichever library.
import { Database, type Dialect, type Duration, milliseconds, SyncDatabase, type WatchOptions } from '@espalier/core'
import { SqliteDriver } from './driver.ts'
import type { SqliteHandle } from './handle.ts'
import { type SqliteLacks, type SqliteVersion, sqliteDialectAt } from './sqlite.ts'

/** How a SQLite database is used. */
export interface SqliteSettings<V extends SqliteVersion = SqliteVersion> extends WatchOptions {
  /**
   * The oldest SQLite that this program will meet; 3.46 unless told, and 3.40 at least. What came later does not compile. It
   * is looked at when the file is opened.
   */
  readonly version?: V
  /** How long to wait for the connection while a transaction of this process has it; `30s` unless told. */
  readonly timeout?: Duration
}

/** How a SQLite file is opened. */
export interface SqliteOptions<V extends SqliteVersion = SqliteVersion> extends SqliteSettings<V> {
  /** The file; `:memory:` for a database that lives as long as it is open. */
  readonly path: string
  /** Open for reading only. */
  readonly readOnly?: boolean
  /** Milliseconds to wait for a lock that another process holds; 5,000 unless told. */
  readonly busyTimeout?: number
  /** `false` where queries wait for a transaction of this process too, instead of reading what is stored meanwhile. */
  readonly readers?: boolean
}

/** How SQLite is opened; `Library` is an open database of the library that reads the file. */
export interface Sqlite<Library> {
  /** Opens a SQLite database: `sqlite('music.db')`. The file is opened with the first statement. */
  <const V extends SqliteVersion = '3.46'>(
    target: string | SqliteOptions<V> | Library,
    settings?: SqliteSettings<V>,
  ): Database<SqliteLacks<V>>
  /** Opens a SQLite database whose verbs answer at once: `sqlite.sync('music.db').all(q)`, no promise. */
  sync<const V extends SqliteVersion = '3.46'>(
    target: string | SqliteOptions<V> | Library,
    settings?: SqliteSettings<V>,
  ): SyncDatabase<SqliteLacks<V>>
}

/** A library that reads files of SQLite. */
export interface Library<Open> {
  /** A database that the program opened by itself; undefined for what is none. */
  given(target: unknown): Open | undefined
  /** A database of the library in the shape that the driver asks for. */
  handle(database: Open): SqliteHandle
  open(path: string, readOnly: boolean, busyTimeout: number): SqliteHandle
}

/** The way to open databases by a library. */
export function sqliteBy<Open>(library: Library<Open>): Sqlite<Open> {
  type Target = string | SqliteOptions | Open
  const parted = (target: Target, settings: SqliteSettings): [Dialect<any>, SqliteDriver, SqliteSettings] => {
    const given = library.given(target)
    const options = (typeof target === 'string' ? { path: target } : target) as SqliteOptions
    const whole: SqliteSettings = given ? settings : { ...options, ...settings }
    const { path, readOnly = false, busyTimeout = 5_000 } = options
    const open = (): SqliteHandle => (given ? library.handle(given) : library.open(path, readOnly, busyTimeout))
    const { timeout = '30s', version = '3.46' } = whole
    const { readers = true } = options
    const isFile = !given && path !== '' && !/^:memory:$|^file:/.test(path)
    const driver = new SqliteDriver(open, {
      timeout: milliseconds(timeout, 'timeout'),
      path: given ? undefined : path,
      version,
      openReader: isFile && readers ? () => library.open(path, true, 0) : undefined,
    })
    return [sqliteDialectAt(version), driver, whole]
  }
  return Object.assign((target: Target, settings: SqliteSettings = {}) => new Database(...parted(target, settings)), {
    sync: (target: Target, settings: SqliteSettings = {}) => new SyncDatabase(...parted(target, settings)),
  })
}
