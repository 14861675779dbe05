// Exercises of connections that break: S19, S21, S27, S37.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  CommitOutcomeUnknown,
  EspalierError,
  insert,
  literal,
  QueryCancelled,
  select,
  sql,
  text,
  update,
} from '@espalier/core'
import {
  accounts,
  type Db,
  filled,
  type Ground,
  inTime,
  ledger,
  notes,
  numbers,
  type Outcome,
  pause,
} from './ground.ts'

const one = select({ one: literal(1) })

/** The text of a statement of this file's own, with a checked number in it. */
const own = (words: string): any =>
  sql.statement(Object.freeze(Object.assign([words], { raw: Object.freeze([words]) })) as TemplateStringsArray)
export const asked = (words: string): any =>
  sql.rows({ id: text() })(
    Object.freeze(Object.assign([words], { raw: Object.freeze([words]) })) as TemplateStringsArray,
  )

/** Ends one connection to the database, chosen by a number. */
async function killOne({ admin, name }: Ground, random: (below: number) => number): Promise<boolean> {
  if (name === 'sqlite') return false
  const list =
    name === 'postgres'
      ? asked(
          "select pid::text from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query not like '%pg_stat_activity%'",
        )
      : asked(
          "select cast(id as char) from information_schema.processlist where db = database() and id <> connection_id() and coalesce(info, '') not like '%processlist%'",
        )
  const ids = (await admin.scalars(list)) as string[]
  const id = Number(ids[random(ids.length)])
  if (!Number.isSafeInteger(id)) return false
  await admin.run(own(name === 'postgres' ? `select pg_terminate_backend(${id})` : `kill ${id}`)).catch(() => {})
  return true
}

/** S19: transfers between accounts by 16 workers, while connections are killed. */
export async function killStorm(ground: Ground, count: number): Promise<Outcome> {
  const { admin, name } = ground
  const db = ground.open({ size: 12 })
  const random = numbers(19)
  const size = 8
  await filled(admin, size)
  let next = 0
  let kills = 0
  let untyped = 0
  let stuck = 0
  const said = new Map<number, 'stored' | 'unknown' | 'refused'>()
  const isEnough = (): boolean => (name === 'sqlite' ? next >= count * 4 : kills >= count)
  const transfer = async (id: number): Promise<void> => {
    const [source, target, amount] = [random(size), random(size), 1 + random(9)]
    const work = db.transaction(
      async (tx) => {
        await tx.run(insert(ledger).values({ id, source, target, amount }))
        for (const [account, by] of [[source, -amount] as const, [target, amount] as const].sort((a, b) => a[0] - b[0]))
          await tx.run(
            update(accounts)
              .set({ balance: accounts.balance.plus(by) })
              .where(accounts.id.eq(account)),
          )
      },
      { retry: 20 },
    )
    const result = await inTime(
      work.then(
        () => 'stored' as const,
        (error: unknown) => {
          if (!(error instanceof EspalierError)) untyped++
          return error instanceof CommitOutcomeUnknown ? ('unknown' as const) : ('refused' as const)
        },
      ),
    )
    if (result === 'stuck') stuck++
    else said.set(id, result)
  }
  const worker = async (): Promise<void> => {
    while (!isEnough()) await transfer(next++)
  }
  const killer = async (): Promise<void> => {
    while (!isEnough() && name !== 'sqlite') {
      if (await killOne(ground, random)) kills++
      await pause(1 + random(4))
    }
  }
  await Promise.all([...Array.from({ length: 16 }, worker), killer()])
  const entries = await admin.all(select(ledger))
  const stored = new Set(entries.map(({ id }) => id))
  const balances = new Map(Array.from({ length: size }, (_account, id) => [id, 100]))
  for (const { source, target, amount } of entries) {
    balances.set(source, (balances.get(source) as number) - amount)
    balances.set(target, (balances.get(target) as number) + amount)
  }
  let lost = 0
  let ghosts = 0
  for (const [id, what] of said) {
    if (what === 'stored' && !stored.has(id)) lost++
    if (what === 'refused' && stored.has(id)) ghosts++
  }
  const found = await admin.all(select(accounts))
  const torn = found.filter(({ id, balance }) => balances.get(id) !== balance).length
  const left = await inTime(db.scalar(one).catch(() => 0))
  const leaked = db.status().lent
  await db.close()
  return {
    did: `${said.size} transfers, ${kills} kills, ${[...said.values()].filter((what) => what === 'unknown').length} unknown`,
    losses: { lost, ghosts, torn, untyped, stuck, leaked, dead: left === 1 ? 0 : 1 },
  }
}

