// PgBouncer in transaction mode: each transaction may have another session of the server, with what others left in it.
import {
  type AnyLack,
  type Database,
  type Duration,
  insert,
  interval,
  literal,
  schema,
  select,
  sql,
  TransactionMisuse,
  table,
  text,
} from '@espalier/core'
import { type PoolMode, postgres } from '@espalier/dialect-postgres'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { type FreshDatabase, onDriver } from '../databases.ts'
import { serverConnections } from '../servers/pgbouncer.ts'
import { failed } from './ground.ts'

const one = select({ one: literal(1) })
const spans = table('spans', { span: interval() })
const setting = (name: string) => sql.rows({ value: text() })`select current_setting(${literal(name)}) as value`

onDriver('pgbouncer', 'a pooler', (database) => {
  let fresh: FreshDatabase | undefined
  const closed: Database<AnyLack>[] = []
  const address = async (): Promise<string> => {
    fresh ??= await database.fresh()
    return fresh.url.slice('pgbouncer:'.length)
  }
  const opened = async (
    poolMode?: PoolMode,
    more: { prepare?: boolean; cutAfter?: Duration } = {},
  ): Promise<Database<AnyLack>> => {
    const db = postgres(await address(), { ...(poolMode && { poolMode }), ...more }) as Database<AnyLack>
    closed.push(db)
    return db
  }
  /** A client that has each of the server's sessions once, and leaves something in it. */
  const left = async (words: string): Promise<unknown[]> => {
    const clients = Array.from({ length: serverConnections }, () => new pg.Client(at))
    await Promise.all(clients.map((client) => client.connect()))
    const found = await Promise.all(
      clients.map(async (client) => {
        await client.query('begin')
        const { rows } = await client.query(`select pg_sleep(0.05), current_setting('extra_float_digits') as found`)
        await client.query(words)
        await client.query('commit')
        return rows[0].found
      }),
    )
    await Promise.all(clients.map((client) => client.end()))
    return found
  }
  let at = ''
  test('that a program does not tell of is refused, and nothing is set for others', async () => {
    at = await address()
    await left('set extra_float_digits = -3')
    const db = await opened()
    const error = await failed(db.all(one))
    expect(error.name).toBe('ConnectionFailed')
    expect(error.message).toBe(
      "a pooler stands between the program and postgres; say how long a connection is the program's own, by poolMode: 'transaction' or poolMode: 'session'",
    )
    expect(await left('select 1')).toEqual(['-3', '-3', '-3'])
  })

  test('lends sessions that others have set, and values are exact', async () => {
    const db = await opened('transaction')
    await db.createAll(schema({ spans }))
    await db.run(insert(spans).values({ span: 'P1DT2H' }))
    await left(`set IntervalStyle = 'sql_standard'; set bytea_output = 'escape'; set extra_float_digits = -3`)
    const all = await Promise.all(Array.from({ length: 40 }, () => db.all(select(spans))))
    expect(all.flat()).toEqual(Array.from({ length: 40 }, () => ({ span: 'P1DT2H' })))
    await db.transaction(async (tx) => {
      expect(await tx.all(select(spans))).toEqual([{ span: 'P1DT2H' }])
      expect(await tx.scalar(setting('extra_float_digits'))).toBe('1')
    })
    for await (const row of db.stream(select(spans))) expect(row).toEqual({ span: 'P1DT2H' })
    expect(await left('select 1')).toEqual(['-3', '-3', '-3'])
  })

  test('takes every isolation level', async () => {
    const db = await opened('transaction')
    for (const isolation of ['read committed', 'repeatable read', 'serializable'] as const)
      expect(await db.transaction((tx) => tx.scalar(setting('transaction_isolation')), { isolation })).toBe(isolation)
  })

  test('takes what runs outside of transactions only', async () => {
    const db = await opened('transaction')
    await db.run(sql.statement`vacuum spans`)
    expect((await failed(db.transaction((tx) => tx.run(sql.statement`vacuum spans`)))).code).toBe('25001')
  })

  test('gives no session to hold', async () => {
    const db = await opened('transaction')
    const error = await failed(db.connection(async () => {}))
    expect(error).toBeInstanceOf(TransactionMisuse)
    expect(error.message).toBe('a pooler in transaction mode gives no session to hold; use a transaction')
  })

  test('that keeps prepared statements, as PgBouncer 1.21 and later do, may have them', async () => {
    const db = await opened('transaction', { prepare: true })
    for (let i = 0; i < 20; i++) expect(await db.all(select(spans))).toEqual([{ span: 'P1DT2H' }])
    const wrong = sql.rows({ value: text() })`select missing as value from spans`
    for (let i = 0; i < 4; i++) expect((await failed(db.all(wrong))).code).toBe('42703')
    expect(await db.all(select(spans))).toEqual([{ span: 'P1DT2H' }])
  })

  test('has a mode of two', async () => {
    const wrong = await failed(opened('statement' as PoolMode))
    expect(wrong.message).toBe("poolMode is 'session' or 'transaction'; other modes have no transactions")
  })

  afterAll(async () => {
    for (const db of closed) await db.close()
    await fresh?.drop()
  })
})
