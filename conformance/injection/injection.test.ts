// No string that a program passes becomes SQL. Each place that takes one is compiled with a harmless string and with an
// attack: the tokens must be of the same shape, or the attack must be refused by one of Espalier's own errors. Which
// functions and methods there are is found by running them, so that a new one fails until it has its place.
import { mariadbDialect, mysqlDialect } from '@espalier/dialect-mysql'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import { beforeAll, describe, expect, test } from 'vitest'
import { attacks, shape, tokens } from '../attacks.ts'
import { all, any, column, core, created, integer, type Place, shown, table, things } from './ground.ts'
import { names as namePlaces } from './names.ts'
import { looking, met, reached } from './reached.ts'
import { values } from './values.ts'
import { withoutStrings } from './without.ts'
import { words } from './words.ts'

const dialects = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]

/** Every place that takes a string. */
const places: Readonly<Record<string, Place>> = { ...namePlaces, ...values, ...words }

/** A name without its quotes. */
const unquoted = (name: string): string =>
  name
    .slice(1, -1)
    .replaceAll(name[0] as string, '"')
    .replaceAll('""', '"')

/** True where an empty text is none at all, and where the name of a function is one. */
const isMeant = (title: string, attack: string): boolean =>
  (attack === '' && /nulls|lock/.test(title)) ||
  // The grammar of a hint; it stays inside of its comment.
  (attack === 'x(y)' && title === 'a hint for the optimizer') ||
  // The sign of an operator is one by itself.
  (title === 'the sign of a declared operator' && /^[-+*/<>=~!@#%^&|`?]+$/.test(attack)) ||
  (title.startsWith('the name of a declared') && /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)?$/.test(attack))

function written(make: Place[2], attack: string, dialect: any): string | Error {
  try {
    return core.compile(make(attack), dialect).sql
  } catch (error) {
    return error as Error
  }
}

/** What an attack changed in the text, as a sentence; undefined where it stayed what the place takes. */
function broken([, is, make]: Place, attack: string, dialect: any, harmless: string | Error): string | undefined {
  const sql = written(make, attack, dialect)
  if (sql instanceof Error) return sql instanceof core.EspalierError ? undefined : `threw ${sql.stack}`
  const found = tokens(sql, dialect.name)
  if (found.some(({ kind }) => kind === 'comment' || kind === 'other' || kind === 'dollar'))
    return `holds more than tokens: ${sql}`
  // Only a word that SQL has passes here: what passes must not hold anything of an attack.
  if (harmless instanceof Error) return /drop|1=1|;|object|function/i.test(sql) ? `passed: ${sql}` : undefined
  if (shape(found) !== shape(tokens(harmless, dialect.name))) return `changed the shape: ${sql}`
  return is === 'name' && !names(found).some((name) => isMade(name, attack)) ? `is another name: ${sql}` : undefined
}

const names = (found: ReturnType<typeof tokens>): string[] =>
  found.filter(({ kind }) => kind === 'name').map(({ text }) => unquoted(text))

/** True where the name is that of the attack, or stands for one that is too long. */
const isMade = (name: string, attack: string): boolean =>
  /^column \d+$/.test(name) || /["`]/.test(attack) || name.includes(attack)

describe.each(Object.entries(places))('%s', (title, place) => {
  const [, is, make] = place

  test.each(dialects)('keeps its shape in the words of $name', (dialect) => {
    const harmless = written(make, 'harmless', dialect)
    const found = attacks.flatMap((attack) => {
      const what = isMeant(title, attack) ? undefined : broken(place, attack, dialect, harmless)
      return what === undefined ? [] : [`${JSON.stringify(attack)} ${what}`]
    })
    expect(found).toEqual([])
  })

  test('takes what is harmless somewhere, unless it takes words of a list only', () => {
    const taken = dialects.filter((dialect) => typeof written(make, 'harmless', dialect) === 'string')
    if (is !== 'word' && !/unknown|another type|enum$/.test(title)) expect(taken.length).toBeGreaterThan(0)
  })
})

test('every exported function is covered, or takes no string', () => {
  const covered = new Set(Object.values(places).flatMap(([functions]) => functions))
  const listed = Object.values(withoutStrings.functions).flatMap((some) => some.split(' '))
  const functions = Object.entries(core)
    .filter(([, value]) => typeof value === 'function' && !(value.prototype instanceof Error))
    .map(([name]) => name)
  expect(functions.filter((name) => !covered.has(name) && !listed.includes(name))).toEqual([])
  expect([...covered, ...listed].filter((name) => !functions.includes(name))).toEqual([])
})

describe('every method', () => {
  const marker = 'a string that is looked for'

  beforeAll(() => {
    for (const [, , make] of Object.values(places)) looking(marker, () => make(marker))
  })

  const listed = (method: string): boolean => {
    const [of = '', name = ''] = method.split('.')
    const own: string | undefined = withoutStrings.methods[of]
    return own === 'all' || own?.split(' ').includes(name) === true
  }

  test('is covered, or takes no string', () => {
    const missing = [...met].filter((method) => !reached.has(method) && !listed(method))
    expect(missing, 'give it a place in names.ts, values.ts or words.ts, or list it in without.ts').toEqual([])
  })

  test('that is listed is there, and no string comes to it', () => {
    const all = Object.entries(withoutStrings.methods).flatMap(([of, some]) =>
      some === 'all' || some === '' ? [] : some.split(' ').map((method) => `${of}.${method}`),
    )
    expect(all.filter((method) => !met.has(method) || reached.has(method))).toEqual([])
  })
})

test('a sign before a number never begins a comment', () => {
  const minus = any(things.id)
    .negate()
    .negate()
    .minus(any(core.literal(-1)).negate())
  for (const dialect of dialects) {
    for (const statement of [
      shown(minus),
      column(integer().default(-1)),
      created(table('t', { a: integer() }, (t) => [core.check('c', t.a.negate().minus(-1).gt(-1))])),
    ])
      expect(
        tokens(core.compile(statement, dialect).sql, dialect.name).filter(({ kind }) => kind === 'comment'),
      ).toEqual([])
  }
})

test.each(attacks)('a comment stays one comment: %j', (attack) => {
  for (const dialect of dialects) {
    const plain = core.compile(all, dialect).sql
    for (const tags of [{ route: attack }, { [attack]: 'x' }]) {
      const commented = written(() => core.comment(all, tags), '', dialect)
      if (commented instanceof Error) expect(commented).toBeInstanceOf(core.StatementError)
      else {
        expect(commented.startsWith(`${plain} /*`)).toBe(true)
        expect(commented.slice(plain.length + 3)).toMatch(/^[\w%.~-]*='[\w%.~-]*'\*\/$/)
      }
    }
  }
})
