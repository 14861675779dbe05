// S22: a fault behind every message of a whole life: connections are made, transactions stored and taken back, streams
// read and left, sessions reset, the pool closed.
import { CommitOutcomeUnknown, EspalierError, insert, select, sql } from '@espalier/core'
import { type Db, filled, type Ground, idsIn, inTime, notes, type Outcome, type Proxied, pause } from './ground.ts'
import type { Fault, Side } from './proxy.ts'

const noted = (id: number): any => insert(notes).values({ id })
const query = select({ id: notes.id }).from(notes).orderBy(notes.id)

/** What a program may say of a transaction. */
type Said = 'stored' | 'unknown' | 'refused'

/** What a life came to, whatever struck it. */
interface Life {
  said: Said
  /** Errors that are not Espalier's. */
  untyped: number
  /** Errors of the program itself that another one took the place of. */
  masked: number
  leaked: number
}

/**
 * First the messages of a life without a fault are counted; then each of them is the last one that arrives. Where there
 * are more points than `count`, they are as many of them, evenly spread.
 */
export async function faultsEverywhere(ground: Ground, count: number): Promise<Outcome> {
  const { name, admin } = ground
  if (name === 'sqlite') return { did: 'no connection', losses: {} }
  const way = await ground.proxied()
  const losses = { torn: 0, untyped: 0, masked: 0, stuck: 0, leaked: 0, dead: 0 }
  let unmet = 0
  const points = await pointsOf(way, admin)
  const chosen = spread(points, count)
  for (const fault of chosen) {
    await filled(admin, 0)
    way.proxy.fault = fault
    const life = await inTime(lived(opened(way)), 15_000)
    if (!way.proxy.hasStruck) unmet++
    way.proxy.fault = undefined
    way.proxy.cutAll()
    await settled(admin)
    const stored = (await idsIn(admin)).join()
    if (life === 'stuck') losses.stuck++
    else {
      losses.untyped += life.untyped
      losses.masked += life.masked
      losses.leaked += life.leaked
      const whole = '1,2,3'
      const isRight = { stored: stored === whole, unknown: stored === '' || stored === whole, refused: stored === '' }
      if (!isRight[life.said]) losses.torn++
    }
    const db = opened(way)
    if ((await inTime(db.all(query), 5_000).catch(() => 'dead')) === 'dead') losses.dead++
    await db.close()
  }
  return { did: `${chosen.length - unmet} of ${points.length} points`, losses }
}

const opened = ({ open }: Proxied): Db =>
  open({ size: 2, timeout: '5s', openTimeout: '300ms' }, { statementTimeout: '250ms', cutAfter: '100ms' })

/** Every message of a life, with every fault. */
async function pointsOf(way: Proxied, admin: Db): Promise<Fault[]> {
  await filled(admin, 0)
  way.proxy.fault = undefined
  const life = await lived(opened(way))
  if (life.said !== 'stored' || life.untyped + life.masked + life.leaked > 0)
    throw new Error(`a life without a fault is not whole: ${JSON.stringify(life)}`)
  return (['client', 'server'] as const satisfies readonly Side[]).flatMap((side) =>
    Array.from({ length: way.proxy.seen(side) }, (_message, i) => i + 1).flatMap((after) =>
      (['cut', 'half-close', 'swallow'] as const).map((how) => ({ how, side, after })),
    ),
  )
}

const spread = <Item>(items: readonly Item[], count: number): Item[] =>
  count >= items.length
    ? [...items]
    : Array.from({ length: count }, (_item, i) => items[Math.floor((i * items.length) / count)] as Item)

/** Uses a database in every way, and closes it. */
async function lived(db: Db): Promise<Life> {
  const life: Life = { said: 'refused', untyped: 0, masked: 0, leaked: 0 }
  const typed = (error: unknown): void => {
    if (!(error instanceof EspalierError)) life.untyped++
  }
  try {
    await db.transaction(async (tx) => {
      await tx.run(noted(1))
      await tx.savepoint((sp) => sp.run(noted(2)))
      for await (const { id } of tx.stream(query, { batch: 1 })) if (id === 1) break
      await tx.run(noted(3))
    })
    life.said = 'stored'
  } catch (error) {
    typed(error)
    if (error instanceof CommitOutcomeUnknown) life.said = 'unknown'
  }
  const mine = new Error('mine')
  let hasThrown = false
  await db
    .transaction(async (tx) => {
      await tx.run(noted(4))
      hasThrown = true
      throw mine
    })
    .catch((error: unknown) => {
      if (hasThrown && error !== mine) life.masked++
      if (!hasThrown) typed(error)
    })
  for (const leave of [true, false]) {
    try {
      for await (const _row of db.stream(query, { batch: 1 })) if (leave) break
    } catch (error) {
      typed(error)
    }
  }
  // With words of its own, so that the session is reset when it is given back.
  await db.connection((connection) => connection.run(sql.statement`delete from accounts`)).catch(typed)
  await Promise.all([db.all(query).catch(typed), db.all(query).catch(typed)])
  await db.close().catch(typed)
  const { lent, idle, waiting } = db.status()
  life.leaked += lent + idle + waiting
  return life
}

/** Until the server has noticed that connections are gone, and taken back what they had open. */
async function settled(admin: Db): Promise<void> {
  await pause(2)
  await admin.run(sql.statement`delete from ledger`)
}
