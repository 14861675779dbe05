import {
  type AnyLack,
  alias,
  and,
  avg,
  caseWhen,
  coalesce,
  count,
  cte,
  type Database,
  exists,
  type Insertable,
  insert,
  literal,
  max,
  min,
  or,
  type Row,
  type RowOf,
  recursive,
  rowNumber,
  scalar,
  select,
  sum,
  type Updatable,
} from '@espalier/core'
import type { MysqlLacks } from '@espalier/dialect-mysql'
import type { SqliteLacks } from '@espalier/dialect-sqlite'
import { expectType } from 'tsd'
import { artists, db, sqlite, tracks } from '../music.ts'

// a left join makes columns nullable
const joined = select({ title: tracks.title, artist: artists.name, country: artists.country })
  .from(tracks)
  .leftJoin(artists, artists.id.eq(tracks.artistId))
expectType<{ title: string; artist: string | null; country: string | null }[]>(await db.all(joined))

// an inner join does not
expectType<{ title: string; artist: string; country: string | null }[]>(
  await db.all(
    select({ title: tracks.title, artist: artists.name, country: artists.country })
      .from(tracks)
      .join(artists, artists.id.eq(tracks.artistId)),
  ),
)

// a right join makes the columns before it nullable
expectType<{ title: string | null; artist: string }[]>(
  await db.all(
    select({ title: tracks.title, artist: artists.name })
      .from(tracks)
      .rightJoin(artists, artists.id.eq(tracks.artistId)),
  ),
)

// a full join makes both sides nullable
expectType<{ title: string | null; artist: string | null }[]>(
  await db.all(
    select({ title: tracks.title, artist: artists.name })
      .from(tracks)
      .fullJoin(artists, artists.id.eq(tracks.artistId)),
  ),
)

// a table in a select list is an object, null as a whole where an outer join found nothing
expectType<{ title: string; artist: { id: number; name: string; country: string | null } | null }[]>(
  await db.all(
    select({ title: tracks.title, artist: artists }).from(tracks).leftJoin(artists, artists.id.eq(tracks.artistId)),
  ),
)

// a table selects its row
expectType<{ id: number; name: string; country: string | null } | undefined>(
  await db.first(select(artists).where(artists.name.eq('Queen'))),
)

// a condition that cannot be true of null makes its columns not null
expectType<{ length: number; country: string | null }[]>(
  await db.all(
    select({ length: tracks.lengthMs, country: artists.country })
      .from(tracks)
      .leftJoin(artists, artists.id.eq(tracks.artistId))
      .where(tracks.lengthMs.gt(200_000)),
  ),
)
expectType<{ artist: string; country: string }[]>(
  await db.all(
    select({ artist: artists.name, country: artists.country })
      .from(tracks)
      .leftJoin(artists, artists.id.eq(tracks.artistId))
      .where(artists.country.isNotNull()),
  ),
)
expectType<{ length: number }[]>(
  await db.all(
    select({ length: tracks.lengthMs })
      .from(tracks)
      .where(and(tracks.lengthMs.gt(1), tracks.live.eq(true))),
  ),
)

// one that may be true of null does not
expectType<{ length: number | null }[]>(
  await db.all(
    select({ length: tracks.lengthMs })
      .from(tracks)
      .where(or(tracks.lengthMs.gt(1), tracks.live.eq(true))),
  ),
)

// arithmetic and comparison with null are null
expectType<{ twice: number | null; more: string; long: boolean | null }[]>(
  await db.all(
    select({
      twice: tracks.lengthMs.plus(tracks.id),
      more: tracks.price.times(tracks.id),
      long: tracks.lengthMs.gt(5),
    }).from(tracks),
  ),
)

// coalesce is null where its last argument is
expectType<{ length: number; either: number | null }[]>(
  await db.all(
    select({ length: coalesce(tracks.lengthMs, 0), either: coalesce(tracks.lengthMs, tracks.lengthMs) }).from(tracks),
  ),
)

// a CASE without ELSE may be null
expectType<{ kind: string | null; all: string }[]>(
  await db.all(
    select({
      kind: caseWhen(tracks.live.eq(true), literal('live')).end(),
      all: caseWhen(tracks.live.eq(true), 'live').else('studio'),
    }).from(tracks),
  ),
)

// count is never null; the other aggregates are over no rows
expectType<{ n: number; longest: number | null; total: string | null; mean: number | null }[]>(
  await db.all(
    select({ n: count(), longest: max(tracks.id), total: sum(tracks.price), mean: avg(tracks.id) }).from(tracks),
  ),
)

// beside GROUP BY they are null only where their argument is
expectType<{ artist: number; longest: number; first: Date; length: number | null }[]>(
  await db.all(
    select({
      artist: tracks.artistId,
      longest: max(tracks.id),
      first: min(tracks.addedAt),
      length: max(tracks.lengthMs),
    })
      .from(tracks)
      .groupBy(tracks.artistId),
  ),
)

