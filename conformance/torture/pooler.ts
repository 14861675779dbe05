// S27: PgBouncer in transaction mode, with fewer connections to the server than clients, among clients that leave their
// own settings in the sessions.
import { isDeepStrictEqual } from 'node:util'
import {
  bigint,
  bytes,
  date,
  insert,
  integer,
  interval,
  numeric,
  param,
  QueryCancelled,
  real,
  StatementTimeout,
  schema,
  select,
  sql,
  table,
  text,
  timestamp,
  update,
} from '@espalier/core'
import { postgres } from '@espalier/dialect-postgres'
import pg from 'pg'
import { serverConnections, start } from '../servers/pgbouncer.ts'
import { accounts, type Db, filled, type Ground, inTime, notes, numbers, type Outcome, pause } from './ground.ts'

/** What depends on what a session is set to. */
const exacts = table('exacts', {
  id: integer().primaryKey(),
  number: real(),
  amount: numeric(20, 4),
  big: bigint(),
  data: bytes(),
  at: timestamp(),
  on: date(),
  span: interval(),
})

const exact = (id: number) => ({
  id,
  number: 0.1 + id / 3,
  amount: `${id}.1230`,
  big: 2n ** 62n + BigInt(id),
  data: Uint8Array.from([0, 92, 120, 255, id]),
  at: new Date(Date.UTC(2024, 1, 29, 23, 59, 59, id)),
  on: '2024-03-04',
  span: 'P1DT2H3M',
})

/** What other programs leave in the sessions: each value means something else than Espalier's. */
const left = [
  'set extra_float_digits = -3',
  `set bytea_output = 'escape'`,
  `set IntervalStyle = 'postgres_verbose'`,
  `set IntervalStyle = 'sql_standard'`,
  `set DateStyle = 'SQL, DMY'`,
  `set TimeZone = 'Asia/Kathmandu'`,
]

const bodyOf = select(notes).where(notes.id.eq(param('id', integer())))
const slow = sql.rows({ id: text() })`select pg_sleep(1)::text as id`
const busy = sql.rows({ id: integer() })`select 7 as id, pg_sleep(0.002)::text`

