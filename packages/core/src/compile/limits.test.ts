// Large statements: they compile in linear time, or a limit is named; JavaScript's own stack never overflows.
import { describe, expect, test } from 'vitest'
import { mariadbDialect } from '../../../dialect-mysql/src/mariadb.ts'
import { mysqlDialect } from '../../../dialect-mysql/src/mysql.ts'
import { postgresDialect } from '../../../dialect-postgres/src/postgres.ts'
import { sqliteDialect } from '../../../dialect-sqlite/src/sqlite.ts'
import {
  alias,
  and,
  caseWhen,
  coalesce,
  compile,
  concat,
  constant,
  cte,
  type Expr,
  equal,
  exists,
  fingerprint,
  insert,
  integer,
  json,
  LimitExceeded,
  literal,
  lower,
  not,
  or,
  rowNumber,
  scalar,
  select,
  table,
  text,
  transform,
  unionAll,
  values,
  walk,
} from '../index.ts'

const dialects = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]
const things = table('things', { id: integer().primaryKey(), name: text().nullable(), doc: json<any>().nullable() })
const base = select({ id: things.id }).from(things)
type Condition = Expr<boolean, 'boolean', any, any>
type Number = Expr<number, 'integer', any, any>

/** A term without a parameter, so that no limit of these is met. */
const term: Condition = things.id.isNotNull()

function repeated<T>(times: number, first: T, next: (before: T, i: number) => T): T {
  let made = first
  for (let i = 0; i < times; i++) made = next(made, i)
  return made
}

/** Compiles, or says which limit would be passed. */
function outcome(statement: () => any, dialect = postgresDialect as any): 'compiled' | 'limit' {
  try {
    compile(statement(), dialect)
    return 'compiled'
  } catch (error) {
    expect(error, String(error)).toBeInstanceOf(LimitExceeded)
    return 'limit'
  }
}

const long: Readonly<Record<string, (n: number) => any>> = {
  'and(…)': (n) => base.where(and(...Array.from({ length: n }, () => term))),
  'or(…)': (n) => base.where(or(...Array.from({ length: n }, () => term))),
  'where(…)': (n) => base.where(...Array.from({ length: n }, () => term)),
  'a chain of .and(…)': (n) => base.where(repeated(n, term, (before) => before.and(term))),
  'a chain of .or(…)': (n) => base.where(repeated(n, term, (before) => before.or(term))),
  'a chain of .and(…) on the right': (n) => base.where(repeated(n, term, (before) => term.and(before))),
  'a chain of .concat(…)': (n) =>
    select({ x: repeated<any>(n, things.name, (before) => before.concat(things.name)) }).from(things),
  'concat(…)': (n) => select({ x: (concat as any)(...Array.from({ length: n }, () => things.name)) }).from(things),
  'coalesce(…)': (n) => select({ x: (coalesce as any)(...Array.from({ length: n }, () => things.id)) }).from(things),
  'the select list': (n) =>
    select(Object.fromEntries(Array.from({ length: n }, (_entry, i) => [`c${i}`, things.id]))).from(things),
  'orderBy(…)': (n) => base.orderBy(...Array.from({ length: n }, () => things.id)),
  'an IN list of expressions': (n) => base.where(things.id.in(Array.from({ length: n }, () => things.id))),
}

