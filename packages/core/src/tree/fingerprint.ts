import type { ColumnNode, CteNode, ExprNode, InfixNode, InsertNode, Output, ParamNode, SelectNode } from '../ast.ts'
import { LimitExceeded } from '../errors.ts'
import type { SqlType } from '../types/sql-type.ts'
import { chainOf } from './chain.ts'
import { sameType } from './equal.ts'
import type { Node, NodeKind } from './fields.ts'
import { allSteps, cteSteps, type Holder, type Step } from './steps.ts'
import { rootOf, type Tree, walk } from './walk.ts'

/**
 * A text that two statements have in common where they are the same but for the values of their parameters: the same
 * SQL on every database, the same types of parameters and columns, the same places for placeholders. It holds for this
 * run of the program only, and says nothing by itself.
 */
export function fingerprint(tree: Tree): string {
  return new Print(rootOf(tree)).text
}

const inDdl: ReadonlySet<NodeKind> = new Set([
  'createTable',
  'createIndex',
  'addForeignKey',
  'createSchema',
  'dropForeignKey',
  'dropTable',
])

/** As deep as a statement may nest that is to be written. */
const deepest = 600

class Print {
  text = ''
  readonly #ddl: boolean
  #params: Map<ParamNode, number> | undefined
  #ctes: Map<CteNode, number> | undefined
  #count = 0
  #depth = 0

  constructor(root: Node) {
    this.#ddl = inDdl.has(root.kind)
    this.#node(root)
  }

  #node(node: Node): void {
    if (++this.#depth > deepest)
      throw new LimitExceeded(`a tree is nested more than ${deepest} deep; put parts of it into WITH queries`)
    switch (node.kind) {
      case 'column':
        this.text += columnText(node)
        break
      case 'param':
        this.#param(node)
        break
      case 'infix':
        this.#infix(node)
        break
      default:
        this.text += node.kind
        this.text += '('
        this.#fields(allSteps[node.kind], node as unknown as Holder)
        if (node.kind === 'select') this.#shared(node)
        if (node.kind === 'insert') this.#rows(node)
        this.text += ')'
    }
    this.#depth--
  }

