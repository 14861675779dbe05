// `pnpm bench:types`: what the compiler has to do for the same schema and the same queries in Espalier and its peers.

import { spawnSync } from 'node:child_process'
import { globSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Compiler, compilers } from '../scripts/compilers.ts'
import { median } from './measure.ts'
import { short, textTable } from './print.ts'
import { type Cost, check, programFolder, write } from './type-cost/check.ts'
import { drizzle } from './type-cost/drizzle.ts'
import { type Latency, latency } from './type-cost/editor.ts'
import { espalier } from './type-cost/espalier.ts'
import { kysely } from './type-cost/kysely.ts'
import { longAuthors, longProgram, longStatements } from './type-cost/long.ts'
import { type Author, columns, programOf, tablesRead } from './type-cost/program.ts'
import { rado } from './type-cost/rado.ts'
import { type RelationAuthor, relationAuthors, relationProgram } from './type-cost/relations.ts'
import { tsSqlQuery } from './type-cost/ts-sql-query.ts'
import { machine, versionsOf } from './versions.ts'

const usage = `pnpm bench:types [--quick] [--all] [--editor] [--tables 50,100,500] [--queries 60] [--source] [--json file]
  --quick    20 tables and 20 queries, each checked once
  --all      also with TypeScript 7, and also rado and ts-sql-query
  --editor   measures how long an editor waits for completions instead, on the largest of the schemas
  --source   checks Espalier from its sources instead of its built declarations, which is slower
  --json     also writes what was measured to a file`

/** A check that takes longer is not repeated. */
const patience = 10
const head = ['contender', 'instantiations', 'a query', '× espalier', 'check time', '× espalier', 'memory']
const root = join(import.meta.dirname, '..')

const options = argumentsOf()
const authors: readonly Author[] = [
  espalier,
  kysely,
  drizzle('drizzle', 'drizzle-orm'),
  drizzle('drizzle 1 rc', 'drizzle-orm-1'),
  ...(options.all ? [rado, tsSqlQuery] : []),
]
const repetitions = options.quick ? 1 : 3
const report: { readonly what: string; readonly results: readonly Result[] }[] = []

/** What one contender costs at one size of the schema. */
interface Result extends Cost {
  readonly typescript: string
  readonly tables: number
  readonly name: string
  readonly perQuery: number
  /** How often the check time was taken. */
  readonly runs: number
}

if (!options.source) build()
const folder = programFolder()
console.log(introduction())
if (options.editor) await typed(compilers[1], Math.max(...options.tables))
else
  for (const compiler of options.all ? compilers.slice(1) : [compilers[1]]) {
    long(compiler)
    for (const tables of options.tables) {
      measured(compiler, tables, 'queries of three tables', authors.map(flat))
      measured(compiler, tables, 'queries of three levels of rows inside of rows', relationAuthors.map(nested))
    }
  }
if (options.json !== undefined) {
  const content = { machine: machine(), queries: options.queries, versions: versions(), results: report }
  writeFileSync(options.json, `${JSON.stringify(content, null, 2)}\n`)
}

/** Who writes programs of one kind. */
interface Contender {
  readonly name: string
  readonly kind: string
  /** The files of a program. */
  program(tables: number, queries: number): Record<string, string>
}

function flat(author: Author): Contender {
  return {
    name: author.name,
    kind: 'flat',
    program: (tables, queries) => programOf(author, tables, queries),
  }
}

function nested(author: RelationAuthor): Contender {
  return {
    name: author.name,
    kind: 'nested',
    program: (tables, queries) => relationProgram(author, tables, queries),
  }
}

/** What one long statement costs: a program with it, less the same program without. */
function long(compiler: Compiler): void {
  const rows = longAuthors
    .filter(({ name }) => options.all || name !== 'rado')
    .map((author) => {
      const cost = (statement: string | undefined, what: string): number | string => {
        const name = `${author.name}-${what}-${compiler.version}`
        try {
          return check(compiler, write(folder, name, longProgram(author, statement), options.source)).instantiations
        } catch (error) {
          if (statement === undefined) throw error
          return `does not compile: ${/error TS\d+: .{0,60}/.exec(String(error))?.[0] ?? ''}`
        }
      }
      const without = cost(undefined, 'none')
      return [
        author.name,
        ...longStatements.map((statement) => {
          const found = cost(author[statement], statement)
          return typeof found === 'number' ? short(found - Number(without)) : found
        }),
      ]
    })
  console.log(`TypeScript ${compiler.version}: instantiations of one statement of 20 joins, of 20 WITH queries, of 20 members

${textTable(['contender', 'joins', 'with', 'union'], rows)}
`)
}

function measured(compiler: Compiler, tables: number, what: string, contenders: readonly Contender[]): void {
  const programs = contenders.map((contender) => programOn(contender, compiler, tables))
  // in turns, so that noise hits all alike
  for (let turn = 0; turn < repetitions; turn++)
    for (const program of programs)
      if ((program.costs[0]?.checkTime ?? 0) < patience) program.costs.push(check(compiler, program.place))
  const results = programs.map((program) => resultOf(program, compiler, tables))
  report.push({ what, results })
  console.log(
    `TypeScript ${compiler.version}: ${tables} tables of ${columns.length} columns, ${options.queries} ${what}\n`,
  )
  console.log(`${textTable(head, results.map(cells))}\n`)
}

