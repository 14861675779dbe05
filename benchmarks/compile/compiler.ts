/** A query builder that turns a statement into SQL without a database. */
export interface Compiler {
  readonly name: string
  /** Builds the three-table query from nothing and compiles it. */
  compile(): Sql
}

/** A statement as a driver takes it. */
export interface Sql {
  readonly sql: string
  readonly params: readonly unknown[]
}

/** The values in the query's WHERE: tracks longer than this, of artists whose names begin so. */
export const wanted = { length: 200_000, artist: 'Artist 1%' }

/** The query that every compiler builds, in words for the report. */
export const query =
  'six columns of tracks join albums left join artists, two conditions with parameters, two orderings, a limit'

/** The three tables with the least that tells a wrong answer from a right one. */
export const tables: readonly string[] = [
  'create table artists (id integer primary key, name text not null)',
  'create table albums (id integer primary key, title text not null, artist_id integer not null)',
  `create table tracks (
    id integer primary key, title text not null, album_id integer not null, length integer not null, price real not null
  )`,
  `insert into artists with recursive i(n) as (select 1 union all select n + 1 from i where n < 40)
    select n, 'Artist ' || n from i`,
  `insert into albums with recursive i(n) as (select 1 union all select n + 1 from i where n < 120)
    select n, 'Album ' || n, 1 + n % 40 from i`,
  `insert into tracks with recursive i(n) as (select 1 union all select n + 1 from i where n < 1200)
    select n, 'Track ' || n, 1 + n % 120, 120000 + (n * 7919) % 300000, (n % 200) / 4.0 from i`,
]

/** The same query by hand: what every compiler's text must mean. */
export const byHand: Sql = {
  sql: `select t.id, t.title, t.length, t.price, al.title as album, ar.name as artist
    from tracks t join albums al on al.id = t.album_id left join artists ar on ar.id = al.artist_id
    where t.length > ? and ar.name like ? order by ar.name, t.id desc limit 20`,
  params: [wanted.length, wanted.artist],
}
