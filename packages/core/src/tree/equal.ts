import type { CteNode, ParamNode } from '../ast.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { Node } from './fields.ts'
import { allSteps, type Cells, cteSteps, type Holder, type Step } from './steps.ts'
import { rootOf, type Tree } from './walk.ts'

/**
 * True where two statements or expressions are the same tree: of the same nodes, with equal values in their parameters.
 * A parameter that stands in two places must do so in both, since there it is one parameter to some databases.
 */
export function equal(first: Tree, second: Tree): boolean {
  const pairs = new Pairs()
  pairs.add(rootOf(first), rootOf(second))
  return pairs.areEqual()
}

/** What is still to compare, two by two, and what was met on the way. */
class Pairs {
  readonly #open: Node[] = []
  readonly #twins = new Map<ParamNode | CteNode, unknown>()

  add(a: Node, b: Node): void {
    this.#open.push(a, b)
  }

  areEqual(): boolean {
    while (this.#open.length > 0) {
      const [b, a] = [this.#open.pop() as Node, this.#open.pop() as Node]
      if (a.kind !== b.kind) return false
      if (a.kind === 'param' && this.#isKnown(a)) {
        if (!this.#isTwin(a, b)) return false
      } else if (!this.#sameFields(allSteps[a.kind], a as unknown as Holder, b as unknown as Holder)) {
        return false
      } else if (a.kind === 'param') {
        this.#twins.set(a, b)
      }
    }
    // One that stands in two places here and two that stand in them there are not the same.
    return new Set(this.#twins.values()).size === this.#twins.size
  }

  #isKnown(a: ParamNode | CteNode): boolean {
    return this.#twins.has(a)
  }

  #isTwin(a: ParamNode | CteNode, b: unknown): boolean {
    return this.#twins.get(a) === b
  }

  #sameFields(steps: readonly Step[], a: Holder, b: Holder): boolean {
    return steps.every((step) => {
      const [left, right] = [a[step.field], b[step.field]]
      if (step.part === 'rows') return this.#sameRows(a, b, left as Rows, right as Rows)
      if (step.part === 'value') return sameValue(left, right)
      if (left === undefined || right === undefined) return left === right
      return this.#samePart(step, left, right)
    })
  }

  #samePart({ part, steps }: Step, left: any, right: any): boolean {
    switch (part) {
      case 'node':
        this.add(left, right)
        return true
      case 'node[]':
        return this.#sameLists(left, right)
      case 'node[][]':
        return sameLists(left as Rows, right as Rows, (one, other) => this.#sameLists(one as Node[], other as Node[]))
      case 'record':
        return this.#sameFields(steps, left, right)
      case 'record[]':
        return sameLists(left as Holder[], right as Holder[], (one, other) => this.#sameFields(steps, one, other))
      case 'word':
        return sameWords(left, right)
      case 'type':
        return sameType(left, right)
      case 'cte':
        if (this.#isKnown(left)) return this.#isTwin(left, right)
        this.#twins.set(left, right)
        return this.#sameFields(cteSteps, left, right)
      default:
        return true
    }
  }

  #sameLists(left: readonly Node[], right: readonly Node[]): boolean {
    return sameLists(left, right, (one, other) => {
      this.add(one, other)
      return true
    })
  }

  /** The rows of an INSERT: an expression stands beside the row that it is a cell of. */
  #sameRows(a: Holder, b: Holder, left: Rows, right: Rows): boolean {
    return sameLists(left, right, (row, other) => {
      const [cells, others] = [(a.expressions as Cells)?.get(row), (b.expressions as Cells)?.get(other)]
      if (cells?.size !== others?.size || !sameLists(row, other, sameValue)) return false
      return [...(cells ?? [])].every(([at, cell]) => {
        const twin = others?.get(at)
        if (twin) this.add(cell, twin)
        return twin !== undefined
      })
    })
  }
}

type Rows = readonly (readonly unknown[])[]

function sameLists<T>(left: readonly T[], right: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return left.length === right.length && left.every((one, i) => same(one, right[i] as T))
}

const sameWords = (left: unknown, right: unknown): boolean =>
  Array.isArray(left) && Array.isArray(right) ? sameLists(left, right, Object.is) : left === right

/** Types of one name and arguments that cross the driver in the same way. */
export const sameType = (left: SqlType, right: SqlType): boolean =>
  left === right ||
  (left.name === right.name &&
    left.kind === right.kind &&
    sameLists(left.args, right.args, Object.is) &&
    left.encode === right.encode &&
    left.decode === right.decode &&
    left.map === right.map &&
    left.words === right.words)

/** Equal values: dates of one instant, bytes one by one, JSON documents part by part. */
function sameValue(left: unknown, right: unknown): boolean {
  const open: unknown[] = [left, right]
  while (open.length > 0) {
    const [b, a] = [open.pop(), open.pop()]
    if (Object.is(a, b)) continue
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
    if (a instanceof Date && b instanceof Date) {
      if (!Object.is(a.getTime(), b.getTime())) return false
      continue
    }
    const [keys, others] = [Object.keys(a), Object.keys(b)]
    if (!sameLists(keys.sort(), others.sort(), Object.is)) return false
    for (const key of keys) open.push((a as Holder)[key], (b as Holder)[key])
  }
  return true
}
