// `pnpm conformance`: what each database is known to do, from the conformance cases as they ran just now.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createVitest, type Reporter, type TestCase } from 'vitest/node'
import { databaseLines } from './reporter.ts'
import { type DatabaseName, databaseNames, type ServersRecord } from './servers/record.ts'
import { catalogue } from './table/catalogue.ts'
import { counted, type Ran, type Subject, tableOf } from './table/cells.ts'
import { countLine, tablePage, tableText } from './table/print.ts'

const usage = `pnpm conformance [--lacks] [--write | --check]
  --lacks   says below each line what is lacking, in the sentences that a program gets
  --write   also writes docs/conformance.md
  --check   only says whether docs/conformance.md is current`

/** Where the cases of the catalogue are: those of the engine and of the test servers are not about SQL. */
const shown = [
  ...['cases', 'course', 'relations', 'tpch', 'tutorials'].map((folder) => `conformance/${folder}/`),
  ...['custom', 'defaults', 'insert-id', 'inserted-rows', 'limits', 'names', 'prepared', 'schema'].map(
    (file) => `conformance/${file}.test.ts`,
  ),
  'packages/core/src/print/',
  'packages/core/src/tree/',
]

const root = join(import.meta.dirname, '..')
const page = join(root, 'docs/conformance.md')
const options = argumentsOf()

await main()

async function main(): Promise<void> {
  const { tests, servers, broken } = await run()
  const { subjects, unknown } = tableOf(catalogue, tests.flatMap(ranOf))
  console.log(options.check ? countLine(subjects) : tableText(subjects, options.lacks))
  console.log(['', ...servers.flatMap((record) => databaseLines(record, tests))].join('\n'))
  const faults = [
    ...broken.map((file) => `${file} could not be loaded`),
    ...unknown.map((name) => `the catalogue names the case ${name}, which no test has`),
    ...tests.filter((test) => test.result().state === 'failed').map((test) => `failed: ${test.fullName}`),
    ...pageFaults(subjects),
  ]
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length === 0 ? 0 : 1
}

/** What a run of the tests left. */
interface Run {
  readonly tests: readonly TestCase[]
  readonly servers: readonly ServersRecord[]
  readonly broken: readonly string[]
}

/** Runs the conformance tests on every database that has a column, and those of the tree, which need none. */
async function run(): Promise<Run> {
  process.env.ESPALIER_DATABASES ??= databaseNames.join(',')
  let ended: Run = { tests: [], servers: [], broken: ['the test run'] }
  // Read when the run ends and not behind it: what a project provides is gone with it.
  const reporter: Reporter = {
    onTestRunEnd(modules) {
      ended = {
        tests: modules.flatMap((module) => [...module.children.allTests()]),
        servers: vitest.projects.map((project) => project.getProvidedContext().servers as ServersRecord),
        broken: modules.filter((module) => module.errors().length > 0).map(({ moduleId }) => moduleId),
      }
    },
  }
  const vitest = await createVitest('test', { root, watch: false, project: ['code'], reporters: [reporter] })
  await vitest.start(shown)
  await vitest.close()
  return ended
}

/** A test as the table sees it. The oldest server of a database has its tests, but no column. */
function ranOf(test: TestCase): Ran[] {
  const { title, database, dialect, lacks, missing } = test.meta()
  const behaviour = test.fullName.split(' > ').slice(1).join(' > ')
  const { state } = test.result()
  const shown = database ?? dialect
  // A test that is not for this database shows nothing of it; one whose database is missing did not run.
  if (state === 'skipped' && !missing) return []
  if (shown !== undefined && !databaseNames.includes(shown as DatabaseName)) return []
  return [
    {
      name: title === undefined ? test.fullName : `${title} > ${behaviour}`,
      database: shown as DatabaseName | undefined,
      shows: database === undefined ? 'words' : 'rows',
      lacks,
      state: state === 'pending' ? 'skipped' : state,
    },
  ]
}

/** Writes the page, or compares it, as the options say; a page of some databases only would be no page. */
function pageFaults(subjects: readonly Subject[]): string[] {
  if (!options.write && !options.check) return []
  if ((counted(subjects).get('did not run') ?? 0) > 0)
    return ['docs/conformance.md tells of all databases; run this where all of them are']
  const text = tablePage(subjects)
  if (options.write) writeFileSync(page, text)
  return text === readFileSync(page, 'utf8') ? [] : ['docs/conformance.md is not current; run pnpm conformance --write']
}

function argumentsOf() {
  try {
    const { values } = parseArgs({
      options: {
        lacks: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (!values.help) return values
    console.log(usage)
    process.exit(0)
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`)
    process.exit(1)
  }
}
