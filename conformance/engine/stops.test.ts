// What stops a statement, a transaction and the wait for a connection, also where the server does not answer any more.
import {
  CommitOutcomeUnknown,
  type Database,
  integer,
  literal,
  QueryCancelled,
  StatementTimeout,
  select,
  sql,
  text,
} from '@espalier/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { groundOf, type Proxied } from '../torture/ground.ts'
import { failed, ground, ids, noted } from './ground.ts'

eachDatabase('what stops', (database) => {
  const { name } = database
  const on = ground(database)
  const one = select({ one: literal(1) })
  if (name === 'sqlite') {
    test('a statement of SQLite is nothing, since it answers at once; a transaction takes its limits all the same', async () => {
      const tx = await on.db.begin({ timeout: '1ms' })
      await tx.run(noted(1))
      await tx.commit()
      expect(await ids(on.db)).toEqual([1])
    })
    return
  }

  let ways: ReturnType<typeof groundOf>
  let through: Proxied
  beforeAll(async () => {
    ways = groundOf(name, on.url)
    through = await ways.proxied()
  })
  afterAll(() => ways.close())
  const limits = { statementTimeout: '150ms', cutAfter: '150ms' } as const
  const opened = async (work: (db: Database<any>) => Promise<void>): Promise<void> => {
    const db = through.open({ size: 1, timeout: '5s' }, limits)
    try {
      await work(db)
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(db.status().lent).toBe(0)
      expect(await db.scalar(one)).toBe(1)
    } finally {
      await db.close()
    }
  }
  const slow: any =
    name === 'postgres'
      ? sql.rows({ x: text() })`select pg_sleep(5)::text as x`
      : sql.rows({
          x: integer(),
        })`select count(*) as x from information_schema.collations a, information_schema.collations b, information_schema.collations c, information_schema.collations d where concat(a.collation_name, d.collation_name) like b.collation_name`

  test('a statement without a timeout of its own is the timeout of the database', async () => {
    await opened(async (db) => {
      expect(await failed(db.all(slow))).toBeInstanceOf(StatementTimeout)
      expect(await failed(db.transaction((tx) => tx.all(slow)))).toBeInstanceOf(StatementTimeout)
      expect((await failed(db.all(slow, { timeout: 20 }))).message).toContain('the statement took longer than 20 ms')
    })
  })

  test('a COMMIT that is not answered is CommitOutcomeUnknown', async () => {
    await opened(async (db) => {
      const tx = await db.begin()
      await tx.run(noted(1))
      through.proxy.muteAll()
      const error = await failed(tx.commit())
      expect(error).toBeInstanceOf(CommitOutcomeUnknown)
      expect(error.cause).toBeInstanceOf(StatementTimeout)
      expect(tx.state).toBe('unknown')
    })
    // The server has got it, though nobody could know.
    expect(await ids(on.db)).toEqual([1])
  })

  test('a COMMIT that a signal stops is CommitOutcomeUnknown too, where the server does not say what it did', async () => {
    await opened(async (db) => {
      const stop = new AbortController()
      const tx = await db.begin({ signal: stop.signal, timeout: '10s' })
      await tx.run(noted(2))
      through.proxy.muteAll()
      setTimeout(() => stop.abort(), 20)
      expect(await failed(tx.commit())).toBeInstanceOf(CommitOutcomeUnknown)
    })
  })

  test('a BEGIN that is not answered is a StatementTimeout, and begins nothing', async () => {
    await opened(async (db) => {
      await db.scalar(one)
      through.proxy.muteAll()
      expect(await failed(db.transaction((tx) => tx.run(noted(3))))).toBeInstanceOf(StatementTimeout)
    })
    expect(await ids(on.db)).toEqual([])
  })

  test('a ROLLBACK that is not answered leaves the error of the program, with its own beside it', async () => {
    await opened(async (db) => {
      const mine = new Error('mine')
      const work = db.transaction(async (tx) => {
        await tx.run(noted(4))
        through.proxy.muteAll()
        throw mine
      })
      const error = await failed(work)
      expect(error).toBe(mine)
      expect(error.suppressed).toEqual([expect.any(StatementTimeout)])
    })
    expect(await ids(on.db)).toEqual([])
  })

  test('the wait for a new connection is a signal, though the server says nothing', async () => {
    through.proxy.fault = { how: 'swallow', side: 'server', after: 1 }
    const db = through.open({ size: 1 })
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 20)
    expect(await failed(db.all(one, { signal: stop.signal }))).toBeInstanceOf(QueryCancelled)
    expect(await failed(db.transaction(async () => {}, { signal: stop.signal }))).toBeInstanceOf(QueryCancelled)
    through.proxy.cutAll()
    await db.close()
  })
})
