// Who looks on: listeners, a line for each statement, a channel of the runtime. Nothing is measured where nobody looks.
import type { StatementNode } from '../ast.ts'
import { commentText } from '../compile/ansi/comment.ts'
import type { Compiled } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import { RepeatedQuery } from '../errors.ts'
import type { Wire } from '../types/sql-type.ts'
import { type Duration, milliseconds, now } from './clock.ts'
import type { DriverResult, Host, RowSource } from './driver.ts'
import { type Repeated, type RepeatedOptions, Repeats } from './repeated.ts'

/** A statement that was answered or refused. */
export interface QueryEvent {
  /** The statement as it was sent. */
  readonly sql: string
  /** What stands for each parameter: its type's name, or its value where values are asked for and its column is not sensitive. */
  readonly params: readonly unknown[]
  /** Milliseconds from the moment it was sent to its answer. */
  readonly duration: number
  /** Rows that it gave or matched; undefined where it failed. */
  readonly rowCount: number | undefined
  /** Why it failed. */
  readonly error: unknown
}

/** What can be listened for. */
export interface DatabaseEvents {
  /** Every statement. */
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
  /** True to show the values of parameters in lines and events, but of columns that are `sensitive()`. They are the users' data. */
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
  around(
    compiled: Compiled,
    params: readonly Wire[],
    send: () => DriverResult | Promise<DriverResult>,
  ): DriverResult | Promise<DriverResult> {
    const begun = now()
    const done = (result: DriverResult): DriverResult => {
      this.#tellOf(compiled, params, begun, result.rowCount, undefined)
      return result
    }
    const failed = (error: unknown): never => {
      this.#tellOf(compiled, params, begun, undefined, error)
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

  /** Rows that are read some at a time; they are told when the reading has ended. */
  aroundRows(compiled: Compiled, params: readonly Wire[], source: RowSource): RowSource {
    if (!this.isOn) return source
    const begun = now()
    let rowCount: number | undefined = 0
    let failure: unknown
    let isTold = false
    return {
      next: async () => {
        try {
          const found = await source.next()
          rowCount = (rowCount ?? 0) + found.length
          return found
        } catch (error) {
          rowCount = undefined
          failure = error
          throw error
        }
      },
      close: async () => {
        try {
          await source.close()
        } finally {
          if (!isTold) {
            isTold = true
            this.#tellOf(compiled, params, begun, rowCount, failure)
          }
        }
      },
    }
  }

  #tellOf(
    compiled: Compiled,
    params: readonly Wire[],
    begun: number,
    rowCount: number | undefined,
    error: unknown,
  ): void {
    const duration = now() - begun
    const event: QueryEvent = { sql: compiled.sql, params: this.#shown(compiled, params), duration, rowCount, error }
    this.tell('query', event)
    if (event.duration >= this.#slow) this.tell('slow', event)
    if (event.error !== undefined) this.tell('error', event)
    if (this.#channel?.hasSubscribers) this.#channel.publish(event)
  }

  #shown({ types }: Compiled, params: readonly Wire[]): unknown[] {
    return params.map((value, i) => {
      const type = types[i]
      return this.#values && !type?.sensitive ? value : (type?.name ?? 'value')
    })
  }
}

/** `select … from …  [integer, text]  1.24 ms  3 rows`. */
function lineOf({ sql, params, duration, rowCount, error }: QueryEvent): string {
  const answer = rowCount === undefined ? (error as Error).name : `${rowCount} ${rowCount === 1 ? 'row' : 'rows'}`
  const list = params.length > 0 ? `  [${params.map(String).join(', ')}]` : ''
  return `${sql}${list}  ${duration.toFixed(2)} ms  ${answer}`
}

/** Makes an error of a repeated query. */
export function fails({ message }: Repeated): never {
  throw new RepeatedQuery(message)
}
