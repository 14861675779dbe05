import { ConnectionFailed, type Lender } from '@espalier/core'
import type mysql2 from 'mysql2'
import type { MysqlSession } from './session.ts'

/** How long to wait for a connection of a pool that somebody else made, in milliseconds. */
const patience = 30_000

/** A pool that somebody else made: what it gives is used as it is. */
export function foreign(
  pool: mysql2.Pool,
  begun: (connection: mysql2.Connection) => MysqlSession,
): Lender<MysqlSession> {
  const sessions = new WeakMap<mysql2.PoolConnection, MysqlSession>()
  const sessionOf = (connection: mysql2.PoolConnection): MysqlSession => {
    const session = sessions.get(connection) ?? begun(connection)
    sessions.set(connection, session)
    return session
  }
  pool.on('connection', sessionOf)
  let users = 0
  let closing: Promise<void> | undefined
  let lastIsBack = (): void => {}
  const isBack = (): void => {
    if (--users === 0) lastIsBack()
  }
  const closed = async (): Promise<void> => {
    if (users > 0) {
      await new Promise<void>((resolve) => {
        lastIsBack = resolve
      })
    }
    // A connection that the server closed meanwhile is an error to mysql2; it is closed all the same.
    await new Promise<void>((resolve) => pool.end(() => resolve()))
  }
  return {
    async acquire() {
      if (closing) throw new ConnectionFailed('the database is closed; open it again to use it', {})
      users++
      try {
        const session = sessionOf(await taken(pool))
        await session.pin().catch((error: unknown) => {
          session.destroy()
          throw error
        })
        return session
      } catch (error) {
        isBack()
        throw error
      }
    },
    release(session, isSpent) {
      const connection = session.connection as mysql2.PoolConnection
      if (isSpent) connection.destroy()
      else connection.release()
      isBack()
    },
    suspect() {},
    status: () => ({ size: pool.config?.connectionLimit ?? 10, overflow: 0, idle: 0, lent: users, waiting: 0 }),
    close() {
      closing ??= closed()
      return closing
    },
  }
}

function taken(pool: mysql2.Pool): Promise<mysql2.PoolConnection> {
  return new Promise((resolve, reject) => {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      const seconds = patience / 1000
      reject(
        new ConnectionFailed(`no connection of the pool became free within ${seconds} s; make the pool larger`, {}),
      )
    }, patience)
    pool.getConnection((error, connection) => {
      clearTimeout(timer)
      if (isLate) connection?.release()
      else if (error) reject(error)
      else resolve(connection)
    })
  })
}
