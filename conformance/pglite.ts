// PGlites for tests. One takes two seconds to make, and a sixth of that as a copy of one that was made.
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import type { FreshDatabase } from './databases.ts'
import type { Running } from './servers/record.ts'
import { temporaryFolder } from './servers/supervised.ts'

/** Makes a PGlite to copy; its address is the copy's file. */
export async function startPglite(): Promise<Running & { stop(): Promise<void> }> {
  const folder = temporaryFolder('pglite')
  const path = join(folder.path, 'pglite.tar')
  const first = await PGlite.create()
  await writeFile(path, Buffer.from(await (await first.dumpDataDir('none')).arrayBuffer()))
  await first.close()
  const manifest = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '../package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8'))
  return { url: path, version, stop: folder.remove }
}

const open = new Map<string, PGlite>()

/** An empty database of a test's own. */
export async function freshPglite(path: string, version: string): Promise<FreshDatabase> {
  const loadDataDir = new Blob([await readFile(path)])
  const pglite = await PGlite.create({ loadDataDir, extensions: { pg_trgm } })
  const url = `pglite:${open.size}`
  open.set(url, pglite)
  return { url, version, drop: () => pglite.close() }
}

/** The one that an address names. */
export function pgliteAt(url: string): PGlite {
  const found = open.get(url)
  if (found) return found
  throw new Error(`${url} is no database of this test file`)
}
