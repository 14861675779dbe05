// MariaDB's words, where they are not MySQL's.
import {
  ansi,
  around,
  type CallNode,
  type ColumnInfo,
  type Dialect,
  type ExprNode,
  type LacksOf,
  lockEnd,
  orderBy,
  StatementError,
  type Writer,
} from '@espalier/core'
import { mariadbCodecs, mariadbFunctions } from './functions.ts'
import { mariadbJson, mariadbJsonOperators } from './json.ts'
import { exactCell, hex, mysqlDialect, setTables, severalTables, valuesCell } from './mysql.ts'
import { constantAt, isConstant } from './tree.ts'

/** What MariaDB does not have. */
export const mariadbLacks = {
  conflictWhere:
    'mariadb has no WHERE behind ON DUPLICATE KEY UPDATE; put the condition into caseWhen(…) for each column',
  fullJoin: 'mariadb has no FULL JOIN; unite a LEFT JOIN with the rows that only the other side has',
  ilike: 'mariadb has no ILIKE; compare lower(…) of both sides, or rely on the collation of the column',
  updateReturning: 'mariadb has no UPDATE … RETURNING; read the rows back with a select',
  groupsFrame: 'mariadb has no GROUPS in a frame; use rows or range',
  frameExclude: 'mariadb has no EXCLUDE in a frame; leave exclude out',
  arrays: 'mariadb has no arrays; keep the values in rows of a table of their own, or in JSON',
  ranges: 'mariadb has no ranges; keep both ends in columns',
  intervals: 'mariadb has no intervals; count days or seconds with daysBetween(…) and addTime(…)',
  operators: 'mariadb has no operators of extensions; call a function declared with fn(…)',
  textSearch: 'mariadb has no tsvector and tsquery; search a FULLTEXT index with matchAgainst(…)',
  fts5: 'mariadb has no FTS5; search a FULLTEXT index with matchAgainst(…)',
  orderedSet: 'mariadb has no WITHIN GROUP; number the rows with rowNumber() and take the one in the middle',
  regression: 'mariadb has no correlation and regression; compute them from sums of products',
  tryCast: 'mariadb has no cast that gives null where it fails; check the text first',
  format: 'mariadb has no format of texts; join them with concat(…)',
  initcap: 'mariadb has no initcap; write the text so in the program',
  translate: 'mariadb has no translate; call replace(…) for each character',
  lagDefault: 'mariadb has no default in lag and lead; wrap it with coalesce(…)',
  distinctOn: 'mariadb has no DISTINCT ON; number the rows with rowNumber() in a subquery and keep the first',
  groupingSets: 'mariadb has no CUBE and GROUPING SETS; unite one query for each grouping',
  grouping: 'mariadb has no grouping(…); unite one query for each grouping',
  lateral: 'mariadb has no LATERAL; number the rows with rowNumber() in a subquery, or use a scalar subquery',
  lockOf: 'mariadb has no FOR UPDATE OF; leave of out to lock the rows of all sources',
  keyLock: 'mariadb has no FOR NO KEY UPDATE and FOR KEY SHARE; use forUpdate() or forShare()',
  materialized: 'mariadb has no MATERIALIZED; leave it out',
  ordinality: 'mariadb has no WITH ORDINALITY; number the rows with rowNumber()',
  tableFunction: 'mariadb has no functions in FROM but JSON_TABLE; use jsonTable(…) or a recursive query',
  changingCte: 'mariadb has no changes in a WITH query; run them one behind the other in a transaction',
  withInChange: 'mariadb has no WITH before a change; put a subquery in its place',
  merge: 'mariadb has no MERGE; say insert(…).onConflict(…).doUpdate({ … })',
  hint: 'mariadb has no hints for its optimizer; leave the hint out',
  tablesample: 'mariadb has no TABLESAMPLE; filter by random()',
} as const

export type MariadbLacks = LacksOf<typeof mariadbLacks>

