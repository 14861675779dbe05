// Values of each kind: those at the edges of what a type holds, and how random ones are drawn.
import type { Range } from '@espalier/core'
import fc from 'fast-check'

/** Text that every database stores: all of Unicode, without NUL. */
export const texts: fc.Arbitrary<string> = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'))

export const textEdges: readonly string[] = [
  '',
  ' ',
  'a',
  'A',
  'a ',
  "it's",
  '"quoted"',
  '\\',
  "\\'",
  '%_?$1:x',
  '`',
  '\n\r\t\b',
  '\u0001\u001f\u007f\u0080',
  'null',
  '1e5',
  'é',
  'e\u0301',
  '\u0301',
  'ß ﬀ İ',
  'שלום \u202e',
  '😀',
  '👩‍👩‍👧',
  '\u{10ffff}',
  '\ufeff\ufffd\uffff',
  '\ud7ff\ue000',
]

const digits = (max: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^(0|[1-9]\\d{0,${max - 1}})$`, 'u'))

/** Decimals of so many digits before the point and behind it, as a column of that scale gives them. */
export const decimals = (whole: number, scale: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.boolean(), digits(whole), fc.stringMatching(new RegExp(`^\\d{${scale}}$`, 'u')))
    .map(([negative, before, behind]) => {
      const value = scale === 0 ? before : `${before}.${behind}`
      return negative && /[1-9]/.test(value) ? `-${value}` : value
    })

export const decimalEdges = (whole: number, scale: number): string[] => {
  const rest = (digit: string): string => (scale === 0 ? '' : `.${digit.repeat(scale)}`)
  const most = `${'9'.repeat(whole)}${rest('9')}`
  const least = scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}`
  const some = `${'1234567890'.repeat(4).slice(0, whole)}${rest('5')}`
  return [`0${rest('0')}`, most, `-${most}`, least, `-${least}`, some, `1${rest('0')}`]
}

const two = (n: number): string => String(n).padStart(2, '0')

export const clocks: fc.Arbitrary<string> = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.stringMatching(/^(|\.\d{0,5}[1-9])$/))
  .map(([hour, minute, second, rest]) => `${two(hour)}:${two(minute)}:${two(second)}${rest}`)

export const clockEdges: readonly string[] = [
  '00:00:00',
  '00:00:00.000001',
  '02:30:00',
  '12:00:00',
  '23:59:59',
  '23:59:59.9',
  '23:59:59.999999',
]

export const days: fc.Arbitrary<string> = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

/** The ends of the calendar, leap days, and days on which a clock of the five zones was set, or that one left out. */
export const dayEdges: readonly string[] = [
  '0001-01-01',
  '0099-12-31',
  '1582-10-10',
  '1900-02-28',
  '1969-12-31',
  '1970-01-01',
  '1985-12-31',
  '2000-02-29',
  '2011-12-30',
  '2024-02-29',
  '2024-03-10',
  '2024-11-03',
  '2024-12-31',
  '9999-12-31',
]

