// What is no value of a column's type is refused where it is given: in every place that takes a value, before anything
// is sent, by an error that names the table and the column and never holds the value.
import { describe, expect, test } from 'vitest'
import { mariadbDialect } from '../../dialect-mysql/src/mariadb.ts'
import { mysqlDialect } from '../../dialect-mysql/src/mysql.ts'
import { postgresDialect } from '../../dialect-postgres/src/postgres.ts'
import { sqliteDialect } from '../../dialect-sqlite/src/sqlite.ts'
import {
  bigint,
  boolean,
  bytes,
  caseOf,
  caseWhen,
  coalesce,
  compile,
  constant,
  createStatements,
  Database,
  type Driver,
  date,
  deleteFrom,
  EspalierError,
  enumOf,
  fn,
  greatest,
  insert,
  integer,
  json,
  lag,
  least,
  literal,
  localTimestamp,
  nullIf,
  numeric,
  param,
  real,
  schema,
  select,
  sql,
  table,
  text,
  time,
  timestamp,
  Unsupported,
  unionAll,
  update,
  uuid,
  varchar,
} from './index.ts'

const dialects = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]

const types: Readonly<Record<string, () => any>> = {
  integer,
  bigint,
  real,
  numeric: () => numeric(10, 2),
  text,
  varchar: () => varchar(5),
  enum: () => enumOf(['calm', 'loud']),
  boolean,
  timestamp,
  localTimestamp,
  date,
  time,
  uuid,
  bytes,
  json,
}

const things = table('things', {
  id: integer().primaryKey(),
  ...Object.fromEntries(Object.entries(types).map(([name, type]) => [name, type().nullable()])),
}) as any

const secret = 'the-secret-of-the-user'

class Own {
  secret = secret
}

/** What is a value of no type. */
const nothings: Readonly<Record<string, unknown>> = {
  undefined,
  symbol: Symbol(secret),
  function: () => secret,
  'Invalid Date': new Date(Number.NaN),
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  'lone surrogate': `${secret}\ud800`,
  'lone low surrogate': `\udfff${secret}`,
  NUL: `${secret}\0`,
  'boxed string': new String(secret),
  'boxed number': new Number(1),
  'boxed boolean': new Boolean(true),
  'boxed bigint': Object(1n),
  'boxed symbol': Object(Symbol(secret)),
}

/** What JSON can hold, and no other type. */
const structures: Readonly<Record<string, unknown>> = {
  'empty object': {},
  'plain object': { secret },
  'empty array': [],
  array: [secret],
  'nested array': [[secret, 1]],
  'own class': new Own(),
  'null prototype': Object.assign(Object.create(null), { secret }),
  'toSqlString object': { toSqlString: () => '1 or 1=1', secret },
  'toPostgres object': { toPostgres: () => '1 or 1=1', secret },
  'valueOf object': { valueOf: () => 1, secret },
  'toString object': { toString: () => secret },
  proxy: new Proxy({ secret }, {}),
  'operator object': { $gt: '', secret },
  'raw object': { raw: `1 or ${secret}` },
  'node object': { node: { kind: 'fragment', texts: [secret], nodes: [] } },
  Map: new Map([[secret, secret]]),
}

/** Values of one type, wrong for all others; text is right for the types that are strings in the program. */
const others: Readonly<Record<string, { value: unknown; fits: readonly string[] }>> = {
  'a string': { value: secret, fits: ['text', 'varchar', 'json'] },
  'an empty string': { value: '', fits: ['text', 'varchar', 'json'] },
  'a number': { value: 1, fits: ['integer', 'real', 'json'] },
  'a fraction': { value: 1.5, fits: ['real', 'json'] },
  'a number of 33 bits': { value: 2 ** 32, fits: ['real', 'json'] },
  'a bigint': { value: 1n, fits: ['bigint'] },
  'a bigint of 65 bits': { value: 2n ** 64n, fits: [] },
  'a boolean': { value: true, fits: ['boolean', 'json'] },
  'a Date': { value: new Date(0), fits: ['timestamp', 'json'] },
  'a Date of the year 10000': { value: new Date(Date.UTC(10_000, 0)), fits: ['json'] },
  'an exponent': { value: '1e5', fits: ['text', 'varchar', 'json'] },
  'a decimal': { value: '1.5', fits: ['text', 'varchar', 'numeric', 'json'] },
  'a value of the enum': { value: 'calm', fits: ['text', 'varchar', 'enum', 'json'] },
  'a date of month 13': { value: '2024-13-01', fits: ['text', 'varchar', 'json'] },
  'an hour 24': { value: '24:00:00', fits: ['text', 'varchar', 'json'] },
  bytes: { value: new Uint8Array([1]), fits: ['bytes', 'json'] },
}

/** A place that takes a value of a column; `whole` where the column stands for itself in the error. */
interface Place {
  readonly of: readonly string[]
  /** False where the place knows the type only. */
  readonly named: boolean
  readonly takesNull?: boolean
  /** True where undefined means that nothing was given. */
  readonly optional?: boolean
  readonly give: (key: string, value: unknown) => unknown
}

