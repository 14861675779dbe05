// Going through trees, replacing in them and comparing them, for each kind of statement.
import { describe, expect, test } from 'vitest'
import { postgresDialect } from '../../../dialect-postgres/src/postgres.ts'
import * as core from '../index.ts'
import { nodes } from './fields.ts'

const { cte, insert, integer, select, table, text, transform, update, walk } = core
const artists = table('artists', { id: integer().primaryKey(), name: text() })
const tracks = table('tracks', {
  id: integer().primaryKey(),
  title: text().nullable(),
  artistId: integer('artist_id').references(() => artists.id),
})

const kindsOf = (tree: core.Tree): string[] => {
  const kinds: string[] = []
  walk(tree, ({ kind }) => void kinds.push(kind))
  return kinds
}
const sql = (statement: { readonly node: core.StatementNode }): string => core.compile(statement, postgresDialect).sql

const steps = core.recursive('steps', select({ n: core.literal(1) }).from(artists), (self) =>
  select({ n: self.n.plus(1) })
    .from(self)
    .where(self.n.lt(5)),
)

const left: any = table('left', { id: integer().primaryKey(), other: integer().references((): any => right.id) })
const right: any = table(
  'right',
  {
    id: integer().primaryKey(),
    name: text().default('x'),
    other: integer().references((): any => left.id),
    twice: integer().generated(),
  },
  (t) => [
    core.generated(t.twice).as(t.id.times(2)),
    core.index('right_by_name').on(t.name),
    core.check('positive', t.id.gt(0)),
  ],
)
const inShop: any = core.tables({ schema: 'shop' })('sold', { id: integer().primaryKey() })
const circle = core.schema({ left, right, inShop })

/** Statements of every kind. */
const statements: Readonly<Record<string, () => { readonly node: core.StatementNode }>> = {
  select: () =>
    select({ title: tracks.title, artist: artists, n: core.count().filter(tracks.id.gt(3)) })
      .from(tracks)
      .leftJoin(artists, artists.id.eq(tracks.artistId))
      .where(tracks.id.in([1, 2]), core.exists(select({ id: artists.id }).from(artists)))
      .groupBy(tracks.title, artists.id)
      .having(core.count().gt(1))
      .orderBy(tracks.title.desc().nullsLast())
      .limit(3)
      .offset(4) as never,
  window: () =>
    select({ n: core.rowNumber().over({ partitionBy: tracks.artistId, orderBy: tracks.id.plus(1) }) }).from(tracks),
  'a subquery and a WITH query': () => {
    const first = cte('first', select({ id: tracks.id }).from(tracks).where(tracks.id.gt(1)))
    const inner = select({ id: first.id }).from(first).as('inner')
    return select({ id: inner.id })
      .from(inner)
      .where(inner.id.in(select({ id: first.id }).from(first)))
  },
  'rows in a row': () =>
    select({
      id: artists.id,
      tracks: core.hasMany(artists, tracks).select({ id: tracks.id }).orderBy(tracks.id).limit(1),
    }).from(artists),
  'a recursive WITH query': () => select(steps).where(steps.n.gt(2)),
  'values and functions in FROM': () => {
    const rows = core.values('v', { id: integer(), note: text().nullable() }, [{ id: 1, note: null }])
    const numbers = core.generateSeries('n', 1, 3)
    return select({ id: rows.id, n: numbers.value })
      .from(rows)
      .crossJoin(numbers)
      .distinctOn(rows.id)
      .groupByRollup(rows.id)
      .forUpdate({ of: rows })
  },
  merge: () =>
    core
      .merge(artists)
      .using(core.alias(artists, 'a'), core.literal(1).eq(1))
      .whenMatched(core.literal(2).gt(1))
      .delete()
      .whenNotMatched()
      .insert({ id: 1, name: 'x' }),
  'a sample and a hint': () => select({ id: tracks.id }).from(core.tablesample(tracks, 5)).hint('f(1)') as never,
  union: () => core.unionAll(select({ id: tracks.id }).from(tracks), select({ id: artists.id }).from(artists)),
  insert: () =>
    insert(tracks)
      .values([
        { id: 1, title: 'a', artistId: 1 },
        { id: 2, title: core.literal('b'), artistId: core.literal(1).plus(1) },
      ])
      .onConflict(tracks.id)
      .doUpdate({ title: core.excluded(tracks.title) }, tracks.id.gt(1))
      .returning({ id: tracks.id }),
  update: () =>
    update(tracks)
      .set({ title: tracks.title.concat('!') })
      .where(tracks.id.eq(1))
      .returning(tracks),
  delete: () => core.deleteFrom(tracks).where(tracks.id.eq(1)),
  raw: () => core.sql.rows({ id: integer() })`select id from ${tracks} where id > ${5}`,
  conditions: () =>
    select({ x: core.caseWhen(tracks.id.between(1, 2), tracks.id.cast(text())).else('') })
      .from(tracks)
      .where(tracks.title.isNull().or(core.constant(true)), tracks.id.eq(core.param('id', integer()))),
  ...Object.fromEntries(
    [...core.createStatements(circle, true), ...core.dropStatements(circle, true, false)].map((statement, i) => [
      `${statement.node.kind} ${i}`,
      () => statement,
    ]),
  ),
}

