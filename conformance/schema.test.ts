// What createAll builds and dropAll takes away, and that the database holds to it.
import {
  alias,
  check,
  createStatements,
  DatabaseError,
  deleteFrom,
  enumOf,
  foreignKey,
  index,
  insert,
  integer,
  primaryKey,
  type Schema,
  schema,
  select,
  snakeCase,
  sql,
  table,
  tables,
  text,
  unique,
  uniqueIndex,
  update,
} from '@espalier/core'
import { describe, expect, test } from 'vitest'
import { indexesIn, tablesIn } from './catalogue.ts'
import { eachDriver } from './databases.ts'
import { music } from './music.ts'
import { ownDatabase } from './open.ts'

const rooms = table(
  'rooms',
  {
    house: integer(),
    number: integer(),
    name: text().unique(),
    seats: integer().default(1),
    use: enumOf(['sleep', 'work', "it's"]).nullable(),
  },
  (t) => [
    primaryKey(t.house, t.number),
    unique(t.house, t.name),
    check('rooms_seats', t.seats.gt(0)),
    index('rooms_by_seats').on(t.seats.desc(), t.number),
    uniqueIndex('rooms_once').on(t.house, t.seats),
  ],
)

const chairs = table(
  'chairs',
  { id: integer().primaryKey(), house: integer().nullable(), room: integer().nullable() },
  (t) => [
    foreignKey(t.house, t.room).references(() => [rooms.house, rooms.number], {
      onDelete: 'set null',
      onUpdate: 'cascade',
    }),
  ],
)

const lamps = table('lamps', { id: integer().primaryKey(), house: integer(), room: integer() }, (t) => [
  foreignKey(t.house, t.room).references(() => [rooms.house, rooms.number], { onDelete: 'cascade' }),
])

// Declared against the order that the foreign keys ask for.
const house = schema({ chairs, lamps, rooms })

const people = table('people', {
  id: integer().primaryKey(),
  bossId: integer('boss_id')
    .nullable()
    .references((): any => people.id),
  teamId: integer('team_id')
    .nullable()
    .references((): any => teams.id),
})
const teams = table('teams', {
  id: integer().primaryKey(),
  leadId: integer('lead_id')
    .nullable()
    .references((): any => people.id),
})
const circle = schema({ people, teams })

const created = (of: Schema): string[] =>
  createStatements(of, true).flatMap(({ node }) => (node.kind === 'createTable' ? [node.table.name] : []))

describe('a schema', () => {
  test('is created in the order of its foreign keys', () => {
    expect(created(house)).toEqual(['rooms', 'chairs', 'lamps'])
  })

  test('with two tables of one name is an error', () => {
    const again = table('rooms', { id: integer() })
    expect(() => schema({ rooms, again })).toThrow('two tables of the schema are called rooms; give one another name')
  })

  test('with two primary keys in a table is an error', () => {
    const twice = table('twice', { a: integer().primaryKey(), b: integer().primaryKey() })
    expect(() => createStatements(schema({ twice }), true)).toThrow('table twice has two primary keys')
  })

  test('with a foreign key to another number of columns is an error', () => {
    const lame = table('lame', { a: integer() }, (t) => [foreignKey(t.a).references(() => [rooms.house, rooms.number])])
    expect(() => createStatements(schema({ lame }), true)).toThrow('points to 2 columns; it needs 1')
  })
})

