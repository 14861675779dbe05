import { type Author, type ColumnPlan, columns, tablesOf } from './program.ts'

export const kysely: Author = {
  name: 'kysely',
  packages: ['kysely'],
  refuses: 'the first',
  schema: (tables) =>
    [
      tablesOf(
        `import type { Generated } from 'kysely'`,
        tables,
        (name) => `export interface ${name} {${columns.map((plan) => `\n  ${line(plan)}`).join('')}\n}`,
      ),
      `export interface Schema {${Array.from({ length: tables }, (_none, i) => `\n  t${i}: t${i}`).join('')}\n}`,
    ].join('\n'),
  head: `import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

interface Plain { id: number; name: string; amount: number; parent: string; owner: string | null; note: string | null }
interface Grouped { title: string; name: string | null; n: number; total: number; best: number; mean: number }
declare const db: Kysely<Schema>`,
  typed: {
    list: "db.selectFrom('t0').innerJoin('t1', 't1.id', 't0.parentId').select('|')",
    where: "db.selectFrom('t0').innerJoin('t1', 't1.id', 't0.parentId').select('t0.id').where('|')",
  },
  plain: ({ a, b, c }) => `  const rows = await db
    .selectFrom('${a}')
    .innerJoin('${b}', '${b}.id', '${a}.parentId')
    .leftJoin('${c}', '${c}.id', '${a}.ownerId')
    .select(['${a}.id', '${a}.name', '${a}.amount', '${b}.title as parent', '${c}.name as owner', '${c}.note'])
    .where('${a}.amount', '>', 10)
    .where('${b}.active', '=', 1)
    .orderBy('${b}.title')
    .orderBy('${a}.id', 'desc')
    .limit(20)
    .execute()`,
  grouped: ({ a, b, c }) => `  const rows = await db
    .selectFrom('${a}')
    .innerJoin('${b}', '${b}.id', '${a}.parentId')
    .leftJoin('${c}', '${c}.id', '${a}.ownerId')
    .where('${a}.amount', '>', 10)
    .groupBy(['${b}.title', '${c}.name'])
    .having((e) => e.fn.countAll<number>(), '>', 1)
    .select((e) => [
      '${b}.title',
      '${c}.name',
      e.fn.countAll<number>().as('n'),
      e.fn.sum<number>('${a}.amount').as('total'),
      e.fn.max('${a}.score').as('best'),
      e.fn.avg<number>('${a}.size').as('mean'),
    ])
    .orderBy('${b}.title')
    .limit(20)
    .execute()`,
}

/** On SQLite a boolean arrives as a number and an instant as text: Kysely's interfaces say what the driver gives. */
const types = { integer: 'number', text: 'string', real: 'number', boolean: 'number', timestamp: 'string' }

function line({ name, type, nullable }: ColumnPlan): string {
  const value = name === 'id' ? 'Generated<number>' : types[type]
  return `${name}: ${value}${nullable ? ' | null' : ''}`
}
