/** Who declares a schema and queries it, as the text of a program. */
export interface Author {
  readonly name: string
  readonly packages: readonly string[]
  /** Which of the mistakes that the report names do not compile. */
  readonly refuses: string
  /** `schema.ts`: as many tables as asked for, of 17 columns each. */
  schema(tables: number): string
  /** What stands above the queries. */
  readonly head: string
  /** Where the editor is asked for completions, with `|` for the cursor. */
  readonly typed: { readonly list: string; readonly where: string }
  /** A query of three tables that gives rows of `Plain`, as statements that end with `rows`. */
  plain(names: ThreeTables): string
  /** A query of three tables that gives rows of `Grouped`. */
  grouped(names: ThreeTables): string
}

/** Three tables of the schema, by their names. */
export interface ThreeTables {
  readonly a: string
  readonly b: string
  readonly c: string
}

/** A column of every table. */
export interface ColumnPlan {
  readonly name: string
  readonly type: 'integer' | 'text' | 'real' | 'boolean' | 'timestamp'
  readonly nullable: boolean
}

const column = (name: string, type: ColumnPlan['type'], nullable = false): ColumnPlan => ({ name, type, nullable })

/** The 17 columns; the first one is the primary key. */
export const columns: readonly ColumnPlan[] = [
  column('id', 'integer'),
  column('parentId', 'integer'),
  column('ownerId', 'integer', true),
  column('name', 'text'),
  column('title', 'text'),
  column('slug', 'text'),
  column('body', 'text', true),
  column('note', 'text', true),
  column('amount', 'integer'),
  column('rank', 'integer', true),
  column('size', 'integer'),
  column('score', 'real'),
  column('ratio', 'real', true),
  column('active', 'boolean'),
  column('hidden', 'boolean'),
  column('createdAt', 'timestamp'),
  column('updatedAt', 'timestamp', true),
]

/** `schema.ts` from what stands at its head and a declaration for each table. */
export const tablesOf = (head: string, tables: number, declare: (name: string) => string): string =>
  [head, ...Array.from({ length: tables }, (_none, i) => declare(`t${i}`))].join('\n')

/** The fewest tables that a schema may have: queries read this many of them, however many there are. */
export const tablesRead = 20

/**
 * The files of a program. Each query is a function whose row type is written out, so that what does not infer the
 * right rows does not compile; every second query has aggregates and GROUP BY. No two read the same tables in the
 * same places, so that the compiler knows none of them from before.
 */
export function programOf(author: Author, tables: number, queries: number): Record<string, string> {
  const name = (i: number): string => `t${Math.floor(((i % tablesRead) * tables) / tablesRead)}`
  const functions = Array.from({ length: queries }, (_none, i) => {
    const lap = Math.floor(i / tablesRead)
    const names = { a: name(i), b: name(i + 1 + (lap % 9)), c: name(i + 10 + Math.floor(lap / 9)) }
    const [row, body] = i % 2 === 0 ? ['Plain', author.plain(names)] : ['Grouped', author.grouped(names)]
    return `export async function q${i}(): Promise<${row}[]> {\n${body}\n  return rows\n}`
  })
  return { 'schema.ts': author.schema(tables), 'queries.ts': `${[author.head, ...functions].join('\n\n')}\n` }
}
