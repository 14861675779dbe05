import {
  alias,
  count,
  deleteFrom,
  insert,
  insertIgnore,
  literal,
  replaceInto,
  select,
  union,
  update,
} from '@espalier/core'
import { conforms, lacks } from '../conforms.ts'
import { artists, playlists, playlistTracks, tracks } from '../music.ts'

const names = select({ name: artists.name, country: artists.country })
  .from(artists)
  .where(artists.id.gt(4))
  .orderBy(artists.name)
const prices = select({ id: tracks.id, price: tracks.price })
  .from(tracks)
  .where(tracks.artistId.eq(1))
  .orderBy(tracks.id)
const first = alias(playlists, 'first')

conforms('INSERT … SELECT', {
  'the keys of the query are the columns, in any order': {
    statement: insert(artists).select(
      select({ country: literal('XX'), name: tracks.title })
        .from(tracks)
        .where(tracks.live.eq(true)),
    ),
    sql: {
      postgres:
        'insert into "artists" ("country", "name") select cast($1 as text) as "country", "tracks"."title" as "name" from "tracks" where "tracks"."live" = $2',
      sqlite:
        'insert into "artists" ("country", "name") select ? as "country", "tracks"."title" as "name" from "tracks" where "tracks"."live" = ?',
      mysql:
        'insert into `artists` (`country`, `name`) select ? as `country`, `tracks`.`title` as `name` from `tracks` where `tracks`.`live` = ?',
      mariadb:
        'insert into `artists` (`country`, `name`) select ? as `country`, `tracks`.`title` as `name` from `tracks` where `tracks`.`live` = ?',
    },
    params: ['XX', true],
    paramsOn: { sqlite: ['XX', 1] },
    rowCount: 2,
    after: {
      select: names,
      rows: [
        { name: 'Under Pressure', country: 'XX' },
        { name: 'Waterloo', country: 'XX' },
      ],
    },
  },
  'of a set operation': {
    statement: insert(playlists).select(
      union(
        select({ id: tracks.id.plus(100), name: tracks.title })
          .from(tracks)
          .where(tracks.id.lt(2)),
        select({ id: artists.id.plus(200), name: artists.name })
          .from(artists)
          .where(artists.id.lt(2)),
      ),
    ),
    sql: {
      postgres:
        'insert into "playlists" ("id", "name") select "tracks"."id" + $1 as "id", "tracks"."title" as "name" from "tracks" where "tracks"."id" < $2 union select "artists"."id" + $3 as "id", "artists"."name" from "artists" where "artists"."id" < $4',
      sqlite:
        'insert into "playlists" ("id", "name") select "tracks"."id" + ? as "id", "tracks"."title" as "name" from "tracks" where "tracks"."id" < ? union select "artists"."id" + ? as "id", "artists"."name" from "artists" where "artists"."id" < ?',
      mysql:
        'insert into `playlists` (`id`, `name`) select `tracks`.`id` + ? as `id`, `tracks`.`title` as `name` from `tracks` where `tracks`.`id` < ? union select `artists`.`id` + ? as `id`, `artists`.`name` from `artists` where `artists`.`id` < ?',
      mariadb:
        'insert into `playlists` (`id`, `name`) select `tracks`.`id` + ? as `id`, `tracks`.`title` as `name` from `tracks` where `tracks`.`id` < ? union select `artists`.`id` + ? as `id`, `artists`.`name` from `artists` where `artists`.`id` < ?',
    },
    params: [100, 2, 200, 2],
    rowCount: 2,
    after: {
      select: select({ id: playlists.id, name: playlists.name })
        .from(playlists)
        .where(playlists.id.gt(100))
        .orderBy(playlists.id),
      rows: [
        { id: 101, name: 'SOS' },
        { id: 201, name: 'Abba' },
      ],
    },
  },
  'with ON CONFLICT, which SQLite would take for a join': {
    statement: insert(artists)
      .select(select({ name: artists.name, country: artists.country }).from(artists))
      .onConflict(artists.name)
      .doUpdate({ country: literal('ZZ') }),
    sql: {
      postgres:
        'insert into "artists" ("name", "country") select "artists"."name", "artists"."country" from "artists" on conflict ("name") do update set "country" = $1',
      sqlite:
        'insert into "artists" ("name", "country") select "artists"."name", "artists"."country" from "artists" where true on conflict ("name") do update set "country" = ?',
      mysql:
        'insert into `artists` (`name`, `country`) select * from (select `artists`.`name`, `artists`.`country` from `artists`) as `rows` on duplicate key update `country` = ?',
      mariadb:
        'insert into `artists` (`name`, `country`) select * from (select `artists`.`name`, `artists`.`country` from `artists`) as `rows` on duplicate key update `country` = ?',
    },
    params: ['ZZ'],
    after: {
      select: select({ n: count() }).from(artists).where(artists.country.eq('ZZ')),
      rows: [{ n: 4 }],
    },
  },
  'with ON CONFLICT behind a set operation': {
    statement: insert(artists)
      .select(union(select({ name: artists.name }).from(artists), select({ name: tracks.title }).from(tracks)))
      .onConflictDoNothing(),
    sql: {
      postgres:
        'insert into "artists" ("name") select "artists"."name" from "artists" union select "tracks"."title" as "name" from "tracks" on conflict do nothing',
      sqlite:
        'insert into "artists" ("name") select "artists"."name" from "artists" where true union select "tracks"."title" as "name" from "tracks" where true on conflict do nothing',
      mysql:
        'insert into `artists` (`name`) select * from (select `artists`.`name` from `artists` union select `tracks`.`title` as `name` from `tracks`) as `rows` on duplicate key update `artists`.`name` = `artists`.`name`',
      mariadb:
        'insert into `artists` (`name`) select * from (select `artists`.`name` from `artists` union select `tracks`.`title` as `name` from `tracks`) as `rows` on duplicate key update `artists`.`name` = `artists`.`name`',
    },
    after: { select: select({ n: count() }).from(artists), rows: [{ n: 10 }] },
  },
})

