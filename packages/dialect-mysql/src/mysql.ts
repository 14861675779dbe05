// MySQL's words.
import {
  ansi,
  ansiLiteral,
  around,
  assignments,
  booleanCasts,
  type CallNode,
  type ColumnInfo,
  type ConflictNode,
  castInWords,
  castName,
  chainOf,
  columnLine,
  type Dialect,
  decodeInstant,
  type ExprNode,
  type InfixNode,
  type InsertNode,
  infix,
  isolationOf,
  jsonPath,
  type Kind,
  keywordOf,
  type LacksOf,
  matching,
  notDeferrable,
  type OrderNode,
  orderBy,
  type ParamNode,
  pathCodec,
  type QueryNode,
  renamed,
  type SqlType,
  StatementError,
  series,
  sources,
  typeName,
  Unsupported,
  type UpdateNode,
  ValueError,
  valuesSource,
  type Wire,
  type Writer,
} from '@espalier/core'
import { bits } from './bits.ts'
import { codecs, functions } from './functions.ts'
import { json } from './json.ts'
import { asOne, asWide, byPosition, compares, told } from './tree.ts'

/** What MySQL does not have. */
export const mysqlLacks = {
  conflictWhere:
    'mysql has no WHERE behind ON DUPLICATE KEY UPDATE; put the condition into caseWhen(…) for each column',
  fullJoin: 'mysql has no FULL JOIN; unite a LEFT JOIN with the rows that only the other side has',
  ilike: 'mysql has no ILIKE; compare lower(…) of both sides, or rely on the collation of the column',
  insertReturning: 'mysql has no RETURNING clause; read the row back with a select',
  updateReturning: 'mysql has no RETURNING clause; read the rows back with a select',
  deleteReturning: 'mysql has no RETURNING clause; read the rows first with a select',
  groupsFrame: 'mysql has no GROUPS in a frame; use rows or range',
  frameExclude: 'mysql has no EXCLUDE in a frame; leave exclude out',
  distinctOn: 'mysql has no DISTINCT ON; number the rows with rowNumber() in a subquery and keep the first',
  groupingSets: 'mysql has no CUBE and GROUPING SETS; unite one query for each grouping',
  withTies: 'mysql has no WITH TIES; rank the rows with rank() in a subquery and filter that',
  keyLock: 'mysql has no FOR NO KEY UPDATE and FOR KEY SHARE; use forUpdate() or forShare()',
  materialized: 'mysql has no MATERIALIZED; leave it out',
  ordinality: 'mysql has no WITH ORDINALITY; number the rows with rowNumber()',
  tableFunction: 'mysql has no functions in FROM but JSON_TABLE; use jsonTable(…) or a recursive query',
  changingCte: 'mysql has no changes in a WITH query; run them one behind the other in a transaction',
  merge: 'mysql has no MERGE; say insert(…).onConflict(…).doUpdate({ … })',
  tablesample: 'mysql has no TABLESAMPLE; filter by random()',
  arrays: 'mysql has no arrays; keep the values in rows of a table of their own, or in JSON',
  ranges: 'mysql has no ranges; keep both ends in columns',
  intervals: 'mysql has no intervals; count days or seconds with daysBetween(…) and addTime(…)',
  operators: 'mysql has no operators of extensions; call a function declared with fn(…)',
  textSearch: 'mysql has no tsvector and tsquery; search a FULLTEXT index with matchAgainst(…)',
  fts5: 'mysql has no FTS5; search a FULLTEXT index with matchAgainst(…)',
  orderedSet: 'mysql has no WITHIN GROUP; number the rows with rowNumber() and take the one in the middle',
  regression: 'mysql has no correlation and regression; compute them from sums of products',
  tryCast: 'mysql has no cast that gives null where it fails; check the text first',
  format: 'mysql has no format of texts; join them with concat(…)',
  initcap: 'mysql has no initcap; write the text so in the program',
  translate: 'mysql has no translate; call replace(…) for each character',
  jsonAggOrder: 'mysql has no ORDER BY in JSON_ARRAYAGG; order the list in the program',
} as const

export type MysqlLacks = LacksOf<typeof mysqlLacks>

