// Queries that the program puts together as it runs.
import { type AnySource, type Expr, select } from '@espalier/core'
import { expectType } from 'tsd'
import { artists, db, tracks } from '../music.ts'

declare const yes: boolean

// A condition, an order and a limit may come or not.
let q = select({ id: tracks.id, length: tracks.lengthMs }).from(tracks)
if (yes) q = q.where(tracks.lengthMs.gt(200_000))
if (yes) q = q.orderBy(tracks.title.desc())
if (yes) q = q.limit(10).offset(20)
if (yes) q = q.distinct()
expectType<{ id: number; length: number | null }[]>(await db.all(q))

// `false` leaves a condition out, and then it proves nothing.
const kept = select({ length: tracks.lengthMs })
  .from(tracks)
  .where(yes && tracks.lengthMs.gt(1), tracks.live)
expectType<{ length: number | null }[]>(await db.all(kept))
// A list of conditions may be empty.
const list = [tracks.lengthMs.gt(1), tracks.lengthMs.lt(9)]
expectType<{ length: number | null }[]>(
  await db.all(
    select({ length: tracks.lengthMs })
      .from(tracks)
      .where(...list),
  ),
)

// An order out of a map.
const orders = { title: tracks.title, length: tracks.lengthMs, added: tracks.addedAt }
declare const by: keyof typeof orders
const ordered = select({ id: tracks.id }).from(tracks).orderBy(orders[by].desc(), tracks.id)
expectType<{ id: number }[]>(await db.all(ordered))

// An entry that is there or not.
const perhaps = select({ id: tracks.id, ...(yes ? { title: tracks.title } : {}) }).from(tracks)
expectType<{ id: number; title?: string }[]>(await db.all(perhaps))

// A join that is there or not.
const either = yes
  ? select({ id: tracks.id, artist: artists.name }).from(tracks).join(artists, artists.id.eq(tracks.artistId))
  : select({ id: tracks.id }).from(tracks)
expectType<({ id: number; artist: string } | { id: number })[]>(await db.all(either))

// A function over any table with an id.
const byId = <T extends AnySource & { readonly id: Expr<number, 'integer', any, any> }>(table: T, id: number) =>
  select({ id: table.id }).from(table).where(table.id.eq(id))
expectType<{ id: number }>(await db.one(byId(artists, 1)))

// what conditions rule out comes back where it is asked for, and nothing else does
const some = select({ length: tracks.lengthMs, title: tracks.title, artist: artists.name })
  .from(tracks)
  .join(artists, artists.id.eq(tracks.artistId))
  .where(tracks.lengthMs.gt(1))
expectType<{ length: number; title: string; artist: string }[]>(await db.all(some))
expectType<{ length: number | null; title: string; artist: string }[]>(await db.all(some.declaredNulls()))
