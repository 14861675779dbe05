// Names mean themselves: reserved words, quotes, dots, what looks like SQL. Created, written, read, found in the catalogue.
import {
  alias,
  cte,
  deleteFrom,
  index,
  insert,
  integer,
  StatementError,
  schema,
  select,
  table,
  text,
  update,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { columnsIn, tablesIn } from './catalogue.ts'
import { eachDriver } from './databases.ts'
import { ownDatabase } from './open.ts'

const names = [
  'select',
  'order',
  'user',
  'group',
  'values',
  'null',
  'default',
  'Mixed Case',
  'a b',
  'a.b',
  'a as b',
  '*',
  'x(y)',
  'it"s',
  '""',
  "it's",
  'tick`s',
  '``',
  'back\\slash',
  'ends\\',
  '-- x',
  '/* x */',
  'a;b',
  '$1',
  '?',
  ':a',
  '@x',
  '%s',
  '[a]',
  '1st',
  'ö ß 漢',
  'line\nfeed',
  "'); drop table x; --",
  'then',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  'node',
  'present 0',
]

eachDriver('names', (database) => {
  const { db } = ownDatabase(database)

  test('a table and its column may be called anything', async () => {
    for (const name of names) {
      const made = table(name, { key: integer().primaryKey(), [name]: text().nullable() }, (t) => [
        index(`${name} index`).on((t as any)[name], t.key),
      ]) as any
      const all = schema({ made })
      try {
        await db().createAll(all)
        expect(await tablesIn(db(), database.name)).toEqual([name])
        expect(await columnsIn(db(), database.name, name)).toEqual(['key', name])
        await db().run(insert(made).values([{ key: 1, [name]: 'one' }, { key: 2 }]))
        await db().run(
          update(made)
            .set({ [name]: 'two' })
            .where(made.key.eq(2)),
        )
        expect(await db().all(select(made).orderBy(made.key))).toEqual([
          { key: 1, [name]: 'one' },
          { key: 2, [name]: 'two' },
        ])
        await db().run(deleteFrom(made).where(made[name].eq('one')))
        expect(await db().scalars(select({ key: made.key }).from(made))).toEqual([2])
      } catch (error) {
        throw new Error(`the name ${JSON.stringify(name)}`, { cause: error })
      } finally {
        await db().dropAll(all)
      }
    }
  })

  test('an alias, a WITH query and a key of the select list may be called anything', async () => {
    const things = table('things', { id: integer().primaryKey(), label: text('the label') })
    await db().createAll(schema({ things }))
    await db().run(insert(things).values({ id: 1, label: 'x' }))
    for (const name of names) {
      const other = alias(things, name)
      expect(await db().one(select({ [name]: other.label }).from(other)), name).toEqual({ [name]: 'x' })
      const inner = select({ [name]: other.label }).from(other)
      const sub = (inner.as as (name: string) => any)(name)
      expect(await db().one(select({ [name]: sub[name] }).from(sub)), name).toEqual({ [name]: 'x' })
      const named = cte(`${name} cte`, inner) as any
      expect(await db().one(select({ [name]: { [name]: named[name] } }).from(named)), name).toEqual({
        [name]: { [name]: 'x' },
      })
    }
  })

  test('keys that are not the columns names go in and out by their keys', async () => {
    const mapped = table('mapped', { theId: integer('the_id').primaryKey(), fullName: text('FULL name"') })
    await db().createAll(schema({ mapped }))
    await db().run(insert(mapped).values({ theId: 1, fullName: 'x' }))
    expect(await db().one(select(mapped))).toEqual({ theId: 1, fullName: 'x' })
    expect(await columnsIn(db(), database.name, 'mapped')).toEqual(['the_id', 'FULL name"'])
  })

  test('a column may be called __proto__, a key of a row may not', async () => {
    const odd = table('odd', { id: integer().primaryKey(), ['__proto__']: text().default('d') }) as any
    await db().createAll(schema({ odd }))
    await db().run(insert(odd).values([{ id: 1, ['__proto__']: 'x' }, { id: 2 }] as never))
    const column = Object.getOwnPropertyDescriptor(odd, '__proto__')?.value
    expect(await db().scalars(select({ value: column }).from(odd).orderBy(odd.id))).toEqual(['x', 'd'])
    await expect(db().all(select(odd))).rejects.toThrow('a row cannot have the key __proto__')
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('an emoji is a name, but on MySQL and MariaDB, which store another one', async () => {
    const smile = table('😀', { id: integer().primaryKey(), '👍🏽': text() })
    if (database.name === 'mysql' || database.name === 'mariadb') {
      await expect(db().createAll(schema({ smile }))).rejects.toThrow(StatementError)
      return
    }
    await db().createAll(schema({ smile }))
    await db().run(insert(smile).values({ id: 1, '👍🏽': 'x' }))
    expect(await db().one(select(smile))).toEqual({ id: 1, '👍🏽': 'x' })
    expect(await columnsIn(db(), database.name, '😀')).toEqual(['id', '👍🏽'])
  })

  test('the longest name is kept, and a longer one refused before anything is sent', async () => {
    const longest = database.name === 'sqlite' ? 1_000 : database.name === 'postgres' ? 63 : 64
    const name = 'n'.repeat(longest)
    const long = table(name, { id: integer().primaryKey() })
    await db().createAll(schema({ long }))
    expect(await tablesIn(db(), database.name)).toContain(name)
    const tooLong = table(`${name}n`, { id: integer() })
    await expect(db().createAll(schema({ tooLong }))).rejects.toThrow()
    if (database.name === 'postgres') {
      const bytes = table('ö'.repeat(32), { id: integer() })
      await expect(db().createAll(schema({ bytes }))).rejects.toThrow('is longer than the 63 bytes that postgres keeps')
    }
  })
})
