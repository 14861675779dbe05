import { postgres } from '@espalier/dialect-postgres'
import * as node from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import * as node1 from 'drizzle-orm-1/node-postgres'
import * as core1 from 'drizzle-orm-1/pg-core'
import { PostgresDialect } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import pg from 'pg'
import { start } from '../../conformance/servers/postgres.ts'
import { type CommentRow, create, type Forest, type PostRow, stitched, type UserRow } from './data.ts'
import { drizzle, drizzle1 } from './drizzle.ts'
import { espalier } from './espalier.ts'
import { kysely } from './kysely.ts'
import type { Reader } from './reader.ts'
import type { RelationRing } from './scenario.ts'

/** A server of its own or that of `ESPALIER_POSTGRES_URL`; each contender has its one connection. */
export async function postgresRelations({ users, posts, comments }: Forest): Promise<RelationRing> {
  const server = await start()
  const database = `espalier_relations_${process.pid}`
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
  for (const sql of create) await own.query(sql)
  for (const [table, rows] of Object.entries({ users, posts, comments })) {
    await own.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ])
    await own.query(`analyze ${table}`)
  }
  return {
    database: `PostgreSQL ${server.version}`,
    readers: [
      byHand(own),
      ...espalier(postgres(pool())),
      kysely(new PostgresDialect({ pool: pool() }), jsonArrayFrom),
      drizzle({ table: pgTable, integer, text } as never, (options) => node.drizzle({ client: pool(), ...options })),
      drizzle1({ table: core1.pgTable, integer: core1.integer, text: core1.text } as never, (options) =>
        node1.drizzle({ client: pool(), ...options }),
      ),
    ],
    environment: { ESPALIER_POSTGRES_URL: server.url },
    async close() {
      await Promise.all(pools.map((each) => each.end()))
      await ask(server.url, `drop database ${database} with (force)`)
      await server.stop()
    },
  }
}

function byHand(client: pg.Pool): Reader {
  const keys = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id)
  const postsOf = 'select id, user_id, title, score from posts where user_id = any($1) order by id'
  const commentsOf = 'select id, post_id, body, likes from comments where post_id = any($1) order by id'
  const read = async () => {
    const all = await client.query<UserRow>({ name: 'users', text: 'select id, name, email from users order by id' })
    const some = await client.query<PostRow>({ name: 'posts', text: postsOf, values: [keys(all.rows)] })
    const last = await client.query<CommentRow>({ name: 'comments', text: commentsOf, values: [keys(some.rows)] })
    return stitched(all.rows, some.rows, last.rows)
  }
  return { name: 'by hand', how: '3 prepared statements and a Map', read }
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
