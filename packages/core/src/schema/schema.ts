import type {
  AddForeignKeyNode,
  CheckNode,
  ColumnInfo,
  CreateIndexNode,
  CreateSchemaNode,
  CreateTableNode,
  DropForeignKeyNode,
  ExprNode,
  ForeignKeyNode,
  GeneratedNode,
  KeyNode,
  StatementNode,
  TableSource,
} from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Built } from '../expr/built.ts'
import { type AnyExpr, Expr, orderOf } from '../expr/expr.ts'
import { meta, type SourceMeta } from '../expr/source.ts'
import type { TableConstraint } from './constraint.ts'
import { type ColumnDefs, columnName, columnTable, definition, type TableDefinition } from './table.ts'

/** Any table, as a schema holds it. */
export interface AnyTable {
  readonly [meta]: SourceMeta
  readonly [definition]: TableDefinition<any>
}

/** A set of tables that belong together: what SQLAlchemy calls MetaData. */
export interface Schema {
  readonly tables: readonly AnyTable[]
}

/** Declares a schema: `schema({ artists, tracks })`. */
export function schema(tables: Readonly<Record<string, AnyTable>>): Schema {
  const list = Object.values(tables)
  const names = new Set<string>()
  for (const table of list) {
    const { name } = table[definition]
    const path = pathOf(table[definition])
    if (names.has(path)) throw new StatementError(`two tables of the schema are called ${name}; give one another name`)
    names.add(path)
  }
  return { tables: list }
}

/** A table's name behind that of its schema: tables of one name may be in several. */
const pathOf = ({ schema, name }: { readonly schema: string | undefined; readonly name: string }): string =>
  schema === undefined ? name : `${schema}.${name}`

/** A statement that builds or takes down a part of a schema. */
export class SchemaStatement extends Built<StatementNode> {}

/**
 * The statements that create a schema: tables behind those that they point to, foreign keys that close a circle
 * by ALTER TABLE behind all tables, then indexes. Without `late` (SQLite, which cannot add a foreign key later but
 * does not mind a table that is missing yet) all foreign keys stand in CREATE TABLE.
 */
export function createStatements(schema: Schema, late: boolean): SchemaStatement[] {
  const plans = ordered(schema.tables.map(planOf))
  const created = new Set<string>()
  const tables: CreateTableNode[] = []
  const added: AddForeignKeyNode[] = []
  for (const { create } of plans) {
    created.add(pathOf(create.table))
    const closes = (key: ForeignKeyNode): boolean => late && isLater(key, created, plans)
    tables.push({ ...create, foreignKeys: create.foreignKeys.filter((key) => !closes(key)) })
    for (const foreignKey of create.foreignKeys.filter(closes))
      added.push({ kind: 'addForeignKey', table: create.table, foreignKey })
  }
  const schemas = late ? schemasOf(tables) : []
  const statements = [...schemas, ...tables, ...added, ...plans.flatMap((plan) => plan.indexes)]
  return statements.map((node) => new SchemaStatement(node))
}

/** The schemas that tables are in, by their names. */
function schemasOf(tables: readonly CreateTableNode[]): CreateSchemaNode[] {
  const names = new Set(tables.flatMap(({ table }) => (table.schema === undefined ? [] : [table.schema])))
  return [...names].map((name) => ({ kind: 'createSchema', name }))
}

/**
 * The statements that drop a schema's tables: the mirror of `createStatements`. Schemas themselves stay. Tables that
 * point to each other go in one statement, or without `together` (MariaDB) their foreign keys go first.
 */
export function dropStatements(schema: Schema, late: boolean, together = true): SchemaStatement[] {
  const create = createStatements(schema, late).map((statement) => statement.node)
  const tables = create.flatMap((node) => (node.kind === 'createTable' ? [node.table] : [])).reverse()
  const circles = create.filter((node) => node.kind === 'addForeignKey')
  const keys = together ? [] : circles.map(dropOf)
  const drops = together && circles.length > 0 ? [tables] : tables.map((table) => [table])
  return [...keys, ...drops.map((tables) => ({ kind: 'dropTable', tables }) as const)].map(
    (node) => new SchemaStatement(node),
  )
}