describe('walk', () => {
  test('visits a node before those in it, and these in the order of the text', () => {
    const query = select({ title: tracks.title }).from(tracks).where(tracks.id.eq(1), tracks.title.isNull())
    expect(kindsOf(query)).toEqual([
      'select',
      'column',
      'table',
      'infix',
      'infix',
      'column',
      'param',
      'postfix',
      'column',
    ])
  })

  test('leaves out what is inside of a node for which the answer is false', () => {
    const kinds: string[] = []
    walk(select({ title: tracks.title }).from(tracks).where(tracks.id.eq(1)), ({ kind }) => {
      kinds.push(kind)
      return kind !== 'infix'
    })
    expect(kinds).toEqual(['select', 'column', 'table', 'infix'])
  })

  test('enters a WITH query once, also one that reads itself', () => {
    expect(kindsOf(select(steps)).filter((kind) => kind === 'set')).toHaveLength(1)
    expect(
      kindsOf(statements['a subquery and a WITH query']?.() as never).filter((kind) => kind === 'cte'),
    ).toHaveLength(2)
  })

  test('visits the expressions among the rows of an INSERT, and takes an expression or a node by itself', () => {
    expect(kindsOf(statements.insert?.() as never)).toEqual([
      'insert',
      'table',
      'param',
      'infix',
      'param',
      'param',
      'excluded',
      'infix',
      'column',
      'param',
      'column',
    ])
    expect(kindsOf(tracks.id.plus(1))).toEqual(['infix', 'column', 'param'])
    expect(kindsOf(tracks.id.plus(1).node)).toEqual(['infix', 'column', 'param'])
  })

  test('goes as deep as the tree', () => {
    let condition: core.Condition = tracks.id.gt(0)
    for (let i = 0; i < 100_000; i++) condition = core.not(condition)
    expect(kindsOf(condition)).toHaveLength(100_003)
  })
})

describe('transform', () => {
  test.each(Object.entries(statements))('%s: what is not replaced stays the same object', (_title, make) => {
    const statement = make()
    expect(transform(statement, {})).toBe(statement)
    expect(transform(statement, { column: (node) => node, param: (node) => node })).toBe(statement)
  })

  test.each(Object.entries(statements))('%s: every column is replaced, everywhere', (_title, make) => {
    const statement = make()
    const changed = transform(statement, { column: (node) => ({ ...node, name: `${node.name}_x` }) })
    expect(Object.getPrototypeOf(changed)).toBe(Object.getPrototypeOf(statement))
    const names = (tree: core.Tree): string[] => {
      const found: string[] = []
      walk(tree, (node) => void (node.kind === 'column' && found.push(node.name)))
      return found
    }
    expect(names(changed)).toEqual(names(statement).map((name) => `${name}_x`))
    expect(sql(transform(changed, { column: (node) => ({ ...node, name: node.name.slice(0, -2) }) }))).toBe(
      sql(statement),
    )
  })

  test('a table gets another schema', () => {
    const query = transform(statements.select?.() as any, { table: (node) => ({ ...node, schema: 'archive' }) })
    expect(sql(query)).toContain('from "archive"."tracks" left join "archive"."artists"')
  })

  test('shares what was not touched, and replaces a shared node once', () => {
    const least = core.coalesce(tracks.title, 'none')
    const query = select({ least }).from(tracks).where(tracks.id.eq(1)).groupBy(least)
    let times = 0
    const changed = transform(query, {
      param(node) {
        times++
        return node.value === 'none' ? { ...node, value: 'nothing' } : node
      },
    })
    expect(times).toBe(2)
    expect(changed.node.where).toBe(query.node.where)
    expect(changed.node.from).toBe(query.node.from)
    expect(changed.node.groupBy[0]).toBe((changed.node.outputs[0] as core.OutputNode).expr)
    expect(core.compile(changed, postgresDialect).params).toEqual(['nothing', 1])
  })

  test('a WITH query that reads itself reads its new self', () => {
    const query = transform(select(steps).where(steps.n.gt(2)) as any, {
      param: (node) => (node.value === 5 ? { ...node, value: 50 } : node),
    })
    expect(sql(query)).toBe(sql(select(steps).where(steps.n.gt(2)) as never))
    expect(core.compile(query, postgresDialect).params).toContain(50)
    const ctes = new Set<unknown>()
    walk(query, (node) => void (node.kind === 'cte' && ctes.add(node.cte)))
    expect(ctes.size).toBe(1)
  })

  test('an INSERT stays one that onConflict goes on with', () => {
    const changed = transform(insert(tracks).values({ id: 1, artistId: 2 }), {
      table: (node) => ({ ...node, schema: 'archive' }),
    })
    expect(sql(changed.onConflict(tracks.id).doNothing())).toBe(
      'insert into "archive"."tracks" ("id", "artist_id") values ($1, $2) on conflict ("id") do nothing',
    )
  })

  test('an expression stays one, and goes as deep as the tree', () => {
    let condition: core.Condition = tracks.id.gt(0)
    for (let i = 0; i < 100_000; i++) condition = core.not(condition)
    const changed = transform(condition, { column: (node) => ({ ...node, name: 'x' }) })
    expect([changed instanceof core.Expr, changed === condition]).toEqual([true, false])
  })

  test('what is no statement is refused', () => {
    expect(() => transform({ node: tracks.id.node }, {})).toThrow('transform takes a statement or an expression')
  })
})

