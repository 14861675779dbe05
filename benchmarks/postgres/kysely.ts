import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Contender } from '../contender.ts'
import type { Track } from '../data.ts'

export function kysely(pool: pg.Pool): Contender {
  const db = new Kysely<{ tracks: Track }>({ dialect: new PostgresDialect({ pool }) })
  return {
    name: 'kysely',
    converts: 'boolean and date, by pg',
    asProgram: true,
    byKey: (id) => db.selectFrom('tracks').selectAll().where('id', '=', id).executeTakeFirst(),
    readAll: () => db.selectFrom('tracks').selectAll().orderBy('id').execute(),
    insertAll: (rows) => db.transaction().execute((tx) => tx.insertInto('tracks').values(rows).execute()),
  }
}
