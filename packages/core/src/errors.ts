// What can go wrong, in one family. A message says what is wrong in SQL's words, a semicolon, what to do.

/** Every error that Espalier throws. */
export class EspalierError extends Error {
  override name = 'EspalierError'
}

/** The statement cannot be: a column out of scope, an empty SET, two sources of one name. */
export class StatementError extends EspalierError {
  override name = 'StatementError'
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

/** The database refused a statement. The driver's error is the `cause`; parameter values are never in the message. */
export class DatabaseError extends EspalierError {
  override name = 'DatabaseError'
  /** The database's own code: a SQLSTATE, `ER_DUP_ENTRY`, `SQLITE_CONSTRAINT_UNIQUE`. */
  readonly code: string | undefined
  /** The statement as it was sent. */
  readonly sql: string | undefined
  constructor(message: string, options: { code?: string | undefined; sql?: string | undefined; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.code = options.code
    this.sql = options.sql
  }
}

/** The database cannot be reached, refuses the login, or the address is wrong. */
export class ConnectionFailed extends DatabaseError {
  override name = 'ConnectionFailed'
}
