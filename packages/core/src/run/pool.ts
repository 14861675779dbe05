import { ConnectionFailed, PoolTimeout, QueryCancelled } from '../errors.ts'
import { after, type Duration, inTime, milliseconds, now, type Signal } from './clock.ts'
import type { PoolStatus, Use } from './driver.ts'
import { placed } from './place.ts'

/** How many connections a database has, and for how long. */
export interface PoolOptions {
  /** How many connections are kept; 10 unless told. */
  readonly size?: number
  /** How many more there may be while all of those are taken; they are closed as soon as nobody waits. None unless told. */
  readonly overflow?: number
  /** How long to wait for a connection before `PoolTimeout`; `30s` unless told. */
  readonly timeout?: Duration
  /** How long a new connection may take to be ready; `30s` unless told, which is also the most that the drivers wait. */
  readonly openTimeout?: Duration
  /** A connection that is older is replaced before it is used again. Never unless told. */
  readonly recycle?: Duration
  /** Asks a connection for a sign of life before each use, or where it has rested for as long; where it rested for `10s` unless told. */
  readonly prePing?: boolean | Duration
  /** Whether the connection is used next that was given back last (`lifo`, unless told) or first. */
  readonly order?: 'lifo' | 'fifo'
}

/** How the connections of a pool are made and ended. */
export interface PoolMaker<Item> {
  open(): Promise<Item>
  close(item: Item): void | Promise<void>
  /** False where it is known to be broken. */
  isAlive(item: Item): boolean
  /** Asks for a sign of life; rejects where there is none. */
  ping(item: Item): Promise<void>
}

/** Where connections come from and go back to: a `Pool`, or a pool that somebody else made. */
export interface Lender<Item> {
  acquire(use?: Use): Item | Promise<Item>
  release(item: Item, isSpent: boolean): void
  suspect(): void
  status(): PoolStatus
  close(): Promise<void>
}

interface Entry {
  readonly opened: number
  /** When it was given back. */
  rested: number
  /** The pool's generation when it last showed that it lives. */
  generation: number
}

