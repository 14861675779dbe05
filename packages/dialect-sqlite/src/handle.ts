import type { Cells } from '@espalier/core'

/** What the driver asks of a connection to SQLite: a part of what a better-sqlite3 `Database` has. */
export interface SqliteHandle {
  readonly open: boolean
  readonly readonly: boolean
  readonly inTransaction: boolean
  /** Prepares one statement; a text with several is an error. */
  prepare(sql: string): SqliteStatement
  exec(sql: string): unknown
  close(): unknown
}

/** A prepared statement. */
export interface SqliteStatement {
  /** True where it gives rows. */
  readonly reader: boolean
  /** Gives rows by position. */
  raw(is: boolean): this
  /** Gives every integer as a bigint. */
  safeIntegers(is: boolean): this
  all(params: readonly unknown[]): Cells[]
  iterate(params: readonly unknown[]): IterableIterator<Cells>
  run(params: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
}
