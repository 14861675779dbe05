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

test('the tests themselves run where nothing can change what the language brings, and as strict as they were told', () => {
  expect(Object.isFrozen(Object.prototype) && Object.isFrozen(Array.prototype)).toBe(true)
  // biome-ignore lint/security/noGlobalEval: this is what must not work where it is forbidden
  const evaluated = (): unknown => globalThis.eval('1')
  if (process.env.ESPALIER_NO_EVAL === '1') expect(evaluated).toThrow(EvalError)
  else expect(evaluated()).toBe(1)
})
