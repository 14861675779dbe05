import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { ConnectionFailed, PoolTimeout, QueryCancelled } from '../errors.ts'
import { Pool, type PoolOptions } from './pool.ts'

class Fake {
  isBroken = false
  isClosed = false
  users = 0
}

/** A pool of connections that are no connections, and all that were ever made. */
function poolOf(options: PoolOptions = {}, openings: (() => void)[] = []): { pool: Pool<Fake>; all: Fake[] } {
  const all: Fake[] = []
  const pool = new Pool<Fake>(
    {
      async open() {
        openings.shift()?.()
        const made = new Fake()
        all.push(made)
        return made
      },
      close(item) {
        expect(item.users).toBe(0)
        item.isClosed = true
      },
      isAlive: (item) => !item.isBroken,
      async ping(item) {
        if (item.isBroken) throw new Error('dead')
      },
    },
    options,
  )
  return { pool, all }
}

const soon = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('a pool', () => {
  test('lends the connection that came back last, or first where it is told', async () => {
    for (const order of ['lifo', 'fifo'] as const) {
      const { pool } = poolOf({ order })
      const [a, b] = [await pool.acquire(), await pool.acquire()]
      pool.release(a, false)
      pool.release(b, false)
      expect(await pool.acquire()).toBe(order === 'lifo' ? b : a)
    }
  })

  test('lends at once, without a promise, where a connection rests', async () => {
    const { pool } = poolOf()
    const item = await pool.acquire()
    pool.release(item, false)
    expect(pool.acquire()).toBe(item)
  })

  test('gives up a connection that does not become ready, and closes it when it does', async () => {
    vi.useFakeTimers()
    try {
      const opening = Promise.withResolvers<Fake>()
      const closed: Fake[] = []
      const maker = {
        open: () => opening.promise,
        close: (item: Fake) => void closed.push(item),
        isAlive: () => true,
        ping: async () => {},
      }
      const pool = new Pool<Fake>(maker)
      const refused = expect(pool.acquire()).rejects.toThrow('the server made no connection ready within 30000 ms')
      await vi.advanceTimersByTimeAsync(30_000)
      await refused
      expect(pool.status()).toMatchObject({ idle: 0, lent: 0 })
      const late = new Fake()
      opening.resolve(late)
      await opening.promise
      expect(closed).toEqual([late])
    } finally {
      vi.useRealTimers()
    }
  })

  test('keeps for others a connection whose user gave up while it was made ready', async () => {
    const { pool } = poolOf({ size: 1 })
    const stop = new AbortController()
    const given = pool.acquire({ of: 'session', signal: stop.signal })
    stop.abort()
    await expect(given).rejects.toBeInstanceOf(QueryCancelled)
    await soon()
    expect(pool.status()).toMatchObject({ idle: 1, lent: 0 })
  })

  test('makes no more than size and overflow, and keeps no more than size', async () => {
    const { pool, all } = poolOf({ size: 2, overflow: 1 })
    const items = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()])
    const fourth = pool.acquire()
    expect(pool.status()).toEqual({ size: 2, overflow: 1, idle: 0, lent: 3, waiting: 1 })
    pool.release(items[0], false)
    expect(await fourth).toBe(items[0])
    for (const item of items) pool.release(item, false)
    await soon()
    expect(pool.status()).toEqual({ size: 2, overflow: 1, idle: 2, lent: 0, waiting: 0 })
    expect(all.filter((item) => item.isClosed)).toHaveLength(1)
  })

  test('serves those who wait in their order', async () => {
    const { pool } = poolOf({ size: 1 })
    const item = await pool.acquire()
    const served: number[] = []
    const waiting = [1, 2, 3].map(async (n) => {
      const mine = await pool.acquire()
      served.push(n)
      pool.release(mine, false)
    })
    pool.release(item, false)
    await Promise.all(waiting)
    expect(served).toEqual([1, 2, 3])
  })

  test('gives up in time, with its size, who waits, and the places that hold the connections', async () => {
    const { pool } = poolOf({ size: 1, overflow: 1, timeout: '30ms' })
    const holdsIt = async (): Promise<Fake> => await pool.acquire()
    await holdsIt()
    await holdsIt()
    const error = (await Promise.resolve(pool.acquire()).catch((error: unknown) => error)) as PoolTimeout
    expect(error).toBeInstanceOf(PoolTimeout)
    expect(error.message).toMatch(
      /^no connection became free within 30 ms; the pool has 1 and 1 more, all are taken, and 1 wait; /,
    )
    const { errors } = error.cause as AggregateError
    expect(errors).toHaveLength(2)
    for (const holder of errors) expect(holder.stack).toMatch(/holdsIt[^\n]*pool\.test\.ts/)
    expect(pool.status().waiting).toBe(0)
  })

  test('does not wait where a signal says so', async () => {
    const { pool } = poolOf({ size: 1 })
    await pool.acquire()
    const stop = new AbortController()
    const waiting = Promise.resolve(pool.acquire({ of: 'session', signal: stop.signal }))
    stop.abort()
    await expect(waiting).rejects.toThrow(QueryCancelled)
    expect(pool.status().waiting).toBe(0)
  })

  test('replaces a connection that broke, and asks the others for a sign of life', async () => {
    const { pool } = poolOf()
    const [a, b, c] = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()])
    pool.release(b as Fake, false)
    pool.release(c as Fake, false)
    ;(c as Fake).isBroken = true
    pool.suspect()
    pool.release(a as Fake, true)
    expect(await pool.acquire()).toBe(b)
    expect([a, b, c].map((item) => (item as Fake).isClosed)).toEqual([true, false, true])
  })

  test('replaces a connection that is too old', async () => {
    const { pool, all } = poolOf({ recycle: '20ms' })
    pool.release(await pool.acquire(), false)
    await soon(40)
    expect(await pool.acquire()).toBe(all[1])
    expect(all[0]?.isClosed).toBe(true)
  })

  test('makes room again where a connection cannot be made', async () => {
    const refused = (): void => {
      throw new Error('refused')
    }
    const { pool } = poolOf({ size: 1 }, [refused, refused])
    await expect(pool.acquire()).rejects.toThrow('refused')
    await expect(pool.acquire()).rejects.toThrow('refused')
    expect(await pool.acquire()).toBeInstanceOf(Fake)
  })

  test('takes back what it lent, once', async () => {
    const { pool } = poolOf({ size: 2 })
    const item = (await pool.acquire()) as Fake
    pool.release(item, false)
    pool.release(item, false)
    pool.release(new Fake(), false)
    expect(pool.status()).toMatchObject({ idle: 1, lent: 0 })
    const other = await pool.acquire()
    expect(await pool.acquire()).not.toBe(other)
  })

  test('closes when the last one is back, also for those who waited, and lends nothing after', async () => {
    const { pool, all } = poolOf({ size: 1 })
    const item = await pool.acquire()
    const waiting = pool.acquire()
    let isClosed = false
    const closed = pool.close().then(() => {
      isClosed = true
    })
    expect(() => pool.acquire()).toThrow(ConnectionFailed)
    await soon(5)
    expect(isClosed).toBe(false)
    pool.release(item, false)
    pool.release(await waiting, false)
    await closed
    expect(all.every((one) => one.isClosed)).toBe(true)
    expect(pool.status()).toMatchObject({ idle: 0, lent: 0, waiting: 0 })
  })

  test('refuses what is no number and no time', () => {
    for (const wrong of [{ size: 0 }, { size: 1.5 }, { overflow: -1 }, { timeout: 'soon' }, { recycle: -1 }])
      expect(() => poolOf(wrong as PoolOptions)).toThrow(/whole number|length of time/)
  })
})

