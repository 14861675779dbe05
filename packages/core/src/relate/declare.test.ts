// What a relation asks of the tables that it is between.
import { describe, expect, test } from 'vitest'
import {
  alias,
  belongsTo,
  foreignKey,
  hasMany,
  hasOne,
  integer,
  manyToMany,
  primaryKey,
  table,
  text,
  unique,
  uniqueIndex,
} from '../index.ts'

const people = table('people', { id: integer().identity(), name: text() })
const books = table('books', {
  id: integer().identity(),
  authorId: integer('author_id').references(() => people.id),
  editorId: integer('editor_id').references(() => people.id),
  shelf: integer(),
})
const rooms = table('rooms', { house: integer(), number: integer() }, (t) => [primaryKey(t.house, t.number)])
const beds = table('beds', { id: integer().identity(), house: integer(), room: integer(), lamp: integer() }, (t) => [
  foreignKey(t.house, t.room).references(() => [rooms.house, rooms.number]),
])

describe('the foreign key of a relation', () => {
  test('of two, one must be named', () => {
    expect(() => hasMany(people, books)).toThrow(
      'books has 2 foreign keys to people: books.authorId, books.editorId; name the column of the one that is meant',
    )
    expect(hasMany(people, books.editorId).node.on).toMatchObject({
      operator: '=',
      operands: [{ name: 'editor_id' }, { source: 'people', name: 'id' }],
    })
  })

  test('must be there', () => {
    expect(() => hasMany(people, beds)).toThrow(
      'beds has no foreign key to people; what there is: beds.house with beds.room to rooms; declare one with .references(…), or give the condition as last argument',
    )
    expect(() => belongsTo(books.shelf, people)).toThrow(
      'books.shelf has no foreign key to people; what there is: books.authorId to people, books.editorId to people; declare one with .references(…), or give the condition as last argument',
    )
    expect(() => belongsTo(books.shelf)).toThrow('books.shelf has no foreign key; declare one with .references(…)')
    expect(() => belongsTo(books)).toThrow(
      'a table alone does not say what it belongs to; name both, as in belongsTo(books, …)',
    )
  })

  test('may have several columns', () => {
    expect(hasMany(rooms, beds).node.on).toMatchObject({
      operator: 'and',
      operands: [
        { operands: [{ name: 'house' }, { source: 'rooms', name: 'house' }] },
        { operands: [{ name: 'room' }, { source: 'rooms', name: 'number' }] },
      ],
    })
  })

  test('is found on an alias, and points to one', () => {
    const authors = alias(people, 'authors')
    const drafts = alias(books, 'drafts')
    expect(belongsTo(drafts.authorId, authors).node.on).toMatchObject({
      operands: [
        { source: 'drafts', name: 'author_id' },
        { source: 'authors', name: 'id' },
      ],
    })
  })

  test('of a link that points to one table twice is named by its columns', () => {
    const follows = table('follows', {
      follower: integer().references(() => people.id),
      followed: integer().references(() => people.id),
    })
    const friends = alias(people, 'friends')
    expect(() => manyToMany(people, follows, friends)).toThrow('follows has 2 foreign keys to friends')
    const relation = manyToMany(people, [follows.follower, follows.followed], friends)
    expect(relation.node.on).toMatchObject({ operands: [{ name: 'follower' }, { source: 'people' }] })
    expect(relation.node.joins[0]?.on).toMatchObject({ operands: [{ name: 'followed' }, { source: 'friends' }] })
  })
})

describe('hasOne', () => {
  const profile = (name: string, constraints: (t: any) => any[], userId: any = integer()) =>
    table(name, { id: integer().identity(), userId: userId.references(() => people.id) }, constraints)

  test('asks for a unique foreign key', () => {
    expect(() =>
      hasOne(
        people,
        profile('profiles', () => []),
      ),
    ).toThrow('profiles.userId is not unique, so that many rows may point to one; declare it unique, or use hasMany')
    const partial = profile('partial', (t) => [{ ...uniqueIndex('one').on(t.userId), where: t.id.gt(1) }])
    expect(() => hasOne(people, partial)).toThrow('is not unique')
  })

  test.each([
    ['a unique column', profile('a', () => [], integer().unique())],
    ['a unique constraint', profile('b', (t) => [unique(t.userId)])],
    ['a unique index', profile('c', (t) => [uniqueIndex('one').on(t.userId)])],
    [
      'a primary key',
      table('d', {
        userId: integer()
          .primaryKey()
          .references(() => people.id),
      }),
    ],
  ])('takes %s', (_what, child) => {
    expect(hasOne(people, child as any).node).toMatchObject({ one: true, unique: true })
  })

  test('with a condition of its own takes the first row', () => {
    const relation = hasOne(people, books, books.authorId.eq(people.id))
    expect(relation.select({ id: books.id }).node.query.limit).toMatchObject({ value: 1 })
  })
})

test('a relation is between tables', () => {
  expect(() => hasMany({} as any, books)).toThrow(
    'a relation is between tables; name a table, an alias of one, or a column with a foreign key',
  )
  expect(() => belongsTo(books.id.plus(1))).toThrow('a relation is between tables')
})
