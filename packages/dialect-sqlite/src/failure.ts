// What better-sqlite3 and node:sqlite throw, as Espalier's errors.
import {
  CheckViolation,
  ConnectionFailed,
  type ConstraintViolation,
  DatabaseError,
  EspalierError,
  ForeignKeyViolation,
  LockTimeout,
  NotNullViolation,
  QueryCancelled,
  SerializationFailure,
  UniqueViolation,
  type Violated,
} from '@espalier/core'

/** A failed statement, or a database that cannot be opened. */
export function failure(error: unknown, sql: string | undefined): Error {
  if (error instanceof EspalierError) return error
  const cause = discreet(error as Refusal)
  const { message } = cause
  const code = codeOf(cause)
  if (sql === undefined)
    return new ConnectionFailed(`the sqlite database cannot be opened: ${message}`, { code, cause })
  const Kind = kinds[code ?? ''] ?? kinds[/^SQLITE_[A-Z]+/.exec(code ?? '')?.[0] ?? ''] ?? DatabaseError
  return new Kind(`sqlite refused the statement: ${message}`, { code, sql, cause, ...told(message) })
}

interface Refusal extends Error {
  readonly code?: string
  /** SQLite's extended number, by which node:sqlite tells every refusal. */
  readonly errcode?: number
}

/** SQLite's own name of a refusal. */
function codeOf({ code, errcode }: Refusal): string | undefined {
  if (errcode === undefined) return code
  return extended[errcode] ?? primary[errcode & 255] ?? 'SQLITE_ERROR'
}

/** By their numbers. */
const primary: readonly string[] = [
  'OK,ERROR,INTERNAL,PERM,ABORT,BUSY,LOCKED,NOMEM,READONLY,INTERRUPT,IOERR,CORRUPT,NOTFOUND,FULL,CANTOPEN,PROTOCOL',
  'EMPTY,SCHEMA,TOOBIG,CONSTRAINT,MISMATCH,MISUSE,NOLFS,AUTH,FORMAT,RANGE,NOTADB',
].flatMap((names) => names.split(',').map((name) => `SQLITE_${name}`))

/** Those of the extended ones that a class of error, or a program, tells apart. */
const extended: Readonly<Record<number, string>> = {
  261: 'SQLITE_BUSY_RECOVERY',
  262: 'SQLITE_LOCKED_SHAREDCACHE',
  275: 'SQLITE_CONSTRAINT_CHECK',
  517: 'SQLITE_BUSY_SNAPSHOT',
  787: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  1299: 'SQLITE_CONSTRAINT_NOTNULL',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  1811: 'SQLITE_CONSTRAINT_TRIGGER',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
  2579: 'SQLITE_CONSTRAINT_ROWID',
  3091: 'SQLITE_CONSTRAINT_DATATYPE',
}

const kinds: Readonly<Record<string, typeof DatabaseError | typeof ConstraintViolation>> = {
  SQLITE_CONSTRAINT_UNIQUE: UniqueViolation,
  SQLITE_CONSTRAINT_PRIMARYKEY: UniqueViolation,
  SQLITE_CONSTRAINT_ROWID: UniqueViolation,
  SQLITE_CONSTRAINT_NOTNULL: NotNullViolation,
  SQLITE_CONSTRAINT_FOREIGNKEY: ForeignKeyViolation,
  SQLITE_CONSTRAINT_CHECK: CheckViolation,
  SQLITE_BUSY_SNAPSHOT: SerializationFailure,
  SQLITE_BUSY: LockTimeout,
  SQLITE_LOCKED: LockTimeout,
  SQLITE_INTERRUPT: QueryCancelled,
}

/** `UNIQUE constraint failed: users.email, users.age`, `CHECK constraint failed: tracks_price`. */
function told(message: string): Violated {
  const [, kind, what = ''] = /^(UNIQUE|NOT NULL|CHECK) constraint failed: (.*)$/s.exec(message) ?? []
  if (kind === undefined) return {}
  if (kind === 'CHECK') return { constraint: what }
  const [, index] = /^index '(.*)'$/s.exec(what) ?? []
  if (index !== undefined) return { constraint: index }
  const table = what.slice(0, what.indexOf('.'))
  const columns = what.split(', ')
  if (!columns.every((column) => column.startsWith(`${table}.`))) return {}
  return { table, columns: columns.map((column) => column.slice(table.length + 1)) }
}

/** Messages that quote a parameter: `bad JSON path: 'secret'`, `fts5: syntax error near "secret"`. */
const quoting =
  /^(bad JSON path|JSON path error near|fts5: [^"]*|unknown special query|malformed MATCH expression)[: ]*(['"[]).*/s

/** The driver's error without the values in it, its stack too. */
function discreet(error: Refusal): Refusal {
  const { message } = error
  if (!quoting.test(message)) return error
  error.message = message.replace(quoting, '$1 …')
  if (error.stack !== undefined) error.stack = error.stack.replace(message, () => error.message)
  return error
}
