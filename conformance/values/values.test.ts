// What is no value of a column's type is refused where it is given: in every place that takes a value, before anything
// is sent, by an error that names the table and the column and never holds the value.
import {
  compile,
  Database,
  type Driver,
  EspalierError,
  insert,
  integer,
  param,
  select,
  sql,
  Unsupported,
  unionAll,
} from '@espalier/core'
import { mariadbDialect, mysqlDialect } from '@espalier/dialect-mysql'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import { describe, expect, test } from 'vitest'
import { isText, places, row, things, types } from './places.ts'
import { nothings, others, secret, structures } from './wrong.ts'

const dialects = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]

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