/** MySQL 8.0.31 and newer. */
export const mysqlDialect: Dialect<MysqlLacks> = {
  ...ansi,
  name: 'mysql',
  lacks: mysqlLacks,
  maxParams: 65_535,
  // 64 characters for tables and columns, 256 for aliases. Longer names are refused by the server, never cut.
  maxName: 256,
  ddlInTransactions: false,
  begin(mode) {
    notDeferrable(mode, this.name)
    const isolation = isolationOf(mode)
    const start = mode.readOnly ? 'start transaction read only' : 'begin'
    return isolation ? [`set transaction isolation level ${isolation}`, start] : [start]
  },
  explain: (analyze) => (analyze ? 'explain analyze ' : 'explain format=tree '),
  quote(name) {
    // MySQL stores a question mark in its place, and two such names are one.
    if (/[\u{10000}-\u{10ffff}]/u.test(name))
      throw new StatementError(
        `${this.name} has no names with emoji and other characters of four bytes; spell it otherwise`,
      )
    return `\`${name.replaceAll('`', '``')}\``
  },
  castParam: (type) => paramType(type),
  literal,
  types: {
    ...ansi.types,
    integer: 'int',
    real: 'double',
    numeric: decimal,
    // A key needs a length.
    text: (_type, { inKey }) => (inKey ? 'varchar(255)' : 'longtext'),
    enum: 'varchar(255)',
    timestamp: 'datetime(3)',
    localTimestamp: 'datetime(6)',
    time: 'time(6)',
    uuid: 'char(36) character set ascii',
    bytes: (_type, { inKey }) => (inKey ? 'varbinary(255)' : 'longblob'),
    json: 'json',
  },
  castTypes: {
    integer: 'signed',
    bigint: 'signed',
    text: 'char',
    varchar: ({ args }) => `char(${args[0]})`,
    enum: 'char',
    boolean: 'unsigned',
    uuid: 'char(36)',
    bytes: 'binary',
  },
  codecs: {
    jsonPath: pathCodec,
    ...codecs,
    numeric: {
      encode: (wire, { args }) => (args.length > 0 ? wire : fitting(String(wire))),
      // Of a number without a scale the column fills all 30 digits.
      decode: (raw, type) =>
        type.args.length > 0
          ? type.decode?.(String(raw))
          : String(raw).replace(/\.\d{30}$/, (digits) => digits.replace(/\.?0+$/, '')),
    },
    // datetime has no zone; a session has +00:00.
    timestamp: {
      encode: (wire) => String(wire).replace('T', ' ').replace('Z', ''),
      decode: (raw) => decodeInstant(String(raw), ''),
    },
    localTimestamp: { encode: (wire) => String(wire).replace('T', ' ') },
    // As PostgreSQL has them.
    uuid: { encode: (wire) => String(wire).toLowerCase() },
  },
  select: {
    ...ansi.select,
    ...byPosition,
    limit(q, w) {
      ansi.select.limit(q, w)
      if (!q.limit && q.offset) w.text(everyRow)
    },
    // ROLLUP is of the whole GROUP BY.
    grouping(q, w) {
      const [rollup, second] = q.grouping
      if (!rollup) return
      if (rollup.how !== 'rollup') w.needs('groupingSets')
      if (second || q.groupBy.length > 0)
        throw new StatementError(`${w.dialect.name} has ROLLUP of a whole GROUP BY only; leave the other groups out`)
      w.text(' group by ')
      w.exprs(rollup.sets.flat())
      w.text(' with rollup')
    },
  },
  set: {
    ...ansi.set,
    limit(q, w) {
      ansi.set.limit(q, w)
      if (!q.limit && q.offset) w.text(everyRow)
    },
  },
  insert: {
    ...ansi.insert,
    how: (q, w) => w.text(`${q.how} into `),
    // The columns of a query's sources would be ambiguous behind ON DUPLICATE KEY.
    query(q, w) {
      if (!q.conflict || !q.query) return ansi.insert.query(q, w)
      w.text(' select * from (')
      w.apart(() => w.statement(q.query as QueryNode))
      w.text(') as ')
      w.name('rows')
    },
    conflict: (q, w) => q.conflict && onDuplicateKey(q.conflict, q, w),
    rows(q, w) {
      if (q.columns.length > 0) return ansi.insert.rows(q, w)
      w.text(' () values ')
      w.list(q.rows, () => w.text('()'))
    },
  },
  update: {
    ...ansi.update,
    table: severalTables,
    set: (q, w) => setTables({ ...q, set: asOne(q.set, q.table.alias) }, w),
    from: () => {},
  },
  delete: {
    ...ansi.delete,
    // The table stands once more among those that are read.
    using(q, w) {
      if (q.using.length > 0) sources(' using ', [q.from, ...q.using], w)
    },
  },
  valuesSource: valuesSource('row', valuesCell),
  functionSource(node, w) {
    const { name } = node.call
    if (name === 'generate_series') return series(node, w)
    if (name !== 'json_elements' && name !== 'json_table') return ansi.functionSource(node, w)
    w.text('json_table(')
    w.exprs(node.call.args)
    w.text(", '$[*]' columns (")
    w.list(node.columns, (column) => {
      w.name(column.name)
      const path = name === 'json_table' ? jsonPath(column.name) : '$'
      if (path.includes('\\'))
        throw new StatementError(`${w.dialect.name} has no JSON_TABLE column of the key ${column.name}; rename the key`)
      w.text(` ${typeName(column.type, { inKey: false }, w)} path ${w.dialect.literal(path)}`)
    })
    w.text(')) as ')
    w.name(node.alias)
  },
  ordering,
  createTable: {
    ...ansi.createTable,
    columns: (q, w) => w.list(q.columns, (column) => columnLine(withDefault(column), w, ' auto_increment')),
  },
  createIndex: {
    ...ansi.createIndex,
    where(q, w) {
      if (q.where)
        throw new StatementError(`${w.dialect.name} has no index over a part of the rows; leave its .where(…) out`)
    },
  },
  exprs: {
    ...ansi.exprs,
    cast(node, w) {
      if (!castInWords(node, booleanCasts, w)) ansi.exprs.cast(node, w, 0)
    },
    // `values` rather than MySQL's newer alias of the row, which MariaDB does not have.
    excluded(node, w) {
      w.text('values(')
      w.name(node.name)
      w.text(')')
    },
    infix: (node, w, outer) =>
      ansi.exprs.infix(compares(node) ? { ...node, operands: told(asWide(node), w) } : node, w, outer),
    between(node, w, outer) {
      const [operand, low, high] = told([node.operand, node.low, node.high], w) as [ExprNode, ExprNode, ExprNode]
      ansi.exprs.between({ ...node, operand, low, high }, w, outer)
    },
    call: (node, w, outer) => ansi.exprs.call(node.filter ? filtered(node, node.filter) : node, w, outer),
  },
  operators: {
    ...ansi.operators,
    '||'(node, w) {
      w.text('concat(')
      w.list(chainOf(node), (operand) => w.bare(operand))
      w.text(')')
    },
    'is not distinct from': (node, w, outer) => infix(node, w, outer, '<=>'),
    'is distinct from'(node, w, outer) {
      w.text(outer > 0 ? '(not (' : 'not (')
      infix(node, w, 0, '<=>')
      w.text(outer > 0 ? '))' : ')')
    },
    div: (node, w, outer) => infix(node, w, outer, 'div'),
    'starts with': like((text) => `${text}%`),
    'ends with': like((text) => `%${text}`),
    contains: like((text) => `%${text}%`),
  },
  rows: { ...ansi.rows, order: 'position', exactText: false, cell: exactCell },
  functions: {
    ...ansi.functions,
    ...json,
    ...bits,
    ...functions,
    length: renamed('char_length'),
    random: renamed('rand'),
    bool_and: renamed('min'),
    bool_or: renamed('max'),
    string_agg: groupConcat,
    // Capitals are not small letters, whatever the collation of the column says.
    position({ args: [needle, text] }, w) {
      w.text('locate(')
      w.expr(needle as ExprNode)
      w.text(', ')
      w.expr(text as ExprNode, 9)
      w.text(' collate utf8mb4_bin)')
    },
    current_date: (_call, w) => w.text('utc_date()'),
    extract(call, w) {
      const [before, after] = parts[keywordOf(call)] ?? [`extract(${keywordOf(call)} from `, ')']
      written(call.args[1] as ExprNode, w, before, after)
    },
    date_trunc(call, w) {
      const [before, after] = starts[keywordOf(call)] as readonly [string, string]
      const type = castName(call.type, w)
      written(call.args[1] as ExprNode, w, `cast(${before}`, `${after} as ${type})`)
    },
    add_time(call, w) {
      const [time, count] = call.args as [ExprNode, ExprNode]
      w.text('date_add(')
      w.expr(time)
      written(count, w, ', interval ', ` ${keywordOf(call, 2)})`)
    },
    // Not now(3): a default stays in UTC whatever zone the session that inserts has.
    now: (_call, w) => w.text('utc_timestamp(3)'),
  },
}

