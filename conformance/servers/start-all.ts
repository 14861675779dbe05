import { DatabaseSync } from 'node:sqlite'
import Database from 'better-sqlite3'
import { startPglite } from '../pglite.ts'
import * as mariadb from './mariadb.ts'
import * as mysql from './mysql.ts'
import * as pgbouncer from './pgbouncer.ts'
import * as postgres from './postgres.ts'
import {
  type DatabaseName,
  type DriverName,
  databaseNames,
  driverNames,
  type Missing,
  type Running,
  type ServersRecord,
} from './record.ts'
import { oneLine, type RunningServer, type ServerName, ServerUnavailable } from './server.ts'

/** Everything that could be started, and how to end it. */
export interface Started {
  readonly record: ServersRecord
  stop(): Promise<void>
}

/** Starts all databases of the run at once; one that cannot be had is in the record, and only a wrong choice throws. */
export async function startAll(chosen: ReadonlySet<DatabaseName | DriverName> = chosenDatabases()): Promise<Started> {
  const stops: (() => Promise<void>)[] = []
  const missing: Missing[] = names.filter((name) => !chosen.has(name)).map(leftOut)
  const running: Partial<Record<DatabaseName | DriverName | 'oldestPostgres', Running>> = {}
  const begin = async (key: keyof typeof running, name: DatabaseName | DriverName, start: Start): Promise<void> => {
    try {
      const { url, version, stop } = await start()
      running[key] = { url, version }
      stops.push(stop)
    } catch (error) {
      const { reason, ...rest } = describeMissing(name, error)
      missing.push({ ...rest, reason: key === name ? reason : `its oldest supported major: ${reason}` })
    }
  }
  const starting = names.flatMap((name) =>
    name !== 'pgbouncer' && chosen.has(name) ? [begin(name, name, starts[name])] : [],
  )
  if (process.env.ESPALIER_POSTGRES_OLD === '1') {
    starting.push(begin('oldestPostgres', 'postgres', postgres.startOldest))
  }
  await Promise.all(starting)
  if (chosen.has('pgbouncer')) await begin('pgbouncer', 'pgbouncer', () => pgbouncer.start(running.postgres?.url))
  return {
    record: { ...running, missing: inOrder(missing) },
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()))
    },
  }
}

/** Databases and drivers, in the order of every report. */
const names: readonly (DatabaseName | DriverName)[] = [...databaseNames, ...driverNames]

/** `ESPALIER_DATABASES=sqlite,postgres` limits a run to those two; drivers are named as databases are. */
export function chosenDatabases(
  list: string = process.env.ESPALIER_DATABASES ?? '',
): ReadonlySet<DatabaseName | DriverName> {
  const words = list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  const known = (word: string): word is DatabaseName | DriverName => (names as readonly string[]).includes(word)
  const wrong = words.find((word) => !known(word))
  if (wrong !== undefined) {
    throw new Error(`ESPALIER_DATABASES names '${wrong}'; use ${names.join(', ')}, with commas between`)
  }
  return new Set(words.length === 0 ? names : words.filter(known))
}

/**
 * Why a run on CI may not go on; PgBouncer, and MySQL or MariaDB, may be missing, so that an archive's bad day blocks nobody.
 */
export function whyNotOnCi(missing: readonly Missing[]): string | undefined {
  const absent = missing.filter((entry) => !entry.leftOut)
  const lacks = (name: DatabaseName | DriverName): boolean => absent.some((entry) => entry.name === name)
  const isWhole = !(['sqlite', 'postgres', 'node-sqlite', 'pglite'] as const).some(lacks)
  if (isWhole && !(lacks('mysql') && lacks('mariadb'))) return undefined
  const lines = absent.map(({ name, reason, cure }) => `${name}: ${reason}; ${cure}`)
  return ['a run on CI needs sqlite, postgres, their other drivers, and mysql or mariadb; missing are', ...lines].join(
    '\n  ',
  )
}

/** A server of its own, which can be restarted; `durable` where that must keep what was stored. */
export const startServer = (name: ServerName, durable: boolean): Promise<RunningServer> =>
  ({ postgres, mysql, mariadb })[name].start(durable)

type Start = () => Promise<Running & { stop(): Promise<void> }>

const starts: Record<Exclude<DatabaseName | DriverName, 'pgbouncer'>, Start> = {
  sqlite: async () => ({ url: ':memory:', version: sqliteVersion(), stop: async () => {} }),
  postgres: () => postgres.start(),
  mysql: () => mysql.start(),
  mariadb: () => mariadb.start(),
  'node-sqlite': async () => ({ url: 'node-sqlite:', version: nodeSqliteVersion(), stop: async () => {} }),
  pglite: startPglite,
}

function nodeSqliteVersion(): string {
  using database = new DatabaseSync(':memory:')
  return String(database.prepare('select sqlite_version() as version').get()?.version)
}

function sqliteVersion(): string {
  const database = new Database(':memory:')
  const version = String(database.prepare('select sqlite_version()').pluck().get())
  database.close()
  return version
}

function leftOut(name: DatabaseName | DriverName): Missing {
  return { name, leftOut: true, reason: 'left out by ESPALIER_DATABASES', cure: 'unset it to run on every database' }
}

function describeMissing(name: DatabaseName | DriverName, error: unknown): Missing {
  if (error instanceof ServerUnavailable) return { name, leftOut: false, reason: error.reason, cure: error.cure }
  return { name, leftOut: false, reason: oneLine(error), cure: 'install the dependencies again' }
}

function inOrder(missing: readonly Missing[]): readonly Missing[] {
  return names.flatMap((name) => missing.filter((entry) => entry.name === name))
}
