// One connection of pg, for as long as it lives.
import { createHash } from 'node:crypto'
import {
  type Cells,
  type DriverResult,
  insist,
  type RowReader,
  type RowSource,
  type SendOptions,
  type Wire,
} from '@espalier/core'
import type pg from 'pg'
import type { Cancel } from './cancel.ts'
import { isAlone, isLoss, isStale } from './failure.ts'
import { besideOf, checkPinned, type PoolMode, pinning } from './pinned.ts'
import { type Beside, Query } from './query.ts'

/** How many statements a connection keeps prepared. */
const kept = 100
/** How many texts that were sent once a connection remembers, to know them the second time. */
const remembered = 500
/** Longer texts are inserts of many rows: they rarely come twice, and would fill the memory. */
const longest = 10_000

const plain: SendOptions = { rows: false, bigints: false }
/** How the transaction of a cursor ends. */
const ends = { open: 'commit', failed: 'rollback', none: undefined, lost: undefined } as const
const states = { I: 'none', T: 'open', E: 'failed' } as const

/** What pg has and its types do not tell. */
interface Inner {
  readonly readyForQuery: boolean
  readonly processID: number | null | undefined
  readonly connection: {
    readonly parsedStatements: Record<string, unknown>
    readonly stream: { readonly destroyed: boolean; destroy(): void }
    once(event: 'readyForQuery' | 'end', listener: () => void): void
    off(event: 'readyForQuery' | 'end', listener: () => void): void
  }
}

/** How a session sends, and is stopped. */
export interface SessionOptions {
  /** True where the server keeps what a connection has prepared. */
  readonly prepare: boolean
  readonly cancel: Cancel
  /** How long it may take to obey when it is stopped, in milliseconds. */
  readonly cutAfter: number
  readonly poolMode: PoolMode | undefined
  /** The oldest version that the program declared. */
  readonly version: string | undefined
}

/** A connection of pg. Its statements run one behind the other, all by the extended protocol: one statement, never two. */
export class PgSession {
  readonly client: pg.Client | pg.PoolClient
  readonly #options: SessionOptions
  #pinned = false
  #lost = false
  /** True where what it has prepared is out of date: it is not to be used again. */
  #stale = false
  /** True where a statement may have changed what the next user would meet. */
  #touched = false
  #running = 0
  #last: Promise<unknown> = Promise.resolve()
  #cursors = 0
  /** Texts that were sent once. */
  readonly #seen: Set<string> = new Set()
  /** Prepared statements: their names by their texts. */
  readonly #names: Map<string, string> = new Map()

  constructor(client: pg.Client | pg.PoolClient, options: SessionOptions) {
    this.client = client
    this.#options = options
    const lost = (): void => {
      this.#lost = true
    }
    // Without a listener, a connection that the server ends would end the process.
    client.on('error', lost)
    client.on('end', lost)
  }

  get isAlive(): boolean {
    return !this.#lost && !this.#stale
  }

