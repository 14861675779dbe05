// Who looks on sees every statement, and no value that was not asked for.
import diagnostics from 'node:diagnostics_channel'
import {
  type AnyLack,
  type Database,
  insert,
  integer,
  type QueryEvent,
  schema,
  select,
  table,
  text,
  type WatchOptions,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDriver } from '../databases.ts'
import { open } from '../open.ts'
import { failed, ground, noted, notes } from './ground.ts'

const people = table('people', { id: integer().primaryKey(), name: text(), password: text().sensitive() })

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
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^insert into .notes. .* {2}\[integer(, text)?\] {2}\d+\.\d\d ms {2}1 row$/)
    expect(lines[1]).toMatch(/^select .* {2}\[integer\] {2}\d+\.\d\d ms {2}1 row$/)
    expect(lines[2]).toMatch(/ms {2}UniqueViolation$/)
    expect(lines.join()).not.toContain('4711')
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
