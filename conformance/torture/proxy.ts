// A proxy between driver and server that does what networks do.
import { connect, createServer, type Server, type Socket } from 'node:net'

/** What is to happen to the next connection, or to those that there are. */
export interface Fault {
  /** What happens: the connection is cut; the server's side says goodbye and the rest is lost. */
  readonly how: 'cut' | 'half-close'
  /** Whose message is the last one that arrives. */
  readonly side: 'client' | 'server'
  /** After how many messages of that side, of all connections together. */
  readonly after: number
}

export interface FaultProxy {
  readonly port: number
  /** Sets what is to happen; undefined for nothing. It tells afterwards whether it did. */
  fault: Fault | undefined
  readonly hasStruck: boolean
  /** Milliseconds that each message of the server is kept. */
  delay: number
  /** Refuses connections, as a server that is down. */
  isDown: boolean
  /** Cuts every connection. */
  cutAll(): void
  close(): Promise<void>
}

/** Starts a proxy before a server. */
export async function startProxy(host: string, port: number): Promise<FaultProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let seen = 0
  let fault: Fault | undefined
  let hasStruck = false
  const state = { delay: 0, isDown: false }

  const strike = (client: Socket, server: Socket): void => {
    hasStruck = true
    if (fault?.how === 'half-close') {
      server.destroy()
      client.end()
    } else {
      client.resetAndDestroy()
      server.destroy()
    }
    fault = undefined
  }
  const pass = (side: Fault['side'], from: Socket, to: Socket, pair: readonly [Socket, Socket]): void => {
    from.on('data', (chunk) => {
      const forward = (): void => void (to.destroyed || to.write(chunk))
      if (side === 'server' && state.delay > 0) setTimeout(forward, state.delay)
      else forward()
      if (fault?.side === side && ++seen >= fault.after) strike(...pair)
    })
    from.on('end', () => to.end())
    from.on('error', () => to.destroy())
    from.on('close', () => {
      to.destroy()
      pairs.delete(pair)
    })
  }
  const listener: Server = createServer((client) => {
    if (state.isDown) {
      client.resetAndDestroy()
      return
    }
    client.setNoDelay(true)
    const server = connect({ host, port, noDelay: true })
    const pair = [client, server] as const
    pairs.add(pair)
    pass('client', client, server, pair)
    pass('server', server, client, pair)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return {
    port: (listener.address() as { port: number }).port,
    get fault() {
      return fault
    },
    set fault(next) {
      seen = 0
      hasStruck = false
      fault = next
    },
    get hasStruck() {
      return hasStruck
    },
    get delay() {
      return state.delay
    },
    set delay(ms) {
      state.delay = ms
    },
    get isDown() {
      return state.isDown
    },
    set isDown(is) {
      state.isDown = is
    },
    cutAll() {
      for (const [client, server] of pairs) {
        client.resetAndDestroy()
        server.destroy()
      }
    },
    async close() {
      for (const [client, server] of pairs) {
        client.destroy()
        server.destroy()
      }
      await new Promise<void>((resolve) => listener.close(() => resolve()))
    },
  }
}
