// The tree. Types only: this file declares no values. A keyword is never a node: WHERE, LIMIT and
// FOR UPDATE are fields of the statement, and the clause table (compile/) writes a field each.
import type { SqlType } from './types/sql-type.ts'

// ── expressions ────────────────────────────────────────────────────────────────────────────────

/** A column of a source in FROM; `source` is the source's alias. */
export interface ColumnNode {
  readonly kind: 'column'
  readonly source: string
  readonly name: string
  readonly type: SqlType
  /** The table and column for messages: `tracks.lengthMs`. */
  readonly label: string
}

/** A bound value. It travels as a parameter, always; the text never holds it. */
export interface ParamNode {
  readonly kind: 'param'
  readonly value: unknown
  readonly type: SqlType
  /** The column that the value is compared with or stored in, for messages. */
  readonly label: string | undefined
}

/** A parameter that gets its value when the statement runs. */
export interface PlaceholderNode {
  readonly kind: 'placeholder'
  readonly name: string
  readonly type: SqlType
}

/** TRUE, FALSE or NULL, written as the word. */
export interface ConstantNode {
  readonly kind: 'constant'
  readonly value: boolean | null
  readonly type: SqlType
}

/** A function call; an aggregate may have DISTINCT, FILTER and ORDER BY; a window has OVER. */
export interface CallNode {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly ExprNode[]
  readonly type: SqlType
  readonly distinct?: boolean
  readonly filter?: ExprNode
  readonly orderBy?: readonly OrderNode[]
  readonly over?: WindowNode
  /** count(*) rather than count() */
  readonly star?: boolean
  /** Computed over several rows; with OVER it is a window's. */
  readonly aggregate?: true
  /** The feature without which a database has no such function. */
  readonly needs?: string
  /** A function that the program declared: no dialect spells it otherwise. */
  readonly declared?: boolean
}

/** Operands with an operator between them; `and`, `or`, `+`, `*` and `||` take any number. */
export interface InfixNode {
  readonly kind: 'infix'
  readonly operator: InfixOperator
  readonly operands: readonly ExprNode[]
  readonly type: SqlType
}

export type InfixOperator =
  | 'or'
  | 'and'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in'
  | 'like'
  | 'not like'
  | 'ilike'
  | 'not ilike'
  | 'starts with'
  | 'ends with'
  | 'contains'
  | 'is distinct from'
  | 'is not distinct from'
  | '||'
  | '+'
  | '-'
  | '*'
  | '/'
  | 'div'
  | '%'

/** An operator before its operand. */
export interface PrefixNode {
  readonly kind: 'prefix'
  readonly operator: 'not' | '-' | 'exists' | 'not exists'
  readonly operand: ExprNode
  readonly type: SqlType
}

/** A test behind its operand: IS NULL, IS TRUE. */
export interface PostfixNode {
  readonly kind: 'postfix'
  readonly operator: 'is null' | 'is not null' | 'is true' | 'is not true' | 'is false' | 'is not false'
  readonly operand: ExprNode
  readonly type: SqlType
}

export interface BetweenNode {
  readonly kind: 'between'
  readonly operand: ExprNode
  readonly low: ExprNode
  readonly high: ExprNode
  readonly negated: boolean
  readonly type: SqlType
}

export interface CastNode {
  readonly kind: 'cast'
  readonly operand: ExprNode
  readonly type: SqlType
}

/** CASE; with an operand each `when` is compared to it. */
export interface CaseNode {
  readonly kind: 'case'
  readonly operand: ExprNode | undefined
  readonly branches: readonly { readonly when: ExprNode; readonly then: ExprNode }[]
  readonly otherwise: ExprNode | undefined
  readonly type: SqlType
}

/** Values in parentheses: the right of IN, a row value. */
export interface ListNode {
  readonly kind: 'list'
  readonly items: readonly ExprNode[]
  readonly type: SqlType
}

export interface SubqueryNode {
  readonly kind: 'subquery'
  readonly query: QueryNode
  readonly type: SqlType
}

/**
 * The rows of a query as one value: a list of objects, or with `one` an object or null. Most read a row of the query
 * around it, to whose columns they belong.
 */
export interface RowsNode {
  readonly kind: 'rows'
  readonly query: SelectNode
  readonly one: boolean
  readonly strategy: Strategy | undefined
  readonly type: SqlType
}

