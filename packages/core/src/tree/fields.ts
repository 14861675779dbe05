// What each node consists of, declared once. Walking, replacing, comparing and fingerprints are derived from it. A kind
// of node, a record or a field that is missing here does not compile, and neither does one that is no longer there.
import type {
  Assignment,
  BoundNode,
  CaseNode,
  CheckNode,
  ColumnInfo,
  ConflictNode,
  CteNode,
  ExprNode,
  ForeignKeyNode,
  FrameNode,
  GeneratedNode,
  GroupingNode,
  IndexHint,
  JoinNode,
  KeyNode,
  LockNode,
  MergeWhen,
  NestedOutput,
  OrderNode,
  OutputNode,
  SampleNode,
  SourceColumn,
  SourceNode,
  StatementNode,
  TagNode,
  TargetNode,
  WindowNode,
} from '../ast.ts'
import type { SqlType } from '../types/sql-type.ts'

/** Any node of a tree: an expression, a source or a statement. */
export type Node = ExprNode | SourceNode | StatementNode

export type NodeKind = Node['kind']

/** The node of a kind. */
export type NodeOf<K extends NodeKind> = Extract<Node, { kind: K }>

/** What nodes consist of besides nodes. A new record has its line here and one in `records`. */
interface Records {
  readonly order: OrderNode
  readonly window: WindowNode
  readonly frame: FrameNode
  readonly bound: BoundNode
  readonly branch: CaseNode['branches'][number]
  readonly join: JoinNode
  readonly lock: LockNode
  readonly tag: TagNode
  readonly when: MergeWhen
  readonly sample: SampleNode
  readonly indexHint: IndexHint
  readonly grouping: GroupingNode
  readonly sourceColumn: SourceColumn
  readonly output: OutputNode | NestedOutput
  readonly target: TargetNode
  readonly assignment: Assignment
  readonly conflict: ConflictNode
  readonly column: ColumnInfo
  readonly key: KeyNode
  readonly foreignKey: ForeignKeyNode
  readonly check: CheckNode
  readonly generated: GeneratedNode
}

export type RecordName = keyof Records

type NameOf<V> = {
  [Name in RecordName]: [V] extends [Records[Name]] ? ([Records[Name]] extends [V] ? Name : never) : never
}[RecordName]

type Word = string | number | boolean | null

/**
 * What a field is:
 * - `node`, `node[]`, `node[][]`: nodes, in the order of the text;
 * - a record's name, alone or with `[]`;
 * - `word`: what changes the text, or where the statement may run;
 * - `note`: what stands in messages only;
 * - `type`: a SQL type; `value`: what travels as a parameter;
 * - `rows` and `cells`: the plain values and the expressions of an INSERT; `cte`: a WITH query, which may read itself.
 */
type Part<V> = [V] extends [undefined]
  ? 'note'
  : [V] extends [SqlType | undefined]
    ? 'type'
    : [V] extends [Node | undefined]
      ? 'node'
      : [V] extends [CteNode]
        ? 'cte'
        : [V] extends [Word | readonly string[] | undefined]
          ? 'word' | 'note'
          : unknown extends V
            ? 'value'
            : V extends ReadonlyMap<any, any>
              ? 'cells'
              : V extends readonly (infer Item)[]
                ? ListPart<Item>
                : RecordPart<Exclude<V, undefined>>

type ListPart<Item> = [Item] extends [Node]
  ? 'node[]'
  : [Item] extends [readonly (infer Cell)[]]
    ? unknown extends Cell
      ? 'rows'
      : 'node[][]'
    : [NameOf<Item>] extends [never]
      ? Unlisted
      : `${NameOf<Item>}[]`

type RecordPart<V> = [NameOf<V>] extends [never] ? Unlisted : NameOf<V>

type Unlisted = 'holds a record that is not listed; give it a line in Records and one in records'

type KeyOf<T> = T extends unknown ? keyof T : never
type FieldOf<T, Field> = T extends unknown ? (Field extends keyof T ? T[Field] : never) : never

/** A line for each field. Of a record of two forms, the fields of both. */
type Fields<T> = { readonly [Field in Exclude<KeyOf<T>, 'kind'>]-?: Part<Exclude<FieldOf<T, Field>, undefined>> }

