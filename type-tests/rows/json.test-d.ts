import {
  bigint,
  integer,
  json,
  jsonArray,
  jsonArrayAgg,
  jsonNull,
  jsonObject,
  jsonObjectAgg,
  jsonRemove,
  jsonSet,
  jsonTypeof,
  literal,
  select,
  table,
  toJson,
  update,
} from '@espalier/core'
import { expectType } from 'tsd'
import { artists, db, tracks } from '../music.ts'

interface Doc {
  device: { type: 'phone' | 'tablet'; os?: string; cores: number | null }
  tags: string[]
  place?: { x: number }
}

const events = table('events', {
  id: integer().identity(),
  data: json<Doc>(),
  any: json<unknown>(),
  perhaps: json<Doc | null>().nullable(),
  count: bigint(),
})

// what stands at the end of a path has the document's type, and is null where it may be missing or JSON's null
expectType<
  {
    device: Doc['device']
    type: 'phone' | 'tablet'
    os: string | null
    cores: number | null
    tag: string | null
    x: number | null
    any: string | null
    perhaps: 'phone' | 'tablet' | null
  }[]
>(
  await db.all(
    select({
      device: events.data.at('device'),
      type: events.data.at('device').at('type').asText(),
      os: events.data.at('device').at('os').asText(),
      cores: events.data.at('device').at('cores').asInteger(),
      tag: events.data.at('tags').at(0).asText(),
      x: events.data.at('place').at('x').asReal(),
      any: events.any.at('a').at(0).asNumeric(),
      perhaps: events.perhaps.at('device').at('type').asText(),
    }).from(events),
  ),
)

// a document that is changed keeps its type; one without a key has none
expectType<{ set: Doc; without: Omit<Doc, 'place'>; is: string }[]>(
  (
    await db.all(
      select({
        set: jsonSet(events.data, ['device', 'type'], 'phone'),
        without: jsonRemove(events.data, ['place']),
        is: jsonTypeof(events.data),
      }).from(events),
    )
  ).map((row) => ({ ...row, is: row.is as string })),
)
update(events)
  .set({ data: jsonRemove(events.data, ['place']), perhaps: jsonNull(), any: toJson(events.count) })
  .where(events.id.eq(1))

// what is built knows of nulls what the statement knows
expectType<{ row: { id: number; count: string; at: [number, string | null] } }[]>(
  await db.all(
    select({
      row: jsonObject({
        id: events.id,
        count: events.count,
        at: jsonArray(literal(1), events.data.at('device').at('os').asText()),
      }),
    }).from(events),
  ),
)
expectType<{ row: { track: string; artist: string | null } }[]>(
  await db.all(
    select({ row: jsonObject({ track: tracks.title, artist: artists.name }) })
      .from(tracks)
      .leftJoin(artists, artists.id.eq(tracks.artistId)),
  ),
)
expectType<{ all: { id: number; length: number | null }[] | null; ids: { [key: string]: number } | null }[]>(
  await db.all(
    select({
      all: jsonArrayAgg(jsonObject({ id: tracks.id, length: tracks.lengthMs })),
      ids: jsonObjectAgg(tracks.title, tracks.id),
    }).from(tracks),
  ),
)
