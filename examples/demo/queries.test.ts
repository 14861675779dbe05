import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachDatabase, type FreshDatabase } from '../../conformance/databases.ts'
import { readData } from './data.ts'
import { demoUrl } from './demo-url.ts'
import { type AnyDatabase, openEngine } from './engine.ts'
import { load, makeTables } from './load.ts'
import { expectedRows } from './oracle.ts'
import { queries } from './queries.ts'

const data = readData()
const expected = expectedRows(data)

eachDatabase('the rows of the demo are those that plain JavaScript computes', (database) => {
  let fresh: FreshDatabase
  let db: AnyDatabase
  beforeAll(async () => {
    fresh = await database.fresh()
    db = (await openEngine(demoUrl(database.name, fresh.url))).db
    await makeTables(db, false)
    await load(db, data, () => {})
  }, 60_000)
  afterAll(async () => {
    await db?.close()
    await fresh?.drop()
  })

  for (const { file, rows } of queries) {
    test(file, async () => {
      // Only the first has no order.
      const found = [...(await rows(db))]
      if (file === '1-filter.ts') found.sort((a, b) => (String(a.code) < String(b.code) ? -1 : 1))
      expect(found).toEqual(expected[file])
      expect(found.length).toBeGreaterThan(0)
    })
  }
})
