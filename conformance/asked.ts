// SQL text asked through the bare drivers, as something to compare Espalier's rows with.
import Sqlite from 'better-sqlite3'
import mysql from 'mysql2/promise'
import pg from 'pg'
import type { DatabaseName } from './databases.ts'

/** Values of a row in the order of its columns. */
export type Values = readonly unknown[]

/** Asks SQL text on a connection of its own, without Espalier; behind a change that is taken back, where there is one. */
export function asked(database: DatabaseName, url: string, sql: string, change?: string): Promise<Values[]> {
  const ask = { postgres: askedPostgres, sqlite: askedSqlite, mysql: askedMysql, mariadb: askedMysql }[database]
  return ask(url, sql, change ?? 'select 1')
}

/** Whether a database takes a statement with these parameters; what it does is taken back. */
export async function takes(
  database: DatabaseName,
  url: string,
  sql: string,
  params: readonly unknown[],
): Promise<boolean> {
  const ask = { postgres: askedPostgres, sqlite: askedSqlite, mysql: askedMysql, mariadb: askedMysql }[database]
  return ask(url, sql, 'select 1', params).then(
    () => true,
    () => false,
  )
}

async function askedPostgres(
  url: string,
  sql: string,
  change: string,
  params: readonly unknown[] = [],
): Promise<Values[]> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' })
  await client.connect()
  try {
    const types = {
      getTypeParser: (oid: number) => (text: string) => (oid === pg.types.builtins.BOOL ? text === 't' : text),
    }
    await client.query('begin')
    await client.query(change)
    return (await client.query({ text: sql, values: [...params], rowMode: 'array', types })).rows
  } finally {
    await client.end()
  }
}

async function askedSqlite(
  url: string,
  sql: string,
  change: string,
  params: readonly unknown[] = [],
): Promise<Values[]> {
  const database = new Sqlite(url)
  try {
    database.pragma('foreign_keys = on')
    database.exec(`begin; ${change};`)
    const statement = database.prepare(sql)
    const values = params.map((value) => (typeof value === 'boolean' ? Number(value) : value))
    if (statement.reader) return statement.raw().all(...values) as Values[]
    statement.run(...values)
    return []
  } finally {
    database.close()
  }
}

async function askedMysql(
  url: string,
  sql: string,
  change: string,
  params: readonly unknown[] = [],
): Promise<Values[]> {
  const connection = await mysql.createConnection({ uri: url, rowsAsArray: true, dateStrings: true, timezone: 'Z' })
  try {
    await connection.query('start transaction')
    await connection.query(change)
    const [rows] = params.length === 0 ? await connection.query(sql) : await connection.execute(sql, [...params] as any)
    return rows as Values[]
  } finally {
    await connection.end()
  }
}

/** Espalier's rows and those of the text in a form in which they are equal if they are the same. */
export function alike(rows: readonly object[], expected: readonly Values[]): { ours: Values[]; theirs: Values[] } {
  return {
    ours: rows.map((row, r) => Object.values(row).map((value, c) => comparable(value, digitsOf(expected[r]?.[c])))),
    theirs: expected.map((row) => row.map((value) => comparable(value, digitsOf(value)))),
  }
}

/** A driver may give a decimal as text or as a number, an instant as text, and a boolean as a number. */
function comparable(value: unknown, digits: number): unknown {
  if (value instanceof Date) return moment(value.toISOString())
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number' || typeof value === 'bigint') return rounded(value, digits)
  if (typeof value !== 'string') return value
  return decimal.test(value) ? rounded(value, digits) : moment(value)
}

const decimal = /^-?\d+(\.(\d+))?$/

/** How many digits a decimal has behind the point: MySQL gives a quotient more where an operand is a parameter. */
const digitsOf = (value: unknown): number => (typeof value === 'string' ? (decimal.exec(value)?.[2]?.length ?? 20) : 20)

/** Twelve digits in all: SQLite adds decimals as binary numbers, in an order that a plan may change. */
const rounded = (value: string | number | bigint, digits: number): number =>
  Number(Number(Number(value).toPrecision(12)).toFixed(digits))

const moment = (text: string): string =>
  text.replace(/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.0+|(\.\d*?)0*)?(Z|\+00)?$/, '$1 $2$4')
