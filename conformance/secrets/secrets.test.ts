// A secret is told to the database, and to nobody else: by no error of any kind, no line, no event and no object.
import { inspect } from 'node:util'
import {
  type AnyLack,
  bigint,
  type Database,
  DatabaseError,
  EspalierError,
  insert,
  integer,
  param,
  schema,
  select,
  sql,
  table,
  text,
  update,
  varchar,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDriver } from '../databases.ts'
import { failed } from '../engine/ground.ts'
import { open, ownDatabase } from '../open.ts'
import { canary, everythingOf, Scan } from './scan.ts'
import { leaked } from './setup.ts'

const people = table('people', {
  id: integer().primaryKey(),
  email: varchar(60).unique().sensitive(),
  word: text().sensitive(),
  pin: varchar(8).sensitive().nullable(),
  age: integer().nullable(),
})
const one = { id: 1, email: canary, word: canary }

eachDriver('secrets', (database) => {
  const { db, url } = ownDatabase(database, async (db) => {
    await db.createAll(schema({ people }))
    await db.run(insert(people).values(one))
  })

  /** Ways to be refused with the canary in the statement. */
  const refusals: Readonly<Record<string, (db: Database<AnyLack>) => Promise<unknown>>> = {
    'a key that is taken': (on) => on.run(insert(people).values({ ...one, id: 2 })),
    'a value that is too long': (on) => on.run(insert(people).values({ id: 3, email: 'c', word: canary, pin: canary })),
    'a value of another type': (on) => on.run(insert(people).values({ id: canary as never, email: 'd', word: canary })),
    'a NULL where none may be': async (on) =>
      on.run(
        update(people)
          .set({ email: canary, word: null as never })
          .allRows(),
      ),
    'a cast that fails': (on) =>
      on.all(
        select({ n: people.word.cast(bigint()) })
          .from(people)
          .where(people.word.eq(canary)) as never,
      ),
    'a table that is missing': (on) =>
      on.run(insert(table('missing', { word: text().sensitive() })).values({ word: canary })),
    'words of the program': (on) =>
      on.run(sql.statement`insert into people (id, email) values (${canary}, ${canary}, 1)`),
    'a parameter without a value': (on) =>
      on.prepare(select(people).where(people.word.eq(param('word', text())))).all({ wrod: canary } as never),
    'a statement that is stopped': (on) =>
      on.all(select(people).where(people.word.eq(canary)), { signal: AbortSignal.abort(new Error('enough')) }),
    'a row that is missing': (on) => on.one(select(people).where(people.word.eq(canary)).where(people.id.eq(0))),
  }

  // the values of words of the program's own are of no column, and are shown where values are asked for
  const unknown = 'words of the program'

  test.each(Object.entries(refusals))('%s tells none', async (title, refused) => {
    const lines: string[] = []
    const events: unknown[] = []
    const watched = open(database.name, url(), { echo: (line) => lines.push(line), values: title !== unknown, slow: 0 })
    for (const event of ['query', 'slow', 'error'] as const) watched.on(event, (told) => events.push(told))
    for (const work of [refused, (on: Database<AnyLack>) => on.transaction((tx) => refused(tx as never))]) {
      const error = await work(watched as Database<AnyLack>).catch((caught: unknown) => caught)
      if (error instanceof Error) expect(error).toBeInstanceOf(EspalierError)
      expect(everythingOf(error)).not.toContain(canary)
    }
    expect(lines.join()).not.toContain(canary)
    expect(everythingOf(events)).not.toContain(canary)
    await watched.close()
  })

  test('what is shown of a database and of a statement tells none', async () => {
    const password = /:\/\/[^/@]*:([^/@]*)@/.exec(url())?.[1] ?? canary
    expect(everythingOf(db())).not.toContain(password)
    expect(everythingOf(db().status())).not.toContain(password)
    const find = select(people).where(people.word.eq(canary))
    for (const shown of [
      inspect(find),
      String(find),
      find.toString({ values: true }),
      String(insert(people).values(one)),
    ])
      expect(shown).not.toContain(canary)
  })

  if (database.name !== 'sqlite' && database.driver === undefined)
    test('a login that is refused tells none', async () => {
      const wrong = url().replace(/:\/\/([^/@]*):([^/@]*)@/, `://$1:${canary}@`)
      const other = open(database.name, wrong)
      const error = await failed(other.all(select(people)))
      expect(error).toBeInstanceOf(DatabaseError)
      expect(everythingOf(error)).not.toContain(canary)
      expect(everythingOf(other)).not.toContain(canary)
      await other.close()
    })
})

test('a secret that is told is found, in an error, a cause, a line and an event', () => {
  const planted: unknown[] = [
    new EspalierError(`the value ${canary}`),
    new EspalierError('no', { cause: Object.assign(new Error('no'), { detail: `(${canary})` }) }),
    new EspalierError('no', { cause: new AggregateError([new Error(canary)]) }),
    Object.assign(new DatabaseError('no', {}), { params: new Map([['a', [canary]]]) }),
  ]
  expect(leaked()).toHaveLength(planted.length)
  console.log(canary.slice(0, 9), canary)
  process.stderr.write(canary.slice(0, 9))
  process.stderr.write(`${canary.slice(9)}\n`)
  expect(leaked().every((found) => !found.includes(canary))).toBe(true)
  const scan = new Scan(() => [canary])
  expect(scan.whole(everythingOf({ event: { params: [canary] } }))).toBe(true)
  expect(scan.whole('canary')).toBe(false)
})