/** S21: streams are left at random points, in every way; full reads give every row once. */
export async function streamAborts(ground: Ground, count: number): Promise<Outcome> {
  const { name } = ground
  const db = ground.open({ size: 3, timeout: '10s' })
  const random = numbers(21)
  await filled(ground.admin, 0)
  const rows = 300
  await ground.admin.run(
    insert(notes).values(Array.from({ length: rows }, (_row, id) => ({ id, body: 'x'.repeat(50) }))),
  )
  const query = select({ id: notes.id }).from(notes).orderBy(notes.id)
  let wrongRows = 0
  let wrongErrors = 0
  let stuck = 0
  const ways = ['break', 'throw', 'signal', 'return', 'full'] as const
  for (let i = 0; i < count; i++) {
    const way = ways[random(ways.length)] as (typeof ways)[number]
    const at = random(rows)
    const stop = new AbortController()
    const seen: number[] = []
    const read = async (on: Pick<Db, 'stream'>): Promise<void> => {
      const stream = (on as Db).stream(query, { batch: 1 + random(80), signal: stop.signal })
      for await (const { id } of stream) {
        seen.push(id)
        if (way === 'full' || id < at) continue
        if (way === 'break') break
        if (way === 'throw') throw new Error('mine')
        if (way === 'signal') stop.abort()
        else await stream.return()
      }
    }
    const inTransaction = random(3) === 0
    const work = inTransaction ? db.transaction((tx) => read(tx as never)) : read(db)
    const result = await inTime(
      work.then(
        () => 'ok',
        (error: Error) => (error instanceof QueryCancelled ? 'signal' : error.message),
      ),
    )
    if (result === 'stuck') stuck++
    else if (result !== ({ throw: 'mine', signal: 'signal' } as Record<string, string>)[way] && result !== 'ok')
      wrongErrors++
    if (seen.some((id, index) => id !== index) || (way === 'full' && seen.length !== rows)) wrongRows++
  }
  await pause(100)
  const leaked = db.status().lent
  const busy =
    name === 'postgres'
      ? (
          await ground.admin.all(
            asked(
              "select pid::text from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'",
            ),
          )
        ).length
      : 0
  await db.close()
  return { did: `${count} streams`, losses: { wrongRows, wrongErrors, stuck, leaked, busy } }
}

/** S27: a table changes under statements that are prepared; none of them fails outside of a transaction. */
export async function changesUnderLoad({ open, admin, name }: Ground, count: number): Promise<Outcome> {
  const db = open({ size: 6 })
  await filled(admin, 0)
  await admin.run(insert(notes).values({ id: 1, body: 'x' }))
  let failed = 0
  let reads = 0
  let isDone = false
  const reader = async (): Promise<void> => {
    while (!isDone) {
      await db.all(select(notes)).then(
        () => reads++,
        () => failed++,
      )
      await pause()
    }
  }
  const changer = async (): Promise<void> => {
    for (let i = 0; i < count; i++) {
      // Other types of a column that is read: what was prepared for the old one is out of date.
      for (const type of [`varchar(${40 + i})`, name === 'postgres' ? 'text' : 'longtext']) {
        if (name === 'sqlite')
          await admin.run(own(`alter table notes add column ${type.startsWith('varchar') ? 'e' : 'f'}${i} int`))
        else
          await admin.run(
            own(`alter table notes ${name === 'postgres' ? 'alter column body type' : 'modify column body'} ${type}`),
          )
        await pause(3)
      }
    }
    isDone = true
  }
  await Promise.all([reader(), reader(), reader(), reader(), changer()])
  await db.close()
  return { did: `${count} changes, ${reads} reads`, losses: { failed } }
}

/** S37: many statements and transactions keep no memory, and a closed database keeps nothing open. */
export async function memory({ open }: Ground, count: number): Promise<Outcome> {
  const db = open({ size: 2 })
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heap = async (): Promise<number> => {
    for (let i = 0; i < 3; i++) {
      collect()
      await pause(5)
    }
    return process.memoryUsage().heapUsed
  }
  const some = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      await db.all(select({ id: notes.id }).from(notes).where(notes.id.eq(i)))
      if (i % 10 === 0) await db.transaction(async (tx) => void (await tx.scalar(one)))
    }
  }
  await some(2_000)
  const before = await heap()
  await some(count)
  const grown = (await heap()) - before
  const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => /TCP/.test(kind)).length
  const open0 = sockets()
  await db.close()
  await pause(20)
  const stillOpen = open0 > 0 && sockets() >= open0 ? 1 : 0
  return {
    did: `${count} statements, heap ${grown > 0 ? '+' : ''}${Math.round(grown / 1_024)} KiB`,
    losses: { grows: grown > 1_048_576 ? 1 : 0, stillOpen },
  }
}
