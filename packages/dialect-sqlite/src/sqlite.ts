// SQLite's words.
import {
  ansi,
  ansiLiteral,
  around,
  booleanType,
  type CallNode,
  type ColumnNode,
  castInWords,
  columnLine,
  type Dialect,
  type ExprNode,
  gathered,
  type InfixNode,
  infix,
  integer,
  isolationOf,
  jsonPath,
  keywordOf,
  type LacksOf,
  matching,
  notDeferrable,
  pathCodec,
  plainCall,
  type QueryNode,
  quotedText,
  renamed,
  StatementError,
  series,
  text,
  Unsupported,
  type Wire,
  type Writer,
} from '@espalier/core'
import { casts } from './casts.ts'
import { codecs, functions } from './functions.ts'
import { json } from './json.ts'
import { operators } from './operators.ts'

/** What SQLite does not have. */
export const sqliteLacks = {
  ilike:
    'sqlite has no ILIKE; its LIKE does not tell ASCII capitals from small letters, or compare lower(…) of both sides',
  lock: 'sqlite has no FOR UPDATE; a transaction that writes locks the whole database',
  defaultValue: 'sqlite takes no DEFAULT as a value; give all rows of an insert the same columns',
  pad: 'sqlite has no lpad and rpad; pad the text in the program',
  reverse: 'sqlite has no reverse; reverse the text in the program',
  deviation: 'sqlite has no standard deviation and variance; compute them from sum(x) and sum(x * x)',
  stringAggDistinct:
    'sqlite has no string_agg(distinct …) with a separator; aggregate a subquery that selects distinct',
  distinctOn: 'sqlite has no DISTINCT ON; number the rows with rowNumber() in a subquery and keep the first',
  rollup: 'sqlite has no ROLLUP; unite one query for each grouping',
  groupingSets: 'sqlite has no CUBE and GROUPING SETS; unite one query for each grouping',
  grouping: 'sqlite has no grouping(…); unite one query for each grouping',
  lateral: 'sqlite has no LATERAL; number the rows with rowNumber() in a subquery, or use a scalar subquery',
  withTies: 'sqlite has no WITH TIES; rank the rows with rank() in a subquery and filter that',
  lockOf: 'sqlite has no FOR UPDATE; a transaction that writes locks the whole database',
  keyLock: 'sqlite has no FOR UPDATE; a transaction that writes locks the whole database',
  ordinality: 'sqlite has no WITH ORDINALITY; number the rows with rowNumber()',
  tableFunction: 'sqlite has no functions in FROM whose columns have names; use jsonTable(…) or a recursive query',
  changingCte: 'sqlite has no changes in a WITH query; run them one behind the other in a transaction',
  deleteUsing: 'sqlite has no DELETE … USING; delete where exists(…)',
  merge: 'sqlite has no MERGE; say insert(…).onConflict(…).doUpdate({ … })',
  hint: 'sqlite has no hints for its optimizer; leave the hint out',
  useIndex: 'sqlite has no USE INDEX and IGNORE INDEX; say force',
  tablesample: 'sqlite has no TABLESAMPLE; filter by random()',
  arrays: 'sqlite has no arrays; keep the values in rows of a table of their own, or in JSON',
  ranges: 'sqlite has no ranges; keep both ends in columns',
  intervals: 'sqlite has no intervals; count days or seconds with daysBetween(…) and addTime(…)',
  operators: 'sqlite has no operators of extensions; call a function declared with fn(…)',
  textSearch: 'sqlite has no tsvector and tsquery; search a table of FTS5 with ftsMatch(…)',
  fulltext: 'sqlite has no MATCH … AGAINST; search a table of FTS5 with ftsMatch(…)',
  orderedSet: 'sqlite has no WITHIN GROUP; number the rows with rowNumber() and take the one in the middle',
  regression: 'sqlite has no correlation and regression; compute them from sums of products',
  bitAggregates: 'sqlite has no bit_and and bit_or over rows; combine them in the program',
  tryCast: 'sqlite has no cast that gives null where it fails; check the text first',
  regexp: 'sqlite has no regular expressions; search with like(…), or filter in the program',
  splitPart: 'sqlite has no split_part; split the text in the program',
  initcap: 'sqlite has no initcap; write the text so in the program',
  translate: 'sqlite has no translate; call replace(…) for each character',
  sha256: 'sqlite has no SHA-256; compute it in the program',
  timeZone: 'sqlite has no time zones but UTC; convert the time in the program',
  quantified: 'sqlite has no ANY and ALL; use in(…), or exists(…) of a query with the condition',
  jsonContains: 'sqlite has no search for a part of a JSON document; compare its values with .at(…)',
  setAll: 'sqlite has no INTERSECT ALL and EXCEPT ALL; leave ALL out',
} as const