const all = Object.keys(types)
const isText = (key: string): boolean => ['text', 'varchar', 'enum'].includes(key)
const numbers = ['integer', 'bigint', 'real', 'numeric']
const texty = all.filter(isText)
const where = (give: (column: any, value: unknown) => any) => (key: string, value: unknown) =>
  select({ id: things.id }).from(things).where(give(things[key], value))
const selected = (give: (column: any, value: unknown) => any) => (key: string, value: unknown) =>
  select({ x: give(things[key], value) }).from(things)
const method = (name: string) => where((column, value) => column[name](value))
const row = (key: string, value: unknown) => ({ id: 1, [key]: value })
const typeOf = (key: string) => (types[key] as () => any)()

const places: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(
    ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'].map((name) => [name, { of: all, named: true, give: method(name) }]),
  ),
  isDistinctFrom: { of: all, named: true, takesNull: true, give: method('isDistinctFrom') },
  isNotDistinctFrom: { of: all, named: true, takesNull: true, give: method('isNotDistinctFrom') },
  in: { of: all, named: true, give: where((column, value) => column.in([value])) },
  notIn: { of: all, named: true, give: where((column, value) => column.notIn([value])) },
  'between, low': { of: numbers, named: true, give: where((column, value) => column.between(value, column)) },
  'between, high': { of: numbers, named: true, give: where((column, value) => column.notBetween(column, value)) },
  like: { of: texty, named: true, give: method('like') },
  notLike: { of: texty, named: true, give: method('notLike') },
  startsWith: { of: texty, named: true, give: method('startsWith') },
  endsWith: { of: texty, named: true, give: method('endsWith') },
  contains: { of: texty, named: true, give: method('contains') },
  concat: { of: texty, named: true, give: selected((column, value) => column.concat(value)) },
  ...Object.fromEntries(
    ['plus', 'minus', 'times', 'div'].map((name) => [
      name,
      { of: numbers, named: true, give: selected((column, value) => column[name](value)) },
    ]),
  ),
  intDiv: { of: ['integer', 'bigint'], named: true, give: selected((column, value) => column.intDiv(value)) },
  mod: { of: ['integer', 'bigint', 'numeric'], named: true, give: selected((column, value) => column.mod(value)) },
  insert: {
    of: all,
    named: true,
    takesNull: true,
    optional: true,
    give: (key, value) => insert(things).values(row(key, value)),
  },
  'insert of many rows': {
    of: all,
    named: true,
    takesNull: true,
    optional: true,
    give: (key, value) => insert(things).values([row(key, null), row(key, value)]),
  },
  update: {
    of: all,
    named: true,
    takesNull: true,
    give: (key, value) =>
      update(things)
        .set({ [key]: value })
        .allRows(),
  },
  doUpdate: {
    of: all,
    named: true,
    takesNull: true,
    give: (key, value) =>
      insert(things)
        .values({ id: 1 } as never)
        .onConflict(things.id)
        .doUpdate({ [key]: value }),
  },
  delete: { of: all, named: true, give: (key, value) => deleteFrom(things).where(things[key].eq(value)) },
  default: {
    of: all.filter((name) => name !== 'json'),
    named: true,
    takesNull: true,
    give: (key, value) =>
      createStatements(schema({ t: table('things', { [key]: typeOf(key).default(value) }) }), true)[0],
  },
  literal: {
    of: all,
    named: false,
    takesNull: true,
    give: (key, value) => select({ x: literal(value, typeOf(key)) }),
  },
  'CASE … WHEN': {
    of: all,
    named: true,
    give: selected((column, value) => caseOf(column).when(value, literal(1)).end()),
  },
  'CASE … THEN': {
    of: all,
    named: false,
    give: selected((column, value) => caseWhen(constant(true), column).when(constant(false), value).end()),
  },
  'CASE … ELSE': {
    of: all,
    named: false,
    give: selected((column, value) => caseWhen(constant(true), column).else(value)),
  },
  coalesce: { of: all, named: true, give: selected((column, value) => coalesce(column, value)) },
  nullIf: { of: all, named: true, give: selected((column, value) => nullIf(column, value)) },
  greatest: { of: all, named: true, give: selected((column, value) => greatest(column, value)) },
  least: { of: all, named: true, give: selected((column, value) => least(column, value)) },
  'a declared function': {
    of: all,
    named: false,
    give: (key, value) => select({ x: (fn('f', [typeOf(key)], integer()) as any)(value) }),
  },
  lag: {
    of: all,
    named: true,
    optional: true,
    give: selected((column, value) => lag(column, 1, value).over({ orderBy: things.id })),
  },
}

/** Why a value was refused, on each database; undefined where one took it. */
function refusals(give: () => unknown): unknown[] {
  return dialects.map((dialect) => {
    try {
      compile(give() as never, dialect)
      return undefined
    } catch (error) {
      return error
    }
  })
}

