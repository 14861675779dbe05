import type { Database } from 'better-sqlite3'
import type { Contender } from '../contender.ts'
import { columns, read, type StoredTrack, stored } from '../data.ts'

const byKey = `select ${columns.join(', ')} from tracks where id = ?`
const all = `select ${columns.join(', ')} from tracks order by id`
const insert = `insert into tracks (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})`

/** better-sqlite3 by hand: the first one prepares each statement once, and is what the others are compared with. */
export function bare(client: Database): Contender[] {
  const one = client.prepare(byKey)
  const every = client.prepare(all)
  const add = client.prepare(insert)
  return [
    {
      name: 'better-sqlite3, prepared once',
      converts: 'nothing',
      asProgram: false,
      byKey: (id) => one.get(id),
      byKeyPrepared: (id) => one.get(id),
      readAll: () => every.all(),
    },
    {
      name: 'better-sqlite3, prepared once',
      converts: 'by hand',
      asProgram: true,
      insertAll: client.transaction((rows) => {
        for (const row of rows) add.run(stored(row))
      }),
    },
    {
      name: 'better-sqlite3, prepared anew',
      converts: 'nothing',
      asProgram: false,
      byKey: (id) => client.prepare(byKey).get(id),
    },
    {
      name: 'better-sqlite3, prepared once',
      converts: 'boolean and date by hand',
      asProgram: true,
      byKey: (id) => read(one.get(id) as StoredTrack),
      byKeyPrepared: (id) => read(one.get(id) as StoredTrack),
      readAll: () => (every.all() as StoredTrack[]).map(read),
    },
  ]
}
