import { expect, test } from 'vitest'
import { takes } from './asked.ts'
import { eachDatabase } from './databases.ts'

eachDatabase('the bare drivers', (database) => {
  test('a database takes what it has and refuses what it has not', async () => {
    const { url, drop } = await database.fresh()
    expect(await takes(database.name, url, 'create table numbers (n integer)', [])).toBe(true)
    expect(await takes(database.name, url, database.name === 'postgres' ? 'select $1' : 'select ?', ['x'])).toBe(true)
    expect(await takes(database.name, url, 'select 1 from from', [])).toBe(false)
    await drop()
  })
})
