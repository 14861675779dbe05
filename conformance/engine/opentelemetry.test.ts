// Statements as spans of the real SDK, and the trace in a comment behind them.
import { type AnyLack, type Database, integer, select, sql, table, update } from '@espalier/core'
import { traced, traceparent } from '@espalier/core/opentelemetry'
import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { eachDriver } from '../databases.ts'
import { open } from '../open.ts'
import { failed, ground, ids, noted, notes } from './ground.ts'

const exporter = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
const tracer = provider.getTracer('test')
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
afterAll(() => context.disable())
beforeEach(() => exporter.reset())

const spans = () => exporter.getFinishedSpans()
const byId = (id: number) => select(notes).where(notes.id.eq(id))

eachDriver('OpenTelemetry', (database) => {
  const { name, driver } = database
  const on = ground(database)
  const opened = async (work: (db: Database<AnyLack>) => Promise<void>, settings = {}): Promise<void> => {
    const db = open(name, on.url, settings)
    const off = traced(db, tracer)
    await work(db)
    off()
    await db.all(byId(1))
    await db.close()
  }
  const system = { postgres: 'postgresql', sqlite: 'sqlite', mysql: 'mysql', mariadb: 'mariadb' }[name]

  test('a statement is a span by the conventions, without values', async () => {
    await opened(async (db) => {
      await db.run(noted(4711))
      await db.run(update(notes).set({ body: 'secret' }).where(notes.id.eq(4711)))
      await db.all(byId(4711))
    })
    expect(spans().map((span) => span.name)).toEqual(['insert notes', 'update notes', 'select notes'])
    const [, , found] = spans()
    expect(found?.kind).toBe(2)
    expect(found?.attributes).toMatchObject({
      'db.system.name': system,
      'db.operation.name': 'select',
      'db.collection.name': 'notes',
      'db.response.returned_rows': 1,
    })
    expect(found?.attributes['db.query.text']).toMatch(/^select .* from .notes. where .* = (\?|\$1)$/)
    const server = name !== 'sqlite' && driver !== 'pglite'
    expect(found?.attributes['server.address']).toBe(server ? '127.0.0.1' : undefined)
    expect(found?.attributes['server.port']).toBe(
      server ? Number(new URL(on.url.replace('pgbouncer:', '')).port) : undefined,
    )
    expect(found?.attributes['db.namespace']).toEqual(expect.any(String))
    expect(JSON.stringify(spans().map(({ attributes }) => attributes))).not.toMatch(/secret|4711/)
    expect(found?.duration[0]).toBe(0)
  })

  test('the words of a transaction are spans, named by the word and the database', async () => {
    await opened(async (db) => {
      await db.transaction((tx) => tx.savepoint((inner) => inner.run(noted(1))))
    })
    const words = spans().filter(({ name: title }) => title !== 'insert notes')
    const place = words[0]?.attributes['db.namespace']
    expect(place).toEqual(expect.any(String))
    const begin = words[0]?.attributes['db.operation.name']
    expect(['begin', 'start']).toContain(begin)
    expect(words.map((span) => span.name)).toEqual(
      [begin, 'savepoint', 'release', 'commit'].map((word) => `${word} ${place}`),
    )
    for (const { attributes } of words) {
      expect(attributes).toMatchObject({ 'db.system.name': system, 'db.query.text': expect.any(String) })
      expect(attributes).not.toHaveProperty('db.response.returned_rows')
      expect(attributes).not.toHaveProperty('db.collection.name')
    }
  })

  test('a refused statement is a span with an error', async () => {
    await opened(async (db) => {
      await db.run(noted(1))
      await failed(db.run(noted(1)))
      await failed(db.all(select(table('missing', { id: integer() }))))
    })
    const [, refused, missing] = spans()
    expect(refused?.status.code).toBe(SpanStatusCode.ERROR)
    expect(refused?.attributes['error.type']).toBe('UniqueViolation')
    expect(refused?.attributes['db.response.status_code']).toEqual(expect.any(String))
    expect(missing?.attributes['db.collection.name']).toBe('missing')
  })

  test('a span stands under the one in which the statement was sent, in a transaction and a stream too', async () => {
    await opened(async (db) => {
      const parents: string[] = []
      const work = async (id: number): Promise<void> => {
        const span = tracer.startSpan(`work ${id}`)
        parents[id] = span.spanContext().spanId
        await context.with(trace.setSpan(context.active(), span), async () => {
          await db.transaction((tx) => tx.run(noted(id)))
          for await (const _row of db.stream(byId(id))) break
        })
        span.end()
      }
      await Promise.all([work(1), work(2)])
      const children = spans().filter((span) => !span.name.startsWith('work'))
      expect(children).toHaveLength(8)
      const mine = (id: number) => children.filter((span) => span.parentSpanContext?.spanId === parents[id])
      for (const id of [1, 2])
        expect(mine(id).map((span) => span.attributes['db.query.text'])).toEqual([
          expect.stringMatching(/^(begin|start transaction)/),
          expect.stringMatching(/^insert into .notes./),
          'commit',
          expect.stringMatching(/^select .* from .notes./),
        ])
    })
  })

  test('the trace stands in a comment behind the statement, and what changes each time is not kept', async () => {
    const texts: string[] = []
    await opened(
      async (db) => {
        const off = db.on('query', ({ sql: text }) => texts.push(text))
        await db.run(noted(7))
        await context.with(trace.setSpan(context.active(), tracer.startSpan('work')), async () => {
          expect((await db.all(byId(7))).length).toBe(1)
          for await (const { id } of db.stream(byId(7))) expect(id).toBe(7)
          await db.transaction(async (tx) => expect(await ids(tx)).toEqual([7]))
          for (let i = 0; i < 600; i++)
            await context.with(trace.setSpan(context.active(), tracer.startSpan('one of many')), () => db.all(byId(7)))
          if (name === 'postgres') {
            const shown = sql.rows({ query: integer() })`select count(*)::int as query from pg_prepared_statements`
            expect(await db.scalar(shown as never)).toBeLessThan(20)
            const seen = sql.rows({
              is: integer(),
            })`select (current_query() like '%trace' || 'parent=''00-%')::int as is`
            expect(await db.scalar(seen as never)).toBe(1)
          }
        })
        off()
      },
      { comment: traceparent },
    )
    // What listeners are told is the statement itself.
    expect(texts.join()).not.toContain('traceparent')
  })

  test('a hook that fails, or has nothing to say, changes nothing', async () => {
    for (const comment of [() => undefined, () => ({}), () => expect.unreachable('a hook that fails')])
      await opened(async (db) => expect(await ids(db)).toEqual([]), { comment })
  })
})
