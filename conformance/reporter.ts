import { styleText } from 'node:util'
import type { SerializedError, TestCase, TestModule, TestRunEndReason, Vitest } from 'vitest/node'
import { DefaultReporter } from 'vitest/node'
import { passwordsOf, Scan } from './secrets/scan.ts'
import { databaseNames, driverNames, type Missing, type ServersRecord } from './servers/record.ts'

/** How many tests ended how. */
export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/**
 * Vitest's own report, then a line per database: its version and the tests that ran on it, or loudly why it is missing.
 * The run's totals are the last line of all output: `12 passed, 0 failed, 3 skipped`.
 */
export default class DatabaseReporter extends DefaultReporter {
  #totals: Counts = { passed: 0, failed: 0, skipped: 0 }
  /** Everything that the run prints is looked through for the passwords of its servers. */
  readonly #scan = new Scan(() => this.#servers().flatMap(passwordsOf))

  override onInit(vitest: Vitest): void {
    super.onInit(vitest)
    // on exit, because closing servers and workers comes after the report and may have something to say
    process.once('exit', (code) => process.stdout.write(`${lastLine(this.#totals, this.#leaks() || code)}\n`))
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
      stream.write = (chunk: unknown, ...rest: unknown[]) => {
        this.#scan.next(String(chunk))
        return write(chunk, ...rest)
      }
    }
  }

  /** How often a secret was printed; then the run has failed. */
  #leaks(): number {
    const { length } = this.#scan.found
    if (length > 0) {
      process.exitCode = 1
      process.stdout.write(` a secret was printed ${length} times, as here: ${this.#scan.found[0]}\n`)
    }
    return length
  }

  #servers(): ServersRecord[] {
    return this.ctx.projects.flatMap((project) => {
      const servers = project.getProvidedContext().servers as ServersRecord | undefined
      return servers === undefined ? [] : [servers]
    })
  }

  override onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    super.onTestRunEnd(modules, errors, reason)
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    // a file that cannot be loaded has no tests to fail, and must not look like success
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length
    const totals = countOf(tests)
    this.#totals = { ...totals, failed: totals.failed + broken }
    const lines = this.#servers().flatMap((servers) => databaseLines(servers, tests))
    if (lines.length > 0) this.log(['', ...lines, ''].join('\n'))
  }
}

/** A run that failed by something other than a test, such as a server that CI needs, must not look like success. */
export function lastLine(totals: Counts, exitCode: number): string {
  const failed = exitCode !== 0 && totals.failed === 0 ? 1 : totals.failed
  return sentence({ ...totals, failed })
}

/** One line per database of the run, one more per missing one. */
export function databaseLines(servers: ServersRecord, tests: readonly TestCase[]): string[] {
  const labelled = [
    ...databaseNames.map((name) => ({ label: name, running: servers[name] })),
    { label: 'oldest postgres', running: servers.oldestPostgres },
    ...driverNames.map((name) => ({ label: name, running: servers[name] })),
  ]
  const lines = labelled.flatMap(({ label, running }) => {
    if (running === undefined) return []
    const counts = countOf(tests.filter((test) => test.meta().database === label))
    return [` ${label} ${running.version}: ${sentence(counts)}`]
  })
  return [...lines, ...servers.missing.map(missingLine)]
}

function missingLine({ name, reason, cure, leftOut }: Missing): string {
  const line = ` ${name} ${leftOut ? 'DID NOT RUN' : 'IS MISSING, none of its tests ran'}: ${reason}; ${cure}`
  return styleText(leftOut ? 'yellow' : ['bold', 'red'], line)
}

/** A test that a stopped run never reached is still pending, and counts as skipped. */
function countOf(tests: readonly TestCase[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  for (const test of tests) {
    const { state } = test.result()
    counts[state === 'pending' ? 'skipped' : state]++
  }
  return counts
}

function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
