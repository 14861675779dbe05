import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { type Compiler, wanted } from './compiler.ts'

interface Music {
  artists: { id: number; name: string }
  albums: { id: number; title: string; artist_id: number }
  tracks: { id: number; title: string; album_id: number; length: number; price: number }
}

const db = new Kysely<Music>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new SqliteIntrospector(of),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

export const kysely: Compiler = {
  name: 'kysely',
  compile() {
    const { sql, parameters } = db
      .selectFrom('tracks')
      .innerJoin('albums', 'albums.id', 'tracks.album_id')
      .leftJoin('artists', 'artists.id', 'albums.artist_id')
      .select([
        'tracks.id',
        'tracks.title',
        'tracks.length',
        'tracks.price',
        'albums.title as album',
        'artists.name as artist',
      ])
      .where('tracks.length', '>', wanted.length)
      .where('artists.name', 'like', wanted.artist)
      .orderBy('artists.name')
      .orderBy('tracks.id', 'desc')
      .limit(20)
      .compile()
    return { sql, params: parameters }
  },
}
