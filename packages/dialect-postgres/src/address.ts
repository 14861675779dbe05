// Where a server is: a URL, read strictly. No message holds the URL, since that holds the password.
import type { ConnectionOptions } from 'node:tls'
import { ConnectionFailed } from '@espalier/core'

/** A server, an account and a database. What is left out comes from PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE. */
export interface Address {
  /** A name, an IP address, or for a unix socket the folder that it is in. */
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly password?: string
  readonly database?: string
  /** True for TLS with a certificate that is checked, or Node's options for TLS; without TLS unless told. */
  readonly ssl?: boolean | ConnectionOptions
  /** How `pg_stat_activity` calls the connections. */
  readonly applicationName?: string
}

const like = 'write it like postgres://user:password@host:5432/database'
const shape =
  /^(?<scheme>[a-z][a-z\d+.-]*):\/\/(?:(?<login>[^/?#]*)@)?(?<host>\[[^\]]*\]|[^:/?#@[\]]*)(?::(?<port>[^/?#@]*))?(?:\/(?<database>[^/?#]*))?(?:\?(?<query>[^#]*))?$/i

/**
 * Reads `postgres://user:password@host:port/database`, percent-decoded once. Behind `?` may stand `sslmode`,
 * `application_name`, and `host` with the folder of a unix socket.
 */
export function addressOf(url: string): Address {
  if (typeof url !== 'string') throw wrong(`is ${url === null ? 'null' : typeof url}; is the variable set?`)
  const parts = shape.exec(url)?.groups
  if (!parts) throw wrong(`cannot be read; ${like}, and in a password / ? # @ % as %2F %3F %23 %40 %25`)
  const scheme = String(parts.scheme).toLowerCase()
  if (scheme !== 'postgres' && scheme !== 'postgresql') throw wrong(`begins with ${scheme}://; ${like}`)
  const { host: socket, ...rest } = queryOf(parts.query)
  const host = decoded(parts.host, 'host').replace(/^\[(.*)\]$/, '$1')
  if (host.includes(',')) throw wrong('names several hosts; name one')
  if (host !== '' && socket !== undefined) throw wrong('names a host twice; leave ?host= or the host before it out')
  const [user, password] = loginOf(parts.login)
  return {
    ...given('host', socket ?? host),
    ...(parts.port === undefined ? {} : { port: portOf(parts.port) }),
    ...given('user', user),
    ...given('password', password),
    ...given('database', decoded(parts.database, 'database')),
    ...rest,
  }
}

const wrong = (what: string): ConnectionFailed => new ConnectionFailed(`the postgres URL ${what}`, {})

const given = <Key extends string>(key: Key, value: string): { [K in Key]?: string } =>
  value === '' ? {} : ({ [key]: value } as { [K in Key]?: string })

function loginOf(login = ''): [user: string, password: string] {
  const colon = login.indexOf(':')
  if (colon < 0) return [decoded(login, 'user'), '']
  return [decoded(login.slice(0, colon), 'user'), decoded(login.slice(colon + 1), 'password')]
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw wrong('has a port that is not a number from 1 to 65535; correct it')
  return port
}

function decoded(text: string | undefined, part: string): string {
  let value: string
  try {
    value = decodeURIComponent(text ?? '')
  } catch {
    throw wrong(`has a % in its ${part} that is followed by no two hex digits; write the % itself as %25`)
  }
  if (value.includes('\0')) throw wrong(`has the character NUL in its ${part}; leave it out`)
  return value
}

/** What the keys behind `?` mean. */
const keys: Readonly<Record<string, (value: string) => Address>> = {
  host(folder) {
    if (!folder.startsWith('/')) throw wrong('has a ?host= that is no path; write a host before the port')
    return { host: folder }
  },
  sslmode(mode) {
    const ssl = Object.hasOwn(sslModes, mode) ? sslModes[mode] : undefined
    if (ssl === undefined) throw wrong(`has an unknown sslmode; it is one of ${Object.keys(sslModes).join(', ')}`)
    return { ssl }
  },
  application_name: (name) => ({ applicationName: name }),
}

/** As libpq has them, without `allow` and `prefer`, which fall back to plain text in silence. */
const sslModes: Readonly<Record<string, boolean | ConnectionOptions>> = {
  disable: false,
  require: { rejectUnauthorized: false },
  'verify-ca': { checkServerIdentity: () => undefined },
  'verify-full': true,
}

function queryOf(query = ''): Address {
  const seen = new Set<string>()
  let found: Address = {}
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const key = decoded(name, 'query')
    const read = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (!read) throw wrong(`has the unknown key ${JSON.stringify(key)}; it takes ${Object.keys(keys).join(', ')}`)
    if (seen.has(key)) throw wrong(`has ${key} twice; give it once`)
    seen.add(key)
    found = { ...found, ...read(decoded(value, key)) }
  }
  return found
}
