import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { removeAtEnd } from './supervised.ts'

/** A folder of the cache that is there whole. */
export interface Cached {
  readonly folder: string
  readonly version: string
}

/** What the marker says; a folder that differs from it was cut short or has lost files since. */
interface Census {
  readonly version: string
  readonly files: number
  readonly bytes: number
}

const marker = '.whole'

/** Where downloads are kept: outside the checkout, so that every clone shares them. */
export function cacheRoot(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'espalier')
}

/**
 * The newest whole `<name>-<version>` of the cache, or one that `fill` makes and returns the version of.
 *
 * A folder is filled beside its place, marked last and then renamed, so that no run ever sees half of one. To get a
 * newer version than the one that is there, delete its folder.
 */
export async function cached(
  name: string,
  fill: (folder: string) => Promise<string>,
  root: string = cacheRoot(),
): Promise<Cached> {
  await mkdir(root, { recursive: true })
  return (await newestWhole(name, root)) ?? (await filled(name, fill, root))
}

async function newestWhole(name: string, root: string): Promise<Cached | undefined> {
  const names = (await readdir(root)).filter((entry) => entry.startsWith(`${name}-`))
  const collator = new Intl.Collator('en', { numeric: true })
  for (const entry of names.sort((one, other) => collator.compare(other, one))) {
    const version = await wholeVersion(join(root, entry))
    if (version !== undefined) return { folder: join(root, entry), version }
  }
  return undefined
}

async function filled(name: string, fill: (folder: string) => Promise<string>, root: string): Promise<Cached> {
  const draft = await mkdtemp(join(root, `.${name}-`))
  const kept = removeAtEnd(draft)
  try {
    const version = await fill(draft)
    await writeFile(join(draft, marker), JSON.stringify(await census(draft, version)))
    const folder = join(root, `${name}-${version}`)
    await moveInto(draft, folder)
    return { folder, version }
  } finally {
    await rm(draft, { recursive: true, force: true })
    kept()
  }
}

/** A whole folder that another run has put there in the meantime stays, a broken one makes way. */
async function moveInto(draft: string, folder: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if ((await wholeVersion(folder)) !== undefined) return
    // renamed away first: a removal takes a while, and the place must be free at once
    const broken = `${draft}-broken`
    await rename(folder, broken).catch(ignoreMissing)
    const moved = await rename(draft, folder).then(
      () => true,
      () => false,
    )
    await rm(broken, { recursive: true, force: true })
    if (moved) return
  }
  throw new Error(`${folder} is neither whole nor replaceable`)
}

async function wholeVersion(folder: string): Promise<string | undefined> {
  try {
    const said = JSON.parse(await readFile(join(folder, marker), 'utf8')) as Census
    const found = await census(folder, said.version)
    return found.files === said.files && found.bytes === said.bytes ? said.version : undefined
  } catch {
    return undefined
  }
}

async function census(folder: string, version: string): Promise<Census> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name !== marker)
  const sizes = await Promise.all(files.map(async (file) => (await lstat(join(file.parentPath, file.name))).size))
  return { version, files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
