import type { CteNode, Output, StatementNode } from '../ast.ts'
import { LimitExceeded, StatementError } from '../errors.ts'
import { outputsOf as unitedOutputs } from '../tree/united.ts'
import { walk } from '../tree/walk.ts'
import type { SqlType, Wire } from '../types/sql-type.ts'
import type { Dialect } from './dialect.ts'
import { shownTypes } from './sensitive.ts'
import { type Shape, shapeOf } from './shape.ts'
import { deepest, type Slot, TextWriter } from './writer.ts'

/** A statement as a database takes it. */
export interface Compiled {
  readonly sql: string
  /** The parameters as the driver takes them; `undefined` where a slot waits for its value. */
  readonly params: readonly (Wire | undefined)[]
  /** The type of each parameter. */
  readonly types: readonly SqlType[]
  /** The places that `param(…)` left open, by position. */
  readonly slots: ReadonlyMap<number, Slot>
  /** How its rows are built; undefined for a statement without rows. */
  readonly shape: Shape | undefined
  /** True where some of the words are not Espalier's, so that the statement may change the session it runs in. */
  readonly foreign: boolean
}

/** Anything with a statement's tree. */
export interface StatementLike {
  readonly node: StatementNode
}

/** Turns a statement into SQL and its parameters, without any database. */
export function compile(statement: StatementLike, dialect: Dialect): Compiled {
  return compiledOf(statement.node, written(statement.node, dialect), dialect)
}

/** What a statement is compiled to that was written. */
export function compiledOf(node: StatementNode, writer: TextWriter, dialect: Dialect): Compiled {
  if (writer.params.length > dialect.maxParams) {
    throw new LimitExceeded(
      `the statement has ${writer.params.length} parameters, and ${dialect.name} takes ${dialect.maxParams}; send it in parts`,
    )
  }
  const outputs = outputsOf(node)
  const { sql, params, slots, hasForeign: foreign } = writer
  return { sql, params, types: shownTypes(node, writer), slots, shape: outputs && shapeOf(outputs), foreign }
}

const inDdl: ReadonlySet<StatementNode['kind']> = new Set([
  'createSchema',
  'createTable',
  'createIndex',
  'addForeignKey',
  'dropForeignKey',
  'dropTable',
])

/**
 * Writes a statement. WITH stands before the queries that read it, so a statement that reads WITH queries is
 * written again behind them; all others are written once.
 */
export function written(
  node: StatementNode,
  dialect: Dialect,
  open = (ddl: boolean): TextWriter => new TextWriter(dialect, ddl),
): TextWriter {
  const first = open(inDdl.has(node.kind))
  first.statement(node)
  if (first.ctes.size === 0) return first
  if (node.kind !== 'select' && node.kind !== 'set' && node.kind !== 'raw') first.needs('withInChange')
  const ordered = new Set<CteNode>()
  for (const cte of first.ctes) collect(cte, open, ordered, new Set())
  const writer = open(false)
  const ctes = [...ordered]
  namedOnce(ctes)
  hidesNone(ctes, node)
  writer.text(ctes.some((cte) => cte.recursive) ? 'with recursive ' : 'with ')
  writer.list(ctes, (cte) => {
    writer.name(cte.name)
    writer.text(' (')
    writer.list(cte.columns, (column) => writer.name(column))
    writer.text(cte.materialized === undefined ? ') as (' : materializedAs(cte.materialized, writer))
    if (cte.query.kind !== 'select' && cte.query.kind !== 'set') writer.needs('changingCte')
    writer.statement(cte.query)
    writer.text(')')
  })
  writer.text(' ')
  writer.statement(node)
  return writer
}

function materializedAs(materialized: boolean, writer: TextWriter): string {
  writer.needs('materialized')
  return materialized ? ') as materialized (' : ') as not materialized ('
}

/** Two WITH queries of one name would be one to the database. */
function namedOnce(ctes: readonly CteNode[]): void {
  const names = new Set<string>()
  for (const { name } of ctes) {
    if (names.has(name)) throw new StatementError(`two WITH queries are called ${name}; give one another name`)
    names.add(name)
  }
}

/** A table of the name of a WITH query could not be read beside it: to most databases, not even inside of it. */
function hidesNone(ctes: readonly CteNode[], node: StatementNode): void {
  // Names that differ in capitals only are one to SQLite and MySQL.
  const names = new Set(ctes.map(({ name }) => name.toLowerCase()))
  const changed = 'into' in node ? node.into : node.kind === 'update' ? node.table : node.kind === 'delete' && node.from
  walk(node, (read) => {
    if (read.kind !== 'table' || read === changed || read.schema !== undefined) return
    if (names.has(read.name.toLowerCase()))
      throw new StatementError(`a WITH query hides the table ${read.name}; give the WITH query another name`)
  })
}

/** A WITH query behind those that it reads itself. */
function collect(
  cte: CteNode,
  open: (ddl: boolean) => TextWriter,
  ordered: Set<CteNode>,
  entered: Set<CteNode>,
  depth = 1,
): void {
  if (ordered.has(cte) || entered.has(cte)) return
  if (depth > deepest) throw new LimitExceeded(`WITH queries read each other more than ${deepest} deep; leave some out`)
  entered.add(cte)
  const scratch = open(false)
  scratch.statement(cte.query)
  for (const inner of scratch.ctes) collect(inner, open, ordered, entered, depth + 1)
  ordered.add(cte)
}

/** The select list or RETURNING of a statement. */
function outputsOf(node: StatementNode): readonly Output[] | undefined {
  switch (node.kind) {
    case 'select':
      return node.outputs
    case 'set':
      return unitedOutputs(node)
    case 'insert':
    case 'update':
    case 'delete':
      return node.returning
    case 'raw':
      return node.outputs
    default:
      return undefined
  }
}
