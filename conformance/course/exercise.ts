import type { Database } from '@espalier/core'
import type { Lack } from '../conforms.ts'
import type { DatabaseName } from '../databases.ts'

/** The text for each database: the same, or with a database's own words; or what it lacks. */
export type Texts = string | (Partial<Readonly<Record<DatabaseName, string | Lack>>> & { readonly postgres: string })

/** An exercise of the course: what it asks in Espalier, and the SQL text that its rows are compared with. */
export interface Exercise {
  readonly title: string
  /** `never`: a statement that not every database has is an exercise too. */
  readonly ask: (db: Database<never>) => Promise<unknown>
  readonly texts: Texts
  /** It changes the tables: their rows are compared afterwards. */
  readonly changes: boolean
}

/** An exercise that asks for rows. */
export const exercise = (
  title: string,
  ask: (db: Database<never>) => Promise<readonly object[]>,
  texts: Texts,
): Exercise => ({ title, ask, texts, changes: false })

/** An exercise that changes the tables. */
export const change = (title: string, ask: (db: Database<never>) => Promise<unknown>, texts: Texts): Exercise => ({
  title,
  ask,
  texts,
  changes: true,
})

/** What a database has of an exercise: MariaDB takes MySQL's text, and the others PostgreSQL's, where they have none of their own. */
export function textFor(database: DatabaseName, texts: Texts): string | Lack {
  if (typeof texts === 'string') return texts
  return texts[database] ?? (database === 'mariadb' ? texts.mysql : undefined) ?? texts.postgres
}
