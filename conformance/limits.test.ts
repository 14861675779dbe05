// Large statements on the databases themselves: a chain of conditions is written so that all of them take it.
import { and, type Condition, insert, integer, or, schema, select, table } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDriver } from './databases.ts'
import { ownDatabase } from './open.ts'

const numbers = table('numbers', { n: integer().primaryKey() })

eachDriver('large statements', (database) => {
  const { db } = ownDatabase(database)
  const chosen = (condition: Condition): Promise<number[]> =>
    db().scalars(select({ n: numbers.n }).from(numbers).where(condition).orderBy(numbers.n)) as Promise<number[]>

  test('rows by the thousand are inserted, in parts where that must be', async () => {
    await db().createAll(schema({ numbers }))
    const rows = Array.from({ length: 70_000 }, (_row, n) => ({ n }))
    expect((await db().run(insert(numbers).values(rows))).rowCount).toBe(70_000)
  })

  test.each([400, 401, 1_001, 5_000])('%i conditions in one AND or OR', async (length) => {
    const others = Array.from({ length }, (_term, i) => numbers.n.ne(i + 3))
    expect(await chosen(and(numbers.n.lt(length + 5), ...others))).toEqual([0, 1, 2, length + 3, length + 4])
    const these = Array.from({ length }, (_term, i) => numbers.n.eq(i * 2))
    const found = await chosen(or(...these))
    expect(found).toHaveLength(length)
    expect(found.at(-1)).toBe((length - 1) * 2)
    expect(await chosen(and(numbers.n.lt(10), or(...these), numbers.n.gt(4)))).toEqual([6, 8])
  })

  test('a chain that grows one by one is the same', async () => {
    let condition: Condition = numbers.n.lt(5_010)
    for (let i = 0; i < 5_000; i++) condition = condition.and(numbers.n.ne(i))
    expect(await chosen(condition)).toEqual([5_000, 5_001, 5_002, 5_003, 5_004, 5_005, 5_006, 5_007, 5_008, 5_009])
  })

  test('an IN list as long as the database takes', async () => {
    const values = Array.from({ length: db().dialect.maxParams }, (_value, i) => i)
    expect(await chosen(numbers.n.in(values))).toHaveLength(values.length)
  })
})
