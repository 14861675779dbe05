// The ways that values take through relations.
import { belongsTo, hasMany, many, one, type Strategy, select } from '@espalier/core'
import { type Everywhere, type Ground, path, type Stored } from './ground.ts'

export const relating = ({ things, others, rows }: Ground) => {
  const ofThing = hasMany(things, others)
  const toThing = belongsTo(others.thingId, things)
  const { value, maybe } = others

  const toMany = (strategy: Strategy) => (db: Everywhere) =>
    db.all(
      select({ id: things.id, others: ofThing.select({ value, maybe }), whole: ofThing.select(others) })
        .from(things)
        .orderBy(things.id)
        .strategy(strategy),
    )
  const toOne = (strategy: Strategy) => (db: Everywhere) =>
    db.all(
      select({ id: others.id, thing: toThing.select({ value: things.value, maybe: things.maybe }) })
        .from(others)
        .orderBy(others.id)
        .strategy(strategy),
    )
  const deep = (strategy: Strategy) => (db: Everywhere) =>
    db.all(
      select({
        id: things.id,
        others: ofThing.select({ value, thing: toThing.select(things) }),
      })
        .from(things)
        .orderBy(things.id)
        .strategy(strategy),
    )
  const own = select({ value, maybe }).from(others).correlate(things).where(others.thingId.eq(things.id))
  const nested = (strategy: Strategy) => (db: Everywhere) =>
    db.all(
      select({ id: things.id, list: many(own), row: one(own) })
        .from(things)
        .orderBy(things.id)
        .strategy(strategy),
    )
  const manyOf = ({ id, value, maybe }: Stored): object => ({
    id,
    others: id % 2 === 0 ? [{ value, maybe }] : [],
    whole: id % 2 === 0 ? [{ id, value, maybe, thingId: id }] : [],
  })
  const oneOf = ({ id, value, maybe }: Stored): object => ({ id, thing: id % 2 === 0 ? { value, maybe } : null })
  const deepOf = (row: Stored): object => ({
    id: row.id,
    others: row.id % 2 === 0 ? [{ value: row.value, thing: row }] : [],
  })

  const nestedOf = ({ id, value, maybe }: Stored): object => ({
    id,
    list: id % 2 === 0 ? [{ value, maybe }] : [],
    row: id % 2 === 0 ? { value, maybe } : null,
  })

  return {
    'rows of a query, json': path(nested('json'), nestedOf),
    'rows of a query, split': path(nested('split'), nestedOf),
    'to many, json': path(toMany('json'), manyOf),
    'to many, split': path(toMany('split'), manyOf),
    'to many, join': path(toMany('join'), manyOf),
    'to one, json': path(toOne('json'), oneOf),
    'to one, split': path(toOne('split'), oneOf),
    'to one, join': path(toOne('join'), oneOf),
    'to many to one, json': path(deep('json'), deepOf),
    'to many to one, split': path(deep('split'), deepOf),
    'to many to one, join': path(deep('join'), deepOf),
    load: path(
      (db) =>
        db.load(
          rows.map(({ id }) => ({ id })),
          { others: ofThing.select({ value, maybe }) },
        ),
      ({ id, value, maybe }) => ({ id, others: id % 2 === 0 ? [{ value, maybe }] : [] }),
    ),
  }
}
