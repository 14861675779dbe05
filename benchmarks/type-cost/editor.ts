// How long an editor waits for completions: a real tsserver, asked over its protocol while the program is typed in.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Compiler } from '../../scripts/compilers.ts'
import { type Author, columns } from './program.ts'

/** How long completions take, in milliseconds. */
export interface Latency {
  readonly median: number
  /** What one in twenty takes longer than. */
  readonly p95: number
}

const warmUps = 10
const rounds = 60

/** Opens the program of an author, with a statement at its end, and asks for completions at the cursor again and again. */
export async function latency(compiler: Compiler, place: string, author: Author, statement: string): Promise<Latency> {
  const program = join(import.meta.dirname, '../../node_modules', compiler.package, 'lib/tsserver.js')
  const server = spawn(process.execPath, [program, '--disableAutomaticTypingAcquisition'], { cwd: place })
  const waiting = new Map<number, (body: any) => void>()
  let sequence = 0
  let read = ''
  server.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    read += chunk
    for (let end = read.indexOf('\n'); end >= 0; end = read.indexOf('\n')) {
      const line = read.slice(0, end).trim()
      read = read.slice(end + 1)
      if (!line.startsWith('{')) continue
      const message = JSON.parse(line)
      if (message.type === 'response') waiting.get(message.request_seq)?.(message.body)
    }
  })
  const send = (command: string, given: unknown): number => {
    server.stdin.write(`${JSON.stringify({ seq: ++sequence, type: 'request', command, arguments: given })}\n`)
    return sequence
  }
  const ask = (command: string, given: unknown): Promise<any> =>
    new Promise((resolve) => waiting.set(send(command, given), resolve))

  const file = join(place, 'typed.ts')
  const [before, after] = statement.split('|') as [string, string]
  const lines = [author.head, `export const typed = ${before}${after}`, '']
  writeFileSync(file, lines.join('\n'))
  const line = author.head.split('\n').length + 1
  const offset = `export const typed = ${before}`.length + 1
  send('open', { file })
  const times: number[] = []
  let entries = 0
  for (let round = 0; round < warmUps + rounds; round++) {
    // somebody types a letter in the line and takes it back, so that the statement is new to the checker
    for (const insertString of ['x', ''])
      send('change', { file, line, offset, endLine: line, endOffset: offset + (insertString ? 0 : 1), insertString })
    const start = performance.now()
    const body = await ask('completionInfo', { file, line, offset })
    if (round >= warmUps) times.push(performance.now() - start)
    entries = body?.entries?.length ?? 0
  }
  server.kill()
  if (entries < columns.length) throw new Error(`${author.name} has ${entries} completions at ${statement}`)
  times.sort((a, b) => a - b)
  return {
    median: times[Math.floor(times.length / 2)] as number,
    p95: times[Math.floor(times.length * 0.95)] as number,
  }
}
