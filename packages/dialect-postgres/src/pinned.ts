// What a session is set to, whatever the server, the role, the database and other clients have set.
import { type Cells, ConnectionFailed, checkVersion } from '@espalier/core'
import type { Beside } from './query.ts'

/** How long a connection is the client's own: PgBouncer's `pool_mode`. */
export type PoolMode = 'session' | 'transaction'

/** What Espalier's codecs read and write. */
const settings = {
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'iso_8601',
  bytea_output: 'hex',
  extra_float_digits: '1',
}

const names = Object.keys(settings) as (keyof typeof settings)[]
/** Sets all of them: until the end of the session, or where `isLocal` is true of the transaction. */
const set = (isLocal: string): string =>
  `select ${names.map((name) => `set_config('${name}', '${settings[name]}', ${isLocal})`).join(', ')}`

/**
 * A session that is another one in each transaction is set to what others have left, so that each transaction has these
 * with its first statement. BEGIN comes before them, since behind a query it takes no isolation level.
 */
export const besideOf = (sql: string): Beside => (begins.test(sql) ? behind : before)

const before: Beside = { text: set('true'), first: true }
const behind: Beside = { text: set('true'), first: false }
const begins = /^\s*(begin|start\s+transaction)\b/i

/** The query that sets a session where it stays the client's own, and asks for what `checkPinned` looks at. */
export function pinning(poolMode: PoolMode | undefined, processID: number | null | undefined): string {
  // a pooler tells a number of its own for the server's process; the session behind it may be somebody else's next
  const isOther = processID ? `pg_backend_pid() <> ${Number(processID)}` : 'false'
  const isLocal = poolMode === undefined ? isOther : String(poolMode === 'transaction')
  return `${set(isLocal)}, current_setting('server_version'), ${isLocal}`
}

/** Makes sure that the session is as it was set, and what serves it as the program was told. */
export function checkPinned(values: Cells, poolMode: PoolMode | undefined, version: string | undefined): void {
  checkVersion('PostgreSQL', String(values[names.length]), '15', version)
  if (poolMode === undefined && values[names.length + 1] === 't') throw new ConnectionFailed(unknownPooler, {})
  names.forEach((name, i) => {
    const value = String(values[i])
    if (value !== settings[name])
      throw new ConnectionFailed(`postgres keeps ${name} at ${value}; let a session set it to ${settings[name]}`, {})
  })
}

const unknownPooler =
  "a pooler stands between the program and postgres; say how long a connection is the program's own, by poolMode: 'transaction' or poolMode: 'session'"
