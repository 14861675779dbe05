import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Supervised } from './supervised.ts'

/** The servers that a test run can start; SQLite is a library and needs none. */
export type ServerName = 'postgres' | 'mysql' | 'mariadb'

/** What stands before one of them. */
export type PoolerName = 'pgbouncer'

/** A server that answers. `version` is in its own words, `url` has an account that may do anything. */
export interface RunningServer {
  readonly name: ServerName
  readonly version: string
  readonly url: string
  /** Ends the process and removes its data; of a server that was running before, does nothing. */
  stop(): Promise<void>
  /** Ends the process as a crash does, and starts it again on its data; absent for a server that was running before. */
  restart?(): Promise<void>
}

/** A server cannot be had here: why, and what its user can do about it. */
export class ServerUnavailable extends Error {
  readonly server: ServerName | PoolerName
  readonly reason: string
  readonly cure: string

  constructor(server: ServerName | PoolerName, reason: string, cure: string) {
    super(`${server} is missing: ${reason}; ${cure}`)
    this.name = 'ServerUnavailable'
    this.server = server
    this.reason = reason
    this.cure = cure
  }
}

/** The variable whose URL replaces the server that would be started. */
export function urlVariable(server: ServerName): string {
  return `ESPALIER_${server.toUpperCase()}_URL`
}

/** The way out that always exists: a server of one's own. */
export function bringYourOwn(server: ServerName | PoolerName): string {
  if (server === 'pgbouncer') return 'run on a Debian or Ubuntu whose apt-get reaches its mirror'
  const compose = `docker compose -f conformance/servers/compose.yaml up -d --wait ${server}`
  return `set ${urlVariable(server)}, for example to the URL in that file after \`${compose}\``
}

/** What `work` throws becomes a `ServerUnavailable` with the usual cure, unless it already is one. */
export async function orUnavailable<T>(server: ServerName | PoolerName, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ServerUnavailable) throw error
    throw new ServerUnavailable(server, oneLine(error), bringYourOwn(server))
  }
}

/** The server that the environment names by URL, or undefined where it names none. */
export async function serverOfUrl(
  name: ServerName,
  ask: (url: string) => Promise<string>,
): Promise<RunningServer | undefined> {
  const variable = urlVariable(name)
  const url = process.env[variable]
  if (url === undefined || url === '') return undefined
  try {
    return { name, url, version: await ask(url), stop: async () => {} }
  } catch (error) {
    throw new ServerUnavailable(name, `${variable} is set, but: ${oneLine(error)}`, 'correct it, or unset it')
  }
}

/** A TCP port of 127.0.0.1 that nothing listens on, chosen by the operating system. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer()
    listener.once('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      listener.close(() => resolve(port))
    })
  })
}

/** Asks the started server for its version until it answers; throws when its process ends first or time is up. */
export async function untilAnswering(server: Supervised, ask: () => Promise<string>, seconds = 60): Promise<string> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (server.ended()) throw new Error(`the server ended while starting: ${await server.lastWords()}`)
      if (Date.now() > deadline) throw new Error(`no answer after ${seconds} s: ${oneLine(error)}`)
    }
    await sleep(50)
  }
}

/** An error's message on one line; a refused connection to several addresses has its message in `code` only. */
export function oneLine(error: unknown): string {
  const { message, code } = Object(error) as { message?: unknown; code?: unknown }
  return String(message || code || error)
    .replace(/\s+/g, ' ')
    .trim()
}
