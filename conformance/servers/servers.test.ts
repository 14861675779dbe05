import { connect } from 'node:net'
import Database from 'better-sqlite3'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { available, eachDatabase, freshDatabase, memoryDatabase, withDatabase } from '../databases.ts'
import * as mariadb from './mariadb.ts'
import { databaseNames, driverNames } from './record.ts'
import { chosenDatabases, whyNotOnCi } from './start-all.ts'

/** Asks a database by the bare driver; the first column of the first row. */
async function ask(name: string, url: string, sql: string): Promise<unknown> {
  if (name === 'sqlite') {
    const database = new Database(url)
    try {
      return database.prepare(sql).pluck().get()
    } finally {
      database.close()
    }
  }
  if (name === 'postgres') {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query({ text: sql, rowMode: 'array' }).finally(() => client.end())
    return rows[0]?.[0]
  }
  const connection = await mysql.createConnection(url)
  const [rows] = await connection.query({ sql, rowsAsArray: true }).finally(() => connection.end())
  return (rows as unknown[][])[0]?.[0]
}

const versionSql = { sqlite: 'select sqlite_version()', other: 'select version()' }
const tableCount = {
  sqlite: 'select count(*) from sqlite_master',
  postgres: `select count(*)::int from information_schema.tables where table_schema = 'public'`,
  mysql: 'select count(*) from information_schema.tables where table_schema = database()',
  mariadb: 'select count(*) from information_schema.tables where table_schema = database()',
}

eachDatabase('a database of the run', (database) => {
  test('reports the version that the record says', async () => {
    const fresh = await database.fresh()
    const sql = database.name === 'sqlite' ? versionSql.sqlite : versionSql.other
    expect(await ask(database.name, fresh.url, sql)).toContain(database.version)
    expect(fresh.version).toBe(database.version)
    await fresh.drop()
  })

  test('is empty when fresh, and goes away', async () => {
    const fresh = await database.fresh()
    expect(await ask(database.name, fresh.url, tableCount[database.name])).toBe(0)
    await fresh.drop()
    if (database.name !== 'sqlite')
      await expect(ask(database.name, fresh.url, 'select 1')).rejects.toThrow(/exist|unknown/i)
  })

  test('is another one each time', async () => {
    const [one, other] = await Promise.all([database.fresh(), database.fresh()])
    expect(one.url).not.toBe(other.url)
    await Promise.all([one.drop(), other.drop()])
  })

  test('keeps any character and compares upper and lower case of any script', async () => {
    const fresh = await database.fresh()
    expect(await ask(database.name, fresh.url, `select '😀 ß Ж'`)).toBe('😀 ß Ж')
    if (database.name !== 'sqlite') expect(await ask(database.name, fresh.url, `select lower('ÄЖ')`)).toBe('äж')
    await fresh.drop()
  })
})

test('postgres drops a database that somebody is still connected to', async ({ skip }) => {
  if (inject('servers').postgres === undefined) skip('postgres is missing')
  const fresh = await freshDatabase('postgres')
  const lingering = new pg.Client({ connectionString: fresh.url })
  lingering.on('error', () => {})
  await lingering.connect()
  await fresh.drop()
})

test('what is available is what the record has', () => {
  const servers = inject('servers')
  expect(available()).toEqual(databaseNames.filter((name) => servers[name]))
})

test('a database in memory has no file', async () => {
  expect(memoryDatabase().url).toBe(':memory:')
})

test('each database is running or missing with a reason and a cure', () => {
  const servers = inject('servers')
  for (const name of databaseNames) {
    const missing = servers.missing.find((entry) => entry.name === name)
    if (servers[name] === undefined)
      expect(missing).toMatchObject({ reason: expect.any(String), cure: expect.any(String) })
    else expect(servers[name].version).toMatch(/^\d+\./)
  }
})

test('a url keeps its account and options when the database changes', () => {
  const url = 'postgres://a:b%40c@127.0.0.1:5432/postgres?sslmode=disable'
  expect(withDatabase(url, 'other')).toBe('postgres://a:b%40c@127.0.0.1:5432/other?sslmode=disable')
  expect(withDatabase('mysql://a:b@127.0.0.1:3306', 'other')).toBe('mysql://a:b@127.0.0.1:3306/other')
})

describe('ESPALIER_DATABASES', () => {
  test('unset means all, and every driver', () =>
    expect([...chosenDatabases('')]).toEqual([...databaseNames, ...driverNames]))
  test('limits the run', () => expect([...chosenDatabases('sqlite, postgres')]).toEqual(['sqlite', 'postgres']))
  test('must name what exists', () => {
    expect(() => chosenDatabases('oracle')).toThrow(
      `ESPALIER_DATABASES names 'oracle'; use sqlite, postgres, mysql, mariadb, node-sqlite, pglite, pgbouncer, with commas between`,
    )
  })
})

describe('a run on CI', () => {
  const missing = (...names: (typeof databaseNames | typeof driverNames)[number][]) =>
    names.map((name) => ({ name, reason: 'no network', cure: 'plug it in', leftOut: false }))

  test('goes on without mysql, without mariadb or without pgbouncer', () => {
    expect(whyNotOnCi(missing('pgbouncer'))).toBeUndefined()
    expect(whyNotOnCi(missing('mysql'))).toBeUndefined()
    expect(whyNotOnCi(missing('mariadb'))).toBeUndefined()
  })
  test('stops without both, without postgres and without sqlite', () => {
    expect(whyNotOnCi(missing('mysql', 'mariadb'))).toContain('mysql: no network; plug it in')
    expect(whyNotOnCi(missing('postgres'))).toContain('postgres: no network; plug it in')
    expect(whyNotOnCi(missing('sqlite'))).toContain('sqlite: no network; plug it in')
  })
  test('goes on without what it was told to leave out', () => {
    expect(whyNotOnCi(missing('postgres').map((entry) => ({ ...entry, leftOut: true })))).toBeUndefined()
  })
})

test('a stopped server has closed its port', async ({ skip }) => {
  if (inject('servers').mariadb === undefined || process.env.ESPALIER_MARIADB_URL) skip('mariadb is not started here')
  const server = await mariadb.start()
  const { port } = new URL(server.url)
  expect(await listens(Number(port))).toBe(true)
  await server.stop()
  expect(await listens(Number(port))).toBe(false)
})

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.end(() => resolve(true)))
    socket.once('error', () => resolve(false))
  })
}
