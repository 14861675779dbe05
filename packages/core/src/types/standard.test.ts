import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeInstant, numericType, timestampType } from './standard.ts'

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

test('an instant is read as the databases write it', () => {
  const at = new Date('2024-02-29T10:11:12.500Z')
  expect(decodeInstant('2024-02-29 10:11:12.5+00', '+00')).toEqual(at)
  expect(decodeInstant('2024-02-29 10:11:12.500', '')).toEqual(at)
  expect(decodeInstant('2024-02-29 10:11:12.500999', '')).toEqual(at)
  expect(decodeInstant('2024-02-29 10:11:12', '')).toEqual(new Date('2024-02-29T10:11:12Z'))
  expect(decodeInstant('2024-02-29 11:11:12.5+01:00', '+00')).toEqual(at)
  for (const text of ['infinity', '0044-03-15 00:00:00+00 BC', '2023-02-29 10:11:12.xx+00', '2024-02-29 10:11:12.+00'])
    expect(() => decodeInstant(text, '+00')).toThrow('not ISO 8601')
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

test('a decimal has no exponent, whatever number the driver gives', () => {
  const { decode } = numericType()
  expect(decode?.(-9.99e25)).toBe('-99900000000000000000000000')
  expect(decode?.(1e21)).toBe('1000000000000000000000')
  expect(decode?.(1.25e-9)).toBe('0.00000000125')
  expect(decode?.(1e-30)).toBe(`0.${'0'.repeat(29)}1`)
  expect(numericType(30, 2).decode?.(1.5e22)).toBe('15000000000000000000000.00')
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const text = decode?.(number) as string
      expect(text).toMatch(/^-?\d+(\.\d+)?$/)
      expect(Number(text)).toBe(number + 0)
    }),
  )
})
