// Rows that are read some at a time, and however the reading ends, nothing stays behind.
import {
  type AnyLack,
  type Database,
  insert,
  integer,
  literal,
  QueryCancelled,
  StatementError,
  StatementTimeout,
  select,
  sql,
  update,
} from '@espalier/core'
import { mariadb, mysql } from '@espalier/dialect-mysql'
import { postgres } from '@espalier/dialect-postgres'
import { beforeEach, expect, test } from 'vitest'
import { type DatabaseName, eachDriver, type TestDatabase } from '../databases.ts'
import { open } from '../open.ts'
import { failed, ground, ids, notes } from './ground.ts'

/** A database with one connection, so that one that is not given back is found at once. */
const single = ({ name, driver }: TestDatabase, url: string): Database<AnyLack> =>
  name === 'sqlite' || driver
    ? open(name, url)
    : ({ postgres, mysql, mariadb }[name]({ ...addressOf(url), pool: { size: 1, timeout: '5s' } }) as Database<AnyLack>)

/** An address as options. */
function addressOf(url: string): any {
  const { hostname: host, port, username: user, password, pathname } = new URL(url)
  return { host, port: Number(port), user, password: decodeURIComponent(password), database: pathname.slice(1) }
}

const all = select({ id: notes.id }).from(notes).orderBy(notes.id)

