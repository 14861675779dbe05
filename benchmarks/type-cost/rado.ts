import { type Author, type ColumnPlan, columns, tablesOf } from './program.ts'

export const rado: Author = {
  name: 'rado',
  packages: ['rado'],
  refuses: 'the third',
  schema: (tables) =>
    tablesOf(
      `import { integer, real, sqliteTable, text } from 'rado/sqlite'`,
      tables,
      (name) =>
        `export const ${name} = sqliteTable('${name}', {${columns.map((plan) => `\n  ${line(plan)},`).join('')}\n})`,
    ),
  head: `import { and, asc, avg, count, desc, eq, gt, max, type SyncDatabase, sum } from 'rado'
import * as s from './schema.ts'

// behind a left join every column may be null
interface Plain { id: number | null; name: string | null; amount: number | null; parent: string | null; owner: string | null; note: string | null }
interface Grouped { title: string | null; name: string | null; n: number; total: string | null; best: number; mean: string | null }
declare const db: SyncDatabase<'sqlite'>`,
  typed: {
    list: 'db.select({ id: s.t1.id, name: s.t0.| }).from(s.t0).innerJoin(s.t1, eq(s.t1.id, s.t0.parentId))',
    where: 'db.select({ id: s.t0.id }).from(s.t0).innerJoin(s.t1, eq(s.t1.id, s.t0.parentId)).where(s.t1.|)',
  },
  plain: ({ a, b, c }) => `  const rows = await db
    .select({ id: s.${a}.id, name: s.${a}.name, amount: s.${a}.amount, parent: s.${b}.title, owner: s.${c}.name, note: s.${c}.note })
    .from(s.${a})
    .innerJoin(s.${b}, eq(s.${b}.id, s.${a}.parentId))
    .leftJoin(s.${c}, eq(s.${c}.id, s.${a}.ownerId))
    .where(and(gt(s.${a}.amount, 10), eq(s.${b}.active, true)))
    .orderBy(asc(s.${b}.title), desc(s.${a}.id))
    .limit(20)`,
  grouped: ({ a, b, c }) => `  const rows = await db
    .select({ title: s.${b}.title, name: s.${c}.name, n: count(), total: sum(s.${a}.amount), best: max(s.${a}.score), mean: avg(s.${a}.size) })
    .from(s.${a})
    .innerJoin(s.${b}, eq(s.${b}.id, s.${a}.parentId))
    .leftJoin(s.${c}, eq(s.${c}.id, s.${a}.ownerId))
    .where(gt(s.${a}.amount, 10))
    .groupBy(s.${b}.title, s.${c}.name)
    .having(gt(count(), 1))
    .orderBy(asc(s.${b}.title))
    .limit(20)`,
}

const types = {
  integer: 'integer()',
  text: 'text()',
  real: 'real()',
  boolean: "integer({ mode: 'boolean' })",
  timestamp: "integer({ mode: 'timestamp_ms' })",
}

const line = ({ name, type, nullable }: ColumnPlan): string =>
  `${name}: ${types[type]}${name === 'id' ? '.primaryKey()' : nullable ? '' : '.notNull()'}`
