// Who looks on sees every statement, and no value that was not asked for.
import diagnostics from 'node:diagnostics_channel'
import {
  type AnyLack,
  type Database,
  DatabaseError,
  ForeignKeyViolation,
  insert,
  integer,
  literal,
  lower,
  not,
  or,
  param,
  type QueryEvent,
  schema,
  select,
  sql,
  table,
  text,
  update,
  upper,
  type WatchOptions,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDriver } from '../databases.ts'
import { open } from '../open.ts'
import { failed, ground, ids, noted, notes } from './ground.ts'

const people = table('people', { id: integer().primaryKey(), name: text(), password: text().sensitive() })

/** Words of the test's own. */
const template = (words: string): TemplateStringsArray =>
  Object.freeze(Object.assign([words], { raw: Object.freeze([words]) })) as TemplateStringsArray

eachDriver('watching', (database) => {
  const { name } = database
  const on = ground(database)
  const opened = (settings: WatchOptions): Database<AnyLack> => open(name, on.url, settings)
  const byId = (id: number) => select(notes).where(notes.id.eq(id))

  test('echo writes a line for each statement, without values', async () => {
    const lines: string[] = []
    const db = opened({ echo: (line: string) => lines.push(line) })
    await db.run(noted(4711))
    await db.all(byId(4711))
    await failed(db.transaction((tx) => tx.run(noted(4711))))
    await db.close()
    expect(lines).toHaveLength(5)
    expect(lines[0]).toMatch(/^insert into .notes. .* {2}\[integer(, text)?\] {2}\d+\.\d\d ms {2}1 row {2}compiled$/)
    expect(lines[1]).toMatch(/^select .* {2}\[integer\] {2}\d+\.\d\d ms {2}1 row {2}(compiled|cached)$/)
    expect(lines[2]).toMatch(/^(begin|start transaction)\b.* {2}\d+\.\d\d ms$/)
    expect(lines[3]).toMatch(/ms {2}UniqueViolation {2}compiled$/)
    expect(lines[4]).toMatch(/^rollback {2}\d+\.\d\d ms$/)
    expect(lines.join()).not.toContain('4711')
  })

  test('a line says whether the text was cached, compiled or prepared', async () => {
    const lines: string[] = []
    const db = opened({ echo: (line: string) => lines.push(line) })
    const fresh = table('notes', { id: integer().primaryKey(), body: text().nullable() })
    const query = (id: number) => select({ body: fresh.body }).from(fresh).where(fresh.id.eq(id))
    const prepared = db.prepare(select(fresh).where(fresh.id.eq(param('id', integer()))))
    const work: (() => Promise<unknown>)[] = [
      () => db.all(query(1)),
      () => db.all(query(2)),
      () => db.first(query(3)),
      () => db.all(query(1).where(fresh.body.eq('x'))),
      // a function is not compared: it is compiled each time
      () => db.all(query(1).where(upper(fresh.body).eq('X'))),
      () => db.all(query(2).where(upper(fresh.body).eq('X'))),
      () => prepared.all({ id: 1 }),
      () => prepared.first({ id: 2 }),
      () => db.run(noted(1)),
      () => db.run(noted(2)),
      async () => {
        for await (const _row of db.stream(query(1))) break
      },
    ]
    for (const one of work) await one()
    await db.close()
    expect(lines.map((line) => line.split('  ').at(-1))).toEqual([
      ...['compiled', 'cached', 'cached', 'compiled', 'compiled', 'compiled'],
      ...['prepared', 'prepared', 'compiled', 'compiled', 'compiled'],
    ])
  })

  test('what a transaction says itself is told, of savepoints too', async () => {
    const events: QueryEvent[] = []
    const db = opened({ slow: 0 })
    db.on('query', (event) => events.push(event))
    let slow = 0
    db.on('slow', () => slow++)
    await db.transaction(async (tx) => {
      await tx.savepoint((inner) => inner.run(noted(1)))
      await failed(tx.savepoint((inner) => inner.run(noted(1))))
      await tx.run(noted(2))
    })
    await db.transaction(async (tx) => ids(tx), { readOnly: true })
    const manual = await db.begin()
    await manual.rollback()
    await db.close()
    expect(slow).toBe(events.length)
    const words = events.filter(({ kind }) => kind === 'transaction')
    const beginning = /^(begin|start transaction|set transaction|pragma)\b/
    expect(words.filter(({ sql }) => !beginning.test(sql)).map(({ sql }) => sql)).toEqual([
      ...['savepoint s1', 'release savepoint s1', 'savepoint s2', 'rollback to savepoint s2', 'release savepoint s2'],
      ...['commit', 'commit', 'rollback'],
    ])
    expect(words.filter(({ sql }) => beginning.test(sql)).length).toBeGreaterThanOrEqual(3)
    for (const event of words)
      expect(event).toMatchObject({ params: [], rowCount: undefined, cache: undefined, error: undefined })
    for (const { duration } of words) expect(duration).toBeGreaterThan(0)
    expect(events.filter(({ kind }) => kind === 'statement')).toHaveLength(4)
  })

  test('a COMMIT that is refused is told with its error', async () => {
    const errors: QueryEvent[] = []
    const db = opened({})
    const deferred = {
      sqlite: 'deferrable initially deferred',
      postgres: 'deferrable initially deferred',
      mysql: undefined,
      mariadb: undefined,
    }[name]
    if (deferred !== undefined) {
      const words = `create table pointing (id integer primary key, at integer references notes (id) ${deferred})`
      await db.run(sql.statement(template(words)))
      const off = db.on('error', (event) => errors.push(event))
      const error = await failed(
        db.transaction((tx) => tx.run(sql.statement(template('insert into pointing (id, at) values (1, 99)')))),
      )
      off()
      await db.run(sql.statement(template('drop table pointing')))
      expect(error).toBeInstanceOf(ForeignKeyViolation)
      expect(errors).toMatchObject([{ kind: 'transaction', sql: 'commit', error }])
    } else {
      // MySQL and MariaDB have no constraint that waits for COMMIT: a savepoint that is gone is refused there.
      db.on('error', (event) => errors.push(event))
      const error = await failed(
        db.transaction((tx) =>
          tx.savepoint(async (inner) => void (await inner.run(sql.statement(template('release savepoint s1'))))),
        ),
      )
      expect(errors.map(({ kind, sql: words }) => [kind, words])).toContainEqual([
        'transaction',
        'release savepoint s1',
      ])
      expect(errors[0]?.error).toBe(error)
    }
    await db.close()
  })

  test('a stream is told once: when it was left, at its end, and where it fails', async () => {
    const events: QueryEvent[] = []
    const db = opened({})
    await db.run(noted(1, 2, 3))
    db.on('query', (event) => events.push(event))
    const query = select(notes).orderBy(notes.id)
    for await (const _row of db.stream(query, { batch: 1 })) break
    for await (const _row of db.stream(query));
    const missing = db.stream(select(table('missing', { id: integer() })))
    const error = await failed(missing.next())
    await db.transaction(async (tx) => {
      for await (const _row of tx.stream(query));
    })
    await db.close()
    const streams = events.filter(({ kind }) => kind === 'statement')
    expect(streams.map(({ rowCount }) => rowCount)).toEqual([1, 3, undefined, 3])
    expect(streams[2]?.error).toBe(error)
    expect(error).toBeInstanceOf(DatabaseError)
  })

  test('values are shown where they are asked for, but of sensitive columns', async () => {
    const events: QueryEvent[] = []
    const db = opened({ values: true })
    const off = db.on('query', (event) => events.push(event))
    await db.createAll(schema({ people }))
    await db.run(insert(people).values({ id: 1, name: 'Ann', password: 'hunter2' }))
    await db.all(select({ id: people.id }).from(people).where(people.password.eq('hunter2')))
    off()
    await db.all(select(people))
    await db.dropAll(schema({ people }))
    await db.close()
    const [inserted, found, ...rest] = events.slice(-2)
    expect(inserted?.params).toEqual([1, 'Ann', 'text'])
    expect(found?.params).toEqual(['text'])
    expect(rest).toEqual([])
    expect(JSON.stringify(events)).not.toContain('hunter2')
  })

  test('a value beside a sensitive column is hidden, whatever stands between them, and no other', async () => {
    const events: QueryEvent[] = []
    const db = opened({ values: true })
    await db.createAll(schema({ people }))
    db.on('query', (event) => events.push(event))
    const ofId = param('id', integer())
    const secret = literal('hunter2', text())
    const named = (name: string) => select({ id: people.id }).from(people).where(people.name.eq(name))
    const work: (() => Promise<unknown>)[] = [
      () => db.all(named('Ann').where(lower(people.password).eq('hunter2'))),
      () => db.all(named('Ann').where(or(people.password.eq(secret), not(people.password.like('hunter%'))))),
      () => db.all(named('Ann').where(people.password.in(['hunter2', 'hunter3']))),
      () =>
        db.all(
          named('Ann').where(
            people.id.in(
              select({ id: people.id })
                .from(people)
                .where(people.password.eq(upper(secret))),
            ),
          ),
        ),
      () => db.prepare(named('Ann').where(people.password.eq(param('p', text())))).all({ p: 'hunter2' }),
      () =>
        db
          .prepare(insert(people).values({ id: ofId, name: 'Ann', password: param('p', text()) }))
          .run({ id: 7, p: 'hunter2' }),
      () =>
        db.run(
          update(people)
            .set({ name: 'Ann', password: upper(secret) })
            .where(people.id.eq(7)),
        ),
      () =>
        db
          .prepare(
            update(people)
              .set({ name: 'Ann', password: param('p', text()) })
              .where(people.id.eq(ofId)),
          )
          .run({ id: 7, p: 'hunter2' }),
    ]
    for (const one of work) await one()
    // A query that is known is as silent as one that is new.
    for (const one of work.slice(0, 5)) await one()
    expect(JSON.stringify(events.map(({ params }) => params))).not.toMatch(/hunter/i)
    for (const { params } of events) expect(params).toContain('Ann')
    await db.dropAll(schema({ people }))
    await db.close()
  })

  test('slow statements, failures and connections are told apart', async () => {
    const seen: string[] = []
    const db = opened({ slow: 0 })
    for (const event of ['slow', 'error', 'connect', 'disconnect'] as const) db.on(event, () => seen.push(event))
    db.on('query', () => {
      throw new Error('a listener that fails')
    })
    await db.all(byId(1))
    await failed(db.all(select(table('missing', { id: integer() }))))
    await db.close()
    expect(seen).toEqual(['connect', 'slow', 'slow', 'error', 'disconnect'])
  })

  test('a channel of the process hears of statements too', async () => {
    const heard: QueryEvent[] = []
    const listen = (message: unknown): number => heard.push(message as QueryEvent)
    diagnostics.subscribe('espalier:query', listen)
    await on.db.all(byId(4712))
    diagnostics.unsubscribe('espalier:query', listen)
    await on.db.all(byId(4713))
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ params: ['integer'], rowCount: 0, error: undefined })
    expect(heard[0]?.duration).toBeGreaterThan(0)
  })
})
