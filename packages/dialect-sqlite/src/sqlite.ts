// SQLite's words.
import {
  ansi,
  ansiLiteral,
  type CallNode,
  columnLine,
  type Dialect,
  type ExprNode,
  type LacksOf,
  matching,
  quotedText,
  type Wire,
  type Writer,
} from '@espalier/core'

/** What SQLite does not have. */
export const sqliteLacks = {
  ilike:
    'sqlite has no ILIKE; its LIKE does not tell ASCII capitals from small letters, or compare lower(…) of both sides',
  lock: 'sqlite has no FOR UPDATE; a transaction that writes locks the whole database',
  defaultValue: 'sqlite takes no DEFAULT as a value; give all rows of an insert the same columns',
  setAll: 'sqlite has no INTERSECT ALL and EXCEPT ALL; leave ALL out',
} as const

export type SqliteLacks = LacksOf<typeof sqliteLacks>

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
  literal: (value) =>
    typeof value === 'string'
      ? quotedText(value)
      : typeof value === 'boolean'
        ? value
          ? '1'
          : '0'
        : ansiLiteral(value),
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
    boolean: { encode: (wire) => (wire ? 1 : 0) },
    numeric: {
      // A number that a double holds is bound as one, so that it compares as a number.
      encode: (wire, { args }) =>
        isLong(args) && digits(wire) > 15 ? wire : args.length > 0 && isLong(args) ? scaled(wire, args) : Number(wire),
      decode: (raw, type) => type.decode?.(typeof raw === 'number' ? Number(raw.toPrecision(15)) : raw),
    },
  },
  createTable: {
    ...ansi.createTable,
    columns: (q, w) => w.list(q.columns, (column) => columnLine(column, w, ' primary key autoincrement')),
    // An identity column is the primary key by its own line: only so is it the rowid.
    primaryKey: (q, w) => (q.columns.some((column) => column.identity) ? undefined : ansi.createTable.primaryKey(q, w)),
  },
  select: { ...ansi.select, offset: (q, w) => offset(q, w, q.limit) },
  set: { ...ansi.set, offset: (q, w) => offset(q, w, q.limit) },
  operators: {
    ...ansi.operators,
    // GLOB tells capitals from small letters and can use an index; SQLite's LIKE does not.
    'starts with': (node, w, outer) => matching(node, w, outer, 'glob', (text) => `${escapeGlob(text)}*`, ''),
    'ends with': (node, w, outer) => matching(node, w, outer, 'glob', (text) => `*${escapeGlob(text)}`, ''),
    contains: (node, w, outer) => matching(node, w, outer, 'glob', (text) => `*${escapeGlob(text)}*`, ''),
  },
  functions: {
    ...ansi.functions,
    now: (_call: CallNode, w: Writer) => w.text("strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"),
  },
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
