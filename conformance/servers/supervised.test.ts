import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { isRunning } from './process-state.ts'
import { run, supervise, temporaryFolder } from './supervised.ts'

const forever = [process.execPath, '-e', 'console.log("ready"); setInterval(() => {}, 1000)']

/** A program that starts a server, says where, and then ends as told or waits. */
const program = (end: string): string => `
  import { supervise, temporaryFolder } from ${JSON.stringify(join(import.meta.dirname, 'supervised.ts'))}
  const folder = temporaryFolder('test')
  const command = [process.execPath, '-e', 'console.log(process.pid); setInterval(() => {}, 1000)']
  await supervise(command, { log: folder.path + '/log', signal: 'SIGKILL' })
  console.log(folder.path)
  ${end}
`

const wait = { timeout: 10_000, interval: 20 }

const ends: [string, string, NodeJS.Signals | undefined][] = [
  ['is interrupted', 'setInterval(() => {}, 1000)', 'SIGINT'],
  ['is terminated', 'setInterval(() => {}, 1000)', 'SIGTERM'],
  ['is killed', 'setInterval(() => {}, 1000)', 'SIGKILL'],
  ['ends in order but forgets its server', 'setTimeout(() => {}, 300)', undefined],
  ['throws', `setTimeout(() => { throw new Error('uncaught') }, 300)`, undefined],
]

test.each(ends)('a server and its folder go when the process that started it %s', async (_, end, signal) => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program(end)], { stdio: 'pipe' })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const folder = await new Promise<string>((resolve) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()))
  })
  const pid = await vi.waitFor(async () => {
    const said = Number(await readFile(join(folder, 'log'), 'utf8'))
    expect(said).toBeGreaterThan(0)
    return said
  }, wait)
  expect(isRunning(pid)).toBe(true)
  if (signal !== undefined) child.kill(signal)
  await gone
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), wait)
  expect(isRunning(pid)).toBe(false)
})

test('a stopped server has ended, and its folder is removed when told', async () => {
  const folder = temporaryFolder('test')
  const server = await supervise(forever, { log: join(folder.path, 'log'), signal: 'SIGKILL' })
  await vi.waitFor(async () => expect(await server.lastWords()).toBe('ready'), wait)
  expect(server.ended()).toBe(false)
  await server.stop()
  expect(server.ended()).toBe(true)
  await folder.remove()
  expect(existsSync(folder.path)).toBe(false)
})

test('a server that cannot be started has ended', async () => {
  const folder = temporaryFolder('test')
  const server = await supervise(['espalier-no-such-program'], { log: join(folder.path, 'log'), signal: 'SIGKILL' })
  expect(server.ended()).toBe(true)
  await folder.remove()
})

test('a command returns what it printed', async () => {
  expect(await run(['cat'], { input: 'as it was' })).toBe('as it was')
})

test('a command that fails says what it printed last', async () => {
  await expect(run(['sh', '-c', 'echo no space left >&2; exit 3'])).rejects.toThrow(/ended with 3: no space left$/)
})

test('a command that does not exist says so', async () => {
  await expect(run(['espalier-no-such-program'])).rejects.toMatchObject({ code: 'ENOENT' })
})