/** How the rows of a relation are fetched: in the statement as JSON, by one more statement, or joined to the statement. */
export type Strategy = 'json' | 'split' | 'join'

/** SQL text that is not modelled, with nodes in its gaps; there is one more text than nodes. */
export interface FragmentNode {
  readonly kind: 'fragment'
  readonly texts: readonly string[]
  readonly nodes: readonly ExprNode[]
  /** SQL that the program wrote: what it does to the session is not known. */
  readonly declared?: boolean
  readonly type: SqlType
}

/** The value that an INSERT would have stored in a column, had its key not been there: `excluded.price`. */
export interface ExcludedNode {
  readonly kind: 'excluded'
  readonly name: string
  readonly type: SqlType
}

/** An identifier that stands by itself, such as a function of the user's own; several are joined by dots. */
export interface NameNode {
  readonly kind: 'name'
  readonly names: readonly string[]
  /** The WITH query that has this name. */
  readonly cte?: CteNode
  readonly type: SqlType
}

export type ExprNode =
  | ColumnNode
  | ParamNode
  | PlaceholderNode
  | ConstantNode
  | CallNode
  | InfixNode
  | PrefixNode
  | PostfixNode
  | BetweenNode
  | CastNode
  | CaseNode
  | ListNode
  | SubqueryNode
  | RowsNode
  | FragmentNode
  | NameNode
  | ExcludedNode

export interface OrderNode {
  readonly by: ExprNode
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last' | undefined
}

export interface WindowNode {
  /** The name under which the WINDOW clause has it. */
  readonly name?: string
  readonly partitionBy: readonly ExprNode[]
  readonly orderBy: readonly OrderNode[]
  readonly frame?: FrameNode
}

/** The rows around a row over which a window function computes; a number of rows or a distance stands for itself. */
export interface FrameNode {
  readonly unit: 'rows' | 'range' | 'groups'
  readonly from: BoundNode
  readonly to: BoundNode
  readonly exclude: 'current row' | 'group' | 'ties' | undefined
}

export interface BoundNode {
  /** Undefined for `unbounded` and for the current row. */
  readonly distance: number | undefined
  readonly side: 'unbounded preceding' | 'preceding' | 'current row' | 'following' | 'unbounded following'
}

// ── sources: what stands in FROM ───────────────────────────────────────────────────────────────

export interface TableSource {
  readonly kind: 'table'
  readonly name: string
  readonly schema: string | undefined
  readonly alias: string
  /** A part of its rows, by chance. */
  readonly sample?: SampleNode
  /** Which of its indexes the database is to use. */
  readonly hint?: IndexHint
}

/** TABLESAMPLE. */
export interface SampleNode {
  readonly method: 'bernoulli' | 'system'
  readonly percent: ExprNode
  readonly seed: ExprNode | undefined
}

/** USE, FORCE or IGNORE INDEX. */
export interface IndexHint {
  readonly how: 'use' | 'force' | 'ignore'
  readonly indexes: readonly string[]
}

/** A query in FROM, named by its alias. */
export interface QuerySource {
  readonly kind: 'query'
  readonly query: QueryNode
  readonly alias: string
}

/** A use of a WITH query. The WITH clause is collected from these. */
export interface CteSource {
  readonly kind: 'cte'
  readonly cte: CteNode
  readonly alias: string
}

/** A column of a source that names and types its own. */
export interface SourceColumn {
  readonly name: string
  readonly type: SqlType
}

/** Rows of values, as a table: VALUES under a name. */
export interface ValuesSource {
  readonly kind: 'values'
  readonly columns: readonly SourceColumn[]
  readonly rows: readonly (readonly ExprNode[])[]
  readonly alias: string
}

/** A function that gives rows, in FROM. */
export interface FunctionSource {
  readonly kind: 'function'
  readonly call: CallNode
  readonly columns: readonly SourceColumn[]
  /** The column that numbers the rows. */
  readonly ordinality: string | undefined
  readonly alias: string
}

export type SourceNode = TableSource | QuerySource | CteSource | ValuesSource | FunctionSource

/** A WITH query. The second part of a recursive one reads the first through `CteSource`s of this very node. */
export interface CteNode {
  readonly name: string
  readonly columns: readonly string[]
  readonly recursive: boolean
  /** Whether the database computes it by itself, or may merge it into what reads it; undefined leaves it to the database. */
  readonly materialized: boolean | undefined
  query: QueryNode | InsertNode | UpdateNode | DeleteNode
}

