import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { open, readFile, rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Order } from './guard.ts'

/** Whom a process runs as; both absent for the current user. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

/** A server's process, its log kept in a file. */
export interface Supervised {
  ended(): boolean
  /** The end of its log, on one line. */
  lastWords(): Promise<string>
  stop(): Promise<void>
}

/** A folder in the system's place for temporary files. */
export interface TemporaryFolder {
  readonly path: string
  remove(): Promise<void>
}

interface Options extends Account {
  readonly env?: Record<string, string>
}

/** Makes a folder that is removed at the latest when this process ends, however it ends. */
export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `espalier-${name}-`))
  const kept = removeAtEnd(path)
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
      kept()
    },
  }
}

/** Has a folder removed when this process ends, however it ends, unless the returned function was called before. */
export function removeAtEnd(path: string): () => void {
  tellGuard({ remove: path })
  return () => tellGuard({ keep: path })
}

/** Starts a server that ends with this process: `signal` is the fastest one that leaves nothing behind. */
export async function supervise(
  command: readonly string[],
  options: Options & { readonly log: string; readonly signal: 'SIGKILL' | 'SIGQUIT' },
): Promise<Supervised> {
  const { log, signal } = options
  const child = await startLogged(command, options, log)
  const end = outcome(command, child, log).catch(() => {})
  const forgotten = endAtEnd(child, signal)
  end.then(forgotten)
  child.unref()
  return {
    ended: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    lastWords: async () => tail(await readFile(log, 'utf8')),
    stop: async () => {
      child.ref()
      child.kill(signal)
      await end
    },
  }
}

/** Runs a command to its end; throws with the end of its log when it fails. `brief` ones finish after this process. */
export async function runLogged(
  command: readonly string[],
  options: Options & { readonly log: string; readonly input?: string; readonly brief?: boolean },
): Promise<void> {
  const child = await startLogged(command, options, options.log)
  const forgotten = endAtEnd(child, options.brief === true ? null : 'SIGKILL')
  feed(child, options.input)
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000)
  await outcome(command, child, options.log).finally(() => {
    clearTimeout(timer)
    forgotten()
  })
}
