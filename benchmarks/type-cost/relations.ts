// Rows inside of rows inside of rows, as each contender has them in its types.
import { drizzle } from './drizzle.ts'
import { espalier } from './espalier.ts'
import { kysely } from './kysely.ts'
import type { Author } from './program.ts'

/** Who declares a schema in which each table has the rows of the next one, and reads three of them as a tree. */
export interface RelationAuthor {
  readonly name: string
  readonly packages: readonly string[]
  /** `schema.ts`: as many tables as asked for, and how they go together. */
  schema(tables: number): string
  /** What stands above the queries. */
  readonly head: string
  /** A query of a table, the next one and the one behind that; it gives rows of `Tree`, as statements that end with `rows`. */
  tree(a: string, b: string, c: string): string
}

/** The files of a program. No two queries begin at the same table. */
export function relationProgram(author: RelationAuthor, tables: number, queries: number): Record<string, string> {
  const functions = Array.from({ length: queries }, (_none, i) => {
    const first = Math.floor((i * (tables - 2)) / queries)
    const [a, b, c] = [first, first + 1, first + 2].map((n) => `t${n}`) as [string, string, string]
    return `export async function q${i}(): Promise<Tree[]> {\n${author.tree(a, b, c)}\n  return rows\n}`
  })
  const head = `${author.head}

interface Tree { id: number; name: string; children: { id: number; title: string; children: { id: number; body: string | null }[] }[] }`
  return { 'schema.ts': author.schema(tables), 'queries.ts': `${[head, ...functions].join('\n\n')}\n` }
}

/** A line for each table and the one behind it. */
const pairs = (tables: number, line: (table: string, next: string) => string): string =>
  Array.from({ length: tables - 1 }, (_none, i) => line(`t${i}`, `t${i + 1}`)).join('\n')

const related = (of: Author, rest: Pick<RelationAuthor, 'schema' | 'head' | 'tree'>): RelationAuthor => ({
  name: of.name,
  packages: of.packages,
  ...rest,
})

const espalierRelations = related(espalier, {
  schema: (tables) =>
    [
      `import { hasMany } from '@espalier/core'`,
      espalier.schema(tables),
      pairs(tables, (table, next) => `export const ${table}Children = hasMany(${table}, ${next}.parentId)`),
    ].join('\n'),
  head: `import { type Database, select } from '@espalier/core'
import type { SqliteLacks } from '@espalier/dialect-sqlite'
import * as s from './schema.ts'

declare const db: Database<SqliteLacks>`,
  tree: (a, b, c) => `  const rows = await db.all(
    select({
      id: s.${a}.id,
      name: s.${a}.name,
      children: s.${a}Children
        .select({
          id: s.${b}.id,
          title: s.${b}.title,
          children: s.${b}Children.select({ id: s.${c}.id, body: s.${c}.body }).orderBy(s.${c}.id),
        })
        .orderBy(s.${b}.id),
    })
      .from(s.${a})
      .orderBy(s.${a}.id)
      .limit(20),
  )`,
})

const kyselyHelpers = related(kysely, {
  schema: kysely.schema,
  head: `import type { Kysely } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/sqlite'
import type { Schema } from './schema.ts'

declare const db: Kysely<Schema>`,
  tree: (a, b, c) => `  const rows = await db
    .selectFrom('${a}')
    .select((p) => [
      '${a}.id',
      '${a}.name',
      jsonArrayFrom(
        p
          .selectFrom('${b}')
          .whereRef('${b}.parentId', '=', '${a}.id')
          .select((q) => [
            '${b}.id',
            '${b}.title',
            jsonArrayFrom(
              q
                .selectFrom('${c}')
                .whereRef('${c}.parentId', '=', '${b}.id')
                .select(['${c}.id', '${c}.body'])
                .orderBy('${c}.id'),
            ).as('children'),
          ])
          .orderBy('${b}.id'),
      ).as('children'),
    ])
    .orderBy('${a}.id')
    .limit(20)
    .execute()`,
})

const drizzleQueries = related(drizzle('drizzle', 'drizzle-orm'), {
  schema: (tables) =>
    [
      `import { relations } from 'drizzle-orm'`,
      drizzle('drizzle', 'drizzle-orm').schema(tables),
      pairs(
        tables + 1,
        (table, next) => `export const ${table}Relations = relations(${table}, ({ many, one }) => ({
  ${[
    ...(next === `t${tables}` ? [] : [`children: many(${next}, { relationName: '${table}' })`]),
    ...(table === 't0' ? [] : [parentOf(table)]),
  ].join(',\n  ')},
}))`,
      ),
    ].join('\n'),
  head: `import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import * as s from './schema.ts'

declare const db: BetterSQLite3Database<typeof s>`,
  tree: (a) => `  const rows = await db.query.${a}.findMany({
    columns: { id: true, name: true },
    orderBy: (t, { asc }) => asc(t.id),
    limit: 20,
    with: {
      children: {
        columns: { id: true, title: true },
        orderBy: (t, { asc }) => asc(t.id),
        with: { children: { columns: { id: true, body: true }, orderBy: (t, { asc }) => asc(t.id) } },
      },
    },
  })`,
})

/** The side of Drizzle's relation that has the foreign key. */
function parentOf(table: string): string {
  const parent = `t${Number(table.slice(1)) - 1}`
  return `parent: one(${parent}, { fields: [${table}.parentId], references: [${parent}.id], relationName: '${parent}' })`
}

const drizzle1Queries = related(drizzle('drizzle 1 rc', 'drizzle-orm-1'), {
  schema: (tables) =>
    [
      `import { defineRelations } from 'drizzle-orm-1'`,
      drizzle('drizzle 1 rc', 'drizzle-orm-1').schema(tables),
      `export const relations = defineRelations({ ${Array.from({ length: tables }, (_none, i) => `t${i}`).join(', ')} }, (r) => ({`,
      pairs(
        tables,
        (table, next) => `  ${table}: { children: r.many.${next}({ from: r.${table}.id, to: r.${next}.parentId }) },`,
      ),
      '}))',
    ].join('\n'),
  head: `import type { BetterSQLite3Database } from 'drizzle-orm-1/better-sqlite3'
import type { relations } from './schema.ts'

declare const db: BetterSQLite3Database<typeof relations>`,
  tree: (a) => `  const rows = await db.query.${a}.findMany({
    columns: { id: true, name: true },
    orderBy: { id: 'asc' },
    limit: 20,
    with: {
      children: {
        columns: { id: true, title: true },
        orderBy: { id: 'asc' },
        with: { children: { columns: { id: true, body: true }, orderBy: { id: 'asc' } } },
      },
    },
  })`,
})

export const relationAuthors: readonly RelationAuthor[] = [
  espalierRelations,
  kyselyHelpers,
  drizzleQueries,
  drizzle1Queries,
]
