import {
  addTime,
  any,
  bigint,
  bitAnd,
  bitOr,
  boolAnd,
  caseOf,
  ceil,
  coalesce,
  concat,
  concatWs,
  count,
  enumOf,
  exp,
  extract,
  firstValue,
  fn,
  formatTime,
  greatest,
  gtAll,
  integer,
  lag,
  lastValue,
  literal,
  ln,
  max,
  nthValue,
  nullIf,
  nullOf,
  numeric,
  percentileCont,
  percentileDisc,
  position,
  power,
  regexpLike,
  regexpSubstr,
  regrCount,
  regrSlope,
  replace,
  round,
  row,
  select,
  shiftLeft,
  shiftRight,
  stddevSamp,
  stringAgg,
  substring,
  sum,
  table,
  text,
  tryCast,
} from '@espalier/core'
import { expectType } from 'tsd'
import { artists, db, tracks } from '../music.ts'

// a quotient of integers is a number, of numerics a string; null where the dividend is, or an expression divides
expectType<{ half: number; minutes: number | null; price: string; each: number | null; whole: number; rest: string }[]>(
  await db.all(
    select({
      half: tracks.id.div(2),
      minutes: tracks.lengthMs.div(60_000),
      price: tracks.price.div('2'),
      each: tracks.id.div(tracks.id),
      whole: tracks.id.intDiv(7).negate(),
      rest: tracks.price.mod('0.40'),
    }).from(tracks),
  ),
)

// a quotient of aggregates
expectType<{ mean: number | null }[]>(await db.all(select({ mean: sum(tracks.id).div(count()) }).from(tracks)))

// functions of text are null where an argument is
expectType<{ part: string; at: number | null; all: string | null; joined: string; replaced: string | null }[]>(
  await db.all(
    select({
      part: substring(artists.name, 2, 3),
      at: position('x', artists.country),
      all: concat(artists.name, ' from ', artists.country),
      joined: concatWs(', ', artists.name, artists.country),
      replaced: replace(artists.name, 'a', artists.country),
    }).from(artists),
  ),
)

// numbers keep their kind; outside of its domain power is null
expectType<{ up: string; price: string; square: number | null }[]>(
  await db.all(
    select({ up: ceil(tracks.price), price: round(tracks.price, 1), square: power(tracks.id, 2) }).from(tracks),
  ),
)

// greatest is null where one value is, coalesce where the last is
expectType<{ most: number; more: number | null; first: string; perhaps: string | null }[]>(
  await db.all(
    select({
      most: greatest(tracks.id, 3),
      more: greatest(tracks.id, tracks.lengthMs),
      first: coalesce(artists.country, artists.name, 'none'),
      perhaps: coalesce(artists.name, artists.country),
    })
      .from(tracks)
      .join(artists, artists.id.eq(tracks.artistId)),
  ),
)

// a CASE of one value
expectType<{ land: string; name: string | null }[]>(
  await db.all(
    select({
      land: caseOf(artists.country).when('SE', 'Sweden').else('elsewhere'),
      name: caseOf(artists.id).when(1, artists.name).end(),
    }).from(artists),
  ),
)

// aggregates are null over no rows, and with GROUP BY only where their argument is
expectType<{ titles: string | null; live: boolean | null }[]>(
  await db.all(
    select({ titles: stringAgg(tracks.title, ', ', { orderBy: tracks.id }), live: boolAnd(tracks.live) }).from(tracks),
  ),
)
expectType<{ titles: string; live: boolean; spread: number | null }[]>(
  await db.all(
    select({
      titles: stringAgg(tracks.title, ', '),
      live: boolAnd(tracks.live),
      spread: stddevSamp(tracks.lengthMs),
    })
      .from(tracks)
      .groupBy(tracks.artistId),
  ),
)

// a frame with the current row in it is never empty
expectType<{ first: string; before: number | null; upTo: number; others: number | null; nth: number | null }[]>(
  await db.all(
    select({
      first: firstValue(tracks.title).over({ orderBy: tracks.id }),
      before: sum(tracks.id).over({ frame: { rows: ['unboundedPreceding', { preceding: 1 }] } }),
      upTo: sum(tracks.id).over({ orderBy: tracks.id, frame: { rows: [{ preceding: 2 }, 'currentRow'] } }),
      others: lastValue(tracks.id).over({
        frame: { rows: ['unboundedPreceding', 'unboundedFollowing'], exclude: 'currentRow' },
      }),
      nth: nthValue(tracks.id, 2).over({ orderBy: tracks.id }),
    }).from(tracks),
  ),
)

// lag is null in the first row unless there is a value for it
expectType<{ before: string | null; title: string; length: number | null }[]>(
  await db.all(
    select({
      before: lag(tracks.title).over({ orderBy: tracks.id }),
      title: lag(tracks.title, 1, '').over({ orderBy: tracks.id }),
      length: lag(tracks.lengthMs, 1, 0).over({ orderBy: tracks.id }),
    }).from(tracks),
  ),
)

