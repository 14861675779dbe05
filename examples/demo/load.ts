// The demo's tables: made anew, and filled.
import { type AnySource, DatabaseError, insert, literal, select } from '@espalier/core'
import type { Data } from './data.ts'
import type { AnyDatabase } from './engine.ts'
import { Problem } from './problem.ts'
import { airports, demo, flights, mark, routes } from './tables.ts'

/** Makes the tables anew. Tables of the same names are dropped if an earlier demo made them, or if `replace` says so. */
export async function makeTables(db: AnyDatabase, replace: boolean): Promise<void> {
  if (!replace && !(await exists(db, mark))) {
    for (const [name, table] of Object.entries({
      demo_airports: airports,
      demo_routes: routes,
      demo_flights: flights,
    })) {
      if (await exists(db, table))
        throw new Problem(
          `a table ${name} is there that the demo did not make; use another database, or drop it with --replace`,
        )
    }
  }
  await db.dropAll(demo)
  await db.createAll(demo)
}

/** Fills the tables in one transaction. `stored` hears of every portion of rows. */
export async function load(db: AnyDatabase, data: Data, stored: (rows: number) => void): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(insert(mark).values({ id: 1, note: 'the tables demo_… are made and dropped by the demo of Espalier' }))
    await inPortions(data.airports, (rows) => tx.run(insert(airports).values(rows)))
    await inPortions(data.routes, (rows) => tx.run(insert(routes).values(rows)))
    await inPortions(data.flights, (rows) => tx.run(insert(flights).values(rows)))
  })

  async function inPortions<Row>(rows: readonly Row[], store: (portion: Row[]) => Promise<unknown>): Promise<void> {
    for (let from = 0; from < rows.length; from += portion) {
      const some = rows.slice(from, from + portion)
      await store(some)
      stored(some.length)
    }
  }
}

const portion = 500

async function exists(db: AnyDatabase, table: AnySource): Promise<boolean> {
  try {
    await db.first(
      select({ one: literal(1) })
        .from(table)
        .limit(1),
    )
    return true
  } catch (error) {
    if (error instanceof DatabaseError && isMissingTable(error)) return false
    throw error
  }
}

/** PostgreSQL and MySQL have a code for a missing table, SQLite only a message. */
const isMissingTable = ({ code, message }: DatabaseError): boolean =>
  code === '42P01' || code === 'ER_NO_SUCH_TABLE' || /no such table/.test(message)
