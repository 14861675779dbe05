import { SqliteConnection } from 'ts-sql-query/connections/SqliteConnection.js'
import { NoopQueryRunner } from 'ts-sql-query/queryRunners/NoopQueryRunner.js'
import { Table } from 'ts-sql-query/Table.js'
import { type Compiler, wanted } from './compiler.ts'

class Music extends SqliteConnection<'music'> {}

const artists = new (class extends Table<Music, 'artists'> {
  id = this.primaryKey('id', 'int')
  name = this.column('name', 'string')
  constructor() {
    super('artists')
  }
})()
const albums = new (class extends Table<Music, 'albums'> {
  id = this.primaryKey('id', 'int')
  title = this.column('title', 'string')
  artistId = this.column('artist_id', 'int')
  constructor() {
    super('albums')
  }
})()
const tracks = new (class extends Table<Music, 'tracks'> {
  id = this.primaryKey('id', 'int')
  title = this.column('title', 'string')
  albumId = this.column('album_id', 'int')
  length = this.column('length', 'int')
  price = this.column('price', 'double')
  constructor() {
    super('tracks')
  }
})()
const db = new Music(new NoopQueryRunner('sqlite'))

export const tsSqlQuery: Compiler = {
  name: 'ts-sql-query',
  compile() {
    const joined = artists.forUseInLeftJoin()
    const query = db
      .selectFrom(tracks)
      .innerJoin(albums)
      .on(albums.id.equals(tracks.albumId))
      .leftJoin(joined)
      .on(joined.id.equals(albums.artistId))
      .where(tracks.length.greaterThan(wanted.length))
      .and(joined.name.like(wanted.artist))
      .select({
        id: tracks.id,
        title: tracks.title,
        length: tracks.length,
        price: tracks.price,
        album: albums.title,
        artist: joined.name,
      })
      .orderBy('artist')
      .orderBy('id', 'desc')
      .limit(20)
    return { sql: query.query(), params: query.params() }
  },
}
