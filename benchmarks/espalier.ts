import {
  type AnyLack,
  boolean,
  type Database,
  insert,
  integer,
  param,
  real,
  type SyncDatabase,
  select,
  table,
  text,
  timestamp,
} from '@espalier/core'
import type { Contender } from './contender.ts'

const tracks = table('tracks', {
  id: integer().primaryKey(),
  title: text(),
  artist: text(),
  composer: text().nullable(),
  genre: text(),
  length: integer(),
  bytes: integer().nullable(),
  price: real(),
  explicit: boolean(),
  added: timestamp(),
})

/** Espalier, spelled alike on every database. */
export function contenderOn(db: Database<AnyLack>): Contender {
  const byKey = db.prepare(select(tracks).where(tracks.id.eq(param('id', integer()))))
  return {
    name: 'espalier',
    converts: 'boolean and date; checks each value',
    asProgram: true,
    byKey: (id) => db.first(select(tracks).where(tracks.id.eq(id))),
    byKeyPrepared: (id) => byKey.first({ id }),
    readAll: () => db.all(select(tracks).orderBy(tracks.id)),
    insertAll: (rows) => db.transaction((tx) => tx.run(insert(tracks).values(rows))),
  }
}

/** Espalier where the database answers at once. */
export function contenderAtOnce(db: SyncDatabase<AnyLack>): Contender {
  const byKey = db.prepare(select(tracks).where(tracks.id.eq(param('id', integer()))))
  return {
    name: 'espalier, without promises',
    converts: 'boolean and date; checks each value',
    asProgram: true,
    byKey: (id) => db.first(select(tracks).where(tracks.id.eq(id))),
    byKeyPrepared: (id) => byKey.first({ id }),
    readAll: () => db.all(select(tracks).orderBy(tracks.id)),
    insertAll: (rows) => db.transaction((tx) => tx.run(insert(tracks).values(rows))),
  }
}
