import type { CteNode, ExprNode, ParamNode, PlaceholderNode, SourceNode, StatementNode, WindowNode } from '../ast.ts'
import { LimitExceeded, StatementError, Unsupported, ValueError } from '../errors.ts'
import type { SqlType, Wire } from '../types/sql-type.ts'
import type { ClauseTables, Dialect, Writer } from './dialect.ts'
import type { Features } from './features.ts'

/** A parameter that gets its value when the statement runs. */
export interface Slot {
  readonly name: string
  readonly type: SqlType
}

/**
 * How deep a tree may nest. The databases stop near it (SQLite at 1,000, MariaDB at about 500 parentheses); this keeps
 * JavaScript's own stack from overflowing, which before its code is optimized it does at about 800.
 */
export const deepest = 600

/** The one walk over a statement: text, parameters and what was met on the way. */
export class TextWriter implements Writer {
  readonly dialect: Dialect
  sql = ''
  readonly params: (Wire | undefined)[] = []
  /** The type of each parameter. */
  readonly types: SqlType[] = []
  /** The node of each parameter; undefined for a value that stands in none. */
  readonly nodes: (ParamNode | undefined)[] = []
  /** The places among the parameters that are filled when the statement runs. */
  readonly slots: Map<number, Slot> = new Map()
  /** The WITH queries that were read, in the order of their first use. */
  readonly ctes: Set<CteNode> = new Set()
  readonly ddl: boolean
  computed = false
  /** True where some of the words are not Espalier's. */
  hasForeign = false
  /** True where a sensitive column is read: values beside it are not shown. */
  hasSensitive = false
  #shared: Map<ParamNode, number> | undefined
  readonly #names: Map<string, string>
  #depth = 0
  #scope: Scope | undefined

  constructor(dialect: Dialect, ddl = false) {
    this.dialect = dialect
    this.ddl = ddl
    this.#names = namesOf(dialect)
  }

  text(sql: string): void {
    this.sql += sql
  }

  name(name: string): void {
    this.sql += this.#names.get(name) ?? quoted(this.dialect, name, this.#names)
  }

  foreign(): void {
    this.hasForeign = true
  }

  expr(node: ExprNode, outer = 0): void {
    if (++this.#depth > deepest) {
      throw new LimitExceeded(
        `an expression is nested more than ${deepest} deep; put parts of it into subqueries or flat and(…)/or(…) lists`,
      )
    }
    if (node.kind === 'column' && node.type.sensitive) this.hasSensitive = true
    const render = this.dialect.exprs[node.kind] as (node: ExprNode, writer: Writer, outer: number) => void
    render(node, this, outer)
    this.#depth--
  }

  exprs(nodes: readonly ExprNode[]): void {
    for (let i = 0; i < nodes.length; i++) {
      if (i > 0) this.sql += ', '
      this.expr(nodes[i] as ExprNode)
    }
  }

  bare(node: ExprNode, outer = 0): void {
    if (node.kind === 'param' || node.kind === 'placeholder') this.param(node)
    else this.expr(node, outer)
  }

  list<T>(items: readonly T[], write: (item: T, index: number) => void, separator = ', '): void {
    for (let i = 0; i < items.length; i++) {
      if (i > 0) this.sql += separator
      write(items[i] as T, i)
    }
  }

  param(node: ParamNode | PlaceholderNode): void {
    if (node.kind === 'placeholder') {
      this.slots.set(this.params.length, node)
      this.#mark(undefined, node.type)
      return
    }
    if (!this.dialect.sharesParams) return this.value(node.value, node.type, node.label, node)
    this.#shared ??= new Map()
    const known = this.#shared.get(node)
    if (known !== undefined) {
      this.sql += this.dialect.placeholder(known)
      return
    }
    this.value(node.value, node.type, node.label, node)
    this.#shared.set(node, this.params.length)
  }

  value(value: unknown, type: SqlType, label: string | undefined, node?: ParamNode): void {
    const wire = value === null ? null : encode(this.dialect, value, type, label)
    if (this.ddl) this.sql += this.dialect.literal(wire)
    else this.#mark(wire, type, node)
  }

