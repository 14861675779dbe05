// What pg throws, as Espalier's errors. PostgreSQL writes values of rows and parameters into its errors; none of
// them comes into a message, or into what a logger prints of the cause.
import {
  CheckViolation,
  ConnectionFailed,
  ConnectionLost,
  ConstraintViolation,
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
} from '@espalier/core'

/** Who was asked, for messages. Never the password. */
export interface Place {
  readonly host: string
  readonly port: number
  readonly user?: string | undefined
  readonly database?: string | undefined
}

/** An answer of the server, as pg has it. */
interface Refusal extends Error {
  readonly code: string
  readonly severity: string
  readonly hint?: string
  readonly routine?: string
  readonly detail?: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: string
}

/** True for an error that the server sent; else the connection itself failed. */
export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && 'severity' in error && typeof (error as Partial<Refusal>).code === 'string'

/** True where no statement can be sent on the connection after this error. */
export const isLoss = (error: unknown): boolean => !isRefusal(error) || fatal.test(error.code)

// Connection errors, shutdowns, and the timeouts that end a session.
const fatal = /^(08...|57P0.|25P03|25P04)$/

/** True where the server no longer takes a statement that was prepared: its tables changed, or it was deallocated. */
export const isStale = (error: unknown): boolean =>
  isRefusal(error) && ((error.code === '0A000' && error.routine === 'RevalidateCachedQuery') || error.code === '26000')

/** True where the server takes a statement outside of transactions only; it has done nothing then. */
export const isAlone = (error: unknown): boolean => isRefusal(error) && error.code === '25001'

/** A failed statement. */
export function statementFailure(error: unknown, sql: string, place: Place): Error {
  if (error instanceof EspalierError) return error
  if (isRefusal(error) && !isLoss(error)) {
    const cause = discreet(error)
    const { message, code, hint } = cause
    // Hints about names and types tell what to do; others may tell values.
    const advice = hint && code.startsWith('42') ? `; ${hint}` : ''
    return refusal(`postgres refused the statement: ${message}${advice}`, sql, cause)
  }
  return new ConnectionLost(
    `the connection to ${named(place)} was lost during the statement; look whether it took effect before it is sent again`,
    { code: codeOf(error), sql, cause: error },
  )
}

const violations: Readonly<Record<string, typeof ConstraintViolation>> = {
  '23502': NotNullViolation,
  '23503': ForeignKeyViolation,
  '23505': UniqueViolation,
  '23514': CheckViolation,
  '23P01': ConstraintViolation,
}

const kinds: Readonly<Record<string, typeof DatabaseError>> = {
  '40001': SerializationFailure,
  '40P01': DeadlockDetected,
  '55P03': LockTimeout,
}

function refusal(message: string, sql: string, cause: Refusal): DatabaseError {
  const { code, constraint, table } = cause
  const Violation = violations[code]
  if (Violation) return new Violation(message, { code, sql, cause, constraint, table, columns: columnsOf(cause) })
  // One code for a statement that was cancelled and one that took too long; the words differ.
  const Kind = code === '57014' ? (/timeout/i.test(message) ? StatementTimeout : QueryCancelled) : kinds[code]
  return new (Kind ?? DatabaseError)(message, { code, sql, cause })
}

/**
 * The columns of the constraint: told for NOT NULL, and for a key in `Key (a, b)=(…) already exists.`, in any language.
 * Of a foreign key the detail tells the columns of one table or of the other.
 */
function columnsOf({ code, column, detail = '' }: Refusal): readonly string[] | undefined {
  if (column !== undefined) return [column]
  if (code !== '23505') return undefined
  const list = /\(((?:"(?:[^"]|"")*"|[^"()])+)\)=\(/.exec(detail)?.[1]
  return list?.match(/"(?:[^"]|"")*"|[^",\s][^",]*/g)?.map(unquoted)
}

const unquoted = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name)

/** A connection that could not be had. */
export function connectionFailure(error: unknown, place: Place): Error {
  if (error instanceof EspalierError) return error
  const code = codeOf(error)
  const sentence = sentences[code ?? ''] ?? sentenceOf(error)
  return new ConnectionFailed(sentence(place, error as Error), { code, cause: error })
}

type Sentence = (place: Place, error: Error) => string

const named = ({ host, port }: Place): string => `postgres at ${host.includes(':') ? `[${host}]` : host}:${port}`
const login: Sentence = (at) => `${named(at)} refuses the login of user ${at.user}; check the user and its password`
const unknownHost: Sentence = (at) => `the host ${at.host} of postgres has no address; check its name`
const down: Sentence = (at) => `${named(at)} is starting or shutting down; try again`
const untrusted: Sentence = (at, error) =>
  `${named(at)} has a certificate that is not trusted (${codeOf(error)}); give its authority as ssl: { ca }`
const slow: Sentence = (at) =>
  `${named(at)} did not answer in time; check the address, and whether the pool is too small`

const sentences: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: (at) => `nothing answers for ${named(at)}; check host and port, and whether the server runs`,
  ENOENT: (at) => `no socket of postgres is in ${at.host} for port ${at.port}; check the folder and the port`,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: slow,
  '28P01': login,
  '28000': login,
  '3D000': (at) => `${named(at)} has no database ${at.database}; create it, or correct the name`,
  '53300': (at) => `${named(at)} has no connection left; lower the pool's size, or raise max_connections`,
  '57P01': down,
  '57P02': down,
  '57P03': down,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted,
}

/** What pg says without a code, by its message. */
function sentenceOf(error: unknown): Sentence {
  const { message } = error as Error
  if (message.includes('does not support SSL')) return (at) => `${named(at)} has no TLS; connect with ssl: false`
  if (message.includes('password must be')) return (at) => `${named(at)} asks for a password; give one`
  if (message.includes('after calling end')) return () => 'the database is closed; open it again to use it'
  if (message.includes('timeout')) return slow
  return (at) => `${named(at)} cannot be used: ${message}`
}

function codeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' ? code : undefined
}

// `invalid input syntax for type integer: "secret"`, in the quotes of any language of PostgreSQL.
const quotedValue = /(["“„»«‘]).*(["“”»«’])/s

/** The server's error without the values in it: out of the message, and hidden from printing where it quotes rows. */
function discreet(error: Refusal): Refusal {
  for (const part of ['detail', 'where', 'internalQuery'])
    Object.defineProperty(error, part, { ...Object.getOwnPropertyDescriptor(error, part), enumerable: false })
  if (!error.code.startsWith('22')) return error
  const { message } = error
  error.message = message.replace(quotedValue, '$1…$2')
  if (error.stack !== undefined) error.stack = error.stack.replace(message, () => error.message)
  return error
}
