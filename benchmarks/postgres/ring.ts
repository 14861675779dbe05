import { postgres } from '@espalier/dialect-postgres'
import pg from 'pg'
import { start } from '../../conformance/servers/postgres.ts'
import type { Ring } from '../contender.ts'
import { tracks } from '../data.ts'
import { contenderOn } from '../espalier.ts'
import { bare } from './bare.ts'
import { drizzle } from './drizzle.ts'
import { kysely } from './kysely.ts'

const create = `create table tracks (
  id integer primary key, title text not null, artist text not null, composer text, genre text not null,
  length integer not null, bytes integer, price double precision not null, explicit boolean not null,
  added timestamptz not null
)`

/**
 * A database of its own on PostgreSQL, each contender with its one connection: on the server that
 * `ESPALIER_POSTGRES_URL` names, or on one that is started for this.
 */
export async function postgresRing(): Promise<Ring> {
  const server = await start()
  const database = `espalier_bench_${process.pid}`
  await ask(server.url, `create database ${database}`)
  const address = new URL(server.url)
  address.pathname = `/${database}`
  const pools: pg.Pool[] = []
  const pool = (): pg.Pool => {
    const made = new pg.Pool({ connectionString: address.href, max: 1 })
    // the server ends connections that are still there when the database is dropped
    made.on('error', () => {})
    pools.push(made)
    return made
  }
  const own = pool()
  await own.query(create)
  return {
    database: `PostgreSQL ${server.version}`,
    contenders: [...bare(pool()), contenderOn(postgres(pool())), kysely(pool()), ...drizzle(pool)],
    stored: (track) => track,
    rows: async () => (await own.query('select * from tracks order by id')).rows,
    // unlike DELETE it leaves no dead rows, which would make each insert slower than the one before
    clear: () => own.query('truncate tracks'),
    async fill() {
      await bare(own)[0]?.insertAll?.(tracks)
      await own.query('analyze tracks')
    },
    async close() {
      await Promise.all(pools.map((each) => each.end()))
      await ask(server.url, `drop database ${database} with (force)`)
      await server.stop()
    },
  }
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