conforms('Rows whose key is there already', {
  'ON CONFLICT DO NOTHING, for any key': {
    statement: insert(artists)
      .values([{ name: 'Abba' }, { name: 'Nina' }])
      .onConflictDoNothing(),
    sql: {
      postgres: 'insert into "artists" ("name") values ($1), ($2) on conflict do nothing',
      sqlite: 'insert into "artists" ("name") values (?), (?) on conflict do nothing',
      mysql: 'insert into `artists` (`name`) values (?), (?) on duplicate key update `name` = `name`',
      mariadb: 'insert into `artists` (`name`) values (?), (?) on duplicate key update `name` = `name`',
    },
    params: ['Abba', 'Nina'],
    after: { select: select({ n: count() }).from(artists), rows: [{ n: 5 }] },
  },
  'INSERT IGNORE leaves them out': {
    statement: insertIgnore(artists).values([{ name: 'Abba' }, { name: 'Nina' }]),
    sql: {
      postgres: lacks('postgres has no INSERT IGNORE; say .onConflictDoNothing()'),
      sqlite: 'insert or ignore into "artists" ("name") values (?), (?)',
      mysql: 'insert ignore into `artists` (`name`) values (?), (?)',
      mariadb: 'insert ignore into `artists` (`name`) values (?), (?)',
    },
    params: ['Abba', 'Nina'],
    rowCount: 1,
    after: { select: names, rows: [{ name: 'Nina', country: null }] },
  },
  'REPLACE puts new ones in their place': {
    statement: replaceInto(artists).values({ name: 'Silence', country: 'DE' }),
    sql: {
      postgres: lacks('postgres has no REPLACE; say .onConflict(…).doUpdate({ … })'),
      sqlite: 'replace into "artists" ("name", "country") values (?, ?)',
      mysql: 'replace into `artists` (`name`, `country`) values (?, ?)',
      mariadb: 'replace into `artists` (`name`, `country`) values (?, ?)',
    },
    params: ['Silence', 'DE'],
    after: { select: names, rows: [{ name: 'Silence', country: 'DE' }] },
  },
})

