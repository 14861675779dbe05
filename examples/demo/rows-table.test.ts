import { expect, test } from 'vitest'
import { tableLines } from './rows-table.ts'

test('numbers stand on the right, nulls are named', () => {
  expect(
    tableLines(
      [
        { name: 'Adak', hops: 1 },
        { name: null, hops: 20 },
      ],
      80,
    ),
  ).toEqual(['name  hops', 'Adak     1', 'null    20'])
})

test('an object has its columns even where it is null as a whole', () => {
  expect(
    tableLines(
      [
        { a: 1, o: null },
        { a: 2, o: { b: 'x', c: null } },
      ],
      80,
    ),
  ).toEqual(['a  o.b   o.c', '1  null  null', '2  x     null'])
})

test('an object that is null in every row is one column', () => {
  expect(tableLines([{ o: null }], 80)).toEqual(['o', 'null'])
})

test('what is too wide is cut, in the widest column first', () => {
  expect(tableLines([{ code: 'ADK', name: 'a name that is far too long' }], 20)).toEqual([
    'code  name',
    'ADK   a name that i…',
  ])
})

test('no rows are no table', () => {
  expect(tableLines([], 80)).toEqual([])
})
