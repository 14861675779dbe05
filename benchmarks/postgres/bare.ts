import type pg from 'pg'
import type { Contender } from '../contender.ts'
import { columns, type Track } from '../data.ts'

const list = columns.join(', ')
const marks = (from: number): string => `(${columns.map((_name, i) => `$${from + i}`).join(', ')})`
const byKey = `select ${list} from tracks where id = $1`
const all = `select ${list} from tracks order by id`
const insert = `insert into tracks (${list}) values `
const cells = (row: Track): unknown[] => columns.map((name) => row[name])

/** pg by hand: the first one is prepared by name, and is what the others are compared with. */
export function bare(pool: pg.Pool): Contender[] {
  const converts = 'boolean and date'
  return [
    {
      name: 'pg, prepared once',
      converts,
      asProgram: true,
      byKey: async (id) => (await pool.query({ name: 'by-key', text: byKey, values: [id] })).rows[0],
      byKeyPrepared: async (id) => (await pool.query({ name: 'by-key', text: byKey, values: [id] })).rows[0],
      readAll: async () => (await pool.query({ name: 'all', text: all })).rows,
      insertAll: (rows) =>
        inTransaction(pool, async (client) => {
          for (const row of rows) await client.query({ name: 'add', text: insert + marks(1), values: cells(row) })
        }),
    },
    {
      name: 'pg, not prepared',
      converts,
      asProgram: true,
      byKey: async (id) => (await pool.query(byKey, [id])).rows[0],
      readAll: async () => (await pool.query(all)).rows,
    },
    {
      name: 'pg, one statement',
      converts,
      asProgram: true,
      insertAll: (rows) =>
        inTransaction(pool, (client) => {
          const values = rows.map((_row, i) => marks(1 + i * columns.length)).join(', ')
          return client.query(insert + values, rows.flatMap(cells))
        }),
    },
  ]
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await work(client)
    await client.query('commit')
  } finally {
    client.release()
  }
}
