import {
  hasMany,
  insert,
  integer,
  param,
  type QueryEvent,
  schema,
  select,
  table,
  text,
  UniqueViolation,
  update,
} from '@espalier/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sqlite as betterSqlite } from './index.ts'
import { sqlite as nodeSqlite } from './node.ts'

const notes = table('notes', { id: integer().primaryKey(), body: text().nullable() })
const ids = select({ id: notes.id }).from(notes).orderBy(notes.id)
const noted = (...list: number[]) => insert(notes).values(list.map((id) => ({ id })))

describe.each([
  ['better-sqlite3', betterSqlite],
  ['node:sqlite', nodeSqlite],
] as const)('without promises, by %s', (_library, sqlite) => {
  let db: ReturnType<typeof betterSqlite.sync>
  beforeEach(() => {
    db = sqlite.sync(':memory:')
    db.createAll(schema({ notes }))
  })
  afterEach(() => db.close())

  test('the verbs answer at once', () => {
    expect(db.run(noted(1, 2, 3)).rowCount).toBe(3)
    expect(db.all(ids)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
    expect(db.first(ids)).toEqual({ id: 1 })
    expect(db.one(select(notes).where(notes.id.eq(2)))).toEqual({ id: 2, body: null })
    expect(db.oneOrNull(select(notes).where(notes.id.eq(9)))).toBeNull()
    expect(db.scalars(ids)).toEqual([1, 2, 3])
    expect(db.scalar(ids.limit(1))).toBe(1)
    expect(() => db.run(noted(1))).toThrow(UniqueViolation)
  })

  test('statements are prepared, with a key that the database generates, on a transaction too', () => {
    const made = table('made', { id: integer().identity(), body: text() })
    db.createAll(schema({ made }))
    const add = db.prepare(insert(made).values({ body: param('body', text()) }))
    expect(add.run({ body: 'a' })).toEqual({ rowCount: 1, insertId: 1 })
    db.transaction((tx) => {
      expect(tx.prepare(insert(made).values({ body: param('body', text()) })).run({ body: 'b' }).insertId).toBe(2)
      expect(() => add.run({ body: 'c' })).toThrow(/inside of its own transaction; /)
    })
    const from = db.prepare(
      select(made)
        .where(made.id.gte(param('id', integer())))
        .orderBy(made.id),
    )
    expect(from.all({ id: 1 })).toEqual([
      { id: 1, body: 'a' },
      { id: 2, body: 'b' },
    ])
    expect(from.first({ id: 1 })).toEqual({ id: 1, body: 'a' })
    expect(from.one({ id: 2 })).toEqual({ id: 2, body: 'b' })
    expect(from.oneOrNull({ id: 3 })).toBeNull()
    const bodies = db.prepare(select({ body: made.body }).from(made).limit(param('rows', integer())))
    expect(bodies.scalars({ rows: 2 })).toEqual(['a', 'b'])
    expect(bodies.scalar({ rows: 1 })).toBe('a')
    expect(() => from.all({} as never)).toThrow('parameter id has no value; give it one, or null')
  })

  test('a transaction is stored as a whole or not at all, and savepoints take back their part', () => {
    const kept = db.transaction((tx) => {
      tx.run(noted(1))
      tx.savepoint((sp) => sp.run(noted(2)))
      expect(() =>
        tx.transaction((sp) => {
          sp.run(noted(3))
          sp.run(noted(1))
        }),
      ).toThrow(UniqueViolation)
      return tx.scalars(ids)
    })
    expect(kept).toEqual([1, 2])
    expect(() =>
      db.transaction((tx) => {
        tx.run(noted(4))
        throw new Error('mine')
      }),
    ).toThrow('mine')
    expect(db.scalars(ids)).toEqual([1, 2])
  })

  test('a transaction that would wait is rolled back and says so', () => {
    expect(() => db.transaction(async (tx) => tx.run(noted(1)))).toThrow(/cannot wait for one; /)
    expect(db.scalars(ids)).toEqual([])
  })

  test('relations come by statements of their own, at once too', () => {
    const parts = table('parts', { id: integer().primaryKey(), noteId: integer().references(() => notes.id) })
    const noteParts = hasMany(notes, parts)
    db.createAll(schema({ parts }))
    db.run(noted(1, 2))
    db.run(insert(parts).values([1, 2, 3].map((id) => ({ id, noteId: 1 }))))
    const query = select({ id: notes.id, parts: noteParts.select({ id: parts.id }).orderBy(parts.id.desc()).limit(2) })
      .from(notes)
      .orderBy(notes.id)
    for (const strategy of ['json', 'split'] as const) {
      expect(db.all(query.strategy(strategy))).toEqual([
        { id: 1, parts: [{ id: 3 }, { id: 2 }] },
        { id: 2, parts: [] },
      ])
    }
  })

  test('the database inside of its transaction, and a handle behind its end, are refused', () => {
    expect(() => db.transaction(() => db.all(ids))).toThrow(/inside of its own transaction; /)
    expect(() => db.transaction((tx) => tx.savepoint(() => tx.all(ids)))).toThrow(/the savepoint inside of it; /)
    const leaked = db.transaction((tx) => tx)
    expect(() => leaked.all(ids)).toThrow(/^this transaction has ended; /)
    expect(db.scalars(ids)).toEqual([])
  })

  test('a stream may be left at any row, and lets changes through', () => {
    db.run(noted(...Array.from({ length: 50 }, (_row, i) => i)))
    let seen = 0
    for (const { id } of db.stream(ids)) {
      seen++
      if (id === 20) break
      db.run(update(notes).set({ body: 'seen' }).where(notes.id.eq(id)))
    }
    expect(seen).toBe(21)
    expect(db.all(select(notes).where(notes.body.eq('seen')))).toHaveLength(20)
  })

  test('the generated key is told as with promises: of one row, and of no other insert', () => {
    const users = table('users', { id: integer().identity(), name: text().unique() })
    db.createAll(schema({ users }))
    expect(db.run(insert(users).values({ name: 'a' }))).toEqual({ rowCount: 1, insertId: 1 })
    expect(db.run(insert(users).values([{ name: 'b' }, { name: 'c' }]))).toEqual({ rowCount: 2, insertId: undefined })
    expect(db.run(insert(users).values({ id: 9, name: 'd' })).insertId).toBeUndefined()
  })

  test('tables that point to each other are dropped with their rows', () => {
    const left: any = table('left', { id: integer().primaryKey(), other: integer().references((): any => right.id) })
    const right: any = table('right', {
      id: integer().primaryKey(),
      other: integer()
        .nullable()
        .references((): any => left.id),
    })
    const circle = schema({ left, right })
    db.createAll(circle)
    db.run(insert(right).values({ id: 1 } as never))
    db.run(insert(left).values({ id: 1, other: 1 } as never))
    db.run(
      update(right)
        .set({ other: 1 } as never)
        .allRows(),
    )
    db.dropAll(circle)
    expect(() => db.all(select(left) as never)).toThrow('no such table')
  })

  test('who looks on is told as with promises: of connections, and of prepared queries that come again and again', () => {
    const told: string[] = []
    const other = sqlite.sync(':memory:')
    for (const name of ['connect', 'query', 'disconnect'] as const) other.on(name, () => told.push(name))
    other.createAll(schema({ notes }))
    other.close()
    expect(told).toEqual(['connect', 'query', 'query', 'query', 'disconnect'])

    const events: QueryEvent[] = []
    const quiet = db.on('query', (event) => events.push(event))
    db.transaction((tx) => {
      tx.run(noted(1, 2, 3))
      expect(() => tx.savepoint((inner) => inner.run(noted(1)))).toThrow(UniqueViolation)
    })
    for (const _row of db.stream(ids)) break
    for (const _row of db.stream(ids));
    const missing = db.stream(select(table('missing', { id: integer() })) as never)
    expect(() => missing.next()).toThrow('no such table')
    quiet()
    db.run(noted(4))
    expect(events.map(({ kind, sql, rowCount }) => [kind, sql.split(' ')[0], rowCount])).toEqual([
      ['transaction', 'begin', undefined],
      ['statement', 'insert', 3],
      ['transaction', 'savepoint', undefined],
      ['statement', 'insert', undefined],
      ['transaction', 'rollback', undefined],
      ['transaction', 'release', undefined],
      ['transaction', 'commit', undefined],
      ['statement', 'select', 1],
      ['statement', 'select', 3],
      ['statement', 'select', undefined],
    ])
    expect(events.map(({ error }) => error !== undefined)).toEqual(events.map((_event, i) => i === 3 || i === 9))

    const one = db.prepare(select(notes).where(notes.id.eq(param('id', integer()))))
    const end = db.failOnRepeated({ times: 3 })
    expect(() => [1, 2, 3].map((id) => one.all({ id }))).toThrow(/the same query was sent 3 times/)
    end()
    expect([7, 8, 9].map((id) => one.all({ id }))).toEqual([[], [], []])
  })
})
