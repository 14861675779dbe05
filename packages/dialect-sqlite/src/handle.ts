import type { Cells, NamedRow } from '@espalier/core'

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

/** A prepared statement. Its parameters come one by one, or many of them in one list. */
export interface SqliteStatement {
  /** True where it gives rows. */
  readonly reader: boolean
  /** Gives rows by position. */
  raw(is: boolean): this
  /** Gives every integer as a bigint. */
  safeIntegers(is: boolean): this
  all(...params: readonly unknown[]): Cells[]
  iterate(...params: readonly unknown[]): IterableIterator<Cells>
  run(...params: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
  /** The first row as a plain object; only libraries have it whose rows are plain objects where `raw` is off. */
  get?(...params: readonly unknown[]): NamedRow | undefined
  /** The names of its columns, and whether it changes nothing: of libraries with plain objects. */
  columns?(): readonly { readonly name: string }[]
  readonly readonly?: boolean
}