eachDriver('createAll and dropAll', (database) => {
  const { db } = ownDatabase(database)
  const tables = () => tablesIn(db(), database.name)

  test.each([
    ['tables with keys of several columns', house, ['chairs', 'lamps', 'rooms']],
    ['tables in a circle, and one that points to itself', circle, ['people', 'teams']],
    ['the tables of the other tests', music, ['artists', 'playlist_tracks', 'playlists', 'tracks']],
  ])('%s leave nothing behind', async (_title, of, names) => {
    await db().createAll(of)
    expect(await tables()).toEqual(names)
    await db().dropAll(of)
    expect(await tables()).toEqual([])
    expect(await indexesIn(db(), database.name)).toEqual([])
  })

  test('dropAll of what is not there does nothing', async () => {
    await db().dropAll(house)
    await db().createAll(house)
    await db().dropAll(house)
    await db().dropAll(house)
    expect(await tables()).toEqual([])
  })

  test('dropAll of a circle that is not there does nothing', () => db().dropAll(circle))

  test('createAll of what is there is refused and changes nothing', async () => {
    await db().createAll(house)
    const refused = await db()
      .createAll(house)
      .catch((error) => error)
    expect(refused).toBeInstanceOf(DatabaseError)
    expect(refused.message).toMatch(/already exists/)
    expect(refused.sql).toContain('rooms')
    expect(await tables()).toEqual(['chairs', 'lamps', 'rooms'])
    await db().dropAll(house)
  })

  test('a schema that fails half way is all or nothing, but on MySQL and MariaDB', async () => {
    const bad = table('bad', { id: integer().primaryKey(), of: integer() }, (t) => [
      foreignKey(t.of).references(() => rooms.seats),
      index('bad_index').on(t.of),
      index('bad_index').on(t.id),
    ])
    const half = schema({ rooms, bad })
    await expect(db().createAll(half)).rejects.toThrow(DatabaseError)
    const isFinal = database.name === 'mysql' || database.name === 'mariadb'
    expect(await tables()).toEqual(isFinal ? ['rooms'] : [])
    await db().dropAll(half)
    expect(await tables()).toEqual([])
  })

  test('createAll in a transaction that is taken back leaves nothing; MySQL and MariaDB refuse it', async () => {
    const taken = db().transaction(async (tx) => {
      await tx.createAll(circle)
      await tx.run(insert(teams).values({ id: 1 }))
      throw new Error('back')
    })
    const isFinal = database.name === 'mysql' || database.name === 'mariadb'
    await expect(taken).rejects.toThrow(isFinal ? 'commits at each statement that builds a table' : 'back')
    expect(await tables()).toEqual([])
  })

  test('a foreign key may point to a table outside of the schema', async () => {
    await db().createAll(schema({ rooms }))
    await db().createAll(schema({ lamps }))
    await expect(db().run(insert(lamps).values({ id: 1, house: 9, room: 9 }))).rejects.toThrow(DatabaseError)
    await db().dropAll(schema({ lamps }))
    await db().dropAll(schema({ rooms }))
    expect(await tables()).toEqual([])
  })
})

