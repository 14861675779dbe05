import { compile, integer, real, select, table, text } from '@espalier/core'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import { type Compiler, wanted } from './compiler.ts'

const artists = table('artists', { id: integer().primaryKey(), name: text() })
const albums = table('albums', { id: integer().primaryKey(), title: text(), artistId: integer('artist_id') })
const tracks = table('tracks', {
  id: integer().primaryKey(),
  title: text(),
  albumId: integer('album_id'),
  length: integer(),
  price: real(),
})

export const espalier: Compiler = {
  name: 'espalier',
  compile() {
    const query = select({
      id: tracks.id,
      title: tracks.title,
      length: tracks.length,
      price: tracks.price,
      album: albums.title,
      artist: artists.name,
    })
      .from(tracks)
      .join(albums, albums.id.eq(tracks.albumId))
      .leftJoin(artists, artists.id.eq(albums.artistId))
      .where(tracks.length.gt(wanted.length), artists.name.like(wanted.artist))
      .orderBy(artists.name, tracks.id.desc())
      .limit(20)
    return compile(query, sqliteDialect)
  },
}
