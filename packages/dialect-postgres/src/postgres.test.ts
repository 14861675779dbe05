import { inspect } from 'node:util'
import {
  bigint,
  boolean,
  bytes,
  ConnectionFailed,
  caseWhen,
  coalesce,
  compile,
  count,
  type Database,
  DatabaseError,
  type DriverConnection,
  date,
  enumOf,
  insert,
  integer,
  json,
  length,
  literal,
  localTimestamp,
  max,
  nullOf,
  numeric,
  param,
  type Row,
  real,
  schema,
  select,
  sum,
  table,
  text,
  time,
  timestamp,
  update,
  uuid,
  varchar,
} from '@espalier/core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../conformance/databases.ts'
import { addressOf } from './address.ts'
import { PgDriver, type PostgresLacks, postgres, postgresDialect } from './index.ts'

const values = table('values', {
  id: integer().identity(),
  integer: integer().nullable(),
  bigint: bigint().nullable(),
  real: real().nullable(),
  numeric: numeric(38, 18).nullable(),
  unbound: numeric().nullable(),
  text: text().nullable(),
  varchar: varchar(5).nullable(),
  mood: enumOf('mood', ['calm', "it's \\ loud"]).nullable(),
  boolean: boolean().nullable(),
  timestamp: timestamp().nullable(),
  local: localTimestamp('local').nullable(),
  date: date().nullable(),
  time: time().nullable(),
  uuid: uuid().nullable(),
  bytes: bytes().nullable(),
  json: json<unknown>().nullable(),
})
type Column = Exclude<keyof Row<typeof values>, 'id'>

const defaults = table('defaults', {
  id: integer().primaryKey(),
  text: text().default("a'b\\c\n\\"),
  number: integer().default(-5),
  price: numeric(10, 2).default('-0.99'),
  bytes: bytes().default(new Uint8Array([0, 39, 92, 255])),
  json: json<unknown>().default({ path: 'c:\\temp', quote: "'" }),
  at: timestamp().default(new Date('2024-03-31T01:30:00.123Z')),
  made: timestamp().defaultNow(),
})

const accounts = table('accounts', { id: integer().primaryKey(), name: text().unique(), balance: integer().default(0) })

const all = schema({ values, defaults, accounts })

const round: { readonly [C in Column]: readonly unknown[] } = {
  integer: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)],
  bigint: [0n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n)],
  real: [0, -0, 1.5, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, -1e21, Number.MAX_SAFE_INTEGER],
  numeric: ['12345678901234567890.123456789012345678', '-0.000000000000000001', '0.000000000000000000'],
  unbound: ['1.10', '0', '123456789012345678901234567890.5'],
  text: [
    '',
    ' ',
    'a\'b"c\\d',
    '%_!',
    '$1',
    '😀 e\u0301 \u00e9 漢字',
    '\u0001\t\r\n',
    '\ufeff\ufffe',
    'x'.repeat(100_000),
  ],
  varchar: ['', '😀😀😀😀😀', 'abcde'],
  mood: ['calm', "it's \\ loud"],
  boolean: [true, false],
  timestamp: [
    '2024-03-31T01:30:00.123Z',
    '1970-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '2024-03-10T07:30:00.001Z',
    '2024-11-03T06:30:00.500Z',
    '0001-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '1883-11-18T17:00:00.000Z',
  ].map((text) => new Date(text)),
  local: ['2024-03-31T02:30:00', '2024-03-10T02:30:00.123456', '0001-01-01T00:00:00', '9999-12-31T23:59:59.999999'],
  date: ['2024-03-31', '2024-02-29', '0001-01-01', '9999-12-31', '1970-01-01'],
  time: ['00:00:00', '23:59:59', '12:34:56.789012', '00:00:00.000001'],
  uuid: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-4fff-bfff-ffffffffffff'],
  bytes: [
    new Uint8Array(0),
    Uint8Array.from({ length: 256 }, (_byte, i) => i),
    new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
  ],
  json: [
    {},
    [],
    { a: null },
    [null, 1, 'x'],
    'text',
    '"',
    1.5,
    0,
    true,
    false,
    { a: { b: ['😀', '\\', "'"] } },
    '\u0007',
  ],
}

