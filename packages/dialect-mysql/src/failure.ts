// What mysql2 throws, as Espalier's errors. MySQL writes values of rows and parameters into its errors; none of
// them comes into a message, or into what a logger prints of the cause.
import {
  CheckViolation,
  ConnectionFailed,
  ConnectionLost,
  type ConstraintViolation,
  DatabaseError,
  DeadlockDetected,
  EspalierError,
  ForeignKeyViolation,
  LockTimeout,
  NotNullViolation,
  QueryCancelled,
  SerializationFailure,
  StatementTimeout,
  UniqueViolation,
  type Violated,
} from '@espalier/core'
import type { Family } from './address.ts'

/** Who was asked, for messages. Never the password. */
export interface Place {
  readonly family: Family
  readonly host: string
  readonly port: number
  readonly socketPath: string | undefined
  readonly user: string | undefined
  readonly database: string | undefined
}

/** An answer of the server, as mysql2 has it. */
interface Refusal extends Error {
  readonly code: string
  readonly errno: number
  readonly sqlState: string
  sqlMessage?: string
}

const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && 'sqlState' in error && typeof (error as Partial<Refusal>).errno === 'number'

/** True where no statement can be sent on the connection after this error. */
export const isLoss = (error: unknown): boolean => !isRefusal(error) || endings.has(error.errno)

// Shutdown, KILL on MariaDB, KILL on MySQL, the idle timeout.
const endings: ReadonlySet<number> = new Set([1053, 1927, 3169, 4031])

/** True where the server knows the statement but cannot prepare it. */
export const isUnpreparable = (error: unknown): boolean => isRefusal(error) && error.errno === 1295

/** A failed statement. */
export function statementFailure(error: unknown, sql: string, place: Place): Error {
  if (error instanceof EspalierError) return error
  if (isLoss(error)) {
    return new ConnectionLost(
      `the connection to ${named(place)} was lost during the statement; look whether it took effect before it is sent again`,
      { code: codeOf(error, place), sql, cause: error },
    )
  }
  const said = (error as Refusal).message
  const cause = discreet(error as Refusal)
  const { errno, message } = cause
  const refused = { code: codeOf(cause, place), sql, cause }
  const sentence = `${place.family} refused the statement: ${message}`
  const violation = violations.find(({ numbers }) => numbers.includes(errno))
  const Kind = violation?.of ?? kinds[place.family][errno]
  return new (Kind ?? DatabaseError)(sentence, { ...refused, ...violation?.read(said) })
}

/** The constraints, the numbers of their errors, and what the message of each tells. */
const violations: readonly {
  readonly of: typeof ConstraintViolation
  readonly numbers: readonly number[]
  readonly read: (message: string) => Violated
}[] = [
  { of: UniqueViolation, numbers: [1062, 1586], read: duplicate },
  {
    of: NotNullViolation,
    numbers: [1048, 1364],
    read: (message) => ({ columns: /^[^']*'(.*)'/s.exec(message)?.slice(1) }),
  },
  { of: ForeignKeyViolation, numbers: [1216, 1217, 1451, 1452], read: foreignKey },
  { of: CheckViolation, numbers: [3819, 4025], read: checked },
]

/** `Duplicate entry 'secret' for key 'users.email'` on MySQL; MariaDB leaves the table out. */
function duplicate(message: string): Violated {
  const key = / for key '([^']*)'$/.exec(message)?.[1]
  const dot = key?.indexOf('.') ?? -1
  if (key === undefined || dot < 0) return { constraint: key }
  return { table: key.slice(0, dot), constraint: key.slice(dot + 1) }
}

/** ``… fails (`db`.`child`, CONSTRAINT `name` FOREIGN KEY (`a`, `b`) REFERENCES …``, the names in full quotes. */
function foreignKey(message: string): Violated {
  const found = /\(`(?:[^`]|``)*`\.(`(?:[^`]|``)*`), CONSTRAINT (`(?:[^`]|``)*`) FOREIGN KEY \(([^)]*)\)/.exec(message)
  if (!found) return {}
  const [, table = '', constraint = '', columns = ''] = found
  return {
    table: unquoted(table),
    constraint: unquoted(constraint),
    columns: columns.match(/`(?:[^`]|``)*`/g)?.map(unquoted),
  }
}

