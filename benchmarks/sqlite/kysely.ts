import type { Database } from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Contender } from '../contender.ts'
import { read, type StoredTrack, stored } from '../data.ts'

export function kysely(client: Database): Contender[] {
  const db = new Kysely<{ tracks: StoredTrack }>({ dialect: new SqliteDialect({ database: client }) })
  const all = () => db.selectFrom('tracks').selectAll().orderBy('id').execute()
  return [
    {
      name: 'kysely',
      converts: 'nothing',
      asProgram: false,
      byKey: (id) => db.selectFrom('tracks').selectAll().where('id', '=', id).executeTakeFirst(),
      readAll: all,
    },
    {
      name: 'kysely',
      converts: 'nothing; boolean and date by hand',
      asProgram: true,
      readAll: async () => (await all()).map(read),
      insertAll: (rows) => db.transaction().execute((tx) => tx.insertInto('tracks').values(rows.map(stored)).execute()),
    },
  ]
}
