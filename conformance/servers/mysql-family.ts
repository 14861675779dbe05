import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { type PackageRequest, type PackageRoot, packageRoot } from './packages.ts'
import { freePort, orUnavailable, type RunningServer, serverOfUrl, untilAnswering } from './server.ts'
import { supervise, temporaryFolder } from './supervised.ts'

/** What MySQL and MariaDB do differently on the way to an answering server. */
export interface Relative extends PackageRequest {
  readonly server: 'mysql' | 'mariadb'
  readonly program: string
  /** Settings that only this one knows. */
  readonly settings: readonly string[]
  /** Creates the data folder. */
  initialise(setup: Setup): Promise<void>
}

/** A server about to be started. */
export interface Setup {
  readonly root: PackageRoot
  readonly data: string
  /** The program with all settings that the data folder depends on. */
  readonly command: readonly string[]
  readonly env: Record<string, string>
}

/** Starts a server of the family, or takes the one that the environment names. */
export async function startRelative(relative: Relative): Promise<RunningServer> {
  const given = await serverOfUrl(relative.server, (url) => versionOfRelative(relative.server, url))
  return given ?? orUnavailable(relative.server, () => startExtracted(relative))
}

async function startExtracted(relative: Relative): Promise<RunningServer> {
  const root = await packageRoot(relative)
  const folder = temporaryFolder(relative.server)
  try {
    const data = join(folder.path, 'data')
    const setup = { root, data, command: [...root.command(relative.program), ...settings(root, data)], env }
    await mkdir(data)
    await relative.initialise(setup)
    return await startServer(relative, setup, folder)
  } catch (error) {
    await folder.remove()
    throw error
  }
}

async function startServer(
  relative: Relative,
  setup: Setup,
  folder: { readonly path: string; remove(): Promise<void> },
): Promise<RunningServer> {
  const [port, password] = [await freePort(), randomBytes(12).toString('hex')]
  const accounts = join(folder.path, 'accounts.sql')
  await writeFile(accounts, accountStatements(password), { mode: 0o600 })
  const network = ['--bind-address=127.0.0.1', `--port=${port}`, `--socket=${join(folder.path, 'socket')}`]
  const command = [...setup.command, ...network, `--init-file=${accounts}`, ...relative.settings]
  // killed rather than asked to end: the data goes with it
  const server = await supervise(command, { env, log: join(folder.path, 'log'), signal: 'SIGKILL' })
  const stop = async (): Promise<void> => {
    await server.stop()
    await folder.remove()
  }
  const url = `mysql://espalier:${password}@127.0.0.1:${port}`
  try {
    const version = await untilAnswering(server, () => versionOfRelative(relative.server, url))
    return { name: relative.server, version, url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

// the libraries' compiled-in path is the machine's, whose OpenSSL may be another one
const env = { OPENSSL_CONF: '/dev/null' }

/** Fast, small and the same everywhere; whatever decides how SQL behaves stays as the server ships it. */
function settings(root: PackageRoot, data: string): string[] {
  const share = join(root.folder, 'usr/share/mysql')
  return [
    '--no-defaults',
    // refused to root unless asked for by name
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    `--datadir=${data}`,
    `--basedir=${join(root.folder, 'usr')}`,
    `--plugin-dir=${join(root.folder, 'usr/lib/mysql/plugin')}`,
    `--lc-messages-dir=${share}`,
    `--character-sets-dir=${join(share, 'charsets')}`,
    `--pid-file=${join(data, 'pid')}`,
    '--character-set-server=utf8mb4',
    '--default-time-zone=+00:00',
    '--max-connections=200',
    '--skip-name-resolve',
    '--skip-log-bin',
    '--performance-schema=OFF',
    '--innodb-buffer-pool-size=64M',
    '--innodb-flush-method=nosync',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-doublewrite=OFF',
    // io_uring and aio are short in containers
    '--innodb-use-native-aio=OFF',
  ]
}

/** Run by the server before it takes connections, one statement a line. */
function accountStatements(password: string): string {
  return `create user 'espalier'@'127.0.0.1' identified by '${password}';
grant all on *.* to 'espalier'@'127.0.0.1' with grant option;
`
}

async function versionOfRelative(server: 'mysql' | 'mariadb', url: string): Promise<string> {
  const connection = await mysql.createConnection({ uri: url, connectTimeout: 10_000 })
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>('select version() as version')
    const version = String(rows[0]?.version)
    if (/mariadb/i.test(version) !== (server === 'mariadb')) throw new Error(`this is not ${server} but ${version}`)
    return version
  } finally {
    await connection.end()
  }
}
