// The library that Node has itself, in the shape that the driver asks for.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { Cells } from '@espalier/core'
import type { SqliteHandle, SqliteStatement } from './handle.ts'

/** A connection of `node:sqlite`. */
export class NodeHandle implements SqliteHandle {
  readonly readonly: boolean
  readonly #database: DatabaseSync

  /** `readonly` where the file was opened for reading only, which a `DatabaseSync` does not tell of itself. */
  constructor(database: DatabaseSync, readonly: boolean) {
    this.#database = database
    this.readonly = readonly
  }

  get open(): boolean {
    return this.#database.isOpen
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  /** Node prepares the first statement of a text and leaves the rest out without a word. */
  prepare(sql: string): SqliteStatement {
    const statement = this.#database.prepare(sql)
    if (/[^\s;]/.test(sql.slice(statement.sourceSQL.length)))
      throw new RangeError('The supplied SQL string contains more than one statement')
    return new NodeStatement(statement)
  }

  exec(sql: string): void {
    this.#database.exec(sql)
  }

  close(): void {
    this.#database.close()
  }
}

class NodeStatement implements SqliteStatement {
  readonly reader: boolean
  readonly #statement: StatementSync

  constructor(statement: StatementSync) {
    this.#statement = statement
    this.reader = statement.columns().length > 0
  }

  raw(is: boolean): this {
    this.#statement.setReturnArrays(is)
    return this
  }

  safeIntegers(is: boolean): this {
    this.#statement.setReadBigInts(is)
    return this
  }

  all(...params: readonly unknown[]): Cells[] {
    return this.#statement.all(...listed(params)) as unknown as Cells[]
  }

  iterate(...params: readonly unknown[]): IterableIterator<Cells> {
    return this.#statement.iterate(...listed(params)) as unknown as IterableIterator<Cells>
  }

  run(...params: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint } {
    const { changes, lastInsertRowid } = this.#statement.run(...listed(params))
    return { changes: Number(changes), lastInsertRowid }
  }
}

/** Parameters one by one, as node:sqlite takes them. */
const listed = (params: readonly unknown[]): SQLInputValue[] =>
  (Array.isArray(params[0]) ? params[0] : params) as SQLInputValue[]

/** Opens a file of SQLite by `node:sqlite`. */
export function openByNode(path: string, readOnly: boolean, busyTimeout: number): SqliteHandle {
  return new NodeHandle(new DatabaseSync(path, { readOnly, timeout: busyTimeout }), readOnly)
}
