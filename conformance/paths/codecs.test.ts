// What a dialect decodes is what it encoded, for any value of any type: without a database.
import type { Dialect, Wire } from '@espalier/core'
import { mariadbDialect, mysqlDialect } from '@espalier/dialect-mysql'
import { postgresDialect } from '@espalier/dialect-postgres'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs, seed } from '../properties/runs.ts'
import { exactly } from './rows.ts'
import { type Subject, type SubjectName, subjects } from './subjects.ts'

const dialects: readonly Dialect[] = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]

/** PostgreSQL answers in other words than it takes: bytes in hex, and null as NULL in an array. */
const inOtherWords: readonly SubjectName[] = ['bytes', 'array of text or null']

test.each(Object.entries<Subject>(subjects))('%s is decoded from what it was encoded to', (name, subject) => {
  const { type } = subject.type()
  for (const dialect of subject.everywhere ? dialects : [postgresDialect]) {
    if (dialect === postgresDialect && inOtherWords.includes(name as SubjectName)) continue
    const codec = dialect.codecs[type.name]
    const read = (value: unknown): unknown => {
      const standard = type.encode(value)
      const wire: Wire = codec?.encode ? codec.encode(standard, type) : standard
      const raw = wire as never
      const decoded = codec?.decode ? codec.decode(raw, type) : type.decode ? type.decode(raw) : raw
      return type.map ? type.map(decoded) : decoded
    }
    for (const value of subject.edges) expect(exactly(read(value)), dialect.name).toBe(exactly(value))
    fc.assert(
      fc.property(subject.values, (value) => {
        expect(exactly(read(value)), dialect.name).toBe(exactly(value))
      }),
      { numRuns: runs(200), seed },
    )
  }
})
