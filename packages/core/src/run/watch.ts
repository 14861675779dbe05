// Who looks on: listeners, a line for each statement, a channel of the runtime. Nothing is measured where nobody looks.
import type { StatementNode } from '../ast.ts'
import { commentText } from '../compile/ansi/comment.ts'
import type { Compiled } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import { RepeatedQuery } from '../errors.ts'
import type { Wire } from '../types/sql-type.ts'
import { type Duration, milliseconds, now } from './clock.ts'
import type { DriverResult, Host } from './driver.ts'
import { type Repeated, type RepeatedOptions, Repeats } from './repeated.ts'

/** A statement that was answered or refused. */
export interface QueryEvent {
  /** Whether it is a statement of the program, or words of a transaction itself: BEGIN, SAVEPOINT, COMMIT, ROLLBACK. */
  readonly kind: 'statement' | 'transaction'
  /** The statement as it was sent. */
  readonly sql: string
  /** What stands for each parameter: its type's name, or its value where values are asked for and no sensitive column is beside it. */
  readonly params: readonly unknown[]
  /** Milliseconds from the moment it was sent to its answer. */
  readonly duration: number
  /** Rows that it gave or matched; undefined where it failed, and of the words of a transaction. */
  readonly rowCount: number | undefined
  /**
   * How its text was come by: `hit` where the same query was sent before with other values and not compiled again, `miss`
   * where it was compiled for this, `prepared` where the program did so by `prepare`; undefined for the words of a transaction.
   */
  readonly cache: 'hit' | 'miss' | 'prepared' | undefined
  /** Why it failed. */
  readonly error: unknown
}

/** A statement that is sent, for who looks on. */
export interface Seen extends Pick<QueryEvent, 'cache'> {
  readonly compiled: Pick<Compiled, 'sql' | 'types'>
  readonly params: readonly Wire[]
}

/** What can be listened for. */
export interface DatabaseEvents {
  /** Every statement, and what a transaction says itself. */
  query: QueryEvent
  /** Statements that took as long as `slow`, or longer. */
  slow: QueryEvent
  /** Statements that failed. */
  error: QueryEvent
  /** A connection was made. */
  connect: Record<never, never>
  /** A connection was closed or lost. */
  disconnect: Record<never, never>
}

/** What a database tells of itself. */
export interface WatchOptions {
  /** True for a line for each statement on the console; or where else the lines go. */
  readonly echo?: boolean | ((line: string) => void)
  /** True to show the values of parameters in lines and events, but beside columns that are `sensitive()`. They are the users' data. */
  readonly values?: boolean
  /** How long a statement takes that is told as `slow`: `200ms`. */
  readonly slow?: Duration
  /**
   * What stands in a comment behind each statement, as sqlcommenter has it; undefined for none. It is asked each time, for
   * what changes from one to the next, such as a trace; such a statement is not kept prepared. A statement that has a
   * comment of its own gets no other.
   */
  readonly comment?: () => Readonly<Record<string, string>> | undefined
}

/** What is asked for the comment behind a statement. One that fails does not fail the statement. */
export function commentOf(ask: WatchOptions['comment']): (() => string) | undefined {
  if (!ask) return undefined
  return () => {
    try {
      return commentText(Object.entries(ask() ?? {}))
    } catch {
      return ''
    }
  }
}

type Listener<Event> = (event: Event) => void
declare const console: { log(line: string): void }

/** The listeners of one database. */
export class Watch {
  readonly #listeners: Map<string, Set<Listener<any>>> = new Map()
  readonly #values: boolean
  readonly #slow: number
  readonly #channel: Host['channel']
  #isOn = false

  constructor({ echo = false, values = false, slow }: WatchOptions, channel: Host['channel']) {
    this.#values = values
    this.#slow = slow === undefined ? Number.POSITIVE_INFINITY : milliseconds(slow, 'slow')
    this.#channel = channel
    if (echo) this.on('query', (event) => (echo === true ? console.log : echo)(lineOf(event)))
  }

  /** True where somebody looks at statements. */
  get isOn(): boolean {
    return this.#isOn || this.#channel?.hasSubscribers === true
  }

