// What a database says that it holds, asked from the database itself.

import { type AnyLack, type Database, sql, text } from '@espalier/core'
import type { DatabaseName } from './databases.ts'

const names = { name: text() }

const tables = {
  postgres: sql.rows(names)`select tablename from pg_tables where schemaname = 'public'`,
  sqlite: sql.rows(names)`select name from sqlite_master where type = 'table' and name not like 'sqlite%'`,
  mysql: sql.rows(names)`select table_name from information_schema.tables where table_schema = database()`,
}

const indexes = {
  postgres: sql.rows(names)`select indexname from pg_indexes where schemaname = 'public'`,
  sqlite: sql.rows(names)`select name from sqlite_master where type = 'index'`,
  mysql: sql.rows(names)`select distinct index_name from information_schema.statistics where table_schema = database()`,
}

const columns = {
  postgres: (table: string) =>
    sql.rows(
      names,
    )`select column_name from information_schema.columns where table_name = ${table} order by ordinal_position`,
  sqlite: (table: string) => sql.rows(names)`select name from pragma_table_info(${table})`,
  mysql: (table: string) =>
    sql.rows(
      names,
    )`select column_name from information_schema.columns where table_schema = database() and table_name = ${table} order by ordinal_position`,
}

const kin = (name: DatabaseName) => (name === 'mariadb' ? 'mysql' : name)

/** The tables that are there. */
export const tablesIn = async (db: Database<AnyLack>, name: DatabaseName): Promise<string[]> =>
  (await db.scalars(tables[kin(name)])).sort()

/** The indexes that are there, those of keys included. */
export const indexesIn = async (db: Database<AnyLack>, name: DatabaseName): Promise<string[]> =>
  (await db.scalars(indexes[kin(name)])).sort()

/** The columns of a table, in their order. */
export const columnsIn = (db: Database<AnyLack>, name: DatabaseName, table: string): Promise<string[]> =>
  db.scalars(columns[kin(name)](table))
