// A transaction is stored as a whole or not at all, and says which.
import {
  DeadlockDetected,
  insert,
  LockTimeout,
  literal,
  QueryCancelled,
  SerializationFailure,
  select,
  sql,
  TransactionMisuse,
  TransactionRolledBack,
  UniqueViolation,
  update,
} from '@espalier/core'
import { describe, expect, test } from 'vitest'
import { eachDriver } from '../databases.ts'
import { open } from '../open.ts'
import { accounts, failed, ground, ids, noted } from './ground.ts'

const one = select({ one: literal(1) })
const soon = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

eachDriver('transactions', (database) => {
  const { name } = database
  const on = ground(database)

  describe('end', () => {
    test('with COMMIT where the callback is done, and its value is given back', async () => {
      expect(await on.db.transaction(async (tx) => (await tx.run(noted(1, 2))).rowCount)).toBe(2)
      expect(await ids(on.db)).toEqual([1, 2])
    })

    test('with ROLLBACK where it throws, and the error is the one that was thrown', async () => {
      const mine = new Error('mine')
      const error = await failed(
        on.db.transaction(async (tx) => {
          await tx.run(noted(1))
          throw mine
        }),
      )
      expect(error).toBe(mine)
      expect(await ids(on.db)).toEqual([])
    })

    test('by hand', async () => {
      const tx = await on.db.begin()
      await tx.run(noted(1))
      await tx.commit()
      expect(tx.state).toBe('committed')
      const other = await on.db.begin()
      await other.run(noted(2))
      await other.rollback()
      expect(other.state).toBe('rolled back')
      expect(await ids(on.db)).toEqual([1])
    })

    test('with ROLLBACK where a variable that uses one goes out of scope', async () => {
      {
        await using tx = await on.db.begin()
        await tx.run(noted(1))
      }
      {
        await using tx = await on.db.begin()
        await tx.run(noted(2))
        await tx.commit()
      }
      expect(await ids(on.db)).toEqual([2])
    })

    test('inside of the callback too, where it says so', async () => {
      const kept = await on.db.transaction(async (tx) => {
        await tx.run(noted(1))
        await tx.rollback()
        return 'done'
      })
      expect(kept).toBe('done')
      expect(await ids(on.db)).toEqual([])
    })

    test('once', async () => {
      const tx = await on.db.begin()
      await tx.commit()
      expect((await failed(tx.commit())).message).toBe('this transaction has ended already; it cannot commit again')
      expect(await failed(tx.rollback())).toBeInstanceOf(TransactionMisuse)
    })
  })

  test('an error that the program swallowed is no commit where the database takes the transaction back', async () => {
    const error = await on.db
      .transaction(async (tx) => {
        await tx.run(noted(1))
        await tx.run(noted(1)).catch(() => {})
        await tx.run(noted(2)).catch(() => {})
        return 'ok'
      })
      .catch((error: unknown) => error)
    if (name === 'postgres') expect(error).toBeInstanceOf(TransactionRolledBack)
    else expect(error).toBe('ok')
    expect(await ids(on.db)).toEqual(name === 'postgres' ? [] : [1, 2])
  })

  describe('statements of one transaction', () => {
    test('run in the order in which they were sent', async () => {
      await on.db.transaction(async (tx) => {
        await tx.run(noted(1))
        const sent = [2, 3, 4, 5].map((id) => tx.run(noted(id)).then(() => ids(tx)))
        const seen = await Promise.all([...sent.map((work) => work.then(() => 0)), ids(tx)])
        expect(seen.at(-1)).toEqual([1, 2, 3, 4, 5])
      })
    })

    test('that nobody awaits belong to it, and what fails of them takes it back', async () => {
      await on.db.transaction(async (tx) => {
        void tx.run(noted(1))
        void tx.run(noted(2))
      })
      expect(await ids(on.db)).toEqual([1, 2])
      const loose = on.db.transaction(async (tx) => {
        await tx.run(noted(3))
        tx.run(noted(3)).catch(() => {})
        tx.run(noted(4)).catch(() => {})
      })
      // SQLite answers at once: the program had the error before the callback was done.
      if (name === 'sqlite') await loose
      else expect(await failed(loose)).toBeInstanceOf(UniqueViolation)
      expect(await ids(on.db)).toEqual(name === 'sqlite' ? [1, 2, 3, 4] : [1, 2])
    })

    test('that come behind its end are refused', async () => {
      let leaked: any
      await on.db.transaction(async (tx) => {
        leaked = tx
      })
      const error = await failed(leaked.run(noted(9)))
      expect(error).toBeInstanceOf(TransactionMisuse)
      expect(error.message).toMatch(/^this transaction has ended; /)
      expect(error.cause.message).toBe('the transaction ended here')
      expect(error.stack).toContain('transactions.test.ts')
      expect(await ids(on.db)).toEqual([])
    })

    test('that wait while it is rolled back are never sent', async () => {
      const error = await failed(
        on.db.transaction(async (tx) => {
          await tx.run(noted(1))
          await Promise.all([
            ...[2, 3, 4].map((id) => tx.run(noted(id))),
            Promise.reject(new Error('mine')),
            ...[5, 6].map(async (id) => {
              await soon(2)
              await tx.run(noted(id))
            }),
          ])
        }),
      )
      expect(error.message).toBe('mine')
      await soon(20)
      expect(await ids(on.db)).toEqual([])
    })
  })

  describe('savepoints', () => {
    test('take back their own part only', async () => {
      await on.db.transaction(async (tx) => {
        await tx.run(noted(1))
        await tx.savepoint((sp) => sp.run(noted(2)))
        const lost = await failed(
          tx.savepoint(async (sp) => {
            await sp.run(noted(3))
            await sp.run(noted(1))
          }),
        )
        expect(lost).toBeInstanceOf(UniqueViolation)
        await tx.transaction(async (sp) => {
          await sp.run(noted(4))
          await failed(
            sp.savepoint(async (inner) => {
              await inner.run(noted(5))
              throw new Error('inner')
            }),
          )
        })
      })
      expect(await ids(on.db)).toEqual([1, 2, 4])
    })

    test('at the same time run one behind the other', async () => {
      await on.db.transaction(async (tx) => {
        await Promise.all([
          tx.savepoint(async (sp) => {
            await sp.run(noted(1))
            await soon()
            await sp.run(noted(2))
          }),
          failed(
            tx.savepoint(async (sp) => {
              await sp.run(noted(3))
              throw new Error('mine')
            }),
          ),
          tx.run(noted(4)),
        ])
      })
      expect(await ids(on.db)).toEqual([1, 2, 4])
    })

    test('with a swallowed error cannot be released where the database gave them up', async () => {
      const result = await on.db.transaction(async (tx) => {
        await tx.run(noted(1))
        const released = tx.savepoint(async (sp) => {
          await sp.run(noted(2))
          await sp.run(noted(1)).catch(() => {})
        })
        return released.then(
          () => 'released',
          (error) => error.name,
        )
      })
      expect(result).toBe(name === 'postgres' ? 'TransactionRolledBack' : 'released')
      expect(await ids(on.db)).toEqual(name === 'postgres' ? [1] : [1, 2])
    })

    test('do not let a statement past them through the outer handle', async () => {
      const error = await failed(on.db.transaction((tx) => tx.savepoint(async () => void (await tx.run(noted(1))))))
      expect(error).toBeInstanceOf(TransactionMisuse)
      expect(error.message).toMatch(/innermost handle$/)
    })
  })

  describe('the database itself inside of its transaction', () => {
    test('is refused at once, and the error has both places', async () => {
      const before = Date.now()
      const error = await failed(on.db.transaction(async () => void (await ids(on.db))))
      expect(Date.now() - before).toBeLessThan(1_000)
      expect(error).toBeInstanceOf(TransactionMisuse)
      expect(error.message).toMatch(/^the database was used inside of its own transaction; /)
      expect(error.stack).toContain('ground.ts')
      expect(error.cause.message).toBe('the transaction began here')
      expect(error.cause.stack).toContain('transactions.test.ts')
    })

    test('is refused for every verb, and for a second transaction', async () => {
      await on.db.transaction(async () => {
        for (const work of [
          () => on.db.run(noted(1)),
          () => on.db.transaction(async () => {}),
          () => on.db.begin(),
          () => on.db.stream(one).next(),
        ])
          expect(await failed(work())).toBeInstanceOf(TransactionMisuse)
      })
    })

    test('is free again behind it', async () => {
      await on.db.transaction(async (tx) => {
        tx.afterCommit(async () => void (await on.db.run(noted(2))))
        await tx.run(noted(1))
      })
      expect(await ids(on.db)).toEqual([1, 2])
    })
  })

  describe('work behind the commit', () => {
    test('runs once the transaction is stored, and never where it is not', async () => {
      const ran: string[] = []
      await on.db.transaction(async (tx) => {
        tx.afterCommit(() => ran.push('outer'))
        await tx.savepoint(async (sp) => sp.afterCommit(() => ran.push('inner')))
        await failed(
          tx.savepoint(async (sp) => {
            sp.afterCommit(() => ran.push('lost'))
            throw new Error('mine')
          }),
        )
        expect(ran).toEqual([])
      })
      expect(ran).toEqual(['outer', 'inner'])
      await failed(
        on.db.transaction(async (tx) => {
          tx.afterCommit(() => ran.push('lost'))
          throw new Error('mine')
        }),
      )
      expect(ran).toEqual(['outer', 'inner'])
    })

    test('that fails says that the transaction is committed', async () => {
      const error = await failed(
        on.db.transaction(async (tx) => {
          await tx.run(noted(1))
          tx.afterCommit(() => {
            throw new Error('mail')
          })
        }),
      )
      expect(error.message).toMatch(/^the transaction is committed, /)
      expect(error.cause.message).toBe('mail')
      expect(await ids(on.db)).toEqual([1])
    })
  })

  describe('modes', () => {
    test('read only refuses a change, and the next user may write', async () => {
      await failed(on.db.transaction((tx) => tx.run(noted(1)), { readOnly: true }))
      expect(await on.db.transaction((tx) => ids(tx), { readOnly: true })).toEqual([])
      for (let i = 0; i < 12; i++) await on.db.run(noted(i))
      expect(await ids(on.db)).toHaveLength(12)
    })

    test('isolation comes from a list', async () => {
      for (const isolation of ['read uncommitted', 'read committed', 'repeatable read', 'serializable'] as const)
        expect(await on.db.transaction((tx) => tx.scalar(one), { isolation })).toBe(1)
      const attack = { isolation: 'serializable; drop table notes' as never }
      expect((await failed(on.db.transaction((tx) => tx.scalar(one), attack))).name).toBe('StatementError')
    })

    test('deferrable is for PostgreSQL', async () => {
      const mode = { isolation: 'serializable', readOnly: true, deferrable: true } as const
      const deferred = on.db.transaction((tx) => tx.scalar(one), mode)
      if (name === 'postgres') expect(await deferred).toBe(1)
      else expect((await failed(deferred)).message).toBe(`${name} has no DEFERRABLE; leave deferrable out`)
    })
  })

  // PGlite has one connection, and no other process can open what it has: these are not registered there.
  const meetOthers = database.driver === 'pglite' ? (_title: string, _tests: () => void): void => {} : describe
  meetOthers('that meet others', () => {
    const add = (id: number, by: number): any =>
      update(accounts)
        .set({ balance: accounts.balance.plus(by) })
        .where(accounts.id.eq(id))

    const filled = async (): Promise<void> => {
      await on.db.run(insert(accounts).values([1, 2].map((id) => ({ id, balance: 0 }))))
    }

    if (name !== 'sqlite')
      test('in a circle are a DeadlockDetected, and retry runs the callback again', async () => {
        await filled()
        const met = (first: number, second: number, retry: number): Promise<unknown> =>
          on.db.transaction(
            async (tx) => {
              await tx.run(add(first, 1))
              await soon(50)
              await tx.run(add(second, 1))
            },
            { retry },
          )
        const settled = await Promise.allSettled([met(1, 2, 0), met(2, 1, 0)])
        const refused = settled.filter((one) => one.status === 'rejected')
        expect(refused).toHaveLength(1)
        expect(refused[0]?.reason).toBeInstanceOf(DeadlockDetected)
        await Promise.all([met(1, 2, 5), met(2, 1, 5)])
        expect(await on.db.scalars(select({ b: accounts.balance }).from(accounts))).toEqual([3, 3])
      })

    if (name !== 'sqlite')
      test('and lost a deadlock cannot commit the rest, also where the error was swallowed', async () => {
        await filled()
        const met = (first: number, second: number): Promise<unknown> =>
          on.db.transaction(async (tx) => {
            await tx.run(add(first, 1))
            await soon(50)
            await tx.run(add(second, 1)).catch(() => {})
            await tx.run(noted(first)).catch(() => {})
          })
        const settled = await Promise.allSettled([met(1, 2), met(2, 1)])
        const refused = settled.filter((one) => one.status === 'rejected')
        expect(refused).toHaveLength(1)
        expect(refused[0]?.reason).toBeInstanceOf(TransactionRolledBack)
        expect(await on.db.scalars(select({ b: accounts.balance }).from(accounts))).toEqual([1, 1])
        expect(await ids(on.db)).toHaveLength(1)
      })

    if (name === 'postgres')
      test('and would fit into no order are a SerializationFailure, and retry finds one', async () => {
        await filled()
        const both = async (retry: number): Promise<PromiseSettledResult<unknown>[]> => {
          const write = (read: number, changed: number): Promise<unknown> =>
            on.db.transaction(
              async (tx) => {
                const balance = await tx.scalar(
                  select({ b: accounts.balance }).from(accounts).where(accounts.id.eq(read)),
                )
                await soon(30)
                await tx.run(add(changed, (balance as number) + 1))
              },
              { isolation: 'serializable', retry },
            )
          return Promise.allSettled([write(1, 2), write(2, 1)])
        }
        const reasons = (await both(0)).filter((one) => one.status === 'rejected').map((one) => one.reason)
        expect(reasons).toEqual([expect.any(SerializationFailure)])
        expect((await both(9)).map((one) => one.status)).toEqual(['fulfilled', 'fulfilled'])
      })

    if (name === 'sqlite')
      test('of another process are waited for, and then a LockTimeout that retry repeats', async () => {
        const other = open('sqlite', on.url)
        const tx = await other.begin()
        await tx.run(noted(1))
        const impatient = open('sqlite', on.url, { busyTimeout: 20 })
        const error = await failed(impatient.run(noted(2)))
        expect(error).toBeInstanceOf(LockTimeout)
        let attempts = 0
        const repeated = impatient.transaction(
          async (mine) => {
            attempts++
            await mine.run(noted(3))
          },
          { retry: 50 },
        )
        await soon(60)
        await tx.commit()
        await repeated
        expect(attempts).toBe(1)
        expect(await ids(on.db)).toEqual([1, 3])
        await other.close()
        await impatient.close()
      })

    if (name !== 'sqlite')
      test('a lock that is taken is a LockTimeout where nobody wants to wait', async () => {
        await filled()
        await on.db.transaction(async (tx) => {
          await tx.all(select(accounts).where(accounts.id.eq(1)).forUpdate() as never)
          const locked = select(accounts).where(accounts.id.eq(1)).forUpdate({ noWait: true })
          const other = open(name, on.url)
          expect(await failed(other.all(locked as never))).toBeInstanceOf(LockTimeout)
          await other.close()
        })
      })
  })

  test('a signal rolls the transaction back and is the error', async () => {
    const stop = new AbortController()
    const work = on.db.transaction(
      async (tx) => {
        await tx.run(noted(1))
        stop.abort(new Error('enough'))
        await soon(50)
        await tx.run(noted(2))
      },
      { signal: stop.signal },
    )
    const error = await failed(work)
    expect(error).toBeInstanceOf(QueryCancelled)
    expect(error.cause.message).toBe('enough')
    await soon(80)
    expect(await ids(on.db)).toEqual([])
    expect(await failed(on.db.transaction(async () => {}, { signal: stop.signal }))).toBeInstanceOf(QueryCancelled)
  })

  if (name === 'mysql' || name === 'mariadb')
    test('a statement that commits by itself is told, and nothing goes on behind it', async () => {
      const error = await failed(
        on.db.transaction(async (tx) => {
          await tx.run(noted(1))
          await tx.run(sql.statement`create table side (id int)`)
          await tx.run(noted(2))
        }),
      )
      expect(error).toBeInstanceOf(TransactionMisuse)
      expect(error.message).toMatch(/^a statement ended the transaction by itself: /)
      expect(await ids(on.db)).toEqual([1])
      await on.db.run(sql.statement`drop table side`)
    })
})
