// Runs the parts of `pnpm check` one after another, tells each in a line, and shows the output of those that fail.
// `--only lint,types` runs these parts, `--without tests` all but these.

import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { environment, manifest, root } from './packages.ts'

/** Each part is the script `check:<part>` of package.json; `build` comes before what needs dist. */
const parts = [
  'format',
  'lint',
  'imports',
  'types',
  'tests',
  'type-tests',
  'type-cost',
  'conformance',
  'build',
  'package',
  'smoke',
]

const { values } = parseArgs({ options: { only: { type: 'string' }, without: { type: 'string', default: '' } } })
const chosen = named(values.only) ?? parts.filter((part) => !named(values.without)?.includes(part))

const failed: string[] = []
for (const part of chosen) {
  const start = performance.now()
  const { code, output } = runScript(`check:${part}`)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${part.padEnd(10)} ${seconds.padStart(6)} s`)
  if (code === 0) continue
  failed.push(part)
  console.log(`\n${output.trim()}\n`)
}

if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`)
console.log(`${chosen.length - failed.length} passed, ${failed.length} failed, 0 skipped`)
process.exitCode = failed.length === 0 ? 0 : 1

function named(list: string | undefined): string[] | undefined {
  const names = list?.split(',').filter((name) => name !== '')
  const unknown = names?.find((name) => !parts.includes(name))
  if (unknown === undefined) return names
  console.error(`${unknown} is no part of the check; the parts are ${parts.join(', ')}`)
  process.exit(1)
}

function runScript(name: string): { code: number; output: string } {
  const command = manifest('.').scripts?.[name]
  if (command === undefined) return { code: 1, output: `package.json has no script ${name}` }
  const done = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    env: environment,
    maxBuffer: 1 << 28,
  })
  return { code: done.status ?? 1, output: done.stdout + done.stderr }
}
