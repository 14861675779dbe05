// WITH queries under another name, in gaps of sql, and beside tables.
import { alias, compile, cte, integer, literal, recursive, select, sql, tables } from '@espalier/core'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import { describe, expect, test } from 'vitest'
import { conforms } from '../conforms.ts'
import { tracks } from '../music.ts'

const long = cte(
  'long',
  select({ id: tracks.id, artistId: tracks.artistId }).from(tracks).where(tracks.lengthMs.gt(190_000)),
)
const others = alias(long, 'others')

const quoted = (sql: string): string => sql.replaceAll('"', '`').replace(/\$\d+/g, '?')
const marked = (sql: string): string => sql.replace(/\$\d+/g, '?')

/** The texts of a statement that differs only in quotes and marks. */
const everywhere = (postgres: string) => ({
  postgres,
  sqlite: marked(postgres),
  mysql: quoted(postgres),
  mariadb: quoted(postgres),
})

const withLong =
  'with "long" ("id", "artistId") as (select "tracks"."id", "tracks"."artist_id" as "artistId" from "tracks" where "tracks"."length_ms" > $1)'

conforms('WITH under another name and in gaps', {
  'a WITH query stands in FROM twice, the second time under another name': {
    statement: select({ one: long.id, other: others.id })
      .from(long)
      .join(others, others.artistId.eq(long.artistId))
      .where(long.id.lt(others.id)),
    sql: everywhere(
      `${withLong} select "long"."id" as "one", "others"."id" as "other" from "long" join "long" as "others" on "others"."artistId" = "long"."artistId" where "long"."id" < "others"."id"`,
    ),
    params: [190_000],
    rows: [{ one: 3, other: 4 }],
  },
  'a WITH query in a gap of a statement of one’s own': {
    statement: sql.rows({ id: integer() })`select max(id) from ${long}`,
    sql: everywhere(`${withLong} select max(id) from "long"`),
    params: [190_000],
    rows: [{ id: 4 }],
  },
  'a WITH query in a gap of an expression': {
    statement: select({ most: sql(integer())`(select max(id) from ${long})` })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: everywhere(`${withLong} select (select max(id) from "long") as "most" from "tracks" where "tracks"."id" = $2`),
    params: [190_000, 1],
    rows: [{ most: 4 }],
  },
})

describe('a WITH query of the name of a table', () => {
  const sentence = 'a WITH query hides the table tracks; give the WITH query another name'
  const text = (statement: any): string => compile(statement, sqliteDialect).sql

  test('that the statement reads is refused', () => {
    const hiding = cte('tracks', select({ x: literal(1) }))
    expect(() => text(select(hiding))).not.toThrow()
    const real = alias(tracks, 'real')
    expect(() => text(select({ x: hiding.x, y: real.id }).from(hiding).crossJoin(real))).toThrow(sentence)
    expect(() => text(select(cte('Tracks', select({ x: tracks.id }).from(tracks))))).toThrow(sentence)
    const itself = recursive('tracks', select({ x: tracks.id }).from(tracks), (self) =>
      select({ x: self.x }).from(self),
    )
    expect(() => text(select(itself))).toThrow(sentence)
  })

  test('is taken where the table has a schema', () => {
    const elsewhere = tables({ schema: 'archive' })('tracks', { id: integer().primaryKey() })
    expect(text(select(cte('tracks', select({ x: elsewhere.id }).from(elsewhere))))).toBe(
      'with "tracks" ("x") as (select "tracks"."id" as "x" from "archive"."tracks") select "tracks"."x" from "tracks"',
    )
  })
})