const dropOf = ({ table, foreignKey: { name } }: AddForeignKeyNode): DropForeignKeyNode => ({
  kind: 'dropForeignKey',
  table,
  name,
})

interface Plan {
  readonly create: CreateTableNode
  readonly indexes: readonly CreateIndexNode[]
}

/** True where the table that a foreign key points to is created behind this one. */
const isLater = (key: ForeignKeyNode, created: ReadonlySet<string>, plans: readonly Plan[]): boolean =>
  !created.has(pathOf(key.target)) && plans.some((plan) => pathOf(plan.create.table) === pathOf(key.target))

/** Tables behind those that they point to; in a circle the one that was declared first comes first. */
function ordered(plans: readonly Plan[]): readonly Plan[] {
  const byName = new Map(plans.map((plan) => [pathOf(plan.create.table), plan]))
  const done = new Set<Plan>()
  const open = new Set<Plan>()
  const visit = (plan: Plan): void => {
    if (done.has(plan) || open.has(plan)) return
    open.add(plan)
    for (const key of plan.create.foreignKeys) {
      const target = byName.get(pathOf(key.target))
      if (target) visit(target)
    }
    done.add(plan)
  }
  for (const plan of plans) visit(plan)
  return [...done]
}

function planOf(table: AnyTable): Plan {
  const { name, defs, constraints } = table[definition]
  const source = tableSource(table)
  const all = [...columnConstraints(defs as ColumnDefs, table), ...constraints()]
  const keyed = new Set(all.flatMap(keyColumns))
  const computed = generatedIn(table, all)
  const columns = Object.entries(defs as ColumnDefs).map(([key, def]): ColumnInfo => {
    const column = columnName(key, def)
    const { nullable = false, identity = false } = def.options
    return {
      key,
      name: column,
      type: def.type,
      nullable,
      identity,
      default: defaultOf(def, `${name}.${key}`),
      generated: computed.get(column),
      inKey: keyed.has(column),
    }
  })
  const primary = all.filter((constraint) => constraint.kind === 'primaryKey')
  if (primary.length > 1) {
    throw new StatementError(
      `table ${name} has two primary keys; name the columns of one key together with primaryKey(t.a, t.b)`,
    )
  }
  return {
    create: {
      kind: 'createTable',
      table: source,
      columns,
      primaryKey: primary[0] && { name: `${name}_pkey`, columns: primary[0].columns.map(columnOf) },
      uniques: all.filter((constraint) => constraint.kind === 'unique').map((constraint) => uniqueOf(name, constraint)),
      foreignKeys: all
        .filter((constraint) => constraint.kind === 'foreignKey')
        .map((constraint) => foreignKeyOf(name, constraint)),
      checks: [...all.filter((constraint) => constraint.kind === 'check').map(checkOf), ...enumChecks(name, table)],
    },
    indexes: all.filter((constraint) => constraint.kind === 'index').map((constraint) => indexOf(source, constraint)),
  }
}

type Constraint<K extends TableConstraint['kind']> = Extract<TableConstraint, { kind: K }>

/** What columns declare for themselves, as constraints of the table. */
function columnConstraints(defs: ColumnDefs, table: AnyTable): TableConstraint[] {
  const constraints: TableConstraint[] = []
  for (const [key, { options }] of Object.entries(defs)) {
    const columns = [table[meta].columns[key] as AnyExpr]
    if (options.primaryKey) constraints.push({ kind: 'primaryKey', columns })
    if (options.unique) constraints.push({ kind: 'unique', name: undefined, columns })
    if (options.references) {
      const { to, onDelete, onUpdate } = options.references
      constraints.push({ kind: 'foreignKey', columns, to: () => [to()], onDelete, onUpdate })
    }
  }
  return constraints
}

