// The demo: real data into a database, and eight queries on it. `npm run demo -- --help` tells more.
import { SingleBar } from 'cli-progress'
import { readData } from './data.ts'
import { openEngine } from './engine.ts'
import { load, makeTables } from './load.ts'
import { type Options, optionsOf, usage } from './options.ts'
import { sentenceOf } from './problem.ts'
import { queries } from './queries.ts'
import { opening, type Result, section, summary } from './report.ts'

// A reader that has seen enough, like `head`, is no error.
process.stdout.on('error', () => process.exit(0))

try {
  const options = optionsOf(process.argv.slice(2))
  if (options.help) console.log(usage)
  else await run(options)
} catch (error) {
  console.error(sentenceOf(error))
  // A connection that never came about would keep the process alive.
  process.exit(1)
}

async function run({ database, data: folder, replace }: Options): Promise<void> {
  const data = readData(folder)
  const engine = await openEngine(database)
  await using db = engine.db
  await makeTables(db, replace)
  const began = performance.now()
  const total = data.airports.length + data.routes.length + data.flights.length
  await withBar(total, (stored) => load(db, data, stored))
  console.log(opening(engine, data, (performance.now() - began) / 1000))
  const results: Result[] = []
  for (const [i, query] of queries.entries()) {
    const { text, result } = await section(query, i + 1, db)
    console.log(`\n${text}`)
    results.push(result)
  }
  console.log(`\n${summary(results)}`)
}

/** Shows a progress bar on a terminal while the work goes on, and takes it away afterwards. */
async function withBar(total: number, work: (stored: (rows: number) => void) => Promise<void>): Promise<void> {
  const bar = new SingleBar({
    format: 'loading {bar} {percentage} % of {total} rows',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 60,
    hideCursor: true,
    clearOnComplete: true,
  })
  bar.start(total, 0)
  try {
    await work((rows) => bar.increment(rows))
  } finally {
    bar.stop()
  }
}
