import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
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

type EndSignal = 'SIGKILL' | 'SIGQUIT'

interface RunOptions extends Account {
  readonly env?: Record<string, string>
  readonly input?: string
  readonly seconds?: number
  /**
   * A file to print to. Such a command is not killed but finishes when this process ends before it, which a closed pipe
   * would not let it do.
   */
  readonly log?: string
}

/** A command ended with another exit code than 0. */
export class CommandFailed extends Error {
  readonly output: string

  constructor(message: string, output: string) {
    super(message)
    this.output = output
  }
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
  options: Account & { readonly env?: Record<string, string>; readonly log: string; readonly signal: EndSignal },
): Promise<Supervised> {
  const log = await open(options.log, 'a')
  const child = start(command, options, ['ignore', log.fd, log.fd])
  const forgotten = endAtEnd(child, options.signal)
  // a program that cannot be started has ended too
  const end = ended(child)
    .catch(() => {})
    .finally(forgotten)
  await log.close()
  child.unref()
  return {
    ended: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    lastWords: async () => tail(await readFile(options.log, 'utf8')),
    stop: async () => {
      child.ref()
      child.kill(options.signal)
      await end
    },
  }
}

/** Runs a command to its end and returns what it printed; throws with the end of its output when it fails. */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const log = options.log === undefined ? undefined : await open(options.log, 'w+')
  const child = start(command, options, log === undefined ? 'pipe' : ['ignore', log.fd, log.fd])
  const forgotten = endAtEnd(child, log === undefined ? 'SIGKILL' : null)
  const timer = setTimeout(() => child.kill('SIGKILL'), (options.seconds ?? 60) * 1000)
  const printed = collect(child)
  // a command that does not read its input is judged by its exit code
  child.stdin?.on('error', () => {}).end(options.input ?? '')
  try {
    const code = await ended(child)
    const output = log === undefined ? printed() : await readFile(options.log ?? '', 'utf8')
    if (code !== 0) throw new CommandFailed(`${command.join(' ')} ended with ${code}: ${tail(output)}`, output)
    return output
  } finally {
    clearTimeout(timer)
    forgotten()
    await log?.close()
  }
}

function start(command: readonly string[], options: RunOptions, stdio: StdioOptions): ChildProcess {
  const [program = '', ...rest] = command
  const account = options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }
  // detached: a Ctrl-C goes to all that is not, and would end a server before the run has ended in order
  return spawn(program, rest, { ...account, stdio, detached: true, env: { ...process.env, ...options.env } })
}

/** The exit code, or the signal that ended it. */
function ended(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no code'))
  })
}

function collect(child: ChildProcess): () => string {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return () => output
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-5).join(' ').slice(-800)
}

function endAtEnd({ pid }: ChildProcess, signal: NodeJS.Signals | null): () => void {
  if (pid === undefined) return () => {}
  tellGuard({ end: pid, signal })
  return () => tellGuard({ forget: pid })
}

let guard: ChildProcess | undefined

/** One guard per process, started when there is something to guard; it is idle until its input closes. */
function tellGuard(order: Order): void {
  guard ??= startGuard()
  guard.stdin?.write(`${JSON.stringify(order)}\n`)
}

function startGuard(): ChildProcess {
  const program = join(import.meta.dirname, 'guard.ts')
  const child = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  // without a guard a run still cleans up when it ends in order
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.unref()
  // a pipe to a process is a socket, which would keep this process alive as well
  ;(child.stdin as unknown as Socket).unref()
  return child
}
