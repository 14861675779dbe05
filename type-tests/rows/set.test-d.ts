import { except, integer, select, sql, text, union, unionAll } from '@espalier/core'
import { expectType } from 'tsd'
import { artists, db, tracks } from '../music.ts'

// members are matched by key, and a column is null where it is in one of them
const both = union(
  select({ id: artists.id, name: artists.name, country: artists.country }).from(artists),
  select({ name: tracks.title, country: tracks.title, id: tracks.id }).from(tracks),
)
expectType<{ id: number; name: string; country: string | null }[]>(await db.all(both.orderBy((row) => row.name.desc())))

// a condition of a member makes its column not null
expectType<{ length: number }[]>(
  await db.all(
    except(
      select({ length: tracks.lengthMs }).from(tracks).where(tracks.lengthMs.isNotNull()),
      select({ length: tracks.id }).from(tracks),
    ),
  ),
)

// a set operation is a source and a member
const source = unionAll(both, both).as('source')
expectType<{ country: string | null; id: number }[]>(
  await db.all(select({ country: source.country, id: source.id }).from(source)),
)

// a template is an expression of its type, null where what it reads may be
expectType<{ n: number | null; up: string }[]>(
  await db.all(
    select({ n: sql(integer())`length(${artists.country})`, up: sql(text())`upper(${artists.name})` }).from(artists),
  ),
)
expectType<{ id: number; name: string | null }[]>(
  await db.all(sql.rows({ id: integer(), name: text().nullable() })`select id, name from ${artists} where id > ${5}`),
)