/** Values, transactions, streams, statements that are stopped, changed tables: `count` of each worker's uses. */
export async function behindPooler(ground: Ground, count: number): Promise<Outcome> {
  if (ground.name !== 'postgres') return { did: 'postgres only', losses: {} }
  const pooler = await start(ground.url)
  const address = pooler.url.slice('pgbouncer:'.length)
  const { admin } = ground
  await admin.createAll(schema({ exacts }))
  await admin.run(insert(exacts).values(Array.from({ length: 20 }, (_row, id) => exact(id))))
  await filled(admin, 8)
  await admin.run(insert(notes).values(Array.from({ length: 50 }, (_row, id) => ({ id, body: 'x' }))))
  const open = (prepare: boolean): Db =>
    postgres(address, { poolMode: 'transaction', prepare, pool: { size: 8, timeout: '60s' } }) as Db
  const databases = [open(false), open(true)]
  const others = await Promise.all(Array.from({ length: 3 }, () => bare(address)))
  const losses = { wrong: 0, refused: 0, torn: 0, wrongHits: 0, stuck: 0, leaked: 0, left: 0 }
  const random = numbers(27)
  let done = 0
  let stopped = 0
  const use: readonly ((db: Db) => Promise<void>)[] = [
    async (db) => {
      const id = random(20)
      const found = await db.one(select(exacts).where(exacts.id.eq(id)))
      if (!isDeepStrictEqual(found, exact(id))) losses.wrong++
    },
    async (db) => {
      const [source, target] = [random(8), random(8)]
      await db.transaction(
        async (tx) => {
          for (const [account, by] of [[source, -1] as const, [target, 1] as const].sort((a, b) => a[0] - b[0]))
            await tx.run(add(account, by))
          await tx
            .savepoint(async (sp) => {
              await sp.run(add(source, 1_000))
              throw new Error('mine')
            })
            .catch(onlyMine)
          const [found] = await tx.all(select(exacts).where(exacts.id.eq(3)))
          if (!isDeepStrictEqual(found, exact(3))) losses.wrong++
        },
        { isolation: random(2) === 0 ? 'serializable' : 'read committed', retry: 50 },
      )
    },
    async (db) => {
      await db
        .transaction(async (tx) => {
          await tx.run(add(random(8), 1_000_000))
          throw new Error('mine')
        })
        .catch(onlyMine)
    },
    async (db) => {
      const end = random(2) === 0 ? random(20) : 20
      const ids: number[] = []
      for await (const row of db.stream(select(exacts).orderBy(exacts.id), { batch: 1 + random(9) })) {
        if (!isDeepStrictEqual(row, exact(row.id))) losses.wrong++
        ids.push(row.id)
        if (ids.length > end) break
      }
      if (ids.some((id, i) => id !== i) || ids.length !== Math.min(20, end + 1)) losses.wrong++
    },
    async (db) => {
      const prepared = db.prepare(bodyOf)
      for (let i = 0; i < 3; i++) {
        const id = random(50)
        if ((await prepared.one({ id })).id !== id) losses.wrong++
      }
    },
    async (db) => {
      const stop = new AbortController()
      setTimeout(() => stop.abort(), random(40))
      const options = random(2) === 0 ? { signal: stop.signal } : { timeout: 1 + random(40) }
      const error = await db.all(slow, options).then(
        () => undefined,
        (caught: unknown) => caught,
      )
      if (!(error instanceof QueryCancelled || error instanceof StatementTimeout)) losses.stuck++
      else stopped++
      if ((await db.one(busy)).id !== 7) losses.wrongHits++
    },
  ]
  const worker = async (db: Db, own: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const work = use[(i + own) % use.length] as (typeof use)[number]
      const result = await inTime(
        work(db).catch((error: unknown) => {
          if (error instanceof QueryCancelled) losses.wrongHits++
          else losses.refused++
          if (losses.refused + losses.wrongHits < 4) console.error(error)
        }),
        30_000,
      )
      if (result === 'stuck') losses.stuck++
      done++
    }
  }
  let isOver = false
  const leaving = async (client: pg.Client): Promise<void> => {
    while (!isOver) {
      const { rows } = await client.query(`select current_setting('IntervalStyle') as found`)
      if (rows[0].found === 'iso_8601') losses.left++
      await client.query(left[random(left.length)] as string)
      await pause(2)
    }
  }
  let changes = 0
  const changing = async (): Promise<void> => {
    while (!isOver) {
      await admin.run(sql.statement`alter table notes alter column body type varchar(70)`)
      await admin.run(sql.statement`alter table notes alter column body type text`)
      changes += 2
      await pause(20)
    }
  }
  const around = [...others.map(leaving), changing()]
  await Promise.all(databases.flatMap((db) => Array.from({ length: 8 }, (_worker, own) => worker(db, own))))
  isOver = true
  await Promise.all(around)
  const balances = await admin.scalars(select({ balance: accounts.balance }).from(accounts))
  losses.torn = balances.reduce((sum, balance) => sum + balance, 0) === 800 ? 0 : 1
  for (const db of databases) {
    losses.leaked += db.status().lent
    await db.close()
  }
  await Promise.all(others.map((client) => client.end()))
  await pooler.stop()
  await admin.dropAll(schema({ exacts }))
  return {
    did: `${done} uses by 16 workers on ${serverConnections} connections, ${stopped} stopped, ${changes} changes`,
    losses,
  }
}

const add = (account: number, by: number) =>
  update(accounts)
    .set({ balance: accounts.balance.plus(by) })
    .where(accounts.id.eq(account))

async function bare(address: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: address })
  client.on('error', () => {})
  await client.connect()
  return client
}

function onlyMine(error: unknown): void {
  if (!(error instanceof Error) || error.message !== 'mine') throw error
}
