// S20: the server goes away and comes back: by a proxy that refuses, and as a process that ends and starts.
import { EspalierError, insert, literal, select } from '@espalier/core'
import type { ServerName } from '../servers/server.ts'
import { startServer } from '../servers/start-all.ts'
import { type Ground, groundOf, idsIn, inTime, notes, type Outcome, pause, tables } from './ground.ts'

const one = select({ one: literal(1) })

/** The server goes away and comes back under load; what is asked first afterwards succeeds. */
export async function outages({ proxied, name }: Ground, count: number): Promise<Outcome> {
  if (name === 'sqlite') return { did: 'no server', losses: {} }
  const { proxy, open } = await proxied()
  const db = open({ size: 6 })
  let failedAfter = 0
  let stuck = 0
  let slowest = 0
  for (let i = 0; i < count; i++) {
    const load = Array.from({ length: 8 }, () => db.scalar(one).catch(() => 0))
    proxy.isDown = true
    proxy.cutAll()
    await Promise.all(load.map(async (work) => void ((await inTime(work, 5_000)) === 'stuck' && stuck++)))
    await db.scalar(one).catch(() => 0)
    proxy.isDown = false
    await pause(2)
    const before = performance.now()
    const first = await inTime(
      db.scalar(one).catch(() => 0),
      5_000,
    )
    if (first !== 1) failedAfter++
    slowest = Math.max(slowest, performance.now() - before)
  }
  const { lent } = db.status()
  await db.close()
  return {
    did: `${count} outages, slowest first answer ${Math.round(slowest)} ms`,
    losses: { failedAfter, stuck, leaked: lent },
  }
}

/**
 * The server's process ends and starts again while eight workers store rows: those that it said are stored are there, and
 * what is asked when it answers again succeeds at once, on as many connections as the pool had.
 */
export async function restarts({ name }: Ground, count: number): Promise<Outcome> {
  if (name === 'sqlite') return { did: 'no server', losses: {} }
  const server = await startServer(name satisfies ServerName, true)
  if (!server.restart) return { did: 'not with a server that was running before', losses: {} }
  const ground = groundOf(name, await ownDatabase(name, server.url))
  try {
    await ground.admin.createAll(tables)
    return await restarted(ground, server.restart, count)
  } finally {
    await ground.close()
    await server.stop()
  }
}

async function restarted(ground: Ground, restart: () => Promise<void>, count: number): Promise<Outcome> {
  const size = 6
  const db = ground.open({ size })
  const said = new Set<number>()
  const losses = { failedAfter: 0, lost: 0, untyped: 0, stuck: 0, leaked: 0 }
  let next = 0
  let isOver = false
  let slowest = 0
  const worker = async (): Promise<void> => {
    while (!isOver) {
      const id = next++
      const work = db.run(insert(notes).values({ id })).then(
        () => said.add(id),
        (error: unknown) => {
          if (!(error instanceof EspalierError)) losses.untyped++
          return pause(5)
        },
      )
      if ((await inTime(work, 20_000)) === 'stuck') losses.stuck++
    }
  }
  const workers = Array.from({ length: 8 }, worker)
  for (let i = 0; i < count; i++) {
    await pause(100)
    await restart()
    const before = performance.now()
    const firsts = Array.from({ length: size }, () => db.scalar(one).catch(() => 0))
    for (const first of firsts) if ((await inTime(first, 5_000)) !== 1) losses.failedAfter++
    slowest = Math.max(slowest, performance.now() - before)
  }
  isOver = true
  await Promise.all(workers)
  const stored = new Set(await idsIn(db))
  for (const id of said) if (!stored.has(id)) losses.lost++
  losses.leaked = db.status().lent
  await db.close()
  return { did: `${count} restarts, ${said.size} rows, slowest first answer ${Math.round(slowest)} ms`, losses }
}

/** MySQL's address names no database. */
async function ownDatabase(name: ServerName, url: string): Promise<string> {
  if (name === 'postgres') return url
  const { sql } = await import('@espalier/core')
  const server = groundOf(name, url)
  await server.admin.run(sql.statement`create database espalier_restart`)
  await server.close()
  const own = new URL(url)
  own.pathname = '/espalier_restart'
  return own.href
}
