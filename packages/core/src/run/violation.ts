// What a constraint refused, and which declared columns it is about.
import type { CreateTableNode, ExprNode, KeyNode } from '../ast.ts'
import { DatabaseError, type Refused } from '../errors.ts'
import { type AnyTable, createStatements, schema } from '../schema/schema.ts'
import { columnIn, columnName, definition, type TableDefinition } from '../schema/table.ts'

/** What a server tells of the constraint that a statement broke. */
export interface Violated extends Refused {
  readonly constraint?: string | undefined
  readonly table?: string | undefined
  readonly columns?: readonly string[] | undefined
}

type KeysOf<Table> = Table extends { readonly [definition]: TableDefinition<infer Defs> } ? keyof Defs & string : never

/** A constraint refused a row. */
export class ConstraintViolation extends DatabaseError {
  static override readonly page: string = 'ConstraintViolation'
  override name = 'ConstraintViolation'
  /** The constraint's name in the database; SQLite tells it of a CHECK only, and MySQL and MariaDB call a primary key PRIMARY. */
  readonly constraint: string | undefined
  /** The table's name in the database. MariaDB does not tell it of a duplicate, nor SQLite of a foreign key or a CHECK. */
  readonly table: string | undefined
  /** The names of the columns in the database, where the server tells them. */
  readonly columns: readonly string[] | undefined

  constructor(message: string, { constraint, table, columns, ...refused }: Violated) {
    super(message, refused)
    this.constraint = constraint
    this.table = table
    this.columns = columns
  }

  /**
   * True where it was a constraint of this declared table on exactly these columns, by their keys:
   * `error instanceof UniqueViolation && error.is(users, 'email')`. Without keys, any constraint of the table. What the
   * server does not tell is found by the constraint's name, if that is the one that `createAll` gives. SQLite tells
   * nothing of a foreign key, so that it is never known there.
   */
  is<Table extends AnyTable>(table: Table, ...keys: readonly KeysOf<Table>[]): boolean {
    const { name } = table[definition]
    if (this.table !== undefined && this.table !== name) return false
    const declared = this.constraint === undefined ? undefined : constraintsOf(table).get(this.constraint)
    const columns = this.columns ?? declared
    if (this.table === undefined && declared === undefined) return false
    if (keys.length === 0) return true
    const asked = new Set(keys.map((key) => columnName(key, columnIn(table, key))))
    return columns?.length === asked.size && columns.every((column) => asked.has(column))
  }
}

/** A key that must be unique was there already. */
export class UniqueViolation extends ConstraintViolation {
  static override readonly page = 'UniqueViolation'
  override name = 'UniqueViolation'
}

/** A foreign key points to a row that is not there, or a row that is pointed to was to go. */
export class ForeignKeyViolation extends ConstraintViolation {
  static override readonly page = 'ForeignKeyViolation'
  override name = 'ForeignKeyViolation'
}

/** A column that must have a value got none. */
export class NotNullViolation extends ConstraintViolation {
  static override readonly page = 'NotNullViolation'
  override name = 'NotNullViolation'
}

/** A row does not keep to a CHECK. */
export class CheckViolation extends ConstraintViolation {
  static override readonly page = 'CheckViolation'
  override name = 'CheckViolation'
}

/** The columns of each constraint of a table by its name, as the database calls them. */
function constraintsOf(table: AnyTable): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const { node } of createStatements(schema({ table }), true)) {
    if (node.kind === 'createTable') for (const { name, columns } of keysOf(node)) found.set(name, columns)
    else if (node.kind === 'createIndex' && node.unique)
      found.set(node.name, [...new Set(node.columns.flatMap(({ by }) => columnsIn(by)))])
  }
  return found
}

function keysOf({ primaryKey, uniques, foreignKeys, checks }: CreateTableNode): readonly KeyNode[] {
  // MySQL and MariaDB call every primary key by this name.
  const primary = primaryKey ? [primaryKey, { name: 'PRIMARY', columns: primaryKey.columns }] : []
  const checked = checks.map(({ name, condition }) => ({ name, columns: [...new Set(columnsIn(condition))] }))
  return [...primary, ...uniques, ...foreignKeys, ...checked]
}

/** Every column that an expression reads. */
function columnsIn(node: ExprNode): string[] {
  if (node.kind === 'column') return [node.name]
  return Object.values(node)
    .flat()
    .flatMap((part) => (isNode(part) ? columnsIn(part) : []))
}

const isNode = (part: unknown): part is ExprNode => typeof part === 'object' && part !== null && 'kind' in part
