import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

/** The versions of what is compared, as installed. */
export function versionsOf(packages: readonly string[]): Record<string, string> {
  return Object.fromEntries(packages.map((name) => [name, versionOf(name)]))
}

/** The machine in a line. */
export function machine(): string {
  const processors = cpus()
  return `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${processors.length} × ${processors[0]?.model.trim()}`
}

function versionOf(name: string): string {
  const folder = join(import.meta.dirname, 'node_modules', name)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  return version
}
