// Money that moves between accounts: transactions, locks, savepoints, checks; on all databases.
import {
  type AnyLack,
  CheckViolation,
  check,
  count,
  type Database,
  insert,
  integer,
  numeric,
  schema,
  select,
  sum,
  type Transaction,
  table,
  timestamp,
  UniqueViolation,
  update,
  varchar,
} from '@espalier/core'
import { beforeEach, expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { ownDatabase } from '../open.ts'

const accounts = table(
  'accounts',
  { id: integer().primaryKey(), owner: varchar(100).unique(), balance: numeric(12, 2).default('0.00') },
  (t) => [check('never_below_zero', t.balance.gte('0'))],
)
const transfers = table('transfers', {
  id: integer().identity(),
  from: integer('from_account').references(() => accounts.id),
  to: integer('to_account').references(() => accounts.id),
  amount: numeric(12, 2),
  at: timestamp().defaultNow(),
})

/** Moves money. The accounts change in the order of their keys, so that two transfers never wait for each other. */
async function transfer(db: Database<AnyLack>, from: number, to: number, amount: string): Promise<void> {
  await db.transaction(async (tx) => {
    const steps = [
      () =>
        tx.run(
          update(accounts)
            .set({ balance: accounts.balance.minus(amount) })
            .where(accounts.id.eq(from)),
        ),
      () =>
        tx.run(
          update(accounts)
            .set({ balance: accounts.balance.plus(amount) })
            .where(accounts.id.eq(to)),
        ),
    ]
    for (const step of from < to ? steps : steps.reverse()) {
      const { rowCount } = await step()
      if (rowCount === 0) throw new Error('there is no such account')
    }
    await tx.run(insert(transfers).values({ from, to, amount }))
  })
}

eachDatabase('a bank', (database) => {
  const { db } = ownDatabase(database)
  beforeEach(async () => {
    await db().dropAll(schema({ accounts, transfers }))
    await db().createAll(schema({ accounts, transfers }))
    await db().run(
      insert(accounts).values([
        { id: 1, owner: 'Ada', balance: '100.00' },
        { id: 2, owner: 'Bob', balance: '50.10' },
        { id: 3, owner: 'Cleo' },
      ]),
    )
  })

  const balances = () => db().scalars(select({ balance: accounts.balance }).from(accounts).orderBy(accounts.id))

  test('a transfer moves money to the cent', async () => {
    await transfer(db(), 1, 2, '0.20')
    expect(await balances()).toEqual(['99.80', '50.30', '0.00'])
    const moved = select({ from: transfers.from, to: transfers.to, amount: transfers.amount }).from(transfers)
    expect(await db().one(moved)).toEqual({ from: 1, to: 2, amount: '0.20' })
  })

  test('more than there is takes everything back, and the error names the check', async () => {
    const failure = await transfer(db(), 2, 3, '50.11').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(CheckViolation)
    expect((failure as CheckViolation).constraint).toBe('never_below_zero')
    expect(await balances()).toEqual(['100.00', '50.10', '0.00'])
    expect(await db().all(select(transfers))).toEqual([])
  })

  test('an account that is not there takes everything back', async () => {
    await expect(transfer(db(), 1, 9, '1.00')).rejects.toThrow('there is no such account')
    expect(await balances()).toEqual(['100.00', '50.10', '0.00'])
  })

  test('many transfers at once lose nothing', async () => {
    const pairs = Array.from({ length: 24 }, (_pair, i) => [(i % 3) + 1, ((i + 1) % 3) + 1] as const)
    const results = await Promise.allSettled(pairs.map(([from, to]) => transfer(db(), from, to, '10.00')))
    const done = results.filter(({ status }) => status === 'fulfilled').length
    expect(done).toBeGreaterThan(0)
    expect(await db().scalar(select({ total: sum(accounts.balance) }).from(accounts))).toMatch(/^150\.10?$/)
    expect(await db().scalar(select({ n: count() }).from(transfers))).toBe(done)
  })

  test('a balance that is read for update is still the same when it is written', async () => {
    // sqlite locks the whole database where a transaction writes, and has no word for it
    const mine = select({ balance: accounts.balance }).from(accounts).where(accounts.id.eq(1))
    const query = database.name === 'sqlite' ? mine : (mine.forUpdate() as typeof mine)
    const spendHalf = () =>
      db().transaction(
        async (tx) => {
          const { balance } = await tx.one(query)
          const half = (Number(balance) / 2).toFixed(2)
          await tx.run(update(accounts).set({ balance: half }).where(accounts.id.eq(1)))
        },
        { retry: 5 },
      )
    await Promise.all([spendHalf(), spendHalf(), spendHalf()])
    expect((await balances())[0]).toBe('12.50')
  })

  test('a transfer that looks first sees what no other can change until it is done', async () => {
    const both = (ids: readonly number[]) => {
      const query = select({ id: accounts.id, balance: accounts.balance })
        .from(accounts)
        .where(accounts.id.in(ids))
        .orderBy(accounts.id)
      return database.name === 'sqlite' ? query : (query.forUpdate() as typeof query)
    }
    const pay = (from: number, to: number, amount: number) =>
      db().transaction(
        async (tx) => {
          const held = await tx.all(both([from, to]))
          const payer = held.find(({ id }) => id === from)
          if (!payer || Number(payer.balance) < amount) return false
          const money = amount.toFixed(2)
          await tx.run(
            update(accounts)
              .set({ balance: accounts.balance.minus(money) })
              .where(accounts.id.eq(from)),
          )
          await tx.run(
            update(accounts)
              .set({ balance: accounts.balance.plus(money) })
              .where(accounts.id.eq(to)),
          )
          return true
        },
        { retry: 5 },
      )
    const paid = await Promise.all(Array.from({ length: 6 }, () => pay(1, 3, 30)))
    expect(paid.filter((done) => done)).toHaveLength(3)
    expect(await balances()).toEqual(['10.00', '50.10', '90.00'])
  })

  test('a duplicate behind a savepoint leaves the rest of the transaction', async () => {
    const opened = (tx: Transaction<AnyLack>, id: number, owner: string) =>
      tx
        .savepoint((sp) => sp.run(insert(accounts).values({ id, owner })))
        .then(() => true)
        .catch((error: unknown) => {
          if (error instanceof UniqueViolation) return false
          throw error
        })
    const results = await db().transaction(async (tx) => [
      await opened(tx, 4, 'Dan'),
      await opened(tx, 5, 'Ada'),
      await opened(tx, 5, 'Eve'),
    ])
    expect(results).toEqual([true, false, true])
    const owners = await db().scalars(select({ owner: accounts.owner }).from(accounts).orderBy(accounts.id))
    expect(owners).toEqual(['Ada', 'Bob', 'Cleo', 'Dan', 'Eve'])
  })
})
