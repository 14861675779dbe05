import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { describe, inject } from 'vitest'
import { freshPglite } from './pglite.ts'
import {
  type DatabaseName,
  type DriverName,
  databaseNames,
  databaseOf,
  driverNames,
  type Running,
} from './servers/record.ts'

export type { DatabaseName }

/** A new, empty database of a test's own. */
export interface FreshDatabase {
  /** For SQLite a file's path, or `:memory:`; of another driver with its name before it. */
  readonly url: string
  readonly version: string
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>
}

/** The database that the tests inside `eachDatabase` run on. */
export interface TestDatabase {
  readonly name: DatabaseName
  /** Another driver than the database's usual one, inside `eachDriver`; the address of a fresh database says it too. */
  readonly driver?: DriverName
  /** As the server reports it; empty where the database is missing and the tests are skipped. */
  readonly version: string
  fresh(): Promise<FreshDatabase>
}

/** The databases that this run has. */
export function available(): DatabaseName[] {
  const servers = inject('servers')
  return databaseNames.filter((name) => servers[name] !== undefined)
}

/** Creates an empty database on a running server; for SQLite, a file in a folder of its own. */
export function freshDatabase(name: DatabaseName): Promise<FreshDatabase> {
  const running = inject('servers')[name]
  if (running === undefined) throw new Error(`${name} is not running; register the tests with eachDatabase`)
  return freshOn(name, running)
}

/** SQLite without a file, gone with its connection. */
export function memoryDatabase(): FreshDatabase {
  return { url: ':memory:', version: inject('servers').sqlite?.version ?? '', drop: async () => {} }
}

/**
 * Registers the same tests once for each database, the database's name in the title. Where a database is missing they
 * are registered too, as skipped and with the reason in the title.
 */
export function eachDatabase(title: string, tests: (database: TestDatabase) => void): void {
  const servers = inject('servers')
  for (const name of databaseNames) {
    const running = servers[name]
    if (running === undefined) registerMissing(title, name, tests)
    else register(title, name, name, running, tests)
  }
  if (servers.oldestPostgres) register(title, 'oldest postgres', 'postgres', servers.oldestPostgres, tests)
}

/** Like `eachDatabase`, and once more for each other driver: for tests of what every driver of a database must do. */
export function eachDriver(title: string, tests: (database: TestDatabase) => void): void {
  eachDatabase(title, tests)
  for (const driver of driverNames) onDriver(driver, title, tests)
}

/** Registers tests for one other driver; where it is missing, as `eachDatabase` does. */
export function onDriver(driver: DriverName, title: string, tests: (database: TestDatabase) => void): void {
  const running = inject('servers')[driver]
  if (running === undefined) registerMissing(title, driver, tests)
  else register(title, driver, databaseOf[driver], running, tests)
}

function register(
  title: string,
  label: string,
  name: DatabaseName,
  running: Running,
  tests: (database: TestDatabase) => void,
): void {
  const driver = driverNames.find((one) => one === label)
  const database: TestDatabase = {
    name,
    ...(driver && { driver }),
    version: running.version,
    fresh: () => freshOn(driver ?? name, running),
  }
  describe(`${title} (${label})`, { meta: { database: label, title } }, () => tests(database))
}

function registerMissing(
  title: string,
  label: DatabaseName | DriverName,
  tests: (database: TestDatabase) => void,
): void {
  const reason = inject('servers').missing.find((entry) => entry.name === label)?.reason ?? 'missing'
  const name = databaseOf[label as DriverName] ?? label
  const database: TestDatabase = { name, version: '', fresh: () => freshDatabase(name) }
  describe(`${title} (${label}: ${reason})`, { skip: true, meta: { database: label, title, missing: true } }, () =>
    tests(database),
  )
}

function freshOn(name: DatabaseName | DriverName, { url, version }: Running): Promise<FreshDatabase> {
  const unique = `espalier_${randomBytes(6).toString('hex')}`
  if (name === 'sqlite' || name === 'node-sqlite') return freshFile(url === ':memory:' ? '' : url, version)
  if (name === 'pglite') return freshPglite(url, version)
  if (name === 'pgbouncer') return freshBehindPooler(url, version, unique)
  return name === 'postgres' ? freshPostgres(url, version, unique) : freshMysql(url, version, unique)
}

async function freshFile(scheme: string, version: string): Promise<FreshDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'espalier-sqlite-'))
  return { url: scheme + join(folder, 'test.db'), version, drop: () => rm(folder, { recursive: true, force: true }) }
}

async function freshPostgres(url: string, version: string, unique: string): Promise<FreshDatabase> {
  await askPostgres(url, `create database ${unique}`)
  const drop = (): Promise<void> => askPostgres(url, `drop database if exists ${unique} with (force)`)
  return { url: withDatabase(url, unique), version, drop }
}

/** The database is made on the server itself, since the pooler takes no CREATE DATABASE while others use the one it is in. */
async function freshBehindPooler(url: string, version: string, unique: string): Promise<FreshDatabase> {
  const { drop } = await freshPostgres(inject('servers').postgres?.url ?? '', version, unique)
  return { url: `pgbouncer:${withDatabase(url.slice('pgbouncer:'.length), unique)}`, version, drop }
}

async function freshMysql(url: string, version: string, unique: string): Promise<FreshDatabase> {
  await askMysql(url, `create database ${unique}`)
  return { url: withDatabase(url, unique), version, drop: () => askMysql(url, `drop database if exists ${unique}`) }
}

/** The same server, account and options, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function askPostgres(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function askMysql(url: string, sql: string): Promise<void> {
  const connection = await mysql.createConnection(url)
  try {
    await connection.query(sql)
  } finally {
    await connection.end()
  }
}
