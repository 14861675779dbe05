// The ways that values take through relations.
import { belongsTo, hasMany, type Strategy, select } from '@espalier/core'
import { type Everywhere, type Ground, path, type Stored } from './ground.ts'

export const relating = ({ things, others, rows }: Ground) => {
  const ofThing = hasMany(things, others)
  const toThing = belongsTo(others.thingId, things)
  const { value, maybe } = others

  const many = (strategy: Strategy) => (db: Everywhere) =>
    db.all(
      select({ id: things.id, others: ofThing.select({ value, maybe }), whole: ofThing.select(others) })
        .from(things)
        .orderBy(things.id)
        .strategy(strategy),
    )
  const one = (strategy: Strategy) => (db: Everywhere) =>
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

  return {
    'to many, json': path(many('json'), manyOf),
    'to many, split': path(many('split'), manyOf),
    'to many, join': path(many('join'), manyOf),
    'to one, json': path(one('json'), oneOf),
    'to one, split': path(one('split'), oneOf),
    'to one, join': path(one('join'), oneOf),
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
