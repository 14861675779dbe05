// What every verb does, of a prepared statement too: it rejects and never throws, and what stops or watches any statement
// stops and watches it.
import {
  type AnyLack,
  type Database,
  integer,
  literal,
  type Prepared,
  param,
  QueryCancelled,
  type QueryEvent,
  type RunOptions,
  StatementError,
  select,
  TransactionMisuse,
  table,
  text,
  type Verbs,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { open } from '../open.ts'
import { failed, ground, noted, notes } from './ground.ts'

const secrets = table('notes', { id: integer().primaryKey(), body: text().nullable().sensitive() })
const bodies = select({ body: notes.body }).from(notes)
const ofId = bodies.where(notes.id.eq(param('id', integer())))

/** Every verb that gives rows, of a statement and of a prepared one. */
const verbsOf = (db: Verbs<AnyLack>, byId: Prepared<any, any>, options?: RunOptions): (() => Promise<unknown>)[] => {
  const verbs = ['all', 'first', 'one', 'oneOrNull', 'scalar', 'scalars'] as const
  const query = bodies.where(notes.id.eq(1))
  return verbs.flatMap((verb) => [() => db[verb](query as never, options), () => byId[verb]({ id: 1 }, options)])
}

eachDatabase('verbs', (database) => {
  const on = ground(database)

  test('give the same of a statement and of a prepared one, with and without options', async () => {
    const { db } = on
    await db.run(noted(1))
    const byId = db.prepare(ofId)
    const row = { body: null }
    const expected = [[row], row, row, row, null, [null]]
    for (const options of [undefined, {}, { timeout: '5s', signal: new AbortController().signal }] as const) {
      const found = await Promise.all(verbsOf(db, byId, options).map((verb) => verb()))
      expect(found).toEqual(expected.flatMap((one) => [one, one]))
    }
  })

  test('reject where something is wrong, and throw nothing', async () => {
    const { db } = on
    const byId = db.prepare(ofId)
    const problems = [
      () => byId.first({} as never),
      () => byId.all({ id: 1, other: 2 } as never),
      () => byId.one({ id: 'x' } as never),
      () => db.all('select 1' as never),
    ]
    for (const problem of problems) expect(await failed(problem())).toBeInstanceOf(Error)
    expect(await failed(byId.first({} as never))).toBeInstanceOf(StatementError)
    const signal = AbortSignal.abort(new Error('no longer needed'))
    for (const verb of verbsOf(db, byId, { signal })) expect(await failed(verb())).toBeInstanceOf(QueryCancelled)
    const tx = await db.begin()
    const inTransaction = tx.prepare(ofId)
    await tx.commit()
    for (const verb of verbsOf(tx, inTransaction)) expect(await failed(verb())).toBeInstanceOf(TransactionMisuse)
    await db.transaction(async () => {
      for (const verb of verbsOf(db, byId)) expect(await failed(verb())).toBeInstanceOf(TransactionMisuse)
    })
  })

  test('reject when the database is closed', async () => {
    const other: Database<AnyLack> = open(database.name, on.url)
    const byId = other.prepare(ofId)
    await other.scalars(bodies)
    await other.close()
    for (const verb of verbsOf(other, byId)) expect((await failed(verb())).message).toContain('the database is closed')
  })

  test('tell of a prepared statement as of any other, and hide what is sensitive', async () => {
    const db: Database<AnyLack> = open(database.name, on.url, { values: true })
    const events: QueryEvent[] = []
    const quiet = db.on('query', (event) => void events.push(event))
    const bySecret = db.prepare(
      select({ id: secrets.id, one: literal(1) })
        .from(secrets)
        .where(secrets.body.eq(param('body', text())), secrets.id.eq(param('id', integer()))),
    )
    expect(await bySecret.first({ body: 'hidden', id: 7 })).toBeUndefined()
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({ rowCount: 0, error: undefined })
    expect(events[0]?.params).toContain(7)
    expect(events[0]?.params).not.toContain('hidden')
    quiet()
    await bySecret.first({ body: 'hidden', id: 7 })
    expect(events).toHaveLength(1)
    await db.close()
  })
})
