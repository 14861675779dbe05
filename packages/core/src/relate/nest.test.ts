import { expect, test } from 'vitest'
import { nest } from './nest.ts'

const rows = [
  { id: 1, name: 'Abba', track: { id: 1, title: null as string | null }, list: { code: 'a', at: new Date(0) } },
  { id: 1, name: 'Abba', track: { id: 1, title: null }, list: { code: 'b', at: new Date(1) } },
  { id: 1, name: 'Abba', track: { id: 2, title: 'SOS' }, list: null },
  { id: 2, name: 'Queen', track: null, list: null },
]

test('each parent comes once, with the list of its objects, in the order of the rows', () => {
  expect(nest(rows, { by: 'id', lists: { track: 'id' } })).toEqual([
    {
      id: 1,
      name: 'Abba',
      track: [
        { id: 1, title: null },
        { id: 2, title: 'SOS' },
      ],
      list: { code: 'a', at: new Date(0) },
    },
    { id: 2, name: 'Queen', track: [], list: null },
  ])
})

test('a list holds lists, and two lists beside each other hold each object once', () => {
  expect(nest(rows, { by: ['id', 'name'], lists: { track: { by: 'id', lists: { list: 'at' } } } })).toEqual([
    {
      id: 1,
      name: 'Abba',
      track: [
        {
          id: 1,
          title: null,
          list: [
            { code: 'a', at: new Date(0) },
            { code: 'b', at: new Date(1) },
          ],
        },
        { id: 2, title: 'SOS', list: [] },
      ],
    },
    { id: 2, name: 'Queen', track: [] },
  ])
  const beside = nest([...rows, ...rows], { by: 'id', lists: { track: 'id', list: ['code', 'at'] } })
  expect(beside.map(({ track, list }) => [track.length, list.length])).toEqual([
    [2, 2],
    [0, 0],
  ])
})

test('an object is not there where it is null or its key is, and never for another column', () => {
  const flat = [
    { id: 1n, track: { id: null, title: 'no track' } },
    { id: 1n, track: { id: 7, title: null } },
  ]
  expect(nest(flat, { by: 'id', lists: { track: 'id' } })).toEqual([{ id: 1n, track: [{ id: 7, title: null }] }])
})

test('the rows that went in stay as they are, and no rows give none', () => {
  const before = structuredClone(rows)
  nest(rows, { by: 'id', lists: { track: { by: 'id', lists: { list: 'code' } } } })
  expect(rows).toEqual(before)
  expect(nest([] as typeof rows, { by: 'id', lists: { track: 'id' } })).toEqual([])
})

test('a mistake is a sentence', () => {
  const any = nest as (rows: unknown, how: unknown) => unknown
  expect(() => any('x', { by: 'id', lists: {} })).toThrow('nest takes a list of rows')
  expect(() => any([{ id: null }], { by: 'id', lists: {} })).toThrow(
    'id is null in a row, and rows go together by it; take a key that never is',
  )
  expect(() => any([{}], { by: 'id', lists: {} })).toThrow('the rows have no id, by which they go together; select it')
  expect(() => any([{ id: 1, track: {} }], { by: 'id', lists: { track: 'id' } })).toThrow(
    'the rows have no id, by which they go together; select it',
  )
  expect(() => any([{ id: 1, track: 5 }], { by: 'id', lists: { track: 'id' } })).toThrow(
    'the rows have no object track to make a list of; select it',
  )
})