/** How the generated columns of a table are computed, by their names. */
function generatedIn(table: AnyTable, all: readonly TableConstraint[]): ReadonlyMap<string, GeneratedNode> {
  const { name, defs } = table[definition]
  const found = new Map<string, GeneratedNode>()
  for (const constraint of all) {
    if (constraint.kind !== 'generated') continue
    const { column, as, virtual } = constraint
    found.set(columnOf(column), { as: as.node, virtual })
  }
  for (const [key, def] of Object.entries(defs as ColumnDefs)) {
    const column = columnName(key, def)
    if (def.options.generated && !found.has(column))
      throw new StatementError(
        `column ${name}.${key} is generated; say from what, with generated(t.${key}).as(…) beside the columns`,
      )
    if (!def.options.generated && found.has(column))
      throw new StatementError(`column ${name}.${key} is computed from others; declare it with .generated()`)
  }
  return found
}

/** The columns that a key of any kind holds. */
function keyColumns(constraint: TableConstraint): string[] {
  if (constraint.kind === 'check' || constraint.kind === 'generated') return []
  if (constraint.kind === 'index') return constraint.columns.flatMap((column) => named(orderOf(column).by))
  return constraint.columns.flatMap((column) => named(column.node))
}

const named = (node: ExprNode): string[] => (node.kind === 'column' ? [node.name] : [])

function columnOf(column: AnyExpr): string {
  if (column.node.kind === 'column') return column.node.name
  throw new StatementError('a key consists of columns; an expression can stand in a unique index')
}

const uniqueOf = (table: string, { name, columns }: Constraint<'unique'>): KeyNode => {
  const names = columns.map(columnOf)
  return { name: name ?? `${table}_${names.join('_')}_key`, columns: names }
}

function foreignKeyOf(table: string, { columns, to, onDelete, onUpdate }: Constraint<'foreignKey'>): ForeignKeyNode {
  const names = columns.map(columnOf)
  const targets = to()
  const [first] = targets
  if (first?.node.kind !== 'column' || targets.length !== columns.length) {
    throw new StatementError(
      `the foreign key ${table}(${names.join(', ')}) points to ${targets.length} columns; it needs ${columns.length}`,
    )
  }
  const target = tableOf(first)
  if (targets.some((column) => tableOf(column) !== target))
    throw new StatementError(`the foreign key ${table}(${names.join(', ')}) points to columns of several tables`)
  return {
    name: `${table}_${names.join('_')}_fkey`,
    columns: names,
    target,
    targetColumns: targets.map(columnOf),
    onDelete,
    onUpdate,
  }
}

/** The table that a column is of; that of an alias is the table itself. */
function tableOf(column: AnyExpr): TableSource {
  const table = columnTable(column.node)
  if (table) return table
  throw new StatementError('a foreign key points to columns of tables')
}

const checkOf = ({ name, condition }: Constraint<'check'>): CheckNode => ({ name, condition: condition.node })

/** A column that is one of several values keeps to them by a CHECK. */
function enumChecks(table: string, { [meta]: { columns }, [definition]: { defs } }: AnyTable): CheckNode[] {
  return Object.entries(defs as ColumnDefs).flatMap(([key, def]) => {
    if (def.type.name !== 'enum') return []
    const column = columns[key] as AnyExpr
    return [{ name: `${table}_${columnName(key, def)}_check`, condition: column.in(def.type.args as never).node }]
  })
}

function indexOf(table: TableSource, { name, unique, columns, where }: Constraint<'index'>): CreateIndexNode {
  return { kind: 'createIndex', unique, name, table, columns: columns.map(orderOf), where: where?.node }
}

function defaultOf(def: ColumnDefs[string], label: string): ExprNode | undefined {
  const value = def.options.default
  if (value === undefined) return undefined
  return value instanceof Expr ? value.node : { kind: 'param', value: value.value, type: def.type, label }
}

function tableSource(table: AnyTable): TableSource {
  const { node } = table[meta]
  if (node.kind === 'table') return node
  throw new StatementError('a schema holds tables')
}
