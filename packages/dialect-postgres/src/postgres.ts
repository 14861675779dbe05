// PostgreSQL's words.
import {
  ansi,
  ansiLiteral,
  around,
  booleanType,
  type CallNode,
  castName,
  type Dialect,
  decodeInstant,
  type ExprNode,
  gathered,
  type Kind,
  keywordOf,
  type LacksOf,
  numeric,
  plainCall,
  quotedText,
  type Raw,
  renamed,
  type SqlType,
  StatementError,
  text,
  ValueError,
  type Wire,
  type Writer,
} from '@espalier/core'
import { arrays, itemCodecs, nameOf } from './arrays.ts'
import { codecs, functions } from './functions.ts'
import { json, jsonPath } from './json.ts'
import { operators } from './operators.ts'

/** What PostgreSQL does not have. */
export const postgresLacks = {
  insertIgnore: 'postgres has no INSERT IGNORE; say .onConflictDoNothing()',
  useIndex: 'postgres has no USE INDEX and IGNORE INDEX; leave the hint out',
  fulltext: 'postgres has no MATCH … AGAINST; search with tsMatch(…)',
  fts5: 'postgres has no FTS5; search with tsMatch(…)',
  forceIndex: 'postgres has no FORCE INDEX; leave the hint out',
  replace: 'postgres has no REPLACE; say .onConflict(…).doUpdate({ … })',
} as const

/** What PostgreSQL 15 does not have and 16 has. */
const before16 = {
  tryCast: 'postgres cannot try a cast before 16; say postgres(…, { version: 16 }) where the server is that new',
} as const

/** What 18 has besides; CREATE TABLE only, so that no type of a statement has it. */
const before18 = {
  virtualColumn:
    'postgres has no generated columns that are not stored before 18; leave virtual out, or say postgres(…, { version: 18 })',
} as const

/** A version of PostgreSQL that a database is declared to be, or to be newer than. */
export type PostgresVersion = 15 | 16 | 17 | 18

/** What PostgreSQL lacks at a version; at the oldest that Espalier speaks with unless told. */
export type PostgresLacks<V extends PostgresVersion = 15> =
  | LacksOf<typeof postgresLacks>
  | (V extends 15 ? LacksOf<typeof before16> : never)

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
  array: 'array',
  range: 'range',
  interval: 'interval',
  tsvector: 'tsvector',
  tsquery: 'tsquery',
}

/** What CAST calls the type of a parameter. */
const parameterType = (type: SqlType): string =>
  type.kind === 'array' || type.kind === 'range' ? nameOf(type, parameterType) : parameterTypes[type.kind]

/** What CREATE TABLE calls a type. */
function columnType(type: SqlType): string {
  const own = postgresDialect.types[type.name]
  if (own === undefined) throw new StatementError(`postgres has no type ${type.name}`)
  return typeof own === 'string' ? own : own(type, { inKey: false })
}

/** PostgreSQL 15 and newer, with what 15 has. */
export const postgresDialect: Dialect<PostgresLacks> = {
  ...ansi,
  name: 'postgres',
  lacks: { ...postgresLacks, ...before16, ...before18 },
  maxParams: 65_535,
  explain: (analyze) => (analyze ? 'explain analyze ' : 'explain '),
  // PostgreSQL cuts longer names in silence.
  maxName: 63,
  sharesParams: true,
  returnsKeys: true,
  placeholder: (index) => `$${index}`,
  castParam: (type) => (listNames.has(type.name) ? type.name : parameterType(type)),
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
    array: (type) => nameOf(type, columnType),
    range: (type) => nameOf(type, columnType),
    interval: 'interval',
    tsvector: 'tsvector',
    tsquery: 'tsquery',
  },
  rows: { ...ansi.rows, order: 'subquery', cell: exactCell, among },
  functions: {
    ...ansi.functions,
    rows_row: renamed('json_build_array'),
    rows_all: gathered('json_agg', "'[]'"),
    sign: (call, w) => castTo('integer', call, w),
    // round(real, digits) is missing: a decimal is rounded instead.
    round(call, w) {
      const [number, digits] = call.args as [ExprNode, ExprNode | undefined]
      if (!digits || number.type.kind !== 'real') return plainCall(call, w)
      castTo('double precision', { ...call, args: [{ kind: 'cast', operand: number, type: decimal }, digits] }, w)
    },
    date_trunc(call, w) {
      w.text(`date_trunc('${keywordOf(call)}', `)
      w.expr(call.args[1] as ExprNode)
      w.text(')')
    },
    ...arrays,
    ...operators,
    ...functions,
    ...json,
    greatest: unlessNull,
    least: unlessNull,
  },
  functionSource(node, w) {
    if (node.call.name === 'json_elements')
      return ansi.functionSource({ ...node, call: { ...node.call, name: 'jsonb_array_elements' } }, w)
    if (node.call.name !== 'json_table') return ansi.functionSource(node, w)
    plainCall({ ...node.call, name: 'jsonb_to_recordset' }, w)
    w.text(' as ')
    w.name(node.alias)
    w.text(' (')
    w.list(node.columns, ({ name, type }) => {
      w.name(name)
      w.text(` ${castName(type, w)}`)
    })
    w.text(')')
  },
  // Every value arrives as text, as a session writes it that `PgDriver` has opened.
  codecs: {
    jsonPath,
    ...codecs,
    ...itemCodecs(itemDecoding),
    real: { encode: (wire) => (Object.is(wire, -0) ? '-0' : wire) },
    timestamp: { decode: (raw) => decodeInstant(String(raw), '+00') },
    bytes: { decode: (raw, type) => type.decode?.(fromHex(String(raw))) },
  },
}

