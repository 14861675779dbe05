import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** The TypeScript versions that Espalier promises to work with, each a package of the root. */
export const compilers: readonly [Compiler, Compiler, Compiler] = [
  { version: '5.9', package: 'typescript-5.9' },
  { version: '6', package: 'typescript' },
  { version: '7', package: 'typescript-7' },
]

export interface Compiler {
  version: string
  package: string
}

/** Runs that version's `tsc` in `cwd`; the exit code is 0 where everything compiles. */
export function tsc(compiler: Compiler, args: readonly string[], cwd = root): { code: number; output: string } {
  const file = join(root, 'node_modules', compiler.package, 'bin/tsc')
  const done = spawnSync(process.execPath, [file, '--pretty', 'false', ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (done.error) throw done.error
  return { code: done.status ?? 1, output: done.stdout + done.stderr }
}

const root = join(import.meta.dirname, '..')