describe('equal and fingerprint', () => {
  test.each(Object.entries(statements))('%s: built twice it is the same tree', (_title, make) => {
    expect(core.equal(make(), make())).toBe(true)
    expect(core.fingerprint(make())).toBe(core.fingerprint(make()))
  })

  test('no two of the statements are the same', () => {
    const all = Object.values(statements).map((make) => make())
    expect(new Set(all.map(core.fingerprint)).size).toBe(all.length)
    all.forEach((one, i) => {
      all.forEach((other, j) => {
        expect(core.equal(one, other)).toBe(i === j)
      })
    })
  })

  test('another value is another tree with the same fingerprint', () => {
    const by = (id: number) => select(tracks).where(tracks.id.eq(id))
    expect(core.equal(by(1), by(2))).toBe(false)
    expect(core.fingerprint(by(1))).toBe(core.fingerprint(by(2)))
  })

  test('values are compared by what they hold', () => {
    const is = (value: unknown): core.Tree => ({ kind: 'param', value, type: integer().type, label: undefined })
    const same = (value: () => unknown): boolean => core.equal(is(value()), is(value()))
    expect(same(() => new Date(5))).toBe(true)
    expect(same(() => new Uint8Array([1, 2]))).toBe(true)
    expect(same(() => ({ a: [1, { b: null }] }))).toBe(true)
    expect(core.equal(is({ a: [1] }), is({ a: [2] }))).toBe(false)
    expect(core.equal(is(new Date(5)), is(new Date(6)))).toBe(false)
    expect(core.equal(is(0), is(-0))).toBe(false)
  })

  test('one parameter in two places is not two parameters', () => {
    const least = core.coalesce(tracks.title, 'none')
    const shared = select({ least }).from(tracks).groupBy(least)
    const apart = select({ least }).from(tracks).groupBy(core.coalesce(tracks.title, 'none'))
    expect(core.equal(shared, apart as never)).toBe(false)
    expect(core.equal(apart as never, shared)).toBe(false)
    expect(core.fingerprint(shared)).not.toBe(core.fingerprint(apart as never))
  })

  test('a type of another encoding is another type', () => {
    const own = new core.ColumnDef<string, 'text', never, never>(core.sqlType('text', 'text', String))
    const where = (type: core.Typed<string, 'text', never>) =>
      select({ id: tracks.id })
        .from(tracks)
        .where(tracks.title.eq(core.param('title', type)))
    expect(core.fingerprint(where(own))).not.toBe(core.fingerprint(where(text())))
    expect(core.fingerprint(where(core.varchar(5)))).toBe(core.fingerprint(where(core.varchar(5))))
    expect(core.fingerprint(where(core.varchar(5)))).not.toBe(core.fingerprint(where(core.varchar(6))))
  })

  test('a tree that is too deep to be written is refused by a fingerprint, not by the stack', () => {
    let condition: core.Condition = tracks.id.gt(0)
    for (let i = 0; i < 100_000; i++) condition = core.not(condition)
    expect(() => core.fingerprint(condition)).toThrow(core.LimitExceeded)
    expect(core.equal(condition, condition)).toBe(true)
  })
})

test('every kind of node is met by these statements; a new one is added to them', () => {
  const met = new Set(Object.values(statements).flatMap((make) => kindsOf(make())))
  expect(Object.keys(nodes).filter((kind) => !met.has(kind))).toEqual([])
})
