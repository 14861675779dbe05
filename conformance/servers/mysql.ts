import { type MysqlLike, startMysqlLike } from './mysql-like.ts'
import type { RunningServer } from './server.ts'
import { run } from './supervised.ts'

/** MySQL 9, which Debian has in its unstable release only: `ESPALIER_MYSQL_URL`, or extracted and started. */
export function start(durable = false): Promise<RunningServer> {
  return startMysqlLike(mysql, durable)
}

const mysql: MysqlLike = {
  server: 'mysql',
  package: 'mysql-server-core',
  suite: 'sid',
  program: 'usr/sbin/mysqld',
  settings: ['--mysqlx=OFF', '--secure-file-priv=NULL'],
  initialise: async ({ command, env }) => {
    // root gets an empty password here and keeps it: it may log in through the socket, whose folder is private
    await run([...command, '--initialize-insecure'], { env, seconds: 120 })
  },
}
