// Where a server is: a URL, read strictly. No message holds the URL, since that holds the password.
import type { ConnectionOptions } from 'node:tls'
import { ConnectionFailed } from '@espalier/core'

/** A server, an account and a database. */
export interface Address {
  /** A name or an IP address; `localhost` unless told. */
  readonly host?: string
  /** 3306 unless told. */
  readonly port?: number
  readonly user?: string
  readonly password?: string
  readonly database?: string
  /** The file of a unix socket, in place of host and port. */
  readonly socketPath?: string
  /** True for TLS with a certificate that is checked, or Node's options for TLS; without TLS unless told. */
  readonly ssl?: boolean | TlsOptions
}

/** How TLS is spoken: Node's options, of which mysql2 takes these. */
export interface TlsOptions
  extends Pick<
    ConnectionOptions,
    'ca' | 'cert' | 'key' | 'passphrase' | 'ciphers' | 'minVersion' | 'maxVersion' | 'rejectUnauthorized'
  > {
  /** True where the certificate must name the host. */
  readonly verifyIdentity?: boolean
}

/** The two databases that speak this protocol. */
export type Family = 'mysql' | 'mariadb'

const shape =
  /^(?<scheme>[a-z][a-z\d+.-]*):\/\/(?:(?<login>[^/?#]*)@)?(?<host>\[[^\]]*\]|[^:/?#@[\]]*)(?::(?<port>[^/?#@]*))?(?:\/(?<database>[^/?#]*))?(?:\?(?<query>[^#]*))?$/i

/**
 * Reads `mysql://user:password@host:port/database`, percent-decoded once. Behind `?` may stand `socketPath`, the
 * file of a unix socket, and `ssl-mode`.
 */
export function addressOf(family: Family, url: string): Address {
  const refuse: Refuse = (what) => {
    throw new ConnectionFailed(`the ${family} URL ${what}`, {})
  }
  const like = `write it like ${family}://user:password@host:3306/database`
  if (typeof url !== 'string') return refuse(`is ${url === null ? 'null' : typeof url}; is the variable set?`)
  const parts = shape.exec(url)?.groups
  if (!parts) return refuse(`cannot be read; ${like}, and in a password / ? # @ % as %2F %3F %23 %40 %25`)
  const scheme = String(parts.scheme).toLowerCase()
  // Hosts hand out mysql:// for both.
  if (scheme !== 'mysql' && scheme !== family) return refuse(`begins with ${scheme}://; ${like}`)
  const text = (part: string | undefined, name: string): string => decoded(part, name, refuse)
  const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(parts.login ?? '') ?? []
  const host = text(parts.host, 'host').replace(/^\[(.*)\]$/, '$1')
  const { socketPath = '', ...rest } = queryOf(parts.query, refuse)
  if (host.includes(',')) return refuse('names several hosts; name one')
  if (socketPath !== '' && host !== '' && host !== 'localhost')
    return refuse('has a socketPath and a host; leave one of them out')
  if (socketPath === '' && host === '') return refuse(`has no host; ${like}`)
  return {
    ...(socketPath === '' ? { host } : { socketPath }),
    ...(parts.port === undefined ? {} : { port: portOf(parts.port, refuse) }),
    ...given('user', text(user, 'user')),
    ...given('password', text(password, 'password')),
    ...given('database', text(parts.database, 'database')),
    ...rest,
  }
}

type Refuse = (what: string) => never

const given = <Key extends string>(key: Key, value: string): { [K in Key]?: string } =>
  value === '' ? {} : ({ [key]: value } as { [K in Key]?: string })

function portOf(text: string, refuse: Refuse): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) refuse('has a port that is not a number from 1 to 65535; correct it')
  return port
}

function decoded(text: string | undefined, part: string, refuse: Refuse): string {
  let value = ''
  try {
    value = decodeURIComponent(text ?? '')
  } catch {
    refuse(`has a % in its ${part} that is followed by no two hex digits; write the % itself as %25`)
  }
  if (value.includes('\0')) refuse(`has the character NUL in its ${part}; leave it out`)
  return value
}

/** As MySQL's own tools have them, without `PREFERRED`, which falls back to plain text in silence. */
const sslModes: Readonly<Record<string, boolean | TlsOptions>> = {
  disabled: false,
  required: { rejectUnauthorized: false },
  verify_ca: { rejectUnauthorized: true },
  verify_identity: true,
}

/** What the keys behind `?` mean. */
const keys: Readonly<Record<string, (value: string, refuse: Refuse) => Address>> = {
  socketPath(path, refuse) {
    if (!path.startsWith('/'))
      refuse('has a socketPath that is no absolute path; write it like /run/mysqld/mysqld.sock')
    return { socketPath: path }
  },
  'ssl-mode'(mode, refuse) {
    const name = mode.toLowerCase()
    const ssl = Object.hasOwn(sslModes, name) ? sslModes[name] : undefined
    if (ssl === undefined) return refuse(`has an unknown ssl-mode; it is one of ${Object.keys(sslModes).join(', ')}`)
    return { ssl }
  },
}

function queryOf(query: string | undefined, refuse: Refuse): Address {
  const seen = new Set<string>()
  let found: Address = {}
  for (const pair of (query ?? '').split('&').filter((text) => text !== '')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const key = decoded(name, 'query', refuse)
    const read = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (!read) return refuse(`has the unknown key ${JSON.stringify(key)}; it takes ${Object.keys(keys).join(', ')}`)
    if (seen.has(key)) refuse(`has ${key} twice; give it once`)
    seen.add(key)
    found = { ...found, ...read(decoded(value, key, refuse), refuse) }
  }
  return found
}