eachDriver('constraints', (database) => {
  const { db } = ownDatabase(database)

  const filled = async (work: () => Promise<void>): Promise<void> => {
    await db().createAll(house)
    try {
      await db().run(
        insert(rooms).values([
          { house: 1, number: 1, name: 'kitchen', seats: 4 },
          { house: 1, number: 2, name: 'hall', seats: 2 },
          { house: 2, number: 1, name: 'attic', use: "it's" },
        ]),
      )
      await db().run(
        insert(chairs).values([
          { id: 1, house: 1, room: 1 },
          { id: 2, house: 1, room: 2 },
        ]),
      )
      await db().run(
        insert(lamps).values([
          { id: 1, house: 1, room: 1 },
          { id: 2, house: 2, room: 1 },
        ]),
      )
      await work()
    } finally {
      await db().dropAll(house)
    }
  }
  const room = { house: 3, number: 1, name: 'cellar' }

  test('what breaks one is refused', () =>
    filled(async () => {
      const broken = {
        'the primary key': { ...room, house: 1, number: 1 },
        'a unique column': { ...room, name: 'attic' },
        'the unique index': { ...room, house: 1, number: 3, seats: 4 },
        'the check': { ...room, seats: 0 },
      }
      for (const [what, values] of Object.entries(broken)) {
        const refused = await db()
          .run(insert(rooms).values(values))
          .catch((error) => error)
        expect(refused, what).toBeInstanceOf(DatabaseError)
        expect(refused.message, what).not.toContain('attic')
      }
      expect(await db().all(select(rooms))).toHaveLength(3)
      expect((await db().run(insert(rooms).values(room))).rowCount).toBe(1)
    }))

  test('an enum takes its values only, in the program and in the database', () =>
    filled(async () => {
      await expect(db().run(insert(rooms).values({ ...room, use: 'play' as 'work' }))).rejects.toThrow(
        'value for rooms.use: it takes one of sleep, work',
      )
      const loose = table('rooms', { house: integer(), number: integer(), name: text(), use: text() })
      await expect(db().run(insert(loose).values({ ...room, use: 'play' }))).rejects.toThrow(DatabaseError)
      expect((await db().run(insert(loose).values({ ...room, use: "it's" }))).rowCount).toBe(1)
    }))

  test('a foreign key of two columns needs its row', () =>
    filled(async () => {
      await expect(db().run(insert(chairs).values({ id: 3, house: 1, room: 9 }))).rejects.toThrow(DatabaseError)
      await expect(db().run(deleteFrom(rooms).where(rooms.name.eq('nowhere')))).resolves.toMatchObject({ rowCount: 0 })
    }))

  test('ON DELETE sets null or cascades, ON UPDATE cascades', () =>
    filled(async () => {
      const two = update(rooms).set({ number: 7 }).where(rooms.name.eq('hall'))
      expect((await db().run(two)).rowCount).toBe(1)
      await db().run(deleteFrom(rooms).where(rooms.name.eq('kitchen')))
      expect(await db().all(select(chairs).orderBy(chairs.id))).toEqual([
        { id: 1, house: null, room: null },
        { id: 2, house: 1, room: 7 },
      ])
      expect(await db().scalars(select({ id: lamps.id }).from(lamps))).toEqual([2])
    }))

  test('indexes are there', () =>
    filled(async () => {
      expect(await indexesIn(db(), database.name)).toEqual(expect.arrayContaining(['rooms_by_seats', 'rooms_once']))
    }))

  test('tables in a circle hold each other', async () => {
    await db().createAll(circle)
    await expect(db().run(insert(teams).values({ id: 1, leadId: 1 }))).rejects.toThrow(DatabaseError)
    await expect(db().run(insert(people).values({ id: 1, teamId: 1 }))).rejects.toThrow(DatabaseError)
    await expect(db().run(insert(people).values({ id: 1, bossId: 2 }))).rejects.toThrow(DatabaseError)
    await db().run(insert(people).values({ id: 1, bossId: 1 }))
    await db().run(insert(teams).values({ id: 1, leadId: 1 }))
    await db().run(update(people).set({ teamId: 1 }).where(people.id.eq(1)))
    expect(await db().one(select(people))).toEqual({ id: 1, bossId: 1, teamId: 1 })
  })

  test('tables in a circle are dropped with their rows', async () => {
    await db().dropAll(circle)
    await db().createAll(circle)
  })
})

const shop = tables({ schema: 'shop', naming: snakeCase })
const goods = shop('soldGoods', { id: integer().identity(), fullName: text() }, (t) => [
  index('sold_goods_by_name').on(t.fullName),
])
const orders = shop('orders', { id: integer().identity(), goodId: integer().references(() => alias(goods, 'g').id) })

eachDriver('tables in a schema of their own', (database) => {
  const { db } = ownDatabase(database)

  test('are created, joined, changed and dropped', async () => {
    if (database.name === 'sqlite') await db().run(sql.statement`attach ':memory:' as shop`)
    const own = schema({ orders, goods })
    await db().dropAll(own)
    await db().createAll(own)
    await db().run(insert(goods).values({ fullName: 'Tea' }))
    await db().run(insert(orders).values({ goodId: 1 }))
    await db().run(update(goods).set({ fullName: 'Green tea' }).where(goods.fullName.eq('Tea')))
    const q = select({ id: orders.id, name: goods.fullName }).from(orders).join(goods, goods.id.eq(orders.goodId))
    expect(await db().all(q)).toEqual([{ id: 1, name: 'Green tea' }])
    await expect(db().run(deleteFrom(goods).where(goods.id.eq(1)))).rejects.toThrow(DatabaseError)
    await db().dropAll(own)
    await expect(db().all(q)).rejects.toThrow(DatabaseError)
  })
})

test('a foreign key points to the columns of one table', () => {
  const a = table('a', { id: integer().primaryKey() })
  const b = table('b', { id: integer().primaryKey() })
  const c = table('c', { x: integer(), y: integer() }, (t) => [
    foreignKey(t.x, t.y).references(() => [a.id, b.id] as never),
  ])
  expect(() => createStatements(schema({ c }), true)).toThrow(
    'the foreign key c(x, y) points to columns of several tables',
  )
})
