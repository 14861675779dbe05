import { count, indexHint, keyset, merge, select, tablesample, text, values } from '@espalier/core'
import { conforms, lacks } from '../conforms.ts'
import { artists, tracks } from '../music.ts'

const byPrice = keyset({ price: tracks.price.desc(), id: tracks.id })
const byId = keyset({ id: tracks.id })
const priced = select({ id: tracks.id, price: tracks.price }).from(tracks)

conforms('Pages', {
  'the first page': {
    statement: priced.after(byPrice).limit(3),
    sql: {
      postgres:
        'select "tracks"."id", "tracks"."price" from "tracks" order by "tracks"."price" desc, "tracks"."id" limit $1',
      sqlite:
        'select "tracks"."id", "tracks"."price" from "tracks" order by "tracks"."price" desc, "tracks"."id" limit ?',
      mysql:
        'select `tracks`.`id`, `tracks`.`price` from `tracks` order by `tracks`.`price` desc, `tracks`.`id` limit ?',
      mariadb:
        'select `tracks`.`id`, `tracks`.`price` from `tracks` order by `tracks`.`price` desc, `tracks`.`id` limit ?',
    },
    params: [3],
    rows: [
      { id: 4, price: '2.00' },
      { id: 1, price: '1.29' },
      { id: 3, price: '1.29' },
    ],
  },
  'the next page, with ties and an order of both directions': {
    statement: priced.after(byPrice, { price: '1.29', id: 3 }).limit(3),
    sql: {
      postgres:
        'select "tracks"."id", "tracks"."price" from "tracks" where "tracks"."price" <= $1 and ("tracks"."price" < $1 or "tracks"."price" = $1 and "tracks"."id" > $2) order by "tracks"."price" desc, "tracks"."id" limit $3',
      sqlite:
        'select "tracks"."id", "tracks"."price" from "tracks" where "tracks"."price" <= ? and ("tracks"."price" < ? or "tracks"."price" = ? and "tracks"."id" > ?) order by "tracks"."price" desc, "tracks"."id" limit ?',
      mysql:
        'select `tracks`.`id`, `tracks`.`price` from `tracks` where `tracks`.`price` <= ? and (`tracks`.`price` < ? or `tracks`.`price` = ? and `tracks`.`id` > ?) order by `tracks`.`price` desc, `tracks`.`id` limit ?',
      mariadb:
        'select `tracks`.`id`, `tracks`.`price` from `tracks` where `tracks`.`price` <= ? and (`tracks`.`price` < ? or `tracks`.`price` = ? and `tracks`.`id` > ?) order by `tracks`.`price` desc, `tracks`.`id` limit ?',
    },
    params: ['1.29', 3, 3],
    paramsOn: {
      sqlite: [1.29, 1.29, 1.29, 3, 3],
      mysql: ['1.29', '1.29', '1.29', 3, 3],
      mariadb: ['1.29', '1.29', '1.29', 3, 3],
    },
    rows: [
      { id: 2, price: '0.99' },
      { id: 6, price: '0.99' },
      { id: 5, price: '0.50' },
    ],
  },
  'the page before, the nearest row first': {
    statement: priced.before(byPrice, { price: '0.99', id: 2 }).limit(2),
    sql: {
      postgres:
        'select "tracks"."id", "tracks"."price" from "tracks" where "tracks"."price" >= $1 and ("tracks"."price" > $1 or "tracks"."price" = $1 and "tracks"."id" < $2) order by "tracks"."price", "tracks"."id" desc limit $3',
      sqlite:
        'select "tracks"."id", "tracks"."price" from "tracks" where "tracks"."price" >= ? and ("tracks"."price" > ? or "tracks"."price" = ? and "tracks"."id" < ?) order by "tracks"."price", "tracks"."id" desc limit ?',
      mysql:
        'select `tracks`.`id`, `tracks`.`price` from `tracks` where `tracks`.`price` >= ? and (`tracks`.`price` > ? or `tracks`.`price` = ? and `tracks`.`id` < ?) order by `tracks`.`price`, `tracks`.`id` desc limit ?',
      mariadb:
        'select `tracks`.`id`, `tracks`.`price` from `tracks` where `tracks`.`price` >= ? and (`tracks`.`price` > ? or `tracks`.`price` = ? and `tracks`.`id` < ?) order by `tracks`.`price`, `tracks`.`id` desc limit ?',
    },
    params: ['0.99', 2, 2],
    paramsOn: {
      sqlite: [0.99, 0.99, 0.99, 2, 2],
      mysql: ['0.99', '0.99', '0.99', 2, 2],
      mariadb: ['0.99', '0.99', '0.99', 2, 2],
    },
    rows: [
      { id: 3, price: '1.29' },
      { id: 1, price: '1.29' },
    ],
  },
  'a page behind a key alone': {
    statement: priced
      .where(tracks.live.eq(false))
      .after(byId, byId.cursor({ id: 3 }))
      .limit(2),
    sql: {
      postgres:
        'select "tracks"."id", "tracks"."price" from "tracks" where "tracks"."live" = $1 and "tracks"."id" > $2 order by "tracks"."id" limit $3',
      sqlite:
        'select "tracks"."id", "tracks"."price" from "tracks" where "tracks"."live" = ? and "tracks"."id" > ? order by "tracks"."id" limit ?',
      mysql:
        'select `tracks`.`id`, `tracks`.`price` from `tracks` where `tracks`.`live` = ? and `tracks`.`id` > ? order by `tracks`.`id` limit ?',
      mariadb:
        'select `tracks`.`id`, `tracks`.`price` from `tracks` where `tracks`.`live` = ? and `tracks`.`id` > ? order by `tracks`.`id` limit ?',
    },
    params: [false, 3, 2],
    paramsOn: { sqlite: [0, 3, 2] },
    rows: [
      { id: 5, price: '0.50' },
      { id: 6, price: '0.99' },
    ],
  },
})

