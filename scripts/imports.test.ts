import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { inTemporaryFolder } from './packages.ts'

/** What the check prints about these files of packages/, without its last line. */
async function problems(files: Record<string, string>): Promise<string[]> {
  let lines: string[] = []
  await inTemporaryFolder((folder) => {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, 'packages', name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    const script = join(import.meta.dirname, 'imports.ts')
    const done = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' })
    lines = done.stdout.trim().split('\n').slice(0, -1)
    expect(done.status).toBe(lines.length === 0 ? 0 : 1)
  })
  return lines
}

test('a room sees the rooms below it', async () => {
  const files = {
    'core/src/types/text.ts': 'export type Text = string',
    'core/src/ast.ts': `import type { Text } from './types/text.ts'\nexport type Node = Text`,
    'core/src/expr/expr.ts': `import type { Node } from '../ast.ts'\nexport const expr = (node: Node) => node`,
    'core/src/index.ts': `export * from './expr/expr.ts'`,
    'dialect-sqlite/src/index.ts': `import { expr } from '@espalier/core'\nimport 'better-sqlite3'\nimport 'node:fs'`,
    'core/src/ast.test.ts': `import './expr/expr.ts'\nimport 'vitest'`,
  }
  expect(await problems(files)).toEqual([])
})

test('a type counts as much as a value, however it is imported', async () => {
  const files = {
    'core/src/query/select.ts': 'export type Select = 1',
    'core/src/expr/a.ts': `import type { Select } from '../query/select.ts'`,
    'core/src/expr/b.ts': `export type S = import('../query/select.ts').Select`,
    'core/src/expr/c.ts': `export { type Select } from '../query/select.ts'`,
  }
  const sentence = `imports '../query/select.ts'; expr may see errors, types, ast, tree, print, but not query`
  expect(await problems(files)).toEqual(
    ['a', 'b', 'c'].map((name) => `packages/core/src/expr/${name}.ts:1 ${sentence}`),
  )
})

test('packages keep apart', async () => {
  const files = {
    'core/src/index.ts': `import 'node:fs'\nimport 'pg'`,
    'dialect-mysql/src/index.ts': `import '@espalier/dialect-sqlite'\nimport '@espalier/core/src/ast.ts'`,
    'dialect-sqlite/src/index.ts': `import '../../core/src/index.ts'`,
  }
  expect(await problems(files)).toEqual([
    `packages/core/src/index.ts:1 imports 'node:fs'; core knows no package and no Node built-in`,
    `packages/core/src/index.ts:2 imports 'pg'; core knows no package and no Node built-in`,
    `packages/dialect-mysql/src/index.ts:1 imports '@espalier/dialect-sqlite'; a dialect never sees another dialect`,
    `packages/dialect-mysql/src/index.ts:2 imports '@espalier/core/src/ast.ts'; a dialect sees core's index only`,
    `packages/dialect-sqlite/src/index.ts:1 imports '../../core/src/index.ts'; a file reaches another package by its name only`,
  ])
})

test('files in a ring are told once', async () => {
  const files = {
    'core/src/expr/a.ts': `import './b.ts'`,
    'core/src/expr/b.ts': `import type { C } from './c.ts'`,
    'core/src/expr/c.ts': `export * from './a.ts'\nexport type C = 1`,
  }
  expect(await problems(files)).toEqual([
    'core/src/expr/a.ts → core/src/expr/b.ts → core/src/expr/c.ts → core/src/expr/a.ts; files must not import each other in a ring',
  ])
})
