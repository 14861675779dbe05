import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MysqlLike, type Setup, startMysqlLike } from './mysql-like.ts'
import type { RunningServer } from './server.ts'
import { run } from './supervised.ts'

/** MariaDB of the machine's own release: `ESPALIER_MARIADB_URL`, or extracted and started. */
export function start(durable = false): Promise<RunningServer> {
  return startMysqlLike(mariadb, durable)
}

const mariadb: MysqlLike = {
  server: 'mariadb',
  package: 'mariadb-server-core',
  program: 'usr/sbin/mariadbd',
  settings: [],
  initialise: async (setup) => {
    // the bootstrap creates tables in this database, not the database
    await mkdir(join(setup.data, 'mysql'))
    await run([...setup.command, '--bootstrap'], { env: setup.env, input: await systemTables(setup), seconds: 120 })
  },
}

/** What mariadb-install-db feeds to the server; that script is in a package with dependencies of its own. */
async function systemTables({ root }: Setup): Promise<string> {
  const names = ['mysql_system_tables.sql', 'mysql_performance_tables.sql', 'mysql_system_tables_data.sql']
  const scripts = await Promise.all(names.map((name) => readFile(join(root.folder, 'usr/share/mysql', name), 'utf8')))
  // root would have no password and be reachable over the network
  return ['use mysql;', ...scripts, "delete from global_priv where User = 'root';", ''].join('\n')
}