interface Waiter<Item> {
  readonly holder: Error
  readonly resolve: (item: Item | Promise<Item>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Connections that are lent to one user at a time. Those who wait are served in the order in which they came. A connection
 * that broke is replaced, and where one broke, those that rest are asked for a sign of life before they are used.
 */
export class Pool<Item extends object> implements Lender<Item> {
  readonly #maker: PoolMaker<Item>
  readonly #size: number
  readonly #overflow: number
  readonly #timeout: number
  readonly #openTimeout: number
  readonly #recycle: number
  readonly #restless: number
  readonly #fifo: boolean
  readonly #idle: Item[] = []
  readonly #entries: Map<Item, Entry> = new Map()
  /** Who holds a connection, by the place where it was taken. */
  readonly #holders: Map<Item, Error> = new Map()
  readonly #waiters: Set<Waiter<Item>> = new Set()
  /** Connections that there are or will be. */
  #count = 0
  /** Those of them that are being closed. */
  #leaving = 0
  #generation = 0
  #closing: Promise<void> | undefined
  #lastIsBack: (() => void) | undefined

  constructor(maker: PoolMaker<Item>, options: PoolOptions = {}) {
    const {
      size = 10,
      overflow = 0,
      timeout = '30s',
      openTimeout = '30s',
      recycle,
      prePing = '10s',
      order = 'lifo',
    } = options
    this.#maker = maker
    this.#size = count(size, 'size', 1)
    this.#overflow = count(overflow, 'overflow', 0)
    this.#timeout = milliseconds(timeout, 'timeout')
    this.#openTimeout = milliseconds(openTimeout, 'openTimeout')
    this.#recycle = recycle === undefined ? Number.POSITIVE_INFINITY : milliseconds(recycle, 'recycle')
    this.#restless =
      typeof prePing === 'boolean' ? (prePing ? 0 : Number.POSITIVE_INFINITY) : milliseconds(prePing, 'prePing')
    this.#fifo = order === 'fifo'
  }

  /** How many connections there are. */
  status(): PoolStatus {
    const idle = this.#idle.length
    return { size: this.#size, overflow: this.#overflow, idle, lent: this.#count - idle, waiting: this.#waiters.size }
  }

  /** Lends a connection: one that rests, a new one, or the first that comes back. */
  acquire(use: Use = { of: 'session' }): Item | Promise<Item> {
    if (this.#closing) throw closed()
    const { signal } = use
    // A place costs microseconds, and a statement is soon over.
    const holder = use.of === 'statement' ? statement : taken()
    for (let item = this.#next(); item; item = this.#next()) {
      const found = this.#fit(item)
      if (found === true) return this.#lend(item, holder)
      if (found) return this.#unlessAborted(this.#proved(item, found, holder, use), signal)
    }
    if (this.#count < this.#size + this.#overflow) return this.#unlessAborted(this.#opened(holder), signal)
    return this.#waited(holder, signal)
  }

  /** Takes a connection back; `isSpent` where it is not to be used again. */
  release(item: Item, isSpent: boolean): void {
    if (!this.#holders.delete(item)) return
    const isGone = isSpent || !this.#maker.isAlive(item)
    const isTooMuch = this.#closing !== undefined || this.#count - this.#leaving > this.#size
    if (isGone || (isTooMuch && this.#waiters.size === 0)) return this.#drop(item)
    const entry = this.#entries.get(item) as Entry
    entry.rested = now()
    const waiter = this.#firstWaiter()
    if (waiter) waiter.resolve(item)
    else this.#idle.push(item)
  }

  /** One connection broke: those that rest are asked for a sign of life before they are used again. */
  suspect(): void {
    this.#generation++
  }

  /** Refuses further users, waits for those that there are and those who wait, and closes every connection. */
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    // Before anything else, so that nobody is lent a connection any more.
    await Promise.resolve()
    const idle = this.#idle.splice(0)
    for (const item of idle) this.#drop(item)
    if (this.#count > 0) {
      await new Promise<void>((resolve) => {
        this.#lastIsBack = resolve
      })
    }
  }

  #next(): Item | undefined {
    return this.#fifo ? this.#idle.shift() : this.#idle.pop()
  }

  /** True where a connection can be used as it is; a promise of it where it must show that it lives. */
  #fit(item: Item): boolean | Promise<boolean> {
    const entry = this.#entries.get(item) as Entry
    const time = now()
    if (!this.#maker.isAlive(item) || time - entry.opened > this.#recycle) {
      this.#drop(item)
      return false
    }
    if (entry.generation === this.#generation && time - entry.rested < this.#restless) return true
    const generation = this.#generation
    return inTime(this.#maker.ping(item), signsOfLife, () => new Error('no answer in time')).then(
      () => {
        entry.generation = generation
        return true
      },
      () => {
        this.#drop(item)
        this.suspect()
        return false
      },
    )
  }

  async #proved(item: Item, lives: Promise<boolean>, holder: Error, use: Use): Promise<Item> {
    return (await lives) ? this.#lend(item, holder) : this.acquire(use)
  }

  #lend(item: Item, holder: Error): Item {
    this.#holders.set(item, holder)
    return item
  }

  async #opened(holder: Error): Promise<Item> {
    this.#count++
    try {
      const item = await this.#made()
      const time = now()
      this.#entries.set(item, { opened: time, rested: time, generation: this.#generation })
      return this.#lend(item, holder)
    } catch (error) {
      this.#freed()
      throw error
    }
  }

  /** A new connection. One that is ready too late is closed: nobody waits for it any more. */
  #made(): Promise<Item> {
    let isLate = false
    const limit = this.#openTimeout
    const item = this.#maker.open()
    const late = (): Error => {
      isLate = true
      return new ConnectionFailed(`the server made no connection ready within ${limit} ms`, {})
    }
    void item.then(
      (found) => isLate && this.#maker.close(found),
      () => {},
    )
    return inTime(item, limit, late)
  }

  /** A connection that is being made ready; where its user gives up, it is for others. */
  #unlessAborted(coming: Promise<Item>, signal: Signal | undefined): Promise<Item> {
    if (!signal) return coming
    return new Promise((resolve, reject) => {
      let isOver = false
      const onAbort = (): void => {
        isOver = true
        reject(gaveUp(signal))
      }
      const done = (): boolean => {
        signal.removeEventListener('abort', onAbort)
        return isOver
      }
      signal.addEventListener('abort', onAbort)
      coming.then(
        (item) => (done() ? this.release(item, false) : resolve(item)),
        (error) => done() || reject(error),
      )
      if (signal.aborted) onAbort()
    })
  }

  #waited(holder: Error, signal: Signal | undefined): Promise<Item> {
    return new Promise<Item>((resolve, reject) => {
      const done = (): void => {
        stop()
        signal?.removeEventListener('abort', onAbort)
        this.#waiters.delete(waiter)
      }
      const waiter: Waiter<Item> = {
        holder,
        resolve: (item) => {
          done()
          resolve(item instanceof Promise ? this.#unlessAborted(item, signal) : this.#lend(item, holder))
        },
        reject: (error) => {
          done()
          reject(error)
        },
      }
      const stop = after(this.#timeout, () => waiter.reject(this.#exhausted()))
      const onAbort = (): void => waiter.reject(gaveUp(signal))
      signal?.addEventListener('abort', onAbort)
      this.#waiters.add(waiter)
      if (signal?.aborted) onAbort()
    })
  }

  #firstWaiter(): Waiter<Item> | undefined {
    for (const waiter of this.#waiters) return waiter
    return undefined
  }

  #drop(item: Item): void {
    this.#entries.delete(item)
    this.#leaving++
    const gone = (): void => {
      this.#leaving--
      this.#freed()
    }
    void Promise.resolve(this.#maker.close(item)).then(gone, gone)
  }

  /** There is room for one connection more: it is made for who waits. */
  #freed(): void {
    this.#count--
    const waiter = this.#firstWaiter()
    if (!waiter) {
      if (this.#count === 0) this.#lastIsBack?.()
      return
    }
    this.#waiters.delete(waiter)
    waiter.resolve(this.#opened(waiter.holder))
  }

  #exhausted(): PoolTimeout {
    const { waiting } = this.status()
    const holders = [...this.#holders.values()]
    return new PoolTimeout(
      `no connection became free within ${this.#timeout} ms; the pool has ${this.#size}${this.#overflow > 0 ? ` and ${this.#overflow} more` : ''}, all are taken, and ${waiting} wait; the places that hold them are in the cause`,
      { cause: new AggregateError(holders, holders.map(({ stack }) => placeIn(stack)).join('\n')) },
    )
  }
}

/** How long a sign of life may take, in milliseconds. */
const signsOfLife = 5_000

const gaveUp = (signal: Signal | undefined): QueryCancelled =>
  new QueryCancelled('the signal stopped the wait for a connection', { cause: signal?.reason })

/** The place in the program that takes a connection. */
const taken = (): Error => placed(() => new Error('a connection was taken here'))

const statement = new Error('a statement that is under way')
statement.stack = statement.message

const placeIn = (stack = ''): string => stack.replace(/^Error: /, '')

const closed = (): ConnectionFailed => new ConnectionFailed('the database is closed; open it again to use it', {})

function count(value: number, label: string, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new RangeError(`the pool's ${label} is a whole number from ${least} on`)
}