/** A cell of VALUES. A parameter there is taken for one of 65,535 bytes at most, and a longer one cut without a word. */
export function valuesCell(cell: ExprNode, w: Writer): void {
  // Of JSON MySQL says so by its cast.
  const isPlain = cell.type.kind !== 'json' || w.dialect.name === 'mariadb'
  const size = cell.kind === 'param' && isPlain ? bytesOf(cell) : 0
  if (size <= 65_535) return w.expr(cell)
  w.text('cast(')
  w.bare(cell)
  w.text(cell.type.kind === 'bytes' ? ` as binary(${size}))` : ` as char(${size}))`)
}

function bytesOf({ value, type }: ParamNode): number {
  if (type.kind !== 'text' && type.kind !== 'bytes' && type.kind !== 'json') return 0
  const wire = value === null ? null : type.encode(value)
  return typeof wire === 'string' ? Buffer.byteLength(wire) : wire instanceof Uint8Array ? wire.length : 0
}

/** In JSON as on the wire: a `real` is a number, all else that JSON has no word for is its text. */
export function exactCell(node: ExprNode): ExprNode {
  if (node.type.name === 'rows' || node.type.kind === 'real') return node
  if (node.type.kind === 'bytes') return around('hex(', node, ')')
  return around('cast(', node, ' as char)')
}