const from16: Dialect<any> = { ...postgresDialect, lacks: { ...postgresLacks, ...before18 } }
const from18: Dialect<any> = { ...postgresDialect, lacks: postgresLacks }

/** The dialect of a version: `compile(q, postgresDialectAt(17))`. */
export const postgresDialectAt = <V extends PostgresVersion>(version: V): Dialect<PostgresLacks<V>> =>
  version >= 18 ? from18 : version >= 16 ? from16 : (postgresDialect as Dialect<any>)

/** In JSON as on the wire: a `real` is a number, all else that JSON has no word for is its text. */
function exactCell(node: ExprNode): ExprNode {
  if (node.type.name === 'rows' || node.type.kind === 'real') return node
  if (node.type.kind === 'bytes') return around('encode(', node, ", 'hex')")
  return around('cast(', node, ' as text)')
}

/** `column = any('{1,2,3}')`: one parameter, so that the text is the same for any number of values. */
function among(column: ExprNode, values: readonly Wire[], type: SqlType): ExprNode {
  const items = values.map((value) =>
    typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : String(value),
  )
  const list: ExprNode = { kind: 'param', value: `{${items.join()}}`, type: listType(type.kind), label: undefined }
  return { kind: 'fragment', texts: ['', ' = any(', ')'], nodes: [column, list], type: booleanType }
}

/** The type of a list of values of a kind, as one parameter. */
const listType = (kind: Kind): SqlType => ({ ...text().type, name: `${parameterTypes[kind]}[]` })

const listNames: ReadonlySet<string> = new Set(Object.values(parameterTypes).map((name) => `${name}[]`))

function castTo(type: string, call: CallNode, w: Writer): void {
  w.text('cast(')
  plainCall(call, w)
  w.text(` as ${type})`)
}

const decimal: SqlType = numeric().type

/** GREATEST and LEAST leave nulls out here; everywhere else one null makes them null. */
function unlessNull(call: CallNode, w: Writer): void {
  const open = call.args.filter(({ kind }) => kind !== 'param')
  if (open.length === 0) return plainCall(call, w)
  w.text('case when ')
  w.list(
    open,
    (arg) => {
      w.expr(arg, 5)
      w.text(' is not null')
    },
    ' and ',
  )
  w.text(' then ')
  plainCall(call, w)
  w.text(' end')
}

function fromHex(text: string): Uint8Array {
  if (!text.startsWith('\\x')) throw new ValueError('bytes came back that are not hex; set bytea_output to hex')
  return Buffer.from(text.slice(2), 'hex')
}

/** How an item of an array or range is decoded: as from a column. */
function itemDecoding(items: SqlType): (raw: Raw) => unknown {
  const decode = postgresDialect.codecs[items.name]?.decode ?? items.decode
  const { map } = items
  const read = (raw: Raw): unknown => (decode ? decode(raw, items) : raw)
  return map ? (raw) => map(read(raw)) : read
}
