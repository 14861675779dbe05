import { isDeepStrictEqual } from 'node:util'
import SqliteDatabase from 'better-sqlite3'
import type { Scenario } from '../scenario.ts'
import { byHand, type Compiler, query, type Sql, tables } from './compiler.ts'
import { drizzle, drizzle1 } from './drizzle.ts'
import { espalier } from './espalier.ts'
import { kysely } from './kysely.ts'
import { rado } from './rado.ts'
import { tsSqlQuery } from './ts-sql-query.ts'

/** Building and compiling a query of three tables, without a database. */
export const compileScenario: Scenario = {
  title: `No database: build and compile a query of three tables (${query})`,
  calls: 64,
  entries: [espalier, kysely, drizzle, drizzle1, rado, tsSqlQuery].map((compiler) => ({
    name: compiler.name,
    converts: 'no rows',
    run: () => compiler.compile(),
    check: async () => check(compiler),
  })),
}

/** Its text is run, and its rows are compared with those of the query by hand. */
function check({ name, compile }: Compiler): void {
  const client = new SqliteDatabase(':memory:')
  for (const statement of tables) client.exec(statement)
  const rows = ({ sql, params }: Sql): unknown[] => client.prepare(sql).raw().all(params)
  const wanted = rows(byHand)
  if (wanted.length !== 20 || !isDeepStrictEqual(rows(compile()), wanted))
    throw new Error(`the query of ${name} gives other rows than the one by hand`)
  client.close()
}
