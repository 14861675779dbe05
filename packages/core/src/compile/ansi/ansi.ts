// The standard dialect. It writes only what every supported database accepts; the rest is in `lacks`,
// and the dialects that have a feature leave it out of theirs.
import { StatementError } from '../../errors.ts'
import type { Wire } from '../../types/sql-type.ts'
import type { Dialect } from '../dialect.ts'
import type { Features } from '../features.ts'
import * as change from './change.ts'
import * as ddl from './ddl.ts'
import { exprs, operators, ordering, renamed } from './expr.ts'
import { functions } from './functions.ts'
import { around, gathered, rows } from './rows.ts'
import { functionSource, indexHint, select, set, valuesSource } from './select.ts'
import { begin } from './transaction.ts'

const lacks: Features = {
  concatWs: 'not every database has concat_ws; put coalesce(…) around what may be null, and concat',
  stringAggOrder:
    'not every database has ORDER BY in string_agg; aggregate a subquery that is ordered, or order in the program',
  epoch: "not every database has extract('epoch', …); subtract the times in the program",
  addMonths: 'not every database has months that end with a shorter one; add days',
  fullJoin: 'not every database has FULL JOIN; unite a LEFT JOIN with the rows that only the other side has',
  ilike: 'not every database has ILIKE; compare lower(…) of both sides',
  insertReturning: 'not every database has INSERT … RETURNING; read the row back with a select',
  updateReturning: 'not every database has UPDATE … RETURNING; read the rows back with a select',
  deleteReturning: 'not every database has DELETE … RETURNING; read the rows first with a select',
  conflictWhere: 'not every database has a WHERE behind DO UPDATE; put the condition into caseWhen(…) for each column',
  lock: 'not every database has FOR UPDATE; use a transaction of isolation serializable',
  distinctOn: 'not every database has DISTINCT ON; number the rows with rowNumber() in a subquery and keep the first',
  rollup: 'not every database has ROLLUP; unite one query for each grouping',
  groupingSets: 'not every database has CUBE and GROUPING SETS; unite one query for each grouping',
  grouping: 'not every database has grouping(…); unite one query for each grouping',
  lateral: 'not every database has LATERAL; number the rows with rowNumber() in a subquery, or use a scalar subquery',
  withTies: 'not every database has WITH TIES; rank the rows with rank() in a subquery and filter that',
  lockOf: 'not every database has FOR UPDATE OF; leave of out to lock the rows of all sources',
  keyLock: 'not every database has FOR NO KEY UPDATE and FOR KEY SHARE; use forUpdate() or forShare()',
  materialized: 'not every database has MATERIALIZED; leave it out',
  ordinality: 'not every database has WITH ORDINALITY; number the rows with rowNumber()',
  tableFunction: 'not every database has functions in FROM; use jsonTable(…) or a recursive query',
  changingCte: 'not every database has changes in a WITH query; run them one behind the other in a transaction',
  withInChange: 'not every database has WITH before a change; put a subquery in its place',
  deleteUsing: 'not every database has DELETE … USING; delete where exists(…)',
  insertIgnore: 'not every database has INSERT IGNORE; say .onConflictDoNothing()',
  replace: 'not every database has REPLACE; say .onConflict(…).doUpdate({ … })',
  merge: 'not every database has MERGE; say insert(…).onConflict(…).doUpdate({ … })',
  hint: 'not every database has hints for its optimizer; leave the hint out',
  useIndex: 'not every database has USE INDEX and IGNORE INDEX; leave the hint out',
  forceIndex: 'not every database has FORCE INDEX; leave the hint out',
  tablesample: 'not every database has TABLESAMPLE; filter by random()',
  filter: 'not every database has FILTER; put the condition into caseWhen(…)',
  pad: 'not every database has lpad and rpad; pad the text in the program',
  reverse: 'not every database has reverse; reverse the text in the program',
  deviation: 'not every database has standard deviation and variance; compute them from sum(x) and sum(x * x)',
  stringAggDistinct: 'not every database has string_agg(distinct …); aggregate a subquery that selects distinct',
  groupsFrame: 'not every database has GROUPS in a frame; use rows or range',
  frameExclude: 'not every database has EXCLUDE in a frame; leave exclude out',
  lagDefault: 'not every database has a default in lag and lead; wrap it with coalesce(…)',
  arrays: 'not every database has arrays; ask for one that has them',
  ranges: 'not every database has ranges; ask for one that has them',
  intervals: 'not every database has intervals; ask for one that has them',
  operators: 'not every database has operators of extensions; ask for one that has them',
  textSearch: 'not every database has tsvector and tsquery; ask for one that has them',
  fulltext: 'not every database has MATCH … AGAINST; ask for one that has it',
  fts5: 'not every database has FTS5; ask for one that has it',
  orderedSet: 'not every database has WITHIN GROUP; ask for one that has it',
  regression: 'not every database has correlation and regression; ask for one that has it',
  bitAggregates: 'not every database has bit_and and bit_or over rows; ask for one that has it',
  virtualColumn: 'not every database has generated columns that are not stored; leave virtual out',
  tryCast: 'not every database has a cast that may fail; ask for one that has it',
  format: 'not every database has format; ask for one that has it',
  regexp: 'not every database has regular expressions; search with like(…), or filter in the program',
  splitPart: 'not every database has split_part; split the text in the program',
  initcap: 'not every database has initcap; write the text so in the program',
  translate: 'not every database has translate; call replace(…) for each character',
  sha256: 'not every database has SHA-256; compute it in the program',
  timeZone: 'not every database has time zones but UTC; convert the time in the program',
  quantified: 'not every database has ANY and ALL; use in(…), or exists(…) of a query with the condition',
  jsonContains: 'not every database searches JSON for a part of a document; compare its values with .at(…)',
  jsonAggOrder: 'not every database has ORDER BY in an aggregate of JSON; order the list in the program',
  defaultValue: 'not every database takes DEFAULT as a value; give all rows the same columns',
  setAll: 'not every database has INTERSECT ALL and EXCEPT ALL; leave ALL out',
}

