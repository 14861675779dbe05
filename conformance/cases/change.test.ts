import { count, deleteFrom, insert, literal, select, update } from '@espalier/core'
import { conforms, lacks } from '../conforms.ts'
import { artists, playlistTracks, tracks } from '../music.ts'

const names = select({ name: artists.name }).from(artists).where(artists.id.gt(4)).orderBy(artists.id)

conforms('INSERT', {
  'one row, with what is left out as its default': {
    statement: insert(tracks).values({ title: 'New', addedAt: new Date('2024-05-01T00:00:00.001Z') }),
    sql: {
      postgres: 'insert into "tracks" ("title", "added_at") values ($1, $2)',
      sqlite: 'insert into "tracks" ("title", "added_at") values (?, ?)',
      mysql: 'insert into `tracks` (`title`, `added_at`) values (?, ?)',
      mariadb: 'insert into `tracks` (`title`, `added_at`) values (?, ?)',
    },
    params: ['New', '2024-05-01T00:00:00.001Z'],
    paramsOn: { mysql: ['New', '2024-05-01 00:00:00.001'], mariadb: ['New', '2024-05-01 00:00:00.001'] },
    rowCount: 1,
    after: {
      select: select({
        title: tracks.title,
        price: tracks.price,
        plays: tracks.plays,
        live: tracks.live,
        extra: tracks.extra,
        at: tracks.addedAt,
      })
        .from(tracks)
        .where(tracks.title.eq('New')),
      rows: [
        { title: 'New', price: '0.99', plays: 0n, live: false, extra: null, at: new Date('2024-05-01T00:00:00.001Z') },
      ],
    },
  },
  'many rows': {
    statement: insert(artists).values([
      { name: 'Nina', country: 'DE' },
      { name: 'Gånger', country: null },
    ]),
    sql: {
      postgres: 'insert into "artists" ("name", "country") values ($1, $2), ($3, $4)',
      sqlite: 'insert into "artists" ("name", "country") values (?, ?), (?, ?)',
      mysql: 'insert into `artists` (`name`, `country`) values (?, ?), (?, ?)',
      mariadb: 'insert into `artists` (`name`, `country`) values (?, ?), (?, ?)',
    },
    params: ['Nina', 'DE', 'Gånger', null],
    rowCount: 2,
    after: { select: names, rows: [{ name: 'Nina' }, { name: 'Gånger' }] },
  },
  'an expression as a value': {
    statement: insert(artists).values({ name: literal('N').concat('ico') }),
    sql: {
      postgres: 'insert into "artists" ("name") values (cast($1 as text) || cast($2 as text))',
      sqlite: 'insert into "artists" ("name") values (? || ?)',
      mysql: 'insert into `artists` (`name`) values (concat(?, ?))',
      mariadb: 'insert into `artists` (`name`) values (concat(?, ?))',
    },
    params: ['N', 'ico'],
    rowCount: 1,
    after: { select: names, rows: [{ name: 'Nico' }] },
  },
  'RETURNING gives what was stored': {
    statement: insert(artists).values({ id: 77, name: 'Nina' }).returning({ id: artists.id, country: artists.country }),
    sql: {
      postgres: 'insert into "artists" ("id", "name") values ($1, $2) returning "artists"."id", "artists"."country"',
      sqlite: 'insert into "artists" ("id", "name") values (?, ?) returning "artists"."id", "artists"."country"',
      mysql: lacks('mysql has no RETURNING clause; read the row back with a select'),
      mariadb: 'insert into `artists` (`id`, `name`) values (?, ?) returning `artists`.`id`, `artists`.`country`',
    },
    params: [77, 'Nina'],
    rows: [{ id: 77, country: null }],
  },
})

