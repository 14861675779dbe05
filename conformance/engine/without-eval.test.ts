import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'

const program = join(import.meta.dirname, 'without-eval.ts')
const flags = ['--disallow-code-generation-from-strings', '--conditions=@espalier/source']

eachDatabase('a runtime that makes no code of strings', (database) => {
  test('runs what every program does', { timeout: 30_000 }, async () => {
    const fresh = await database.fresh()
    try {
      const args = [...flags, program, database.name, fresh.url]
      const { stdout } = await promisify(execFile)(process.execPath, args)
      expect(stdout).toBe('done\n')
    } finally {
      await fresh.drop()
    }
  })
})