export const ansi: Dialect<never> = {
  name: 'ansi',
  lacks,
  maxParams: 32_766,
  maxName: 63,
  sharesParams: false,
  returnsKeys: false,
  lateForeignKeys: true,
  ddlInTransactions: true,
  begin,
  explain: () => 'explain ',
  dropsCircles: true,
  deferForeignKeys: undefined,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: () => '?',
  castParam: () => undefined,
  literal,
  types: {
    integer: 'integer',
    bigint: 'bigint',
    real: 'double precision',
    numeric: ({ args }) => (args.length > 0 ? `numeric(${args.join(', ')})` : 'numeric'),
    text: 'text',
    varchar: ({ args }) => `varchar(${args[0]})`,
    enum: 'text',
    boolean: 'boolean',
    timestamp: 'timestamp',
    localTimestamp: 'timestamp',
    date: 'date',
    time: 'time',
  },
  castTypes: {},
  codecs: {},
  select,
  set,
  insert: change.insert,
  update: change.update,
  delete: change.delete,
  merge: change.merge,
  raw: change.raw,
  createSchema: ddl.createSchema,
  createTable: ddl.createTable,
  createIndex: ddl.createIndex,
  addForeignKey: ddl.addForeignKey,
  dropForeignKey: ddl.dropForeignKey,
  dropTable: ddl.dropTable,
  stored: (expr) => expr,
  indexHint,
  valuesSource: valuesSource(''),
  functionSource,
  ordering,
  exprs: { ...exprs, rows },
  operators,
  functions: { ...functions, rows_row: renamed('json_array'), rows_all: gathered('json_arrayagg', 'json_array()') },
  rows: {
    order: 'aggregate',
    reachesOut: true,
    exactText: true,
    fewRows: 20,
    byKey: false,
    cell: (node) => around('cast(', node, ' as text)'),
  },
}

/** A value as a literal, for DDL. Text with a backslash is the dialect's to write: databases read it differently. */
export function literal(value: Wire): string {
  switch (typeof value) {
    case 'string':
      if (value.includes('\\'))
        throw new StatementError('a default or check holds a backslash, which not every database reads alike')
      return quotedText(value)
    case 'boolean':
      return String(value)
    case 'number':
    case 'bigint':
      // A negative number in parentheses, so that no `--` can come about.
      return value < 0 ? `(${value})` : String(value)
    default:
      if (value === null) return 'null'
      throw new StatementError('bytes cannot stand in a default or check')
  }
}

/** Text between single quotes, with those inside doubled. */
export const quotedText = (text: string): string => `'${text.replaceAll("'", "''")}'`
