// The tables of a type, and the rows in them.
import { type Database, integer, schema, table } from '@espalier/core'
import type { Subject } from './subject.ts'

/** A database that lacks nothing. Which one lacks what a path needs is told at run time. */
export type Everywhere = Database<never>

export type Value = Subject['~types']['value']

/** A row as the program has it. */
export interface Stored {
  readonly id: number
  readonly value: Value
  readonly maybe: Value | null
}

/** A way that values take out of the database. */
export interface Path<Row extends object> {
  /** Each statement's rows are in the order of their ids. */
  rows(db: Everywhere): Promise<readonly Row[]>
  /** What they are, worked out by the program. */
  readonly expected: (stored: readonly Stored[]) => readonly object[]
}

/** A path whose rows are made of a stored row each; by itself they are these. */
export const path = <Row extends object>(
  rows: (db: Everywhere) => Promise<readonly Row[]>,
  made: (row: Stored, at: number) => object = (row) => row,
): Path<Row> => ({ rows, expected: (stored) => stored.map(made) })

/** A path whose rows are made of all of them. */
export const pathOfAll = <Row extends object>(
  rows: (db: Everywhere) => Promise<readonly Row[]>,
  expected: (stored: readonly Stored[]) => readonly object[],
): Path<Row> => ({ rows, expected })

/**
 * The tables, which have each value in a column that is never null and in one that may be. A path that sends a statement
 * for each row takes `some` of them.
 */
export function groundOf(type: () => Subject, rows: readonly Stored[], given: Value, some: number) {
  const own = () => ({ id: integer().primaryKey(), value: type(), maybe: type().nullable() })
  const things = table('things', own())
  /** Every second one belongs to the thing of its id, the others to none. */
  const others = table('others', {
    ...own(),
    thingId: integer('thing_id')
      .nullable()
      .references(() => things.id),
  })
  const copies = table('copies', own())
  const defaults = table('defaults', {
    id: integer().identity(),
    value: type().default(given),
    maybe: type().nullable().default(given),
    none: type().nullable(),
  })
  return {
    type,
    rows,
    given,
    some,
    things,
    others,
    copies,
    defaults,
    all: schema({ things, others, copies, defaults }),
  }
}

export type Ground = ReturnType<typeof groundOf>

/** Rows for statements that take so many at a time. */
export async function inParts<Row, Result>(
  rows: readonly Row[],
  size: number,
  give: (part: readonly Row[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let at = 0; at < rows.length; at += size) results.push(...(await give(rows.slice(at, at + size))))
  return results
}
