// Any value of a type comes back as it went in: through each database and driver, and as a wire value through each dialect.
import { type Dialect, insert, integer, schema, select, table, type Wire } from '@espalier/core'
import { mariadbDialect, mysqlDialect } from '@espalier/dialect-mysql'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eachDriver } from './databases.ts'
import { ownDatabase } from './open.ts'
import { isLong, patience, runs, seed } from './properties/runs.ts'
import { types } from './roundtrip.ts'

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
