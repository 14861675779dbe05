import { sqlite } from '@espalier/dialect-sqlite'
import SqliteDatabase from 'better-sqlite3'
import * as better from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as better1 from 'drizzle-orm-1/better-sqlite3'
import * as core1 from 'drizzle-orm-1/sqlite-core'
import { SqliteDialect } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/sqlite'
import { type CommentRow, create, type Forest, type PostRow, stitched, type UserRow } from './data.ts'
import { drizzle, drizzle1 } from './drizzle.ts'
import { espalier } from './espalier.ts'
import { kysely } from './kysely.ts'
import type { Reader } from './reader.ts'
import type { RelationRing } from './scenario.ts'

/** SQLite in memory: all contenders share the one connection. */
export function sqliteRelations({ users, posts, comments }: Forest): RelationRing {
  const client = new SqliteDatabase(':memory:')
  for (const sql of create) client.exec(sql)
  client.transaction(() => {
    const add = (table: string, rows: readonly object[]): void => {
      const names = Object.keys(rows[0] as object)
      const statement = client.prepare(`insert into ${table} values (${names.map((name) => `@${name}`).join()})`)
      for (const row of rows) statement.run(row)
    }
    add('users', users)
    add('posts', posts)
    add('comments', comments)
  })()
  return {
    database: `SQLite ${client.prepare('select sqlite_version()').pluck().get()}`,
    readers: [
      byHand(client),
      ...espalier(sqlite(client)),
      kysely(new SqliteDialect({ database: client }), jsonArrayFrom as never),
      drizzle({ table: sqliteTable, integer, text } as never, (options) => better.drizzle({ client, ...options })),
      drizzle1({ table: core1.sqliteTable, integer: core1.integer, text: core1.text } as never, (options) =>
        better1.drizzle({ client, ...options }),
      ),
    ],
    environment: {},
    close: async () => {
      client.close()
    },
  }
}

function byHand(client: SqliteDatabase.Database): Reader {
  const keys = (rows: readonly { id: number }[]): string => JSON.stringify(rows.map(({ id }) => id))
  const all = client.prepare('select id, name, email from users order by id')
  const postsOf = client.prepare(
    'select id, user_id, title, score from posts where user_id in (select value from json_each(?)) order by id',
  )
  const commentsOf = client.prepare(
    'select id, post_id, body, likes from comments where post_id in (select value from json_each(?)) order by id',
  )
  const read = () => {
    const userRows = all.all() as UserRow[]
    const postRows = postsOf.all(keys(userRows)) as PostRow[]
    return stitched(userRows, postRows, commentsOf.all(keys(postRows)) as CommentRow[])
  }
  return { name: 'by hand', how: '3 statements and a Map', read }
}