function expectRefused(give: () => unknown, what: string, label: string | undefined): void {
  for (const error of refusals(give)) {
    expect(error, `${what} was taken`).toBeDefined()
    expect(error, `${what}: ${error}`).toBeInstanceOf(EspalierError)
    const { message, stack, cause } = error as Error
    expect(message + stack + cause, what).not.toContain(secret)
    if (label !== undefined && !(error instanceof Unsupported)) expect(message, what).toContain(label)
  }
}

describe.each(Object.entries(places))('%s', (title, { of, named, takesNull, optional, give }) => {
  const label = (key: string): string | undefined => (named ? `things.${key}` : undefined)

  test('refuses what is a value of no type', () => {
    for (const key of of) {
      for (const [what, value] of Object.entries(nothings)) {
        if (optional && value === undefined) continue
        if (key === 'json' && (what.startsWith('boxed') || value instanceof Date)) continue
        expectRefused(() => give(key, value), `${title} of ${key}: ${what}`, label(key))
      }
      if (!takesNull) expectRefused(() => give(key, null), `${title} of ${key}: null`, label(key))
    }
  })

  test('refuses an object where the column is not JSON', () => {
    for (const key of of)
      for (const [what, value] of Object.entries(structures))
        if (key !== 'json') expectRefused(() => give(key, value), `${title} of ${key}: ${what}`, label(key))
  })

  test('refuses the values of other types', () => {
    for (const key of of)
      for (const [what, { value, fits }] of Object.entries(others))
        if (!fits.includes(key) && !(isText(key) && typeof value === 'string'))
          expectRefused(() => give(key, value), `${title} of ${key}: ${what}`, label(key))
  })
})

test('text that a column does not hold can be compared with it, and not be stored in it', () => {
  for (const [key, value] of [
    ['varchar', 'six in all'],
    ['enum', 'neither'],
  ] as const) {
    const conditions = [things[key].eq(value), things[key].in([value]), things[key].startsWith(value)]
    for (const condition of conditions)
      expect(refusals(() => select({ id: things.id }).from(things).where(condition))).toEqual(
        dialects.map(() => undefined),
      )
    for (const store of ['insert', 'insert of many rows', 'update', 'doUpdate', 'default'])
      expectRefused(() => places[store]?.give(key, value), `${store} of ${key}`, `things.${key}`)
  }
})

test('a JSON column takes objects, arrays and plain values', () => {
  for (const value of [{ a: [1, { b: null }] }, [], [1, 'x'], 'x', 1.5, true, { node: { kind: 'fragment' } }]) {
    for (const dialect of dialects) {
      const { params } = compile(insert(things).values(row('json', value)), dialect)
      expect(JSON.parse(params[1] as string)).toEqual(value)
    }
  }
})

test('a number of rows is whole, not negative, and of 64 bits', () => {
  const wrong = [
    '1; select',
    '1',
    -1,
    1.5,
    Number.NaN,
    1e21,
    {},
    [],
    [1],
    2n ** 64n,
    -1n,
    null,
    undefined,
    new Number(1),
  ]
  const base = select({ id: things.id }).from(things)
  for (const value of wrong) {
    for (const clause of ['limit', 'offset'] as const) {
      expectRefused(() => base[clause](value as never), `${clause} ${String(value)}`, clause)
      expectRefused(() => unionAll(base, base as never)[clause](value as never), `${clause} ${String(value)}`, clause)
    }
  }
  for (const value of [0, 5, 5n])
    expect(refusals(() => base.limit(value).offset(value))).toEqual(dialects.map(() => undefined))
})

test('a gap of sql takes a plain value or an expression', () => {
  const template = (value: unknown) => select({ x: sql(integer())`f(${value as never})` })
  for (const [what, value] of Object.entries({ ...nothings, ...structures, null: null, half: 1.5 }))
    expectRefused(() => template(value), `a gap: ${what}`, undefined)
})

test('a value for a parameter of a prepared statement is refused before it is sent', async () => {
  const sent: string[] = []
  const driver = {
    connect: () => ({ send: (text: string) => sent.push(text), release: () => {} }),
  } as unknown as Driver
  const db = new Database(sqliteDialect, driver) as any
  for (const [key, type] of Object.entries(types)) {
    const prepared = db.prepare(
      select({ id: things.id })
        .from(things)
        .where(things[key].eq(param('p', type()))),
    )
    const wrong = { ...nothings, ...(key === 'json' ? {} : structures) }
    for (const [what, value] of Object.entries(wrong)) {
      if (key === 'json' && (what.startsWith('boxed') || value instanceof Date)) continue
      const refused = await prepared.all({ p: value }).catch((error: unknown) => error)
      expect(refused, `${key}: ${what}`).toBeInstanceOf(EspalierError)
      expect(refused.message, `${key}: ${what}`).toContain('parameter p')
      expect(refused.message + refused.stack, `${key}: ${what}`).not.toContain(secret)
    }
  }
  expect(sent).toEqual([])
})
