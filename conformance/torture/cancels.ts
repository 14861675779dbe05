// S26: statements are stopped at any moment.
import { literal, QueryCancelled, select } from '@espalier/core'
import { asked } from './faults.ts'
import { type Ground, inTime, numbers, type Outcome, pause } from './ground.ts'

const one = select({ one: literal(1) })

/** What takes some milliseconds, and what would take hours: MySQL and MariaDB stop a join, but say that sleep() succeeded. */
const works = (name: string): { readonly short: any; readonly endless: any } => {
  const joined = (times: number): string =>
    `select cast(count(*) as char) as id from ${Array.from({ length: times }, (_part, i) => `information_schema.collations c${i}`).join(', ')}`
  return name === 'postgres'
    ? { short: asked('select pg_sleep(0.006)::text'), endless: asked('select pg_sleep(3600)::text') }
    : { short: asked(joined(2)), endless: asked(joined(5)) }
}

/**
 * S26: statements are stopped at random times; no other statement is ever hit, and the server is done with them soon. A
 * fourth of them would take hours.
 */
export async function cancels(ground: Ground, count: number): Promise<Outcome> {
  const { name, admin } = ground
  if (name === 'sqlite') return { did: 'answers at once', losses: {} }
  const db = ground.open({ size: 2 })
  const random = numbers(26)
  const { short, endless } = works(name)
  const losses = { wrongHits: 0, untyped: 0, stuck: 0, notStopped: 0, late: 0, running: 0, leaked: 0 }
  const times: number[] = []
  const user = async (own: number): Promise<void> => {
    for (let i = own; i < count; i += 2) {
      const stop = new AbortController()
      let signalled = 0
      setTimeout(() => {
        signalled = performance.now()
        stop.abort()
      }, random(8))
      const isEndless = i % 4 < 1
      const result = await inTime(
        db.all(isEndless ? endless : short, { signal: stop.signal }).then(
          () => 'done',
          (error: unknown) => {
            if (!(error instanceof QueryCancelled)) losses.untyped++
            return 'stopped'
          },
        ),
      )
      if (result === 'stuck') losses.stuck++
      if (result === 'done' && isEndless) losses.notStopped++
      // The server has answered then: it does nothing for the statement any more.
      if (result === 'stopped') times.push(performance.now() - signalled)
      const next = await db.scalar(one).catch(() => 0)
      if (next !== 1) losses.wrongHits++
    }
  }
  await Promise.all([user(0), user(1)])
  // A session with words of its own is reset before it rests.
  await pause(100)
  losses.running = (await admin.all(asked(active(name)))).length
  losses.leaked = db.status().lent
  await db.close()
  times.sort((a, b) => a - b)
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0
  if (p99 > 500) losses.late = 1
  return {
    did: `${count} signals, ${times.length} stopped, gone after ${(times[times.length >> 1] ?? 0).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
    losses,
  }
}

/** Whose statement is under way. */
const active = (name: string): string =>
  name === 'postgres'
    ? `select pid::text from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`
    : `select cast(id as char) from information_schema.processlist where db = database() and command in ('Query', 'Execute') and info like '%collations%' and id <> connection_id()`
