import { and, asc, desc, eq, gt, like } from 'rado'
import { integer, QueryBuilder, real, sqliteDialect, sqliteTable, text } from 'rado/sqlite'
import { type Compiler, wanted } from './compiler.ts'

const artists = sqliteTable('artists', { id: integer().primaryKey(), name: text().notNull() })
const albums = sqliteTable('albums', {
  id: integer().primaryKey(),
  title: text().notNull(),
  artistId: integer('artist_id').notNull(),
})
const tracks = sqliteTable('tracks', {
  id: integer().primaryKey(),
  title: text().notNull(),
  albumId: integer('album_id').notNull(),
  length: integer().notNull(),
  price: real().notNull(),
})
const db = new QueryBuilder()

export const rado: Compiler = {
  name: 'rado',
  compile() {
    const query = db
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
    const emitted = sqliteDialect.emit(query)
    return { sql: emitted.sql, params: emitted.bind() }
  },
}