/** What came with SQLite 3.42, 3.44 and 3.46. */
const before342 = {
  epoch: "sqlite has no extract('epoch', …) and seconds between times before 3.42; subtract the times in the program",
} as const
const before344 = {
  concatWs: 'sqlite has no concat_ws before 3.44; put coalesce(…) around what may be null, and concat',
  stringAggOrder: 'sqlite has no ORDER BY in string_agg before 3.44; order the texts in the program',
} as const
const before346 = {
  addMonths: 'sqlite has no months that end with a shorter one before 3.46; add days',
} as const

/** A version of SQLite that a database is declared to be, or to be newer than. */
export type SqliteVersion = '3.40' | '3.42' | '3.44' | '3.46'

/** What SQLite lacks at a version; at 3.46 unless told, which better-sqlite3 and Node bring with them. */
export type SqliteLacks<V extends SqliteVersion = '3.46'> =
  | LacksOf<typeof sqliteLacks>
  | (V extends '3.40' ? LacksOf<typeof before342> : never)
  | (V extends '3.40' | '3.42' ? LacksOf<typeof before344> : never)
  | (V extends '3.46' ? never : LacksOf<typeof before346>)

/** More digits than a double holds exactly: such a number is stored as text. */
const isLong = (args: readonly (string | number)[]): boolean => args.length === 0 || Number(args[0]) > 15

