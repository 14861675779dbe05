// KILL, which MySQL and MariaDB take on a connection of its own.
import mysql2 from 'mysql2'

/** Stops what another connection does. */
export interface Killer {
  kill(what: 'query' | 'connection'): Promise<void>
  close(): void
}

/** One for the statements of a connection, of the same account. */
export function killerOf(connection: mysql2.Connection, patience: number): Killer {
  const { threadId, config } = connection
  // Not all of it: the connection has worked its flags out, and mysql2 warns of what it does not know.
  const { clientFlags, maxPacketSize, ...known } = config as Readonly<Record<string, unknown>>
  const other = mysql2.createConnection({ ...known, connectTimeout: patience } as mysql2.ConnectionOptions)
  other.on('error', () => {})
  return {
    kill: (what) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => done(new Error('the KILL was not answered')), patience)
        const done = (error?: unknown): void => {
          clearTimeout(late)
          other.off('error', done)
          if (error) reject(error)
          else resolve()
        }
        other.on('error', done)
        other.query(`kill ${what} ${Number(threadId)}`, (error) => done(error))
      }),
    close: () => other.destroy(),
  }
}
