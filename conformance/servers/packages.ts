import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cached, cached } from './cache.ts'
import { bringYourOwn, type PoolerName, type ServerName, ServerUnavailable } from './server.ts'
import { CommandFailed, run, temporaryFolder } from './supervised.ts'

/** What to take from the machine's own package archive. */
export interface PackageRequest {
  readonly server: ServerName | PoolerName
  readonly package: string
  /** The release to take it from; without it, the machine's own. */
  readonly suite?: string
}

/** An extracted package with all that it depends on, down to the C library; nothing of the system is touched. */
export interface PackageRoot extends Cached {
  /** The command line that runs one of its programs with its own loader and libraries. */
  command(program: string): string[]
}

/** Extracts a package and its dependencies into the cache, with Debian's ordinary tools and as any user. */
export async function packageRoot(request: PackageRequest): Promise<PackageRoot> {
  const found = await cached(request.server, (folder) => fetchPackage(request, folder))
  return runnable(found)
}

/** Finds the loader of an extracted root, whatever the machine's architecture. */
export async function runnable(root: Cached): Promise<PackageRoot> {
  // releases before the merge of /usr have the C library in /lib
  const parts = ['lib', 'usr/lib'].map((part) => join(root.folder, part)).filter((part) => existsSync(part))
  const libraries: string[] = []
  for (const part of parts) {
    const names = await readdir(part)
    libraries.push(...names.filter((name) => name.includes('-linux-')).map((name) => join(part, name)))
  }
  const loader = (await Promise.all(libraries.map(loaderIn))).find((path) => path !== undefined)
  if (loader === undefined) throw new Error(`${root.folder} has no loader`)
  return {
    ...root,
    command: (program) => [loader, '--library-path', libraries.join(':'), join(root.folder, program)],
  }
}

async function loaderIn(folder: string): Promise<string | undefined> {
  const name = (await readdir(folder)).find((entry) => /^ld-linux.*\.so\.\d+$/.test(entry))
  return name === undefined ? undefined : join(folder, name)
}

async function fetchPackage(request: PackageRequest, folder: string): Promise<string> {
  console.error(`espalier: fetching ${request.package} for the tests, once, into the cache`)
  const work = temporaryFolder(`${request.server}-packages`)
  try {
    const archives = await download(request, work.path)
    for (const archive of archives) await run(['dpkg', '-x', archive, folder])
    await prune(folder)
    return versionOf(request.package, archives)
  } finally {
    await work.remove()
  }
}

/** Programs, manuals and translations of messages are a third of the bytes, and no server reads them. */
async function prune(folder: string): Promise<void> {
  const share = join(folder, 'usr/share')
  const unread = (await readdir(share)).filter((name) => name !== 'mysql').map((name) => join(share, name))
  for (const path of [join(folder, 'usr/bin'), ...unread]) await rm(path, { recursive: true, force: true })
}

/** `mariadb-server-core_1%3a10.11.18-0_amd64.deb` → `10.11.18-0`: without the epoch, the archive's own affair. */
export function versionOf(name: string, archives: readonly string[]): string {
  const file = archives.map((path) => path.split('/').at(-1) ?? '').find((path) => path.startsWith(`${name}_`))
  if (file === undefined) throw new Error(`apt did not download ${name}`)
  const version = decodeURIComponent(file.split('_')[1] ?? '')
  return version.slice(version.indexOf(':') + 1)
}

/** An apt of its own: own lists, own cache, and no package installed, so that every dependency is downloaded too. */
async function download(request: PackageRequest, work: string): Promise<string[]> {
  const source = await sourceLine(request)
  // apt fetches as its own user, who must be able to pass
  await chmod(work, 0o755)
  for (const folder of ['lists/partial', 'cache/archives/partial', 'none']) {
    await mkdir(join(work, folder), { recursive: true })
  }
  await writeFile(join(work, 'status'), '')
  await writeFile(join(work, 'sources.list'), `${source}\n`)
  await writeFile(join(work, 'apt.conf'), configuration(work))
  await apt(work, ['update'])
  await apt(work, ['install', '--download-only', '--no-install-recommends', '-y', request.package])
  const archives = join(work, 'cache/archives')
  return (await readdir(archives)).filter((name) => name.endsWith('.deb')).map((name) => join(archives, name))
}

/** Read after the machine's own configuration, of which proxies and credentials stay. */
function configuration(work: string): string {
  return `
Dir::State "${work}";
Dir::State::status "${work}/status";
Dir::State::lists "${work}/lists";
Dir::Cache "${work}/cache";
Dir::Etc::sourcelist "${work}/sources.list";
Dir::Etc::sourceparts "${work}/none";
Dir::Etc::preferences "${work}/none/preferences";
Dir::Etc::preferencesparts "${work}/none";
APT::Keep-Downloaded-Packages "true";
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::Retries "2";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
`
}

async function apt(work: string, words: readonly string[]): Promise<void> {
  const command = ['apt-get', '-c', join(work, 'apt.conf'), '-q', ...words]
  try {
    await run(command, { env: { LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' }, seconds: 600 })
  } catch (error) {
    const complaint = error instanceof CommandFailed ? /^E: (.*)$/m.exec(error.output)?.[1] : undefined
    throw complaint === undefined ? error : new Error(`apt-get ${words[0]}: ${complaint}`)
  }
}

/** The machine's own mirror, asked of apt at each download so that no address is written down. */
async function sourceLine(request: PackageRequest): Promise<string> {
  const system = await systemNames()
  const targets = await indexTargets(request.server)
  // a source list may say stable instead of the release's name
  const release = targets.find((target) => target.release === system.codename)?.release ?? targets[0]?.release
  const own = targets.filter((target) => target.release === release)
  const uri = own[0]?.uri
  if (uri === undefined) throw new Error('apt names no mirror')
  // only Debian's mirrors have Debian's other releases
  const suite = system.id === 'debian' ? request.suite : undefined
  const components = suite === undefined ? new Set(own.map((target) => target.component)) : ['main']
  return `deb ${signedBy(system.id)}${uri} ${suite ?? release} ${[...components].join(' ')}`
}

async function indexTargets(server: PackageRequest['server']): Promise<IndexTarget[]> {
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)'
  // without release info, since that is known only after a first update
  const words = ['apt-get', 'indextargets', '--no-release-info', '--format', format, 'Created-By: Packages']
  const text = await run(words, { env: { LC_ALL: 'C' } }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new ServerUnavailable(server, 'this machine has no apt-get to fetch it with', bringYourOwn(server))
  })
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  return lines.map(([uri, release, component]) => ({ uri, release, component }))
}

/** What apt would fetch of one component. */
interface IndexTarget {
  readonly uri: string | undefined
  readonly release: string | undefined
  readonly component: string | undefined
}

async function systemNames(): Promise<{ id: string; codename: string }> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const value = (name: string): string => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? ''
  return { id: value('ID'), codename: value('VERSION_CODENAME') }
}

/**
 * The archive's keyring. Its keys sign sid as well, so that bookworm's keyring verifies it; where a keyring is too old,
 * apt refuses and the server is reported missing, since an unsigned archive is no place to run programs from.
 */
function signedBy(id: string): string {
  const keyring = ['pgp', 'gpg'].map((end) => `/usr/share/keyrings/${id}-archive-keyring.${end}`).find(existsSync)
  return keyring === undefined ? '' : `[signed-by=${keyring}] `
}
