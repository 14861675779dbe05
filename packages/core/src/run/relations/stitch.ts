// The statements of a plan one behind the other, and their rows put into each other.
import { type Compiled, compile } from '../../compile/compile.ts'
import type { Dialect } from '../../compile/dialect.ts'
import { ValueError } from '../../errors.ts'
import { rowReader } from '../decode.ts'
import type { Cells, DriverResult } from '../driver.ts'
import { mostKeys } from './keyed.ts'
import { keyedPlan, type Part, type Plan } from './split.ts'
import { cellReader, type Found, type Row, taken, Waiting } from './waiting.ts'

/** Work that asks for the answers to statements, one at a time; whoever runs it sends them, at once or with promises. */
export type Steps<Result> = Generator<Compiled, Result, DriverResult>

/** Runs the work, with statements that are answered by promises. */
export async function inSteps<Result>(
  steps: Steps<Result>,
  send: (compiled: Compiled) => DriverResult | Promise<DriverResult>,
): Promise<Result> {
  let step = steps.next()
  while (!step.done) {
    const sent = send(step.value)
    step = steps.next(sent instanceof Promise ? await sent : sent)
  }
  return step.value
}

/** Runs the work, with statements that are answered at once. */
export function atOnce<Result>(steps: Steps<Result>, send: (compiled: Compiled) => DriverResult): Result {
  let step = steps.next()
  while (!step.done) step = steps.next(send(step.value))
  return step.value
}

/** The rows of a plan with those of its relations. */
export function* rowsOfPlan(plan: Plan, dialect: Dialect): Steps<Row[]> {
  const rows: Row[] = []
  yield* fetched(plan, { dialect, label: '' }, (found, make) => {
    for (let i = 0; i < found.length; i++) rows.push(make(taken(found, i)))
  })
  return rows
}

/** Where in the rows the work is, for errors, and the words of its statements. */
interface Way {
  readonly dialect: Dialect
  readonly label: string
}

/** Fetches the rows of a plan, which `put` makes as often as they are needed, and then each of its relations for all of them. */
function* fetched(plan: Plan, way: Way, put: (found: Found, make: (cells: Cells) => Row) => void): Steps<void> {
  const { dialect } = way
  const { ofCells: build } = rowReader(plan.shape, dialect)
  const parts = plan.parts.map((part) => ({ part, waiting: waitingFor(part, dialect) }))
  const make = (cells: Cells): Row => {
    const row = build(cells)
    for (const { part, waiting } of parts) {
      const holder = holderIn(row, part.path)
      if (holder) waiting.add(holder, cells)
    }
    return row
  }
  // The driver has given them away.
  const all = (yield compile({ node: plan.node }, dialect)).rows as Found
  putFolded(plan, all, parts.length > 0 ? make : build, put)
  for (const { part, waiting } of parts) yield* related(part, waiting, way)
}

/** Where a list is joined, the first of the cells that are of one row stand for it. */
function putFolded(
  { folding }: Plan,
  all: Found,
  make: (cells: Cells) => Row,
  put: (found: Found, make: (cells: Cells) => Row) => void,
): void {
  if (!folding) return put(all, make)
  const folded = folding.of(all)
  put(folded.first, (cells) => {
    const row = make(cells)
    folded.put(row, cells)
    return row
  })
}

/** Fetches what belongs to the rows that wait for it: one statement, or several where there are more keys than one takes. */
export function* related(
  { rows, link, strategy, path }: Omit<Part, 'at'>,
  waiting: Waiting<any>,
  { dialect, label }: Way,
): Steps<void> {
  const { keys } = waiting
  const most = mostKeys(link, dialect)
  const inner: Way = { dialect, label: `${label}column ${path.join('.')}: ` }
  for (let from = 0; from < keys.length; from += most) {
    const { plan, markAt } = keyedPlan(rows.query, link, keys.slice(from, from + most), strategy, dialect)
    yield* fetched(plan, inner, (found, make) => labelled(inner, () => waiting.give(found, markAt, make)))
  }
}

function labelled({ label }: Way, work: () => void): void {
  try {
    work()
  } catch (error) {
    throw error instanceof ValueError ? new ValueError(`${label}${error.message}`) : error
  }
}

function waitingFor({ path, rows, link, at }: Part, dialect: Dialect): Waiting<Cells> {
  const read = link.outer.map(({ type }, i) => cellReader(at[i] as number, type, dialect))
  return new Waiting(path.at(-1) as string, rows.one, read)
}

/** The object in a row that holds what the path ends with; an object on the way may be missing. */
function holderIn(row: Row, path: readonly string[]): Row | null {
  let holder: Row | null = row
  for (let i = 0; i < path.length - 1; i++) holder = holder && (holder[path[i] as string] as Row | null)
  return holder
}