export const records: { readonly [Name in RecordName]: Fields<Records[Name]> } = {
  order: { by: 'node', direction: 'word', nulls: 'word' },
  window: { name: 'word', partitionBy: 'node[]', orderBy: 'order[]', frame: 'frame' },
  frame: { unit: 'word', from: 'bound', to: 'bound', exclude: 'word' },
  bound: { distance: 'word', side: 'word' },
  branch: { when: 'node', then: 'node' },
  join: { how: 'word', lateral: 'word', source: 'node', on: 'node' },
  grouping: { how: 'word', sets: 'node[][]' },
  tag: { key: 'word', value: 'word' },
  when: {
    matched: 'word',
    condition: 'node',
    action: 'word',
    set: 'assignment[]',
    columns: 'target[]',
    cells: 'node[]',
  },
  sample: { method: 'word', percent: 'node', seed: 'node' },
  indexHint: { how: 'word', indexes: 'word' },
  sourceColumn: { name: 'word', type: 'type' },
  lock: { strength: 'word', of: 'word', wait: 'word' },
  output: { key: 'word', expr: 'node', outputs: 'output[]', presence: 'node' },
  target: { name: 'word', type: 'type', label: 'note' },
  assignment: { column: 'target', to: 'node' },
  conflict: { target: 'target[]', set: 'assignment[]', where: 'node' },
  column: {
    key: 'note',
    name: 'word',
    type: 'type',
    nullable: 'word',
    identity: 'word',
    default: 'node',
    generated: 'generated',
    inKey: 'word',
  },
  key: { name: 'word', columns: 'word' },
  foreignKey: {
    name: 'word',
    columns: 'word',
    target: 'node',
    targetColumns: 'word',
    onDelete: 'word',
    onUpdate: 'word',
  },
  check: { name: 'word', condition: 'node' },
  generated: { as: 'node', virtual: 'word' },
}

/** The fields of a WITH query, whose `query` may read the WITH query itself. */
export const cteFields: Fields<CteNode> = {
  name: 'word',
  columns: 'word',
  recursive: 'word',
  materialized: 'word',
  query: 'node',
}

export const nodes: { readonly [K in NodeKind]: Fields<NodeOf<K>> } = {
  // expressions
  column: { source: 'word', name: 'word', type: 'type', label: 'note' },
  param: { value: 'value', type: 'type', label: 'note' },
  placeholder: { name: 'word', type: 'type' },
  constant: { value: 'word', type: 'type' },
  call: {
    name: 'word',
    declared: 'word',
    aggregate: 'note',
    star: 'word',
    distinct: 'word',
    args: 'node[]',
    orderBy: 'order[]',
    filter: 'node',
    over: 'window',
    needs: 'word',
    type: 'type',
  },
  infix: { operator: 'word', operands: 'node[]', type: 'type' },
  prefix: { operator: 'word', operand: 'node', type: 'type' },
  postfix: { operator: 'word', operand: 'node', type: 'type' },
  between: { operand: 'node', negated: 'word', low: 'node', high: 'node', type: 'type' },
  cast: { operand: 'node', type: 'type' },
  case: { operand: 'node', branches: 'branch[]', otherwise: 'node', type: 'type' },
  list: { items: 'node[]', type: 'type' },
  subquery: { query: 'node', type: 'type' },
  rows: { query: 'node', one: 'word', strategy: 'word', type: 'type' },
  fragment: { texts: 'word', nodes: 'node[]', declared: 'word', type: 'type' },
  excluded: { name: 'word', type: 'type' },
  name: { names: 'word', cte: 'cte', type: 'type' },
  // sources
  table: { schema: 'word', name: 'word', alias: 'word', sample: 'sample', hint: 'indexHint' },
  query: { query: 'node', alias: 'word' },
  cte: { cte: 'cte', alias: 'word' },
  values: { columns: 'sourceColumn[]', rows: 'node[][]', alias: 'word' },
  function: { call: 'node', columns: 'sourceColumn[]', ordinality: 'word', alias: 'word' },
  // statements
  select: {
    hint: 'word',
    distinct: 'word',
    distinctOn: 'node[]',
    outputs: 'output[]',
    from: 'node',
    joins: 'join[]',
    where: 'node',
    groupBy: 'node[]',
    grouping: 'grouping[]',
    having: 'node',
    windows: 'note',
    orderBy: 'order[]',
    limit: 'node',
    withTies: 'word',
    offset: 'node',
    lock: 'lock',
    correlated: 'word',
    comment: 'tag[]',
  },
  set: {
    operator: 'word',
    all: 'word',
    members: 'node[]',
    orderBy: 'order[]',
    limit: 'node',
    offset: 'node',
    comment: 'tag[]',
  },
  insert: {
    how: 'word',
    into: 'node',
    columns: 'target[]',
    rows: 'rows',
    expressions: 'cells',
    query: 'node',
    conflict: 'conflict',
    key: 'target',
    returning: 'output[]',
    comment: 'tag[]',
  },
  update: {
    table: 'node',
    set: 'assignment[]',
    from: 'node[]',
    where: 'node',
    returning: 'output[]',
    comment: 'tag[]',
  },
  delete: { from: 'node', using: 'node[]', where: 'node', returning: 'output[]', comment: 'tag[]' },
  merge: { into: 'node', using: 'node', on: 'node', whens: 'when[]', comment: 'tag[]' },
  raw: { sql: 'node', outputs: 'output[]', comment: 'tag[]' },
  // the schema
  createSchema: { name: 'word' },
  createTable: {
    table: 'node',
    columns: 'column[]',
    primaryKey: 'key',
    uniques: 'key[]',
    foreignKeys: 'foreignKey[]',
    checks: 'check[]',
  },
  createIndex: { unique: 'word', name: 'word', table: 'node', columns: 'order[]', where: 'node' },
  addForeignKey: { table: 'node', foreignKey: 'foreignKey' },
  dropForeignKey: { table: 'node', name: 'word' },
  dropTable: { tables: 'node[]' },
}
