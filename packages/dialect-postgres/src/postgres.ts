// PostgreSQL's words.
import { ansi, ansiLiteral, type Dialect, type Kind, type LacksOf, quotedText, ValueError } from '@espalier/core'

/** What PostgreSQL does not have: nothing of what Espalier knows. */
export const postgresLacks = {} as const

export type PostgresLacks = LacksOf<typeof postgresLacks>

/** What a parameter is cast to where nothing around it tells its type. */
const parameterTypes: Readonly<Record<Kind, string>> = {
  integer: 'integer',
  bigint: 'bigint',
  real: 'double precision',
  numeric: 'numeric',
  text: 'text',
  boolean: 'boolean',
  timestamp: 'timestamptz',
  localTimestamp: 'timestamp',
  date: 'date',
  time: 'time',
  uuid: 'uuid',
  bytes: 'bytea',
  json: 'jsonb',
}

/** PostgreSQL 15 and newer. */
export const postgresDialect: Dialect<PostgresLacks> = {
  ...ansi,
  name: 'postgres',
  lacks: postgresLacks,
  maxParams: 65_535,
  // PostgreSQL cuts longer names in silence.
  maxName: 63,
  sharesParams: true,
  placeholder: (index) => `$${index}`,
  castParam: ({ kind }) => parameterTypes[kind],
  literal(value) {
    if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString('hex')}'::bytea`
    // E'…' reads a backslash in one way only, whatever standard_conforming_strings says.
    if (typeof value === 'string' && value.includes('\\')) return `E${quotedText(value.replaceAll('\\', '\\\\'))}`
    return ansiLiteral(value)
  },
  types: {
    ...ansi.types,
    // A Date holds milliseconds: with more digits a stored instant would not equal what was read.
    timestamp: 'timestamptz(3)',
    uuid: 'uuid',
    bytes: 'bytea',
    json: 'jsonb',
  },
  // Every value arrives as text, as a session writes it that `PgDriver` has opened.
  codecs: {
    real: { encode: (wire) => (Object.is(wire, -0) ? '-0' : wire) },
    timestamp: { decode: (raw, type) => type.decode?.(String(raw).replace(' ', 'T').replace(/\+00$/, 'Z')) },
    bytes: { decode: (raw, type) => type.decode?.(fromHex(String(raw))) },
  },
}

function fromHex(text: string): Uint8Array {
  if (!text.startsWith('\\x')) throw new ValueError('bytes came back that are not hex; set bytea_output to hex')
  return Buffer.from(text.slice(2), 'hex')
}