// times
expectType<{ year: number; later: Date }[]>(
  await db.all(
    select({ year: extract('year', tracks.addedAt), later: addTime(tracks.addedAt, 1, 'day') }).from(tracks),
  ),
)

// a declared function is null where an argument is, or where its type says so
const levenshtein = fn('levenshtein', [text(), text()], integer())
const perhaps = fn('perhaps', [], text().nullable())
expectType<{ near: number; far: number | null; none: string | null }[]>(
  await db.all(
    select({
      near: levenshtein(artists.name, 'Abba'),
      far: levenshtein('Abba', artists.country),
      none: perhaps(),
    }).from(artists),
  ),
)

// a cast has the value and the kind of its type, so that it computes on; it is null where its operand is
const cents = tracks.lengthMs.cast(numeric(10, 2))
expectType<{ cents: string | null; half: string | null; whole: bigint; none: string | null }[]>(
  await db.all(
    select({
      cents,
      half: round(cents.div('2'), 1),
      whole: tracks.id.cast(bigint()).plus(1n),
      none: nullOf(text().nullable()),
    }).from(tracks),
  ),
)

// operators on bits are of the wider kind; a shift to the left is a bigint
expectType<{ and: number; wide: bigint; left: bigint; right: number | null }[]>(
  await db.all(
    select({
      and: bitAnd(tracks.id, 6),
      wide: bitOr(tracks.id, literal(1n)),
      left: shiftLeft(tracks.id, 2),
      right: shiftRight(tracks.lengthMs, 1),
    }).from(tracks),
  ),
)

// IS TRUE is never null, and proves what it is true of
expectType<{ long: boolean; length: number }[]>(
  await db.all(
    select({ long: tracks.lengthMs.gt(1).isNotTrue(), length: tracks.lengthMs })
      .from(tracks)
      .where(tracks.lengthMs.gt(1).isTrue()),
  ),
)

// a row value may be null where one of its parts is
expectType<{ same: boolean; after: boolean | null; among: boolean | null }[]>(
  await db.all(
    select({
      same: row(tracks.id, tracks.title).eq([1, 'x']),
      after: row(tracks.id, tracks.lengthMs).gt(row(tracks.lengthMs, tracks.id)),
      among: row(tracks.id, tracks.lengthMs).in([
        [1, 2],
        [tracks.id, 3],
      ]),
    }).from(tracks),
  ),
)

// true of any value of a query proves that a column is not null; of all it does not, since there may be none
const ids = select({ id: artists.id }).from(artists)
expectType<{ length: number }[]>(
  await db.all(
    select({ length: tracks.lengthMs })
      .from(tracks)
      .where(tracks.lengthMs.gt(any(ids))),
  ),
)
expectType<{ length: number | null }[]>(
  await db.all(select({ length: tracks.lengthMs }).from(tracks).where(gtAll(tracks.lengthMs, ids))),
)

// what may be outside of its domain may be null; a match always says yes or no
expectType<{ ln: number | null; exp: number; like: boolean; word: string | null; text: string | null }[]>(
  await db.all(
    select({
      ln: ln(tracks.id),
      exp: exp(tracks.id),
      like: regexpLike(tracks.title, '^S'),
      word: regexpSubstr(tracks.title, '^S'),
      text: formatTime(nullIf(tracks.addedAt, new Date(0)))`${'day'}.${'month'}.`,
    }).from(tracks),
  ),
)

// a median is a number; statistics of two numbers may be null
expectType<
  { median: number | null; price: string | null; slope: number | null; count: number; parsed: number | null }[]
>(
  await db.all(
    select({
      median: percentileCont(tracks.lengthMs, 0.5),
      price: percentileDisc(tracks.price, 0.5),
      slope: regrSlope(tracks.id, tracks.lengthMs),
      count: regrCount(tracks.id, tracks.lengthMs),
      parsed: max(tryCast(tracks.title, integer())),
    }).from(tracks),
  ),
)

// values of an enum stay what they are, and widen nothing
const rooms = table('rooms', { mood: enumOf(['calm', 'loud']), other: enumOf(['calm', 'loud']).nullable() })
expectType<{ first: 'calm' | 'loud'; both: 'calm' | 'loud'; not: 'calm' | 'loud' | null; before: 'calm' | 'loud' }[]>(
  await db.all(
    select({
      first: coalesce(rooms.other, 'calm'),
      both: greatest(rooms.mood, 'loud'),
      not: nullIf(rooms.mood, 'loud'),
      before: lag(rooms.mood, 1, 'calm').over(),
    }).from(rooms),
  ),
)
