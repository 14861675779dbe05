// One long statement each: 20 joins, 20 WITH queries that read one another, a union of 20 members.
import { drizzle } from './drizzle.ts'
import { espalier } from './espalier.ts'
import { kysely } from './kysely.ts'
import type { Author } from './program.ts'
import { rado } from './rado.ts'

/** The parts of a long statement. */
const parts = 20

/** Who writes the long statements, each as statements that end with `rows`. */
export interface LongAuthor extends Pick<Author, 'name' | 'schema' | 'head'> {
  readonly joins: string
  readonly with: string
  readonly union: string
}

/** The statements by name; a row of each is `{ id: number }`. */
export const longStatements = ['joins', 'with', 'union'] as const

/** The files of a program with one of the statements, or with none. */
export const longProgram = (author: LongAuthor, statement: string | undefined): Record<string, string> => ({
  'schema.ts': author.schema(parts + 1),
  'queries.ts': `${author.head}
interface Id { id: number }
${statement === undefined ? '' : `export async function q(): Promise<Id[]> {\n${statement}\n  return rows\n}`}
export type { Plain, Grouped, Id }
export declare const used: typeof db
`,
})

const each = (line: (i: number) => string, from = 1, to = parts): string =>
  Array.from({ length: to - from + 1 }, (_none, i) => line(from + i)).join('\n')

const ofEspalier: LongAuthor = {
  name: 'espalier',
  schema: espalier.schema,
  head: espalier.head.replace(/import \{[^}]*\}/, 'import { cte, type Database, select, unionAll }'),
  joins: `  const rows = await db.all(
    select({ id: s.t0.id })
      .from(s.t0)
${each((i) => `      .join(s.t${i}, s.t${i}.id.eq(s.t${i - 1}.parentId))`)}
      .where(s.t20.amount.gt(1)),
  )`,
  with: `  const c0 = cte('c0', select({ id: s.t0.id, parentId: s.t0.parentId }).from(s.t0))
${each((i) => `  const c${i} = cte('c${i}', select({ id: c${i - 1}.id, parentId: s.t${i}.parentId }).from(c${i - 1}).join(s.t${i}, s.t${i}.id.eq(c${i - 1}.parentId)))`)}
  const rows = await db.all(select({ id: c20.id }).from(c20))`,
  union: `  const u1 = select({ id: s.t1.id }).from(s.t1).where(s.t1.amount.gt(1))
${each((i) => `  const u${i} = unionAll(u${i - 1}, select({ id: s.t${i}.id }).from(s.t${i}).where(s.t${i}.amount.gt(1)))`, 2)}
  const rows = await db.all(u20)`,
}

const ofKysely: LongAuthor = {
  name: 'kysely',
  schema: kysely.schema,
  head: kysely.head,
  joins: `  const rows = await db
    .selectFrom('t0')
${each((i) => `    .innerJoin('t${i}', 't${i}.id', 't${i - 1}.parentId')`)}
    .where('t20.amount', '>', 1)
    .select('t0.id')
    .execute()`,
  with: `  const rows = await db
    .with('c0', (q) => q.selectFrom('t0').select(['t0.id', 't0.parentId']))
${each((i) => `    .with('c${i}', (q) => q.selectFrom('c${i - 1}').innerJoin('t${i}', 't${i}.id', 'c${i - 1}.parentId').select(['c${i - 1}.id', 't${i}.parentId']))`)}
    .selectFrom('c20')
    .select('c20.id')
    .execute()`,
  union: `  const rows = await db
    .selectFrom('t1').select('t1.id').where('t1.amount', '>', 1)
${each((i) => `    .unionAll(db.selectFrom('t${i}').select('t${i}.id').where('t${i}.amount', '>', 1))`, 2)}
    .execute()`,
}

const joinsOfDrizzle = `  const rows = await db
    .select({ id: s.t0.id })
    .from(s.t0)
${each((i) => `    .innerJoin(s.t${i}, eq(s.t${i}.id, s.t${i - 1}.parentId))`)}
    .where(gt(s.t20.amount, 1))`

const withOfDrizzle = `  const c0 = db.$with('c0').as(db.select({ id: s.t0.id, parentId: s.t0.parentId }).from(s.t0))
${each((i) => `  const c${i} = db.$with('c${i}').as(db.select({ id: c${i - 1}.id, parentId: s.t${i}.parentId }).from(c${i - 1}).innerJoin(s.t${i}, eq(s.t${i}.id, c${i - 1}.parentId)))`)}
  const rows = await db.with(${Array.from({ length: parts + 1 }, (_none, i) => `c${i}`).join(', ')}).select({ id: c20.id }).from(c20)`

const ofDrizzle = (name: string, orm: string): LongAuthor => {
  const { schema, head } = drizzle(name, orm)
  return {
    name,
    schema,
    head: `${head.replace(/import \{[^}]*\}/, 'import { eq, gt }')}\nimport { unionAll } from '${orm}/sqlite-core'`,
    joins: joinsOfDrizzle,
    with: withOfDrizzle,
    union: `  const rows = await unionAll(
${each((i) => `    db.select({ id: s.t${i}.id }).from(s.t${i}).where(gt(s.t${i}.amount, 1)),`)}
  )`,
  }
}

const ofRado: LongAuthor = {
  name: 'rado',
  schema: rado.schema,
  head: rado.head.replace(/import \{[^}]*\}/, 'import { eq, gt, type SyncDatabase, unionAll }'),
  joins: joinsOfDrizzle,
  with: withOfDrizzle,
  union: `  const rows = await unionAll(
${each((i) => `    db.select({ id: s.t${i}.id }).from(s.t${i}).where(gt(s.t${i}.amount, 1)),`)}
  )`,
}

export const longAuthors: readonly LongAuthor[] = [
  ofEspalier,
  ofKysely,
  ofDrizzle('drizzle', 'drizzle-orm'),
  ofDrizzle('drizzle 1 rc', 'drizzle-orm-1'),
  ofRado,
]
