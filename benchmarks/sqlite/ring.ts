import { sqlite } from '@espalier/dialect-sqlite'
import SqliteDatabase from 'better-sqlite3'
import type { Ring } from '../contender.ts'
import { columns, stored, tracks } from '../data.ts'
import { contenderAtOnce, contenderOn } from '../espalier.ts'
import { bare } from './bare.ts'
import { drizzle } from './drizzle.ts'
import { kysely } from './kysely.ts'

const create = `create table tracks (
  id integer primary key, title text not null, artist text not null, composer text, genre text not null,
  length integer not null, bytes integer, price real not null, explicit integer not null, added text not null
)`

/** SQLite in memory: all contenders share the one connection. */
export function sqliteRing(): Ring {
  const client = new SqliteDatabase(':memory:')
  client.exec(create)
  const add = client.prepare(`insert into tracks values (${columns.map((name) => `@${name}`).join(', ')})`)
  const clear = client.prepare('delete from tracks')
  const all = client.prepare('select * from tracks order by id')
  return {
    database: `SQLite ${client.prepare('select sqlite_version()').pluck().get()}`,
    contenders: [
      ...bare(client),
      contenderOn(sqlite(client)),
      contenderAtOnce(sqlite.sync(client)),
      ...kysely(client),
      ...drizzle(client),
    ],
    stored,
    rows: async () => all.all(),
    clear: () => clear.run(),
    fill: client.transaction(() => {
      for (const track of tracks) add.run(stored(track))
    }),
    close: async () => {
      client.close()
    },
  }
}
