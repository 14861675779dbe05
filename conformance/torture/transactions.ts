// Exercises of transactions: S16 to S18, S24.
import { EspalierError, insert, literal, select, type Transaction, TransactionMisuse, update } from '@espalier/core'
import { type Db, filled, type Ground, idsIn, notes, numbers, type Outcome, pause } from './ground.ts'

const noted = (id: number): any => insert(notes).values({ id })
const quietly = (): void => {}

/** S16: an error is swallowed inside of a transaction; what is said to be stored is stored as a whole, or the database says no. */
export async function swallowedErrors({ open }: Ground, count: number): Promise<Outcome> {
  const db = open()
  let falselyCommitted = 0
  await filled(db, 0)
  for (let i = 0; i < count; i++) {
    const first = i * 3
    let succeeded = 0
    const did = async (work: Promise<unknown>): Promise<void> => {
      await work.then(() => succeeded++, quietly)
    }
    const isCommitted = await db
      .transaction(async (tx) => {
        for (const id of [first, first, first + 1, first + 2]) await did(tx.run(noted(id)))
      })
      .then(
        () => true,
        () => false,
      )
    const stored = (await idsIn(db)).filter((id) => id >= first).length
    if (stored !== (isCommitted ? succeeded : 0)) falselyCommitted++
  }
  await db.close()
  return { did: `${count} transactions`, losses: { falselyCommitted } }
}

/** S17: promises at random in transactions that are rolled back leave no row. */
export async function looseSchedules({ open }: Ground, count: number): Promise<Outcome> {
  const db = open({ size: 4 })
  const random = numbers(17)
  await filled(db, 0)
  let survivors = 0
  let wrongErrors = 0
  let id = 0
  for (let i = 0; i < count; i++) {
    const late: Promise<unknown>[] = []
    const error = await db
      .transaction(async (tx) => {
        const works = Array.from({ length: 2 + random(5) }, async () => {
          const before = random(4)
          for (let turn = 0; turn < before; turn++) await (random(3) === 0 ? pause() : Promise.resolve())
          const mine = ++id
          if (random(4) === 0) await tx.savepoint((sp) => sp.run(noted(mine)))
          else await tx.run(noted(mine))
        })
        works.splice(random(works.length), 0, Promise.reject(new Error('mine')))
        late.push(...works.map((work) => work.catch(quietly)))
        await Promise.all(works)
      })
      .catch((caught: unknown) => caught)
    if (!(error instanceof Error && error.message === 'mine')) wrongErrors++
    await Promise.all(late)
    survivors += (await idsIn(db)).length
    if (survivors > 0) await filled(db, 0)
  }
  await db.close()
  return { did: `${count} schedules`, losses: { survivors, wrongErrors } }
}

/** A nested program: what it inserts, and where it throws. */
interface Block {
  readonly steps: readonly (number | Block)[]
  readonly fails: boolean
}

/** S18: random nested transactions store what a model says. */
export async function nestedPrograms({ open }: Ground, count: number): Promise<Outcome> {
  const db = open({ size: 2 })
  const random = numbers(18)
  let divergences = 0
  let id = 0
  await filled(db, 0)
  const block = (depth: number): Block => ({
    steps: Array.from({ length: 1 + random(4) }, () => (depth < 4 && random(3) === 0 ? block(depth + 1) : ++id)),
    fails: random(3) === 0,
  })
  const model = ({ steps, fails }: Block): number[] =>
    fails ? [] : steps.flatMap((step) => (typeof step === 'number' ? [step] : model(step)))
  const run = async (on: Transaction<any>, { steps, fails }: Block): Promise<void> => {
    for (const step of steps) {
      if (typeof step === 'number') await on.run(noted(step))
      else await on.savepoint((sp) => run(sp, step)).catch(onlyMine)
    }
    if (fails) throw new Error('mine')
  }
  for (let i = 0; i < count; i++) {
    const program = block(0)
    await db.transaction((tx) => run(tx, program)).catch(onlyMine)
    const expected = model(program)
    const stored = await idsIn(db)
    if (JSON.stringify(stored) !== JSON.stringify(expected.sort((a, b) => a - b))) divergences++
    await filled(db, 0)
  }
  await db.close()
  return { did: `${count} programs`, losses: { divergences } }
}

function onlyMine(error: unknown): void {
  if (!(error instanceof Error) || error.message !== 'mine') throw error
}

/** S24: the database inside of its own transaction is refused at once, also where it has no connection left. */
export async function outerDatabase({ open }: Ground, count: number): Promise<Outcome> {
  const db: Db = open({ size: 1 })
  let late = 0
  let untyped = 0
  for (let i = 0; i < count; i++) {
    const before = performance.now()
    const error = await db
      .transaction(async () => void (await db.scalar(select({ one: literal(1) }))))
      .catch((caught: unknown) => caught)
    if (performance.now() - before > 1_000) late++
    if (!(error instanceof TransactionMisuse)) untyped++
  }
  await db.run(update(notes).set({ body: 'free' }).allRows())
  await db.close()
  return { did: `${count} uses`, losses: { late, untyped } }
}

/** True for an error that a program can tell by its class. */
export const isTyped = (error: unknown): boolean => error instanceof EspalierError
