import { connect } from 'node:net'
import type pg from 'pg'

/** Asks the server to stop what a connection does; settles when nothing of that is on its way any more. */
export type Cancel = (client: pg.ClientBase) => Promise<void>

/** The request code of PostgreSQL's protocol. */
const cancelRequest = 80_877_102

/** What a connection needs to be named by: its process and the secret that the server gave for it. */
interface Named {
  readonly host: string
  readonly port: number
  readonly processID: number | null
  readonly secretKey: number | null
}

/**
 * Asks the server to stop what a connection is doing. PostgreSQL takes this on a connection of its own, and closes that
 * when the signal was given: nothing of it is on its way any more once this has settled.
 */
export function requestCancel(client: pg.ClientBase): Promise<void> {
  const { host, port, processID, secretKey } = client as unknown as Named
  const message = Buffer.alloc(16)
  message.writeInt32BE(16, 0)
  message.writeInt32BE(cancelRequest, 4)
  message.writeInt32BE(processID ?? 0, 8)
  message.writeInt32BE(secretKey ?? 0, 12)
  return new Promise((resolve, reject) => {
    const socket = connect(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port })
    socket.setTimeout(5_000, () => socket.destroy(new Error('the request to cancel was not answered')))
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('connect', () => socket.end(message))
    socket.resume()
  })
}
