// A proxy between driver and server that does what networks do. It knows where the messages of a protocol end, so that a
// fault can come behind each of them.
import { connect, createServer, type Socket } from 'node:net'

/** What is to happen, and when. */
export interface Fault {
  /**
   * The connection is cut; or the server's side says goodbye and the rest is lost; or it stays, and nothing more of that
   * side arrives.
   */
  readonly how: 'cut' | 'half-close' | 'swallow'
  /** Whose message is the last one that arrives. */
  readonly side: Side
  /** After how many messages of that side, of all connections together. */
  readonly after: number
}

export type Side = 'client' | 'server'

export interface FaultProxy {
  readonly port: number
  /** Sets what is to happen; undefined for nothing. It tells afterwards whether it did. */
  fault: Fault | undefined
  readonly hasStruck: boolean
  /** How many messages of a side have arrived since the fault was set. */
  seen(side: Side): number
  /** How many connections there are. */
  readonly open: number
  /** Refuses connections, as a server that is down. */
  isDown: boolean
  /** What becomes of each message of the server; its length must stay. */
  alter: (message: Buffer) => Buffer
  /** Cuts every connection. */
  cutAll(): void
  /** Lets no more answers through, on the connections that there are. */
  muteAll(): void
  close(): Promise<void>
}

/** One connection. */
interface Pair {
  readonly client: Socket
  readonly server: Socket
  /** Of which side nothing arrives any more. */
  muted: Side | undefined
}

/** Starts a proxy before a server. */
export async function startProxy(protocol: 'postgres' | 'mysql', host: string, port: number): Promise<FaultProxy> {
  const pairs = new Set<Pair>()
  const seen = { client: 0, server: 0 }
  let fault: Fault | undefined
  let hasStruck = false
  let isDown = false
  let alter = (message: Buffer): Buffer => message

  const strike = (pair: Pair, { how, side }: Fault): void => {
    hasStruck = true
    fault = undefined
    const { client, server } = pair
    if (how === 'swallow') pair.muted = side
    else server.destroy()
    if (how === 'cut') client.resetAndDestroy()
    if (how === 'half-close') client.end()
  }
  const pass = (side: Side, pair: Pair): void => {
    const from = pair[side]
    const to = side === 'client' ? pair.server : pair.client
    const messagesIn = framed(protocol, side)
    from.on('data', (chunk: Buffer) => {
      for (const message of messagesIn(chunk)) {
        if (to.destroyed || pair.muted === side) return
        to.write(side === 'server' ? alter(message) : message)
        seen[side]++
        if (fault?.side === side && seen[side] >= fault.after) strike(pair, fault)
      }
    })
    from.on('end', () => to.end())
    from.on('error', () => to.destroy())
    from.on('close', () => {
      to.destroy()
      pairs.delete(pair)
    })
  }
  const listener = createServer((client) => {
    if (isDown) return void client.resetAndDestroy()
    client.setNoDelay(true)
    const pair: Pair = { client, server: connect({ host, port, noDelay: true }), muted: undefined }
    pairs.add(pair)
    pass('client', pair)
    pass('server', pair)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return {
    port: (listener.address() as { port: number }).port,
    get fault() {
      return fault
    },
    set fault(next) {
      seen.client = 0
      seen.server = 0
      hasStruck = false
      fault = next
    },
    get hasStruck() {
      return hasStruck
    },
    seen: (side) => seen[side],
    get open() {
      return pairs.size
    },
    get isDown() {
      return isDown
    },
    set isDown(is) {
      isDown = is
    },
    get alter() {
      return alter
    },
    set alter(next) {
      alter = next
    },
    cutAll() {
      for (const pair of pairs) strike(pair, { how: 'cut', side: 'server', after: 0 })
    },
    muteAll() {
      for (const pair of pairs) pair.muted = 'server'
    },
    async close() {
      for (const { client, server } of pairs) {
        client.destroy()
        server.destroy()
      }
      await new Promise<void>((resolve) => listener.close(() => resolve()))
    },
  }
}

/** The whole messages in what has come; the beginning of one waits for its rest. */
function framed(protocol: 'postgres' | 'mysql', side: Side): (chunk: Buffer) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0)
  // What opens a connection to PostgreSQL is the one message without a type.
  let hasType = protocol === 'postgres' && side === 'server'
  const lengthOf = (): number => {
    if (protocol === 'mysql') return rest.length < 4 ? 4 : rest.readUIntLE(0, 3) + 4
    const start = hasType ? 1 : 0
    return rest.length < start + 4 ? start + 4 : rest.readUInt32BE(start) + start
  }
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    const found: Buffer[] = []
    for (let length = lengthOf(); rest.length >= length; length = lengthOf()) {
      found.push(rest.subarray(0, length))
      rest = rest.subarray(length)
      hasType = protocol === 'postgres'
    }
    return found
  }
}
