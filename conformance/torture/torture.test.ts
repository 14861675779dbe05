// The exercises of `pnpm test:torture` with small counts.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
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
  for (const { title, few, needs, run } of exercises) {
    const missing = needs && inject('servers').missing.find((entry) => entry.name === needs)
    const reason = missing ? ` (${needs}: ${missing.reason})` : ''
    test(`${title} loses nothing${reason}`, { skip: missing !== undefined, timeout: 120_000 }, async () => {
      const { losses } = await run(ground, few)
      expect(losses).toEqual(Object.fromEntries(Object.keys(losses).map((what) => [what, 0])))
    })
  }
})
