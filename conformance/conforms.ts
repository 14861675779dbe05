// One case, every dialect: the SQL that each writes, and the rows that its database gives for it.
import { type AnyLack, compile, type Database, type Dialect, Unsupported } from '@espalier/core'
import { mariadbDialect, mysqlDialect } from '@espalier/dialect-mysql'
import { postgresDialectAt } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import { describe, expect, test } from 'vitest'
import { takes } from './asked.ts'
import { type DatabaseName, eachDriver } from './databases.ts'
import { fillMusic } from './music.ts'
import { ownDatabase } from './open.ts'

const dialects: Readonly<Record<DatabaseName, Dialect>> = {
  postgres: postgresDialectAt(18),
  sqlite: sqliteDialect,
  mysql: mysqlDialect,
  mariadb: mariadbDialect,
}

/** A database that lacks what the case is about, with the sentence that it says. */
export class Lack {
  readonly sentence: string
  readonly though: string | undefined

  constructor(sentence: string, though: string | undefined) {
    this.sentence = sentence
    this.though = though
  }
}

/**
 * Says that a database lacks what the case is about. The database is asked: it must refuse what the other dialects
 * write for it, unless `though` says why it takes that and it is lacking all the same.
 */
export const lacks = (sentence: string, though?: string): Lack => new Lack(sentence, though)

/** A case: a statement, and what every database makes of it. */
export interface Case {
  readonly statement: any
  /** The whole text for each dialect; none may be left out. */
  readonly sql: Readonly<Record<DatabaseName, string | Lack>>
  /** The parameters as the drivers take them; for some dialects others. */
  readonly params?: readonly unknown[]
  readonly paramsOn?: Partial<Readonly<Record<DatabaseName, readonly unknown[]>>>
  /** The rows that every database gives, in their order; sorted by their JSON where `unordered`. */
  readonly rows?: readonly unknown[]
  readonly unordered?: boolean
  /** What a change says that it did. */
  readonly rowCount?: number
  /** What a select gives after a change. The change is taken back afterwards. */
  readonly after?: { readonly select: any; readonly rows: readonly unknown[] }
}

/** Registers cases: for each dialect the text, and for each database the rows. */
export function conforms(title: string, cases: Readonly<Record<string, Case>>): void {
  for (const [name, dialect] of Object.entries(dialects)) {
    describe(`${title} in ${name}'s words`, { meta: { dialect: name, title } }, () => {
      for (const [behaviour, one] of Object.entries(cases))
        test(behaviour, { meta: lackOf(one, name as DatabaseName) }, () => writes(one, name as DatabaseName, dialect))
    })
  }
  eachDriver(title, (database) => {
    const { db, url } = ownDatabase(database, fillMusic)
    for (const [behaviour, one] of Object.entries(cases)) {
      const lack = one.sql[database.name]
      test(behaviour, { meta: lackOf(one, database.name) }, () =>
        lack instanceof Lack ? refuses(one, lack, db(), database.driver ? undefined : url()) : gives(one, db()),
      )
    }
  })
}

/** The sentence for the conformance table. */
function lackOf({ sql }: Case, name: DatabaseName): { lacks?: string } {
  const expected = sql[name]
  return expected instanceof Lack ? { lacks: expected.sentence } : {}
}

function writes({ statement, sql, params = [], paramsOn }: Case, name: DatabaseName, dialect: Dialect): void {
  const expected = sql[name]
  if (expected instanceof Lack) {
    expect(() => compile(statement, dialect)).toThrow(new Unsupported('', expected.sentence).message)
    return
  }
  const compiled = compile(statement, dialect)
  expect(compiled.sql).toBe(expected)
  expect(compiled.params).toEqual(paramsOn?.[name] ?? params)
}

/**
 * Espalier refuses the statement with the sentence, and the database refuses what other dialects write for it. It is asked
 * once, whatever its drivers.
 */
async function refuses(
  one: Case,
  { sentence, though }: Lack,
  db: Database<AnyLack>,
  url: string | undefined,
): Promise<void> {
  const { statement, rows } = one
  await expect(rows ? db.all(statement) : db.run(statement)).rejects.toThrow(sentence)
  if (though !== undefined || url === undefined) return
  const name = db.dialect.name as DatabaseName
  for (const other of Object.keys(dialects) as DatabaseName[]) {
    const text = one.sql[other]
    if (text instanceof Lack || typeof text !== 'string') continue
    const sql = retold(text, name)
    const params = one.paramsOn?.[other] ?? one.params ?? []
    expect(await takes(name, url, sql, params), `${name} takes this, which it is said to lack: ${sql}`).toBe(false)
  }
}

/** A dialect's text with the quotes and the parameters of another. */
function retold(sql: string, name: DatabaseName): string {
  const plain = sql.replace(/\$\d+/g, '?')
  if (name === 'mysql' || name === 'mariadb') return plain.replaceAll('"', '`')
  const quoted = plain.replaceAll('`', '"')
  if (name === 'sqlite') return quoted
  let count = 0
  return quoted.replace(/\?/g, () => `$${++count}`)
}

class TakeBack extends Error {}

async function gives(
  { statement, rows: expected, unordered, rowCount, after }: Case,
  db: Database<AnyLack>,
): Promise<void> {
  const taken = db.transaction(async (tx) => {
    if (expected) {
      const found = await tx.all(statement)
      expect(unordered ? sorted(found) : found).toEqual(unordered ? sorted(expected) : expected)
    } else {
      const result = await tx.run(statement)
      if (rowCount !== undefined) expect(result.rowCount).toBe(rowCount)
    }
    if (after) expect(await tx.all(after.select)).toEqual(after.rows)
    throw new TakeBack()
  })
  await taken.catch((error) => {
    if (!(error instanceof TakeBack)) throw error
  })
}

const sorted = (list: readonly unknown[]): unknown[] => [...list].sort((a, b) => (text(a) < text(b) ? -1 : 1))
const text = (value: unknown): string =>
  JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner))