// a grouped primary key frees its table's columns
expectType<{ name: string; n: number }[]>(
  await db.all(
    select({ name: artists.name, n: count() })
      .from(artists)
      .join(tracks, tracks.artistId.eq(artists.id))
      .groupBy(artists.id)
      .orderBy(artists.name),
  ),
)

// a subquery in FROM keeps what is null
const longest = select({ artist: tracks.artistId, most: max(tracks.lengthMs), n: count() })
  .from(tracks)
  .groupBy(tracks.artistId)
  .as('longest')
expectType<{ name: string; most: number | null; n: number }[]>(
  await db.all(
    select({ name: artists.name, most: longest.most, n: longest.n })
      .from(artists)
      .join(longest, longest.artist.eq(artists.id)),
  ),
)

// a WITH query and a recursive one are plain sources
const ranked = cte(
  'ranked',
  select({ id: tracks.id, n: rowNumber().over({ partitionBy: tracks.artistId, orderBy: tracks.addedAt.desc() }) }).from(
    tracks,
  ),
)
expectType<{ id: number; n: number }[]>(await db.all(select(ranked).where(ranked.n.lte(3))))
const before = alias(ranked, 'before')
expectType<{ id: number; before: number | null }[]>(
  await db.all(
    select({ id: ranked.id, before: before.id })
      .from(ranked)
      .leftJoin(before, before.n.eq(ranked.n.minus(1))),
  ),
)
const numbers = recursive('numbers', select({ n: literal(1) }), (self) =>
  select({ n: self.n.plus(1) })
    .from(self)
    .where(self.n.lt(10)),
)
expectType<number[]>(await db.scalars(select(numbers)))

// a scalar subquery may have no row
expectType<{ name: string; last: Date | null }[]>(
  await db.all(
    select({
      name: artists.name,
      last: scalar(
        select({ at: max(tracks.addedAt) })
          .from(tracks)
          .correlate(artists)
          .where(tracks.artistId.eq(artists.id)),
      ),
    })
      .from(artists)
      .where(exists(select({ id: tracks.id }).from(tracks))),
  ),
)

// an alias is a table of its own
const others = alias(tracks, 'others')
expectType<{ a: string; b: string }[]>(
  await db.all(
    select({ a: tracks.title, b: others.title }).from(tracks).join(others, others.artistId.eq(tracks.artistId)),
  ),
)

// a query keeps its type through where, orderBy and limit, so that it can be built up
let open = select({ id: tracks.id, length: tracks.lengthMs }).from(tracks)
if (Math.random() > 0.5) open = open.where(tracks.lengthMs.isNotNull())
if (Math.random() > 0.5) open = open.orderBy(tracks.id).limit(3)
expectType<{ id: number; length: number | null }[]>(await db.all(open))

// the types of a table's rows
expectType<Row<typeof artists>>({} as { id: number; name: string; country: string | null })
expectType<Insertable<typeof artists>>({} as { name: string; id?: number; country?: string | null })
expectType<Updatable<typeof artists>>({} as { id?: number; name?: string; country?: string | null })
expectType<RowOf<typeof joined>>({} as { title: string; artist: string | null; country: string | null })

// RETURNING gives what was stored
expectType<{ id: number; country: string | null }>(
  await db.one(insert(artists).values({ name: 'Abba' }).returning({ id: artists.id, country: artists.country })),
)

// a function may take a database of any kind, and a portable statement runs on it
const titles = (anywhere: Database<AnyLack>): Promise<{ title: string }[]> =>
  anywhere.all(select({ title: tracks.title }).from(tracks))
expectType<{ title: string }[]>(await titles(db))
expectType<{ title: string }[]>(await titles(sqlite))

// a database that lacks less can stand for one that lacks more
const onBoth = (either: Database<SqliteLacks | MysqlLacks>): Promise<number> =>
  either.scalar(select({ n: count() }).from(tracks))
expectType<number>(await onBoth(sqlite))

// what may be true of null proves nothing
expectType<{ length: number | null }[]>(
  await db.all(
    select({ length: tracks.lengthMs })
      .from(tracks)
      .where(tracks.lengthMs.notIn([1, 2])),
  ),
)
expectType<{ length: number | null }[]>(
  await db.all(select({ length: tracks.lengthMs }).from(tracks).where(tracks.lengthMs.isNotNull().eq(false))),
)
expectType<{ length: number }[]>(
  await db.all(
    select({ length: tracks.lengthMs })
      .from(tracks)
      .where(tracks.lengthMs.in([1, 2])),
  ),
)

// IN of a query whose column may be null may be null
expectType<{ known: boolean | null }[]>(
  await db.all(select({ known: tracks.id.in(select({ l: tracks.lengthMs }).from(tracks)) }).from(tracks)),
)

// an aggregate over the rows that match may have none
expectType<{ total: number | null; n: number }[]>(
  await db.all(
    select({ total: sum(tracks.id).filter(tracks.live.eq(true)), n: count().filter(tracks.live.eq(true)) })
      .from(tracks)
      .groupBy(tracks.artistId),
  ),
)
