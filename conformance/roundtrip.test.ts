// Any value of a type comes back as it went in: through each database and driver, and as a wire value through each dialect.
import {
  bigint,
  boolean,
  bytes,
  type Dialect,
  date,
  insert,
  integer,
  json,
  localTimestamp,
  numeric,
  real,
  schema,
  select,
  table,
  text,
  time,
  timestamp,
  uuid,
  type Wire,
} from '@espalier/core'
import { mariadbDialect, mysqlDialect } from '@espalier/dialect-mysql'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eachDriver } from './databases.ts'
import { ownDatabase } from './open.ts'
import { isLong, patience, runs, seed } from './properties/runs.ts'

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
const document = fc.jsonValue({ stringUnit: 'binary' }).filter((value) => {
  const written = JSON.stringify(value)
  return !written.includes('\\u0000') && value !== null && !written.includes('-0')
})

const types = {
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

const often = { numRuns: runs(300), seed: isLong ? seed : 20_260_728 }

eachDriver('a value of any type', (database) => {
  const { db } = ownDatabase(database)

  test.each(Object.entries(types))(
    '%s is read as it was written',
    { timeout: patience },
    async (name, { column, values }) => {
      const stored = table(name, { id: integer().identity(), value: column as any }) as any
      await db().createAll(schema({ stored }))
      const here = database.name === 'sqlite' ? often : { ...often, numRuns: isLong ? runs(200) : 60 }
      await db().transaction((tx) => {
        const property = fc.asyncProperty(values as fc.Arbitrary<unknown>, async (value) => {
          const { insertId } = await tx.run(insert(stored).values({ value } as never))
          const found = select({ value: stored.value })
            .from(stored)
            .where(stored.id.eq(Number(insertId)))
          expect(await tx.scalar(found as never)).toEqual(value)
          // A value that is compared is sent as one that is stored, or it would not be found.
          if (name !== 'json') {
            const same = select({ id: stored.id })
              .from(stored)
              .where(stored.value.eq(value), stored.id.eq(Number(insertId)))
            expect(await tx.all(same as never)).toHaveLength(1)
          }
        })
        return fc.assert(property, here)
      })
    },
  )
})

describe('a value of any type', () => {
  const dialects: readonly Dialect[] = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]

  test.each(Object.entries(types))(
    '%s is decoded from what it was encoded to, in each dialect',
    (_name, { column, values }) => {
      for (const dialect of dialects) {
        // PostgreSQL answers with hex, whatever was sent.
        if (dialect === postgresDialect && column.type.name === 'bytes') continue
        const { type } = column
        const codec = dialect.codecs[type.name]
        fc.assert(
          fc.property(values as fc.Arbitrary<unknown>, (value) => {
            const standard = type.encode(value)
            const wire: Wire = codec?.encode ? codec.encode(standard, type) : standard
            const raw = wire as never
            const read = codec?.decode ? codec.decode(raw, type) : type.decode ? type.decode(raw) : raw
            expect(read, dialect.name).toEqual(value)
          }),
          often,
        )
      }
    },
  )
})