// An offset needs a limit.
const everyRow = ' limit 18446744073709551615'

/** What EXTRACT has no word for. */
const parts: Readonly<Record<string, readonly [before: string, after: string]>> = {
  dow: ['(dayofweek(', ') - 1)'],
  doy: ['dayofyear(', ')'],
  week: ['week(', ', 3)'],
  // unix_timestamp() is 0 before 1970.
  epoch: ["(timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', ", ') / 1e6)'],
}

/** The start of the field around a time. */
const starts: Readonly<Record<string, readonly [before: string, after: string]>> = {
  year: ['date_format(', ", '%Y-01-01')"],
  month: ['date_format(', ", '%Y-%m-01')"],
  week: ['str_to_date(date_format(', ", '%x-%v-1'), '%x-%v-%w')"],
  day: ['date(', ')'],
  hour: ['date_format(', ", '%Y-%m-%d %H:00:00')"],
  minute: ['date_format(', ", '%Y-%m-%d %H:%i:00')"],
  second: ['date_format(', ", '%Y-%m-%d %H:%i:%s')"],
}

function written(node: ExprNode, w: Writer, before: string, after: string): void {
  w.text(before)
  w.expr(node)
  w.text(after)
}

/** What CAST and DDL call a decimal. Without a precision there is room for 35 digits before the point and 30 behind it. */
function decimal({ args: [precision = 65, scale = 30] }: SqlType): string {
  return `decimal(${precision}, ${scale})`
}

/** Text has no cast: beside a column it would bring a collation of its own. */
const paramTypes: Readonly<Partial<Record<Kind, string>>> = {
  integer: 'signed',
  bigint: 'signed',
  real: 'double',
  boolean: 'unsigned',
  timestamp: 'datetime(3)',
  localTimestamp: 'datetime(6)',
  date: 'date',
  time: 'time(6)',
  bytes: 'binary',
  json: 'json',
}

/** A decimal keeps its scale, and has room for any digits before the point: CAST would cut them in silence. */
const paramType = (type: SqlType): string | undefined =>
  type.kind === 'numeric' ? decimal({ ...type, args: [65, type.args[1] ?? 30] }) : paramTypes[type.kind]

/** A value as text that reads the same under every sql_mode: with a backslash by its bytes. */
function literal(value: Wire): string {
  if (value instanceof Uint8Array) return hex(value)
  return typeof value === 'string' && value.includes('\\') ? `_utf8mb4 ${hex(value)}` : ansiLiteral(value)
}

/** Bytes, or those of a text in UTF-8. */
export const hex = (value: string | Uint8Array): string => `x'${Buffer.from(value as Uint8Array).toString('hex')}'`

