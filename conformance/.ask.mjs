import { readFileSync } from 'node:fs'
import pg from 'pg'
import mysql from 'mysql2/promise'
import Database from 'better-sqlite3'
const r = JSON.parse(readFileSync('/tmp/fnscratch/record.json'))
const lines = readFileSync(0, 'utf8').split('\n').filter(Boolean)
const c = new pg.Client({ connectionString: r.postgres.url }); await c.connect(); await c.query("set time zone 'UTC'")
const m = await mysql.createConnection(r.mysql.url), a = await mysql.createConnection(r.mariadb.url)
for (const x of [m, a]) await x.query("set time_zone='+00:00', sql_mode='STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO'")
const s = new Database(':memory:')
for (const line of lines) {
  const [who, sql] = line.match(/^([psma]+): (.*)$/).slice(1)
  for (const w of who) {
    try {
      const out = w === 'p' ? (await c.query({text: 'select ' + sql, rowMode: 'array'})).rows : w === 's' ? s.prepare('select ' + sql).raw().all() : (await (w === 'm' ? m : a).execute({sql: 'select ' + sql, rowsAsArray: true, dateStrings: true}))[0]
      console.log(w, sql, '→', JSON.stringify(out, (k, v) => typeof v === 'bigint' ? v + 'n' : v))
    } catch (e) { console.log(w, sql, '→ ERROR', e.message) }
  }
}
await c.end(); await m.end(); await a.end()