const application = 'espalier test'
let fresh: FreshDatabase
let db: Database<PostgresLacks>
let admin: pg.Client

describe.skipIf(inject('servers').postgres === undefined)('postgres', { meta: { database: 'postgres' } }, () => {
  beforeAll(async () => {
    fresh = await freshDatabase('postgres')
    db = opened()
    admin = new pg.Client({ connectionString: fresh.url })
    admin.on('error', () => {})
    await admin.connect()
    await db.createAll(all)
  })
  afterAll(async () => {
    await db?.close()
    await admin?.end()
    await fresh?.drop()
  })

  const opened = (url = fresh.url): Database<PostgresLacks> =>
    postgres({ ...addressOf(url), applicationName: application })

  describe('values', () => {
    for (const [zone, offset] of [
      ['UTC', 0],
      ['America/New_York', 300],
      ['Asia/Kathmandu', -330],
    ] as const) {
      describe(`in a process at ${zone}`, () => {
        const before = process.env.TZ
        beforeAll(() => {
          process.env.TZ = zone
          expect(new Date(0).getTimezoneOffset()).toBe(offset)
        })
        afterAll(() => {
          if (before === undefined) delete process.env.TZ
          else process.env.TZ = before
        })
        for (const column of Object.keys(round) as Column[]) {
          test(`${column} comes back as it was`, () => comesBack(column))
        }
      })
    }

    test('null comes back as null for every type', async () => {
      const row = await db.one(insert(values).values({ text: null }).returning(values))
      for (const column of Object.keys(round)) expect(row[column as Column]).toBeNull()
    })

    test('bytes that come back share no memory with others', async () => {
      const bytes = new Uint8Array([1, 2, 3])
      const row = await db.one(insert(values).values({ bytes }).returning({ bytes: values.bytes }))
      expect(row.bytes).toBeInstanceOf(Uint8Array)
      expect(row.bytes).not.toBeInstanceOf(Buffer)
      expect(row.bytes?.buffer.byteLength).toBe(3)
    })

    test('an instant that was stored equals itself in where', async () => {
      const at = new Date('2031-05-06T07:08:09.123Z')
      await db.run(insert(values).values({ timestamp: at }))
      await admin.query(`insert into "values" ("timestamp") values ('2031-05-06 07:08:09.1226+00')`)
      expect(await db.scalar(select({ n: count() }).from(values).where(values.timestamp.eq(at)))).toBe(2)
    })

    test('the JSON value null is a document, SQL null is none', async () => {
      const { rows } = await admin.query(`insert into "values" ("json") values ('null'), (null) returning id`)
      const nulls = (id: number) =>
        select({ json: values.json, none: values.json.isNull() }).from(values).where(values.id.eq(id))
      expect(await db.one(nulls(rows[0].id))).toEqual({ json: null, none: false })
      expect(await db.one(nulls(rows[1].id))).toEqual({ json: null, none: true })
    })

    test('defaults are stored as they were declared', async () => {
      const before = Date.now()
      const row = await db.one(insert(defaults).values({ id: 1 }).returning(defaults))
      expect(row).toEqual({
        id: 1,
        text: "a'b\\c\n\\",
        number: -5,
        price: '-0.99',
        bytes: new Uint8Array([0, 39, 92, 255]),
        json: { path: 'c:\\temp', quote: "'" },
        at: new Date('2024-03-31T01:30:00.123Z'),
        made: expect.any(Date),
      })
      expect(Math.abs(row.made.getTime() - before)).toBeLessThan(60_000)
    })

    test('an identity column numbers rows by itself', async () => {
      const [a, b] = await db.all(
        insert(values)
          .values([{ text: 'a' }, { text: 'b' }])
          .returning({ id: values.id }),
      )
      expect((b?.id ?? 0) - (a?.id ?? 0)).toBe(1)
    })

    test('aggregates are numbers of the declared kind', async () => {
      await db.run(
        insert(accounts).values([
          { id: 101, name: 's1', balance: 3 },
          { id: 102, name: 's2', balance: 4 },
        ]),
      )
      const some = accounts.id.between(101, 102)
      const { n, total, most } = await db.one(
        select({ n: count(), total: sum(accounts.balance), most: max(accounts.name) })
          .from(accounts)
          .where(some),
      )
      expect([n, total, most]).toEqual([2, 7, 's2'])
    })
  })

  describe('parameters', () => {
    test('stand without a cast where a column tells their type', () => {
      const statement = select({ id: accounts.id })
        .from(accounts)
        .where(accounts.id.eq(1), accounts.name.in(['a', 'b']), accounts.balance.plus(1).gt(2))
        .limit(3)
        .offset(4)
      expect(compile(statement, postgresDialect)).toMatchObject({
        sql:
          'select "accounts"."id" from "accounts" where "accounts"."id" = $1 and "accounts"."name" in ($2, $3) ' +
          'and "accounts"."balance" + $4 > $5 limit $6 offset $7',
        params: [1, 'a', 'b', 1, 2, 3, 4],
      })
    })

    test('are cast where nothing tells their type', () => {
      expect(compile(select({ one: literal(1), sum: literal(1).plus(2) }), postgresDialect).sql).toBe(
        'select cast($1 as integer) as "one", cast($2 as integer) + cast($3 as integer) as "sum"',
      )
    })

    test('of every type stand alone', async () => {
      expect(
        await db.one(
          select({
            integer: literal(1),
            bigint: literal(2n ** 63n - 1n),
            text: literal("it's"),
            boolean: literal(false),
            date: literal(new Date(5)),
            real: literal(0.1, real()),
            numeric: literal('1.50', numeric()),
            bytes: literal(new Uint8Array([0, 255]), bytes()),
            json: literal({ a: [1] }, json<{ a: number[] }>()),
            none: nullOf(uuid().nullable()),
          }),
        ),
      ).toEqual({
        integer: 1,
        bigint: 2n ** 63n - 1n,
        text: "it's",
        boolean: false,
        date: new Date(5),
        real: 0.1,
        numeric: '1.50',
        bytes: new Uint8Array([0, 255]),
        json: { a: [1] },
        none: null,
      })
    })

    test('work in CASE, coalesce, arithmetic, functions and comparisons of each other', async () => {
      await db.run(insert(accounts).values({ id: 201, name: 'Ada', balance: 5 }))
      const row = await db.one(
        select({
          size: caseWhen(accounts.balance.gt(3), literal('big')).else('small'),
          number: caseWhen(accounts.balance.lt(3), literal(1)).else(2),
          name: coalesce(accounts.name, 'nobody'),
          sum: literal(1).plus(2),
          product: accounts.balance.times(2).minus(1),
          length: length(literal('four')),
          listed: literal(3).in([1, 2, 3]),
          decimal: literal('1.0', numeric()).in(['1']),
          between: literal(2).between(1, 3),
          matches: literal('abc').like('a%'),
          starts: accounts.name.startsWith('A'),
          ilike: accounts.name.ilike('aD%'),
          joined: accounts.name.concat('!'),
        })
          .from(accounts)
          .where(accounts.id.in([201, 202]), accounts.id.between(200, 300))
          .limit(1)
          .offset(0),
      )
      expect(row).toEqual({
        size: 'big',
        number: 2,
        name: 'Ada',
        sum: 3,
        product: 9,
        length: 4,
        listed: true,
        decimal: true,
        between: true,
        matches: true,
        starts: true,
        ilike: true,
        joined: 'Ada!',
      })
    })

    test('of another kind than the column keep their own', async () => {
      await db.run(insert(accounts).values({ id: 301, name: 'mixed', balance: 2 }))
      const row = await db.one(
        select({
          above: accounts.balance.gt(literal('1.5', numeric())),
          half: accounts.balance.plus(literal(0.5, real())),
          wide: accounts.balance.eq(literal(2n ** 40n)),
          among: accounts.balance.in([literal('2.0', numeric())]),
          between: accounts.balance.between(literal('1.9', numeric()), literal('2.1', numeric())),
          text: literal(7).cast(text()),
          whole: literal(1.6, real()).cast(integer()),
        })
          .from(accounts)
          .where(accounts.id.eq(301)),
      )
      expect(row).toEqual({ above: true, half: 2.5, wide: false, among: true, between: true, text: '7', whole: 2 })
    })
  })

  describe('the driver', () => {
    test('sends one statement, never two', async () => {
      const driver = new PgDriver(new pg.Pool({ connectionString: fresh.url }))
      const connection = await driver.connect()
      const send = async () => connection.send('select 1; select 2', [], { rows: true, bigints: false })
      await expect(send()).rejects.toMatchObject({ code: '42601' })
      await expect(send()).rejects.toMatchObject({ code: '42601' })
      connection.release()
      connection.release()
      await driver.close()
      await driver.close()
    })

    test('sends a statement that fails once', async () => {
      await admin.query('create sequence sent')
      const driver = new PgDriver(new pg.Pool({ connectionString: fresh.url }))
      const connection = await driver.connect()
      const none = { rows: false, bigints: false }
      for (let i = 0; i < 3; i++) {
        const sent = async () => connection.send("select 1 / (nextval('sent') - nextval('sent') + 1)", [], none)
        await expect(sent()).rejects.toMatchObject({ code: '22012' })
      }
      const { rows } = await connection.send('select last_value from sent', [], none)
      expect(rows).toEqual([['6']])
      connection.release()
      await driver.close()
    })

    test('tells the version', async () => expect(await db.version()).toMatch(/^\d+\S*$/))

    test('counts the rows that matched, changed or not', async () => {
      await db.run(insert(accounts).values({ id: 401, name: 'same', balance: 1 }))
      expect((await db.run(update(accounts).set({ balance: 1 }).where(accounts.id.eq(401)))).rowCount).toBe(1)
      expect((await db.run(update(accounts).set({ balance: 1 }).where(accounts.id.eq(-1)))).rowCount).toBe(0)
    })

    test('opens sessions alike, whatever the role is set to', async () => {
      const role = addressOf(fresh.url).user
      await admin.query(`alter role "${role}" set datestyle = 'german'`)
      await admin.query(`alter role "${role}" set timezone = 'Asia/Kathmandu'`)
      await admin.query(`alter role "${role}" set bytea_output = 'escape'`)
      await admin.query(`alter role "${role}" set extra_float_digits = 0`)
      if (Number.parseInt(fresh.version, 10) < 19)
        await admin.query(`alter role "${role}" set standard_conforming_strings = off`)
      const other = opened()
      try {
        const row = {
          real: 0.1 + 0.2,
          bytes: new Uint8Array([0, 92]),
          timestamp: new Date(7),
          date: '2024-03-31',
          text: '\\',
        }
        expect(await other.one(insert(values).values(row).returning(values))).toMatchObject(row)
      } finally {
        await other.close()
        await admin.query(`alter role "${role}" reset all`)
      }
    })

    test('prepares a statement from its second time on, and at most so many', async () => {
      const pool = new pg.Pool({ connectionString: fresh.url, max: 1 })
      const other = postgres(pool)
      const byId = (id: number) => select({ name: accounts.name }).from(accounts).where(accounts.id.eq(id))
      const prepared = async (): Promise<number> => {
        const { rows } = await pool.query('select count(*)::int as n from pg_prepared_statements')
        return rows[0].n
      }
      await other.all(byId(1))
      expect(await prepared()).toBe(0)
      await other.all(byId(2))
      await other.all(byId(3))
      expect(await prepared()).toBe(1)
      for (let i = 0; i < 150; i++) {
        const one = select({ [`c${i}`]: accounts.id })
          .from(accounts)
          .limit(1)
        await other.all(one)
        await other.all(one)
      }
      expect(await prepared()).toBe(100)
      await other.close()
    })

    test('refuses a pool that sends statements before the one before is answered', async () => {
      const pool = new pg.Pool({ connectionString: fresh.url, pipeline: true } as pg.PoolConfig)
      expect(() => postgres(pool)).toThrow(
        'a pool of pg with pipeline: true takes no statement of Espalier; leave pipeline out',
      )
      await pool.end()
    })

    test('prepares nothing where it is told not to, as behind PgBouncer in transaction mode', async () => {
      const other = postgres(fresh.url, { prepare: false, pool: { size: 1 } })
      const byId = (id: number) => select({ name: accounts.name }).from(accounts).where(accounts.id.eq(id))
      const kept = table('pg_prepared_statements', { name: text() })
      const prepared = other.prepare(select({ n: param('n', integer()) }))
      for (let i = 0; i < 3; i++) {
        await other.all(byId(i))
        expect(await prepared.scalar({ n: i })).toBe(i)
        await other.transaction((tx) => tx.all(byId(i)))
        for await (const _row of other.stream(byId(i)));
        expect(await other.all(select(kept))).toEqual([])
      }
      await other.close()
    })

    test('sends a prepared statement again that a change of its table made stale', async () => {
      await admin.query('create table shifting (id integer primary key, v integer)')
      await admin.query('insert into shifting values (1, 5)')
      const shifting = table('shifting', { id: integer().primaryKey(), v: text() })
      const pool = new pg.Pool({ connectionString: fresh.url, max: 1 })
      const other = postgres(pool)
      const read = () => other.scalars(select({ v: shifting.v }).from(shifting))
      for (let i = 0; i < 3; i++) expect(await read()).toEqual(['5'])
      const backend = async () => (await pool.query('select pg_backend_pid() as pid')).rows[0].pid
      const before = await backend()
      await admin.query('alter table shifting alter column v type text')
      for (let i = 0; i < 4; i++) expect(await read()).toEqual(['5'])
      expect(await backend()).not.toBe(before)
      await admin.query('alter table shifting alter column v type bigint using v::bigint')
      await expect(other.transaction((tx) => tx.all(select({ v: shifting.v }).from(shifting)))).rejects.toMatchObject({
        code: '0A000',
      })
      expect(await read()).toEqual(['5'])
      await other.close()
    })

    test('runs the statements of one connection one behind the other', async () => {
      const warnings: Error[] = []
      const warned = (warning: Error): number => warnings.push(warning)
      process.on('warning', warned)
      const got = await db.transaction((tx) =>
        Promise.all([1, 2, 3, 4].map((n) => tx.scalar(select({ n: literal(n) })))),
      )
      expect(got).toEqual([1, 2, 3, 4])
      await new Promise((resolve) => setTimeout(resolve, 20))
      process.off('warning', warned)
      expect(warnings).toEqual([])
    })

    test('does not give back a connection whose transaction is open, or that is busy', async () => {
      const driver = new PgDriver(new pg.Pool({ connectionString: fresh.url, max: 1 }))
      const none = { rows: false, bigints: false }
      const pid = async (connection: DriverConnection) =>
        (await connection.send('select pg_backend_pid()', [], none)).rows[0]?.[0]
      const first = await driver.connect()
      const firstPid = await pid(first)
      first.release()
      const second = await driver.connect()
      expect(await pid(second)).toBe(firstPid)
      await second.send('begin', [], none)
      second.release()
      expect(() => second.send('select 1', [], none)).toThrow(/given back/)
      const third = await driver.connect()
      const thirdPid = await pid(third)
      expect(thirdPid).not.toBe(firstPid)
      const lost = expect(third.send('select pg_sleep(1)', [], none)).rejects.toThrow()
      third.release()
      await lost
      const fourth = await driver.connect()
      expect(await pid(fourth)).not.toBe(thirdPid)
      fourth.release()
      await driver.close()
    })
  })

  describe('a transaction', () => {
    test('with a swallowed error cannot commit', async () => {
      await db.run(insert(accounts).values({ id: 501, name: 'taken' }))
      const work = db.transaction(async (tx) => {
        await tx.run(insert(accounts).values({ id: 502, name: 'new' }))
        await tx.run(insert(accounts).values({ id: 503, name: 'taken' })).catch(() => {})
      })
      await expect(work).rejects.toThrow(/rolled the transaction back/)
      expect(await db.all(select(accounts).where(accounts.id.eq(502)))).toEqual([])
    })

    test('that throws leaves nothing, and its connection is used again', async () => {
      const other = postgres({ ...addressOf(fresh.url), pool: { size: 1 } })
      const work = other.transaction(async (tx) => {
        await tx.run(insert(accounts).values({ id: 504, name: 'gone' }))
        throw new Error('mine')
      })
      await expect(work).rejects.toThrow('mine')
      expect(await other.all(select(accounts).where(accounts.id.eq(504)))).toEqual([])
      await other.close()
    })
  })

  describe('a killed backend', () => {
    const kill = (name: string): Promise<unknown> =>
      admin.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [name])
    const one = select({ one: literal(1) })
    const named = (name: string, size = 1): Database<PostgresLacks> =>
      postgres({ ...addressOf(fresh.url), applicationName: name, pool: { size } })

    test('that was idle is replaced', async () => {
      const other = named('idle', 3)
      for (let i = 0; i < 5; i++) {
        await Promise.all([other.all(one), other.all(one), other.all(one)])
        await kill('idle')
        await new Promise((resolve) => setTimeout(resolve, 50))
        expect(await other.scalar(one)).toBe(1)
      }
      await other.close()
    })

    test('in a transaction fails the transaction, and the next statement works', async () => {
      const other = named('open')
      const work = other.transaction(async (tx) => {
        await tx.all(one)
        await kill('open')
        await tx.all(one)
      })
      await expect(work).rejects.toThrow(/^the connection to postgres at .* was lost/)
      expect(await other.scalar(one)).toBe(1)
      await other.close()
    })

    test('in a statement fails the statement, and the next one works', async () => {
      await db.run(insert(accounts).values({ id: 601, name: 'locked' }))
      const other = named('busy')
      await admin.query('begin')
      await admin.query('select * from accounts where id = 601 for update')
      const blocked = other.run(update(accounts).set({ balance: 9 }).where(accounts.id.eq(601)))
      const settled = expect(blocked).rejects.toMatchObject({ name: 'ConnectionLost', code: '57P01' })
      await new Promise((resolve) => setTimeout(resolve, 100))
      await kill('busy')
      await settled
      await admin.query('rollback')
      expect(await other.scalar(one)).toBe(1)
      await other.close()
    })
  })

  describe('messages', () => {
    const secret = 'hunter2-s3cr3t'

    test('hold no value of a row or a parameter, nor does what is printed of the cause', async () => {
      await db.run(insert(accounts).values({ id: 701, name: secret }))
      const broken = [
        insert(accounts).values({ id: 702, name: secret }),
        update(accounts)
          .set({ balance: literal(secret).cast(integer()) })
          .where(accounts.id.eq(701)),
        update(accounts)
          .set({ balance: literal(`a "${secret}" b`).cast(integer()) })
          .where(accounts.id.eq(701)),
      ]
      const codes: unknown[] = []
      for (const statement of broken) {
        const error = await db.run(statement as (typeof broken)[0]).catch((error: unknown) => error)
        expect(error).toBeInstanceOf(DatabaseError)
        codes.push((error as DatabaseError).code)
        expect(inspect(error, { depth: 9 })).not.toContain(secret)
      }
      expect(codes).toEqual(['23505', '22P02', '22P02'])
    })

    test('keep the server’s detail for programs', async () => {
      const error = await db.run(insert(accounts).values({ id: 701, name: 'x' })).catch((error: unknown) => error)
      expect((error as DatabaseError).message).toBe(
        'postgres refused the statement: duplicate key value violates unique constraint "accounts_pkey"; see UniqueViolation in docs/errors.md',
      )
      expect((error as { cause: pg.DatabaseError }).cause.detail).toBe('Key (id)=(701) already exists.')
    })

    test('of a failed connection name host and port, never the password', async () => {
      const { host, port, user, database } = addressOf(fresh.url)
      const at = `postgres at ${host}:${port}`
      const cases: readonly (readonly [string, string])[] = [
        [
          `postgres://${user}:${secret}@${host}:${port}/${database}`,
          `${at} refuses the login of user ${user}; check the user and its password`,
        ],
        [
          `postgres://nobody:${secret}@${host}:${port}/${database}`,
          `${at} refuses the login of user nobody; check the user and its password`,
        ],
        [fresh.url.replace(/[^/]*$/, 'missing'), `${at} has no database missing; create it, or correct the name`],
        [
          `postgres://u:${secret}@127.0.0.1:1/db`,
          'nothing answers for postgres at 127.0.0.1:1; check host and port, and whether the server runs',
        ],
        [
          `postgres://u:${secret}@[::1]:1/db`,
          'nothing answers for postgres at [::1]:1; check host and port, and whether the server runs',
        ],
        [
          `postgres://u:${secret}@localhost:1/db`,
          'nothing answers for postgres at localhost:1; check host and port, and whether the server runs',
        ],
        [
          `postgres://u:${secret}@no.such.host.invalid/db`,
          'the host no.such.host.invalid of postgres has no address; check its name',
        ],
        [
          `postgres://u:${secret}@/db?host=/no/such`,
          'no socket of postgres is in /no/such for port 5432; check the folder and the port',
        ],
        [`${fresh.url}?sslmode=require`, `${at} has no TLS; connect with ssl: false`],
      ]
      const password = String(addressOf(fresh.url).password)
      for (const [url, sentence] of cases) {
        const other = postgres(url)
        const error = await other.all(select({ one: literal(1) })).catch((error: unknown) => error)
        expect(error).toBeInstanceOf(ConnectionFailed)
        expect((error as Error).message).toBe(sentence)
        expect(inspect([error, other], { depth: 9, showHidden: false })).not.toContain(secret)
        expect(inspect([error, other], { depth: 9, showHidden: false })).not.toContain(password)
        await other.close()
      }
    })

    test('say that the database is closed', async () => {
      const other = opened()
      await other.close()
      await expect(other.all(select({ one: literal(1) }))).rejects.toThrow(
        'the database is closed; open it again to use it',
      )
    })
  })
})

/** Writes each value, reads it through RETURNING, a select, a comparison, coalesce, and a lone parameter. */
async function comesBack(column: Column): Promise<void> {
  const of = values[column] as typeof values.text
  for (const value of round[column] as string[]) {
    const { id, returned } = await db.one(
      insert(values)
        .values({ [column]: value })
        .returning({ id: values.id, returned: of }),
    )
    expect(returned).toEqual(value)
    const found = await db.one(
      select({ of, coalesced: coalesce(of, value), alone: literal(value, { type: of.node.type } as never) })
        .from(values)
        .where(values.id.eq(id), of.eq(value), of.in([value]), of.between(value, value), of.isNotDistinctFrom(value)),
    )
    // A lone parameter has the type's name without its length or scale.
    const alone = column === 'numeric' || column === 'unbound' ? found.alone : value
    expect(found).toEqual({ of: value, coalesced: value, alone })
    await db.run(
      update(values)
        .set({ [column]: value } as never)
        .where(values.id.eq(id)),
    )
  }
}