/** MariaDB 10.11 and newer. */
export const mariadbDialect: Dialect<MariadbLacks> = {
  ...(mysqlDialect as Dialect<never>),
  name: 'mariadb',
  lacks: mariadbLacks,
  explain: (analyze) => (analyze ? 'analyze format=json ' : 'explain format=json '),
  dropsCircles: false,
  // Of _utf8mb4 x'5c' in a default or check MariaDB stores another text.
  literal: (value) => (typeof value === 'string' && value.includes('\\') ? hex(value) : mysqlDialect.literal(value)),
  // JSON is text here, and there is no cast to it.
  castParam: (type) => (type.kind === 'json' ? undefined : mysqlDialect.castParam(type)),
  castTypes: { ...mysqlDialect.castTypes, json: 'char' },
  // A subquery in FROM cannot read the enclosing query: order and limit stand in the aggregate.
  rows: {
    ...mysqlDialect.rows,
    order: 'aggregate',
    reachesOut: false,
    // json_array has no room for a number of many zeros, and cuts it; a cast cuts one of many digits.
    cell: (node) => (node.type.kind === 'real' ? around('rpad(', node, ", 40, ' ')") : exactCell(node)),
  },
  codecs: { ...mysqlDialect.codecs, ...mariadbCodecs },
  functions: { ...mysqlDialect.functions, ...mariadbJson, ...mariadbFunctions, rows_all: jsonArrayAgg },
  operators: { ...mysqlDialect.operators, ...mariadbJsonOperators },
  select: {
    ...mysqlDialect.select,
    // MariaDB takes a constant that it has computed for the number of a column.
    orderBy: (q, w) => mysqlDialect.select.orderBy({ ...q, orderBy: q.orderBy.filter(({ by }) => !isConstant(by)) }, w),
    groupBy: (q, w) => mysqlDialect.select.groupBy({ ...q, groupBy: q.groupBy.map((by) => constantAt(by, q)) }, w),
    lock(q, w) {
      if (q.lock?.strength !== 'share') return ansi.select.lock(q, w)
      w.text(' lock in share mode')
      lockEnd(q.lock, w)
    },
  },
  // A session of Mysql2Driver has SIMULTANEOUS_ASSIGNMENT.
  update: { ...ansi.update, table: severalTables, set: setTables, from: () => {} },
  // VALUES cannot name its columns; a query names them in its first row.
  valuesSource(node, w) {
    w.text('(')
    w.list(
      node.rows,
      (cells, row) => {
        w.text('select ')
        w.list(cells, (cell, i) => {
          valuesCell(cell, w)
          if (row > 0) return
          w.text(' as ')
          w.name((node.columns[i] as { readonly name: string }).name)
        })
      },
      ' union all ',
    )
    w.text(') as ')
    w.name(node.alias)
  },
  createTable: {
    ...mysqlDialect.createTable,
    columns: (q, w) => mysqlDialect.createTable.columns({ ...q, columns: q.columns.map(withoutNotNull) }, w),
  },
  createIndex: {
    ...mysqlDialect.createIndex,
    columns(q, w) {
      if (q.columns.some(({ by }) => by.kind !== 'column'))
        throw new StatementError('mariadb has no index on expressions; index a column that holds the value')
      ansi.createIndex.columns(q, w)
    },
  },
}

function jsonArrayAgg({ args: [row, limit, offset], orderBy: orders = [] }: CallNode, w: Writer): void {
  w.text('coalesce(json_arrayagg(')
  w.expr(row as ExprNode)
  orderBy(orders, w)
  if (limit && offset) {
    w.text(' limit ')
    w.bare(limit)
    w.text(' offset ')
    w.bare(offset)
  }
  w.text('), json_array())')
}

/** MariaDB takes no NOT NULL behind GENERATED ALWAYS AS (manual, Generated Columns). */
const withoutNotNull = (column: ColumnInfo): ColumnInfo => (column.generated ? { ...column, nullable: true } : column)
