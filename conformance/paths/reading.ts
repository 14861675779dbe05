// The ways that values take out of tables, each typed by itself.
import {
  alias,
  and,
  cte,
  exists,
  integer,
  keyset,
  literal,
  or,
  param,
  select,
  sql,
  union,
  unionAll,
  values,
} from '@espalier/core'
import { type Ground, inParts, path, pathOfAll, type Stored } from './ground.ts'

export const reading = ({ type, things, others, rows, given, some }: Ground) => {
  const plain = select({ id: things.id, value: things.value, maybe: things.maybe }).from(things).orderBy(things.id)
  const derived = plain.as('derived')
  const named = cte('named', plain)
  const twins = alias(things, 'twins')

  return {
    select: path((db) => db.all(plain)),
    'select of a table': path((db) => db.all(select(things).orderBy(things.id))),
    'select distinct': path((db) => db.all(plain.distinct())),
    prepared: path(async (db) => {
      const prepared = db.prepare(plain.where(things.id.gt(param('above', integer()))))
      await prepared.all({ above: 0 })
      return prepared.all({ above: 0 })
    }),
    'a parameter in WHERE': pathOfAll(
      async (db) => {
        const prepared = db.prepare(
          plain.where(things.id.eq(param('id', integer())), things.value.eq(param('value', type()))),
        )
        return inParts(rows.slice(0, some), 1, ([row]) => {
          const { id, value } = row as Stored
          return prepared.all({ id, value })
        })
      },
      (stored) => stored.slice(0, some),
    ),
    eq: path((db) =>
      inParts(rows, 100, (part) =>
        db.all(plain.where(or(...part.map((row) => and(things.id.eq(row.id), things.value.eq(row.value)))))),
      ),
    ),
    'eq of what may be null': pathOfAll(
      (db) =>
        inParts(rows, 100, (part) =>
          db.all(
            plain.where(
              or(...part.map(({ id, maybe }) => and(things.id.eq(id), maybe !== null && things.maybe.eq(maybe)))),
              things.maybe.isNotNull(),
            ),
          ),
        ),
      (stored) => stored.filter(({ maybe }) => maybe !== null),
    ),
    isNotDistinctFrom: path((db) =>
      inParts(rows, 100, (part) =>
        db.all(
          plain.where(or(...part.map(({ id, maybe }) => and(things.id.eq(id), things.maybe.isNotDistinctFrom(maybe))))),
        ),
      ),
    ),
    in: path((db) =>
      inParts(rows, 100, (part) =>
        db.all(plain.where(things.id.in(part.map(({ id }) => id)), things.value.in(part.map(({ value }) => value)))),
      ),
    ),
    between: path((db) =>
      inParts(rows, 100, (part) =>
        db.all(
          plain.where(or(...part.map(({ id, value }) => and(things.id.eq(id), things.value.between(value, value))))),
        ),
      ),
    ),
    'a derived table': path((db) =>
      db.all(select({ id: derived.id, value: derived.value, maybe: derived.maybe }).from(derived).orderBy(derived.id)),
    ),
    WITH: path((db) => db.all(select(named).orderBy(named.id))),
    'UNION ALL': path((db) =>
      db.all(
        unionAll(plain.where(things.id.mod(2).eq(0)), plain.where(things.id.mod(2).ne(0))).orderBy(({ id }) => id),
      ),
    ),
    UNION: path((db) => db.all(union(plain, plain).orderBy(({ id }) => id))),
    'UNION ALL of what is null and what is not': pathOfAll(
      (db) =>
        db.all(
          unionAll(
            select({ id: things.id, of: literal(1), either: things.value }).from(things),
            select({ id: others.id, of: literal(2), either: others.maybe }).from(others),
          ).orderBy(({ id, of }) => [id, of]),
        ),
      (stored) =>
        stored.flatMap(({ id, value, maybe }) => [
          { id, of: 1, either: value },
          { id, of: 2, either: maybe },
        ]),
    ),
    stream: path(async (db) => {
      const found: Awaited<ReturnType<typeof all>> = []
      const all = () => db.all(plain)
      for await (const row of db.stream(plain, { batch: 7 })) found.push(row)
      return found
    }),
    values: path((db) =>
      inParts(rows, 100, (part) => {
        const listed = values('listed', { id: integer(), value: type(), maybe: type().nullable() }, part)
        return db.all(
          select({ id: listed.id, value: listed.value, maybe: listed.maybe }).from(listed).orderBy(listed.id),
        )
      }),
    ),
    'values joined by value': path((db) =>
      inParts(rows, 100, (part) => {
        const listed = values(
          'listed',
          { id: integer(), value: type() },
          part.map(({ id, value }) => ({ id, value })),
        )
        return db.all(plain.join(listed, and(listed.id.eq(things.id), listed.value.eq(things.value))))
      }),
    ),
    'a keyset': path(async (db) => {
      const byValue = keyset({ value: things.value, id: things.id })
      const page = select({ id: things.id, value: things.value, maybe: things.maybe }).from(things)
      const size = Math.ceil(rows.length / 3)
      const found = await db.all(page.after(byValue).limit(size))
      for (let last = found.at(-1); last && found.length < rows.length; ) {
        const next = await db.all(page.after(byValue, byValue.cursor(last)).limit(size))
        if (next.length === 0) break
        found.push(...next)
        last = next.at(-1)
      }
      return found.sort((a, b) => a.id - b.id)
    }),
    'a template': path((db) =>
      db.all(
        select({
          id: things.id,
          value: sql(type())`coalesce(${things.value}, ${things.value})`,
          maybe: sql(type().nullable())`${things.maybe}`,
        })
          .from(things)
          .orderBy(things.id),
      ),
    ),
    'a statement of its own': path((db) =>
      db.all(
        sql.rows({ id: integer(), value: type(), maybe: type().nullable() })`
          select id, value, maybe from things order by id`,
      ),
    ),
    'an outer join': path(
      (db) =>
        db.all(
          select({ id: things.id, value: others.value, maybe: others.maybe })
            .from(things)
            .leftJoin(others, others.thingId.eq(things.id))
            .orderBy(things.id),
        ),
      (row) => (row.id % 2 === 0 ? row : { id: row.id, value: null, maybe: null }),
    ),
    'an outer join, nested': path(
      (db) =>
        db.all(
          select({ id: things.id, other: others, parts: { value: things.value, maybe: others.maybe } })
            .from(things)
            .leftJoin(others, others.thingId.eq(things.id))
            .orderBy(things.id),
        ),
      ({ id, value, maybe }) =>
        id % 2 === 0
          ? { id, other: { id, value, maybe, thingId: id }, parts: { value, maybe } }
          : { id, other: null, parts: { value, maybe: null } },
    ),
    'a right join': path(
      (db) =>
        db.all(
          select({ id: others.id, value: others.value, thing: things })
            .from(things)
            .rightJoin(others, others.thingId.eq(things.id))
            .orderBy(others.id),
        ),
      (row) => ({ id: row.id, value: row.value, thing: row.id % 2 === 0 ? row : null }),
    ),
    'a correlated condition': path((db) =>
      db.all(
        plain.where(
          exists(
            select({ id: twins.id })
              .from(twins)
              .correlate(things)
              .where(twins.id.eq(things.id), twins.value.eq(things.value)),
          ),
        ),
      ),
    ),
    'compared with another': pathOfAll(
      (db) => db.all(select({ id: things.id, value: things.value }).from(things).where(things.value.eq(given))),
      (stored) => stored.slice(0, 1).map(({ id, value }) => ({ id, value })),
    ),
  }
}
