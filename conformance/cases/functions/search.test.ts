import {
  bm25,
  compile,
  ftsMatch,
  highlight,
  insert,
  integer,
  literal,
  matchAgainst,
  phrasetoTsquery,
  plaintoTsquery,
  schema,
  select,
  snippet,
  sql,
  table,
  text,
  toTsquery,
  toTsvector,
  tsHeadline,
  tsMatch,
  tsRank,
  tsvector,
  websearchToTsquery,
} from '@espalier/core'
import { mariadbDialect, mysqlDialect } from '@espalier/dialect-mysql'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import { expect, test } from 'vitest'
import { conforms, lacks } from '../../conforms.ts'
import { eachDriver } from '../../databases.ts'
import { tracks } from '../../music.ts'
import { open } from '../../open.ts'

const title = toTsvector('english', tracks.title)
const query = websearchToTsquery('english', 'save -pressure')

conforms('full-text search', {
  'words that match what a search engine reads': {
    statement: select({ id: tracks.id, headline: tsHeadline('english', tracks.title, query) })
      .from(tracks)
      .where(tsMatch(title, query), tsRank(title, query).gt(0))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select "tracks"."id", ts_headline(cast($1 as regconfig), "tracks"."title", websearch_to_tsquery(cast($2 as regconfig), cast($3 as text))) as "headline" from "tracks" where to_tsvector(cast($4 as regconfig), "tracks"."title") @@ websearch_to_tsquery(cast($2 as regconfig), cast($3 as text)) and ts_rank(to_tsvector(cast($4 as regconfig), "tracks"."title"), websearch_to_tsquery(cast($2 as regconfig), cast($3 as text))) > $5 order by "tracks"."id"',
      sqlite: lacks('sqlite has no tsvector and tsquery; search a table of FTS5 with ftsMatch(…)'),
      mysql: lacks('mysql has no tsvector and tsquery; search a FULLTEXT index with matchAgainst(…)'),
      mariadb: lacks('mariadb has no tsvector and tsquery; search a FULLTEXT index with matchAgainst(…)'),
    },
    params: ['english', 'english', 'save -pressure', 'english', 0],
    rows: [{ id: 3, headline: '<b>Save</b> Me' }],
  },
  'queries of other kinds': {
    statement: select({
      plain: tsMatch(title, plaintoTsquery('english', 'pressures under')),
      phrase: tsMatch(title, phrasetoTsquery('english', 'pressure under')),
      own: tsMatch(title, toTsquery('english', 'press:* & !queen')),
    })
      .from(tracks)
      .where(tracks.id.eq(4)),
    sql: {
      postgres:
        'select to_tsvector(cast($1 as regconfig), "tracks"."title") @@ plainto_tsquery(cast($2 as regconfig), cast($3 as text)) as "plain", to_tsvector(cast($1 as regconfig), "tracks"."title") @@ phraseto_tsquery(cast($4 as regconfig), cast($5 as text)) as "phrase", to_tsvector(cast($1 as regconfig), "tracks"."title") @@ to_tsquery(cast($6 as regconfig), cast($7 as text)) as "own" from "tracks" where "tracks"."id" = $8',
      sqlite: lacks('sqlite has no tsvector and tsquery; search a table of FTS5 with ftsMatch(…)'),
      mysql: lacks('mysql has no tsvector and tsquery; search a FULLTEXT index with matchAgainst(…)'),
      mariadb: lacks('mariadb has no tsvector and tsquery; search a FULLTEXT index with matchAgainst(…)'),
    },
    params: ['english', 'english', 'pressures under', 'english', 'pressure under', 'english', 'press:* & !queen', 4],
    rows: [{ plain: true, phrase: true, own: true }],
  },
})

const posts = table('posts', { title: text(), body: text() })
const rows = [
  { title: 'The fox', body: "A quick brown fox jumps over it's dog" },
  { title: 'The dog', body: 'A dog sleeps; a dog barks' },
  { title: 'Nothing', body: 'Empty' },
]

const created = {
  sqlite: sql.statement`create virtual table posts using fts5(title, body)`,
  mysql: sql.statement`create table posts (title varchar(200), body text, fulltext (title, body))`,
  mariadb: sql.statement`create table posts (title varchar(200), body text, fulltext (title, body))`,
}