export interface JoinNode {
  readonly how: 'join' | 'left join' | 'right join' | 'full join' | 'cross join'
  readonly source: SourceNode
  /** True where the source reads those before it. */
  readonly lateral: boolean
  readonly on: ExprNode | undefined
}

// ── statements ─────────────────────────────────────────────────────────────────────────────────

/** An entry of a select list: an expression by its key, or a nested record of entries. */
export interface OutputNode {
  readonly key: string
  readonly expr: ExprNode
}

export interface NestedOutput {
  readonly key: string
  readonly outputs: readonly Output[]
  /** A column that is never null in a row that exists: where it is null, an outer join found nothing, and so is the object. */
  readonly presence: ExprNode | undefined
}

export type Output = OutputNode | NestedOutput

/** A part of a comment behind a statement: `route='%2Ftracks'`. */
export interface TagNode {
  readonly key: string
  readonly value: string
}

/** A SELECT. Fields stand in the order in which SQL writes them; each has its clause in the dialect's table. */
export interface SelectNode {
  readonly kind: 'select'
  readonly comment?: readonly TagNode[]
  /** What the optimizer is told, in its own words. */
  readonly hint: string | undefined
  readonly distinct: boolean
  readonly distinctOn: readonly ExprNode[]
  readonly outputs: readonly Output[]
  readonly from: SourceNode | undefined
  readonly joins: readonly JoinNode[]
  readonly where: ExprNode | undefined
  readonly groupBy: readonly ExprNode[]
  readonly grouping: readonly GroupingNode[]
  readonly having: ExprNode | undefined
  /** Named windows have their clause here; they are collected from the expressions that stand in them. */
  readonly windows: undefined
  readonly orderBy: readonly OrderNode[]
  readonly limit: ExprNode | undefined
  /** True where rows equal to the last one in the order come too. */
  readonly withTies: boolean
  readonly offset: ExprNode | undefined
  readonly lock: LockNode | undefined
  /** Sources of the enclosing query that this one reads. */
  readonly correlated: readonly string[]
}

/** ROLLUP, CUBE or GROUPING SETS: several groupings in one. */
export interface GroupingNode {
  readonly how: 'rollup' | 'cube' | 'grouping sets'
  readonly sets: readonly (readonly ExprNode[])[]
}

export interface LockNode {
  readonly strength: 'update' | 'no key update' | 'share' | 'key share'
  /** The sources whose rows are locked; none for all. */
  readonly of: readonly string[]
  readonly wait: 'noWait' | 'skipLocked' | undefined
}

/** UNION, INTERSECT or EXCEPT of two queries with the same keys. */
export interface SetNode {
  readonly kind: 'set'
  readonly comment?: readonly TagNode[]
  readonly members: readonly QueryNode[]
  readonly operator: 'union' | 'intersect' | 'except'
  readonly all: boolean
  readonly orderBy: readonly OrderNode[]
  readonly limit: ExprNode | undefined
  readonly offset: ExprNode | undefined
}

export type QueryNode = SelectNode | SetNode

/** A column that a statement writes to. */
export interface TargetNode {
  readonly name: string
  readonly type: SqlType
  readonly label: string
}

/**
 * An INSERT of rows. A cell is a value of its column's type, or `undefined` for DEFAULT; plain values stay
 * plain, since a thousand rows would be ten thousand nodes. A cell that is an expression stands in `expressions`.
 */
export interface InsertNode {
  readonly kind: 'insert'
  readonly comment?: readonly TagNode[]
  readonly how: 'insert' | 'insert ignore' | 'replace'
  readonly into: TableSource
  readonly columns: readonly TargetNode[]
  readonly rows: readonly (readonly unknown[])[]
  readonly expressions: ReadonlyMap<readonly unknown[], ReadonlyMap<number, ExprNode>> | undefined
  /** The query whose rows are inserted, in the place of `rows`. */
  readonly query: QueryNode | undefined
  readonly conflict: ConflictNode | undefined
  /** The column whose values the database generates, where the table has one and no row gives it a value. */
  readonly key: TargetNode | undefined
  readonly returning: readonly Output[] | undefined
}

/** ON CONFLICT: what happens to a row whose key is there already. Without `set` the row that is there stays as it is. */
export interface ConflictNode {
  /** The columns of the key; none for any key. */
  readonly target: readonly TargetNode[]
  readonly set: readonly Assignment[] | undefined
  readonly where: ExprNode | undefined
}