const incoming = values('incoming', { name: text(), country: text().nullable() }, [
  { name: 'Abba', country: 'XX' },
  { name: 'Silence', country: null },
  { name: 'Nina', country: 'DE' },
])

conforms('MERGE', {
  'updates, deletes and inserts': {
    statement: merge(artists)
      .using(incoming, incoming.name.eq(artists.name))
      .whenMatched(incoming.country.isNull())
      .delete()
      .whenMatched()
      .update({ country: incoming.country.concat('!') })
      .whenNotMatched()
      .insert({ name: incoming.name, country: 'new' }),
    sql: {
      postgres:
        'merge into "artists" using (values (cast($1 as text), cast($2 as text)), (cast($3 as text), cast(null as text)), (cast($4 as text), cast($5 as text))) as "incoming" ("name", "country") on "incoming"."name" = "artists"."name" when matched and "incoming"."country" is null then delete when matched then update set "country" = "incoming"."country" || $6 when not matched then insert ("name", "country") values ("incoming"."name", $7)',
      sqlite: lacks('sqlite has no MERGE; say insert(…).onConflict(…).doUpdate({ … })'),
      mysql: lacks('mysql has no MERGE; say insert(…).onConflict(…).doUpdate({ … })'),
      mariadb: lacks('mariadb has no MERGE; say insert(…).onConflict(…).doUpdate({ … })'),
    },
    params: ['Abba', 'XX', 'Silence', 'Nina', 'DE', '!', 'new'],
    rowCount: 3,
    after: {
      select: select({ name: artists.name, country: artists.country }).from(artists).orderBy(artists.name),
      rows: [
        { name: 'Abba', country: 'XX!' },
        { name: 'Björk', country: null },
        { name: 'Nina', country: 'new' },
        { name: 'Queen', country: 'GB' },
      ],
    },
  },
})

const all = tablesample(tracks, 100, { seed: 1 })
const none = tablesample(tracks, 0, { method: 'system' })
const forced = indexHint(tracks, 'force', 'tracks_by_title')
const ignored = indexHint(tracks, 'ignore', 'tracks_by_title')

conforms('Hints and samples', {
  TABLESAMPLE: {
    statement: select({ n: count() }).from(all),
    sql: {
      postgres: 'select count(*) as "n" from "tracks" tablesample bernoulli ($1) repeatable ($2)',
      sqlite: lacks('sqlite has no TABLESAMPLE; filter by random()'),
      mysql: lacks('mysql has no TABLESAMPLE; filter by random()'),
      mariadb: lacks('mariadb has no TABLESAMPLE; filter by random()'),
    },
    params: [100, 1],
    rows: [{ n: 6 }],
  },
  'TABLESAMPLE of no rows': {
    statement: select({ n: count() }).from(none),
    sql: {
      postgres: 'select count(*) as "n" from "tracks" tablesample system ($1)',
      sqlite: lacks('sqlite has no TABLESAMPLE; filter by random()'),
      mysql: lacks('mysql has no TABLESAMPLE; filter by random()'),
      mariadb: lacks('mariadb has no TABLESAMPLE; filter by random()'),
    },
    params: [0],
    rows: [{ n: 0 }],
  },
  'FORCE INDEX': {
    statement: select({ id: forced.id }).from(forced).where(forced.title.eq('SOS')),
    sql: {
      postgres: lacks('postgres has no FORCE INDEX; leave the hint out'),
      sqlite: 'select "tracks"."id" from "tracks" indexed by "tracks_by_title" where "tracks"."title" = ?',
      mysql: 'select `tracks`.`id` from `tracks` force index (`tracks_by_title`) where `tracks`.`title` = ?',
      mariadb: 'select `tracks`.`id` from `tracks` force index (`tracks_by_title`) where `tracks`.`title` = ?',
    },
    params: ['SOS'],
    rows: [{ id: 1 }],
  },
  'IGNORE INDEX': {
    statement: select({ id: ignored.id }).from(ignored).where(ignored.title.eq('SOS')),
    sql: {
      postgres: lacks('postgres has no USE INDEX and IGNORE INDEX; leave the hint out'),
      sqlite: lacks('sqlite has no USE INDEX and IGNORE INDEX; say force'),
      mysql: 'select `tracks`.`id` from `tracks` ignore index (`tracks_by_title`) where `tracks`.`title` = ?',
      mariadb: 'select `tracks`.`id` from `tracks` ignore index (`tracks_by_title`) where `tracks`.`title` = ?',
    },
    params: ['SOS'],
    rows: [{ id: 1 }],
  },
  'a hint for the optimizer': {
    statement: select({ id: tracks.id }).from(tracks).where(tracks.id.eq(1)).hint('MAX_EXECUTION_TIME(1000)'),
    sql: {
      postgres: 'select /*+ MAX_EXECUTION_TIME(1000) */ "tracks"."id" from "tracks" where "tracks"."id" = $1',
      sqlite: lacks('sqlite has no hints for its optimizer; leave the hint out', 'a hint is a comment there'),
      mysql: 'select /*+ MAX_EXECUTION_TIME(1000) */ `tracks`.`id` from `tracks` where `tracks`.`id` = ?',
      mariadb: lacks('mariadb has no hints for its optimizer; leave the hint out', 'a hint is a comment there'),
    },
    params: [1],
    rows: [{ id: 1 }],
  },
})
