// The types of columns, and the values that each of them may have.
import {
  bigint,
  boolean,
  bytes,
  date,
  integer,
  json,
  localTimestamp,
  numeric,
  real,
  text,
  time,
  timestamp,
  uuid,
} from '@espalier/core'
import fc from 'fast-check'

const well = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'))
const digits = (max: number) => fc.stringMatching(new RegExp(`^(0|[1-9]\\d{0,${max - 1}})$`))
const decimal = (whole: number, scale: number) =>
  fc
    .tuple(fc.boolean(), digits(whole), fc.stringMatching(new RegExp(`^\\d{${scale}}$`)))
    .map(([negative, before, behind]) => {
      const value = `${before}.${behind}`
      return negative && /[1-9]/.test(value) ? `-${value}` : value
    })
const two = (n: number) => String(n).padStart(2, '0')
const clock = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.stringMatching(/^(|\.\d{0,5}[1-9])$/))
  .map(([hour, minute, second, rest]) => `${two(hour)}:${two(minute)}:${two(second)}${rest}`)
const day = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
// JSON.stringify writes -0 as 0
const document = fc
  .jsonValue({ stringUnit: 'binary' })
  .map((value): unknown => JSON.parse(JSON.stringify(value)))
  .filter((value) => value !== null && !JSON.stringify(value).includes('\\u0000'))

export const types = {
  integer: { column: integer(), values: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }) },
  bigint: { column: bigint(), values: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  real: {
    column: real(),
    values: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
  },
  numeric: { column: numeric(12, 4), values: decimal(8, 4) },
  'long numeric': { column: numeric(38, 10), values: decimal(28, 10) },
  text: { column: text(), values: well },
  boolean: { column: boolean(), values: fc.boolean() },
  timestamp: {
    column: timestamp(),
    values: fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
  },
  localTimestamp: { column: localTimestamp(), values: fc.tuple(day, clock).map(([on, at]) => `${on}T${at}`) },
  date: { column: date(), values: day },
  time: { column: time(), values: clock },
  uuid: { column: uuid(), values: fc.uuid() },
  bytes: { column: bytes(), values: fc.uint8Array() },
  json: { column: json<unknown>(), values: document },
} as const
