import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timestampType } from './standard.ts'

test('an instant is read as it was written', () => {
  const between = {
    min: new Date('0000-01-01T00:00:00.000Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  }
  fc.assert(
    fc.property(fc.date(between), (date) => {
      expect(timestampType.decode?.(timestampType.encode(date) as string)).toEqual(date)
    }),
  )
})

test('text that is not an instant is refused', () => {
  for (const text of [
    '2024-13-01T00:00:00.000Z',
    '2024-01-01T25:00:00.000Z',
    '2024-01-01 xx:00:00.000Z',
    'x'.repeat(24),
    '',
  ]) {
    expect(() => timestampType.decode?.(text)).toThrow('not ISO 8601')
  }
})
