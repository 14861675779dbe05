import { expect, test } from 'vitest'
import { queries } from './queries.ts'
import { inferRowTypes } from './row-types.ts'

test('the row types that the demo prints are those that TypeScript infers', async () => {
  const types = inferRowTypes(queries.map((query) => query.file))
  await expect(`${JSON.stringify(types, null, 2)}\n`).toMatchFileSnapshot('row-types.json')
}, 120_000)
