import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type PackageRoot, packageRoot } from './packages.ts'
import { postgresVersion, unprivileged } from './postgres.ts'
import type { Running } from './record.ts'
import { freePort, orUnavailable, ServerUnavailable, untilAnswering } from './server.ts'
import { type Account, supervise, type TemporaryFolder, temporaryFolder } from './supervised.ts'

/** A pooler that answers, before a PostgreSQL that was running already. */
export interface RunningPooler extends Running {
  stop(): Promise<void>
}

/** How many connections to the server it has for a database; the tests have more clients than that. */
export const serverConnections = 3

/**
 * PgBouncer of the machine's own release, in transaction mode before a PostgreSQL: a client has another session of the
 * server in each transaction.
 */
export function start(server: string | undefined): Promise<RunningPooler> {
  if (server === undefined) {
    return Promise.reject(new ServerUnavailable('pgbouncer', 'postgres does not run', 'have postgres in the run too'))
  }
  return orUnavailable('pgbouncer', async () => {
    const root = await packageRoot({ server: 'pgbouncer', package: 'pgbouncer', suite: 'sid' })
    checkAge(root.version)
    const folder = temporaryFolder('pgbouncer')
    try {
      return await startBefore(new URL(server), root, folder)
    } catch (error) {
      await folder.remove()
      throw error
    }
  })
}

/** Older ones end themselves when a statement is stopped, and keep no prepared statements. */
function checkAge(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 1 || minor >= 21) return
  const reason = `the machine's archive has PgBouncer ${version}, which ends when a statement is stopped`
  throw new ServerUnavailable('pgbouncer', reason, 'run where the archive has 1.21 or later')
}

async function startBefore(server: URL, root: PackageRoot, folder: TemporaryFolder): Promise<RunningPooler> {
  const port = await freePort()
  const files = { settings: join(folder.path, 'pgbouncer.ini'), accounts: join(folder.path, 'accounts.txt') }
  await writeFile(files.accounts, `${quoted(server.username)} ${quoted(server.password)}\n`, { mode: 0o600 })
  await writeFile(files.settings, settings(server, port, files.accounts))
  const account = await unprivileged()
  await handedTo(account, [folder.path, files.settings, files.accounts])
  // it refuses to run as root, and becomes somebody else itself once it has been read from a folder of root's
  const user = account.uid === undefined ? [] : ['-u', 'nobody']
  const pooler = await supervise([...root.command('usr/sbin/pgbouncer'), ...user, files.settings], {
    log: join(folder.path, 'log'),
    signal: 'SIGKILL',
  })
  const stop = async (): Promise<void> => {
    await pooler.stop()
    await folder.remove()
  }
  const url = new URL(server)
  url.port = String(port)
  try {
    await untilAnswering(pooler, () => postgresVersion(url.href))
    return { url: `pgbouncer:${url.href}`, version: root.version, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function handedTo({ uid, gid }: Account, paths: readonly string[]): Promise<void> {
  if (uid !== undefined) await Promise.all(paths.map((path) => chown(path, uid, gid ?? uid)))
}

/** In PgBouncer's file of accounts. */
const quoted = (text: string): string => `"${decodeURIComponent(text).replaceAll('"', '""')}"`

/** What it needs to run, and nothing that would make transaction mode safer than PgBouncer ships it. */
function settings(server: URL, port: number, accounts: string): string {
  return `[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${accounts}
pool_mode = transaction
default_pool_size = ${serverConnections}
max_client_conn = 400
server_idle_timeout = 5
server_lifetime = 5
log_connections = 0
log_disconnections = 0
`
}
