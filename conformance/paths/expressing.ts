// The ways that values take through expressions.
import {
  arrayAgg,
  caseOf,
  caseWhen,
  coalesce,
  count,
  firstValue,
  greatest,
  jsonArray,
  jsonArrayAgg,
  jsonObject,
  lag,
  least,
  literal,
  max,
  min,
  nullIf,
  nullOf,
  scalar,
  select,
} from '@espalier/core'
import { type Ground, inParts, path, pathOfAll, type Stored } from './ground.ts'

export const expressing = ({ type, things, others, rows, given, some }: Ground) => {
  const { id, value, maybe } = things
  const isEven = id.mod(2).eq(0)
  const odd = (row: Stored): boolean => row.id % 2 !== 0

  return {
    coalesce: path(
      (db) =>
        db.all(
          select({ id, filled: coalesce(maybe, value), or: coalesce(maybe, given), maybe: coalesce(maybe, maybe) })
            .from(things)
            .orderBy(id),
        ),
      (row) => ({ id: row.id, filled: row.maybe ?? row.value, or: row.maybe ?? given, maybe: row.maybe }),
    ),
    CASE: path(
      (db) =>
        db.all(
          select({
            id,
            value: caseWhen(isEven, value).else(value),
            maybe: caseWhen(isEven, maybe).else(maybe),
            even: caseWhen(isEven, value).end(),
            or: caseWhen(isEven, value).else(given),
            equal: caseOf(id).when(1, value).when(2, maybe).end(),
          })
            .from(things)
            .orderBy(id),
        ),
      (row) => ({
        ...row,
        even: odd(row) ? null : row.value,
        or: odd(row) ? given : row.value,
        equal: row.id === 1 ? row.value : row.id === 2 ? row.maybe : null,
      }),
    ),
    'CASE of a value': path(
      (db) =>
        db.all(
          select({ id, is: caseOf(value).when(given, 'given').else('another') })
            .from(things)
            .orderBy(id),
        ),
      (row) => ({ id: row.id, is: row.id === 1 ? 'given' : 'another' }),
    ),
    nullIf: path(
      (db) =>
        db.all(
          select({ id, value: nullIf(value, given), maybe: nullIf(maybe, given) })
            .from(things)
            .orderBy(id),
        ),
      (row) => (row.id === 1 ? { id: 1, value: null, maybe: null } : row),
    ),
    'greatest and least': path(
      (db) =>
        db.all(
          select({ id, value: greatest(value, value), maybe: least(maybe, value, maybe), most: greatest(value, maybe) })
            .from(things)
            .orderBy(id),
        ),
      (row) => ({ ...row, most: row.maybe }),
    ),
    'a scalar subquery': path(
      (db) =>
        db.all(
          select({
            id,
            value: scalar(select({ value: others.value }).from(others).correlate(things).where(others.thingId.eq(id))),
            maybe: scalar(select({ maybe: others.maybe }).from(others).correlate(things).where(others.id.eq(id))),
          })
            .from(things)
            .orderBy(id),
        ),
      (row) => (odd(row) ? { ...row, value: null } : row),
    ),
    'a cast': path((db) =>
      db.all(
        select({ id, value: value.cast(type()), maybe: maybe.cast(type()) })
          .from(things)
          .orderBy(id),
      ),
    ),
    'min and max': path((db) =>
      db.all(
        select({ id, value: min(value), maybe: max(maybe) })
          .from(things)
          .groupBy(id)
          .orderBy(id),
      ),
    ),
    'min and max over one row and over none': pathOfAll(
      (db) =>
        inParts([1, 0], 1, ([of = 0]) =>
          db.all(
            select({ least: min(value), most: max(value) })
              .from(things)
              .where(id.eq(of)),
          ),
        ),
      (stored) => [
        { least: stored[0]?.value, most: stored[0]?.value },
        { least: null, most: null },
      ],
    ),
    'GROUP BY': path(
      (db) => db.all(select({ id, value, maybe, n: count() }).from(things).groupBy(id, value, maybe).orderBy(id)),
      (row) => ({ ...row, n: 1 }),
    ),
    firstValue: path((db) =>
      db.all(
        select({
          id,
          value: firstValue(value).over({ partitionBy: id }),
          maybe: firstValue(maybe).over({ partitionBy: id }),
        })
          .from(things)
          .orderBy(id),
      ),
    ),
    lag: path(
      (db) =>
        db.all(
          select({ id, value: lag(value).over({ orderBy: id }) })
            .from(things)
            .orderBy(id),
        ),
      (row, at) => ({ id: row.id, value: at === 0 ? null : rows[at - 1]?.value }),
    ),
    'lag or a value': path(
      (db) =>
        db.all(
          select({ id, value: lag(value, 1, given).over({ orderBy: id }) })
            .from(things)
            .orderBy(id),
        ),
      (row, at) => ({ id: row.id, value: at === 0 ? given : rows[at - 1]?.value }),
    ),
    arrayAgg: path(
      (db) =>
        db.all(
          select({ id, values: arrayAgg(value), maybes: arrayAgg(maybe) })
            .from(things)
            .groupBy(id)
            .orderBy(id),
        ),
      (row) => ({ id: row.id, values: [row.value], maybes: [row.maybe] }),
    ),
    jsonArrayAgg: path(
      (db) =>
        db.all(
          select({ id, values: jsonArrayAgg(value), maybes: jsonArrayAgg(maybe) })
            .from(things)
            .groupBy(id)
            .orderBy(id),
        ),
      (row) => ({ id: row.id, values: [inJson(row.value)], maybes: [inJson(row.maybe)] }),
    ),
    'jsonObject and jsonArray': path(
      (db) =>
        db.all(
          select({ id, object: jsonObject({ value, maybe }), list: jsonArray(value, maybe) })
            .from(things)
            .orderBy(id),
        ),
      (row) => ({
        id: row.id,
        object: { value: inJson(row.value), maybe: inJson(row.maybe) },
        list: [inJson(row.value), inJson(row.maybe)],
      }),
    ),
    'a literal': pathOfAll(
      (db) =>
        inParts(rows.slice(0, some), 1, ([row]) =>
          db.all(select({ value: literal((row as Stored).value, type()), none: nullOf(type()) })),
        ),
      (stored) => stored.slice(0, some).map((row) => ({ value: row.value, none: null })),
    ),
  }
}

/** A value that stands in JSON which the database builds; the test knows what it looks like there. */
export class InJson {
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }
}

const inJson = (value: unknown): unknown => (value === null ? null : new InJson(value))