const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant('acquire' as const) },
    { weight: 5, arbitrary: fc.constant('release' as const) },
    { weight: 1, arbitrary: fc.constant('spoil' as const) },
    { weight: 1, arbitrary: fc.constant('break' as const) },
    { weight: 1, arbitrary: fc.constant('abort' as const) },
    { weight: 1, arbitrary: fc.constant('suspect' as const) },
    { weight: 1, arbitrary: fc.constant('pause' as const) },
  ),
  { maxLength: 60 },
)

test('random users never hold one connection twice, nor more than there may be, and all are served', async () => {
  const runs = Number(process.env.ESPALIER_POOL_RUNS ?? 300)
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 2 }),
      async (list, size, overflow) => {
        const { pool, all } = poolOf({ size, overflow })
        const held: Fake[] = []
        const asked: Promise<void>[] = []
        const stops: AbortController[] = []
        let served = 0
        let refused = 0
        const take = (item: Fake): void => {
          served++
          expect(++item.users).toBe(1)
          expect(item.isClosed).toBe(false)
          held.push(item)
          expect(all.filter((one) => one.users > 0).length).toBeLessThanOrEqual(size + overflow)
        }
        const give = (isSpent: boolean): void => {
          const item = held.shift()
          if (!item) return
          item.users--
          pool.release(item, isSpent)
        }
        let asking = 0
        for (const step of list) {
          if (step === 'acquire') {
            const stop = new AbortController()
            stops.push(stop)
            asking++
            asked.push(
              Promise.resolve(pool.acquire({ of: 'session', signal: stop.signal })).then(take, (error: unknown) => {
                expect(error).toBeInstanceOf(QueryCancelled)
                refused++
              }),
            )
          } else if (step === 'release') give(false)
          else if (step === 'spoil') give(true)
          else if (step === 'break') (all.at(-1) ?? new Fake()).isBroken = true
          else if (step === 'abort') stops.shift()?.abort()
          else if (step === 'suspect') pool.suspect()
          else await soon()
        }
        for (let i = 0; served + refused < asking || held.length > 0; i++) {
          expect(i).toBeLessThan(1_000)
          give(false)
          await soon()
        }
        await Promise.all(asked)
        expect(pool.status().waiting).toBe(0)
        expect(pool.status().idle).toBeLessThanOrEqual(size)
        await pool.close()
        expect(all.every((one) => one.isClosed)).toBe(true)
      },
    ),
    { numRuns: runs },
  )
}, 600_000)
