import type { Track } from './data.ts'

/** Who reads and writes the same rows in the same database. A scenario that it does not have is left out. */
export interface Contender {
  readonly name: string
  /** What it makes of a value that the driver cannot take or give, as the report says it. */
  readonly converts: string
  /** True where its rows have a boolean and a Date; otherwise they are as the database stores them. */
  readonly asProgram: boolean
  /** Selects a row by its primary key, the statement built anew. */
  byKey?(id: number): unknown
  /** Selects a row by its primary key, the statement prepared before. */
  byKeyPrepared?(id: number): unknown
  /** Selects all rows. */
  readAll?(): unknown
  /** Inserts the rows in one transaction. */
  insertAll?(rows: readonly Track[]): unknown
}

/** A database with its contenders, ready to be measured. */
export interface Ring {
  /** The name and version of the database. */
  readonly database: string
  /** The first one is what the others are compared with. */
  readonly contenders: readonly Contender[]
  /** A row as this database stores it. */
  stored(row: Track): object
  /** All rows as the bare driver gives them. */
  rows(): Promise<unknown[]>
  /** Removes all rows. */
  clear(): unknown
  /** Puts the rows back. */
  fill(): unknown
  close(): Promise<void>
}
