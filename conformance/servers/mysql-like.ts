import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import mysql from 'mysql2/promise'
import { type PackageRequest, type PackageRoot, packageRoot } from './packages.ts'
import { freePort, orUnavailable, type RunningServer, serverOfUrl, untilAnswering } from './server.ts'
import { type Supervised, supervise, type TemporaryFolder, temporaryFolder } from './supervised.ts'

/** What MySQL and MariaDB do differently on the way to an answering server. */
export interface MysqlLike extends PackageRequest {
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

/** Starts MySQL or MariaDB, or takes the one that the environment names. */
export async function startMysqlLike(kind: MysqlLike, durable = false): Promise<RunningServer> {
  const given = await serverOfUrl(kind.server, (url) => versionOfMysqlLike(kind.server, url))
  return given ?? orUnavailable(kind.server, () => startExtracted(kind, durable))
}

async function startExtracted(kind: MysqlLike, durable: boolean): Promise<RunningServer> {
  const root = await packageRoot(kind)
  const folder = temporaryFolder(kind.server)
  try {
    const data = join(folder.path, 'data')
    const set = [...settings(root, data), ...(durable ? kept : [])]
    const setup = { root, data, command: [...root.command(kind.program), ...set], env }
    await mkdir(data)
    await kind.initialise(setup)
    return await startServer(kind, setup, folder)
  } catch (error) {
    await folder.remove()
    throw error
  }
}

async function startServer(kind: MysqlLike, setup: Setup, folder: TemporaryFolder): Promise<RunningServer> {
  const [port, password] = [await freePort(), randomBytes(12).toString('hex')]
  const accounts = join(folder.path, 'accounts.sql')
  await writeFile(accounts, accountStatements(password), { mode: 0o600 })
  const network = ['--bind-address=127.0.0.1', `--port=${port}`, `--socket=${join(folder.path, 'socket')}`]
  const command = [...setup.command, ...network, `--init-file=${accounts}`, ...kind.settings]
  // killed rather than asked to end: the data goes with it
  const begin = (): Promise<Supervised> => supervise(command, { env, log: join(folder.path, 'log'), signal: 'SIGKILL' })
  let server = await begin()
  const stop = async (): Promise<void> => {
    await server.stop()
    await folder.remove()
  }
  const restart = async (): Promise<void> => {
    await server.stop()
    server = await begin()
    await untilAnswering(server, () => versionOfMysqlLike(kind.server, url))
  }
  const url = `mysql://espalier:${password}@127.0.0.1:${port}`
  try {
    const version = await untilAnswering(server, () => versionOfMysqlLike(kind.server, url))
    return { name: kind.server, version, url, stop, restart }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What is stored survives the end of the process. */
const kept: readonly string[] = ['--innodb-flush-log-at-trx-commit=2']

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
    // servers that start at the same time may choose the same names
    `--tmpdir=${dirname(data)}`,
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
  return `create user if not exists 'espalier'@'127.0.0.1' identified by '${password}';
grant all on *.* to 'espalier'@'127.0.0.1' with grant option;
`
}

async function versionOfMysqlLike(server: 'mysql' | 'mariadb', url: string): Promise<string> {
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
