import type { TestDatabase } from '../../databases.ts'
import { type OwnDatabase, ownDatabase } from '../../open.ts'
import { rows } from './data.ts'
import { blog } from './tables.ts'

/** A blog of its own for the tests of a describe, filled. */
export const freshBlog = (database: TestDatabase): OwnDatabase =>
  ownDatabase(database, async (db) => {
    await db.createAll(blog)
    for (const statement of rows) await db.run(statement)
  })
