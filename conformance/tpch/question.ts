import type { AnyLack, Database } from '@espalier/core'

/** A question to the database, in Espalier and as the SQL text that it is compared with. */
export interface Question {
  readonly title: string
  readonly ask: (db: Database<AnyLack>) => Promise<readonly object[]>
  /** The text in the words of PostgreSQL, which are the standard's. */
  readonly sql: string
}

/** Declares a question. What `ask` sends must be a statement that every database takes. */
export const question = (title: string, ask: Question['ask'], sql: string): Question => ({ title, ask, sql })