/** A decimal that a column without a precision holds as it is. */
function fitting(text: string): string {
  const [whole = '', fraction = ''] = text.replace(/^[+-]?0*/, '').split('.')
  if (whole.length > 35 || fraction.length > 30) {
    throw new ValueError(
      'it takes at most 35 digits before the point and 30 behind it on mysql and mariadb; declare numeric(precision, scale) for others',
    )
  }
  return text
}

/** A column with its default in parentheses where MySQL asks for them: text, JSON and bytes. */
function withDefault(column: ColumnInfo): ColumnInfo {
  const value = column.default
  if (value?.kind !== 'param' || !inParentheses.has(column.type.kind)) return column
  return { ...column, default: { kind: 'fragment', texts: ['', ''], nodes: [value], type: column.type } }
}

const inParentheses: ReadonlySet<Kind> = new Set(['text', 'uuid', 'bytes', 'json'])

/**
 * GROUP_CONCAT takes no parameter as its separator: each text has it in front, and that of the first is cut off.
 */
function groupConcat(call: CallNode, w: Writer): void {
  if (call.over) throw new StatementError(`${w.dialect.name} has no string_agg over a window; group a subquery instead`)
  const [text, separator] = call.args as [ExprNode, ExprNode]
  w.text(`substring(group_concat(${call.distinct ? 'distinct ' : ''}concat(`)
  w.bare(separator)
  w.text(', ')
  w.bare(text)
  w.text(')')
  orderBy(call.orderBy ?? [], w)
  w.text(" separator ''), char_length(")
  w.bare(separator)
  w.text(') + 1)')
}

/** An aggregate over the rows that match: aggregates leave nulls out, but for those that make lists of JSON. */
function filtered(call: CallNode, when: ExprNode): CallNode {
  if (call.name === 'json_agg' || call.name === 'json_object_agg')
    throw new Unsupported('filter', 'mysql and mariadb have no FILTER; aggregate JSON of a subquery that has the WHERE')
  const { filter, star, args, ...rest } = call
  const [first, ...more] = args
  const then: ExprNode = first ?? { kind: 'fragment', texts: ['1'], nodes: [], type: call.type }
  const branch: ExprNode = {
    kind: 'case',
    operand: undefined,
    branches: [{ when, then }],
    otherwise: undefined,
    type: then.type,
  }
  return { ...rest, args: [branch, ...more] }
}

/** A text match in which every character of the searched text means itself, capitals and accents too. */
function like(pattern: (escaped: string) => string): (node: InfixNode, w: Writer, outer: number) => void {
  const escaped = (text: string): string => pattern(text.replace(/[!%_]/g, '!$&'))
  return (node, w, outer) => matching(node, w, outer, 'like', escaped, " collate utf8mb4_bin escape '!'")
}

/**
 * ON CONFLICT in MySQL's words. It has no target: any unique key counts. Where nothing is to be done a column is set to
 * itself, since INSERT IGNORE would swallow other errors too.
 */
function onDuplicateKey({ target, set, where }: ConflictNode, { into, columns, query }: InsertNode, w: Writer): void {
  if (where) w.needs('conflictWhere')
  w.text(' on duplicate key update ')
  if (set) return assignments(asOne(set, into.alias), w)
  const first = target[0] ?? columns[0]
  if (!first) throw new StatementError('an insert of nothing but defaults has no conflict to do nothing about')
  const own = (): void => {
    if (query) w.name(into.name)
    if (query) w.text('.')
    w.name(first.name)
  }
  own()
  w.text(' = ')
  own()
}

/** The tables of an UPDATE stand in front of SET; each name in it could be a column of any of them. */
export function severalTables(q: UpdateNode, w: Writer): void {
  sources('update ', [q.table, ...q.from], w)
}

export function setTables(q: UpdateNode, w: Writer): void {
  if (q.from.length === 0) return ansi.update.set(q, w)
  w.text(' set ')
  assignments(q.set, w, q.table)
}

/** NULLS FIRST and NULLS LAST: nulls come first by themselves, and last in descending order. */
function ordering(order: OrderNode, w: Writer): void {
  const { nulls, direction } = order
  if (nulls && (nulls === 'first') !== (direction === 'asc')) {
    w.expr(order.by, 5)
    w.text(nulls === 'first' ? ' is not null, ' : ' is null, ')
  }
  ansi.ordering({ ...order, nulls: undefined }, w)
}