/** `column = expression`. */
export interface Assignment {
  readonly column: TargetNode
  readonly to: ExprNode
}

export interface UpdateNode {
  readonly kind: 'update'
  readonly comment?: readonly TagNode[]
  readonly table: TableSource
  readonly set: readonly Assignment[]
  /** Other sources that SET and WHERE read. */
  readonly from: readonly SourceNode[]
  readonly where: ExprNode | undefined
  readonly returning: readonly Output[] | undefined
}

export interface DeleteNode {
  readonly kind: 'delete'
  readonly comment?: readonly TagNode[]
  readonly from: TableSource
  /** Other sources that WHERE reads. */
  readonly using: readonly SourceNode[]
  readonly where: ExprNode | undefined
  readonly returning: readonly Output[] | undefined
}

/** A MERGE: the rows of a source are brought into a table. */
export interface MergeNode {
  readonly kind: 'merge'
  readonly comment?: readonly TagNode[]
  readonly into: TableSource
  readonly using: SourceNode
  readonly on: ExprNode
  readonly whens: readonly MergeWhen[]
}

/** One WHEN of a MERGE, with what it updates or inserts. */
export interface MergeWhen {
  readonly matched: 'matched' | 'not matched'
  readonly condition: ExprNode | undefined
  readonly action: 'update' | 'delete' | 'insert' | 'do nothing'
  readonly set: readonly Assignment[]
  readonly columns: readonly TargetNode[]
  readonly cells: readonly ExprNode[]
}

// ── schema statements ──────────────────────────────────────────────────────────────────────────

export interface ColumnInfo {
  readonly key: string
  readonly name: string
  readonly type: SqlType
  readonly nullable: boolean
  readonly identity: boolean
  readonly default: ExprNode | undefined
  /** What the column is computed from, whenever a row is stored or, if virtual, read. */
  readonly generated: GeneratedNode | undefined
  /** In a primary key, a unique constraint, an index or a foreign key: MySQL needs a length for text there. */
  readonly inKey: boolean
}

export interface GeneratedNode {
  readonly as: ExprNode
  readonly virtual: boolean
}

export interface KeyNode {
  readonly name: string
  readonly columns: readonly string[]
}

export interface ForeignKeyNode extends KeyNode {
  readonly target: TableSource
  readonly targetColumns: readonly string[]
  readonly onDelete: ForeignKeyAction | undefined
  readonly onUpdate: ForeignKeyAction | undefined
}

export type ForeignKeyAction = 'cascade' | 'set null' | 'set default' | 'restrict' | 'no action'

export interface CheckNode {
  readonly name: string
  readonly condition: ExprNode
}

export interface CreateTableNode {
  readonly kind: 'createTable'
  readonly table: TableSource
  readonly columns: readonly ColumnInfo[]
  readonly primaryKey: KeyNode | undefined
  readonly uniques: readonly KeyNode[]
  readonly foreignKeys: readonly ForeignKeyNode[]
  readonly checks: readonly CheckNode[]
}

/** CREATE SCHEMA, where there is none of that name. */
export interface CreateSchemaNode {
  readonly kind: 'createSchema'
  readonly name: string
}

export interface CreateIndexNode {
  readonly kind: 'createIndex'
  readonly unique: boolean
  readonly name: string
  readonly table: TableSource
  readonly columns: readonly OrderNode[]
  readonly where: ExprNode | undefined
}

export interface AddForeignKeyNode {
  readonly kind: 'addForeignKey'
  readonly table: TableSource
  readonly foreignKey: ForeignKeyNode
}

export interface DropForeignKeyNode {
  readonly kind: 'dropForeignKey'
  readonly table: TableSource
  readonly name: string
}

export interface DropTableNode {
  readonly kind: 'dropTable'
  /** Several at once where they point to each other. */
  readonly tables: readonly TableSource[]
}

/** A whole statement in the user's own SQL, with the types of its columns. */
export interface RawNode {
  readonly kind: 'raw'
  readonly comment?: readonly TagNode[]
  readonly sql: FragmentNode
  readonly outputs: readonly Output[] | undefined
}

export type StatementNode =
  | QueryNode
  | InsertNode
  | UpdateNode
  | DeleteNode
  | MergeNode
  | RawNode
  | CreateSchemaNode
  | CreateTableNode
  | CreateIndexNode
  | AddForeignKeyNode
  | DropForeignKeyNode
  | DropTableNode