eachDriver('streams', (database) => {
  const { name } = database
  const on = ground(database)
  beforeEach(async () => {
    await on.db.run(insert(notes).values(Array.from({ length: 250 }, (_row, id) => ({ id, body: `note ${id}` }))))
  })

  const only = async (work: (db: Database<AnyLack>) => Promise<void>): Promise<void> => {
    const db = single(database, on.url)
    try {
      await work(db)
      // The only connection is free again, and does what it is told.
      expect((await ids(db)).length).toBeGreaterThan(0)
    } finally {
      await db.close()
    }
  }

  test('give every row once, in order, whatever the batch', async () => {
    for (const batch of [1, 7, 100, 250, 1000]) {
      const found: number[] = []
      for await (const { id } of on.db.stream(all, { batch })) found.push(id)
      expect(found).toEqual(Array.from({ length: 250 }, (_row, id) => id))
    }
  })

  test('send nothing before the first row is asked for', async () => {
    await only(async (db) => {
      db.stream(all)
      expect((await ids(db)).length).toBe(250)
    })
  })

  test('may be left at any row', async () => {
    await only(async (db) => {
      for (const at of [0, 1, 99, 100, 249]) {
        let seen = 0
        for await (const { id } of db.stream(all, { batch: 10 })) {
          seen++
          if (id === at) break
        }
        expect(seen).toBe(at + 1)
      }
    })
  })

  test('may be left by an error of the reader, which is the one that is told', async () => {
    await only(async (db) => {
      const error = await failed(
        (async () => {
          for await (const { id } of db.stream(all, { batch: 10 })) if (id === 25) throw new Error('mine')
        })(),
      )
      expect(error.message).toBe('mine')
    })
  })

  test('end with a signal, also while the reader is busy', async () => {
    await only(async (db) => {
      const stop = new AbortController()
      let seen = 0
      const error = await failed(
        (async () => {
          for await (const _row of db.stream(all, { batch: 10, signal: stop.signal })) if (++seen === 25) stop.abort()
        })(),
      )
      expect(error).toBeInstanceOf(QueryCancelled)
      expect(seen).toBe(25)
      const early = db.stream(all, { signal: stop.signal }).next()
      expect(await failed(early)).toBeInstanceOf(QueryCancelled)
    })
  })

  test('tell a statement that the database refuses', async () => {
    await only(async (db) => {
      const wrong = sql.rows({ id: integer() })`select nothing from nowhere`
      const error = await failed(db.stream(wrong).next())
      expect(error.name).toBe('DatabaseError')
      expect(error.sql).toContain('nowhere')
    })
  })

  test('let other statements through, also on the same transaction', async () => {
    const seen: number[] = []
    await only(async (db) => {
      await db.transaction(async (tx) => {
        for await (const { id } of tx.stream(all, { batch: 10 })) {
          seen.push(id)
          if (id % 50 === 0) await tx.run(update(notes).set({ body: 'seen' }).where(notes.id.eq(id)))
        }
      })
      const marked = select({ id: notes.id }).from(notes).where(notes.body.eq('seen')).orderBy(notes.id)
      expect(await db.scalars(marked)).toEqual([0, 50, 100, 150, 200])
    })
    expect(seen).toHaveLength(250)
  })

  test('that are open when their transaction ends are ended with it', async () => {
    await only(async (db) => {
      let rest: AsyncGenerator<unknown> | undefined
      await db.transaction(async (tx) => {
        rest = tx.stream(all, { batch: 10 })
        await rest.next()
      })
      for (let i = 0; i < 9; i++) await rest?.next()
      expect((await failed((rest as AsyncGenerator<unknown>).next())).name).toBe('TransactionMisuse')
    })
  })

  const hasOne = name === 'sqlite' || database.driver === 'pglite'
  if (hasOne)
    test('on the only connection of SQLite or PGlite do not keep others waiting', async () => {
      await only(async (db) => {
        let seen = 0
        for await (const { id } of db.stream(all, { batch: 10 })) {
          seen++
          await db.run(update(notes).set({ body: 'seen' }).where(notes.id.eq(id)))
        }
        expect(seen).toBe(250)
        expect(await db.scalars(select({ id: notes.id }).from(notes).where(notes.body.eq('seen')))).toHaveLength(250)
      })
    })

  test('are for queries', () => {
    expect(() => on.db.stream(insert(notes).values({ id: 900 }) as never)).toThrow(StatementError)
    expect(() => on.db.stream(all, { batch: 0.5 })).toThrow(StatementError)
  })

  test('explain says how a statement is run, in the words of the database', async () => {
    const plan = await on.db.explain(select(notes).where(notes.id.lt(7)))
    expect(plan).toMatch({ postgres: /notes/, sqlite: /SEARCH notes/, mysql: /notes/, mariadb: /"table_name"/ }[name])
    const measured = on.db.explain(select(notes).where(notes.id.lt(7)), { analyze: true })
    if (name === 'sqlite') expect((await failed(measured)).message).toMatch(/^sqlite has no EXPLAIN ANALYZE; /)
    else expect(await measured).toMatch({ postgres: /actual/, mysql: /actual/, mariadb: /r_rows/ }[name])
  })

  if (!hasOne) {
    const slow = {
      postgres: sql.rows({})`select pg_sleep(20)`,
      other: sql.rows({})`select count(*) from notes a, notes b, notes c, notes d where a.body like b.body`,
    }
    const statement: any = name === 'postgres' ? slow.postgres : slow.other

    test('a statement that takes too long is stopped on the server, and the next one is not', async () => {
      await only(async (db) => {
        const before = Date.now()
        const error = await failed(db.all(statement, { timeout: '100ms' }))
        expect(error).toBeInstanceOf(StatementTimeout)
        expect(Date.now() - before).toBeLessThan(3_000)
        for (let i = 0; i < 5; i++) expect(await db.scalar(select({ one: literal(1) }))).toBe(1)
      })
      expect(await running(on.db, name)).toEqual([])
    })

    test('a signal stops a statement on the server, at any moment', async () => {
      await only(async (db) => {
        for (const delay of [0, 1, 2, 5, 10, 20]) {
          const stop = new AbortController()
          setTimeout(() => stop.abort(), delay)
          expect(await failed(db.all(statement, { signal: stop.signal }))).toBeInstanceOf(QueryCancelled)
          expect(await db.scalar(select({ one: literal(1) }))).toBe(1)
        }
      })
      expect(await running(on.db, name)).toEqual([])
    })

    test('a signal that comes when all is done changes nothing, and never meets the next statement', async () => {
      await only(async (db) => {
        const quick = select({ n: literal(1) })
        for (let i = 0; i < 60; i++) {
          const stop = new AbortController()
          setTimeout(() => stop.abort(), i % 4)
          await db.all(quick, { signal: stop.signal }).catch((error) => expect(error).toBeInstanceOf(QueryCancelled))
          expect(await db.scalar(quick)).toBe(1)
        }
      })
    })
  }
})

/** The statements that other connections run just now. */
async function running(db: Database<AnyLack>, name: DatabaseName): Promise<unknown[]> {
  await new Promise((resolve) => setTimeout(resolve, 100))
  const { text } = await import('@espalier/core')
  const asked =
    name === 'postgres'
      ? sql.rows({
          query: text(),
        })`select query from pg_stat_activity where state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`
      : sql.rows({
          query: text(),
        })`select info from information_schema.processlist where info like '%notes d%' and id <> connection_id()`
  return db.all(asked as never)
}
