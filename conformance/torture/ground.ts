// What the exercises share: tables, a database in each, and how losses are counted.
import {
  type AnyLack,
  type Database,
  type Duration,
  insert,
  integer,
  type PoolOptions,
  schema,
  select,
  sql,
  table,
  text,
} from '@espalier/core'
import { mariadb, mysql } from '@espalier/dialect-mysql'
import { postgres } from '@espalier/dialect-postgres'
import { sqlite } from '@espalier/dialect-sqlite'
import type { DatabaseName } from '../servers/record.ts'
import { type FaultProxy, startProxy } from './proxy.ts'

export type Db = Database<AnyLack>

export const notes = table('notes', { id: integer().primaryKey(), body: text().nullable() })
export const accounts = table('accounts', { id: integer().primaryKey(), balance: integer() })
export const ledger = table('ledger', {
  id: integer().primaryKey(),
  source: integer(),
  target: integer(),
  amount: integer(),
})
export const tables = schema({ notes, accounts, ledger })

/** A database that an exercise works on. */
export interface Ground {
  readonly name: DatabaseName
  readonly url: string
  /** A connection that nobody kills. */
  readonly admin: Db
  open(pool?: PoolOptions): Db
  /** A proxy before the server, and what opens a database through it; none for SQLite. */
  proxied(): Promise<Proxied>
}

/** A server with a proxy before it. */
export interface Proxied {
  readonly proxy: FaultProxy
  open(pool?: PoolOptions, limits?: Limits): Db
}

/** How long statements and their end may take. */
export interface Limits {
  readonly statementTimeout?: Duration
  readonly cutAfter?: Duration
}

/** What came of an exercise. Every loss is one that must not be. */
export interface Outcome {
  readonly did: string
  readonly losses: Readonly<Record<string, number>>
}

/** The way of a database into an exercise. */
export function groundOf(name: DatabaseName, url: string): Ground & { close(): Promise<void> } {
  const open = (pool: PoolOptions = {}): Db => opened(name, url, pool)
  const admin = open({ size: 2 })
  const proxies: FaultProxy[] = []
  return {
    name,
    url,
    admin,
    open,
    async proxied() {
      const { hostname, port } = new URL(url)
      const proxy = await startProxy(name === 'postgres' ? 'postgres' : 'mysql', hostname, Number(port))
      proxies.push(proxy)
      const through = new URL(url)
      through.port = String(proxy.port)
      return { proxy, open: (pool = {}, limits = {}) => opened(name, through.href, pool, limits) }
    },
    async close() {
      await admin.close()
      for (const proxy of proxies) await proxy.close()
    },
  }
}

function opened(name: DatabaseName, url: string, pool: PoolOptions, limits: Limits = {}): Db {
  if (name === 'sqlite') return sqlite(url, pool.timeout === undefined ? {} : { timeout: pool.timeout }) as Db
  return ({ postgres, mysql, mariadb } as const)[name](url, { pool, ...limits }) as Db
}

/** Empties the tables, and puts so many accounts into them with 100 each. */
export async function filled(db: Db, count: number): Promise<void> {
  for (const statement of [
    sql.statement`delete from notes`,
    sql.statement`delete from accounts`,
    sql.statement`delete from ledger`,
  ])
    await db.run(statement)
  if (count > 0)
    await db.run(insert(accounts).values(Array.from({ length: count }, (_row, id) => ({ id, balance: 100 }))))
}

export const idsIn = (db: Parameters<typeof read>[0]): Promise<number[]> => read(db)
const read = (db: { scalars: Db['scalars'] } & object): Promise<number[]> =>
  (db as Db).scalars(select({ id: notes.id }).from(notes).orderBy(notes.id))

export const pause = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Numbers that look random and are the same for the same seed, so that a run can be repeated. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Waits for work, but not for ever; a promise that does not settle is a loss. */
export async function inTime<Result>(work: Promise<Result>, ms = 20_000): Promise<Result | 'stuck'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'stuck'>((resolve) => {
    timer = setTimeout(() => resolve('stuck'), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
