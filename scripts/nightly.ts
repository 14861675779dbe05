// The property tests and the relations with full counts: fifty times as many random trees and values as a test run has, on
// every database and driver, from another seed each time; then all tests on SQLite where no code is made of strings.
// `--seed 5` repeats a run, `--times 200` asks for more, `--only relations` for some of them.

import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { root } from './packages.ts'

const properties = [
  'conformance/properties',
  'conformance/relations/differential',
  'conformance/paths',
  'packages/core/src/run/pool',
]
/** What runs without code of strings: all that has no server. */
const withoutEval = 'without-eval'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    times: { type: 'string', default: '50' },
    only: { type: 'string', default: '' },
  },
})
const chosen = [...properties, withoutEval].filter((file) => file.includes(values.only))
if (chosen.length === 0)
  throw new Error(`--only ${values.only} leaves nothing; there are ${[...properties, withoutEval].join(', ')}`)
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31))
console.log(`seed ${seed}, ${values.times} times the trees of a test run`)

/** True where all of these tests pass. */
function passes(files: readonly string[], env: Readonly<Record<string, string>>): boolean {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'code', ...files]
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CI: 'true', ...env },
  })
  return status === 0
}

const files = chosen.filter((file) => file !== withoutEval)
const times = { ESPALIER_SEED: seed, ESPALIER_TIMES: values.times, ESPALIER_POOL_RUNS: '10000' }
const results = [
  files.length === 0 || passes(files, times),
  !chosen.includes(withoutEval) ||
    passes(['packages', 'conformance'], { ESPALIER_NO_EVAL: '1', ESPALIER_DATABASES: 'sqlite,node-sqlite,pglite' }),
]
const isWell = results.every(Boolean)
console.log(`seed ${seed}: ${isWell ? 'nothing found' : 'something found'}`)
process.exitCode = isWell ? 0 : 1
