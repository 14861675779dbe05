import type { Database } from 'better-sqlite3'
import * as orm from 'drizzle-orm'
import * as better from 'drizzle-orm/better-sqlite3'
import * as core from 'drizzle-orm/sqlite-core'
import * as orm1 from 'drizzle-orm-1'
import * as better1 from 'drizzle-orm-1/better-sqlite3'
import * as core1 from 'drizzle-orm-1/sqlite-core'
import type { Contender } from '../contender.ts'
import type { Track } from '../data.ts'

interface Modules {
  readonly orm: typeof orm
  readonly core: typeof core
  readonly better: typeof better
}

/** What is called here is spelled alike in both versions; their types are not the same. */
const modules1 = { orm: orm1, core: core1, better: better1 } as unknown as Modules

/** The current Drizzle, and the release candidate of the next one without and with its compiled row mappers. */
export function drizzle(client: Database): Contender[] {
  return [
    contender('drizzle', { orm, core, better }, client, {}),
    contender('drizzle 1 rc', modules1, client, {}),
    contender('drizzle 1 rc, jit', modules1, client, { jit: true }),
  ]
}

function contender(
  name: string,
  { orm: { eq, sql }, core, better }: Modules,
  client: Database,
  options: { jit?: boolean },
): Contender {
  const db = better.drizzle({ client, ...options })
  // Drizzle stores a date as a number on SQLite; this is its own way to store it as the others do
  const timestamp = core.customType<{ data: Date; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => value.toISOString(),
    fromDriver: (value) => new Date(value),
  })
  const tracks = core.sqliteTable('tracks', {
    id: core.integer().primaryKey(),
    title: core.text().notNull(),
    artist: core.text().notNull(),
    composer: core.text(),
    genre: core.text().notNull(),
    length: core.integer().notNull(),
    bytes: core.integer(),
    price: core.real().notNull(),
    explicit: core.integer({ mode: 'boolean' }).notNull(),
    added: timestamp().notNull(),
  })
  const one = db
    .select()
    .from(tracks)
    .where(eq(tracks.id, sql.placeholder('id')))
    .prepare()
  return {
    name,
    converts: 'boolean; date by customType',
    asProgram: true,
    byKey: (id) => db.select().from(tracks).where(eq(tracks.id, id)).get(),
    byKeyPrepared: (id) => one.get({ id }),
    readAll: () => db.select().from(tracks).orderBy(tracks.id).all(),
    insertAll: (rows) =>
      db.transaction((tx) =>
        tx
          .insert(tracks)
          .values(rows as Track[])
          .run(),
      ),
  }
}