describe('a long list', () => {
  test.each(Object.entries(long))('of 100,000 in %s compiles', (_title, statement) => {
    for (const dialect of dialects) expect(outcome(() => statement(100_000), dialect)).toBe('compiled')
  })

  test('up to 400 conditions are one flat list, and more stand in parts in parentheses', () => {
    const written = (n: number): string =>
      compile(base.where(and(...Array.from({ length: n }, () => term))), sqliteDialect).sql
    expect(written(400)).not.toContain('(')
    expect(written(401).match(/ and \(/g)).toHaveLength(19)
    expect(written(401).match(/ is not null/g)).toHaveLength(401)
  })

  test('a chain of where(…) and of CASE branches compiles', () => {
    const some = 10_000
    expect(outcome(() => repeated<any>(some, base, (before) => before.where(term)))).toBe('compiled')
    const branches = repeated<any>(some, caseWhen(constant(true), things.id), (before) => before.when(term, things.id))
    expect(outcome(() => select({ x: branches.end() }).from(things))).toBe('compiled')
  })

  test('a JSON path of 1,000 keys compiles', () => {
    const path = () => select({ x: repeated<any>(1_000, things.doc, (before) => before.at('a')).asText() }).from(things)
    for (const dialect of dialects) expect(outcome(path, dialect)).toBe('compiled')
  })

  test('a union of 10,000 members compiles', () => {
    const members = repeated<any>(10_000, base, (before) => unionAll(before, base as never))
    for (const dialect of dialects) expect(outcome(() => members, dialect)).toBe('compiled')
  })

  test('an IN list of 1,000,000 values is refused with a sentence', () => {
    const values = Array.from({ length: 1_000_000 }, (_value, i) => i)
    for (const dialect of dialects) {
      expect(() => compile(base.where(things.id.in(values)), dialect)).toThrow(
        `the statement has 1000000 parameters, and ${dialect.name} takes ${dialect.maxParams}; send it in parts`,
      )
    }
  })

  test('VALUES in FROM of more parameters than the database takes is refused', () => {
    const rows = Array.from({ length: 200_000 }, (_row, id) => ({ id }))
    for (const dialect of dialects)
      expect(outcome(() => select(values('v', { id: integer() }, rows) as never), dialect)).toBe('limit')
  })

  test('exactly as many parameters as the database takes compile, and one more does not', () => {
    for (const dialect of dialects) {
      const values = Array.from({ length: dialect.maxParams }, (_value, i) => i)
      expect(outcome(() => base.where(things.id.in(values)), dialect)).toBe('compiled')
      expect(outcome(() => base.where(things.id.in([...values, 1])), dialect)).toBe('limit')
    }
  })

  test('an INSERT of more parameters than the database takes, or of 1,000,000, is refused where it is compiled by itself', () => {
    const rows = (length: number) => Array.from({ length }, (_row, id) => ({ id, name: 'x' }))
    for (const dialect of dialects) expect(outcome(() => insert(things).values(rows(40_000)), dialect)).toBe('limit')
    expect(outcome(() => insert(things).values(rows(500_000)))).toBe('limit')
  })
})

const deep: Readonly<Record<string, (n: number) => any>> = {
  'not(…)': (n) => base.where(repeated(n, term, (before) => not(before))),
  'and(or(…))': (n) => base.where(repeated(n, term, (before, i) => (i % 2 ? and(before, term) : or(before, term)))),
  minus: (n) => select({ x: repeated<Number>(n, things.id, (before) => before.minus(things.id)) }).from(things),
  'minus on the right': (n) =>
    select({ x: repeated<Number>(n, things.id, (before) => things.id.minus(before as never)) }).from(things),
  plus: (n) => select({ x: repeated<Number>(n, things.id, (before) => before.plus(things.id)) }).from(things),
  times: (n) => select({ x: repeated<Number>(n, things.id, (before) => before.times(things.id)) }).from(things),
  'plus and times': (n) =>
    select({
      x: repeated<Number>(n, things.id, (before, i) => (i % 2 ? before.plus(things.id) : before.times(things.id))),
    }).from(things),
  negate: (n) => select({ x: repeated<any>(n, things.id, (before) => before.negate()) }).from(things),
  cast: (n) => select({ x: repeated<any>(n, things.id, (before) => before.cast(integer())) }).from(things),
  call: (n) => select({ x: repeated<any>(n, things.id, (before) => coalesce(before, literal(1))) }).from(things),
  CASE: (n) => select({ x: repeated<any>(n, things.id, (before) => caseWhen(term, before).end()) }).from(things),
  'a function of text': (n) => select({ x: repeated<any>(n, things.name, (before) => lower(before)) }).from(things),
  'the order of a window': (n) =>
    select({ x: repeated<any>(n, things.id, (before) => rowNumber().over({ orderBy: before })) }).from(things),
  in: (n) => base.where(repeated<any>(n, term, (before) => before.in([constant(true)]))),
  between: (n) => base.where(repeated<any>(n, term, (before) => before.between(constant(true), constant(true)))),
  'subqueries in FROM': (n) =>
    repeated<any>(n, base, (before, i) => {
      const inner = before.as(`q${i}`)
      return select({ id: inner.id }).from(inner)
    }),
  'scalar subqueries': (n) => repeated<any>(n, base, (before) => select({ id: scalar(before) })),
  'EXISTS in WHERE': (n) => repeated<any>(n, base, (before) => base.where(exists(before) as never)),
  'unions of two kinds': (n) =>
    repeated<any>(n, base, (before, i) => (i % 2 ? unionAll(before, base as never) : unionAll(base, before.limit(1)))),
  'WITH queries': (n) =>
    repeated<any>(n, base, (before, i) => {
      const inner = cte(`q${i}`, before) as any
      return select({ id: inner.id }).from(inner)
    }),
}

describe('deep nesting', () => {
  test.each(Object.entries(deep))('%s 1,000 deep compiles or names the limit', (_title, statement) => {
    for (const dialect of dialects) outcome(() => statement(1_000), dialect)
  })

  test.each(Object.entries(deep))('%s 100 deep compiles', (_title, statement) => {
    for (const dialect of dialects) expect(outcome(() => statement(100), dialect)).toBe('compiled')
  })

  test.each(Object.entries(deep))('%s 100,000 deep names the limit', (_title, statement) => {
    for (const dialect of dialects) expect(outcome(() => statement(100_000), dialect)).toBe('limit')
  })
})

describe('what goes through a tree', () => {
  /** What is done with a tree besides compiling it; none overflows the stack, and only a fingerprint has a limit. */
  function gone(statement: any): void {
    walk(statement, () => {})
    const changed = transform(statement, { column: (node) => ({ ...node }) })
    expect(transform(changed, {}) === changed).toBe(true)
    expect(equal(statement, changed)).toBe(true)
    expect(String(statement).length).toBeLessThan(50_000)
    try {
      expect(fingerprint(statement) === fingerprint(changed)).toBe(true)
    } catch (error) {
      expect(error, String(error)).toBeInstanceOf(LimitExceeded)
    }
  }

  test.each(Object.entries(long))('goes through 20,000 in %s', (_title, statement) => gone(statement(20_000)))

  test.each(Object.entries(deep))('goes through %s 10,000 deep', (_title, statement) => gone(statement(10_000)))
})

describe('compile time grows with the statement', () => {
  const many: Readonly<Record<string, (n: number) => any>> = {
    'AND terms': (n) => base.where(and(...Array.from({ length: n }, () => term))),
    'a chain of AND': (n) => base.where(repeated(n, term, (before) => before.and(term))),
    'an IN list': (n) => base.where(things.id.in(Array.from({ length: n }, () => things.id))),
    'a select list': (n) =>
      select(Object.fromEntries(Array.from({ length: n }, (_c, i) => [`c${i}`, things.id]))).from(things),
    joins: (n) =>
      repeated<any>(n / 20, base, (before, i) => {
        const other = alias(things, `t${i}`)
        return before.join(other, other.id.eq(things.id))
      }),
    'rows of an INSERT': (n) => insert(things).values(Array.from({ length: n / 8 }, (_row, id) => ({ id, name: 'x' }))),
  }

  function milliseconds(statement: any): number {
    const begun = performance.now()
    compile(statement, postgresDialect)
    return performance.now() - begun
  }

  test.each(Object.entries(many))('%s', (_title, statement) => {
    const [n, twice] = [statement(40_000), statement(80_000)]
    milliseconds(n)
    // A machine that does something else can only make it slower: the best of some tries counts.
    const ratios = Array.from({ length: 7 }, () => {
      const once = Math.min(milliseconds(n), milliseconds(n), milliseconds(n))
      return Math.min(milliseconds(twice), milliseconds(twice), milliseconds(twice)) / once
    })
    expect(Math.min(...ratios)).toBeLessThan(3)
  })
})