  /** Calls `listener` for each event; the returned function ends that. */
  on<Name extends keyof DatabaseEvents>(name: Name, listener: Listener<DatabaseEvents[Name]>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener))
    const count = (): void => {
      this.#isOn = ['query', 'slow', 'error'].some((one) => (this.#listeners.get(one)?.size ?? 0) > 0)
    }
    count()
    return () => {
      listeners.delete(listener)
      count()
    }
  }

  /** Who counts queries; most often nobody. */
  #repeats: readonly Repeats[] = []

  /** Counts queries from here on; the returned function ends that. */
  onRepeated(listener: Listener<Repeated>, options: RepeatedOptions): () => void {
    const one = new Repeats(listener, options)
    this.#repeats = [...this.#repeats, one]
    return () => {
      this.#repeats = this.#repeats.filter((other) => other !== one)
    }
  }

  /** Counts a query that a handle is about to send. */
  asked(node: StatementNode, handle: object, dialect: Dialect): void {
    if (this.#repeats.length === 0 || (node.kind !== 'select' && node.kind !== 'set')) return
    for (const one of this.#repeats) one.count(node, handle, dialect)
  }

  /** Tells an event. A listener that fails does not fail the statement. */
  tell<Name extends keyof DatabaseEvents>(name: Name, event: DatabaseEvents[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(event)
      } catch {}
    }
  }

  /** Sends a statement and tells of it. */
  around(seen: Seen, send: () => DriverResult | Promise<DriverResult>): DriverResult | Promise<DriverResult> {
    const begun = now()
    const done = (result: DriverResult): DriverResult => {
      this.#tellOf(seen, begun, result.rowCount, undefined)
      return result
    }
    const failed = (error: unknown): never => {
      this.#tellOf(seen, begun, undefined, error)
      throw error
    }
    let result: DriverResult | Promise<DriverResult>
    try {
      result = send()
    } catch (error) {
      return failed(error)
    }
    return result instanceof Promise ? result.then(done, failed) : done(result)
  }

  /** A statement whose rows are read some at a time; undefined where nobody looks on. */
  reading(compiled: Compiled, params: readonly Wire[]): Reading | undefined {
    if (!this.isOn) return undefined
    const begun = now()
    return new Reading((rowCount, error) => this.#tellOf({ compiled, params, cache: 'miss' }, begun, rowCount, error))
  }

  #tellOf(seen: Seen, begun: number, rowCount: number | undefined, error: unknown): void {
    const { compiled, params, cache } = seen
    const duration = now() - begun
    const event: QueryEvent = {
      kind: cache === undefined ? 'transaction' : 'statement',
      sql: compiled.sql,
      params: this.#shown(compiled, params),
      duration,
      rowCount: cache === undefined ? undefined : rowCount,
      cache,
      error,
    }
    this.tell('query', event)
    if (event.duration >= this.#slow) this.tell('slow', event)
    if (event.error !== undefined) this.tell('error', event)
    if (this.#channel?.hasSubscribers) this.#channel.publish(event)
  }

  #shown({ types }: Seen['compiled'], params: readonly Wire[]): unknown[] {
    return params.map((value, i) => {
      const type = types[i]
      return this.#values && !type?.sensitive ? value : (type?.name ?? 'value')
    })
  }
}

/** The rows of a statement that are read some at a time: told once, when the reading has ended. */
export class Reading {
  readonly #tell: (rowCount: number | undefined, error: unknown) => void
  #rowCount: number | undefined = 0
  #error: unknown
  #isTold = false

  constructor(tell: (rowCount: number | undefined, error: unknown) => void) {
    this.#tell = tell
  }

  found(rows: number): void {
    if (this.#rowCount !== undefined) this.#rowCount += rows
  }

  failed(error: unknown): void {
    this.#rowCount = undefined
    this.#error = error
  }

  ended(): void {
    if (this.#isTold) return
    this.#isTold = true
    this.#tell(this.#rowCount, this.#error)
  }
}

/** `select … from …  [integer, text]  1.24 ms  3 rows  cached`. */
function lineOf({ sql, params, duration, rowCount, cache, error }: QueryEvent): string {
  const list = params.length > 0 ? `[${params.map(String).join(', ')}]` : undefined
  const rows = rowCount === undefined ? undefined : `${rowCount} ${rowCount === 1 ? 'row' : 'rows'}`
  const answer = error === undefined ? rows : (error as Error).name
  const text = cache && { hit: 'cached', miss: 'compiled', prepared: 'prepared' }[cache]
  return [sql, list, `${duration.toFixed(2)} ms`, answer, text].filter((part) => part !== undefined).join('  ')
}

/** Makes an error of a repeated query. */
export function fails({ message }: Repeated): never {
  throw new RepeatedQuery(message)
}
