// How the flat columns of a result become a row: nested objects, and null for those that an outer join left out.
import type { ExprNode, Output } from '../ast.ts'
import type { SqlType } from '../types/sql-type.ts'
import { refuse } from '../types/standard.ts'

/** A column of the result. */
export interface Leaf {
  /** Its name on the wire: the key, behind the keys of the objects around it. */
  readonly name: string
  readonly expr: ExprNode
}

/** A row or an object in it: for each key a column of the result, by position, or a nested object. */
export interface Shape {
  readonly keys: readonly string[]
  readonly entries: readonly (Column | Shape)[]
  /** The column that tells, by being null, that the object is not there; -1 for none. */
  readonly presence: number
  /** True where a column is a 64-bit integer, for drivers that round those unless they are asked not to. */
  readonly bigints: boolean
}

export interface Column {
  readonly index: number
  readonly type: SqlType
}

/** Every column of a select list, in the order of the text; presence columns that were not selected come last. */
export const leavesOf = (outputs: readonly Output[]): readonly Leaf[] => keptOf(outputs, leaves, findLeaves)

/** The shape of a select list's rows. */
export const shapeOf = (outputs: readonly Output[]): Shape => keptOf(outputs, shapes, findShape)

const leaves = new WeakMap<readonly Output[], readonly Leaf[]>()
const shapes = new WeakMap<readonly Output[], Shape>()

/** What follows from a select list; kept where the list is frozen, as a table's own is. */
function keptOf<T>(
  outputs: readonly Output[],
  found: WeakMap<readonly Output[], T>,
  find: (outputs: readonly Output[]) => T,
): T {
  if (!Object.isFrozen(outputs)) return find(outputs)
  const known = found.get(outputs) ?? find(outputs)
  found.set(outputs, known)
  return known
}

function findLeaves(outputs: readonly Output[]): Leaf[] {
  const leaves: Leaf[] = []
  const hidden: ExprNode[] = []
  collect(outputs, '', leaves, hidden)
  for (const expr of hidden) {
    if (!leaves.some((leaf) => leaf.expr === expr)) leaves.push({ name: `present ${leaves.length}`, expr })
  }
  return leaves
}

function collect(outputs: readonly Output[], path: string, leaves: Leaf[], hidden: ExprNode[]): void {
  for (const output of outputs) {
    const name = path + output.key
    if ('expr' in output) {
      // Columns are read by position; a long path need not fit into what the database keeps of a name.
      leaves.push({ name: path && name.length > 48 ? `column ${leaves.length}` : name, expr: output.expr })
    } else {
      collect(output.outputs, `${name}.`, leaves, hidden)
      if (output.presence) hidden.push(output.presence)
    }
  }
}

const findShape = (outputs: readonly Output[]): Shape => shapeAround(outputs, leavesOf(outputs), none)

/**
 * The shape of a select list of which some entries are no columns of the result, whose columns are `leaves`: a row has
 * their keys in their places, and something in them until somebody fills them.
 */
export function shapeAround(
  outputs: readonly Output[],
  leaves: readonly Leaf[],
  apart: { has(output: Output): boolean },
): Shape {
  let next = 0
  const shape = (level: readonly Output[], presence: ExprNode | undefined): Shape => {
    const entries = level.map((output) => {
      if (!('expr' in output)) return shape(output.outputs, output.presence)
      return apart.has(output) ? { index: 0, type: open } : { index: next++, type: output.expr.type }
    })
    return {
      keys: level.map((output) => output.key),
      entries,
      presence: presence ? leaves.findIndex((leaf) => leaf.expr === presence) : -1,
      bigints: entries.some((entry) => ('index' in entry ? entry.type.kind === 'bigint' : entry.bigints)),
    }
  }
  return shape(outputs, undefined)
}

const none: ReadonlySet<Output> = new Set()

/** What is not decoded. */
export const open: SqlType = { name: 'rows', kind: 'json', args: [], encode: (value) => refuse('no value', value) }