export const instants: fc.Arbitrary<Date> = fc.date({
  min: new Date('0001-01-01T00:00:00.000Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})

/** Instants round the hours that a zone skips or has twice, and where zones changed for good. */
export const instantEdges: readonly Date[] = [
  '0001-01-01T00:00:00.000Z',
  '0099-12-31T23:59:59.999Z',
  '1883-11-18T17:00:00.000Z',
  '1900-02-28T23:59:59.999Z',
  '1948-05-01T15:30:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '1985-12-31T18:30:00.000Z',
  '2000-02-29T12:00:00.000Z',
  '2011-12-30T09:59:59.999Z',
  '2011-12-30T10:00:00.000Z',
  '2021-04-03T13:30:00.000Z',
  '2021-09-25T14:00:00.001Z',
  '2024-02-29T23:59:59.999Z',
  '2024-03-10T06:59:59.999Z',
  '2024-03-10T07:00:00.000Z',
  '2024-03-10T07:30:00.010Z',
  '2024-11-03T05:30:00.000Z',
  '2024-11-03T06:30:00.100Z',
  '2038-01-19T03:14:08.000Z',
  '9999-12-31T23:59:59.999Z',
].map((text) => new Date(text))

export const locals: fc.Arbitrary<string> = fc.tuple(days, clocks).map(([on, at]) => `${on}T${at}`)

export const localEdges: readonly string[] = dayEdges.flatMap((on, i) => [
  `${on}T02:30:00`,
  `${on}T${clockEdges[i % clockEdges.length]}`,
])

/**
 * Any document but one that is null itself. PostgreSQL's has no NUL, minus zero is zero in some, and MariaDB 10.11 finds
 * some numbers with an exponent not equal to themselves.
 */
export const documents: fc.Arbitrary<unknown> = fc.jsonValue({ stringUnit: 'binary' }).filter((value) => {
  const written = JSON.stringify(value)
  return value !== null && !written.includes('\\u0000') && !/-0(?![.\d])|\de[+-]/.test(written)
})

export const documentEdges: readonly unknown[] = [
  {},
  [],
  '',
  'null',
  '"',
  0,
  1.5,
  2 ** 53 - 1,
  true,
  false,
  [null, [[]], {}],
  { a: null, A: 1, '': { "it's": ['\\', '😀', 'e\u0301'] }, 'a.b[0]': 2 },
  { constructor: 1, length: 2, toString: 'x' },
  [1, 'x', { deep: { deeper: [{ deepest: [[[[['!']]]]] }] } }],
]

/** Spans of time as PostgreSQL writes them. */
export const spans: fc.Arbitrary<string> = fc
  .tuple(
    fc.integer({ min: -9_999, max: 9_999 }),
    fc.integer({ min: -40, max: 40 }),
    fc.integer({ min: -9_999_999, max: 9_999_999 }),
    fc.stringMatching(/^(|\.\d{0,5}[1-9])$/),
  )
  .map(([months, dayCount, seconds, rest]) => {
    const part = (n: number, unit: string): string => (n === 0 ? '' : `${n}${unit}`)
    const date = part(Math.trunc(months / 12), 'Y') + part(months % 12, 'M') + part(dayCount, 'D')
    const [hours, minutes, second] = [Math.trunc(seconds / 3600), Math.trunc(seconds / 60) % 60, seconds % 60]
    const clock = part(hours, 'H') + part(minutes, 'M') + (second === 0 ? '' : `${second}${rest}S`)
    return date + clock === '' ? 'PT0S' : `P${date}${clock && `T${clock}`}`
  })

/** Ranges as PostgreSQL gives them back: those of whole steps have their lower end and not their upper one. */
export const ranges = <T>(ends: fc.Arbitrary<T>, isLess: (a: T, b: T) => boolean): fc.Arbitrary<Range<T>> =>
  fc.tuple(fc.option(ends), fc.option(ends)).map(([a, b]): Range<T> => {
    if (a !== null && b !== null && !isLess(a, b) && !isLess(b, a)) return emptyRange
    const [lower, upper] = a !== null && b !== null && isLess(b, a) ? [b, a] : [a, b]
    return { lower, upper, lowerInclusive: lower !== null, upperInclusive: false }
  })

export const emptyRange: Range<never> = {
  lower: null,
  upper: null,
  lowerInclusive: false,
  upperInclusive: false,
  empty: true,
}

/** A range as PostgreSQL writes it. */
export const rangeText =
  <T>(end: (value: T) => string) =>
  ({ lower, upper, lowerInclusive, upperInclusive, empty }: Range<T>): string => {
    if (empty) return 'empty'
    const written = (value: T | null): string => (value === null ? '' : end(value))
    return `${lowerInclusive ? '[' : '('}${written(lower)},${written(upper)}${upperInclusive ? ']' : ')'}`
  }

/** An instant as PostgreSQL writes it in UTC: without zeros behind the second's last digit. */
export const inPostgres = (at: Date): string =>
  `${at
    .toISOString()
    .slice(0, 23)
    .replace('T', ' ')
    .replace(/\.?0+$/, '')}+00`
