// rows/*.test-d.ts, and the *.test-d.ts beside the sources, say with `expectType` what is inferred; tsd checks them.

import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type commonjs from 'tsd'
import { expect, test } from 'vitest'
import { slashed } from './messages.ts'

// CommonJS, so that its declarations and its values agree
const { default: tsd } = createRequire(import.meta.url)('tsd') as typeof commonjs

const here = import.meta.dirname
const files = globSync(['rows/**/*.test-d.ts', '../packages/*/src/**/*.test-d.ts'], { cwd: here }).map(slashed).sort()
const found = (await tsd({ cwd: here, typingsFile: 'index.d.ts', testFiles: files })).map((one) => ({
  file: slashed(one.fileName),
  message: `${one.line ?? 0}:${one.column ?? 0} ${one.message}`,
}))

test.each(files)('%s', (file) => {
  const path = slashed(join(here, file))
  expect(found.filter((one) => one.file === path).map((one) => one.message)).toEqual([])
})

test('what the files import compiles', () => {
  const paths = files.map((file) => slashed(join(here, file)))
  expect(found.filter((one) => !paths.includes(one.file))).toEqual([])
})
