// The instant that a text has, read without the Date's own parser: a third of its price (46 ns to 144 ns).

/** What may stand behind a time in UTC: `Z` in ISO 8601, `+00` on PostgreSQL, nothing where the session is in UTC. */
export type Zone = 'Z' | '+00' | ''

/**
 * The milliseconds since 1970 of `2024-03-31T23:59:59.123Z`, with a `T` or a space in the middle and any digits of a
 * second or none; NaN for every other text, which the Date may still read. Digits behind the third are left out.
 */
export function instantOf(text: string, zone: Zone): number {
  const year = two(text, 0) * 100 + two(text, 2)
  const month = two(text, 5)
  const day = two(text, 8)
  const hour = two(text, 11)
  const minute = two(text, 14)
  const second = two(text, 17)
  const inRange = year <= 9999 && month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59
  if (!inRange || (day > 28 && day > daysOf(year, month)) || !isPunctuated(text)) return Number.NaN
  return daysBefore(year, month, day) * 86_400_000 + (hour * 60 + minute) * 60_000 + second * 1000 + rest(text, zone)
}

/** How many days a month has. */
export const daysOf = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Two digits as a number; far out of every range where they are none. */
export function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero
  const ones = text.charCodeAt(at + 1) - zero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1_000_000
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - zero
  return value >= 0 && value <= 9 ? value : Number.NaN
}

const isPunctuated = (text: string): boolean =>
  text.charCodeAt(4) === minus &&
  text.charCodeAt(7) === minus &&
  (text.charCodeAt(10) === 84 || text.charCodeAt(10) === 32) &&
  text.charCodeAt(13) === colon &&
  text.charCodeAt(16) === colon

/** The milliseconds behind a second; NaN where something else stands there, or behind them. */
function rest(text: string, zone: Zone): number {
  const end = text.length - zone.length
  if (!isAt(text, end, zone)) return Number.NaN
  if (end === 19) return 0
  if (end < 21 || text.charCodeAt(19) !== point) return Number.NaN
  const digits = end === 23 ? two(text, 20) * 10 + digit(text, 22) : fraction(text.slice(20, end))
  return digits <= 999 ? digits : Number.NaN
}

/** The first three digits behind the point, of any number of them. */
const fraction = (text: string): number => (/^\d+$/.test(text) ? Number(text.slice(0, 3).padEnd(3, '0')) : Number.NaN)

const isAt = (text: string, end: number, zone: Zone): boolean =>
  zone === '' || (zone === 'Z' ? text.charCodeAt(end) === 90 : text.endsWith(zone))

/** The days from 1970 to a day, by a year that begins in March: so the leap day is the last one of it. */
function daysBefore(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1
  const m = month > 2 ? month : month + 12
  const leapDays = (y >> 2) - ((y / 100) | 0) + ((y / 400) | 0)
  return 365 * y + leapDays + (((153 * m - 457) / 5) | 0) + day - 719_469
}

const zero = 48
const minus = 45
const colon = 58
const point = 46
