// The property tests and the relations with full counts: fifty times as many random trees as a test run has, from another
// seed each time. `--seed 5` repeats a run, `--times 200` asks for more, `--only relations` for some of them.

import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { root } from './packages.ts'

const files = ['conformance/properties', 'conformance/relations/differential']

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    times: { type: 'string', default: '50' },
    only: { type: 'string', default: '' },
  },
})
const chosen = files.filter((file) => file.includes(values.only))
if (chosen.length === 0) throw new Error(`--only ${values.only} leaves nothing; there are ${files.join(' and ')}`)
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31))
console.log(`seed ${seed}, ${values.times} times the trees of a test run`)

const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'code', ...chosen],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CI: 'true', ESPALIER_SEED: seed, ESPALIER_TIMES: values.times },
  },
)
console.log(`seed ${seed}: ${status === 0 ? 'nothing found' : 'something found'}`)
process.exitCode = status ?? 1
