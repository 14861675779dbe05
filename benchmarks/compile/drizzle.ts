import * as orm from 'drizzle-orm'
import * as better from 'drizzle-orm/better-sqlite3'
import * as core from 'drizzle-orm/sqlite-core'
import * as orm1 from 'drizzle-orm-1'
import * as better1 from 'drizzle-orm-1/better-sqlite3'
import * as core1 from 'drizzle-orm-1/sqlite-core'
import { type Compiler, wanted } from './compiler.ts'

interface Modules {
  readonly orm: typeof orm
  readonly core: typeof core
  readonly better: typeof better
}

export const drizzle: Compiler = compilerOf('drizzle', { orm, core, better })

/** What is called here is spelled alike in both versions; their types are not the same. */
export const drizzle1: Compiler = compilerOf('drizzle 1 rc', {
  orm: orm1,
  core: core1,
  better: better1,
} as unknown as Modules)

function compilerOf(name: string, { orm: { and, asc, desc, eq, gt, like }, core, better }: Modules): Compiler {
  const artists = core.sqliteTable('artists', { id: core.integer().primaryKey(), name: core.text().notNull() })
  const albums = core.sqliteTable('albums', {
    id: core.integer().primaryKey(),
    title: core.text().notNull(),
    artistId: core.integer('artist_id').notNull(),
  })
  const tracks = core.sqliteTable('tracks', {
    id: core.integer().primaryKey(),
    title: core.text().notNull(),
    albumId: core.integer('album_id').notNull(),
    length: core.integer().notNull(),
    price: core.real().notNull(),
  })
  const db = better.drizzle.mock()
  return {
    name,
    compile: () =>
      db
        .select({
          id: tracks.id,
          title: tracks.title,
          length: tracks.length,
          price: tracks.price,
          album: albums.title,
          artist: artists.name,
        })
        .from(tracks)
        .innerJoin(albums, eq(albums.id, tracks.albumId))
        .leftJoin(artists, eq(artists.id, albums.artistId))
        .where(and(gt(tracks.length, wanted.length), like(artists.name, wanted.artist)))
        .orderBy(asc(artists.name), desc(tracks.id))
        .limit(20)
        .toSQL(),
  }
}
