import { compilers } from '../scripts/compilers.ts'
import { check, programFolder, write } from './type-cost/check.ts'
import { drizzle } from './type-cost/drizzle.ts'
import { espalier } from './type-cost/espalier.ts'
import { kysely } from './type-cost/kysely.ts'
import { programOf } from './type-cost/program.ts'
import { rado } from './type-cost/rado.ts'
import { tsSqlQuery } from './type-cost/ts-sql-query.ts'

const f = programFolder()
for (const a of [
  espalier,
  kysely,
  drizzle('drizzle', 'drizzle-orm'),
  drizzle('drizzle1', 'drizzle-orm-1'),
  rado,
  tsSqlQuery,
]) {
  for (const c of [compilers[1], compilers[2]])
    try {
      console.log(
        a.name,
        c.version,
        [0, 4, 8].map((q) => check(c, write(f, a.name + q + c.version, programOf(a, 20, q), true))),
      )
    } catch (e) {
      console.log(a.name, String(e).slice(0, 1500))
    }
}
