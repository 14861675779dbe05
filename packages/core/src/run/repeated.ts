// The same query sent again and again from one place: a loop that asks for what belongs to each of its rows.
import type { ColumnNode, ExprNode, StatementNode } from '../ast.ts'
import { compile } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import { StatementError } from '../errors.ts'
import { meta } from '../expr/source.ts'
import { foreignKeysOf } from '../schema/foreign-key.ts'
import { primaryKeyOf } from '../schema/primary-key.ts'
import { tableOfColumn, tableOfSource } from '../schema/table.ts'
import { fingerprint } from '../tree/fingerprint.ts'
import { type Duration, milliseconds, now } from './clock.ts'
import { callSite } from './place.ts'
import { conjuncts } from './relations/link.ts'

/** From when on a query is told as repeated. */
export interface RepeatedOptions {
  /** How often it is sent: 5 times unless told. */
  readonly times?: number
  /** In how long a time: within a second unless told. */
  readonly within?: Duration
}

/** A query that was sent again and again: the same but for its values, from one place of the program. */
export interface Repeated {
  /** The query in the database's words, with marks for its values. */
  readonly sql: string
  /** How often it was sent until now. */
  readonly count: number
  /** The file and the line that sent it, where the runtime tells. */
  readonly at: string | undefined
  /** The relation that gives all of it in one query, where a foreign key or a primary key tells it. */
  readonly relation: string | undefined
  /** All of it as one sentence. */
  readonly message: string
}

/** How often a query was sent from a place, since when. */
interface Run {
  count: number
  since: number
}

/** Counts queries, and tells of those that come again and again. */
export class Repeats {
  readonly #tell: (repeated: Repeated) => void
  readonly #times: number
  readonly #within: number
  /** For each handle, since a transaction's queries are of one piece of work. */
  readonly #runs: WeakMap<object, Map<string, Run>> = new WeakMap()

  constructor(tell: (repeated: Repeated) => void, { times = 5, within = '1s' }: RepeatedOptions) {
    if (!Number.isSafeInteger(times) || times < 2)
      throw new StatementError('a query is repeated from its second time on; give times a whole number, two or more')
    this.#tell = tell
    this.#times = times
    this.#within = milliseconds(within, 'within')
  }

  /** Counts a query that is about to be sent. It is told at the given number of times, and whenever that has doubled. */
  count(node: StatementNode, handle: object, dialect: Dialect): void {
    const at = callSite()
    const { count } = this.#run(`${at} ${fingerprint(node)}`, handle)
    const doublings = Math.log2(count / this.#times)
    if (doublings < 0 || !Number.isInteger(doublings)) return
    const { sql } = compile({ node }, dialect)
    const relation = relationOf(node)
    this.#tell({ sql, count, at, relation, message: sentence(sql, count, at, relation) })
  }

  #run(key: string, handle: object): Run {
    const runs = this.#runs.get(handle) ?? new Map<string, Run>()
    this.#runs.set(handle, runs)
    const time = now()
    let run = runs.get(key)
    if (!run || time - run.since > this.#within) {
      run = { count: 0, since: time }
      for (const [other, { since }] of runs) if (time - since > this.#within) runs.delete(other)
      runs.set(key, run)
    }
    run.count++
    return run
  }
}

function sentence(sql: string, count: number, at: string | undefined, relation: string | undefined): string {
  const place = at === undefined ? '' : ` from ${at}`
  const instead = relation
    ? `select ${relation} in the query of the rows around it, or db.load it for them`
    : 'send one for all of them, with in(…), a join or a relation'
  return `the same query was sent ${count} times${place}; ${instead}: ${sql}`
}

/** The relation that gives for many rows what a query gives for one: `hasMany(artists, tracks.artistId)`. */
function relationOf(node: StatementNode): string | undefined {
  if (node.kind !== 'select' || !node.from) return undefined
  const columns = conjuncts(node.where).flatMap((condition) => columnAsked(condition, node.from?.alias))
  const table = tableOfSource(node.from)
  if (!table || columns.length === 0) return undefined
  const asked = new Set(columns.map(({ name }) => name))
  for (const key of foreignKeysOf(table)) {
    const target = key.targets[0] && tableOfColumn(key.targets[0])
    const own = key.columns.map((column) => column.node as ColumnNode)
    if (target && own.every(({ name }) => asked.has(name)))
      return `hasMany(${target[meta].node.alias}, ${own.length === 1 ? own[0]?.label : node.from.alias})`
  }
  const isOne = primaryKeyOf(node.from)?.every(({ name }) => asked.has(name))
  return isOne ? `belongsTo(…, ${node.from.alias})` : undefined
}

/** The column of a condition that it equals a value: `tracks.artist_id = $1`. */
function columnAsked(condition: ExprNode, source: string | undefined): readonly ColumnNode[] {
  if (condition.kind !== 'infix' || condition.operator !== '=') return []
  const [left, right] = condition.operands
  const [column, value] = left?.kind === 'column' ? [left, right] : [right, left]
  const isValue = value?.kind === 'param' || value?.kind === 'placeholder'
  return column?.kind === 'column' && column.source === source && isValue ? [column] : []
}
