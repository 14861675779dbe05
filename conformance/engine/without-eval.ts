// A program for a runtime that makes no code of strings: it says `done` when it has read back what it wrote.
import assert from 'node:assert/strict'
import {
  type AnyLack,
  bigint,
  boolean,
  type Database,
  insert,
  integer,
  param,
  schema,
  select,
  table,
  text,
  timestamp,
} from '@espalier/core'
import { mariadb, mysql } from '@espalier/dialect-mysql'
import { postgres } from '@espalier/dialect-postgres'
import { sqlite } from '@espalier/dialect-sqlite'

// biome-ignore lint/security/noGlobalEval: this is what must not work here
assert.throws(() => eval('1'), EvalError)

const notes = table('notes', {
  id: integer().primaryKey(),
  body: text().nullable(),
  done: boolean(),
  at: timestamp(),
  size: bigint(),
})
const rows = [1, 2, 3].map((id) => ({
  id,
  body: id === 2 ? null : `note ${id}`,
  done: id === 1,
  at: new Date(Date.UTC(2024, 1, 29, 10, 11, 12, id)),
  size: 2n ** 60n + BigInt(id),
}))

const [name = '', url = ''] = process.argv.slice(2)
const open = { postgres, mysql, mariadb, sqlite }[name] as (url: string) => Database<AnyLack>
await using db = open(url)
await db.createAll(schema({ notes }))
await db.transaction((tx) => tx.run(insert(notes).values(rows)))
const all = select(notes).orderBy(notes.id)
for (let i = 0; i < 3; i++) assert.deepEqual(await db.all(all), rows)
const byId = db.prepare(
  select({ note: notes })
    .from(notes)
    .where(notes.id.eq(param('id', integer()))),
)
for (const note of rows) assert.deepEqual(await byId.one({ id: note.id }), { note })
const read: unknown[] = []
for await (const row of db.stream(all, { batch: 2 })) read.push(row)
assert.deepEqual(read, rows)
console.log('done')
