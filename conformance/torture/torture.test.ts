// The exercises of `pnpm test:torture` with small counts.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachDatabase, type FreshDatabase } from '../databases.ts'
import { exercises } from './exercises.ts'
import { groundOf, tables } from './ground.ts'

eachDatabase('torture', ({ name, fresh: make }) => {
  let fresh: FreshDatabase
  let ground: ReturnType<typeof groundOf>
  beforeAll(async () => {
    fresh = await make()
    ground = groundOf(name, fresh.url)
    await ground.admin.createAll(tables)
  })
  afterAll(async () => {
    await ground?.close()
    await fresh?.drop()
  })
  for (const { title, few, run } of exercises) {
    test(`${title} loses nothing`, async () => {
      const { losses } = await run(ground, few)
      expect(losses).toEqual(Object.fromEntries(Object.keys(losses).map((what) => [what, 0])))
    }, 120_000)
  }
})
