import { excluded, insert, select } from '@espalier/core'
import { conforms, lacks } from '../conforms.ts'
import { artists, playlistTracks } from '../music.ts'

const countries = select({ name: artists.name, country: artists.country })
  .from(artists)
  .where(artists.id.in([1, 5]))
  .orderBy(artists.id)

conforms('ON CONFLICT', {
  'DO NOTHING leaves the row that is there': {
    statement: insert(artists).values({ name: 'Abba', country: 'XX' }).onConflict(artists.name).doNothing(),
    sql: {
      postgres: 'insert into "artists" ("name", "country") values ($1, $2) on conflict ("name") do nothing',
      sqlite: 'insert into "artists" ("name", "country") values (?, ?) on conflict ("name") do nothing',
      mysql: 'insert into `artists` (`name`, `country`) values (?, ?) on duplicate key update `name` = `name`',
      mariadb: 'insert into `artists` (`name`, `country`) values (?, ?) on duplicate key update `name` = `name`',
    },
    params: ['Abba', 'XX'],
    after: { select: countries, rows: [{ name: 'Abba', country: 'SE' }] },
  },
  'DO UPDATE changes it, from the new values and the old ones': {
    statement: insert(artists)
      .values([{ name: 'Abba', country: 'XX' }])
      .onConflict(artists.name)
      .doUpdate({ country: excluded(artists.country).concat('/').concat(artists.country) }),
    sql: {
      postgres:
        'insert into "artists" ("name", "country") values ($1, $2) on conflict ("name") do update set "country" = excluded."country" || $3 || "artists"."country"',
      sqlite:
        'insert into "artists" ("name", "country") values (?, ?) on conflict ("name") do update set "country" = excluded."country" || ? || "artists"."country"',
      mysql:
        'insert into `artists` (`name`, `country`) values (?, ?) on duplicate key update `country` = concat(values(`country`), ?, `artists`.`country`)',
      mariadb:
        'insert into `artists` (`name`, `country`) values (?, ?) on duplicate key update `country` = concat(values(`country`), ?, `artists`.`country`)',
    },
    params: ['Abba', 'XX', '/'],
    after: { select: countries, rows: [{ name: 'Abba', country: 'XX/SE' }] },
  },
  'a condition for the change': {
    statement: insert(artists)
      .values([{ name: 'Abba', country: 'XX' }])
      .onConflict(artists.name)
      .doUpdate({ country: excluded(artists.country) }, artists.country.isNull()),
    sql: {
      postgres:
        'insert into "artists" ("name", "country") values ($1, $2) on conflict ("name") do update set "country" = excluded."country" where "artists"."country" is null',
      sqlite:
        'insert into "artists" ("name", "country") values (?, ?) on conflict ("name") do update set "country" = excluded."country" where "artists"."country" is null',
      mysql: lacks(
        'mysql has no WHERE behind ON DUPLICATE KEY UPDATE; put the condition into caseWhen(…) for each column',
      ),
      mariadb: lacks(
        'mariadb has no WHERE behind ON DUPLICATE KEY UPDATE; put the condition into caseWhen(…) for each column',
      ),
    },
    params: ['Abba', 'XX'],
    after: { select: countries, rows: [{ name: 'Abba', country: 'SE' }] },
  },
  'a key of several columns': {
    statement: insert(playlistTracks)
      .values({ playlistId: 1, trackId: 1, position: 9 })
      .onConflict(playlistTracks.playlistId, playlistTracks.trackId)
      .doUpdate({ position: excluded(playlistTracks.position).plus(playlistTracks.position) }),
    sql: {
      postgres:
        'insert into "playlist_tracks" ("playlist_id", "track_id", "position") values ($1, $2, $3) on conflict ("playlist_id", "track_id") do update set "position" = excluded."position" + "playlist_tracks"."position"',
      sqlite:
        'insert into "playlist_tracks" ("playlist_id", "track_id", "position") values (?, ?, ?) on conflict ("playlist_id", "track_id") do update set "position" = excluded."position" + "playlist_tracks"."position"',
      mysql:
        'insert into `playlist_tracks` (`playlist_id`, `track_id`, `position`) values (?, ?, ?) on duplicate key update `position` = values(`position`) + `playlist_tracks`.`position`',
      mariadb:
        'insert into `playlist_tracks` (`playlist_id`, `track_id`, `position`) values (?, ?, ?) on duplicate key update `position` = values(`position`) + `playlist_tracks`.`position`',
    },
    params: [1, 1, 9],
    after: {
      select: select({ position: playlistTracks.position })
        .from(playlistTracks)
        .where(playlistTracks.playlistId.eq(1), playlistTracks.trackId.eq(1)),
      rows: [{ position: 10 }],
    },
  },
})
