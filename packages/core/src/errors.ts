// What can go wrong, in one family. A message says what is wrong in SQL's words, a semicolon, what to do.

/** Every error that Espalier throws. */
export class EspalierError extends Error {
  override name = 'EspalierError'
}

/** The statement cannot be: a column out of scope, an empty SET, two sources of one name. */
export class StatementError extends EspalierError {
  override name = 'StatementError'
}

/** The same query was sent again and again, where `failOnRepeated` was switched on. */
export class RepeatedQuery extends EspalierError {
  override name = 'RepeatedQuery'
}

/** A value does not fit the type of the column or parameter it is for. The value itself is never in the message. */
export class ValueError extends EspalierError {
  override name = 'ValueError'
}

/** The database has no such feature, at its declared version. */
export class Unsupported extends EspalierError {
  override name = 'Unsupported'
  /** The feature that is missing: `returning`, `fullJoin`. */
  readonly feature: string
  constructor(feature: string, message: string) {
    super(message)
    this.feature = feature
  }
}

/** A limit of the database or of Espalier would be passed: too many parameters, too deep a tree. Nothing was sent. */
export class LimitExceeded extends EspalierError {
  override name = 'LimitExceeded'
}

/** `one` found no row, or more than one; `scalar` found none. */
export class RowCountError extends EspalierError {
  override name = 'RowCountError'
}

/** What is known of a statement that failed. */
export interface Refused {
  readonly code?: string | undefined
  readonly sql?: string | undefined
  readonly cause?: unknown
}

/** The database refused a statement. The driver's error is the `cause`; parameter values are never in the message. */
export class DatabaseError extends EspalierError {
  override name = 'DatabaseError'
  /** The database's own code: a SQLSTATE, `ER_DUP_ENTRY`, `SQLITE_CONSTRAINT_UNIQUE`. */
  readonly code: string | undefined
  /** The statement as it was sent. */
  readonly sql: string | undefined
  /** The heading in docs/errors.md, for kinds that have cause and cure there. */
  static readonly page: string | undefined = undefined
  constructor(message: string, { code, sql, cause }: Refused) {
    const { page } = new.target
    super(
      page === undefined ? message : `${message}; see ${page} in docs/errors.md`,
      cause === undefined ? undefined : { cause },
    )
    this.code = code
    this.sql = sql
  }
}

/** The database cannot be reached, refuses the login, or the address is wrong. */
export class ConnectionFailed extends DatabaseError {
  override name = 'ConnectionFailed'
}

/** The server is older than the oldest one that Espalier writes for. */
export class ServerTooOld extends ConnectionFailed {
  static override readonly page = 'ServerTooOld'
  override name = 'ServerTooOld'
}

/** The connection broke while a statement was under way: it may have taken effect, or not. */
export class ConnectionLost extends DatabaseError {
  static override readonly page = 'ConnectionLost'
  override name = 'ConnectionLost'
}

/** The connection broke while COMMIT was under way: the transaction is stored as a whole, or not at all. It is never repeated. */
export class CommitOutcomeUnknown extends DatabaseError {
  static override readonly page = 'CommitOutcomeUnknown'
  override name = 'CommitOutcomeUnknown'
}

/** Every connection was taken for as long as the pool waits. */
export class PoolTimeout extends DatabaseError {
  static override readonly page = 'PoolTimeout'
  override name = 'PoolTimeout'
}

/** Transactions that ran at the same time would not fit into any order; the transaction was rolled back and can be repeated as a whole. */
export class SerializationFailure extends DatabaseError {
  static override readonly page = 'SerializationFailure'
  override name = 'SerializationFailure'
}

/** Transactions waited for each other in a circle; this one was rolled back and can be repeated as a whole. */
export class DeadlockDetected extends DatabaseError {
  static override readonly page = 'DeadlockDetected'
  override name = 'DeadlockDetected'
}

/** A lock was not free: not at once where NOWAIT asks for that, or not for as long as the database waits. */
export class LockTimeout extends DatabaseError {
  static override readonly page = 'LockTimeout'
  override name = 'LockTimeout'
}

/** The statement was stopped on the server: by a signal, or from another connection. */
export class QueryCancelled extends DatabaseError {
  static override readonly page = 'QueryCancelled'
  override name = 'QueryCancelled'
}

/** The statement took longer than it may, and was stopped on the server. */
export class StatementTimeout extends DatabaseError {
  static override readonly page = 'StatementTimeout'
  override name = 'StatementTimeout'
}

/** The database rolled a transaction back that was to be committed; nothing of it is stored. */
export class TransactionRolledBack extends DatabaseError {
  static override readonly page = 'TransactionRolledBack'
  override name = 'TransactionRolledBack'
}

/** A transaction's handle was used behind its end, or the database itself inside of its own transaction. */
export class TransactionMisuse extends EspalierError {
  override name = 'TransactionMisuse'
}
