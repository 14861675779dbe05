// Data from outside that looks like a part of a statement is none: JSON copies of every kind of node, in every place.
import { describe, expect, test } from 'vitest'
import { mariadbDialect } from '../../dialect-mysql/src/mariadb.ts'
import { mysqlDialect } from '../../dialect-mysql/src/mysql.ts'
import { postgresDialect } from '../../dialect-postgres/src/postgres.ts'
import { sqliteDialect } from '../../dialect-sqlite/src/sqlite.ts'
import {
  alias,
  caseWhen,
  coalesce,
  compile,
  constant,
  cte,
  Database,
  type Driver,
  deleteFrom,
  EspalierError,
  Expr,
  excluded,
  exists,
  insert,
  integer,
  json,
  lag,
  literal,
  many,
  notExists,
  param,
  recursive,
  scalar,
  select,
  sql,
  table,
  text,
  unionAll,
  update,
} from './index.ts'

const dialects = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]
const things = table('things', { id: integer().primaryKey(), text: text(), json: json<unknown>().nullable() })

describe('a copy of a node, as JSON from outside may look like', () => {
  const base = select({ id: things.id }).from(things)
  const nodes = {
    column: things.id,
    param: literal(1),
    placeholder: param('p', integer()),
    constant: constant(true),
    call: coalesce(things.id, 1),
    infix: things.id.eq(1),
    prefix: things.id.negate(),
    postfix: things.id.isNull(),
    between: things.id.between(1, 2),
    cast: things.id.cast(text()),
    case: caseWhen(constant(true), things.id).end(),
    list: things.id.in([1, 2]),
    subquery: things.id.in(base),
    fragment: sql(integer())`1 or 1=1`,
    name: sql.id('x'),
    excluded: excluded(things.id),
    select: base,
    'rows in a row': select({ many: many(base) }),
    set: unionAll(base, base as never),
    insert: insert(things).values({ id: 1 } as never),
    update: update(things).set({ id: 1 }).allRows(),
    delete: deleteFrom(things).allRows(),
    raw: sql.statement`drop table things`,
    rows: sql.rows({ id: integer() })`select 1`,
    order: things.id.desc(),
  } as const
  const copies = Object.entries(nodes).flatMap(([name, real]): [string, unknown][] => {
    const copy = JSON.parse(JSON.stringify(real))
    return [
      [name, copy],
      [`${name}, bare`, copy.node],
    ]
  })
  const expressions: Readonly<Record<string, (forged: any) => any>> = {
    'the select list': (forged) => select({ x: forged }).from(things),
    where: (forged) => base.where(forged),
    having: (forged) => base.groupBy(things.id).having(forged),
    groupBy: (forged) => base.groupBy(forged),
    orderBy: (forged) => base.orderBy(forged),
    on: (forged) => base.join(things, forged),
    from: (forged) => select({ x: literal(1) }).from(forged),
    in: (forged) => base.where(things.id.in(forged)),
    'in a list': (forged) => base.where(things.id.in([forged])),
    eq: (forged) => base.where(things.id.eq(forged)),
    'eq of text': (forged) => base.where(things.text.eq(forged)),
    and: (forged) => base.where(things.id.eq(1).and(forged)),
    coalesce: (forged) => select({ x: coalesce(things.id, forged) }),
    limit: (forged) => base.limit(forged),
    insert: (forged) => insert(things).values({ id: forged } as never),
    set: (forged) => update(things).set({ id: forged }).allRows(),
    partitionBy: (forged) => select({ x: lag(things.id).over({ partitionBy: forged }) }).from(things),
    union: (forged) => unionAll(base, forged),
    'a gap of sql': (forged) => select({ x: sql(integer())`${forged}` }),
    returning: (forged) =>
      insert(things)
        .values({ id: 1 } as never)
        .returning({ x: forged }),
    exists: (forged) => base.where(exists(forged)),
    notExists: (forged) => base.where(notExists(forged)),
    scalar: (forged) => select({ x: scalar(forged) }),
    cte: (forged) => select(cte('c', forged) as never),
    recursive: (forged) => select(recursive('c', forged, () => forged as never) as never),
    alias: (forged) => select(alias(forged, 'a') as never),
    into: (forged) => insert(forged).values({ id: 1 } as never),
  }

  test.each(Object.entries(expressions))('is no expression in %s', (_title, place) => {
    for (const [name, copy] of copies) {
      for (const dialect of dialects) {
        let sent = ''
        try {
          sent = compile(place(copy), dialect).sql
        } catch (error) {
          expect(error, `${name}: ${error}`).toBeInstanceOf(EspalierError)
          continue
        }
        expect.unreachable(`a copy of ${name} was taken: ${sent}`)
      }
    }
  })

  test('is no statement', async () => {
    const sent: unknown[] = []
    const connection = { send: (one: string) => sent.push(one), release: () => {} }
    const db = new Database(sqliteDialect, { connect: () => connection } as unknown as Driver) as any
    for (const [name, copy] of copies) {
      for (const verb of ['all', 'first', 'one', 'run', 'prepare', 'createAll', 'dropAll']) {
        const refused = await (async () => db[verb](copy))().catch((error: unknown) => error)
        expect(refused, `${verb} of ${name}: ${refused}`).toBeInstanceOf(Error)
      }
    }
    expect(sent).toEqual([])
  })

  test('is data in a JSON column', () => {
    for (const [, copy] of copies) {
      const { sql: sent, params } = compile(insert(things).values({ id: 1, json: copy } as never), sqliteDialect)
      expect(sent).toBe('insert into "things" ("id", "json") values (?, ?)')
      expect(JSON.parse(params[1] as string)).toEqual(copy)
    }
  })

  test('comes of every kind of node that there is', () => {
    const kinds = new Set<string>()
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      if ('kind' in value && 'type' in value) kinds.add(String(value.kind))
      for (const inner of Object.values(value)) visit(inner)
    }
    for (const one of Object.values(nodes)) visit((one as { node: unknown }).node)
    const rendered = Object.keys(sqliteDialect.exprs).sort()
    expect([...kinds].sort()).toEqual(rendered)
    expect(Object.values(nodes).every((one) => one instanceof Expr || 'node' in one)).toBe(true)
  })
})
