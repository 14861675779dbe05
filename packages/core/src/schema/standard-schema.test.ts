import { describe, expect, test } from 'vitest'
import { insertSchema, integer, numeric, table, text, timestamp, updateSchema, varchar } from '../index.ts'

const users = table('users', {
  id: integer().identity(),
  name: varchar(5),
  nick: text().nullable(),
  credit: numeric(10, 2).default('0'),
  born: timestamp().nullable(),
})
const issuesOf = (schema: ReturnType<typeof insertSchema>, value: unknown): readonly string[] => {
  const result = (schema as any)['~standard'].validate(value)
  return result.issues?.map(({ message }: { message: string }) => message) ?? []
}

describe('a Standard Schema from a table', () => {
  test('takes what INSERT takes', () => {
    const schema = insertSchema(users)
    expect(schema['~standard']).toMatchObject({ version: 1, vendor: 'espalier' })
    const row = { name: 'Ann', nick: null, born: new Date(0) }
    expect(schema['~standard'].validate(row)).toEqual({ value: row })
  })

  test('says all that is wrong, and where, never the value', () => {
    const result = insertSchema(users)['~standard'].validate({ nick: 5, credit: 'much', more: 1 })
    expect(result).toEqual({
      issues: [
        { message: 'more is not taken here', path: ['more'] },
        { message: 'name is missing', path: ['name'] },
        { message: 'nick takes a string, not a number', path: ['nick'] },
        { message: "credit takes a decimal number as a string, like '0.99', not a string", path: ['credit'] },
      ],
    })
    expect(issuesOf(insertSchema(users) as any, { name: null })).toEqual(['name may not be null'])
    expect(issuesOf(insertSchema(users) as any, { name: 'longer' })).toEqual([
      'name takes text of at most 5 characters',
    ])
    for (const value of [null, [], 'x', 1])
      expect(issuesOf(insertSchema(users) as any, value)).toEqual(['an object is needed here'])
  })

  test('takes the named columns only', () => {
    const schema = insertSchema(users, 'name')
    expect(schema['~standard'].validate({ name: 'Ann' })).toEqual({ value: { name: 'Ann' } })
    expect(issuesOf(schema as any, { name: 'Ann', id: 1 })).toEqual(['id is not taken here'])
    expect(() => insertSchema(users, 'nmae' as never)).toThrow(
      'table users has no column nmae; it has id, name, nick, credit, born',
    )
  })

  test('for UPDATE every column may be left out', () => {
    expect(updateSchema(users)['~standard'].validate({})).toEqual({ value: {} })
    expect(issuesOf(updateSchema(users) as any, { name: null })).toEqual(['name may not be null'])
  })
})
