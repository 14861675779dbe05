// A connection is one user's at a time, and the next one finds nothing of the user before.
import { type AnyLack, type Database, literal, PoolTimeout, select, sql, text } from '@espalier/core'
import { mariadb, mysql } from '@espalier/dialect-mysql'
import { postgres } from '@espalier/dialect-postgres'
import { sqlite } from '@espalier/dialect-sqlite'
import { expect, test } from 'vitest'
import { type DatabaseName, eachDatabase } from '../databases.ts'
import { failed, ground, ids, noted } from './ground.ts'

const one = select({ one: literal(1) })

/** A statement of the test's own, from a list in this file. */
const template = (words: string): TemplateStringsArray =>
  Object.freeze(Object.assign([words], { raw: Object.freeze([words]) })) as TemplateStringsArray
const own = (words: string): any => sql.statement(template(words))
const ask = (words: string): any => sql.rows({ value: text() })(template(words))

/** What a session can be left in, and how one sees it. */
const leaks: Readonly<Record<string, readonly (readonly [leave: string, see: string])[]>> = {
  postgres: [
    ['set search_path to pg_catalog', `select current_setting('search_path')`],
    ['set statement_timeout to 12345', `select current_setting('statement_timeout')`],
    ['set role pg_monitor', 'select current_user::text'],
    [`set time zone 'Asia/Kathmandu'`, `select current_setting('TimeZone')`],
    ['create temp table left_over (id int)', `select to_regclass('pg_temp.left_over')::text`],
    [
      'select pg_advisory_lock(77)',
      `select count(*)::text from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`,
    ],
    ['prepare left_over as select 1', `select count(*)::text from pg_prepared_statements where name = 'left_over'`],
    ['set default_transaction_isolation to serializable', `select current_setting('default_transaction_isolation')`],
    ['set default_transaction_read_only to on', `select current_setting('default_transaction_read_only')`],
    [`select set_config('app.tenant', '7', false)`, `select coalesce(current_setting('app.tenant', true), '')`],
    ['listen left_over', `select coalesce(string_agg(c, ','), '') from pg_listening_channels() as c`],
    ['declare left_over cursor with hold for select 1', 'select count(*)::text from pg_cursors'],
  ],
  mysql: [
    ['set @left_over = 7', 'select cast(@left_over as char)'],
    [`set sql_mode = 'ANSI_QUOTES'`, 'select @@sql_mode'],
    [`set time_zone = '+05:45'`, 'select @@time_zone'],
    ['set autocommit = 0', 'select cast(@@autocommit as char)'],
    ['set session transaction isolation level serializable', 'select @@transaction_isolation'],
    ['set session transaction read only', 'select cast(@@transaction_read_only as char)'],
    ['create temporary table left_over (id int)', `select if((select count(*) from notes) >= 0, 'ok', '')`],
    [`select get_lock('left_over', 1)`, `select coalesce(cast(is_used_lock('left_over') as char), 'free')`],
    [`prepare left_over from 'select 1'`, `select 'ok'`],
    ['lock tables notes write', `select 'ok'`],
    ['set session group_concat_max_len = 10', 'select cast(@@group_concat_max_len as char)'],
    [`set session wait_timeout = 777`, 'select cast(@@wait_timeout as char)'],
  ],
}
const leaksOf = (name: DatabaseName): (readonly [string, string])[] =>
  name === 'mariadb'
    ? leaksOf('mysql').map(([leave, see]) => [leave, see.replace('@@transaction_', '@@tx_')])
    : [...(leaks[name] ?? [])]

