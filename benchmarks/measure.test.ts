import { expect, it } from 'vitest'
import { measureInTurns, median, ratios, spread } from './measure.ts'

it('the median of an even number of values lies between the middle two', () => {
  expect(median([9, 1, 2, 3])).toBe(2.5)
  expect(median([5])).toBe(5)
})

it('the spread is a part of the median', () => {
  expect(spread([8, 9, 10, 11, 12])).toBe(0.1)
})

it('a ratio is taken round by round, so that a slow round spoils none', () => {
  const bare = { name: 'bare', turns: [10, 10, 100] }
  const other = { name: 'other', turns: [20, 20, 200] }
  expect(ratios(other, bare)).toEqual([2, 2, 2])
})

it('every subject gets its turns, and what comes before a call is not in its time', async () => {
  const busy = (milliseconds: number) => (): void => {
    const end = performance.now() + milliseconds
    while (performance.now() < end);
  }
  const subjects = [
    { name: 'prepared', before: busy(5), run: busy(1) },
    { name: 'slow', run: async () => busy(5)() },
  ]
  const [prepared, slow] = await measureInTurns(subjects, { rounds: 2, turn: 1, calls: 1 })
  expect(prepared?.turns).toHaveLength(2)
  expect(Math.min(...(prepared?.turns ?? []))).toBeLessThan(5e6)
  expect(Math.min(...(slow?.turns ?? []))).toBeGreaterThanOrEqual(5e6)
})