  get transaction(): 'none' | 'open' | 'failed' | 'lost' {
    if (this.#lost) return 'lost'
    return states[this.client.getTransactionStatus() ?? 'I']
  }

  /** Sends when the statements before have answered: pg will no longer queue them from version 9 on. */
  send(sql: string, params: readonly Wire[], options: SendOptions): Promise<DriverResult> {
    if (options.foreign) this.#touched = true
    return this.#inTurn(() => this.#sendNow(sql, params, options))
  }

  /** The rows of a query through a cursor of the server. Outside of a transaction it has one of its own. */
  read(sql: string, params: readonly Wire[], options: SendOptions, batch: number): RowSource {
    const cursor = `"espalier ${++this.#cursors}"`
    const own = this.transaction === 'none'
    let state: 'new' | 'open' | 'ended' = 'new'
    let pending: Promise<readonly Cells[]> | undefined
    const next = async (): Promise<readonly Cells[]> => {
      if (state === 'ended') return []
      if (state === 'new') {
        if (own) await this.send('begin', [], plain)
        state = 'open'
        await this.send(`declare ${cursor} no scroll cursor for ${sql}`, params, options)
      }
      const { rows } = await this.send(`fetch forward ${batch} from ${cursor}`, [], plain)
      return rows
    }
    return {
      next: () => {
        pending = next()
        return pending.finally(() => {
          pending = undefined
        })
      },
      close: async () => {
        const was = state
        state = 'ended'
        if (pending) {
          await this.cancel()
          await pending.catch(() => {})
        }
        if (was === 'new') return
        const words = own ? ends[this.transaction] : this.transaction === 'open' ? `close ${cursor}` : undefined
        if (words) await this.#promptly(this.send(words, [], plain))
      },
    }
  }

  /** What a server answers at once. One that does not is cut off. */
  async #promptly(work: Promise<unknown>): Promise<void> {
    const cut = setTimeout(() => this.destroy(), this.#options.cutAfter)
    await work.finally(() => clearTimeout(cut))
  }

  /** Stops what is under way on the server. A connection that does not even answer to that is cut. */
  async cancel(): Promise<void> {
    if (this.#running === 0) return
    const { cancel, cutAfter } = this.#options
    const cut = setTimeout(() => this.destroy(), cutAfter)
    try {
      // What comes before the server has begun with the statement, or while a pooler still keeps it, is lost.
      await insist(this.#last, () => cancel(this.client, cutAfter))
      // The signal may have come between two statements: it meets this one, and none behind it.
      await this.#inTurn(() => this.#query('', [])).catch(() => {})
    } catch {
      this.destroy()
      await this.#last
    } finally {
      clearTimeout(cut)
    }
  }

  /** Cuts the connection: what is under way fails. */
  destroy(): void {
    this.#lost = true
    ;(this.client as unknown as Inner).connection.stream.destroy()
  }

  get isSpent(): boolean {
    return this.isUsed || !this.isAlive
  }

  /** True where the next user would find what this one left. */
  get isUsed(): boolean {
    // A transaction that is still open, or a statement, belongs to the user before: it ends with its connection.
    return this.#running > 0 || this.transaction !== 'none'
  }

  get patience(): number {
    return this.#options.cutAfter
  }

  get isTouched(): boolean {
    // No session is its own: there is nothing to set back, and all of it would be somebody else's.
    return this.#touched && !this.#isShared
  }

  /** True where another session answers in each transaction. */
  get #isShared(): boolean {
    return this.#options.poolMode === 'transaction'
  }

  /** Makes the session what it was when it began. */
  reset(): Promise<void> {
    return this.#inTurn(() => this.#reset())
  }

  async #reset(): Promise<void> {
    await this.#query('discard all', [])
    const { parsedStatements } = (this.client as unknown as Inner).connection
    for (const name of Object.keys(parsedStatements)) delete parsedStatements[name]
    this.#names.clear()
    this.#pinned = false
    await this.pin()
    this.#touched = false
  }

  /** A sign of life. */
  async ping(): Promise<void> {
    await this.#inTurn(() => this.#query('', []))
  }

  /** Says goodbye to the server; a server that does not answer is not waited for. */
  async end(): Promise<void> {
    if (this.isUsed) return this.destroy()
    const cut = setTimeout(() => this.destroy(), 1_000)
    await (this.client as pg.Client).end().catch(() => {})
    clearTimeout(cut)
  }

  /** Sets a session to what the codecs expect, and makes sure that it is. */
  async pin(): Promise<void> {
    if (this.#pinned) return
    const { processID } = this.client as unknown as Inner
    const { poolMode, version } = this.#options
    const { rows } = await this.#query(pinning(poolMode, processID), [])
    checkPinned(rows[0] ?? [], poolMode, version)
    this.#pinned = true
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#running++ > 0 ? this.#last.then(work, work) : work()
    const done = (): void => {
      this.#running--
    }
    this.#last = result.then(done, done)
    return result
  }

  async #sendNow(sql: string, params: readonly Wire[], { once, reader }: SendOptions): Promise<DriverResult> {
    const name = this.#options.prepare && !once ? this.#nameFor(sql) : undefined
    const alone = this.#isShared && this.client.getTransactionStatus() === 'I'
    const beside = alone ? besideOf(sql) : undefined
    try {
      return await this.#query(sql, params, name, reader, beside)
    } catch (error) {
      if (beside?.first && isAlone(error)) return this.#query(sql, params, undefined, reader)
      if (name && this.#options.poolMode) this.#checkName(sql, name)
      const stale = isStale(error)
      if (stale) this.#stale = true
      else if (isLoss(error)) this.#lost = true
      // In a transaction, which has failed with it, that is for the caller to repeat.
      if (!stale || this.client.getTransactionStatus() !== 'I') throw error
      return this.#query(sql, params, undefined, reader, beside)
    }
  }

  /** PgBouncer cuts who gives a name again that it has seen, also where the server has refused the statement. */
  #checkName(sql: string, name: string): void {
    const { parsedStatements } = (this.client as unknown as Inner).connection
    if (parsedStatements[name] === undefined) this.#names.set(sql, '')
  }

  async #query(
    text: string,
    values: readonly Wire[],
    name?: string,
    reader?: RowReader,
    beside?: Beside,
  ): Promise<DriverResult> {
    const query = new Query(text, values, name, reader, beside)
    try {
      this.client.query(query)
      return await query.answer
    } catch (error) {
      // Its own stack leads to the socket; this one to the program.
      if (error instanceof Error) Error.captureStackTrace(error)
      await this.#settled(error)
      throw error
    }
  }

  /**
   * Behind an error the server says how the transaction stands, which may come in a packet of its own: whoever is told of
   * the error asks for that at once.
   */
  async #settled(error: unknown): Promise<void> {
    const { connection, readyForQuery } = this.client as unknown as Inner
    const isRefusal = (error as { readonly severity?: unknown }).severity === 'ERROR'
    if (!isRefusal || readyForQuery || this.#lost || connection.stream.destroyed) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        connection.off('readyForQuery', done)
        connection.off('end', done)
        resolve()
      }
      connection.once('readyForQuery', done)
      connection.once('end', done)
    })
  }

  /** The name under which a text is prepared: from its second time on, as long as there is room. */
  #nameFor(sql: string): string | undefined {
    if (this.#stale) return undefined
    const name = this.#names.get(sql)
    if (name !== undefined || sql.length > longest || this.#names.size >= kept) return name
    if (!this.#seen.delete(sql)) {
      if (this.#seen.size >= remembered) this.#seen.clear()
      this.#seen.add(sql)
      return undefined
    }
    // A name for one text only, whichever connection a proxy takes.
    const made = createHash('sha256').update(sql).digest('hex').slice(0, 40)
    this.#names.set(sql, made)
    return made
  }
}