  #fields(steps: readonly Step[], holder: Holder): void {
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as Step
      const value = holder[step.field]
      if (value === undefined) continue
      switch (step.part) {
        case 'node':
          this.text += i
          this.#node(value as Node)
          break
        case 'node[]':
          this.#nodes(i, value as readonly Node[])
          break
        case 'node[][]':
          this.text += `${i}[`
          for (const list of value as readonly (readonly Node[])[]) {
            this.text += ';'
            this.#nodes(0, list)
          }
          this.text += ']'
          break
        case 'record':
          this.text += `${i}(`
          this.#fields(step.steps, value as Holder)
          this.text += ')'
          break
        case 'record[]': {
          const list = value as readonly Holder[]
          if (list.length === 0) break
          this.text += `${i}[`
          for (let at = 0; at < list.length; at++) {
            this.#fields(step.steps, list[at] as Holder)
            this.text += ','
          }
          this.text += ']'
          break
        }
        case 'word':
          this.text += i
          this.#word(value)
          break
        case 'type':
          this.text += typeText(value as SqlType)
          break
        case 'cte':
          this.#cte(value as CteNode)
          break
      }
    }
  }

  #nodes(i: number, list: readonly Node[]): void {
    if (list.length === 0) return
    this.text += `${i}[`
    for (let at = 0; at < list.length; at++) {
      this.#node(list[at] as Node)
      this.text += ','
    }
    this.text += ']'
  }

  #word(value: unknown): void {
    if (typeof value === 'string') this.text += `${value.length}:${value}`
    else if (Array.isArray(value)) for (const word of value) this.#word(word)
    else this.text += `${value};`
  }

  #param(node: ParamNode): void {
    const known = this.#params?.get(node)
    if (known !== undefined) {
      this.text += `#${known}`
      return
    }
    this.#params ??= new Map()
    this.#params.set(node, this.#count++)
    this.text += `?${typeText(node.type)}`
    if (this.#ddl) this.#word(String(node.type.encode(node.value)))
  }

  #infix(node: InfixNode): void {
    const operands = isChain(node) ? chainOf(node) : only(node)
    // A list of one subquery is written as a value to compare with.
    const operator = operands === node.operands || isChain(node) ? node.operator : node.operator === 'in' ? '=' : '<>'
    this.text += `${operator}${typeText(node.type)}[`
    for (let at = 0; at < operands.length; at++) {
      this.#node(operands[at] as Node)
      this.text += ','
    }
    this.text += ']'
  }

  /**
   * Where the very object of the select list stands again: MySQL names such an entry by its position where it holds a
   * parameter or subquery, and a column of presence that was selected is not selected twice.
   */
  #shared({ outputs, groupBy, orderBy, distinct }: SelectNode): void {
    const leaves = leavesIn(outputs)
    const again = (expr: ExprNode): string => {
      const at = expr.kind === 'column' ? -1 : leaves.indexOf(expr)
      return at >= 0 && isWrittenOnce(expr) ? `=${at}` : '='
    }
    for (const expr of groupBy) this.text += again(expr)
    if (groupBy.length > 0 || distinct) for (const { by } of orderBy) this.text += again(by)
    for (const presence of presencesIn(outputs)) this.text += `!${leaves.indexOf(presence)}`
  }

  #rows({ rows, expressions }: InsertNode): void {
    this.text += rows.length
    let at = 0
    for (const row of rows) {
      const cells = expressions?.get(row)
      if (cells || row.includes(undefined)) {
        this.text += `,${at}:`
        for (let i = 0; i < row.length; i++) {
          const cell = cells?.get(i)
          if (cell) this.#node(cell)
          else this.text += row[i] === undefined ? 'd' : 'v'
        }
      }
      at++
    }
  }

  #cte(cte: CteNode): void {
    const known = this.#ctes?.get(cte)
    if (known !== undefined) {
      this.text += `@${known}`
      return
    }
    this.#ctes ??= new Map()
    this.#ctes.set(cte, this.#ctes.size)
    this.#fields(cteSteps, cte as unknown as Holder)
  }
}

const columns = new WeakMap<ColumnNode, string>()

function columnText(node: ColumnNode): string {
  const known = columns.get(node)
  if (known !== undefined) return known
  const { source, name, type } = node
  const text = `.${source.length}:${source}${name.length}:${name}${typeText(type)}`
  columns.set(node, text)
  return text
}

const types = new WeakMap<SqlType, string>()
const seen: SqlType[] = []

function typeText(type: SqlType): string {
  const known = types.get(type)
  if (known !== undefined) return known
  let at = seen.findIndex((other) => sameType(type, other))
  if (at < 0) at = seen.push(type) - 1
  const text = `~${at}~`
  types.set(type, text)
  return text
}

/** The operands; of a list of one subquery the subquery. */
function only({ operator, operands }: InfixNode): readonly ExprNode[] {
  const [left, right] = operands
  if ((operator !== 'in' && operator !== 'not in') || right?.kind !== 'list' || !left) return operands
  const [item, second] = right.items
  return item?.kind === 'subquery' && !second ? [left, item] : operands
}

/** Chains of these are written flat, however they were nested. */
const isChain = ({ operator }: InfixNode): boolean => operator === 'and' || operator === 'or' || operator === '||'

const leavesIn = (outputs: readonly Output[]): readonly ExprNode[] =>
  outputs.flatMap((output) => ('expr' in output ? [output.expr] : leavesIn(output.outputs)))

const presencesIn = (outputs: readonly Output[]): readonly ExprNode[] =>
  outputs.flatMap((output) =>
    'expr' in output ? [] : [...presencesIn(output.outputs), ...(output.presence ? [output.presence] : [])],
  )

function isWrittenOnce(expr: ExprNode): boolean {
  let found = false
  walk(expr, ({ kind }) => {
    found ||= kind === 'param' || kind === 'placeholder' || kind === 'subquery'
    return !found
  })
  return found
}
