// Everything public of @espalier/core/opentelemetry: statements as spans, by OpenTelemetry's conventions for databases.
import {
  type Attributes,
  context,
  isSpanContextValid,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { Place } from './run/driver.ts'
import type { QueryEvent } from './run/watch.ts'

/** A database, with promises or without. */
export interface Traceable {
  readonly dialect: { readonly name: string }
  readonly place: Place
  on(name: 'query', listener: (event: QueryEvent) => void): () => void
}

/**
 * Makes a span of each statement from now on, of BEGIN, SAVEPOINT, COMMIT and ROLLBACK too: `traced(db)`; the returned function
 * ends that. A span stands under the one in which the statement was sent, has the statement's text without values, and as long a time as the answer took; a stream's
 * one has the time until its reader was done. The tracer is the program's own, or that of the global provider.
 */
export function traced(db: Traceable, tracer: Tracer = trace.getTracer('@espalier/core')): () => void {
  const fixed = attributesOf(db)
  return db.on('query', (event) => {
    const end = performance.timeOrigin + performance.now()
    const attributes = { ...fixed, ...attributesIn(event) }
    const name = [attributes['db.operation.name'], attributes['db.collection.name'] ?? fixed['db.namespace']]
    const span = tracer.startSpan(
      name.filter((word) => word !== undefined).join(' ') || String(fixed['db.system.name']),
      { kind: SpanKind.CLIENT, attributes, startTime: end - event.duration },
      context.active(),
    )
    if (event.error !== undefined)
      span.setStatus({ code: SpanStatusCode.ERROR, message: (event.error as Error).message })
    span.end(end)
  })
}

/**
 * The span that is active now, as the tags of a comment: `postgres(url, { comment: traceparent })` writes
 * `/*traceparent='00-…-01'*\/` behind each statement, by which the database's log and the trace find each other. A
 * statement with such a comment is another one each time, and not kept prepared.
 */
export function traceparent(): Readonly<Record<string, string>> | undefined {
  const active = trace.getSpanContext(context.active())
  if (!active || !isSpanContextValid(active)) return undefined
  const { traceId, spanId, traceFlags, traceState } = active
  const parent = { traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}` }
  const state = traceState?.serialize()
  return state ? { ...parent, tracestate: state } : parent
}

declare const performance: { readonly timeOrigin: number; now(): number }

/** What the conventions call a dialect. */
const systems: Readonly<Record<string, string>> = { postgres: 'postgresql' }

/** What is the same for every statement of a database. */
function attributesOf({ dialect, place }: Traceable): Attributes {
  return {
    'db.system.name': systems[dialect.name] ?? dialect.name,
    ...(place.database !== undefined && { 'db.namespace': place.database }),
    ...(place.host !== undefined && { 'server.address': place.host }),
    ...(place.port !== undefined && { 'server.port': place.port }),
  }
}

function attributesIn({ sql, rowCount, error }: QueryEvent): Attributes {
  const operation = /^\w+/.exec(sql)?.[0].toLowerCase()
  const collection = collectionIn(sql)
  const { name, code } = (error ?? {}) as { readonly name?: string; readonly code?: string }
  return {
    'db.query.text': sql,
    ...(operation !== undefined && { 'db.operation.name': operation }),
    ...(collection !== undefined && { 'db.collection.name': collection }),
    ...(rowCount !== undefined && { 'db.response.returned_rows': rowCount }),
    ...(code !== undefined && { 'db.response.status_code': code }),
    ...(name !== undefined && { 'error.type': name }),
  }
}

/** The first table of a statement: what is changed, or read first. */
function collectionIn(sql: string): string | undefined {
  const [, quoted = '', plain] =
    /\b(?:into|update|from|table(?: if (?:not )?exists)?) (?:(?:["`][^"`]+["`]\.)?(["`][^"`]+["`])|([a-z_][\w.]*))/i.exec(
      sql,
    ) ?? []
  return quoted === '' ? plain : quoted.slice(1, -1)
}
