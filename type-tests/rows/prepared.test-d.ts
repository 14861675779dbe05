import {
  bigint,
  type ChangeResult,
  insert,
  integer,
  type ParamsOf,
  param,
  select,
  text,
  timestamp,
  update,
} from '@espalier/core'
import { sqlite } from '@espalier/dialect-sqlite'
import { expectType } from 'tsd'
import { artists, db, tracks } from '../music.ts'

// parameters are typed by their names
const found = select({ id: tracks.id, title: tracks.title })
  .from(tracks)
  .where(tracks.title.eq(param('title', text())), tracks.lengthMs.gt(param('least', integer())))
expectType<ParamsOf<typeof found>>({} as { title: string; least: number })
const byTitle = db.prepare(found)
expectType<{ id: number; title: string }[]>(await byTitle.all({ title: 'SOS', least: 5 }))

// those of a change too, null where the type says so
const add = db.prepare(
  insert(artists).values({ name: param('name', text()), country: param('country', text().nullable()) }),
)
expectType<ChangeResult>(await add.run({ name: 'Nina', country: null }))
const rename = db.prepare(
  update(tracks)
    .set({ title: param('title', text()) })
    .where(tracks.id.eq(param('id', integer()))),
)
await rename.run({ title: 'x', id: 1 })

// in the form that the type has
const forms = select({ plays: param('plays', bigint().mode('number')), at: param('at', timestamp().mode('string')) })
expectType<ParamsOf<typeof forms>>({} as { plays: number; at: string })

// and without promises, where the database answers at once
const atOnce = sqlite.sync(':memory:').prepare(found)
expectType<{ id: number; title: string } | undefined>(atOnce.first({ title: 'SOS', least: 5 }))
