// The places that take a value, for each type of column.
import {
  bigint,
  boolean,
  bytes,
  caseOf,
  caseWhen,
  coalesce,
  constant,
  createStatements,
  date,
  deleteFrom,
  enumOf,
  fn,
  greatest,
  insert,
  integer,
  json,
  lag,
  least,
  literal,
  localTimestamp,
  nullIf,
  numeric,
  real,
  schema,
  select,
  table,
  text,
  time,
  timestamp,
  update,
  uuid,
  varchar,
} from '@espalier/core'

export const types: Readonly<Record<string, () => any>> = {
  integer,
  bigint,
  real,
  numeric: () => numeric(10, 2),
  text,
  varchar: () => varchar(5),
  enum: () => enumOf(['calm', 'loud']),
  boolean,
  timestamp,
  localTimestamp,
  date,
  time,
  uuid,
  bytes,
  json,
}

export const things: any = table('things', {
  id: integer().primaryKey(),
  ...Object.fromEntries(Object.entries(types).map(([name, type]) => [name, type().nullable()])),
}) as any

/** A place that takes a value of a column; `whole` where the column stands for itself in the error. */
interface Place {
  readonly of: readonly string[]
  /** False where the place knows the type only. */
  readonly named: boolean
  readonly takesNull?: boolean
  /** True where undefined means that nothing was given. */
  readonly optional?: boolean
  readonly give: (key: string, value: unknown) => unknown
}

const all = Object.keys(types)
export const isText = (key: string): boolean => ['text', 'varchar', 'enum'].includes(key)
const numbers = ['integer', 'bigint', 'real', 'numeric']
const texty = all.filter(isText)
const where = (give: (column: any, value: unknown) => any) => (key: string, value: unknown) =>
  select({ id: things.id }).from(things).where(give(things[key], value))
const selected = (give: (column: any, value: unknown) => any) => (key: string, value: unknown) =>
  select({ x: give(things[key], value) }).from(things)
const method = (name: string) => where((column, value) => column[name](value))
export const row = (key: string, value: unknown): Readonly<Record<string, unknown>> => ({ id: 1, [key]: value })
const typeOf = (key: string) => (types[key] as () => any)()

export const places: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(
    ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'].map((name) => [name, { of: all, named: true, give: method(name) }]),
  ),
  isDistinctFrom: { of: all, named: true, takesNull: true, give: method('isDistinctFrom') },
  isNotDistinctFrom: { of: all, named: true, takesNull: true, give: method('isNotDistinctFrom') },
  in: { of: all, named: true, give: where((column, value) => column.in([value])) },
  notIn: { of: all, named: true, give: where((column, value) => column.notIn([value])) },
  'between, low': { of: numbers, named: true, give: where((column, value) => column.between(value, column)) },
  'between, high': { of: numbers, named: true, give: where((column, value) => column.notBetween(column, value)) },
  like: { of: texty, named: true, give: method('like') },
  notLike: { of: texty, named: true, give: method('notLike') },
  startsWith: { of: texty, named: true, give: method('startsWith') },
  endsWith: { of: texty, named: true, give: method('endsWith') },
  contains: { of: texty, named: true, give: method('contains') },
  concat: { of: texty, named: true, give: selected((column, value) => column.concat(value)) },
  ...Object.fromEntries(
    ['plus', 'minus', 'times', 'div'].map((name) => [
      name,
      { of: numbers, named: true, give: selected((column, value) => column[name](value)) },
    ]),
  ),
  intDiv: { of: ['integer', 'bigint'], named: true, give: selected((column, value) => column.intDiv(value)) },
  mod: { of: ['integer', 'bigint', 'numeric'], named: true, give: selected((column, value) => column.mod(value)) },
  insert: {
    of: all,
    named: true,
    takesNull: true,
    optional: true,
    give: (key, value) => insert(things).values(row(key, value)),
  },
  'insert of many rows': {
    of: all,
    named: true,
    takesNull: true,
    optional: true,
    give: (key, value) => insert(things).values([row(key, null), row(key, value)]),
  },
  update: {
    of: all,
    named: true,
    takesNull: true,
    give: (key, value) =>
      update(things)
        .set({ [key]: value })
        .allRows(),
  },
  doUpdate: {
    of: all,
    named: true,
    takesNull: true,
    give: (key, value) =>
      insert(things)
        .values({ id: 1 } as never)
        .onConflict(things.id)
        .doUpdate({ [key]: value }),
  },
  delete: { of: all, named: true, give: (key, value) => deleteFrom(things).where(things[key].eq(value)) },
  default: {
    of: all.filter((name) => name !== 'json'),
    named: true,
    takesNull: true,
    give: (key, value) =>
      createStatements(schema({ t: table('things', { [key]: typeOf(key).default(value) }) }), true)[0],
  },
  literal: {
    of: all,
    named: false,
    takesNull: true,
    give: (key, value) => select({ x: literal(value, typeOf(key)) }),
  },
  'CASE … WHEN': {
    of: all,
    named: true,
    give: selected((column, value) => caseOf(column).when(value, literal(1)).end()),
  },
  'CASE … THEN': {
    of: all,
    named: false,
    give: selected((column, value) => caseWhen(constant(true), column).when(constant(false), value).end()),
  },
  'CASE … ELSE': {
    of: all,
    named: false,
    give: selected((column, value) => caseWhen(constant(true), column).else(value)),
  },
  coalesce: { of: all, named: true, give: selected((column, value) => coalesce(column, value)) },
  nullIf: { of: all, named: true, give: selected((column, value) => nullIf(column, value)) },
  greatest: { of: all, named: true, give: selected((column, value) => greatest(column, value)) },
  least: { of: all, named: true, give: selected((column, value) => least(column, value)) },
  'a declared function': {
    of: all,
    named: false,
    give: (key, value) => select({ x: (fn('f', [typeOf(key)], integer()) as any)(value) }),
  },
  lag: {
    of: all,
    named: true,
    optional: true,
    give: selected((column, value) => lag(column, 1, value).over({ orderBy: things.id })),
  },
}
