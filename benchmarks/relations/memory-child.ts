// One reader in a process of its own: how large its tree is, in bytes, after a line before and a line behind its reading.
// The process is started so that V8 tells each collection between the two.
import { writeSync } from 'node:fs'
import { forestOf } from './data.ts'
import type { RelationRing } from './scenario.ts'

const [database, reader] = process.argv.slice(2)
const ring = await ringOf()
const { read } = ring.readers[Number(reader)] as RelationRing['readers'][number]
// Statements are prepared from the second time on, and what is compiled does not count.
for (let i = 0; i < 3; i++) await read()

// Until then the last tree is held by what awaited it.
await new Promise((done) => setTimeout(done, 10))
const before = alive()
writeSync(1, 'begin\n')
const tree = await read()
writeSync(1, 'end\n')
const size = alive() - before
if ((tree as readonly unknown[]).length !== 200) throw new Error('this is not the tree')
writeSync(1, `${JSON.stringify({ before, size })}\n`)
await ring.close()

async function ringOf(): Promise<RelationRing> {
  // 20,000 comments
  const forest = forestOf(10)
  if (database === 'sqlite') return (await import('./sqlite.ts')).sqliteRelations(forest)
  return (await import('./postgres.ts')).postgresRelations(forest)
}

/** The bytes of the heap that something still holds. */
function alive(): number {
  const collect = (globalThis as unknown as { gc(): void }).gc
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