/** What an editor waits for, in the select list and in WHERE of a statement that is being typed. */
async function typed(compiler: Compiler, tables: number): Promise<void> {
  const rows: string[][] = []
  for (const author of authors) {
    const place = write(folder, `${author.name}-typed`, programOf(author, tables, 2), options.source)
    const list = await latency(compiler, place, author, author.typed.list)
    const where = await latency(compiler, place, author, author.typed.where)
    rows.push([author.name, ...[list, where].flatMap(({ median, p95 }: Latency) => [millis(median), millis(p95)])])
  }
  console.log(`tsserver of TypeScript ${compiler.version}: ${tables} tables of ${columns.length} columns

${textTable(['contender', 'select list', 'p95', 'where', 'p95'], rows)}
`)
}

function millis(time: number): string {
  return `${time.toFixed(1)} ms`
}

interface Program {
  readonly name: string
  /** Where it lies. */
  readonly place: string
  /** The instantiations of the same program with half of the queries. */
  readonly half: number
  readonly costs: Cost[]
}

function programOn({ name, kind, program }: Contender, compiler: Compiler, tables: number): Program {
  const place = (queries: number): string =>
    write(folder, `${name}-${kind}-${compiler.version}-${tables}-${queries}`, program(tables, queries), options.source)
  const half = check(compiler, place(options.queries / 2)).instantiations
  return { name, place: place(options.queries), half, costs: [] }
}

function resultOf({ name, half, costs }: Program, compiler: Compiler, tables: number): Result {
  const { instantiations } = costs[0] as Cost
  return {
    typescript: compiler.version,
    tables,
    name,
    instantiations,
    perQuery: (instantiations - half) / (options.queries / 2),
    checkTime: median(costs.map((cost) => cost.checkTime)),
    memory: median(costs.map((cost) => cost.memory)),
    runs: costs.length,
  }
}

function cells(result: Result, _i: number, [espalier]: readonly Result[]): string[] {
  const own = espalier as Result
  return [
    result.name,
    whole(result.instantiations),
    whole(result.perQuery),
    short(result.perQuery / own.perQuery),
    `${result.checkTime.toFixed(2)} s${result.runs < repetitions ? ' ¹' : '  '}`,
    short(result.checkTime / own.checkTime),
    `${whole(result.memory / 2 ** 20)} MB`,
  ]
}

function introduction(): string {
  const list = Object.entries(versions()).map(([name, version]) => `${name} ${version}`)
  if (options.editor)
    return `${machine()}
${list.join(', ')}
A statement of two tables is being typed, in the select list and in WHERE; a letter comes and goes before each question, so
that the statement is new to the checker. Of 60 questions behind 10 that do not count: the median, and what one in twenty
takes longer than.
`
  const source = options.source ? 'sources, which are checked too' : 'built declarations'
  return `${machine()}
${list.join(', ')}
Each program is checked by a compiler in a process of its own, strict and with skipLibCheck. Its queries read three of
${tablesRead} tables, no two the same. Half of them join the tables and take six columns; the others take four aggregates with
GROUP BY and HAVING. Rows inside of rows are those of a table with those of the next with those of the one behind it: by
relations in Espalier, by the JSON helpers in Kysely, by relational queries in Drizzle. The row type of each is written out,
and must be what the query infers.
a query: the instantiations of one query more, as the difference between ${options.queries / 2} and ${options.queries} of them.
check time and memory: median of ${repetitions}, taken in turns; ¹ a check of more than ${patience} s is done once.
Espalier is read from its ${source}.
What the types refuse is part of their price: a column out of scope, an ungrouped column beside an aggregate, text compared
with a number. Of these do not compile: ${authors.map(({ name, refuses }) => `${name} ${refuses}`).join(', ')}.
`
}

function versions(): Record<string, string> {
  return versionsOf([...new Set(authors.flatMap((author) => author.packages))])
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

/** The declarations that users check against, where they are missing or older than a source. */
function build(): void {
  const changed = (pattern: string): number[] =>
    globSync(pattern, { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs)
  const declared = ['core', 'dialect-sqlite'].map((name) => changed(`packages/${name}/dist/index.d.ts`)[0] ?? 0)
  if (Math.min(...declared) > Math.max(...changed('packages/{core,dialect-sqlite}/src/**/*.ts'))) return
  console.log('building the declarations …')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, encoding: 'utf8' })
  if (status === 0) return
  console.error(`${stdout}${stderr}the packages do not build; mend that, or take --source`)
  process.exit(1)
}

function argumentsOf() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        editor: { type: 'boolean', default: false },
        source: { type: 'boolean', default: false },
        tables: { type: 'string' },
        queries: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      console.log(usage)
      process.exit(0)
    }
    const tables = (values.tables ?? (values.quick ? '20' : '50,100,500')).split(',').map(Number)
    const queries = Number(values.queries ?? (values.quick ? 20 : 60))
    if (!tables.every((count) => Number.isInteger(count) && count >= tablesRead))
      throw new Error(`--tables takes numbers from ${tablesRead} on`)
    if (!Number.isInteger(queries / 2) || queries < 4) throw new Error('--queries takes an even number from 4 on')
    return { ...values, tables, queries, json: values.json }
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`)
    process.exit(1)
  }
}
