import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

export const root: string = join(import.meta.dirname, '..')

/** The published packages, each after the ones it needs. */
export const packages = ['core', 'dialect-postgres', 'dialect-sqlite', 'dialect-mysql'] as const

export interface Manifest {
  name: string
  version: string
  packageManager: string
  exports: Record<string, unknown>
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** A package's manifest, by its folder from the root. */
export function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
}

/** Packs every published package as it would be published; `pnpm build` comes first. */
export function pack(into: string): string[] {
  return packages.map((name) => {
    const file = join(into, `${name}.tgz`)
    run('npx', ['--yes', manifest('.').packageManager, 'pack', '--out', file], join(root, 'packages', name))
    return file
  })
}

/** Puts the pinned Node and the tools of this workspace before those of the machine. */
export const environment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: [dirname(process.execPath), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
}

/** Runs a command on the pinned Node and answers its output; throws an error with all output where it fails. */
export function run(command: string, args: readonly string[], cwd: string = root): string {
  const done = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: environment,
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
  })
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`)
  return done.stdout
}

/** Calls `work` with a new folder outside the checkout, which is gone afterwards. */
export async function inTemporaryFolder(work: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
