import type { Database } from '@espalier/core'
import { afterAll, beforeAll } from 'vitest'
import { open, type TestedLacks } from '../../conforms.ts'
import type { FreshDatabase, TestDatabase } from '../../databases.ts'
import { rows } from './data.ts'
import { blog } from './tables.ts'

/** A blog of its own for the tests of a describe, filled. */
export function freshBlog(database: TestDatabase): () => Database<TestedLacks> {
  let fresh: FreshDatabase
  let db: Database<TestedLacks>
  beforeAll(async () => {
    fresh = await database.fresh()
    db = open(database.name, fresh.url)
    await db.createAll(blog)
    for (const statement of rows) await db.run(statement)
  })
  afterAll(async () => {
    await db?.close()
    await fresh?.drop()
  })
  return () => db
}
