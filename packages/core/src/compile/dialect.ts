// What a dialect is: data over the standard dialect. It overrides words, never sentences.
import type {
  AddForeignKeyNode,
  CallNode,
  CreateIndexNode,
  CreateSchemaNode,
  CreateTableNode,
  CteNode,
  DeleteNode,
  DropForeignKeyNode,
  DropTableNode,
  ExprNode,
  FunctionSource,
  IndexHint,
  InfixNode,
  InsertNode,
  MergeNode,
  OrderNode,
  ParamNode,
  PlaceholderNode,
  RawNode,
  SelectNode,
  SetNode,
  SourceNode,
  StatementNode,
  TargetNode,
  UpdateNode,
  ValuesSource,
  WindowNode,
} from '../ast.ts'
import type { Raw, SqlType, Wire } from '../types/sql-type.ts'
import type { AnyLack, Features } from './features.ts'

/**
 * What a renderer may ask for. It appends to one text from left to right, so parameters number themselves;
 * only there does SQL text come into being.
 */
export interface Writer {
  readonly dialect: Dialect
  /** True in DDL, where values are written as literals and columns stand without their table. */
  readonly ddl: boolean
  /** Appends keywords and signs. Never a value, never a name. */
  text(sql: string): void
  /** Appends a quoted name. */
  name(name: string): void
  /** Notes that the statement has words which are not Espalier's: they may change the session. */
  foreign(): void
  /** Appends an expression; in parentheses where it binds looser than `outer`. */
  expr(node: ExprNode, outer?: number): void
  /** Appends expressions with commas between them. */
  exprs(nodes: readonly ExprNode[]): void
  /** Appends an operand whose type the other operand tells: a parameter stands there without a cast. */
  bare(node: ExprNode, outer?: number): void
  /** Appends something for each item, with a separator between. */
  list<T>(items: readonly T[], write: (item: T, index: number) => void, separator?: string): void
  /** Appends a parameter's mark and keeps its value. */
  param(node: ParamNode | PlaceholderNode): void
  /** Appends the mark of a value that stands in no node, such as a cell of INSERT. */
  value(value: unknown, type: SqlType, label: string | undefined): void
  /** Appends a whole statement, or a query inside of one. Its sources are in scope while it is written. */
  statement(node: StatementNode): void
  /** Writes a subquery of FROM: it does not see the sources beside it. */
  apart(write: () => void): void
  /** Notes a named window; false where the WINDOW clause of this query is written already without it. */
  window(name: string, window: WindowNode): boolean
  /** Writes the WINDOW clause, where windows were noted. */
  windows(write: (windows: readonly (readonly [name: string, window: WindowNode])[]) => void): void
  /** Notes that a WITH query is read. */
  uses(cte: CteNode): void
  /** Checks that a column's source can be read here, for programs that are not type-checked; gives that source. */
  reads(alias: string, label: string): SourceNode | undefined
  /** True where a column was written as an expression, which has no name of its own. */
  computed: boolean
  /** Refuses what this database does not have, with its own sentence. */
  needs(feature: keyof Features): void
}

/** Writes one clause of a statement; writes nothing where the statement does not have it. */
export type Clause<N> = (node: N, writer: Writer) => void

/** One renderer per field, in the order in which SQL writes them. A field without one does not compile. */
export type Clauses<N> = { readonly [Field in Exclude<keyof N, 'kind'>]-?: Clause<N> }

/** One renderer per kind of expression. */
export type ExprRenderers = {
  readonly [K in ExprNode['kind']]: (node: Extract<ExprNode, { kind: K }>, writer: Writer, outer: number) => void
}

/** How a value of a type crosses this dialect's driver, where the standard type does not fit. */
export interface Codec {
  /** Turns what the standard type made of the value into what this driver takes. */
  readonly encode?: (wire: Wire, type: SqlType) => Wire
  readonly decode?: (raw: Raw, type: SqlType) => unknown
}

/** How rows inside of a row become one JSON value. The functions `rows_row` and `rows_all` are in `functions`. */
export interface RowsWords {
  /** A value so that JSON keeps it exactly: what JSON has no word for as text, bytes as hex, rows as the JSON they are. */
  cell(node: ExprNode): ExprNode
  /** Who keeps their order: ORDER BY in the aggregate, the order of its subquery, or a position that each row carries. */
  readonly order: 'aggregate' | 'subquery' | 'position'
  /** False where a subquery in FROM cannot read the enclosing query: the limit then stands in the aggregate. */
  readonly reachesOut: boolean
  /** True where texts are equal to the database that are equal to the program: no collation lets capitals pass for small letters. */
  readonly exactText: boolean
  /** For how many rows around them, at most, relations are faster in the one statement than in statements of their own. */
  readonly fewRows: number
  /** True where rows are found key by key, by an index, so that ORDER BY with the key in front has less to sort. */
  readonly byKey: boolean
  /** That a column is one of many values, which travel as one parameter; without it they stand in a list. */
  among?(column: ExprNode, values: readonly Wire[], type: SqlType): ExprNode
}

