import type { ExprNode, ParamNode, PlaceholderNode, SourceNode, StatementNode } from '../ast.ts'
import type { Dialect } from '../compile/dialect.ts'
import type { Features } from '../compile/features.ts'
import { encode, TextWriter } from '../compile/writer.ts'
import { EspalierError } from '../errors.ts'
import type { SqlType } from '../types/sql-type.ts'
import { shown } from './value.ts'

/** How long a clause may be before it is broken into lines. */
const widest = 80
const longestList = 40

/** A place between two parts of a clause, where a line can end. */
interface Break {
  readonly at: number
  readonly separator: string
}

/** The clause that is being written. */
interface Clause {
  readonly kind: string
  readonly field: string
  /** How many expressions are open in it. */
  level: number
  /** True in the operands of an AND or OR that is the whole clause. */
  chain: boolean
  readonly breaks: Break[]
}

/** A writer that ends lines, and takes down what is wrong rather than to stop. */
export class Printer extends TextWriter {
  /** What is wrong with the statement and does not keep it from being printed. */
  readonly notes: Set<string> = new Set()
  readonly #values: boolean
  readonly #parameters: string[] = []
  readonly #numbers: Map<ParamNode, number> = new Map()
  #indent = ''
  #clause: Clause = { kind: '', field: '', level: 0, chain: false, breaks: [] }

  constructor(dialect: Dialect, ddl: boolean, values: boolean) {
    super(dialect, ddl)
    this.#values = values
  }

  /** Writes a clause on a line of its own, and on several where it is long. */
  clause(kind: string, field: string, write: () => void): void {
    const outer = this.#clause
    const breaks: Break[] = []
    this.#clause = { kind, field, level: 0, chain: false, breaks }
    const start = this.sql.length
    write()
    const isLong = this.sql.length - start > widest && breaks.length > 0
    const clause = isLong ? this.#broken(start, breaks) : this.sql.slice(start)
    const begins = clause.startsWith(' ') && kind !== 'createIndex' && !(kind === 'insert' && field === 'columns')
    this.sql = this.sql.slice(0, start) + (begins ? this.#line + clause.slice(1) : clause)
    this.#clause = outer
  }

  override statement(node: StatementNode): void {
    if (this.#clause.kind === '' && this.sql.endsWith(') ')) this.sql = this.sql.slice(0, -1) + this.#line
    if (!this.sql.endsWith('(')) return super.statement(node)
    const outer = this.#indent
    this.#indent += '  '
    this.sql += this.#line
    super.statement(node)
    this.#indent = outer
    this.sql += this.#line
  }

  override expr(node: ExprNode, outer = 0): void {
    const clause = this.#clause
    const { chain } = clause
    clause.level++
    clause.chain = clause.level === 1 && node.kind === 'infix' && (node.operator === 'and' || node.operator === 'or')
    super.expr(node, outer)
    clause.chain = chain
    clause.level--
  }

  override exprs(nodes: readonly ExprNode[]): void {
    this.list(nodes, (node) => this.expr(node))
  }

  override text(sql: string): void {
    const { kind, field, level, chain } = this.#clause
    if (level === 0 && field === 'joins' && sql.endsWith('join ')) this.sql += this.#line + sql.trimStart()
    else if (level === 0 && kind === 'createTable' && sql.startsWith(', '))
      this.sql += `,${this.#line}  ${sql.slice(2)}`
    else if (chain && level === 1 && field !== 'joins' && (sql === ' and ' || sql === ' or ')) this.#separate(sql)
    else this.sql += sql
  }

  override list<T>(items: readonly T[], write: (item: T, index: number) => void, separator = ', '): void {
    const most = /outputs|returning/.test(this.#clause.field) ? items.length : longestList
    for (let i = 0; i < items.length; i++) {
      this.#between(i, separator)
      if (i === most) {
        this.sql += `… ${items.length - most} more`
        return
      }
      write(items[i] as T, i)
    }
  }

  /** What stands before the i-th part of a list. */
  #between(i: number, separator: string): void {
    const { kind, field, level } = this.#clause
    if (level === 0 && kind === 'createTable' && field === 'columns') this.sql += `${i > 0 ? ',' : ''}${this.#line}  `
    else if (i > 0 && level === 0 && kind === 'set' && field === 'members')
      this.sql += this.#line + separator.trim() + this.#line
    else if (i > 0 && level === 0) this.#separate(separator)
    else if (i > 0) this.sql += separator
  }

  override param(node: ParamNode | PlaceholderNode): void {
    if (node.kind === 'placeholder') {
      const line = `:${node.name} ${typeName(node.type)}`
      if (!this.#parameters.includes(line)) this.#parameters.push(line)
      this.sql += `:${node.name}`
      return
    }
    const known = this.#numbers.get(node)
    if (known !== undefined) {
      this.sql += `:${known}`
      return
    }
    this.value(node.value, node.type, node.label)
    this.#numbers.set(node, this.#count)
  }

  #count = 0

  override value(value: unknown, type: SqlType, label: string | undefined): void {
    if (this.ddl) return super.value(value, type, label)
    this.#noting(() => value === null || encode(this.dialect, value, type, label))
    this.#count++
    this.#parameters.push(
      `:${this.#count} ${typeName(type)}${this.#values && !type.sensitive ? ` = ${shown(value)}` : ''}`,
    )
    this.sql += `:${this.#count}`
  }

  override reads(alias: string, label: string): SourceNode | undefined {
    let source: SourceNode | undefined
    this.#noting(() => {
      source = super.reads(alias, label)
    })
    return source
  }

  override needs(feature: keyof Features): void {
    this.#noting(() => super.needs(feature))
  }

  /** The parameters with their types, as comments. */
  parameters(): string[] {
    const all = this.#parameters
    const some = all.length > longestList ? [...all.slice(0, longestList), `… ${all.length - longestList} more`] : all
    const lines: string[] = []
    for (const one of some) {
      const last = lines.at(-1)
      if (last !== undefined && last.length + one.length < widest) lines[lines.length - 1] = `${last}, ${one}`
      else lines.push(`-- ${one}`)
    }
    return lines
  }

  get #line(): string {
    return `\n${this.#indent}`
  }

  /** Writes what stands between two parts of a clause; a line may end there. */
  #separate(separator: string): void {
    this.#clause.breaks.push({ at: this.sql.length, separator })
    this.sql += separator
  }

  /** A clause with a line for each of its parts, indented below its word. */
  #broken(start: number, breaks: readonly Break[]): string {
    const line = `${this.#line}  `
    const indented = (from: number, to?: number): string => this.sql.slice(from, to).replaceAll('\n', '\n  ')
    const parts = breaks.map(({ at, separator }, i) => {
      const part = indented(at + separator.length, breaks[i + 1]?.at)
      const word = separator.trim()
      return word === ',' ? `,${line}${part}` : `${line}${word} ${part}`
    })
    return indented(start, breaks[0]?.at) + parts.join('')
  }

  #noting(check: () => unknown): void {
    try {
      check()
    } catch (error) {
      if (!(error instanceof EspalierError)) throw error
      this.notes.add(error.message)
    }
  }
}

/** What a type is called. */
export const typeName = ({ name, args }: SqlType): string => (args.length > 0 ? `${name}(${args.join(', ')})` : name)
