// The versions of servers: one that is too old is refused when it is connected to, and so is what came later than the
// version that the database is declared to have.
import {
  addTime,
  compile,
  concatWs,
  Database,
  extract,
  integer,
  literal,
  ServerTooOld,
  secondsBetween,
  select,
  stringAgg,
  text,
  timestamp,
  tryCast,
} from '@espalier/core'
import { mariadb, mysql } from '@espalier/dialect-mysql'
import { postgres, postgresDialect, postgresDialectAt } from '@espalier/dialect-postgres'
import { SqliteDriver, sqlite, sqliteDialectAt } from '@espalier/dialect-sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eachDatabase, type FreshDatabase } from '../databases.ts'
import { groundOf } from '../torture/ground.ts'
import { failed } from './ground.ts'

eachDatabase('a declared version', (on) => {
  const openAs = (url: string, version: string): Database<any> => {
    if (on.name === 'postgres') return postgres(url, { version: Number(version) as 18 })
    if (on.name === 'sqlite') return sqlite(url, { version: version as '3.46' })
    return { mysql, mariadb }[on.name](url, { version: version as '8.4' })
  }
  const has = { postgres: '15', sqlite: '3.46', mysql: '8.4', mariadb: '10.11' }[on.name]

  test('the server has it', async () => {
    const fresh = await on.fresh()
    const db = openAs(fresh.url, has)
    expect(await db.scalar(select({ one: literal(1) }))).toBe(1)
    await db.close()
    await fresh.drop()
  })

  // SQLite's own is below: no file is older than its library.
  if (on.name === 'sqlite') return

  test('a server that is older is refused when it is met', async () => {
    const fresh = await on.fresh()
    const db = openAs(fresh.url, '99')
    await expect(db.scalar(select({ one: literal(1) }))).rejects.toThrow(
      /^this is .* the database is declared as 99, which \{ version \} changes/i,
    )
    await db.close()
    await fresh.drop()
  })
})

eachDatabase('versions', ({ name, version, fresh: make }) => {
  if (name === 'sqlite') {
    test('of SQLite are those of its library, which the package asks for', () =>
      expect(version).toMatch(/^3\.(4\d|[5-9]\d)/))
    return
  }
  let fresh: FreshDatabase
  let ground: ReturnType<typeof groundOf>
  beforeAll(async () => {
    fresh = await make()
    ground = groundOf(name, fresh.url)
  })
  afterAll(async () => {
    await ground?.close()
    await fresh?.drop()
  })

  test('that are too old are refused, and the message names both', async () => {
    const { open, proxy } = await ground.proxied()
    // As long as the true one, so that the messages around it stay whole.
    const older = { postgres: /^\d+/, mysql: /^\d/, mariadb: /^10\.\d+/ }[name]
    const old = version.replace(older, { postgres: '12', mysql: '5', mariadb: '10.05' }[name])
    expect(old).toHaveLength(version.length)
    proxy.alter = (message) => Buffer.from(message.toString('latin1').replaceAll(version, old), 'latin1')
    const db = open()
    const error = await failed(db.all(select({ one: literal(1) })))
    expect(error).toBeInstanceOf(ServerTooOld)
    expect(error.message).toContain(`${old}; Espalier needs`)
    expect(error.message).toContain('ServerTooOld in docs/errors.md')
    expect(db.status()).toMatchObject({ idle: 0, lent: 0 })
    proxy.alter = (message) => message
    expect(await db.scalar(select({ one: literal(1) }))).toBe(1)
    await db.close()
  })
})

describe('what came later', () => {
  const title = literal('a', text())
  const at = literal(new Date(0), timestamp())

  test('is refused by an older PostgreSQL', () => {
    const cast = select({ n: tryCast(title, integer()) })
    expect(() => compile(cast, postgresDialect as never)).toThrow(
      'postgres cannot try a cast before 16; say postgres(…, { version: 16 }) where the server is that new',
    )
    expect(compile(cast, postgresDialectAt(16)).sql).toContain('pg_input_is_valid')
  })

  test.each([
    [
      '3.40',
      select({ x: extract('epoch', at) }),
      "sqlite has no extract('epoch', …) and seconds between times before 3.42",
    ],
    [
      '3.40',
      select({ x: secondsBetween(at, at) }),
      "sqlite has no extract('epoch', …) and seconds between times before 3.42",
    ],
    ['3.42', select({ x: concatWs(',', 'a', 'b') }), 'sqlite has no concat_ws before 3.44'],
    [
      '3.42',
      select({ x: stringAgg(title, ',', { orderBy: title }) }),
      'sqlite has no ORDER BY in string_agg before 3.44',
    ],
    ['3.44', select({ x: addTime(at, 1, 'month') }), 'sqlite has no months that end with a shorter one before 3.46'],
  ] as const)('is refused by SQLite %s', (version, statement, sentence) => {
    expect(() => compile(statement as never, sqliteDialectAt(version) as never)).toThrow(sentence)
    expect(compile(statement as never, sqliteDialectAt('3.46') as never).sql).toMatch(/^select /)
  })

  test('a SQLite that is older is refused when the file is opened', async () => {
    const handle = fakeHandle('3.41.2')
    const old = new Database(sqliteDialectAt('3.44'), new SqliteDriver(() => handle as never, { version: '3.44' }))
    await expect(old.scalar(select({ one: literal(1) }) as never)).rejects.toThrow(
      'this is SQLite 3.41.2; the database is declared as 3.44, which { version } changes',
    )
  })

  test('a version that is none is refused at once', () => {
    expect(() => sqlite(':memory:', { version: '3.1' as never })).toThrow(
      'sqlite is declared as one of 3.40, 3.42, 3.44, 3.46',
    )
  })
})

/** As much of a library of SQLite as is asked before its version is known. */
const fakeHandle = (version: string) => ({
  exec: () => {},
  prepare: () => ({ raw: () => ({ all: () => [[version]] }) }),
})
