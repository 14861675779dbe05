import * as orm from 'drizzle-orm'
import * as driver from 'drizzle-orm/node-postgres'
import * as core from 'drizzle-orm/pg-core'
import * as orm1 from 'drizzle-orm-1'
import * as driver1 from 'drizzle-orm-1/node-postgres'
import * as core1 from 'drizzle-orm-1/pg-core'
import type pg from 'pg'
import type { Contender } from '../contender.ts'
import type { Track } from '../data.ts'

interface Modules {
  readonly orm: typeof orm
  readonly core: typeof core
  readonly driver: typeof driver
}

/** What is called here is spelled alike in both versions; their types are not the same. */
const modules1 = { orm: orm1, core: core1, driver: driver1 } as unknown as Modules

/** The current Drizzle, and the release candidate of the next one without and with its compiled row mappers. */
export function drizzle(pool: () => pg.Pool): Contender[] {
  return [
    contender('drizzle', { orm, core, driver }, pool(), {}),
    contender('drizzle 1 rc', modules1, pool(), {}),
    contender('drizzle 1 rc, jit', modules1, pool(), { jit: true }),
  ]
}

function contender(
  name: string,
  { orm: { eq, sql }, core, driver }: Modules,
  client: pg.Pool,
  options: { jit?: boolean },
): Contender {
  const db = driver.drizzle({ client, ...options })
  const tracks = core.pgTable('tracks', {
    id: core.integer().primaryKey(),
    title: core.text().notNull(),
    artist: core.text().notNull(),
    composer: core.text(),
    genre: core.text().notNull(),
    length: core.integer().notNull(),
    bytes: core.integer(),
    price: core.doublePrecision().notNull(),
    explicit: core.boolean().notNull(),
    added: core.timestamp({ withTimezone: true }).notNull(),
  })
  const one = db
    .select()
    .from(tracks)
    .where(eq(tracks.id, sql.placeholder('id')))
    .prepare('one')
  return {
    name,
    converts: 'boolean and date',
    asProgram: true,
    byKey: async (id) => (await db.select().from(tracks).where(eq(tracks.id, id)))[0],
    byKeyPrepared: async (id) => (await one.execute({ id }))[0],
    readAll: async () => db.select().from(tracks).orderBy(tracks.id),
    insertAll: (rows) =>
      db.transaction(async (tx) => {
        await tx.insert(tracks).values(rows as Track[])
      }),
  }
}