conforms('UPDATE … FROM and DELETE … USING', {
  'an update from another table': {
    statement: update(tracks)
      .from(artists)
      .set({ title: artists.name.concat(': ').concat(tracks.title), price: '9.99' })
      .where(artists.id.eq(tracks.artistId), artists.name.eq('Abba')),
    sql: {
      postgres:
        'update "tracks" set "title" = "artists"."name" || $1 || "tracks"."title", "price" = $2 from "artists" where "artists"."id" = "tracks"."artist_id" and "artists"."name" = $3',
      sqlite:
        'update "tracks" set "title" = "artists"."name" || ? || "tracks"."title", "price" = ? from "artists" where "artists"."id" = "tracks"."artist_id" and "artists"."name" = ?',
      mysql:
        'update `tracks`, `artists` set `tracks`.`title` = concat(`artists`.`name`, ?, `tracks`.`title`), `tracks`.`price` = ? where `artists`.`id` = `tracks`.`artist_id` and `artists`.`name` = ?',
      mariadb:
        'update `tracks`, `artists` set `tracks`.`title` = concat(`artists`.`name`, ?, `tracks`.`title`), `tracks`.`price` = ? where `artists`.`id` = `tracks`.`artist_id` and `artists`.`name` = ?',
    },
    params: [': ', '9.99', 'Abba'],
    paramsOn: { sqlite: [': ', 9.99, 'Abba'] },
    rowCount: 2,
    after: {
      select: select({ title: tracks.title, price: tracks.price })
        .from(tracks)
        .where(tracks.artistId.eq(1))
        .orderBy(tracks.id),
      rows: [
        { title: 'Abba: SOS', price: '9.99' },
        { title: 'Abba: Waterloo', price: '9.99' },
      ],
    },
  },
  'an update from a subquery of the same table': {
    statement: (() => {
      const best = select({ artistId: tracks.artistId, price: tracks.price })
        .from(tracks)
        .where(tracks.id.eq(1))
        .as('best')
      return update(tracks).from(best).set({ price: best.price }).where(tracks.artistId.eq(best.artistId))
    })(),
    sql: {
      postgres:
        'update "tracks" set "price" = "best"."price" from (select "tracks"."artist_id" as "artistId", "tracks"."price" from "tracks" where "tracks"."id" = $1) as "best" where "tracks"."artist_id" = "best"."artistId"',
      sqlite:
        'update "tracks" set "price" = "best"."price" from (select "tracks"."artist_id" as "artistId", "tracks"."price" from "tracks" where "tracks"."id" = ?) as "best" where "tracks"."artist_id" = "best"."artistId"',
      mysql:
        'update `tracks`, (select `tracks`.`artist_id` as `artistId`, `tracks`.`price` from `tracks` where `tracks`.`id` = ?) as `best` set `tracks`.`price` = `best`.`price` where `tracks`.`artist_id` = `best`.`artistId`',
      mariadb:
        'update `tracks`, (select `tracks`.`artist_id` as `artistId`, `tracks`.`price` from `tracks` where `tracks`.`id` = ?) as `best` set `tracks`.`price` = `best`.`price` where `tracks`.`artist_id` = `best`.`artistId`',
    },
    params: [1],
    rowCount: 2,
    after: {
      select: prices,
      rows: [
        { id: 1, price: '1.29' },
        { id: 2, price: '1.29' },
      ],
    },
  },
  'a self join by an alias': {
    statement: update(playlists)
      .from(first)
      .set({ name: first.name.concat('/').concat(playlists.name) })
      .where(playlists.parentId.eq(first.id)),
    sql: {
      postgres:
        'update "playlists" set "name" = "first"."name" || $1 || "playlists"."name" from "playlists" as "first" where "playlists"."parent_id" = "first"."id"',
      sqlite:
        'update "playlists" set "name" = "first"."name" || ? || "playlists"."name" from "playlists" as "first" where "playlists"."parent_id" = "first"."id"',
      mysql:
        'update `playlists`, `playlists` as `first` set `playlists`.`name` = concat(`first`.`name`, ?, `playlists`.`name`) where `playlists`.`parent_id` = `first`.`id`',
      mariadb:
        'update `playlists`, `playlists` as `first` set `playlists`.`name` = concat(`first`.`name`, ?, `playlists`.`name`) where `playlists`.`parent_id` = `first`.`id`',
    },
    params: ['/'],
    rowCount: 2,
    after: {
      select: select({ name: playlists.name }).from(playlists).orderBy(playlists.id),
      rows: [{ name: 'all' }, { name: 'all/quiet' }, { name: 'quiet/night' }],
    },
  },
  'columns of one name in both tables': {
    statement: update(tracks)
      .from(artists)
      .set({ plays: 99n })
      .where(artists.id.eq(tracks.artistId), artists.country.eq('GB')),
    sql: {
      postgres:
        'update "tracks" set "plays" = $1 from "artists" where "artists"."id" = "tracks"."artist_id" and "artists"."country" = $2',
      sqlite:
        'update "tracks" set "plays" = ? from "artists" where "artists"."id" = "tracks"."artist_id" and "artists"."country" = ?',
      mysql:
        'update `tracks`, `artists` set `tracks`.`plays` = ? where `artists`.`id` = `tracks`.`artist_id` and `artists`.`country` = ?',
      mariadb:
        'update `tracks`, `artists` set `tracks`.`plays` = ? where `artists`.`id` = `tracks`.`artist_id` and `artists`.`country` = ?',
    },
    params: [99n, 'GB'],
    rowCount: 2,
    after: {
      select: select({ id: tracks.id }).from(tracks).where(tracks.plays.eq(99n)).orderBy(tracks.id),
      rows: [{ id: 3 }, { id: 4 }],
    },
  },
  'a delete with another table': {
    statement: deleteFrom(playlistTracks)
      .using(playlists)
      .where(playlists.id.eq(playlistTracks.playlistId), playlists.name.eq('all')),
    sql: {
      postgres:
        'delete from "playlist_tracks" using "playlists" where "playlists"."id" = "playlist_tracks"."playlist_id" and "playlists"."name" = $1',
      sqlite: lacks('sqlite has no DELETE … USING; delete where exists(…)'),
      mysql:
        'delete from `playlist_tracks` using `playlist_tracks`, `playlists` where `playlists`.`id` = `playlist_tracks`.`playlist_id` and `playlists`.`name` = ?',
      mariadb:
        'delete from `playlist_tracks` using `playlist_tracks`, `playlists` where `playlists`.`id` = `playlist_tracks`.`playlist_id` and `playlists`.`name` = ?',
    },
    params: ['all'],
    rowCount: 2,
    after: { select: select({ n: count() }).from(playlistTracks), rows: [{ n: 2 }] },
  },
})
