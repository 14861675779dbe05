// Everything public of @espalier/core.
export type * from './ast.ts'
export { ansi, literal as ansiLiteral, quotedText } from './compile/ansi/ansi.ts'
export { booleanCasts, type CastWords, castInWords } from './compile/ansi/cast.ts'
export { assignments, sources } from './compile/ansi/change.ts'
export { columnLine, typeName } from './compile/ansi/ddl.ts'
export { castName, infix, matching, orderBy, plainCall, renamed } from './compile/ansi/expr.ts'
export { between, keywordOf } from './compile/ansi/functions.ts'
export { grouped, pathCodec, pathOf, written } from './compile/ansi/json.ts'
export { around, gathered } from './compile/ansi/rows.ts'
export { jsonPath, lockEnd, series, tableName, valuesSource } from './compile/ansi/select.ts'
export { isolationOf, notDeferrable } from './compile/ansi/transaction.ts'
export { type Compiled, compile, type StatementLike } from './compile/compile.ts'
export type {
  Clause,
  Clauses,
  Codec,
  Dialect,
  ExprRenderers,
  Isolation,
  RowsWords,
  TransactionMode,
  Writer,
} from './compile/dialect.ts'
export type { AnyLack, Features, Lack, LacksOf } from './compile/features.ts'
export type { Shape } from './compile/shape.ts'
export * from './errors.ts'
export { Case, CaseOf, CaseOfBranches, caseOf, caseWhen } from './expr/case.ts'
export {
  type AnyExpr,
  type Condition,
  Expr,
  type LikeOptions,
  type NamedWindow,
  Order,
  type Ordering,
  type Window,
  window,
} from './expr/expr.ts'
export type { Bound, Frame } from './expr/frame.ts'
export * from './expr/functions/aggregate.ts'
export * from './expr/functions/array.ts'
export * from './expr/functions/bits.ts'
export { type DeclaredFunction, fn } from './expr/functions/fn.ts'
export * from './expr/functions/json.ts'
export * from './expr/functions/number.ts'
export { type DeclaredOperator, operator } from './expr/functions/operator.ts'
export * from './expr/functions/range.ts'
export * from './expr/functions/regexp.ts'
export * from './expr/functions/search.ts'
export * from './expr/functions/statistics.ts'
export * from './expr/functions/text.ts'
export * from './expr/functions/time.ts'
export * from './expr/functions/value.ts'
export * from './expr/functions/window.ts'
export {
  and,
  any,
  type ComparisonWithAll,
  eqAll,
  exists,
  gtAll,
  gteAll,
  ltAll,
  lteAll,
  neAll,
  not,
  notExists,
  or,
} from './expr/logic.ts'
export { Quantified } from './expr/quantified.ts'
export type { AnyRows, ParamsIn as ParamsOf, RowIn as RowOf, Selection } from './expr/row.ts'
export type { Need, Reason, StatementTypes } from './expr/scope.ts'
export type { AnySource, Derived, Source } from './expr/source.ts'
export { type Gap, type RawRows, type RawStatement, type Sql, sql } from './expr/sql.ts'
export { transform } from './expr/transform.ts'
export { RowValue, row } from './expr/tuple.ts'
export type { PrintOptions } from './print/print.ts'
export { comment } from './query/comment.ts'
export { excluded } from './query/conflict.ts'
export { indexHint, tablesample } from './query/hint.ts'
export { type Conflict, type Insert, insert, insertIgnore, replaceInto } from './query/insert.ts'
export { type Cursor, Keyset, keyset } from './query/keyset.ts'
export { type Merge, merge } from './query/merge.ts'
export type { Change, Returning } from './query/returning.ts'
export { type LockOptions, type Select, select } from './query/select.ts'
export { except, exceptAll, intersect, intersectAll, type SetOperation, union, unionAll } from './query/set.ts'
export { type Delete, deleteFrom, type Update, update } from './query/update.ts'
export {
  generateSeries,
  jsonElements,
  jsonTable,
  type TypedSource,
  tableFunction,
  type ValuesRow,
  values,
} from './query/values.ts'
export { cte, recursive } from './query/with.ts'
export { belongsTo, hasMany, hasOne, manyToMany, type Side } from './relate/declare.ts'
export { many, type NestedQuery, one } from './relate/many.ts'
export { type NestedRow, type Nesting, nest } from './relate/nest.ts'
export type { Cardinality, Related, Relation, RelationNode } from './relate/relation.ts'
export { type Duration, milliseconds, type Signal } from './run/clock.ts'
export type { Connection } from './run/connection.ts'
export { Database } from './run/database.ts'
export type {
  Cells,
  ChangeResult,
  Channel,
  Context,
  Driver,
  DriverConnection,
  DriverResult,
  Host,
  NamedRow,
  NamedRows,
  Place,
  PoolStatus,
  RowReader,
  RowSource,
  SendOptions,
  Use,
} from './run/driver.ts'
export type { StatementOptions } from './run/engine.ts'
export { insist } from './run/insist.ts'
export { Lease, type LeasedSession } from './run/lease.ts'
export { type Lender, Pool, type PoolMaker, type PoolOptions } from './run/pool.ts'
export type { Prepared, PreparedChange } from './run/prepared.ts'
export type { Repeated, RepeatedOptions } from './run/repeated.ts'
export type { RetryOptions } from './run/retry.ts'
export type { RunOptions } from './run/send.ts'
export type { StreamOptions } from './run/stream.ts'
export { SyncDatabase, SyncTransaction, type SyncVerbs } from './run/sync.ts'
export type { SyncPrepared, SyncPreparedChange } from './run/sync-prepared.ts'
export { Transaction, type TransactionOptions, type TransactionState } from './run/transaction.ts'
export type { Verbs } from './run/verbs.ts'
export { checkVersion } from './run/version.ts'
export {
  CheckViolation,
  ConstraintViolation,
  ForeignKeyViolation,
  NotNullViolation,
  UniqueViolation,
  type Violated,
} from './run/violation.ts'
export type { DatabaseEvents, QueryEvent, WatchOptions } from './run/watch.ts'
export {
  array,
  bigint,
  boolean,
  bytes,
  ColumnDef,
  customType,
  date,
  enumOf,
  integer,
  interval,
  json,
  localTimestamp,
  numeric,
  type RangedKind,
  type ReferenceOptions,
  range,
  real,
  text,
  time,
  timestamp,
  tsvector,
  uuid,
  varchar,
} from './schema/column.ts'
export {
  check,
  foreignKey,
  type GeneratedAs,
  type GeneratedOptions,
  generated,
  index,
  primaryKey,
  type TableConstraint,
  unique,
  uniqueIndex,
} from './schema/constraint.ts'
export { createStatements, dropStatements, type Schema, schema } from './schema/schema.ts'
export { insertSchema, type SchemaIssue, type StandardSchema, updateSchema } from './schema/standard-schema.ts'
export {
  alias,
  type Columns,
  type Insertable,
  type Row,
  snakeCase,
  type Table,
  table,
  tables,
  type Updatable,
} from './schema/table.ts'
export { chainOf } from './tree/chain.ts'
export { equal } from './tree/equal.ts'
export type { Node, NodeKind, NodeOf } from './tree/fields.ts'
export { fingerprint } from './tree/fingerprint.ts'
export type { Replacements } from './tree/replace.ts'
export { type Tree, walk } from './tree/walk.ts'
export type { ItemsType, Range } from './types/array.ts'
export type { Kind, NumberKind } from './types/kinds.ts'
export type { Raw, SqlType, Typed, Wire } from './types/sql-type.ts'
export { booleanType, decodeInstant, sqlType } from './types/standard.ts'
