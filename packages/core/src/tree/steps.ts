// The declaration of fields.ts, made ready for going through nodes.
import type { CteNode, ExprNode } from '../ast.ts'
import { cteFields, type Node, type NodeKind, nodes, records } from './fields.ts'

/** A field of a node or a record, and what it is. A record's fields are its own steps. */
export interface Step {
  readonly field: string
  readonly part:
    | 'node'
    | 'node[]'
    | 'node[][]'
    | 'record'
    | 'record[]'
    | 'word'
    | 'type'
    | 'value'
    | 'rows'
    | 'cells'
    | 'cte'
  readonly steps: readonly Step[]
}

/** A node, or a record in one. */
export type Holder = Readonly<Record<string, unknown>>

const recordSteps: Readonly<Record<string, Step[]>> = Object.fromEntries(Object.keys(records).map((name) => [name, []]))

function stepsOf(fields: Readonly<Record<string, string>>): Step[] {
  return Object.entries(fields).flatMap(([field, part]): Step[] => {
    if (part === 'note') return []
    const own = recordSteps[part.replace('[]', '')]
    if (own) return [{ field, part: part.endsWith('[]') ? 'record[]' : 'record', steps: own }]
    return [{ field, part: part as Step['part'], steps: [] }]
  })
}

for (const [name, fields] of Object.entries(records)) recordSteps[name]?.push(...stepsOf(fields))

/** Every field of a kind of node that is not for messages only. */
export const allSteps: Readonly<Record<NodeKind, readonly Step[]>> = Object.fromEntries(
  Object.entries(nodes).map(([kind, fields]) => [kind, stepsOf(fields)]),
) as unknown as Readonly<Record<NodeKind, readonly Step[]>>

export const cteSteps: readonly Step[] = stepsOf(cteFields)

const inner: ReadonlySet<Step['part']> = new Set(['node', 'node[]', 'node[][]', 'cells', 'cte'])

/** True where nodes can stand in a field. */
const leadsOn = ({ part, steps }: Step, seen: ReadonlySet<readonly Step[]> = new Set()): boolean =>
  inner.has(part) || (!seen.has(steps) && steps.some((step) => leadsOn(step, new Set([...seen, steps]))))

const innerRecords = new Map<readonly Step[], Step[]>()

function innerSteps(steps: readonly Step[]): readonly Step[] {
  const known = innerRecords.get(steps)
  if (known) return known
  const found: Step[] = []
  innerRecords.set(steps, found)
  for (const step of steps) if (leadsOn(step)) found.push({ ...step, steps: innerSteps(step.steps) })
  return found
}

/** The fields of a kind of node in which nodes stand. */
export const childSteps: Readonly<Record<NodeKind, readonly Step[]>> = Object.fromEntries(
  Object.entries(allSteps).map(([kind, steps]) => [kind, innerSteps(steps)]),
) as unknown as Readonly<Record<NodeKind, readonly Step[]>>

/** The expressions among the cells of an INSERT. */
export type Cells = ReadonlyMap<readonly unknown[], ReadonlyMap<number, ExprNode>>

/** Gives each node that stands in a node or record, in the order of the text; the query of a WITH query through `cte`. */
export function eachChild(
  steps: readonly Step[],
  holder: Holder,
  give: (child: Node) => void,
  cte: (node: CteNode) => void,
): void {
  for (const step of steps) {
    const value = holder[step.field]
    if (value === undefined) continue
    switch (step.part) {
      case 'node':
        give(value as Node)
        break
      case 'node[]':
        for (const child of value as readonly Node[]) give(child)
        break
      case 'node[][]':
        for (const list of value as readonly (readonly Node[])[]) for (const child of list) give(child)
        break
      case 'record':
        eachChild(step.steps, value as Holder, give, cte)
        break
      case 'record[]':
        for (const record of value as readonly Holder[]) eachChild(step.steps, record, give, cte)
        break
      case 'cells':
        for (const row of (value as Cells).values()) for (const child of row.values()) give(child)
        break
      case 'cte':
        cte(value as CteNode)
        break
    }
  }
}