  #mark(wire: Wire | undefined, type: SqlType, node?: ParamNode): void {
    this.params.push(wire)
    this.types.push(type)
    this.nodes.push(node)
    this.sql += this.dialect.placeholder(this.params.length)
  }

  statement(node: StatementNode): void {
    if (++this.#depth > deepest)
      throw new LimitExceeded(`queries are nested more than ${deepest} deep; name the inner ones with cte(…)`)
    const outer = this.#scope
    this.#scope = scopeOf(node, outer)
    const clauses = (this.dialect as unknown as ClauseTables)[node.kind]
    for (const field in clauses) (clauses[field] as (node: StatementNode, writer: Writer) => void)(node, this)
    this.#scope = outer
    this.#depth--
  }

  apart(write: () => void): void {
    const scope = this.#scope
    this.#scope = scope?.outer
    write()
    this.#scope = scope
  }

  window(name: string, window: WindowNode): boolean {
    const scope = this.#scope
    if (!scope) return false
    const known = scope.windows?.get(name)
    if (known !== undefined && known !== window)
      throw new StatementError(`two windows are called ${name}; give one another name`)
    if (known === undefined) {
      if (scope.windowsWritten) return false
      scope.windows ??= new Map()
      scope.windows.set(name, window)
    }
    return true
  }

  windows(write: (windows: readonly (readonly [name: string, window: WindowNode])[]) => void): void {
    const scope = this.#scope
    if (!scope) return
    scope.windowsWritten = true
    if (scope.windows) write([...scope.windows])
  }

  uses(cte: CteNode): void {
    this.ctes.add(cte)
  }

  reads(alias: string, label: string): SourceNode | undefined {
    const scope = this.#scope
    if (!scope) return undefined
    const source = scope.sources.get(alias) ?? correlated(scope, alias)
    if (source) return source
    throw new StatementError(
      `column ${label}: its table is not in FROM; add .from(…), .join(…), or .correlate(…) for a column of the enclosing query`,
    )
  }

  needs(feature: keyof Features): void {
    const sentence = this.dialect.lacks[feature]
    if (sentence) throw new Unsupported(feature, sentence)
  }
}

interface Scope {
  readonly sources: ReadonlyMap<string, SourceNode>
  readonly correlated: readonly string[]
  readonly outer: Scope | undefined
  /** The named windows of a query, until its WINDOW clause is written. */
  windows?: Map<string, WindowNode>
  windowsWritten?: boolean
}

/** The sources of a statement, inside of those around it; undefined where nothing is to check. */
function scopeOf(node: StatementNode, outer: Scope | undefined): Scope | undefined {
  switch (node.kind) {
    case 'select': {
      for (const alias of node.correlated) {
        if (!around(outer, alias))
          throw new StatementError(`table ${alias} is not in FROM; the enclosing query must have it for .correlate(…)`)
      }
      if (!node.from && node.joins.length > 0)
        throw new StatementError('a query joins before it has a FROM; begin with .from(…)')
      const sources: SourceNode[] = node.from ? [node.from, ...node.joins.map((join) => join.source)] : []
      return { sources: byAlias(sources), correlated: node.correlated, outer }
    }
    case 'insert':
      return { sources: byAlias([node.into]), correlated: [], outer }
    case 'update':
      return { sources: byAlias([node.table, ...node.from]), correlated: [], outer }
    case 'delete':
      return { sources: byAlias([node.from, ...node.using]), correlated: [], outer }
    case 'merge':
      return { sources: byAlias([node.into, node.using]), correlated: [], outer }
    case 'set':
      return outer
    default:
      return undefined
  }
}

/** The source of that name that is nearest around a query. */
function around(scope: Scope | undefined, alias: string): SourceNode | undefined {
  for (let at = scope; at; at = at.outer) {
    const source = at.sources.get(alias)
    if (source) return source
  }
  return undefined
}

const correlated = (scope: Scope, alias: string): SourceNode | undefined =>
  scope.correlated.includes(alias) ? around(scope.outer, alias) : undefined

function byAlias(sources: readonly SourceNode[]): ReadonlyMap<string, SourceNode> {
  const found = new Map<string, SourceNode>()
  for (const source of sources) {
    const { alias } = source
    if (found.has(alias))
      throw new StatementError(`two sources are called ${alias}; give one another name with alias(…)`)
    found.set(alias, source)
  }
  return found
}

/** A value as the driver takes it; a value that does not fit is an error that names the column. */
export function encode(dialect: Dialect, value: unknown, type: SqlType, label: string | undefined): Wire {
  try {
    const wire = type.encode(value)
    const codec = dialect.codecs[type.name]
    return codec?.encode ? codec.encode(wire, type) : wire
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    throw new ValueError(`value for ${label ?? `a parameter of type ${type.name}`}: ${error.message}`)
  }
}

const quotedNames = new WeakMap<Dialect, Map<string, string>>()

/** The names that a dialect has quoted: they come from the program, not from its users' data, and are kept. */
function namesOf(dialect: Dialect): Map<string, string> {
  const known = quotedNames.get(dialect)
  if (known) return known
  const names = new Map<string, string>()
  quotedNames.set(dialect, names)
  return names
}

function quoted(dialect: Dialect, name: string, names: Map<string, string>): string {
  const sql = dialect.quote(checked(dialect, name))
  if (names.size > 10_000) names.clear()
  names.set(name, sql)
  return sql
}

function checked(dialect: Dialect, name: string): string {
  if (typeof name !== 'string' || name === '')
    throw new StatementError('a name is empty; every table, column and alias has one')
  if (name.includes('\0')) throw new StatementError('a name holds the character NUL')
  // UTF-8 cannot write it: the database would keep U+FFFD, and two such names would be one.
  if (/\p{Surrogate}/u.test(name)) throw new StatementError('a name holds half a surrogate pair')
  if (name.length * 4 > dialect.maxName && utf8Length(name) > dialect.maxName) {
    throw new StatementError(
      `the name ${name.slice(0, 20)}… is longer than the ${dialect.maxName} bytes that ${dialect.name} keeps; shorten it`,
    )
  }
  return name
}

/** How many bytes a text has in UTF-8, without the encoder that only some runtimes have. */
function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) as number
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
