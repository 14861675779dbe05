import { connect, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as secured } from 'node:tls'
import type pg from 'pg'

/** Asks the server to stop what a connection does; settles when nothing of that is on its way any more. */
export type Cancel = (client: pg.ClientBase, patience: number) => Promise<void>

/** The request codes of PostgreSQL's protocol. */
const cancelRequest = 80_877_102
const sslRequest = 80_877_103

/** What a connection is named by, its process and the secret that the server gave for it, and how it was made. */
interface Named {
  readonly host: string
  readonly port: number
  readonly ssl: boolean | ConnectionOptions
  readonly processID: number | null
  readonly secretKey: number | null
}

/**
 * Asks the server to stop what a connection is doing. PostgreSQL takes this on a connection of its own, encrypted where
 * the session is, and closes that when the signal was given: nothing of it is on its way any more once this has settled.
 */
export function requestCancel(client: pg.ClientBase, patience: number): Promise<void> {
  const named = client as unknown as Named
  const { host, port, ssl, processID, secretKey } = named
  return new Promise((resolve, reject) => {
    const socket = connect(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port })
    const ask = (channel: Socket): void => {
      channel.on('error', reject)
      channel.on('close', () => resolve())
      channel.end(words(cancelRequest, processID ?? 0, secretKey ?? 0))
      channel.resume()
    }
    socket.setTimeout(patience, () => socket.destroy(new Error('the request to cancel was not answered')))
    socket.on('error', reject)
    socket.once('connect', () => {
      if (!ssl) return ask(socket)
      socket.write(words(sslRequest))
      socket.once('data', (answer) => {
        if (answer.toString() !== 'S') socket.destroy(new Error('the server takes no encrypted request to cancel'))
        else ask(secured({ ...securityOf(named), socket }))
      })
    })
  })
}

/** As pg makes its own connections. */
function securityOf({ ssl, host }: Named): ConnectionOptions {
  const given = ssl === true ? {} : (ssl as ConnectionOptions)
  // pg hides the key from who prints its options.
  return { ...given, ...(given.key && { key: given.key }), ...(isIP(host) === 0 && { servername: host }) }
}

/** A message without a type, as those are that open a connection. */
function words(...numbers: readonly number[]): Buffer {
  const message = Buffer.alloc(4 * (numbers.length + 1))
  for (const [i, number] of [message.length, ...numbers].entries()) message.writeInt32BE(number, 4 * i)
  return message
}