const score = matchAgainst([posts.title, posts.body], 'fox')
const found = {
  sqlite: select({
    title: posts.title,
    marked: highlight(posts, 'body', '<b>', '</b>'),
    part: snippet(posts, 'body', '[', ']', '…', 2),
  })
    .from(posts)
    .where(ftsMatch(posts, 'fox OR barks'))
    .orderBy(bm25(posts).lt(0).desc(), posts.title),
  mysql: select({ title: posts.title, is: score.gt(0) })
    .from(posts)
    .where(score.gt(0)),
}

eachDriver('search in the database’s own words', (database) => {
  const { name } = database
  const byIndex = async () => {
    const fresh = await database.fresh()
    const db: any = open(name, fresh.url)
    try {
      await db.run(created[name as 'sqlite'])
      await db.run(insert(posts).values(rows))
      if (name === 'sqlite') {
        expect(await db.all(found.sqlite)).toEqual([
          { title: 'The dog', marked: 'A dog sleeps; a dog <b>barks</b>', part: '…dog [barks]' },
          { title: 'The fox', marked: "A quick brown <b>fox</b> jumps over it's dog", part: '…[fox] jumps…' },
        ])
        await expect(db.all(select(posts).where(ftsMatch(posts, '"')))).rejects.toThrow('refused')
      } else {
        expect(await db.all(found.mysql)).toEqual([{ title: 'The fox', is: true }])
        const both = matchAgainst([posts.title, posts.body], '+dog -fox', 'boolean')
        expect(await db.scalars(select({ title: posts.title }).from(posts).where(both.gt(0)))).toEqual(['The dog'])
      }
    } finally {
      await db.close()
      await fresh.drop()
    }
  }

  const byColumn = async () => {
    const fresh = await database.fresh()
    const db: any = open(name, fresh.url)
    const pages = table('pages', { id: integer().primaryKey(), words: tsvector() })
    try {
      await db.createAll(schema({ pages }))
      await db.run(insert(pages).values({ id: 1, words: toTsvector('english', literal('quick foxes')) }))
      expect(await db.one(select({ words: pages.words }).from(pages))).toEqual({ words: "'fox':2 'quick':1" })
      expect(
        await db.scalars(
          select({ id: pages.id })
            .from(pages)
            .where(tsMatch(pages.words, websearchToTsquery('english', 'fox'))),
        ),
      ).toEqual([1])
    } finally {
      await db.close()
      await fresh.drop()
    }
  }

  if (name === 'postgres') test('finds rows by a column of their words', byColumn)
  else test('finds rows by an index of their words', byIndex)
})

test('each way of searching is written on the databases that have it', () => {
  expect(compile(found.mysql, mysqlDialect)).toMatchObject({
    sql: 'select `posts`.`title`, match (`posts`.`title`, `posts`.`body`) against (?) > ? as `is` from `posts` where match (`posts`.`title`, `posts`.`body`) against (?) > ?',
    params: ['fox', 0, 'fox', 0],
  })
  expect(compile(found.mysql, mariadbDialect).sql).toBe(compile(found.mysql, mysqlDialect).sql)
  expect(() => compile(found.mysql, postgresDialect)).toThrow('postgres has no MATCH … AGAINST; search with tsMatch(…)')
  expect(compile(found.sqlite, sqliteDialect).sql).toBe(
    'select "posts"."title", highlight("posts"."posts", 1, ?, ?) as "marked", snippet("posts"."posts", 1, ?, ?, ?, 2) as "part" from "posts" where "posts"."posts" match ? order by bm25("posts"."posts") < ? desc, "posts"."title"',
  )
  expect(() => compile(found.sqlite, mysqlDialect)).toThrow(
    'mysql has no FTS5; search a FULLTEXT index with matchAgainst(…)',
  )
  expect(() => (highlight as any)(posts, 'missing', '', '')).toThrow('the table has no column missing')
  expect(() => (matchAgainst as any)([posts.title], 'x', 'any')).toThrow('matchAgainst takes one of')
})
