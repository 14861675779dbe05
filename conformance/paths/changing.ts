// The ways that values take into tables by changes, and out by what they return.
import { coalesce, deleteFrom, excluded, insert, integer, literal, param, select, update } from '@espalier/core'
import { type Everywhere, type Ground, inParts, path, pathOfAll } from './ground.ts'

export const changing = ({ type, things, copies, defaults, rows, given, some }: Ground) => {
  const copied = select({ id: copies.id, value: copies.value, maybe: copies.maybe }).from(copies).orderBy(copies.id)
  const part = 500
  const emptied = (db: Everywhere) => db.run(deleteFrom(copies).allRows())
  const filled = async (db: Everywhere) => {
    await emptied(db)
    await db.run(
      insert(copies).select(select({ id: things.id, value: things.value, maybe: things.maybe }).from(things)),
    )
  }
  const other = async (db: Everywhere) => {
    await emptied(db)
    await inParts(rows, part, async (rows) => {
      await db.run(insert(copies).values(rows.map(({ id }) => ({ id, value: given, maybe: null }))))
      return []
    })
  }
  const byId = <Row extends { readonly id: number }>(found: Row[]): Row[] => found.sort((a, b) => a.id - b.id)

  return {
    'INSERT … RETURNING': path(async (db) => {
      await emptied(db)
      return byId(await inParts(rows, part, (rows) => db.all(insert(copies).values(rows).returning(copies))))
    }),
    'INSERT of expressions': path(async (db) => {
      await emptied(db)
      await inParts(rows, part, async (rows) => {
        const cells = rows.map((row) => ({ ...row, value: literal(row.value, type()) }))
        await db.run(insert(copies).values(cells))
        return []
      })
      return db.all(copied)
    }),
    'INSERT … SELECT': path(async (db) => {
      await filled(db)
      return db.all(copied)
    }),
    'INSERT, prepared': pathOfAll(
      async (db) => {
        await emptied(db)
        const prepared = db.prepare(
          insert(copies).values({
            id: param('id', integer()),
            value: param('value', type()),
            maybe: param('maybe', type().nullable()),
          }),
        )
        for (const row of rows.slice(0, some)) await prepared.run(row)
        return db.all(copied)
      },
      (stored) => stored.slice(0, some),
    ),
    'UPDATE … RETURNING': path(async (db) => {
      await filled(db)
      const { id, value, maybe } = copies
      return byId(await db.all(update(copies).set({ value }).allRows().returning({ id, value, maybe })))
    }),
    'UPDATE with a value': pathOfAll(
      async (db) => {
        await other(db)
        for (const { id, value, maybe } of rows.slice(0, some))
          await db.run(update(copies).set({ value, maybe }).where(copies.id.eq(id)))
        return db.all(copied.limit(some))
      },
      (stored) => stored.slice(0, some),
    ),
    'UPDATE with an expression': path(
      async (db) => {
        await filled(db)
        await db.run(
          update(copies)
            .set({ value: coalesce(copies.maybe, given), maybe: copies.maybe })
            .allRows(),
        )
        return db.all(copied)
      },
      (row) => ({ ...row, value: row.maybe ?? given }),
    ),
    'DO UPDATE SET excluded': path(async (db) => {
      await other(db)
      await inParts(rows, part, async (rows) => {
        const upsert = insert(copies)
          .values(rows)
          .onConflict(copies.id)
          .doUpdate({ value: excluded(copies.value), maybe: excluded(copies.maybe) })
        await db.run(upsert)
        return []
      })
      return db.all(copied)
    }),
    'DO UPDATE SET a value': pathOfAll(
      async (db) => {
        await other(db)
        for (const { id, value, maybe } of rows.slice(0, some)) {
          const upsert = insert(copies).values({ id, value: given }).onConflict(copies.id).doUpdate({ value, maybe })
          await db.run(upsert)
        }
        return db.all(copied.limit(some))
      },
      (stored) => stored.slice(0, some),
    ),
    'DELETE … RETURNING': path(async (db) => {
      await filled(db)
      const { id, value, maybe } = copies
      return byId(await db.all(deleteFrom(copies).allRows().returning({ id, value, maybe })))
    }),
    DEFAULT: pathOfAll(
      async (db) => {
        await db.run(deleteFrom(defaults).allRows())
        await db.run(insert(defaults).defaultValues())
        await db.run(insert(defaults).values({ maybe: null }))
        const { value, maybe, none } = defaults
        return db.all(select({ value, maybe, none }).from(defaults).orderBy(defaults.id))
      },
      () => [
        { value: given, maybe: given, none: null },
        { value: given, maybe: null, none: null },
      ],
    ),
  }
}