/** `Check constraint 'name' is violated.` on MySQL, ``CONSTRAINT `name` failed for `db`.`table` `` on MariaDB. */
function checked(message: string): Violated {
  const [, mysql] = /^Check constraint '(.*)' is violated\.$/s.exec(message) ?? []
  if (mysql !== undefined) return { constraint: mysql }
  const [, constraint = '', table = ''] =
    /^CONSTRAINT (`(?:[^`]|``)*`) failed for `(?:[^`]|``)*`\.(`(?:[^`]|``)*`)$/.exec(message) ?? []
  // A CHECK that stands beside its column has the column's name, behind the table's.
  const name = unquoted(constraint)
  return constraint === '' ? {} : { constraint: name, table: unquoted(table) }
}

const unquoted = (name: string): string => name.slice(1, -1).replaceAll('``', '`')

/** The numbers from 1900 on mean one thing on MySQL and another on MariaDB. */
const both: Readonly<Record<number, typeof DatabaseError>> = {
  1205: LockTimeout,
  1213: DeadlockDetected,
  1317: QueryCancelled,
}
const kinds: Readonly<Record<Family, Readonly<Record<number, typeof DatabaseError>>>> = {
  mysql: { ...both, 3024: StatementTimeout, 3101: SerializationFailure, 3572: LockTimeout },
  mariadb: { ...both, 1020: SerializationFailure, 1969: StatementTimeout },
}

/** A connection that could not be had. */
export function connectionFailure(error: unknown, place: Place): Error {
  if (error instanceof EspalierError) return error
  const code = codeOf(error, place)
  const sentence = sentences[code ?? ''] ?? other
  return new ConnectionFailed(sentence(place, error as Error), { code, cause: error })
}

type Sentence = (place: Place, error: Error) => string

const named = ({ family, host, port, socketPath }: Place): string =>
  `${family} at ${socketPath ?? `${host.includes(':') ? `[${host}]` : host}:${port}`}`

const other: Sentence = (at, error) => `${named(at)} cannot be used: ${error.message}`
const unknownHost: Sentence = (at) => `the host ${at.host} of ${at.family} has no address; check its name`
const untrusted: Sentence = (at) =>
  `${named(at)} has a certificate that is not trusted; give its authority as ssl: { ca }`
const login: Sentence = (at) => `${named(at)} refuses the login of user ${at.user}; check the user and its password`
const full: Sentence = (at) => `${named(at)} has no connection left; lower the pool's size, or raise max_connections`

const sentences: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: (at) => `nothing answers for ${named(at)}; check host and port, and whether the server runs`,
  ENOENT: (at) => `${named(at)} has no socket; check the path, and whether the server runs`,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: (at) => `${named(at)} did not answer in time; check the address`,
  PROTOCOL_CONNECTION_LOST: (at) =>
    `${named(at)} closed the connection at once; check that it is a ${at.family} server`,
  HANDSHAKE_NO_SSL_SUPPORT: (at) => `${named(at)} has no TLS; connect with ssl: false`,
  HANDSHAKE_SSL_ERROR: untrusted,
  ER_ACCESS_DENIED_ERROR: login,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: login,
  ER_DBACCESS_DENIED_ERROR: (at) => `${named(at)} refuses user ${at.user} the database ${at.database}; grant it`,
  ER_BAD_DB_ERROR: (at) => `${named(at)} has no database ${at.database}; create it, or correct the name`,
  ER_CON_COUNT_ERROR: full,
  ER_TOO_MANY_USER_CONNECTIONS: full,
  ER_HOST_NOT_PRIVILEGED: (at) => `${named(at)} takes no connections from this machine; grant the user access from it`,
}

// Numbers from 1900 on mean one thing on MySQL and another on MariaDB; mysql2 names them as MySQL does.
const mariadbCodes: Readonly<Record<number, string>> = {
  1927: 'ER_CONNECTION_KILLED',
  1969: 'ER_STATEMENT_TIMEOUT',
  4025: 'ER_CONSTRAINT_FAILED',
}

function codeOf(error: unknown, { family }: Place): string | undefined {
  if (family === 'mariadb' && isRefusal(error) && error.errno >= 1900)
    return mariadbCodes[error.errno] ?? String(error.errno)
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** The server's error without the values in it, its stack too. */
function discreet(error: Refusal): Refusal {
  const before = error.message
  error.message = withoutValues(error)
  if (error.sqlMessage !== undefined) error.sqlMessage = error.message
  if (error.stack !== undefined) error.stack = error.stack.replace(before, () => error.message)
  return error
}

function withoutValues({ errno, sqlState, message }: Refusal): string {
  // `Duplicate entry 'secret' for key 't.k'`
  if (duplicates.has(errno)) return `duplicate entry${/ for key '[^']*'$/.exec(message)?.[0] ?? ''}`
  if (onlyNames.has(errno) || (harmless.test(sqlState) && errno !== wrongSetting)) return message
  // `Incorrect date value: 'secret' for column 'd' at row 1`
  return message.replace(/(['"]).*\1(?=( for column \S+ at row \d+)?)/s, "'…'")
}

const duplicates: ReadonlySet<number> = new Set([1062, 1586])
/** Syntax and names, locks and deadlocks, features: their messages quote names and the statement, which has no values in it. */
const harmless = /^(42|40|08|0A|25|3D)/
/** `Variable 'x' can't be set to the value of 'secret'` */
const wrongSetting = 1231
/** Messages of other classes that hold names only: NOT NULL, foreign keys, CHECK, lengths and ranges, collations, defaults, lock waits. */
const onlyNames: ReadonlySet<number> = new Set([
  1048, 1205, 1216, 1217, 1264, 1267, 1364, 1406, 1451, 1452, 3140, 3819, 4025,
])
