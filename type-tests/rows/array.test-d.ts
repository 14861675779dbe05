import {
  any,
  array,
  arrayAgg,
  arrayItem,
  cardinality,
  date,
  integer,
  literal,
  type Range,
  range,
  rangeLower,
  select,
  table,
  text,
} from '@espalier/core'
import { expectType } from 'tsd'
import { artists, db, tracks } from '../music.ts'

const things = table('things', {
  id: integer().primaryKey(),
  words: array(text()),
  perhaps: array(text().nullable()).nullable(),
  days: range(date()),
})

// an array is one of its items' values; an item may not be there
expectType<
  {
    words: string[]
    perhaps: (string | null)[] | null
    word: string | null
    size: number
    days: Range<string>
    from: string | null
  }[]
>(
  await db.all(
    select({
      words: things.words,
      perhaps: things.perhaps,
      word: arrayItem(things.words, 1),
      size: cardinality(things.words),
      days: things.days,
      from: rangeLower(things.days),
    }).from(things),
  ),
)

// the items of an aggregate are null where the value is, as the statement has it
expectType<{ titles: string[] | null; lengths: (number | null)[] | null }[]>(
  await db.all(select({ titles: arrayAgg(tracks.title), lengths: arrayAgg(tracks.lengthMs) }).from(tracks)),
)
expectType<{ names: (string | null)[] | null }[]>(
  await db.all(
    select({ names: arrayAgg(artists.name) })
      .from(tracks)
      .leftJoin(artists, artists.id.eq(tracks.artistId)),
  ),
)

// over the rows of a group, too
expectType<{ titles: string[] }[]>(
  await db.all(
    select({ titles: arrayAgg(tracks.title) })
      .from(tracks)
      .groupBy(tracks.artistId),
  ),
)

// any value of an array
select({ id: tracks.id })
  .from(tracks)
  .where(tracks.id.eq(any(literal([1, 2], array(integer())))))