conforms('UPDATE', {
  'the rows that a condition names': {
    statement: update(tracks)
      .set({ price: tracks.price.plus('1.00'), lengthMs: null })
      .where(tracks.artistId.eq(1)),
    sql: {
      postgres:
        'update "tracks" set "price" = "tracks"."price" + $1, "length_ms" = null where "tracks"."artist_id" = $2',
      sqlite:
        'update "tracks" set "price" = round("tracks"."price" + ?, 2), "length_ms" = null where "tracks"."artist_id" = ?',
      mysql: 'update `tracks` set `price` = `tracks`.`price` + ?, `length_ms` = null where `tracks`.`artist_id` = ?',
      mariadb: 'update `tracks` set `price` = `tracks`.`price` + ?, `length_ms` = null where `tracks`.`artist_id` = ?',
    },
    params: ['1.00', 1],
    paramsOn: { sqlite: [1, 1] },
    rowCount: 2,
    after: {
      select: select({ price: tracks.price, length: tracks.lengthMs })
        .from(tracks)
        .where(tracks.artistId.eq(1))
        .orderBy(tracks.id),
      rows: [
        { price: '2.29', length: null },
        { price: '1.99', length: null },
      ],
    },
  },
  'a row set to what it was counts': {
    statement: update(artists).set({ name: 'Abba' }).where(artists.id.eq(1)),
    sql: {
      postgres: 'update "artists" set "name" = $1 where "artists"."id" = $2',
      sqlite: 'update "artists" set "name" = ? where "artists"."id" = ?',
      mysql: 'update `artists` set `name` = ? where `artists`.`id` = ?',
      mariadb: 'update `artists` set `name` = ? where `artists`.`id` = ?',
    },
    params: ['Abba', 1],
    rowCount: 1,
  },
  'every row, when it is said': {
    statement: update(tracks).set({ live: true }).allRows(),
    sql: {
      postgres: 'update "tracks" set "live" = $1',
      sqlite: 'update "tracks" set "live" = ?',
      mysql: 'update `tracks` set `live` = ?',
      mariadb: 'update `tracks` set `live` = ?',
    },
    params: [true],
    paramsOn: { sqlite: [1] },
    rowCount: 6,
  },
  'RETURNING gives what is now': {
    statement: update(artists).set({ country: 'IS' }).where(artists.id.eq(3)).returning(artists),
    sql: {
      postgres:
        'update "artists" set "country" = $1 where "artists"."id" = $2 returning "artists"."id", "artists"."name", "artists"."country"',
      sqlite:
        'update "artists" set "country" = ? where "artists"."id" = ? returning "artists"."id", "artists"."name", "artists"."country"',
      mysql: lacks('mysql has no RETURNING clause; read the rows back with a select'),
      mariadb: lacks('mariadb has no UPDATE … RETURNING; read the rows back with a select'),
    },
    params: ['IS', 3],
    rows: [{ id: 3, name: 'Björk', country: 'IS' }],
  },
})

conforms('DELETE', {
  'the rows that a condition names, and those that point to them': {
    statement: deleteFrom(artists).where(artists.name.eq('Abba')),
    sql: {
      postgres: 'delete from "artists" where "artists"."name" = $1',
      sqlite: 'delete from "artists" where "artists"."name" = ?',
      mysql: 'delete from `artists` where `artists`.`name` = ?',
      mariadb: 'delete from `artists` where `artists`.`name` = ?',
    },
    params: ['Abba'],
    rowCount: 1,
    after: { select: select({ n: count() }).from(tracks), rows: [{ n: 4 }] },
  },
  'every row, when it is said': {
    statement: deleteFrom(playlistTracks).allRows(),
    sql: {
      postgres: 'delete from "playlist_tracks"',
      sqlite: 'delete from "playlist_tracks"',
      mysql: 'delete from `playlist_tracks`',
      mariadb: 'delete from `playlist_tracks`',
    },
    rowCount: 4,
  },
  'RETURNING gives what was': {
    statement: deleteFrom(artists).where(artists.id.eq(4)).returning({ name: artists.name }),
    sql: {
      postgres: 'delete from "artists" where "artists"."id" = $1 returning "artists"."name"',
      sqlite: 'delete from "artists" where "artists"."id" = ? returning "artists"."name"',
      mysql: lacks('mysql has no RETURNING clause; read the rows first with a select'),
      mariadb: 'delete from `artists` where `artists`.`id` = ? returning `artists`.`name`',
    },
    params: [4],
    rows: [{ name: 'Silence' }],
  },
})

conforms('What is computed', {
  'is rounded to the scale of its column': {
    statement: update(tracks)
      .set({ price: tracks.price.times('1.1') })
      .where(tracks.id.eq(1)),
    sql: {
      postgres: 'update "tracks" set "price" = "tracks"."price" * $1 where "tracks"."id" = $2',
      sqlite: 'update "tracks" set "price" = round("tracks"."price" * ?, 2) where "tracks"."id" = ?',
      mysql: 'update `tracks` set `price` = `tracks`.`price` * ? where `tracks`.`id` = ?',
      mariadb: 'update `tracks` set `price` = `tracks`.`price` * ? where `tracks`.`id` = ?',
    },
    params: ['1.1', 1],
    paramsOn: { sqlite: [1.1, 1] },
    rowCount: 1,
    after: {
      select: select({ same: tracks.price.eq('1.42'), sum: tracks.price.plus(tracks.price) })
        .from(tracks)
        .where(tracks.id.eq(1)),
      rows: [{ same: true, sum: '2.84' }],
    },
  },
})
