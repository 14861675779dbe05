// What reading a tree holds in memory at most, beside what the tree itself takes.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { textTable } from '../print.ts'
import type { Reader } from './reader.ts'

/** What one reader took, in bytes. */
export interface Held {
  readonly name: string
  readonly how: string
  /** The tree, when everything else is gone. */
  readonly size: number
  /** The most that was alive at once while it was read, the tree included. */
  readonly most: number
}

/** The flags by which V8 collects all garbage with each MB that is allocated, and says what is left of it. */
const flags = ['--expose-gc', '--trace-gc', '--gc-global', '--min-semi-space-size=1', '--max-semi-space-size=1']
const collection = /-> ([\d.]+) \([\d.]+\) MB/g

/** Measures readers, each in a process of its own. */
export const heldBy = (
  database: 'sqlite' | 'postgres',
  readers: readonly Reader[],
  environment: Readonly<Record<string, string>>,
): Held[] =>
  readers.map(({ name, how }, i) => {
    const child = join(import.meta.dirname, 'memory-child.ts')
    const args = ['--conditions=@espalier/source', ...flags, child, database, String(i)]
    const env = { ...process.env, ...environment }
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env })
    const [, during = '', after = ''] = /\nbegin\n(.*)\nend\n.*^({.*})$/ms.exec(stdout) ?? []
    if (status !== 0 || after === '') throw new Error(`${name} (${how}) was not measured: ${stderr}`)
    const { before, size } = JSON.parse(after) as { before: number; size: number }
    const left = [...during.matchAll(collection)].map(([, megabytes]) => Number(megabytes) * 2 ** 20 - before)
    return { name, how, size, most: Math.max(size, ...left) }
  })

/** The table of the report. */
export function heldTable(all: readonly Held[]): string {
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`
  const head = ['contender', 'how', 'the tree', 'most at once', '× the tree']
  return textTable(
    head,
    all.map(({ name, how, size, most }) => [name, how, megabytes(size), megabytes(most), (most / size).toFixed(2)]),
  )
}
