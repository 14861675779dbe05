// One result, however the rows are fetched; and never a statement for each row.
import {
  alias,
  belongsTo,
  hasMany,
  insert,
  integer,
  manyToMany,
  numeric,
  type Strategy,
  schema,
  select,
  table,
  text,
  transform,
  varchar,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { artists, fillMusic, playlists, playlistTracks, tracks } from '../music.ts'
import { ownDatabase } from '../open.ts'
import { relations } from './cases.ts'
import { compiledOf, statementsOf } from './statements.ts'

const strategies: readonly Strategy[] = ['json', 'split', 'join']

/** Cases that cannot be joined, and why. */
const notJoined: Readonly<Record<string, string>> = {
  'relations inside of relations read every row around them':
    "a relation that reads more of the row around it than its key, or computes over its rows, cannot be joined; say .strategy('json')",
  'in groups: a grouped primary key frees what a relation reads':
    "a relation cannot be joined to a query with DISTINCT, GROUP BY, an aggregate, WITH TIES or a lock; say .strategy('json')",
}
const artistTracks = hasMany(artists, tracks)
const trackArtist = belongsTo(tracks.artistId, artists)
const trackPlaylists = manyToMany(tracks, playlistTracks, playlists)

// Keys that a program cannot compare as the database does: by a collation, by a decimal's value, by two columns.
const shelves = table('shelves', { code: varchar(20).primaryKey(), price: numeric(12, 4).unique() })
const books = table('books', {
  id: integer().primaryKey(),
  shelf: varchar(20).references(() => shelves.code),
  price: numeric(12, 4)
    .nullable()
    .references(() => shelves.price),
  title: text(),
})
const shelfBooks = hasMany(shelves, books.shelf)
const twins = alias(books, 'twins')

eachDatabase('strategies', (database) => {
  const { db } = ownDatabase(database, async (db) => {
    await fillMusic(db)
    await db.createAll(schema({ shelves, books }))
    await db.run(
      insert(shelves).values([
        { code: 'a', price: '1.5' },
        { code: 'b', price: '2' },
      ]),
    )
    await db.run(
      insert(books).values([
        { id: 1, shelf: 'a', price: '1.5', title: 'one' },
        { id: 2, shelf: 'a', price: '2.0', title: 'two' },
        { id: 3, shelf: 'b', price: null, title: 'three' },
      ]),
    )
  })

  for (const [behaviour, { statement, rows: expected, sql }] of Object.entries(relations)) {
    for (const strategy of strategies) {
      if (strategy === 'json' && typeof sql[database.name] !== 'string') continue
      test(`${strategy}: ${behaviour}`, async () => {
        const found = db().all(transform(statement, { rows: (node) => ({ ...node, strategy }) }))
        const problem = strategy === 'join' ? notJoined[behaviour] : undefined
        if (problem) await expect(found).rejects.toThrow(problem)
        else expect(await found).toEqual(expected)
      })
    }
  }

  test('the order of the keys of a row is that of the select list', async () => {
    const query = select({
      tracks: artistTracks.select({ playlists: trackPlaylists.select({ name: playlists.name }), title: tracks.title }),
      name: artists.name,
    })
      .from(artists)
      .where(artists.id.eq(1))
    const [json, split] = [await db().all(query.strategy('json')), await db().all(query.strategy('split'))]
    expect(Object.keys(split[0] as object)).toEqual(['tracks', 'name'])
    expect(JSON.stringify(split)).toBe(JSON.stringify(json))
  })

  test('split sends one statement for each relation, whatever the number of rows', async () => {
    const sent = statementsOf(db())
    const query = select({
      name: artists.name,
      tracks: artistTracks.select({
        title: tracks.title,
        artist: trackArtist.select({ name: artists.name }),
        playlists: trackPlaylists.select({ name: playlists.name }),
      }),
    }).from(artists)
    await db().all(query.strategy('split'))
    expect(sent).toHaveLength(4)
  })

  test('by itself it sends one statement where there are few rows around and the way to the server is long', async () => {
    const sent = statementsOf(db())
    const one = database.name === 'sqlite' ? 2 : 1
    const query = select({ tracks: artistTracks.select({ title: tracks.title }).orderBy(tracks.id) })
      .from(artists)
      .orderBy(artists.id)
    const few = await db().all(query.limit(4))
    expect(sent).toHaveLength(one)
    expect(await db().all(query)).toEqual(few)
    expect(sent).toHaveLength(one + 2)
  })

  test('what it sends is in its own words, and leaves the session as it is', async () => {
    const sent = compiledOf(db())
    const query = select({ name: artists.name, tracks: artistTracks.select({ title: tracks.title }).limit(2) })
      .from(artists)
      .where(artistTracks.some())
    for (const strategy of strategies) await db().all(query.strategy(strategy))
    expect(sent).toHaveLength(4)
    expect(sent.filter(({ foreign }) => foreign)).toEqual([])
  })

  test('split sends nothing for a relation to which no row leads', async () => {
    const sent = statementsOf(db())
    const query = select({ tracks: artistTracks.select({ title: tracks.title }) })
      .from(artists)
      .where(artists.id.lt(0))
    expect(await db().all(query.strategy('split'))).toEqual([])
    expect(sent).toHaveLength(1)
  })

  test('objects are each row’s own', async () => {
    const query = select({ artist: trackArtist.select({ name: artists.name }) })
      .from(tracks)
      .where(tracks.artistId.eq(1))
    const [first, second] = await db().all(query.strategy('split'))
    expect(first).toEqual(second)
    expect(first?.artist).not.toBe(second?.artist)
  })

  test.each(strategies)('%s: keys are compared by the database', async (strategy) => {
    const query = select({
      code: shelves.code,
      books: shelfBooks.select({ title: books.title }).orderBy(books.id),
      priced: hasMany(shelves, books.price).select({ title: books.title }).orderBy(books.id).limit(1),
      twins: hasMany(shelves, twins, twins.shelf.eq(shelves.code).and(twins.price.eq(shelves.price)))
        .select({ title: twins.title })
        .orderBy(twins.id),
    })
      .from(shelves)
      .orderBy(shelves.code)
    expect(await db().all(query.strategy(strategy))).toEqual([
      { code: 'a', books: [{ title: 'one' }, { title: 'two' }], priced: [{ title: 'one' }], twins: [{ title: 'one' }] },
      { code: 'b', books: [{ title: 'three' }], priced: [{ title: 'two' }], twins: [] },
    ])
  })

  test('a relation inside of an object that is not there is not there', async () => {
    const query = select({
      title: tracks.title,
      artist: { name: artists.name, tracks: artistTracks.select({ id: tracks.id }) },
    })
      .from(tracks)
      .leftJoin(artists, trackArtist.on)
      .where(tracks.id.eq(6))
    expect(await db().all(query.strategy('split'))).toEqual([{ title: '100%_!', artist: { name: null, tracks: [] } }])
    expect(await db().all(query.strategy('json'))).toEqual([{ title: '100%_!', artist: { name: null, tracks: [] } }])
  })

  test('in a transaction they read what it has written', async () => {
    let read: unknown
    const work = db().transaction(async (tx) => {
      await tx.run(insert(artists).values({ id: 50, name: 'New' }))
      await tx.run(insert(tracks).values({ title: 'Newer', artistId: 50, addedAt: new Date(0) }))
      const query = select({ tracks: artistTracks.select({ title: tracks.title }) })
        .from(artists)
        .where(artists.id.eq(50))
      read = await tx.all(query.strategy('split'))
      throw new Error('taken back')
    })
    await expect(work).rejects.toThrow('taken back')
    expect(read).toEqual([{ tracks: [{ title: 'Newer' }] }])
  })

  test('load: relations of rows that are there already', async () => {
    const found = await db().all(select({ id: artists.id, name: artists.name }).from(artists).orderBy(artists.id))
    const sent = statementsOf(db())
    const loaded = await db().load(found, {
      tracks: artistTracks
        .select({ title: tracks.title, playlists: trackPlaylists.select({ name: playlists.name }).strategy('split') })
        .orderBy(tracks.title)
        .limit(1),
    })
    expect(sent).toHaveLength(2)
    expect(loaded).toEqual([
      { id: 1, name: 'Abba', tracks: [{ title: 'SOS', playlists: [{ name: 'all' }] }] },
      { id: 2, name: 'Queen', tracks: [{ title: 'Save Me', playlists: [] }] },
      { id: 3, name: 'Björk', tracks: [{ title: 'Jóga', playlists: expect.arrayContaining([{ name: 'quiet' }]) }] },
      { id: 4, name: 'Silence', tracks: [] },
    ])
    expect(found[0]).toEqual({ id: 1, name: 'Abba' })
  })

  test('load: to one, by a foreign key that may be null, and by a text', async () => {
    const found = await db().all(
      select({ title: tracks.title, artistId: tracks.artistId }).from(tracks).where(tracks.id.gte(5)),
    )
    const loaded = await db().load(found, { artist: trackArtist.select({ name: artists.name }) })
    expect(loaded).toEqual([
      { title: 'Jóga', artistId: 3, artist: { name: 'Björk' } },
      { title: '100%_!', artistId: null, artist: null },
    ])
    const [shelf] = await db().load([{ code: 'a' }], {
      books: shelfBooks.select({ title: books.title }).orderBy(books.id),
    })
    expect(shelf).toEqual({ code: 'a', books: [{ title: 'one' }, { title: 'two' }] })
    expect(await db().load([], { books: shelfBooks.select(books) })).toEqual([])
  })

  test('load: many keys in several statements', async () => {
    const keys = Array.from({ length: 2_500 }, (_row, i) => ({ id: i + 1 }))
    const sent = statementsOf(db())
    const loaded = await db().load(keys, { tracks: artistTracks.select({ title: tracks.title }).orderBy(tracks.id) })
    expect(sent).toHaveLength(database.name === 'mysql' || database.name === 'mariadb' ? 3 : 1)
    expect(loaded).toHaveLength(2_500)
    expect(loaded[1]).toEqual({ id: 2, tracks: [{ title: 'Save Me' }, { title: 'Under Pressure' }] })
    expect(loaded[2_499]).toEqual({ id: 2_500, tracks: [] })
  })

  test('load: a mistake is a sentence', async () => {
    const anything = db().load as (rows: unknown, relations: unknown) => Promise<unknown>
    const load = (given: unknown, entries: unknown): Promise<unknown> => anything.call(db(), given, entries)
    await expect(load([{ name: 'x' }], { tracks: artistTracks.select(tracks) })).rejects.toThrow(
      'the rows have no id, by which tracks belongs to them; select it',
    )
    await expect(load([{ id: 1 }], { tracks: artistTracks })).rejects.toThrow(
      'tracks is not a relation; say relation.select(…)',
    )
    await expect(load([{ id: 1 }], { tracks: artistTracks.select({ name: artists.name }) })).rejects.toThrow(
      'tracks reads more of the row around it than its key, or computes over its rows; select it in the query itself',
    )
    await expect(load('x', {})).rejects.toThrow('load takes a list of rows')
  })
})
