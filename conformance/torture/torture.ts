// `pnpm test:torture`: every exercise with its full count on every database, and a table of what was lost.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '@espalier/core'
import { type DatabaseName, databaseNames } from '../servers/record.ts'
import { ServerUnavailable } from '../servers/server.ts'
import { startAll } from '../servers/start-all.ts'
import { type Exercise, exercises } from './exercises.ts'
import { groundOf, type Outcome, tables } from './ground.ts'

const share = Number(process.argv.find((word) => /^\d+(\.\d+)?$/.test(word)) ?? 1)
const only = process.argv.slice(2).find((word) => !/^\d/.test(word)) ?? ''
const { record, stop } = await startAll()
let uncaught = 0
process.on('uncaughtException', (error) => {
  uncaught++
  console.error(error)
})
process.on('unhandledRejection', (error) => {
  uncaught++
  console.error(error)
})

let losses = 0
const lines: string[][] = []
for (const name of databaseNames) {
  const running = record[name]
  if (!running) {
    console.log(`${name} did not run: ${record.missing.find((entry) => entry.name === name)?.reason}`)
    continue
  }
  const folder = await mkdtemp(join(tmpdir(), 'espalier-torture-'))
  const ground = groundOf(name, name === 'sqlite' ? join(folder, 'torture.db') : await freshOn(name, running.url))
  await ground.admin.createAll(tables)
  for (const exercise of exercises) if (exercise.title.includes(only)) await done(exercise)
  await ground.close()
  await rm(folder, { recursive: true, force: true })

  async function done({ title, count, run }: Exercise): Promise<void> {
    const before = uncaught
    const begun = performance.now()
    const outcome: Outcome = await run(ground, Math.ceil(count * share)).catch((error: unknown) => {
      if (error instanceof ServerUnavailable) return { did: `DID NOT RUN: ${error.reason}; ${error.cure}`, losses: {} }
      console.error(error)
      return { did: 'failed', losses: { failed: 1 } }
    })
    const lost = { ...outcome.losses, uncaught: uncaught - before }
    losses += Object.values(lost).reduce((sum, n) => sum + n, 0)
    const words = Object.entries(lost).map(([what, n]) => `${what} ${n}`)
    lines.push([title, name, outcome.did, words.join(', '), `${((performance.now() - begun) / 1_000).toFixed(1)} s`])
    console.log((lines.at(-1) as string[]).join(' · '))
  }
}
/** A database of the run's own on a server. */
async function freshOn(name: DatabaseName, url: string): Promise<string> {
  const server = groundOf(name, url)
  await server.admin.run(sql.statement`create database espalier_torture`)
  await server.close()
  const fresh = new URL(url)
  fresh.pathname = '/espalier_torture'
  return fresh.href
}
await stop()

const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...lines.map((line) => (line[i] as string).length)))
console.log(`\nNode ${process.version}, ${new Date().toISOString()}\n`)
for (const line of lines) console.log(line.map((cell, i) => cell.padEnd(widths[i] as number)).join('  '))
console.log(`\n${losses} lost`)
process.exit(losses === 0 ? 0 : 1)
