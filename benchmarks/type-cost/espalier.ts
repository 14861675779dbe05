import { type Author, type ColumnPlan, columns, tablesOf } from './program.ts'

export const espalier: Author = {
  name: 'espalier',
  packages: ['@espalier/core'],
  refuses: 'all three',
  schema: (tables) =>
    tablesOf(
      `import { boolean, integer, real, table, text, timestamp } from '@espalier/core'`,
      tables,
      (name) => `export const ${name} = table('${name}', {${columns.map((plan) => `\n  ${line(plan)},`).join('')}\n})`,
    ),
  head: `import { avg, count, type Database, max, select, sum } from '@espalier/core'
import type { SqliteLacks } from '@espalier/dialect-sqlite'
import * as s from './schema.ts'

interface Plain { id: number; name: string; amount: number; parent: string; owner: string | null; note: string | null }
interface Grouped { title: string; name: string | null; n: number; total: number; best: number; mean: number }
declare const db: Database<SqliteLacks>`,
  typed: {
    list: 'select({ id: s.t1.id, name: s.t0.| }).from(s.t0).join(s.t1, s.t1.id.eq(s.t0.parentId))',
    where: 'select({ id: s.t0.id }).from(s.t0).join(s.t1, s.t1.id.eq(s.t0.parentId)).where(s.t1.|)',
  },
  plain: ({ a, b, c }) => `  const rows = await db.all(
    select({ id: s.${a}.id, name: s.${a}.name, amount: s.${a}.amount, parent: s.${b}.title, owner: s.${c}.name, note: s.${c}.note })
      .from(s.${a})
      .join(s.${b}, s.${b}.id.eq(s.${a}.parentId))
      .leftJoin(s.${c}, s.${c}.id.eq(s.${a}.ownerId))
      .where(s.${a}.amount.gt(10), s.${b}.active.eq(true))
      .orderBy(s.${b}.title, s.${a}.id.desc())
      .limit(20),
  )`,
  grouped: ({ a, b, c }) => `  const rows = await db.all(
    select({ title: s.${b}.title, name: s.${c}.name, n: count(), total: sum(s.${a}.amount), best: max(s.${a}.score), mean: avg(s.${a}.size) })
      .from(s.${a})
      .join(s.${b}, s.${b}.id.eq(s.${a}.parentId))
      .leftJoin(s.${c}, s.${c}.id.eq(s.${a}.ownerId))
      .where(s.${a}.amount.gt(10))
      .groupBy(s.${b}.title, s.${c}.name)
      .having(count().gt(1))
      .orderBy(s.${b}.title)
      .limit(20),
  )`,
}

const line = ({ name, type, nullable }: ColumnPlan): string =>
  `${name}: ${type}()${name === 'id' ? '.identity()' : ''}${nullable ? '.nullable()' : ''}`