/** How far a transaction is kept from what others do at the same time. */
export type Isolation = 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable'

/** How a transaction is begun. */
export interface TransactionMode {
  /** The database's own unless told. SQLite has one transaction that writes at a time: each is serializable, whatever is asked for. */
  readonly isolation?: Isolation | undefined
  /** `READ ONLY`: the database refuses a change. */
  readonly readOnly?: boolean | undefined
  /** `DEFERRABLE`, on PostgreSQL: a serializable transaction that only reads waits until it cannot fail. */
  readonly deferrable?: boolean | undefined
}

/** A database as the compiler sees it. `Lacks` are the features it does not have, each with its sentence. */
export interface Dialect<out Lacks extends AnyLack = AnyLack> {
  readonly name: string
  /** The features that this database does not have: what is wrong, a semicolon, what to do instead. */
  readonly lacks: Partial<Features>
  readonly '~lacks'?: Lacks
  /** How many parameters one statement may have. */
  readonly maxParams: number
  /** The longest name, in bytes of UTF-8. Longer ones are refused, since some databases cut them in silence. */
  readonly maxName: number
  /** Writes a name so that it means itself, whatever it holds. */
  quote(name: string): string
  /** The mark of the n-th parameter, from 1. */
  placeholder(index: number): string
  /** True where one parameter may be read in several places: `$1` twice. */
  readonly sharesParams: boolean
  /** True where RETURNING is the way to learn a generated key: the driver does not tell it. */
  readonly returnsKeys: boolean
  /** True where ALTER TABLE can add a foreign key, so that tables may point to each other in a circle. */
  readonly lateForeignKeys: boolean
  /** True where statements that build tables are part of their transaction; elsewhere each of them commits. */
  readonly ddlInTransactions: boolean
  /** The statements that begin a transaction. */
  begin(mode: TransactionMode): readonly string[]
  /** What stands before a statement to see how it is run; for `analyze` the database runs it, and measures. */
  explain(analyze: boolean): string
  /** True where one DROP TABLE takes tables that point to each other. */
  readonly dropsCircles: boolean
  /** What lets foreign keys be broken until the transaction ends, where tables that point to each other are dropped one by one. */
  readonly deferForeignKeys: string | undefined
  /** The type to which a parameter is cast where nothing around it tells its type; undefined for none. */
  castParam(type: SqlType): string | undefined
  /** A value as text of SQL, for DDL only: defaults, checks. */
  literal(value: Wire): string
  /** What `CAST` and DDL call a type. */
  readonly types: Readonly<Record<string, string | ((type: SqlType, column: { readonly inKey: boolean }) => string)>>
  /** What `CAST` calls a type where it is not DDL's name. */
  readonly castTypes: Readonly<Record<string, string | ((type: SqlType) => string)>>
  readonly codecs: Readonly<Record<string, Codec>>
  /** How rows inside of a row travel as JSON. */
  readonly rows: RowsWords
  readonly select: Clauses<SelectNode>
  readonly set: Clauses<SetNode>
  readonly insert: Clauses<InsertNode>
  readonly update: Clauses<UpdateNode>
  readonly delete: Clauses<DeleteNode>
  readonly merge: Clauses<MergeNode>
  readonly raw: Clauses<RawNode>
  readonly createSchema: Clauses<CreateSchemaNode>
  readonly createTable: Clauses<CreateTableNode>
  readonly createIndex: Clauses<CreateIndexNode>
  readonly addForeignKey: Clauses<AddForeignKeyNode>
  readonly dropForeignKey: Clauses<DropForeignKeyNode>
  readonly dropTable: Clauses<DropTableNode>
  /** An expression as it is stored in a column, where the database would not bring it to the column's type by itself. */
  stored(expr: ExprNode, column: TargetNode): ExprNode
  /** Writes which indexes a table's reader is to use. */
  indexHint(hint: IndexHint, writer: Writer): void
  /** Writes one entry of ORDER BY. */
  ordering(order: OrderNode, writer: Writer): void
  /** Writes rows of values as a source, with its name. */
  valuesSource(node: ValuesSource, writer: Writer): void
  /** Writes a function as a source, with its name. */
  functionSource(node: FunctionSource, writer: Writer): void
  readonly exprs: ExprRenderers
  /** Operators that this dialect writes in its own way. */
  readonly operators: Readonly<Record<string, (node: InfixNode, writer: Writer, outer: number) => void>>
  /** Functions that this dialect spells in its own way; the rest are `name(args)`. */
  readonly functions: Readonly<Record<string, (call: CallNode, writer: Writer, outer: number) => void>>
}

/** The clause tables of a dialect by the kind of statement. */
export type ClauseTables = { readonly [K in StatementNode['kind']]: Clauses<any> }