/** SQLite 3.40 and newer. */
export const sqliteDialect: Dialect<SqliteLacks> = {
  ...ansi,
  name: 'sqlite',
  lacks: sqliteLacks,
  maxParams: 32_766,
  maxName: 1_000,
  lateForeignKeys: false,
  begin(mode) {
    isolationOf(mode)
    notDeferrable(mode, 'sqlite')
    // A transaction that read before it writes may find that another process wrote meanwhile, and cannot go on.
    return mode.readOnly ? ['begin', 'pragma query_only = on'] : ['begin immediate']
  },
  explain(analyze) {
    if (analyze) throw new Unsupported('analyze', 'sqlite has no EXPLAIN ANALYZE; take explain without it')
    return 'explain query plan '
  },
  deferForeignKeys: 'pragma defer_foreign_keys = on',
  literal(value) {
    if (typeof value === 'string') return quotedText(value)
    if (typeof value === 'boolean') return value ? '1' : '0'
    if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`
    return ansiLiteral(value)
  },
  types: {
    ...ansi.types,
    bigint: 'integer',
    real: 'real',
    numeric: ({ args }) => (isLong(args) ? 'text' : 'numeric'),
    boolean: 'integer',
    timestamp: 'text',
    localTimestamp: 'text',
    date: 'text',
    time: 'text',
    uuid: 'text',
    bytes: 'blob',
    json: 'text',
  },
  castTypes: { varchar: 'text', numeric: 'numeric' },
  codecs: {
    jsonPath: pathCodec,
    ...codecs,
    boolean: { encode: (wire) => (wire ? 1 : 0) },
    numeric: {
      // A number that a double holds is bound as one, so that it compares as a number.
      encode: (wire, { args }) =>
        isLong(args) && digits(wire) > 15 ? wire : args.length > 0 && isLong(args) ? scaled(wire, args) : Number(wire),
      decode: (raw, type) => type.decode?.(typeof raw === 'number' ? Number(raw.toPrecision(15)) : raw),
    },
  },
  // An index is in the schema of its table, which stands without one.
  createIndex: {
    ...ansi.createIndex,
    name(q, w) {
      if (q.table.schema !== undefined) {
        w.name(q.table.schema)
        w.text('.')
      }
      w.name(q.name)
    },
    table: (q, w) => ansi.createIndex.table({ ...q, table: { ...q.table, schema: undefined } }, w),
  },
  createTable: {
    ...ansi.createTable,
    // A foreign key points into its own schema.
    foreignKeys: (q, w) =>
      ansi.createTable.foreignKeys(
        { ...q, foreignKeys: q.foreignKeys.map((key) => ({ ...key, target: { ...key.target, schema: undefined } })) },
        w,
      ),
    columns: (q, w) => w.list(q.columns, (column) => columnLine(column, w, ' primary key autoincrement')),
    // An identity column is the primary key by its own line: only so is it the rowid.
    primaryKey: (q, w) => (q.columns.some((column) => column.identity) ? undefined : ansi.createTable.primaryKey(q, w)),
  },
  insert: {
    ...ansi.insert,
    how: (q, w) => w.text(q.how === 'insert ignore' ? 'insert or ignore into ' : `${q.how} into `),
    query: (q, w) => ansi.insert.query(q.conflict && q.query ? { ...q, query: ended(q.query) } : q, w),
  },
  // A column does not round what is computed to its scale.
  stored(expr, { type }) {
    const given = expr.kind === 'param' || expr.kind === 'placeholder' || expr.kind === 'constant'
    if (given || type.kind !== 'numeric' || type.args.length === 0 || isLong(type.args)) return expr
    const scale: ExprNode = { kind: 'fragment', texts: [String(type.args[1])], nodes: [], type: integer().type }
    if (expr.kind === 'column' && expr.type.args[1] === type.args[1]) return expr
    return { kind: 'call', name: 'round', args: [expr, scale], type }
  },
  // VALUES cannot name its columns.
  valuesSource(node, w) {
    w.text('(select ')
    w.list(node.columns, ({ name }, i) => {
      w.text(`column${i + 1} as `)
      w.name(name)
    })
    w.text(' from (values ')
    w.list(node.rows, (cells) => {
      w.text('(')
      w.exprs(cells)
      w.text(')')
    })
    w.text(')) as ')
    w.name(node.alias)
  },
  indexHint({ how, indexes }, w) {
    const [index, second] = indexes
    if (how !== 'force' || index === undefined || second !== undefined) return w.needs('useIndex')
    w.text(' indexed by ')
    w.name(index)
  },
  functionSource(node, w) {
    const { name } = node.call
    if (name === 'generate_series') return series(node, w)
    if (name !== 'json_elements' && name !== 'json_table') return ansi.functionSource(node, w)
    plainCall({ ...node.call, name: 'json_each' }, w)
    w.text(' as ')
    w.name(node.alias)
  },
  exprs: {
    ...ansi.exprs,
    // IN of row values takes a query, and VALUES is one.
    list(node, w) {
      if (node.items[0]?.kind !== 'list') return ansi.exprs.list(node, w, 0)
      w.text('(values ')
      w.exprs(node.items)
      w.text(')')
    },
    cast(node, w) {
      const { operand, type } = node
      // As a number it would be rounded to a double.
      if (type.kind === 'numeric' && type.args.length > 0 && isLong(type.args) && operand.type.kind !== 'real')
        return written(w, 'cast(', operand, ' as text)')
      if (!castInWords(node, casts, w)) ansi.exprs.cast(node, w, 0)
    },
    // The rows of json_each have no columns of their own: each is taken out of the document here.
    column(node, w, outer) {
      if (w.ddl) return ansi.exprs.column(node, w, outer)
      const source = w.reads(node.source, node.label)
      if (source?.kind === 'function' && source.call.name.startsWith('json_')) {
        jsonColumn(node, source.call.name === 'json_table', w)
        w.computed = true
        return
      }
      w.name(node.source)
      w.text('.')
      w.name(node.name)
    },
  },
  select: {
    ...ansi.select,
    offset(q, w) {
      if (q.withTies) w.needs('withTies')
      offset(q, w, q.limit)
    },
  },
  set: { ...ansi.set, offset: (q, w) => offset(q, w, q.limit) },
  operators: {
    ...ansi.operators,
    // GLOB tells capitals from small letters and can use an index; SQLite's LIKE does not.
    'starts with': (node, w, outer) => matching(node, w, outer, 'glob', (text) => `${escapeGlob(text)}*`, ''),
    'ends with': (node, w, outer) => matching(node, w, outer, 'glob', (text) => `*${escapeGlob(text)}`, ''),
    contains: (node, w, outer) => matching(node, w, outer, 'glob', (text) => `*${escapeGlob(text)}*`, ''),
    // A numeric that is whole is stored as an integer, and integers divide without a fraction.
    '/'(node, w, outer) {
      const [left, by] = node.operands as [ExprNode, ExprNode]
      if (node.type.kind !== 'numeric') return infix(node, w, outer)
      infix(
        { ...node, operands: [{ kind: 'cast', operand: left, type: { ...left.type, name: 'real' } }, by] },
        w,
        outer,
      )
    },
    // % cuts both sides to integers first.
    '%': (node, w, outer) =>
      node.type.kind === 'numeric' ? plainCall(calling('mod', node), w) : infix(node, w, outer),
  },
  rows: { ...ansi.rows, order: 'subquery', fewRows: 0, byKey: true, cell: exactCell, among },
  functions: {
    ...ansi.functions,
    ...operators,
    ...functions,
    ...json,
    rows_row: renamed('json_array'),
    rows_all: gathered('json_group_array', ''),
    left: ({ args: [text, count] }, w) => written(w, 'substr(', text, ', 1, ', count, ')'),
    right: ({ args: [text, count] }, w) => written(w, 'substr(', text, ', -', count, ', ', count, ')'),
    position: ({ args: [needle, text] }, w) => written(w, 'instr(', text, ', ', needle, ')'),
    repeat: ({ args: [text, count] }, w) => written(w, 'replace(hex(zeroblob(', count, ")), '00', ", text, ')'),
    bool_and: renamed('min'),
    bool_or: renamed('max'),
    greatest: renamed('max'),
    least: renamed('min'),
    // random() is a whole number of 64 bits; a real holds 53 of them.
    random: (_call, w) => w.text('(abs(random() % 9007199254740992) / 9007199254740992.0)'),
    extract(call, w) {
      const [before, after] = parts[keywordOf(call)] as readonly [string, string]
      written(w, before, call.args[1], after)
    },
    date_trunc(call, w) {
      const [format, shift] = starts[keywordOf(call)] as readonly [string, string]
      written(w, `strftime('${format}${call.type.kind === 'timestamp' ? '.000Z' : ''}', `, call.args[1], `${shift})`)
    },
    now: (_call: CallNode, w: Writer) => w.text("strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"),
  },
}

const older: Readonly<Record<SqliteVersion, Dialect<any>>> = {
  '3.40': { ...sqliteDialect, lacks: { ...sqliteLacks, ...before342, ...before344, ...before346 } },
  '3.42': { ...sqliteDialect, lacks: { ...sqliteLacks, ...before344, ...before346 } },
  '3.44': { ...sqliteDialect, lacks: { ...sqliteLacks, ...before346 } },
  '3.46': sqliteDialect,
}

/** The dialect of a version: `compile(q, sqliteDialectAt('3.40'))`. */
export function sqliteDialectAt<V extends SqliteVersion>(version: V): Dialect<SqliteLacks<V>> {
  if (Object.hasOwn(older, version)) return older[version]
  throw new StatementError(`sqlite is declared as one of ${Object.keys(older).join(', ')}`)
}

/** In JSON so that it is read as from a column. JSON itself writes a `real` with too few digits, and no bytes. */
function exactCell(node: ExprNode): ExprNode {
  if (node.type.name === 'rows') return around('json(', node, ')')
  switch (node.type.kind) {
    case 'real':
      return nullOr(node, around('quote(', node, ')'))
    case 'bytes':
      return nullOr(node, around('hex(', node, ')'))
    case 'bigint':
      return around('cast(', node, ' as text)')
    case 'json':
      // A document from a function of SQLite's would become a part of the JSON around it.
      return { kind: 'infix', operator: '||', operands: [node, noText], type: node.type }
    default:
      return node
  }
}

/** `column in (select value from json_each('[1,2,3]'))`: one parameter, so that the text is the same for any number of values. */
function among(column: ExprNode, values: readonly Wire[]): ExprNode {
  const items = values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value)))
  const list: ExprNode = { kind: 'param', value: `[${items.join()}]`, type: text().type, label: undefined }
  return {
    kind: 'fragment',
    texts: ['', ' in (select value from json_each(', '))'],
    nodes: [column, list],
    type: booleanType,
  }
}

const noText: ExprNode = { kind: 'fragment', texts: ["''"], nodes: [], type: text().type }

/** NULL stays NULL: to quote() it is a word, and to hex() nothing. */
const nullOr = (node: ExprNode, then: ExprNode): ExprNode => ({
  kind: 'case',
  operand: undefined,
  branches: [{ when: { kind: 'postfix', operator: 'is not null', operand: node, type: booleanType }, then }],
  otherwise: undefined,
  type: node.type,
})

const field = (format: string): readonly [string, string] => [`cast(strftime('${format}', `, ') as integer)']

const parts: Readonly<Record<string, readonly [before: string, after: string]>> = {
  year: field('%Y'),
  month: field('%m'),
  day: field('%d'),
  hour: field('%H'),
  minute: field('%M'),
  second: field('%S'),
  dow: field('%w'),
  doy: field('%j'),
  // The week of the Thursday in it; %V came with 3.46.
  week: ["((strftime('%j', ", ", '-3 days', 'weekday 4') - 1) / 7 + 1)"],
  epoch: ['cast(unixepoch(', ", 'subsec') as real)"],
}

/** The start of the field around a time: its format, and how to get there. */
const starts: Readonly<Record<string, readonly [format: string, shift: string]>> = {
  year: ['%Y-01-01T00:00:00', ''],
  month: ['%Y-%m-01T00:00:00', ''],
  week: ['%Y-%m-%dT00:00:00', ", '-6 days', 'weekday 1'"],
  day: ['%Y-%m-%dT00:00:00', ''],
  hour: ['%Y-%m-%dT%H:00:00', ''],
  minute: ['%Y-%m-%dT%H:%M:00', ''],
  second: ['%Y-%m-%dT%H:%M:%S', ''],
}

/** Texts and expressions, one behind the other. */
function written(w: Writer, ...parts: readonly (string | ExprNode | undefined)[]): void {
  for (const part of parts) {
    if (typeof part === 'string') w.text(part)
    else if (part) w.expr(part, part.kind === 'fragment' ? 0 : tightest)
  }
}

// Each part stands between commas, but for one behind a minus.
const tightest = 9

const calling = (name: string, { operands, type }: InfixNode): CallNode => ({
  kind: 'call',
  name,
  args: operands,
  type,
})

function jsonColumn({ source, name, type }: ColumnNode, isTable: boolean, w: Writer): void {
  const of = (column: string): void => {
    w.name(source)
    w.text(`.${column}`)
  }
  if (!isTable) {
    w.text('(')
    of('json -> ')
    of('fullkey)')
    return
  }
  w.text(type.kind === 'json' ? '(' : 'json_extract(')
  of('value')
  w.text(type.kind === 'json' ? ' -> ' : ', ')
  w.text(`${quotedText(jsonPath(name))})`)
}

/**
 * A query behind which ON CONFLICT can stand: the parser takes its ON for that of a join, unless the query has a WHERE
 * (sqlite.org/lang_upsert.html, 2.2).
 */
function ended(query: QueryNode): QueryNode {
  const isTrue: ExprNode = { kind: 'constant', value: true, type: booleanType }
  if (query.kind === 'select') return query.where ? query : { ...query, where: isTrue }
  return { ...query, members: query.members.map(ended) }
}

/** OFFSET stands behind a LIMIT only; -1 is none (sqlite.org/lang_select.html). */
function offset(q: { readonly offset: ExprNode | undefined }, w: Writer, limit: ExprNode | undefined): void {
  if (!q.offset) return
  w.text(limit ? ' offset ' : ' limit -1 offset ')
  w.bare(q.offset)
}

const escapeGlob = (text: string): string => text.replace(/[*?[]/g, '[$&]')

const digits = (wire: Wire): number => String(wire).replace(/\D/g, '').replace(/^0+/, '').length

/** A decimal with as many digits behind the point as the column has, so that equal numbers are equal text. */
function scaled(wire: Wire, args: readonly (string | number)[]): Wire {
  const [whole = '0', fraction = ''] = String(wire).replace('+', '').split('.')
  const scale = Number(args[1] ?? 0)
  return scale > 0 ? `${whole || '0'}.${fraction.padEnd(scale, '0')}` : whole
}