eachDatabase('connections', (database) => {
  const { name } = database
  const on = ground(database)
  const opened = (pool: object): Database<AnyLack> =>
    (name === 'sqlite'
      ? sqlite({ path: on.url, ...pool })
      : { postgres, mysql, mariadb }[name]({ ...addressOf(on.url), pool })) as Database<AnyLack>

  test('held for a callback are one session, and are given back', async () => {
    const db = opened({ size: 1 })
    expect(await db.connection(async (c) => [await c.run(noted(1)), await ids(c)].length)).toBe(2)
    await failed(
      db.connection(async () => {
        throw new Error('mine')
      }),
    )
    {
      await using c = await db.connection()
      await c.transaction(async (tx) => void (await tx.run(noted(2))))
      expect(db.status()).toMatchObject({ lent: 1 })
    }
    expect(await ids(db)).toEqual([1, 2])
    expect(db.status()).toEqual({ size: 1, overflow: 0, idle: 1, lent: 0, waiting: 0 })
    await db.close()
  })

  if (name !== 'sqlite')
    test('are as the settings say, which win over the options before them', async () => {
      const open = { postgres, mysql, mariadb }[name]
      const options = { ...addressOf(on.url), pool: { size: 1 } }
      expect(open(options).status()).toMatchObject({ size: 1 })
      expect(open(options, { pool: { size: 3 } }).status()).toMatchObject({ size: 3 })
      expect(open(on.url, { pool: { size: 4 } }).status()).toMatchObject({ size: 4 })
      expect(open(options, { statementTimeout: '1s' }).status()).toMatchObject({ size: 1 })
    })

  test('given back take nothing more', async () => {
    const c = await on.db.connection()
    await c.close()
    await c.close()
    expect((await failed(ids(c))).name).toBe('TransactionMisuse')
  })

  if (name !== 'sqlite')
    for (const [leave, see] of leaksOf(name))
      test(`leave nothing to the next user: ${leave}`, async () => {
        const db = opened({ size: 1 })
        const before = await db.all(ask(see))
        await db.connection((c) => c.run(own(leave)))
        expect(await db.all(ask(see))).toEqual(before)
        if (leave.includes('temporary'))
          expect((await failed(db.run(own('select * from left_over')))).message).toMatch(/exist/)
        if (leave.startsWith('prepare') && name !== 'postgres')
          expect((await failed(db.run(own('execute left_over')))).message).toMatch(/nknown prepared/)
        if (leave.startsWith('lock tables')) expect((await on.db.run(noted(1))).rowCount).toBe(1)
        await db.close()
      })

  test('that are all taken are a PoolTimeout with the places that hold them', async () => {
    const db = opened(name === 'sqlite' ? { timeout: '50ms' } : { size: 1, timeout: '50ms' })
    const holdsIt = () => db.begin()
    const tx = await holdsIt()
    const error = await failed(db.run(noted(1)))
    expect(error).toBeInstanceOf(PoolTimeout)
    const places = name === 'sqlite' ? [error.cause] : error.cause.errors
    expect(places).toHaveLength(1)
    expect(places[0].stack).toMatch(/holdsIt[^\n]*connections\.test\.ts/)
    await tx.rollback()
    expect(await db.scalar(one)).toBe(1)
    await db.close()
  })

  test('are waited for when the database closes', async () => {
    const db = opened({})
    const tx = await db.begin()
    await tx.run(noted(7))
    const closed = db.close()
    expect((await failed(db.all(one))).message).toMatch(/^the database is closed; /)
    await tx.commit()
    await closed
    expect(await ids(on.db)).toContain(7)
  })

  if (name !== 'sqlite')
    test('that the server ended while they rested are replaced, all of them', async () => {
      const db = opened({ size: 4 })
      for (let round = 0; round < 3; round++) {
        await Promise.all(Array.from({ length: 8 }, () => db.scalar(one)))
        await killAll(on.db, name)
        expect(await Promise.all(Array.from({ length: 8 }, () => db.scalar(one).catch((e) => e.name)))).toEqual(
          Array.from({ length: 8 }, () => 1),
        )
      }
      await db.close()
    })
})

function addressOf(url: string): any {
  const { hostname: host, port, username: user, password, pathname } = new URL(url)
  return { host, port: Number(port), user, password: decodeURIComponent(password), database: pathname.slice(1) }
}

/** Ends every other connection to the test's database. */
async function killAll(db: Database<AnyLack>, name: DatabaseName): Promise<void> {
  if (name === 'postgres') {
    await db.all(
      ask(
        'select pg_terminate_backend(pid)::text from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      ),
    )
  } else {
    const others = await db.scalars(
      ask(
        'select cast(id as char) from information_schema.processlist where db = database() and id <> connection_id()',
      ),
    )
    for (const id of others) await db.run(own(`kill ${Number(id)}`)).catch(() => {})
  }
  await new Promise((resolve) => setTimeout(resolve, 100))
}
